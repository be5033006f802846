"""Cross-references as links: what an end refers to, and where it is mentioned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from edition.model import Anchor, Edition, Reading, Row, Term
from edition.pointers import pointers
from edition.writers.annotations import numbers
from edition.writers.describe import filled, said, word
from edition.writers.entries import label_of, line
from edition.writers.layout import headwords, page_path, relative, shown_in, title_of
from edition.writers.markdown import Link, literal, plain
from edition.writers.strings import strings

Ends = dict[Anchor, tuple[Anchor, ...]]


@dataclass(frozen=True)
class Crosslinks:
    """The cross-references of an edition by either end, and what it takes to write them."""

    targets: Ends
    origins: Ends
    readings: dict[str, Reading]
    rows: dict[str, dict[str, Row]]
    numbers: dict[str, dict[str, int]]
    terms: dict[str, Term]

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each term in the glossary."""
        return {name: at for at, name in enumerate(self.terms)}

    def lines(self, anchor: Anchor, tag: str, path: str) -> Iterator[str]:
        """“See also” and “Mentioned in”, each a paragraph where there is anything to say."""
        for kind, links in self._at(anchor, tag, path):
            yield line(kind, strings(tag)[kind], links, tag)

    def spans(self, anchor: Anchor, tag: str, path: str) -> list[str]:
        """The same, each in a `span` of its own."""
        return [
            f'<span class="{kind}">{word(kind, tag)}{word("colon", tag)}{links}</span>'
            for kind, links in self._at(anchor, tag, path)
        ]

    def _at(self, anchor: Anchor, tag: str, path: str) -> Iterator[tuple[str, str]]:
        """What the anchor refers to, then what else refers to it."""
        targets = self.targets.get(anchor, ())
        origins = [origin for origin in self.origins.get(anchor, ()) if origin not in targets]
        for kind, ends in (("see", targets), ("mentioned", origins)):
            if links := self.links(ends, tag, path, anchor.work):
                yield kind, links

    def links(self, anchors: Iterable[Anchor], tag: str, path: str, work: str) -> str:
        """Links for the page at `path`, in Markdown; `work` is the one that is spoken of."""
        found = (self._link(anchor, tag, path, work) for anchor in anchors)
        return literal(strings(tag)["comma"]).join(filter(None, found))

    def named_in(self, prose: str, origin: Anchor, tag: str, path: str) -> tuple[Link, ...]:
        """The paragraphs that a prose speaks of, where `origin` refers to them, as links."""
        targets = {a.id: a for a in self.targets.get(origin, ()) if a.kind == "segment"}
        return tuple(
            (span, f"({self._address(targets[target], tag, path)})")
            for span, target in pointers(plain(prose), "", targets)
            if target
        )

    def _link(self, anchor: Anchor, tag: str, path: str, work: str) -> str:
        label = self._label(anchor, tag)
        if not label:
            return ""
        link = f"[{label}]({self._address(anchor, tag, path)})"
        if anchor.work in ("", work) or len(self.readings) < 2:
            return link
        return f"{literal(title_of(self.readings[anchor.work], tag))}&#32;{link}"

    def _label(self, anchor: Anchor, tag: str) -> str:
        if anchor.kind == "term":
            return said(headwords(self.terms[anchor.id]), tag)
        if anchor.kind == "note":
            number = self.numbers[anchor.work].get(anchor.id)
            return filled(strings(tag)["note_number"], number=str(number)) if number else ""
        row = self.rows[anchor.work][anchor.id]
        reading = self.readings[anchor.work]
        text = row.texts.get(shown_in(reading, tag), row.texts[reading.work.base])
        return literal(label_of(row.id, text.text))

    def _address(self, anchor: Anchor, tag: str, path: str) -> str:
        if anchor.kind == "segment":
            shown = shown_in(self.readings[anchor.work], tag)
            section = self.rows[anchor.work][anchor.id].section
            page = page_path(shown, anchor.work, section)
        else:
            page = f"{tag}/{'notes' if anchor.kind == 'note' else 'glossary'}.md"
        return f"{relative(page, path) if page != path else ''}#{anchor.id}"


def crosslinks(edition: Edition) -> Crosslinks:
    """The cross-references of an edition, looked up once for all its pages."""
    readings = {reading.work.id: reading for reading in edition.readings}
    return Crosslinks(
        _ends((r.origin, r.target) for r in edition.cross_references),
        _ends((r.target, r.origin) for r in edition.cross_references),
        readings,
        {work: {row.id: row for row in reading.rows} for work, reading in readings.items()},
        {work: numbers(reading) for work, reading in readings.items()},
        {term.id: term for term in edition.terms},
    )


def _ends(pairs: Iterable[tuple[Anchor, Anchor]]) -> Ends:
    found: dict[Anchor, dict[Anchor, None]] = {}
    for one, other in pairs:
        found.setdefault(one, {})[other] = None
    return {one: tuple(others) for one, others in found.items()}
