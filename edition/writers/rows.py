"""A row as Markdown: its number, and its text in every language with all that is marked there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from html import escape

from edition.model import Anchor, Note, Occurrence, Reading, Reference, Row, Segment
from edition.writers.annotations import calls, numbers
from edition.writers.crosslinks import Crosslinks
from edition.writers.describe import spoken
from edition.writers.layout import (
    attributes,
    card_of_note,
    card_of_segment,
    card_of_term,
    page_path,
    relative,
)
from edition.writers.markdown import Link, Marks, literal, marked
from edition.writers.strings import strings


@dataclass(frozen=True)
class Marked:
    """What stands on the texts of a work, by language and segment; its rows and notes by id."""

    rows: dict[str, Row]
    numbers: dict[str, int]
    calls: dict[tuple[str, str], list[tuple[int, str]]]
    occurrences: dict[tuple[str, str], list[Occurrence]]
    references: dict[tuple[str, str], list[Reference]]
    notes: dict[str, Note]

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each row in the work."""
        return {name: at for at, name in enumerate(self.rows)}


def marks_of(reading: Reading) -> Marked:
    """The marks of a work, looked up once for all its pages."""
    occurrences: dict[tuple[str, str], list[Occurrence]] = {}
    for occurrence in reading.occurrences:
        key = (occurrence.language, occurrence.segment)
        occurrences.setdefault(key, []).append(occurrence)
    references: dict[tuple[str, str], list[Reference]] = {}
    for reference in reading.references:
        references.setdefault((reference.language, reference.segment), []).append(reference)
    rows = {row.id: row for row in reading.rows}
    notes = {note.id: note for note in reading.notes}
    return Marked(rows, numbers(reading), calls(reading), occurrences, references, notes)


@dataclass(frozen=True)
class Page:
    """A page of a work: its path, its language and those beside it, its rows and their marks."""

    path: str
    reading: Reading
    tags: tuple[str, ...]
    marks: Marked
    rows: tuple[Row, ...]
    links: Crosslinks

    @property
    def tag(self) -> str:
        """The page's own language."""
        return self.tags[0]

    @cached_property
    def stops(self) -> frozenset[Occurrence]:
        """The occurrences that a keyboard stops at: each term once, in each language.

        A term that the page's own language has is reached there and nowhere else. The rest
        are links all the same, for a pointer, a finger or the list of links of a screen reader.
        """
        first: dict[tuple[str, str], Occurrence] = {}
        for tag in self.tags:
            for each in self.rows:
                for found in self.marks.occurrences.get((tag, each.id), ()):
                    if (self.tag, found.term) not in first:
                        first.setdefault((tag, found.term), found)
        return frozenset(first.values())

    @cached_property
    def called(self) -> dict[str, tuple[str, ...]]:
        """The languages in which a link of the page names each card, by the card's id."""
        found: dict[str, dict[str, None]] = {}
        for tag in self.tags:
            for place in ((tag, each.id) for each in self.rows):
                names = [card_of_term(o.term) for o in self.marks.occurrences.get(place, ())]
                names += [card_of_segment(r.target) for r in self.marks.references.get(place, ())]
                names += [card_of_note(note) for _, note in self.marks.calls.get(place, ())]
                for name in names:
                    found.setdefault(name, {})[tag] = None
        return {name: tuple(tags) for name, tags in found.items()}


def row(page: Page, row: Row) -> str:
    """A row: an element with the segment's id, its number, and one element per language."""
    base = row.texts[page.reading.work.base]
    number = base.mark.strip("#.．")
    label = number if number and number not in "•-" else ""
    link = (
        f'<a class="row-no" href="#{row.id}" data-apparatus '
        f'aria-label="{escape(strings(page.tag)["permalink"])} {escape(label or row.id)}">'
        f"{escape(label) or ('•' if row.kind == 'bullet' else '¶')}</a>"
    )
    classes = "row row-head" if base.level else "row"
    depth = f' data-depth="{row.depth}"' if row.depth else ""
    return (
        f'<div class="{classes}" id="{row.id}" data-kind="{row.kind}"{depth} markdown="block">\n'
        f'<div class="row-mark" data-apparatus>{link}</div>\n'
        + "".join(_text(page, row, tag) for tag in page.tags if tag in row.texts)
        + _crossed(page, row)
        + "</div>\n"
    )


def _crossed(page: Page, row: Row) -> str:
    """What the segment refers to and where it is mentioned, in a line below its texts."""
    anchor = Anchor("segment", row.id, page.reading.work.id)
    lines = page.links.spans(anchor, page.tag, page.path)
    return (
        f'<p class="row-crossed" data-apparatus markdown="span">{" ".join(lines)}</p>\n'
        if lines
        else ""
    )


def _text(page: Page, row: Row, tag: str) -> str:
    segment = row.texts[tag]
    aligned = row.sentences.get(tag, ()) if len(row.sentences) > 1 else ()
    links, notes = tuple(_links(page, segment, tag)), tuple(_calls(page, segment, tag))
    marks = Marks(links, segment.emphasis, aligned, notes)
    own = tag == page.tag
    element = f"h{segment.level}" if own and segment.level else "p"
    name = f' id="{segment.id}.text"' if element != "p" else ""
    css = "text" if own else "text facing"
    return (
        f'<{element}{name} class="{css}"{attributes(tag, page.tag)} data-text '
        f'markdown="span">'
        f"{marked(segment.text, marks)}{_stale(page, segment, tag)}</{element}>\n"
    )


def _stale(page: Page, segment: Segment, tag: str) -> str:
    """A line that says that the text was made from an earlier wording, or nothing."""
    if (tag, segment.id) not in page.reading.stale:
        return ""
    said = literal(strings(page.tag)["stale"])
    return f'<small class="stale"{attributes(spoken(page.tag), tag)} data-apparatus>{said}</small>'


def _links(page: Page, segment: Segment, tag: str) -> Iterable[Link]:
    """The terms and cross-references of a text."""
    for found in page.marks.occurrences.get((tag, segment.id), ()):
        target = f"{relative(f'{tag}/glossary.md', page.path)}#{found.term}"
        stop = "" if found in page.stops else ' tabindex="-1"'
        card = card_of_term(found.term)
        yield found.span, f'({target}){{.term data-term="{found.term}" interestfor="{card}"{stop}}}'
    for reference in page.marks.references.get((tag, segment.id), ()):
        if row := page.marks.rows.get(reference.target):
            path = page_path(tag, page.reading.work.id, row.section)
            target = f"{relative(path, page.path)}#{row.id}"
            yield reference.span, f'({target}){{.ref interestfor="{card_of_segment(row.id)}"}}'


def _calls(page: Page, segment: Segment, tag: str) -> Iterable[tuple[int, str]]:
    """The calls of notes: links to their entries, numbered."""
    word = escape(strings(tag)["note"])
    for at, note in page.marks.calls.get((tag, segment.id), ()):
        number = page.marks.numbers[note]
        target = f"{relative(f'{tag}/notes.md', page.path)}#{note}"
        marked_as = (
            f'.note data-note="{note}" data-apparatus="" '
            f'interestfor="{card_of_note(note)}" aria-label="{word} {number}"'
        )
        yield at, f"[{number}]({target}){{{marked_as}}}"
