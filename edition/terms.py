"""Finds the occurrences of terms: leftmost-longest, with the rules that suppress them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from edition.model import Occurrence, Segment, Term
from edition.text import Span


@dataclass(frozen=True)
class Matcher:
    """A compiled glossary for one language. `patterns[i]` is a form of `owners[i]`;
    an owner of `None` marks a longer string in which no term may match (`not_in`)."""

    language: str
    patterns: tuple[str, ...]
    owners: tuple[Term | None, ...]
    automaton: AhoCorasick

    def find(self, segment: Segment) -> Iterator[Occurrence]:
        """Occurrences in a segment, in order, never overlapping."""
        folded = segment.text if _is_cjk(self.language) else fold(segment.text)
        seen: set[str] = set()
        for index, start, end in self.automaton.find_matches_as_indexes(folded):
            term = self.owners[index]
            if term is None or not self._stands(
                term, self.patterns[index], segment.text, start, end
            ):
                continue
            if term.mark == "first" and term.id in seen:
                continue
            seen.add(term.id)
            yield Occurrence(term.id, segment.id, self.language, Span(start, end))

    def _stands(self, term: Term, form: str, text: str, start: int, end: int) -> bool:
        if _is_cjk(self.language) and not form.isascii():
            return True
        if not (_boundary(text, start) and _boundary(text, end)):
            return False
        return any(
            _case_fits(term.case, written, text[start:end])
            for written in term.forms[self.language]
            if fold(written) == fold(form)
        )


def matcher(terms: Iterable[Term], language: str) -> Matcher:
    """Compiles the forms that the terms have in one language (BCP 47 tag)."""
    patterns: dict[str, Term | None] = {}
    for term in terms:
        for form in term.forms.get(language, ()):
            patterns.setdefault(form if _is_cjk(language) else fold(form), term)
    for term in terms:
        for longer in term.not_in.get(language, ()):
            patterns.setdefault(longer if _is_cjk(language) else fold(longer), None)
    patterns.pop("", None)
    keys = tuple(patterns)
    return Matcher(
        language,
        keys,
        tuple(patterns.values()),
        AhoCorasick(keys, matchkind=MatchKind.LeftmostLongest),
    )


def fold(text: str) -> str:
    """Lower case, character by character, so that offsets do not move."""
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


def _is_cjk(language: str) -> bool:
    return language.startswith(("zh", "ja"))


def _boundary(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at : at + 1]
    return not (_is_word(before) and _is_word(after))


def _is_word(character: str) -> bool:
    return character.isalnum() and ord(character) < 0x2E80


def _case_fits(rule: str, written: str, found: str) -> bool:
    if rule == "ignore":
        return True
    if rule == "first" and written:
        return (
            found[1:] == written[1:]
            and found[0].lower() == written[0].lower()
            and (found[0].isupper() or written[0].islower())
        )
    return found == written
