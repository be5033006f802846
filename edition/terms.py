"""Finds the occurrences of terms: leftmost-longest, with the rules that suppress them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from unicodedata import category

from ahocorasick_rs import AhoCorasick, MatchKind

from edition.model import Occurrence, Segment, Term
from edition.text import Span

UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u3190-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U0001aff0-\U0001b16f\U00020000-\U0003ffff]"
)
HANGUL_SYLLABLE = re.compile("[\u1100-\u115f\uac00-\ud7a3]")
VARIATION_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
JOINERS = "\u00ad\u200c\u200d"  # soft hyphen, zero-width non-joiner and joiner
START = itemgetter(1)
SHARED = 2_000  # code points; ranges that end before are made once


@dataclass(frozen=True, slots=True)
class Form:
    """A spelling of a term, and the `not_in` strings of the term that hold it.

    `longer` are these strings, folded, each after the offset of the form in it.
    """

    term: Term
    text: str
    longer: tuple[tuple[int, str], ...] = ()

    def within(self, folded: str, start: int) -> Span | None:
        """The `not_in` string around the form that begins at `start` of a folded text, if any."""
        for before, longer in self.longer:
            at = start - before
            if at >= 0 and folded.startswith(longer, at):
                return Span(at, at + len(longer))
        return None


class Told(dict[str, bool]):
    """What a function says of a character, asked once: looking it up costs half of a call."""

    def __init__(self, says: Callable[[str], bool]) -> None:
        super().__init__()
        self.says = says

    def __missing__(self, character: str) -> bool:
        self[character] = said = self.says(character)
        return said


@dataclass(frozen=True, slots=True)
class Pattern:
    """A folded string that is sought, and the forms that it stands for, in glossary order.

    `opens` says whether it begins with a character of a word, in scripts that divide words, and
    `goes_on` whether what follows goes on with it. Where it has one form, which no `not_in`
    bars, of a term that is marked wherever it stands, `plain` is the id of that term and
    `spelled` the form, None where it has no case; any other match has to ask `chosen`.
    """

    forms: tuple[Form, ...]
    opens: bool
    goes_on: Told
    plain: str | None
    spelled: str | None

    def is_whole(self, text: str, start: int, end: int) -> bool:
        """Whether a match may stand there: no word goes on before it or after it.

        None goes on in scripts that do not divide words, but for a combining mark after the
        match. A Hangul syllable may follow, since Korean particles are written onto their noun.
        """
        if self.opens and start and IN_WORD[text[start - 1]]:
            return False
        return end == len(text) or not self.goes_on[text[end]]

    def chosen(self, text: str, folded: str, start: int, end: int) -> Term | None:
        """The term that a match stands for: spelled exactly so, else the first that fits."""
        found = text[start:end]
        fitting = None
        for form in self.forms:
            if form.longer and form.within(folded, start):
                continue
            if form.text == found:
                return form.term
            if fitting is None and case_fits(form.term.case, form.text, found):
                fitting = form.term
        return fitting


@dataclass(frozen=True, slots=True)
class Matcher:
    """A compiled glossary for one language. The automaton numbers the patterns."""

    language: str
    patterns: tuple[Pattern, ...]
    automaton: AhoCorasick

    def candidates(self, folded: str) -> list[tuple[int, int, int]]:
        """Where the patterns stand in a folded text, whether a term is marked there or not.

        `(number of the pattern, start, end)`, the leftmost first, of these the longest.
        """
        matches = self.automaton.find_matches_as_indexes(folded, overlapping=True)
        matches.reverse()  # they come by their ends, and sorting keeps the order of equals
        matches.sort(key=START)
        return matches

    def find(self, segment: Segment) -> tuple[Occurrence, ...]:
        """Occurrences in a segment, in order, never overlapping.

        Of the matches that stand, the leftmost wins, then the longest. A match strictly
        inside a `not_in` string of its term does not stand; one as long or longer does.
        Headings and quotations are marked as running text is; sentence marks and emphasis
        are no part of a text, so that a form may stand across them.

        `Pattern.is_whole` is written out, since a call for each candidate costs much of the time
        (`benchmarks/terms.py`).
        """
        text = segment.text
        folded = fold(text)
        found: list[Occurrence] = []
        seen: set[str] = set()
        taken = 0
        for number, start, end in self.candidates(folded):
            if start < taken:
                continue
            pattern = self.patterns[number]
            if pattern.opens and start and IN_WORD[text[start - 1]]:
                continue
            if end < len(text) and pattern.goes_on[text[end]]:
                continue
            name = pattern.plain
            spelled = pattern.spelled
            if name is None or not (spelled is None or text.startswith(spelled, start)):
                term = pattern.chosen(text, folded, start, end)
                if term is None:
                    continue
                name = term.id
                if term.mark == "first":
                    if name in seen:
                        taken = end
                        continue
                    seen.add(name)
            taken = end
            span = _span(start, end) if end < SHARED else Span(start, end)
            found.append(tuple.__new__(Occurrence, (name, segment.id, self.language, span)))
        return tuple(found)


def matcher(terms: Iterable[Term], language: str) -> Matcher:
    """Compiles the forms that the terms have in one language (BCP 47 tag)."""
    forms: dict[str, list[Form]] = {}
    for term in terms:
        barred = tuple(map(fold, term.not_in.get(language, ())))
        for form in filter(None, term.forms.get(language, ())):
            folded = fold(form)
            longer = tuple((at, b) for b in barred for at in _offsets(folded, b))
            forms.setdefault(folded, []).append(Form(term, form, longer))
    patterns = tuple(_pattern(folded, tuple(found)) for folded, found in forms.items())
    return Matcher(language, patterns, AhoCorasick(forms, matchkind=MatchKind.Standard))


def _pattern(folded: str, forms: tuple[Form, ...]) -> Pattern:
    plain = spelled = None
    if len(forms) == 1 and not forms[0].longer and forms[0].term.mark == "all":
        plain = forms[0].term.id
        spelled = forms[0].text if any(map(str.islower, folded)) else None
    goes_on = GOES_ON if IN_WORD[folded[-1]] else MARK
    return Pattern(forms, IN_WORD[folded[0]], goes_on, plain, spelled)


def _offsets(form: str, longer: str) -> Iterator[int]:
    """Where a form stands in a string longer than it."""
    at = longer.find(form)
    while at >= 0 and form != longer:
        yield at
        at = longer.find(form, at + 1)


def fold(text: str) -> str:
    """Lower case without regard to neighbours, so that offsets do not move."""
    return text.replace("İ", "i").lower().replace("ς", "σ")


def word_around(text: str, span: Span) -> Span:
    """The range with what goes on of a word before and after it, as `Pattern.is_whole` has it."""
    start, end = span.start, span.end
    if IN_WORD[text[start]]:
        while start and IN_WORD[text[start - 1]]:
            start -= 1
    while end < len(text) and (MARK[text[end]] or (IN_WORD[text[end]] and IN_WORD[text[end - 1]])):
        end += 1
    return Span(start, end)


@cache
def _span(start: int, end: int) -> Span:
    """The range, shared by all the occurrences that stand at these offsets of their texts."""
    return Span(start, end)


def _is_word(character: str) -> bool:
    """Whether a character is part of a word, in a script that divides words."""
    in_word = (
        character.isalpha() or character.isdecimal() or MARK[character] or character in JOINERS
    )
    return in_word and not UNSPACED.match(character)


def _goes_on(character: str) -> bool:
    """Whether a word goes on with the character that follows a match at its end."""
    return MARK[character] or (IN_WORD[character] and not HANGUL_SYLLABLE.match(character))


def _is_mark(character: str) -> bool:
    return category(character)[0] == "M" and not VARIATION_SELECTOR.match(character)


def case_fits(rule: str, written: str, found: str) -> bool:
    """Whether the rule allows `found`, which equals `written` but for case.

    `first` also allows a capital where the form starts with a small letter.
    """
    if rule == "ignore" or found == written:
        return True
    return rule == "first" and written[0].islower() and found[1:] == written[1:]


MARK = Told(_is_mark)
IN_WORD = Told(_is_word)
GOES_ON = Told(_goes_on)
