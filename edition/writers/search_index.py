"""The index of a library too large to be searched whole: which documents hold which token.

Tokens are sorted and cut into leaves of bounded size, so that a query loads the few leaves
that it names. A prefix whose tokens fill more than one leaf has its documents listed under
itself, among the sums, which are cut in the same way. Which words follow each other is told of
blocks of documents alone.
"""

from __future__ import annotations

import base64
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

LEAF = 18_000  # bytes, about
PER = 512  # buckets
LAST = "\uffff"  # after every token, in UTF-16


@dataclass(frozen=True, slots=True)
class Leaf:
    """Tokens in UTF-16 order, and the coded documents of each, one after another, in Base64."""

    keys: tuple[str, ...]
    data: str


@dataclass(frozen=True, slots=True)
class Index:
    """The leaves of the tokens, and those of the prefixes that fill more than one of them."""

    leaves: tuple[Leaf, ...]
    sums: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """The blocks that hold pairs of words: a list for each bucket of pairs, in files of `PER`.

    The bucket of a pair is the CRC-32 of its UTF-8 modulo `buckets`. Pairs that share a bucket
    share its list, so that it names a few blocks too many and none too few.
    """

    buckets: int
    files: tuple[str, ...]


def pairs(blocks: Iterable[Iterable[str]]) -> Pairs:
    """The pairs of blocks, each given as its pairs of words; lists of about thirty blocks."""
    held = [{crc32(pair.encode("utf-8", "surrogatepass")) for pair in found} for found in blocks]
    buckets = max(PER, 1 << (sum(map(len, held)) // 32).bit_length())
    lists: list[list[int]] = [[] for _ in range(buckets)]
    for number, digests in enumerate(held):
        for bucket in {digest % buckets for digest in digests}:
            lists[bucket].append(number)
    coded = [code(numbers, len(held)) for numbers in lists]
    joined = (b"".join(coded[first : first + PER]) for first in range(0, buckets, PER))
    return Pairs(buckets, tuple(base64.b64encode(data).decode("ascii") for data in joined))


def build(documents: Iterable[Iterable[str]]) -> Index:
    """The index of documents, each given as its tokens."""
    held: dict[str, list[int]] = {}
    count = 0
    for count, found in enumerate(documents, 1):
        for token in set(found):
            held.setdefault(token, []).append(count - 1)
    order = sorted(held, key=_utf16)
    leaves = tuple(_cut({token: held[token] for token in order}, count))
    prefixes = sorted(_spanning(leaves), key=_utf16)
    sums = {prefix: _union(prefix, order, held) for prefix in prefixes}
    return Index(leaves, tuple(_cut(sums, count)))


def _utf16(token: str) -> bytes:
    """The key by which JavaScript orders strings."""
    return token.encode("utf-16-be", "surrogatepass")


def _cut(held: dict[str, list[int]], count: int) -> Iterator[Leaf]:
    keys: list[str] = []
    data = bytearray()
    size = 0
    for token, numbers in held.items():
        coded = code(numbers, count)
        size += len(coded) + len(token) + 1
        if keys and size > LEAF:
            yield _leaf(keys, data)
            keys, data, size = [], bytearray(), len(coded) + len(token) + 1
        keys.append(token)
        data += coded
    if keys:
        yield _leaf(keys, data)


def _leaf(keys: list[str], data: bytearray) -> Leaf:
    return Leaf(tuple(keys), base64.b64encode(data).decode("ascii"))


def _spanning(leaves: tuple[Leaf, ...]) -> set[str]:
    """The prefixes that a token on each side of some cut begins with."""
    return {
        after.keys[0][:length]
        for before, after in pairwise(leaves)
        for length in range(1, len(after.keys[0]) + 1)
        if before.keys[-1].startswith(after.keys[0][:length])
    }


def _union(prefix: str, order: list[str], held: dict[str, list[int]]) -> list[int]:
    first = bisect_left(order, _utf16(prefix), key=_utf16)
    last = bisect_left(order, _utf16(prefix + LAST), key=_utf16)
    return sorted(set().union(*(held[token] for token in order[first:last])))


def code(numbers: list[int], count: int) -> bytes:
    """Ascending numbers below `count`: a head, then their gaps or, where shorter, a bit for each.

    The head is twice how many they are, plus 1 for bits. Head and gaps are in base 128, the
    lowest digit first, the high bit set on all digits but the last.
    """
    gaps = bytearray()
    before = -1
    for number in numbers:
        gaps += _digits(number - before)
        before = number
    if len(gaps) <= (count + 7) // 8:
        return bytes(_digits(2 * len(numbers)) + gaps)
    bits = bytearray((count + 7) // 8)
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    return bytes(_digits(2 * len(numbers) + 1) + bits)


def _digits(number: int) -> bytearray:
    digits = bytearray()
    while number > 127:
        digits.append(number & 127 | 128)
        number >>= 7
    digits.append(number)
    return digits
