"""Where forms stand unmarked, and why: a report by which an editor reviews a glossary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import Literal

from edition.model import Document, Edition, Occurrence, Segment
from edition.readers.edition_text import place_in
from edition.terms import Form, Matcher, Pattern, case_fits, fold, matcher, word_around
from edition.text import Source, Span, printable

Reason = Literal["longer", "overlap", "not-in", "word", "case", "shared", "first"]
REASONS: dict[Reason, str] = {
    "longer": "inside a longer form of another term",
    "overlap": "overlapped by an earlier match",
    "not-in": "inside a string of `not_in`",
    "word": "inside a word",
    "case": "in another case",
    "shared": "a form of another term too",
    "first": "not the first in its segment",
}
CONTEXT = 20  # code points on either side


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A place where a form of a term stands and is not marked.

    `form` is the form as the glossary has it, `span` its range in the segment's text, and
    `offset` where it begins in the file. `by` is the id of the term that stands there instead
    (longer, overlap, shared), and `around` the words in the text that keep it from being
    marked: those of that term, the `not_in` string, or the word.
    """

    term: str
    form: str
    reason: Reason
    by: str
    around: str
    work: str
    language: str
    segment: Segment = field(repr=False)
    span: Span
    source: Source = field(repr=False, compare=False)
    offset: int = field(compare=False)

    @property
    def context(self) -> tuple[str, str, str]:
        """The text before the match, the match, and the text after it, cut short."""
        text, span = self.segment.text, self.span
        before = text[max(0, span.start - CONTEXT) : span.start]
        return before, text[span.start : span.end], text[span.end : span.end + CONTEXT]


@dataclass(frozen=True, slots=True)
class Review:
    """How often a term is marked, per language (BCP 47 tag), and where it is not."""

    term: str
    marked: dict[str, int]
    unmarked: tuple[Unmarked, ...]


def review(edition: Edition) -> tuple[Review, ...]:
    """One `Review` per term, in glossary order, of all base texts and translations.

    Conversions are left out, since they are marked where the text that they come from is. So
    is a form inside a longer form of its own term: the term stands there already.
    """
    marked: dict[str, Counter[str]] = {term.id: Counter() for term in edition.terms}
    unmarked: dict[str, list[Unmarked]] = {term.id: [] for term in edition.terms}
    first = {term.id for term in edition.terms if term.mark == "first"}
    every = tuple(replace(term, mark="all") for term in edition.terms)
    compiled = cache(partial(matcher, every))
    for reading in edition.readings:
        for language in reading.work.languages:
            tag = language.tag
            if language.role == "conversion" or tag not in reading.documents:
                continue
            found = tuple(o for o in reading.occurrences if o.language == tag)
            for occurrence in found:
                marked[occurrence.term][tag] += 1
            document = reading.documents[tag]
            for place in _in_document(compiled(tag), document, reading.work.id, frozenset(found)):
                if place.reason != "first" or place.term in first:
                    unmarked[place.term].append(place)
    return tuple(Review(name, dict(marked[name]), tuple(unmarked[name])) for name in marked)


def _in_document(
    matching: Matcher, document: Document, work: str, marked: frozenset[Occurrence]
) -> Iterator[Unmarked]:
    for segment in document.segments:
        folded = fold(segment.text)
        standing = matching.find(segment)
        for number, start, end in matching.candidates(folded):
            pattern, span = matching.patterns[number], Span(start, end)
            for form in _one_of_each(pattern, segment.text[start:end]):
                occurrence = Occurrence(form.term.id, segment.id, document.language, span)
                if occurrence in marked:
                    continue
                why = _why(form, pattern, segment.text, folded, span, standing)
                if why is not None:
                    yield Unmarked(
                        form.term.id,
                        form.text,
                        *why,
                        work,
                        document.language,
                        segment,
                        span,
                        document.source,
                        place_in(document.source, segment, start).start,
                    )


def _one_of_each(pattern: Pattern, found: str) -> Iterable[Form]:
    """One form of each term that has the pattern: the first whose case fits, else the last."""
    chosen: dict[str, Form] = {}
    for form in reversed(pattern.forms):
        if form.term.id not in chosen or case_fits(form.term.case, form.text, found):
            chosen[form.term.id] = form
    return tuple(chosen.values())[::-1]


def _why(
    form: Form,
    pattern: Pattern,
    text: str,
    folded: str,
    span: Span,
    standing: tuple[Occurrence, ...],
) -> tuple[Reason, str, str] | None:
    """Why a form is not marked, by which term, and what is around it.

    Nothing where the term stands there in a longer form. `standing` are the occurrences in the
    text as they would be with `mark: all`.
    """
    near = [o for o in standing if o.span.start < span.end and span.start < o.span.end]
    covering = [o for o in near if o.span.start <= span.start and span.end <= o.span.end]
    for own in covering:
        if own.term == form.term.id:
            return ("first", "", "") if own.span == span else None
    if not pattern.is_whole(text, span.start, span.end):
        return "word", "", _cut(text, word_around(text, span))
    if not case_fits(form.term.case, form.text, text[span.start : span.end]):
        return "case", "", ""
    if longer := form.within(folded, span.start):
        return "not-in", "", _cut(text, longer)
    for other in (*covering, *near):
        reason: Reason = "longer" if other in covering else "overlap"
        if other.span == span:
            reason = "shared"
        return reason, other.term, _cut(text, other.span)
    return None


def _cut(text: str, span: Span) -> str:
    return text[span.start : span.end]


def human(reviews: Iterable[Review]) -> str:
    """The report for people: each term with the places where it is not marked, then the sums.

    A place is one line: `file:line:column: context with the [match]: the reason`.
    """
    reviews = tuple(reviews)
    lines: list[str] = []
    for each in reviews:
        lines.append(f"{each.term}: {_sums(each.marked)}, {len(each.unmarked)} not")
        lines += (f"  {_line(place)}" for place in each.unmarked)
    reasons = _reasons(reviews)
    total: Counter[str] = Counter()
    for each in reviews:
        total.update(each.marked)
    lines.append(f"\n{len(reviews)} terms: {_sums(total)}, {sum(reasons.values())} not")
    lines += (f"  {REASONS[reason]}: {count}" for reason, count in reasons.items() if count)
    return "\n".join(lines)


def _sums(marked: dict[str, int]) -> str:
    """`5 marked (zh-Hans 3, en 2)`."""
    parts = ", ".join(f"{tag} {count}" for tag, count in marked.items())
    return f"{sum(marked.values())} marked" + (f" ({parts})" if parts else "")


def _line(place: Unmarked) -> str:
    line, column = place.source.position(place.offset)
    before, found, after = map(printable, place.context)
    head = "…" if len(before) < place.span.start else ""
    tail = "…" if place.span.end + len(after) < len(place.segment.text) else ""
    return (
        f"{place.source.path}:{line}:{column}: "
        f"{head}{before}[{found}]{after}{tail}: {_reason(place)}"
    )


def _reason(place: Unmarked) -> str:
    around = printable(place.around)
    return {
        "longer": f"inside “{around}” of {place.by}",
        "overlap": f"overlapped by “{around}” of {place.by}",
        "not-in": f"inside “{around}”, a string of `not_in`",
        "word": f"inside the word “{around}”",
        "case": f"the form is “{printable(place.form)}”, and its case must fit",
        "shared": f"a form of {place.by} too, which was chosen",
        "first": f"not the first in {place.segment.id}, and `mark` is `first`",
    }[place.reason]


def _reasons(reviews: Iterable[Review]) -> dict[Reason, int]:
    counts = Counter(place.reason for each in reviews for place in each.unmarked)
    return {reason: counts[reason] for reason in REASONS}


def as_data(reviews: Iterable[Review]) -> list[dict[str, object]]:
    """The report as data that JSON can hold: one object per term.

    `start` and `end` are offsets into the segment's text, in code points; `line` and `column`
    count from 1.
    """
    return [
        {"id": each.term, "marked": each.marked, "unmarked": [_record(p) for p in each.unmarked]}
        for each in reviews
    ]


def _record(place: Unmarked) -> dict[str, object]:
    line, column = place.source.position(place.offset)
    before, text, after = place.context
    return {
        "reason": place.reason,
        "by": place.by,
        "around": place.around,
        "form": place.form,
        "text": text,
        "before": before,
        "after": after,
        "work": place.work,
        "segment": place.segment.id,
        "lang": place.language,
        "start": place.span.start,
        "end": place.span.end,
        "file": place.source.path,
        "line": line,
        "column": column,
    }
