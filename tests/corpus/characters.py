"""Characters and lines: noise in the characters, and breaking into lines by display columns."""

from __future__ import annotations

import random
import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from wcwidth import wcwidth

if TYPE_CHECKING:
    from corpus.layouts import Cell
    from corpus.profiles import Profile

HAN = "\u3400-\u9fff\uf900-\ufaff\u2e80-\u2fdf"
CJK_THEN_LATIN = re.compile(f"(?<=[{HAN}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[{HAN}])")
SPACE_AT_CJK = re.compile(f"(?<=[{HAN}]) (?=[A-Za-z0-9])|(?<=[A-Za-z0-9%]) (?=[{HAN}])")
RUN = re.compile(r"[0-9]+|[A-Z]+")
SUPPLEMENT = dict(zip("长见页民车门风贝西母", "⻓⻅⻚⺠⻋⻔⻛⻉⻄⺟", strict=True))
RADICALS = {unicodedata.normalize("NFKC", chr(c)): chr(c) for c in range(0x2F00, 0x2FD6)}
RADICALS |= SUPPLEMENT
COMPATIBLE = {
    unicodedata.normalize("NFC", chr(c)): chr(c)
    for c in range(0xF900, 0xFA6E)
    if unicodedata.normalize("NFC", chr(c)) != chr(c)
}
LIGATURES = (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ"))
NOT_FIRST = frozenset("，。、；：？！）》〉」』】”’…—·,.;:?!)]}%％°")
NOT_LAST = frozenset("（《〈「『【“‘([{")


def columns(text: str) -> int:
    """Display columns (UAX #11); a character without a width counts none."""
    return sum(max(0, wcwidth(c)) for c in text)


def noisy(text: str, profile: Profile, rng: random.Random) -> str:
    """The text as the profile's fonts and extractor spell its characters."""
    if profile.cjk_latin == "insert":
        text = CJK_THEN_LATIN.sub(" ", text)
    elif profile.cjk_latin == "remove":
        text = SPACE_AT_CJK.sub("", text)
    if profile.fullwidth:
        text = RUN.sub(lambda m: _wide(m[0]) if rng.random() < profile.fullwidth else m[0], text)
    if profile.ligatures:
        for letters, ligature in LIGATURES:
            text = text.replace(letters, ligature)
    for share, table in ((profile.radicals, RADICALS), (profile.compatibility, COMPATIBLE)):
        if share:
            text = "".join(table[c] if c in table and rng.random() < share else c for c in text)
    if profile.nbsp == "spaces":
        text = "".join("\xa0" if c == " " and rng.random() < 0.2 else c for c in text)
    return text


def _wide(run: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) for c in run)


def wrap(
    cells: list[Cell], rooms: tuple[int, int], profile: Profile, rng: random.Random
) -> list[list[Cell]]:
    """Lines of cells: the first as wide as `rooms[0]`, the others as `rooms[1]`."""
    rows: list[list[Cell]] = []
    start = 0
    while start < len(cells):
        room = rooms[bool(rows)]
        end, cut = _fit(cells, start, room, profile)
        row = cells[start:end]
        if end < len(cells):
            broken = _hyphenated(cells, start, end, cut, profile, rng)
            if broken:
                row, start = cells[start:broken], broken
                row = [*row, (profile.hyphen, -5)]
            else:
                end = cut or end
                row, start = cells[start:end], end
        else:
            start = end
        while row and row[-1][0] in " \xa0":
            row.pop()
        while rows and row and row[0][0] in " \xa0":
            row = row[1:]
        if row:
            rows.append(_spread(row, profile, rng))
    return rows


def _fit(cells: list[Cell], start: int, room: int, profile: Profile) -> tuple[int, int]:
    """How far the line reaches, and the last place in it where it may break."""
    used = cut = 0
    end = start
    while end < len(cells):
        width = max(0, wcwidth(cells[end][0]))
        if used + width > room and cells[end][0] != " " and end > start:
            break
        used += width
        end += 1
        if end < len(cells) and _breaks(cells, end, profile):
            cut = end
    return end, cut


def _breaks(cells: list[Cell], at: int, profile: Profile) -> bool:
    """Whether a line may end before the cell at `at`."""
    (before, _), (after, tag) = cells[at - 1], cells[at]
    if tag <= -100 or after in " \xa0" or before == "\xa0":
        return False
    if before == after and before in "—…":
        return profile.dash_break
    if profile.dash_break and after == "—":
        return True
    if after in NOT_FIRST or before in NOT_LAST:
        return False
    if before == " ":
        return True
    if before in "-—" and after.isalpha():
        return at > 1 and cells[at - 2][0].isalnum()
    return wcwidth(before) == 2 or wcwidth(after) == 2


def _hyphenated(
    cells: list[Cell], start: int, end: int, cut: int, profile: Profile, rng: random.Random
) -> int:
    """Where to break a word of six ASCII letters or more, or 0."""
    if not profile.hyphenate or rng.random() >= profile.hyphenate:
        return 0
    left = max(cut, start)
    right = left
    while right < len(cells) and cells[right][0].isascii() and cells[right][0].isalpha():
        right += 1
    word = "".join(c for c, _ in cells[left:right]).lower()
    if right - left < 6 or (left and cells[left - 1][0] == "-"):
        return 0
    for at in range(min(end - 1 - left, len(word) - 3), 2, -1):
        vowel_before = any(c in "aeiouy" for c in word[:at])
        if vowel_before and word[at] not in "aeiouy" and any(c in "aeiouy" for c in word[at:]):
            return left + at
    return 0


def _spread(row: list[Cell], profile: Profile, rng: random.Random) -> list[Cell]:
    """The line with spaces between Chinese characters, as justified text may be read."""
    share = 1.0 if profile.spread and rng.random() < profile.spread else profile.speckle
    if not share:
        return row
    spaced = [row[0]]
    for before, cell in pairwise(row):
        both = wcwidth(before[0]) == wcwidth(cell[0]) == 2
        if both and rng.random() < share:
            spaced.append((" ", -6))
        spaced.append(cell)
    return spaced
