"""Finds the quotations of notes: exact, in the segment that the note names, and only once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from edition.model import Document, Note, NoteMark, Work
from edition.problems import Problem
from edition.spelling import Hints, nearest
from edition.text import Span

Texts = dict[str, dict[str, str]]
NOTHING: Mapping[str, str] = MappingProxyType({})


def anchor(
    notes: tuple[Note, ...],
    work: Work,
    documents: dict[str, Document],
    problems: list[Problem],
    gone: Mapping[str, str] = NOTHING,
) -> tuple[tuple[Note, ...], tuple[NoteMark, ...]]:
    """The notes, each quoting its conversions too; and where every quotation stands.

    A converted text without a quotation of its own has the one of the text it was made
    from, at the same offsets. The marks of a note come in the order of the work's
    languages, so the base is first. `gone` says what became of ids that were retired.
    Problems: E311, E312, E313, E314.
    """
    texts = {tag: {s.id: s.text for s in d.segments} for tag, d in documents.items()}
    quoted: list[Note] = []
    marks: list[NoteMark] = []
    hints = Hints(gone)
    for note in notes:
        problems += _misplaced(note, work, texts, hints)
        found = (
            tuple(_marks(note, work, texts, problems, hints)) if note.at in texts[work.base] else ()
        )
        words = {m.language: texts[m.language][note.at][m.span.start : m.span.end] for m in found}
        quoted.append(replace(note, quote=note.quote | words))
        marks += found
    return tuple(quoted), tuple(marks)


def _misplaced(note: Note, work: Work, texts: Texts, hints: Hints) -> Iterator[Problem]:
    known = texts[work.base]
    if note.at not in known:
        message = f"“{note.id}” stands at {note.at}, which {work.id} does not have"
        yield Problem("E311", message, note.source, note.place, hints.nearest(note.at, known))
    tags = tuple(language.tag for language in work.languages)
    for tag in note.quote:
        if tag not in tags:
            message = f"“{note.id}” quotes {tag}, but {work.id} has {', '.join(tags)}"
            yield Problem("E314", message, note.source, _place(note, tag), nearest(tag, tags))


def _marks(
    note: Note, work: Work, texts: Texts, problems: list[Problem], hints: Hints
) -> Iterator[NoteMark]:
    spans: dict[str, Span] = {}
    for language in work.languages:
        tag = language.tag
        if tag not in texts:
            continue
        if tag in note.quote:
            problems += _ambiguous_or_missing(note, tag, texts, hints)
            start = texts[tag].get(note.at, "").find(note.quote[tag])
            if start >= 0:
                spans[tag] = Span(start, start + len(note.quote[tag]))
        elif language.role == "conversion" and language.source in spans:
            spans[tag] = spans[language.source]
        if tag in spans:
            yield NoteMark(note.id, note.at, tag, spans[tag])


def _ambiguous_or_missing(note: Note, tag: str, texts: Texts, hints: Hints) -> Iterator[Problem]:
    quote, text = note.quote[tag], texts[tag].get(note.at, "")
    start = text.find(quote)
    if start < 0:
        yield Problem(
            "E312",
            f"“{quote}” does not stand in {note.at} in {tag}",
            note.source,
            _place(note, tag),
            hints.where_else(quote, note.at, texts[tag]) or "quote the text as the reader sees it",
        )
    elif text.find(quote, start + 1) >= 0:
        yield Problem(
            "E313",
            f"“{quote}” stands in {note.at} in {tag} more than once",
            note.source,
            _place(note, tag),
            "quote more words, before it or after it",
        )


def _place(note: Note, tag: str) -> Span:
    return note.quote_places.get(tag, note.place)
