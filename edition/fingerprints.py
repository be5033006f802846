"""Whether two wordings are the same, or like each other, without keeping either.

A register that outlives a removed paragraph must not hold its words, so it holds a digest, which
says whether a text is the same, and a sketch, which says how like another it is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b, sha256
from itertools import pairwise

from edition.readers.edition_text import HAN

PIECE = 4  # characters of a piece of a sketch: 24 bits
PIECES = 32
SHORT = 12  # words
DIGITS = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))
_ALIKE = {"‐‑‒–—―−": "-", "“”„‟«»「」『』": '"', "‘’‚‛`´": "'", "…": "..."}
TYPOGRAPHY = str.maketrans(
    {ord(c): plain for variants, plain in _ALIKE.items() for c in variants} | _FULL_WIDTH | _UNSEEN
)
BLANK = re.compile(rf"(?<=[{HAN}]) | (?=[{HAN}])")
HYPHENS = re.compile("-{2,}")
WORD = re.compile(rf"([{HAN}])|([^\W_]+)")


def wording(text: str) -> str:
    """The text less what is typography alone.

    White space is one blank, or none beside a Chinese character; quotation marks, dashes, the
    ellipsis and the forms of full width have one spelling each; what is not seen is gone.
    Letters, their case, digits and other punctuation are the author's.
    """
    plain = BLANK.sub("", " ".join(text.split())).translate(TYPOGRAPHY)
    return unicodedata.normalize("NFC", HYPHENS.sub("-", plain))


def digest(text: str) -> str:
    """The first 16 hexadecimal digits of a SHA-256 of the wording in UTF-8."""
    return sha256(wording(text).encode("utf-8")).hexdigest()[:16]


def sketch(text: str) -> str:
    """The least hashes of the text's shingles, by which `likeness` compares it.

    A bottom-k sketch (Broder, On the resemblance and containment of documents, 1997): the 32
    smallest of the 24-bit hashes, in order, each four characters; fewer where the text has
    fewer, and then the sketch is exact. A shingle is two words in a row, where a Chinese
    character is a word; in a text of less than 12 words, also three letters of one with its
    bounds.
    """
    words = _words(text)
    return _sketch(words, in_parts=len(words) < SHORT)


def likeness(sketched: str, text: str) -> float:
    """How like the text is to the one that was sketched, from 0 to 1.

    An estimate of the shingles that both have among all that either has, its standard error
    below 0.09. The text is taken as a short one and as a long one, since the other may have been
    either.
    """
    words = _words(text)
    if not words:
        return float(not sketched)
    return max(_resemblance(sketched, _sketch(words, in_parts=parts)) for parts in (True, False))


def pieces(sketched: str) -> frozenset[str]:
    """The hashes that a sketch holds."""
    return frozenset(sketched[at : at + PIECE] for at in range(0, len(sketched), PIECE))


def _resemblance(one: str, other: str) -> float:
    first, second = pieces(one), pieces(other)
    whole = sorted(first | second)[:PIECES]
    return sum(p in first and p in second for p in whole) / len(whole) if whole else 0.0


def _words(text: str) -> list[str]:
    return [han or word for han, word in WORD.findall(wording(text).casefold())]


def _sketch(words: list[str], *, in_parts: bool) -> str:
    shingles = {f"{one} {other}" for one, other in pairwise(words)}
    if in_parts:
        bounded = (f" {word} " for word in words)
        shingles |= {part[at : at + 3] for part in bounded for at in range(len(part) - 2)}
    return "".join(sorted(set(map(_hash, shingles)))[:PIECES])


@lru_cache(maxsize=1 << 16)
def _hash(shingle: str) -> str:
    """24 bits as four characters of an alphabet that sorts as the numbers do."""
    number = int.from_bytes(blake2b(shingle.encode("utf-8"), digest_size=3).digest())
    return "".join(DIGITS[number >> shift & 63] for shift in (18, 12, 6, 0))
