"""The text of a PDF as its page shows it: visual lines, gaps, indents; a form feed between pages.

PDFium (through pypdfium2) gives characters with their boxes, in the order in which the file
draws them. Here they become lines from top to bottom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median, quantiles
from typing import Any

MAX_PAGES = 5000
PARAGRAPH_GAP = 1.35  # times the pitch of the text's lines
COLUMN_GAP = 1.5  # ems
SPREAD_GAP = 0.7  # ems
SMALL = 0.87  # times the size of the line's type: the size of a raised figure
MAX_INDENT = 60  # spaces
HYPHENS = frozenset({0x02, 0xAD, 0xFFFE})
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
CJK = re.compile("[\u2e80-\u303f\u3100-\u9fff\uf900-\ufaff\uff00-\uffef]")
UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffd\uffff]")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its box in points; `guessed` if the PDF does not hold it itself."""

    character: str
    left: float
    bottom: float
    right: float
    top: float
    guessed: bool

    @property
    def size(self) -> float:
        """The height of the type in points: from the font's lowest to its highest reach."""
        return max(self.top - self.bottom, 1.0)


@dataclass(frozen=True, slots=True)
class Line:
    """A visual line: its text, its box in points, and the size of its type."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text, and the numbers of pages that are pictures, or hold unreadable characters."""

    text: str
    pages: int
    pictures: tuple[int, ...]
    unreadable: tuple[int, ...]


def read(document: Any) -> PdfText:
    """The text of an open `pypdfium2.PdfDocument`."""
    count = min(len(document), MAX_PAGES)
    pages = []
    pictures = []
    unreadable = []
    for number in range(1, count + 1):
        page = document[number - 1]
        lines = _ordered(list(_lines(page.get_textpage())), page.get_width())
        if not lines and _has_picture(page):
            pictures.append(number)
        if any("\ufffd" in line.text for line in lines):
            unreadable.append(number)
        pages.append(lines)
        page.close()
    pitch = _pitch(pages)
    text = "\f".join("\n".join(_set(lines, pitch)) for lines in pages)
    return PdfText(text, len(document), tuple(pictures), tuple(unreadable))


def _has_picture(page: Any) -> bool:
    from pypdfium2 import raw

    return any(thing.type == raw.FPDF_PAGEOBJ_IMAGE for thing in page.get_objects(max_depth=3))


def _lines(textpage: Any) -> Iterator[Line]:
    glyphs: list[Glyph] = []
    for glyph in _glyphs(textpage):
        below = glyphs and not glyph.guessed and glyph.top < glyphs[-1].bottom + 1
        if glyph.character in "\r\n" or below:
            yield from _line(glyphs)
            glyphs = []
        if glyph.character not in "\r\n":
            glyphs.append(glyph)
    yield from _line(glyphs)


def _glyphs(textpage: Any) -> Iterator[Glyph]:
    from pypdfium2 import raw

    high = 0
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        character = "-" if code in HYPHENS else chr(code)
        if UNREADABLE.match(character) and character not in "\r\n\t":
            character = "\ufffd"
        left, bottom, right, top = textpage.get_charbox(index, loose=True)
        guessed = raw.FPDFText_IsGenerated(textpage, index) == 1
        yield Glyph(character, left, bottom, right, top, guessed)


def _line(glyphs: list[Glyph]) -> Iterator[Line]:
    """One line, or none where there are only blanks."""
    inked = [glyph for glyph in glyphs if not glyph.character.isspace()]
    if not inked:
        return
    size = max(glyph.size for glyph in inked)
    bottom = min(glyph.bottom for glyph in inked if glyph.size > SMALL * size)
    top = max(glyph.top for glyph in inked)
    text = "".join(_characters(glyphs, size, bottom)).strip()
    yield Line(text, inked[0].left, bottom, inked[-1].right, top, size)


def _characters(glyphs: list[Glyph], size: float, bottom: float) -> Iterator[str]:
    for index, glyph in enumerate(glyphs):
        raised = glyph.size < SMALL * size and glyph.bottom > bottom + 0.1 * size
        if raised and glyph.character.isascii() and glyph.character.isdigit():
            yield glyph.character.translate(SUPERSCRIPT)
        elif glyph.character in " \xa0\t" and 0 < index < len(glyphs) - 1:
            yield _blank(glyphs[index - 1], glyph, glyphs[index + 1], size)
        else:
            yield glyph.character


def _blank(before: Glyph, blank: Glyph, after: Glyph, size: float) -> str:
    """A space, a tab for a gap as wide as between columns, or nothing in spread-out Chinese."""
    gap = after.left - before.right
    if gap > COLUMN_GAP * size:
        return "\t"
    chinese = CJK.match(before.character) and CJK.match(after.character)
    return "" if blank.guessed and chinese and gap < SPREAD_GAP * size else " "


def _ordered(lines: list[Line], width: float) -> list[Line]:
    """From top to bottom. Two columns stay as drawn, between what stands over and under them."""
    if not _in_columns(lines, width):
        return _rows(lines)
    middle = width / 2
    wide = [line for line in lines if line.left < middle < line.right]
    narrow = [line for line in lines if line not in wide]
    top, bottom = max(line.top for line in narrow), min(line.bottom for line in narrow)
    over = [line for line in wide if line.bottom >= top]
    under = [line for line in wide if line.top <= bottom]
    between = [line for line in lines if line not in over and line not in under]
    return [*_rows(over), *between, *_rows(under)]


def _in_columns(lines: list[Line], width: float) -> bool:
    """Whether there are five lines of text or more on either side of the page's middle."""
    middle = width / 2
    long = [line for line in lines if line.right - line.left > width / 5]
    left = [line for line in long if line.right < middle]
    right = [line for line in long if line.left > middle]
    level = sum(any(abs(a.bottom - b.bottom) < a.size / 4 for b in right) for a in left)
    crossing = sum(line.left < middle < line.right for line in long)
    return min(len(left), len(right)) >= 5 and (level >= 3 or crossing < len(left))


def _rows(lines: list[Line]) -> list[Line]:
    """The lines from top to bottom, those on one level joined by tabs."""
    rows: list[Line] = []
    for line in sorted(lines, key=lambda line: (-line.bottom, line.left)):
        if rows and abs(rows[-1].bottom - line.bottom) < 0.3 * min(rows[-1].size, line.size):
            first, second = sorted((rows[-1], line), key=lambda one: one.left)
            joined = f"{first.text}\t{second.text}"
            rows[-1] = replace(
                first, text=joined, right=second.right, top=max(first.top, second.top)
            )
        else:
            rows.append(line)
    return rows


def _pitch(pages: list[list[Line]]) -> float:
    """The distance between the text's lines, as a multiple of the size of the type."""
    steps = [
        (above.bottom - below.bottom) / below.size
        for lines in pages
        for above, below in pairwise(lines)
        if above.bottom > below.bottom
    ]
    return quantiles(steps, n=4)[0] if len(steps) > 1 else 1.5


def _set(lines: list[Line], pitch: float) -> Iterator[str]:
    """Lines of text with their indents, a blank one where there is a gap."""
    margin = min((line.left for line in lines), default=0.0)
    letter = 0.5 * median(line.size for line in lines) if lines else 1.0
    above: Line | None = None
    for line in lines:
        if above is not None:
            step = (above.bottom - line.bottom) / line.size
            if step < 0 or step > PARAGRAPH_GAP * pitch:
                yield ""
        spaces = round((line.left - margin) / letter)
        yield " " * min(max(spaces, 0), MAX_INDENT) + line.text
        above = line
