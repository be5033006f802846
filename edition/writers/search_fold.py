"""What the search takes for equal: case, width, accents, punctuation, and the scripts of Chinese.

`docs/assets/search-text.js` folds a query by the same rules; a test compares the two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

import opencc

# Letters of scripts written without spaces, and digits: any run of them is found.
UNSPACED = re.compile(
    "[0-9\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029"
    "\u3031-\u3035\u3038-\u303c\u3040-\u31ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
HAN = (*range(0x3400, 0xA000), *range(0x20000, 0x323B0))
TO_SIMPLIFIED = ("t2s", "tw2s", "hk2s")
TO_TRADITIONAL = ("s2t", "s2tw", "s2hk")
HARD, DIGITS, FLAG = "\x1f", "\x1e", "\x1d"
MARKS = re.compile("[\u0300-\u036f\ufe00-\ufe0f]")
_BREAK = re.compile(f" *{HARD}[ {HARD}]*")
_SPACES = re.compile(f"[ {HARD}{DIGITS}]+")
_BESIDE = re.compile(f" +(?={FLAG})|(?<={FLAG}.) +")
_PAIRS = re.compile(f"(?={FLAG}(.)(?:{FLAG}(.))?)")
_FLAGGED = re.compile(f"{FLAG}.")
_BETWEEN_DIGITS = re.compile("(?<=[0-9]) +(?=[0-9])")


@lru_cache(maxsize=1)
def variants() -> dict[str, tuple[str, ...]]:
    """Each Han character that has another form, with all forms of its class in code order.

    Two characters are of one class when any of OpenCC's tables of single characters turns one
    into the other: 里 裏 裡, 发 發 髮.
    """
    leader: dict[str, str] = {}

    def lead(character: str) -> str:
        while (up := leader.get(character, character)) != character:
            character = up
        return character

    characters = [c for c in map(chr, HAN) if unicodedata.is_normalized("NFKD", c)]
    known, lines = set(characters), "\n".join(characters)
    for table in (*TO_SIMPLIFIED, *TO_TRADITIONAL):
        converted = opencc.OpenCC(table).convert(lines).split("\n")
        for character, other in zip(characters, converted, strict=True):
            if character != other and len(other) == 1 and other in known:
                first, second = sorted((lead(character), lead(other)))
                leader[second] = first
    classes: dict[str, list[str]] = {}
    for character in leader:
        classes.setdefault(lead(character), []).append(character)
    whole = (tuple(sorted({head, *members})) for head, members in classes.items())
    return {character: members for members in whole for character in members}


class _Table(dict[int, str]):
    """For `str.translate`: a code point to its folded form, worked out when first asked for."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code)).upper().lower()
        folded = "".join(map(_folded, unicodedata.normalize("NFKD", plain)))
        self[code] = folded
        return folded


def _folded(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Zs" or character in "\t\r":
        return " "
    if category[0] in "PZ" or category == "Cc":
        return HARD
    if category == "Cf" or MARKS.match(character):
        return ""
    return variants().get(character, character)[0]


@lru_cache(maxsize=1)
def _table() -> _Table:
    return _Table()


class _Flags(dict[int, str]):
    """For `str.translate`: a character that stands without spaces gets a flag before it."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        flagged = UNSPACED.match(character) or unicodedata.category(character)[0] == "S"
        self[code] = FLAG + character if flagged else character
        return self[code]


@lru_cache(maxsize=1)
def _flags() -> _Flags:
    return _Flags()


def fold(text: str) -> str:
    """The text as it is compared.

    Compatibility forms (NFKD), case and accents go; a Chinese character stands for its class.
    Punctuation and white space become one space, or nothing: white space beside a character
    that is written without spaces does, but not between two digits. A line break parts.
    """
    plain = _BREAK.sub(HARD, text.translate(_table()))
    flagged = _BETWEEN_DIGITS.sub(DIGITS, plain).translate(_flags())
    joined = _BESIDE.sub("", flagged).replace(FLAG, "")
    return _SPACES.sub(" ", joined).strip()


def tokens(folded: str) -> Iterator[str]:
    """What an index holds of a folded text.

    Each character written without spaces with the one that follows it, and each word of other
    scripts.
    """
    flagged = folded.translate(_flags())
    yield from map("".join, _PAIRS.findall(flagged))
    yield from _FLAGGED.sub(" ", flagged).split()


def word_pairs(folded: str) -> Iterator[str]:
    """Each two words of other scripts that follow each other in a folded text, with their space."""
    flagged = _FLAGGED.sub(FLAG, folded.translate(_flags()))
    pieces = [piece.split(FLAG) for piece in flagged.split(" ")]
    for before, after in pairwise(pieces):
        if before[-1] and after[0]:
            yield f"{before[-1]} {after[0]}"


def classes_in(texts: Iterable[str]) -> str:
    """The classes of the characters of the texts, one after another, parted by spaces."""
    known = variants()
    held = set("".join(set().union(*texts)).translate(_table()))
    return " ".join(sorted({"".join(known[c]) for c in held if c in known}))
