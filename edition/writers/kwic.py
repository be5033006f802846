"""Keyword in context: the lines of a concordance as Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from edition.concordance import Rendering
from edition.model import Reading, Row
from edition.text import Span
from edition.writers.entries import label_of
from edition.writers.layout import attributes, page_path, relative, shorten
from edition.writers.markdown import literal

CONTEXT = 64
FACING = 420


@dataclass(frozen=True)
class Beside:
    """A text and what faces it, for the page at `path` in the language `within`.

    `tag` and `other` are languages of the work; `other` may be empty.
    """

    reading: Reading
    rows: dict[str, Row]
    tag: str
    other: str
    within: str
    path: str

    def place(self, segment: str) -> str:
        """A link to a segment, called by its number or first words."""
        row = self.rows[segment]
        target = relative(page_path(self.tag, self.reading.work.id, row.section), self.path)
        label = label_of(row.id, row.texts[self.tag].text)
        return f"[{literal(shorten(label, 24))}]({target}#{row.id})"

    def line(self, found: Rendering) -> str:
        """An occurrence in its context, linked to its segment, over the text that faces it."""
        row = self.rows[found.occurrence.segment]
        before, key, after = around(row.texts[self.tag].text, found.occurrence.span, CONTEXT)
        return (
            '<div class="kwic" role="listitem" markdown="block">\n'
            f'<p class="kwic-place" markdown="span">{self.place(row.id)}</p>\n'
            f'<p class="kwic-line"{attributes(self.tag, self.within)} markdown="span">'
            f'<span class="kwic-before">{literal(before)}</span>'
            f"<b>{literal(key)}</b>"
            f'<span class="kwic-after">{literal(after)}</span></p>\n'
            f"{self._facing(row, found)}"
            "</div>\n"
        )

    def _facing(self, row: Row, found: Rendering) -> str:
        if found.facing is None:
            return ""
        text, spans = row.texts[self.other].text, [r.span for r in found.renderings]
        shown = window(found.facing, spans[0] if spans else None, FACING)
        inside = [s for s in spans if shown.start <= s.start and s.end <= shown.end]
        edges = [shown.start, *(at for s in inside for at in (s.start, s.end)), shown.end]
        pieces = [text[a:b] for a, b in pairwise(edges)]
        pieces[0], pieces[-1] = pieces[0].lstrip(), pieces[-1].rstrip()
        if shown.start > found.facing.start:
            pieces[0] = f"…{pieces[0]}"
        if shown.end < found.facing.end:
            pieces[-1] += "…"
        written = (f"<b>{literal(p)}</b>" if n % 2 else literal(p) for n, p in enumerate(pieces))
        language = attributes(self.other, self.within)
        return f'<p class="kwic-facing"{language} markdown="span">{"".join(written)}</p>\n'


def window(whole: Span, within: Span | None, width: int) -> Span:
    """A part of a range, at most `width` long, about a range that stands in it."""
    if whole.end - whole.start <= width:
        return whole
    start = max(whole.start, within.start - width // 2) if within else whole.start
    return Span(start, min(whole.end, start + width))


def around(text: str, span: Span, width: int) -> tuple[str, str, str]:
    """What stands before a range, the range, and what stands after, each side cut to a width.

    The width is in Latin letters; a Chinese character takes two.
    """
    far = width + 32  # more than is shown, so that a cut is seen
    before = shorten(text[max(0, span.start - far) : span.start][::-1], width)[::-1]
    after = shorten(text[span.end : span.end + far], width)
    return before, text[span.start : span.end], after
