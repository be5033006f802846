"""Finds the occurrences of terms: leftmost-longest, with the rules that suppress them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
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


@dataclass(frozen=True)
class Matcher:
    """A compiled glossary for one language.

    Pattern `i` is a folded string; `owners[i]` are the terms that have it as a form, each
    with its spelling; `barred[i]` are the ids of the terms that may not match inside it.
    """

    language: str
    owners: tuple[tuple[tuple[Term, str], ...], ...]
    barred: dict[int, frozenset[str]]
    automaton: AhoCorasick

    def find(self, segment: Segment) -> Iterator[Occurrence]:
        """Occurrences in a segment, in order, never overlapping.

        Of the matches that stand, the leftmost wins, then the longest. A match strictly
        inside a `not_in` string of its term does not stand; one as long or longer does.
        """
        matches = self.automaton.find_matches_as_indexes(fold(segment.text), overlapping=True)
        matches.sort(key=_leftmost_longest)
        seen: set[str] = set()
        suppressed: dict[str, int] = {}
        taken = 0
        for index, start, end in matches:
            term = self._owner(index, segment.text, start, end) if start >= taken else None
            if term and end > suppressed.get(term.id, 0):
                taken = end
                if term.mark == "all" or term.id not in seen:
                    seen.add(term.id)
                    yield Occurrence(term.id, segment.id, self.language, Span(start, end))
            for name in self.barred.get(index, ()):
                suppressed[name] = max(suppressed.get(name, 0), end)

    def _owner(self, index: int, text: str, start: int, end: int) -> Term | None:
        """The term that a match stands for: spelled exactly so, else the first that fits."""
        if not (_starts(text, start) and _ends(text, end)):
            return None
        found = text[start:end]
        fitting = None
        for term, form in self.owners[index]:
            if form == found:
                return term
            if fitting is None and _case_fits(term.case, form, found):
                fitting = term
        return fitting


def matcher(terms: Iterable[Term], language: str) -> Matcher:
    """Compiles the forms that the terms have in one language (BCP 47 tag)."""
    owners: dict[str, list[tuple[Term, str]]] = {}
    barred: dict[str, set[str]] = {}
    for term in terms:
        for form in filter(None, term.forms.get(language, ())):
            owners.setdefault(fold(form), []).append((term, form))
        for longer in filter(None, term.not_in.get(language, ())):
            barred.setdefault(fold(longer), set()).add(term.id)
    patterns = (*owners, *sorted(barred - owners.keys()))
    return Matcher(
        language,
        tuple(tuple(owners.get(pattern, ())) for pattern in patterns),
        {i: frozenset(barred[p]) for i, p in enumerate(patterns) if p in barred},
        AhoCorasick(patterns, matchkind=MatchKind.Standard),
    )


def fold(text: str) -> str:
    """Lower case without regard to neighbours, so that offsets do not move."""
    return text.replace("İ", "i").lower().replace("ς", "σ")


def _leftmost_longest(match: tuple[int, int, int]) -> tuple[int, int]:
    return match[1], -match[2]


def _starts(text: str, at: int) -> bool:
    """Whether a form may start here: not inside a word, in scripts that divide words."""
    return at == 0 or not (_is_word(text[at - 1]) and _is_word(text[at]))


def _ends(text: str, at: int) -> bool:
    """Whether a form may end here: likewise, and never before a combining mark.

    A Hangul syllable may follow, since Korean particles are written onto their noun.
    """
    if at == len(text):
        return True
    after = text[at]
    in_word = _is_word(after) and _is_word(text[at - 1]) and not HANGUL_SYLLABLE.match(after)
    return not (in_word or _is_mark(after))


@cache
def _is_word(character: str) -> bool:
    return (
        character.isalpha() or character.isdecimal() or _is_mark(character)
    ) and not UNSPACED.match(character)


@cache
def _is_mark(character: str) -> bool:
    return category(character)[0] == "M" and not VARIATION_SELECTOR.match(character)


def _case_fits(rule: str, written: str, found: str) -> bool:
    """Whether the rule allows `found`, which equals `written` but for case.

    `first` also allows a capital where the form starts with a small letter.
    """
    if rule == "ignore" or found == written:
        return True
    return rule == "first" and written[0].islower() and found[1:] == written[1:]
