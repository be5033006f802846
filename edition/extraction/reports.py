"""What an import reports: each repair with its place, and what it could not decide."""

from __future__ import annotations

from dataclasses import dataclass

from edition.problems import Problem
from edition.text import Source, Span

WHY = {
    "page number": "it numbers a page",
    "running header or footer": "it stands at the edges of pages again and again",
    "document symbol": "it names the document; work.yml has it as `symbol`",
    "job number": "it is the printer's",
    "rule": "it parts footnotes from the text",
    "lines": "a paragraph had been broken into lines",
    "hyphen": "a word had been divided at the end of a line",
    "blanks": "blanks had been set between all characters",
    "footnote": "it stood in the middle of a paragraph; it follows that paragraph",
    "ideograph": "a radical or compatibility ideograph stood for the character",
    "ligature": "a ligature stood for the letters",
    "invisible": "the character has no width",
    "control": "a control character is no character of a text",
    "bullet": "bullets are written “-” in an edition text",
    "heading": "headings are written with “#”",
    "escape": "the character would be read as markup",
}


@dataclass(frozen=True, slots=True)
class Repair:
    """A change between the source and the edition text.

    `span` is its place in the source, `kind` a key of `WHY`. `removed` are characters of the
    source that the edition text lacks there, `inserted` those that it has instead.
    """

    span: Span
    kind: str
    removed: str = ""
    inserted: str = ""

    @property
    def why(self) -> str:
        """The reason, for people."""
        return WHY[self.kind]


HINTS = {
    "W601": "see that the line with “# ” is the title, and that none is missing",
    "W602": "look at the original, and write what stands there",
    "W603": "see whether a blank line belongs here; lines that belong together stand on one",
    "W604": "if it is a mark, correct its number; else leave it",
}


def problem(code: str, message: str, source: Source, start: int, end: int) -> Problem:
    """A problem of an import, at a range of the source."""
    return Problem(code, message, source, Span(start, max(end, start + 1)), HINTS.get(code, ""))
