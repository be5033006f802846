"""Collects the cross-references: of the texts, of `references.yml`, of notes and of terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from edition.model import Anchor, CrossReference, Note, Parallel, Reading, Term
from edition.problems import Problem
from edition.spelling import Hints
from edition.text import Source, Span


def collect(
    readings: tuple[Reading, ...],
    terms: tuple[Term, ...],
    parallels: dict[str, tuple[Parallel, ...]],
    problems: list[Problem],
    gone: Mapping[str, Mapping[str, str]],
) -> tuple[CrossReference, ...]:
    """Every cross-reference once, in the order of the works, then of the glossary.

    What a note sees is a note of the library, else a term, else a segment of its work. `gone`
    says per work what became of ids that were retired.
    Problem: E316 for what leads nowhere or to itself; a term that sees no entry is E303.
    """
    found: dict[CrossReference, None] = {}
    names = {term.id: Anchor("term", term.id) for term in terms}
    notes = {n.id: Anchor("note", n.id, r.work.id) for r in readings for n in r.notes}
    for reading in readings:
        segments = {r.id: Anchor("segment", r.id, reading.work.id) for r in reading.rows}
        hints = Hints(gone.get(reading.work.id, {}))
        for pointer in reading.references:
            if pointer.segment in segments and pointer.target in segments:
                found[CrossReference(segments[pointer.segment], segments[pointer.target])] = None
        for parallel in parallels.get(reading.work.id, ()):
            found.update(dict.fromkeys(_of_parallel(parallel, segments, problems, hints)))
        known = segments | names | notes if reading.notes else {}
        for note in reading.notes:
            found.update(dict.fromkeys(_seen(note, note.id, known, problems, hints)))
    for term in terms:
        for name in term.see:
            if name in names and name != term.id:
                found[CrossReference(names[term.id], names[name])] = None
    return tuple(found)


def _of_parallel(
    parallel: Parallel, segments: dict[str, Anchor], problems: list[Problem], hints: Hints
) -> Iterator[CrossReference]:
    if parallel.at in segments:
        yield from _seen(parallel, parallel.at, segments, problems, hints)
    else:
        hint = hints.nearest(parallel.at, segments)
        problems.append(_lost(parallel.at, "", hint, parallel.source, parallel.place))


def _seen(
    entry: Parallel | Note,
    origin: str,
    known: dict[str, Anchor],
    problems: list[Problem],
    hints: Hints,
) -> Iterator[CrossReference]:
    """What an entry sees, from the anchor called `origin`; E316 for each that is not known."""
    for name, place in zip(entry.see, entry.see_places, strict=True):
        if name in known and name != origin:
            yield CrossReference(known[origin], known[name])
        else:
            hint = hints.nearest(name, known)
            problems.append(_lost(name, origin, hint, entry.source, place))


def _lost(name: str, origin: str, hint: str, source: Source | None, place: Span) -> Problem:
    """E316 for a name that is not known, or that is its own origin."""
    if name == origin:
        return Problem("E316", f"“{name}” refers to itself", source, place)
    message = f"there is no “{name}”" + (f" for “{origin}” to refer to" if origin else "")
    return Problem("E316", message, source, place, hint)
