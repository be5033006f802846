"""The concordance: every occurrence of a term beside what stands for it in another language."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from edition.model import Occurrence, Reading, Row, Term
from edition.terms import fold
from edition.text import Span


@dataclass(frozen=True, slots=True)
class Rendering:
    """An occurrence, and what faces it.

    `facing` is the range of the other text that says the same: the aligned sentence, or the
    whole segment where sentences are not aligned; `None` where the other language lacks the
    segment. `renderings` are the occurrences of the term in it: the n-th for the n-th where
    there are as many in both, else all of them. `within` is the range of the own text that
    `facing` faces.
    """

    occurrence: Occurrence
    within: Span
    facing: Span | None
    renderings: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """How often a form is rendered by which forms, and where: segment ids in order.

    `rendered` is empty where no form of the term stands in the facing text, and holds several
    where the sentence has more forms, or fewer, than the other.
    """

    form: str
    rendered: tuple[str, ...]
    places: tuple[str, ...]


def concordance(reading: Reading, language: str, other: str) -> dict[str, tuple[Rendering, ...]]:
    """Per term id, its occurrences in `language` in the order of the text, faced by `other`.

    Both are BCP 47 tags; `other` may be empty where nothing faces the text.
    """
    own = _by_segment(reading.occurrences, language)
    theirs = _by_segment(reading.occurrences, other)
    found: dict[str, list[Rendering]] = {}
    for row in reading.rows:
        facing = theirs.get(row.id, {})
        for term, occurrences in own.get(row.id, {}).items():
            faced = _faced(row, occurrences, facing.get(term, []), (language, other))
            found.setdefault(term, []).extend(faced)
    return {term: tuple(renderings) for term, renderings in found.items()}


def usages(
    term: Term, rows: dict[str, Row], renderings: tuple[Rendering, ...]
) -> tuple[Usage, ...]:
    """The forms of a term with what renders each: in the order of the glossary, commonest first.

    Within a form, renderings by several forms at once and by none come last. `rows` are those
    of the work by segment id.
    """
    language = renderings[0].occurrence.language if renderings else ""
    order = term.forms.get(language, ())
    places: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for each in renderings:
        form = _form(term, each.occurrence, rows)
        rendered = tuple(dict.fromkeys(_form(term, r, rows) for r in each.renderings))
        places.setdefault((form, rendered), []).append(each.occurrence.segment)

    def rank(key: tuple[str, tuple[str, ...]]) -> tuple[int, str, bool, int]:
        form, rendered = key
        at = order.index(form) if form in order else len(order)
        return at, form, len(rendered) != 1, -len(places[key])

    return tuple(Usage(*key, tuple(places[key])) for key in sorted(places, key=rank))


def _by_segment(
    occurrences: Iterable[Occurrence], language: str
) -> dict[str, dict[str, list[Occurrence]]]:
    found: dict[str, dict[str, list[Occurrence]]] = {}
    for occurrence in occurrences:
        if occurrence.language == language:
            terms = found.setdefault(occurrence.segment, {})
            terms.setdefault(occurrence.term, []).append(occurrence)
    return found


def _faced(
    row: Row, own: list[Occurrence], theirs: list[Occurrence], tags: tuple[str, str]
) -> Iterator[Rendering]:
    for within, facing in _parts(row, *tags):
        here = _held(within, own)
        there = _held(facing, theirs) if facing else []
        paired = len(here) == len(there)
        for n, occurrence in enumerate(here):
            found = (there[n],) if paired else tuple(there)
            yield Rendering(occurrence, within, facing, found)


def _parts(row: Row, language: str, other: str) -> Iterator[tuple[Span, Span | None]]:
    """The aligned sentences of a row; else both texts whole."""
    if language in row.sentences and other in row.sentences:
        yield from zip(row.sentences[language], row.sentences[other], strict=True)
    elif language in row.texts:
        whole = Span(0, len(row.texts[other].text)) if other in row.texts else None
        yield Span(0, len(row.texts[language].text)), whole


def _held(part: Span, occurrences: list[Occurrence]) -> list[Occurrence]:
    """Those of the occurrences, which are in order, that begin in a part of the text."""
    first, end = (bisect_left(occurrences, at, key=_start) for at in (part.start, part.end))
    return occurrences[first:end]


def _start(occurrence: Occurrence) -> int:
    return occurrence.span.start


def _form(term: Term, occurrence: Occurrence, rows: dict[str, Row]) -> str:
    """The form that stands at an occurrence, as the glossary spells it."""
    span = occurrence.span
    found = rows[occurrence.segment].texts[occurrence.language].text[span.start : span.end]
    forms = term.forms.get(occurrence.language, ())
    if found in forms:
        return found
    return next((form for form in forms if fold(form) == fold(found)), found)
