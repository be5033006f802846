"""Text with places: a source file, spans in it, and excerpts with a caret."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from wcwidth import wcswidth

EXCERPT_WIDTH = 76
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points `[start, end)` in a source text."""

    start: int
    end: int


@dataclass(frozen=True)
class Source:
    """A file as read: its path as shown to people, its decoded text, and its SHA-256.

    The SHA-256 is that of the bytes on the disk, in hexadecimal; empty where it was not read.
    """

    path: str
    text: str = field(repr=False)
    sha256: str = field(default="", repr=False, compare=False)

    @cached_property
    def line_starts(self) -> array[int]:
        """Offset of the first code point of every line."""
        starts = array("Q", [0])
        find = self.text.find
        at = find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = find("\n", at + 1)
        return starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1, in code points."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def excerpt(self, span: Span) -> tuple[str, str]:
        """The line that holds the span, and a caret line of the same display width.

        A long line is cut to a window of `EXCERPT_WIDTH` code points around the span.
        """
        line, _ = self.position(span.start)
        begin = self.line_starts[line - 1]
        following = self.line_starts[line : line + 1]
        stop = following[0] - 1 if following else len(self.text)
        left = (
            max(begin, span.start - EXCERPT_WIDTH // 2) if stop - begin > EXCERPT_WIDTH else begin
        )
        right = min(stop, left + EXCERPT_WIDTH)
        shown = printable(self.text[left:right])
        before = display_width(shown[: span.start - left])
        marked = max(1, display_width(shown[span.start - left : max(span.end - left, 0)]))
        return shown, " " * before + "^" * marked


def printable(text: str) -> str:
    """The text as a terminal can show it on one line, length unchanged.

    Spaces of any width stay, tab and carriage return become a space, and what else has
    no glyph becomes U+FFFD.
    """
    return "".join(c if c.isprintable() else _shown(c) for c in text)


def _shown(character: str) -> str:
    if character in "\t\r":
        return " "
    return character if unicodedata.category(character) == "Zs" else REPLACEMENT


def display_width(text: str) -> int:
    """Columns that a terminal gives the text (UAX #11: wide characters take two)."""
    return max(0, wcswidth(text))
