"""Characters that an extraction spoils: what they stand for, and what was done to them."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from edition.text import CONTROL, REPLACEMENT

# Unicode decomposes two of the CJK Radicals Supplement only; these are the unified ideographs of
# those that extractions put in the place of whole characters (UCD EquivalentUnifiedIdeograph).
RADICALS = dict(
    zip(
        "⺝⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻯⻰⻳",
        "月母民虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿竜龙龟",
        strict=True,
    )
)
INVISIBLE = "\u00ad\u200b\u2060\ufeff"
BULLETS = "•·●▪■◦‣○◆►∙⁃"
# Symbol and Wingdings glyphs that PDF files leave in the private-use area, as their lists do.
PRIVATE_BULLETS = "\uf06c\uf06e\uf071\uf075\uf076\uf09f\uf0a7\uf0a8\uf0b7\uf0d8\uf0e0\uf0fc\uf02d"
ODD = re.compile(
    f"[{INVISIBLE}\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f\ufb00-\ufb06\ue000-\uf8ff"
    f"{CONTROL.pattern[1:-1]}]"
)


class Change(NamedTuple):
    """What was done at a column of a line: `removed` gave way to `inserted`, and the kind of it.

    `column` counts code points of the line as received, `at` those of the line as repaired.
    A change of kind `unknown` changed nothing: what the glyph stands for is not known.
    """

    column: int
    at: int
    removed: str
    inserted: str
    kind: str


def repaired(line: str) -> tuple[str, tuple[Change, ...]]:
    """A line with its odd characters put right, and the changes, in order.

    Radicals and compatibility ideographs become the unified ideographs, ligatures their letters
    (Unicode Standard, NFKC and UCD EquivalentUnifiedIdeograph); soft hyphens, zero-width spaces,
    word joiners and byte order marks go; a control character becomes U+FFFD. A compatibility
    ideograph that Unicode does not decompose is a character of its own and stays.
    """
    if not ODD.search(line):
        return line, ()
    pieces: list[str] = []
    changes: list[Change] = []
    length = end = 0
    for match in ODD.finditer(line):
        pieces.append(line[end : match.start()])
        length += match.start() - end
        end = match.end()
        character = match[0]
        reading, kind = _reading(character)
        if reading != character or kind == "unknown":
            changes.append(Change(match.start(), length, character, reading, kind))
        pieces.append(reading)
        length += len(reading)
    pieces.append(line[end:])
    return "".join(pieces), tuple(changes)


def _reading(character: str) -> tuple[str, str]:
    if character in INVISIBLE:
        return "", "invisible"
    if "\ue000" <= character <= "\uf8ff":
        return character, "" if character in PRIVATE_BULLETS else "unknown"
    if CONTROL.match(character):
        return REPLACEMENT, "control"
    reading = RADICALS.get(character) or unicodedata.normalize("NFKC", character)
    if "\ufb00" <= character <= "\ufb06":
        return reading, "ligature"
    return reading, "unknown" if reading == character < "\u2f00" else "ideograph"
