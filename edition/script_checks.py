"""Checks of `conversion.yml`: what is still open, and entries that no longer fit."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from edition.conversions import offsets
from edition.model import ConversionEntry, Edition
from edition.problems import Problem
from edition.script import converter
from edition.script_review import Choice, Reviewer, Standing, reviewer
from edition.text import Span

FIRST_IDEOGRAPH = "\u3400"
BEGINS_CLAUSE = frozenset("，。；：、")
SWALLOWED = "a phrase that begins before it takes its beginning; write the exception with that too"
CHANGED = "if it comes out rightly, correct the reading; if not, write an exception"


@dataclass(frozen=True, slots=True)
class Open:
    """What an editor has to review: a string, how it comes out, and where it stands so."""

    text: str
    reading: str
    choices: tuple[Choice, ...]

    @property
    def line(self) -> str:
        """The entry that says it was reviewed, as `conversion.yml` has it under `reviewed`."""
        return f"- {{text: {_scalar(self.text)}, reading: {_scalar(self.reading)}}}"


def conversion_is_reviewed(edition: Edition) -> Iterator[Problem]:
    """W421 for each string to review; E422 and W423 for entries that fit no more."""
    reviewing = reviewer(edition.conversion)
    yield from _entries(edition, reviewing)
    open_choices = (c for each in edition.converted for c in reviewing.choices(each) if c.is_open)
    for each in to_review(open_choices):
        first = each.choices[0]
        place = offsets(first.converted, (first.at,))[0]
        times = f" in {len(each.choices)} places" if len(each.choices) > 1 else ""
        yield Problem(
            "W421",
            f"“{each.text}” becomes “{each.reading}”{times}; "
            f"{first.character} might be {' or '.join(first.others)}",
            first.converted.source,
            Span(place, place + 1),
            f"if right, add under `reviewed` in conversion.yml: {each.line}; if not, an exception",
        )


def to_review(choices: Iterable[Choice]) -> tuple[Open, ...]:
    """Open choices by the string that tells an editor enough, in order of the first of each.

    That is the phrase, or all the phrases that overlap. For a character alone it is the
    character with the neighbour that it has more often, or with both where that is but once.
    """
    choices = tuple(choices)
    pairs = Counter(
        (span.start - choice.at, _cut(choice, span))
        for choice in choices
        for span in _neighbours(choice)
    )
    found: dict[tuple[str, str], list[Choice]] = {}
    for choice in choices:
        found.setdefault(_cut(choice, _context(choice, pairs)), []).append(choice)
    return tuple(Open(*strings, tuple(group)) for strings, group in found.items())


def _context(choice: Choice, pairs: Counter[tuple[int, tuple[str, str]]]) -> Span:
    spans = _neighbours(choice)
    if not spans:
        return choice.word
    often = {span: pairs[span.start - choice.at, _cut(choice, span)] for span in spans}
    best = max(spans, key=lambda span: often[span])
    if often[best] > 1:
        return best
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _neighbours(choice: Choice) -> tuple[Span, ...]:
    """A character alone with what is before it, and with the ideograph after it."""
    if choice.reason != "alone":
        return ()
    text, at = choice.converted.text, choice.at
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    spans = (Span(at - 1, at + 1),) if is_ideograph(before) or before in BEGINS_CLAUSE else ()
    return (*spans, Span(at, at + 2)) if is_ideograph(after) else spans


def is_ideograph(text: str) -> bool:
    """Whether a string is one ideograph, and no punctuation mark."""
    return len(text) == 1 and text.isalpha() and text >= FIRST_IDEOGRAPH


def _cut(choice: Choice, span: Span) -> tuple[str, str]:
    converted = choice.converted
    return converted.text[span.start : span.end], converted.reading[span.start : span.end]


def _scalar(text: str) -> str:
    """A string as it can stand in a flow mapping of YAML."""
    return text if all(map(is_ideograph, text)) else json.dumps(text, ensure_ascii=False)


def _entries(edition: Edition, reviewing: Reviewer) -> Iterator[Problem]:
    standing: dict[ConversionEntry, Standing] = {}
    for converted in edition.converted:
        for found in reviewing.standing(converted):
            if found.entry not in standing or found.agrees:
                standing[found.entry] = found
    convert = converter(reviewing.exceptions)
    for entry in reviewing.entries:
        alone = entry.reading if entry.reviewed else convert(entry.text)
        stands = standing.get(entry)
        if alone != entry.reading or (stands and not stands.agrees):
            made = stands.reading if stands else alone
            message = f"“{entry.text}” comes out as “{made}”, never as “{entry.reading}”"
            hint = CHANGED if entry.reviewed else SWALLOWED
            yield Problem("E422", message, entry.source, entry.place, hint)
        elif message := _idle(entry, stands, reviewing):
            yield Problem("W423", message, entry.source, entry.place, "take the entry away")


def _idle(entry: ConversionEntry, stands: Standing | None, reviewing: Reviewer) -> str:
    """Why an entry covers nothing, or nothing. An exception may wait for a text to come."""
    if entry.reviewed and not reviewing.ambiguous.search(entry.text):
        return f"“{entry.text}” holds no character of several readings"
    if stands is None and entry.reviewed:
        return f"“{entry.text}” stands in no text that is converted"
    if stands is None and reviewing.plain(entry.text) == entry.reading:
        return f"“{entry.text}” stands in no text, and would come out so by itself"
    return ""
