"""Checks of a linked edition: a tuple of small pure functions, `Edition → Iterator[Problem]`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator

from edition import align, collation, id_checks, permanence
from edition.model import Edition, Note, Term
from edition.problems import Problem
from edition.script_checks import conversion_is_reviewed
from edition.spelling import Hints
from edition.terms import fold
from edition.text import Source, Span

Check = Callable[[Edition], Iterator[Problem]]
QUOTE_AS_READ = "quote the base text as it reads, with a word beside it if one was deleted"


def translations_face_their_base(edition: Edition) -> Iterator[Problem]:
    """E202, E203, E204, W205 for every translation."""
    for reading in edition.readings:
        base = reading.documents[reading.work.base]
        for language in reading.work.languages:
            if language.role == "translation" and language.tag in reading.documents:
                yield from align.differences(base, reading.documents[language.tag])


def base_equals_original(edition: Edition) -> Iterator[Problem]:
    """E401, E402, E405: the original is the one that is named, and the base text is the same."""
    for reading in edition.readings:
        original = reading.original
        if original is not None:
            digest = hashlib.sha256(original.text.encode("utf-8")).hexdigest()
            if reading.work.sha256 and digest != reading.work.sha256:
                yield Problem("E402", f"its SHA-256 is {digest}", original)
            yield from collation.base_equals_original(reading)


def emendations_fit(edition: Edition) -> Iterator[Problem]:
    """E404: an emendation names a segment that is there, and a reading that stands in it."""
    for reading in edition.readings:
        base = reading.documents[reading.work.base]
        texts = {s.id: s.text for s in base.segments}
        hints = Hints(permanence.whereabouts(reading.retired, base))
        for e in reading.emendations:
            if e.at not in texts:
                message = f"“{e.reading}” is said of {e.at}, which {reading.work.id} does not have"
                yield Problem("E404", message, e.source, e.place, hints.nearest(e.at, texts))
            elif not e.reading or e.reading not in texts[e.at]:
                message = f"“{e.reading}” does not stand in {e.at}"
                hint = hints.where_else(e.reading, e.at, texts) or QUOTE_AS_READ
                yield Problem("E404", message, e.source, e.place, hint)


def glossary_is_complete(edition: Edition) -> Iterator[Problem]:
    """E301, E302, E303, E304, W306."""
    ids = tuple(dict.fromkeys(term.id for term in edition.terms))
    seen: dict[str, Term] = {}
    known = frozenset(ids)
    forms: dict[tuple[str, str], str] = {}
    hints = Hints()
    used = {o.term for reading in edition.readings for o in reading.occurrences}
    for term in edition.terms:
        if term.id in seen:
            hint = (
                f"rename one; the other is at {_shown(seen[term.id].source, seen[term.id].place)}"
            )
            yield _at(term, "E302", f"“{term.id}” is already taken", hint)
        seen.setdefault(term.id, term)
        if not any(text.strip() for text in term.definition.values()):
            yield _at(term, "E301", f"“{term.id}” has no definition", "add `definition:`")
        for other in term.see:
            if other not in known:
                message = f"“{term.id}” refers to “{other}”"
                yield _at(term, "E303", message, hints.nearest(other, ids))
        for tag, spellings in term.forms.items():
            for form in spellings:
                spelling = form if term.case == "exact" else fold(form)
                owner = forms.setdefault((tag, spelling), term.id)
                if owner != term.id:
                    yield _at(term, "E304", f"“{form}” belongs to “{owner}” too")
        if not (term.presupposed or term.id in used) and edition.readings:
            yield _at(term, "W306", f"“{term.id}” occurs in no text")


def _shown(source: Source | None, place: Span) -> str:
    """`file:line` of a place."""
    return f"{source.path}:{source.position(place.start)[0]}" if source else ""


def _at(term: Term, code: str, message: str, hint: str = "") -> Problem:
    return Problem(code, message, term.source, term.place, hint)


def note_ids_are_unique(edition: Edition) -> Iterator[Problem]:
    """E315: no two notes of the library share an id, since they share a page."""
    owners: dict[str, tuple[Note, str]] = {}
    for reading in edition.readings:
        for note in reading.notes:
            first, work = owners.setdefault(note.id, (note, reading.work.id))
            if first is not note:
                message = f"“{note.id}” is already taken by a note of {work}"
                hint = f"rename one; the other is at {_shown(first.source, first.place)}"
                yield Problem("E315", message, note.source, note.place, hint)


def conversions_keep_length(edition: Edition) -> Iterator[Problem]:
    """E403: every converted segment is as long as the one it was made from."""
    for reading in edition.readings:
        for language in reading.work.languages:
            if language.role != "conversion" or language.tag not in reading.documents:
                continue
            pairs = zip(
                reading.documents[language.source].segments,
                reading.documents[language.tag].segments,
                strict=True,
            )
            for one, other in pairs:
                if len(one.text) != len(other.text):
                    yield Problem(
                        "E403",
                        f"{one.id} has {len(one.text)} characters, its "
                        f"{language.tag} form {len(other.text)}",
                        reading.documents[language.source].source,
                        one.place,
                    )


CHECKS: tuple[Check, ...] = (
    base_equals_original,
    emendations_fit,
    translations_face_their_base,
    conversions_keep_length,
    conversion_is_reviewed,
    glossary_is_complete,
    note_ids_are_unique,
)


def run(edition: Edition, *, same: Iterable[str] = ()) -> tuple[Problem, ...]:
    """Every problem that the checks find, in the order of `CHECKS`, then those of published ids.

    Ids that are said to stand for the `same` passage as before may have other words.
    """
    found = (problem for check in CHECKS for problem in check(edition))
    return (*found, *id_checks.ids_stay(edition, frozenset(same)))
