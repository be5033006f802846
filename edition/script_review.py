"""Where Traditional is ambiguous, which reading was chosen, and what decided it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from edition.model import ConversionEntry, Converted
from edition.opencc_tables import tables
from edition.script import converter
from edition.text import Span

Reason = Literal["exception", "reviewed", "phrase", "unusual", "overlap", "several", "alone"]
Why = tuple[Reason, Span, str]
OPEN: frozenset[Reason] = frozenset({"unusual", "overlap", "several", "alone"})


@dataclass(frozen=True, slots=True)
class Choice:
    """A character of several readings in a text that is converted, and the one that it got.

    `at` is its offset in the text, in code points, and `candidates` are its readings in
    OpenCC's data, first the one that it gets where no phrase decides. `word` is the range of
    what decided: the exception, the reviewed string, the phrase; that of all the phrases
    which overlap; or the character. `rival` is a phrase that overlaps and disagrees.
    """

    converted: Converted = field(repr=False)
    at: int
    reading: str
    candidates: tuple[str, ...]
    reason: Reason
    word: Span
    rival: str = ""

    @property
    def character(self) -> str:
        """The Simplified character."""
        return self.converted.text[self.at]

    @property
    def others(self) -> tuple[str, ...]:
        """The readings that it might have had instead."""
        return tuple(each for each in self.candidates if each != self.reading)

    @property
    def is_open(self) -> bool:
        """Whether only a reader can tell that the reading is right, and none is on record."""
        return self.reason in OPEN


class Match(NamedTuple):
    """A string that stands in a text: where, and its number among those looked for."""

    start: int
    end: int
    number: int


class Standing(NamedTuple):
    """An entry of `conversion.yml` that stands in a text, and how it comes out there."""

    entry: ConversionEntry
    span: Span
    reading: str

    @property
    def agrees(self) -> bool:
        """Whether it comes out as the entry says."""
        return self.reading == self.entry.reading


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Finds the choices in texts, and what decided each."""

    entries: tuple[ConversionEntry, ...]
    exceptions: dict[str, str]
    words: tuple[str, ...]
    longest: int
    find_words: Callable[[str], list[Match]]
    find_entries: Callable[[str], list[Match]]
    plain: Callable[[str], str]
    ambiguous: re.Pattern[str]

    def standing(self, converted: Converted) -> Iterator[Standing]:
        """Every entry that stands in a text, each where it stands."""
        for start, end, number in self.find_entries(converted.text):
            yield Standing(self.entries[number], Span(start, end), converted.reading[start:end])

    def choices(self, converted: Converted) -> Iterator[Choice]:
        """One choice for each character of several readings in a text, in order."""
        text = converted.text
        places = [match.start() for match in self.ambiguous.finditer(text)]
        if not places:
            return
        reviewed = self._reviewed(converted)
        matches = sorted(self.find_words(text), key=self._rank)
        segments = iter(_chosen(matches))
        segment = next(segments, None)
        for at in places:
            while segment and segment.end <= at:
                segment = next(segments, None)
            inside = segment if segment and segment.start <= at else None
            if inside and inside.number < len(self.exceptions):
                why: Why = "exception", Span(inside.start, inside.end), ""
            else:
                why = self._why(converted, at, inside, matches)
                for span in reviewed.get(at, ()):
                    if span.start <= why[1].start and why[1].end <= span.end:
                        why = "reviewed", span, ""
            candidates = tables().characters[text[at]]
            yield Choice(converted, at, converted.reading[at], candidates, *why)

    def _rank(self, match: Match) -> tuple[int, bool, int]:
        """OpenCC takes the first that begins: an exception if any, else the longest phrase."""
        return match.start, match.number >= len(self.exceptions), -match.end

    def _reviewed(self, converted: Converted) -> dict[int, list[Span]]:
        """By offset, the reviewed strings that cover it and have the reading they got."""
        found: dict[int, list[Span]] = {}
        for standing in self.standing(converted):
            if standing.entry.reviewed and standing.agrees:
                for at in range(standing.span.start, standing.span.end):
                    found.setdefault(at, []).append(standing.span)
        return found

    def _why(
        self, converted: Converted, at: int, inside: Match | None, matches: list[Match]
    ) -> Why:
        reading = converted.reading
        word = Span(inside.start, inside.end) if inside else Span(at, at + 1)
        rivals = self._rivals(matches, at, word, reading[at])
        if rivals:
            start = min(word.start, *(match.start for match in rivals))
            end = max(word.end, *(match.end for match in rivals))
            return "overlap", Span(start, end), self.words[rivals[0].number]
        if inside is None:
            return "alone", word, ""
        phrase = self.words[inside.number]
        if self.plain(phrase) != reading[word.start : word.end]:
            return "alone", Span(at, at + 1), ""
        if len({each[at - word.start] for each in tables().phrases.get(phrase, ())}) > 1:
            return "several", word, ""
        usual = tables().characters[converted.text[at]][0]
        return ("phrase" if reading[at] == usual else "unusual"), word, ""

    def _rivals(self, matches: list[Match], at: int, word: Span, reading: str) -> list[Match]:
        """What covers `at`, does not lie within `word`, and would give another reading."""
        found: list[Match] = []
        for index in range(_first(matches, at - self.longest + 1), len(matches)):
            match = matches[index]
            if match.start > at:
                break
            within = word.start <= match.start and match.end <= word.end
            if match.end > at and not within and self._reads(match)[at - match.start] != reading:
                found.append(match)
        return found

    def _reads(self, match: Match) -> str:
        text = self.words[match.number]
        return self.exceptions[text] if text in self.exceptions else self.plain(text)


def _chosen(matches: Iterable[Match]) -> Iterator[Match]:
    """Those of ranked matches that OpenCC takes: each that begins where the last one ended."""
    end = 0
    for match in matches:
        if match.start >= end:
            yield match
            end = match.end


def _first(matches: list[Match], start: int) -> int:
    """The index of the first of ranked matches that begins at `start` or later."""
    return bisect_left(matches, start, key=lambda match: match.start)


@lru_cache(maxsize=4)
def reviewer(entries: tuple[ConversionEntry, ...]) -> Reviewer:
    """The reviewer of an edition with these entries in its `conversion.yml`."""
    exceptions = {entry.text: entry.reading for entry in entries if not entry.reviewed}
    words = tuple(dict.fromkeys((*exceptions, *tables().phrases)))
    return Reviewer(
        entries,
        exceptions,
        words,
        max(map(len, words)),
        _finder(words),
        _finder(tuple(entry.text for entry in entries)),
        cache(converter({})),
        re.compile(f"[{''.join(tables().characters)}]"),
    )


def _finder(words: tuple[str, ...]) -> Callable[[str], list[Match]]:
    """A function that finds all of some strings in a text, also where they overlap."""
    find = AhoCorasick(words, matchkind=MatchKind.Standard).find_matches_as_indexes

    def found(text: str) -> list[Match]:
        return [Match(start, end, number) for number, start, end in find(text, overlapping=True)]

    return found
