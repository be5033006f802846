"""What the glossary page and the page of a term both say of it; and the orders of terms."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator

from edition.model import Anchor, Edition, Term
from edition.writers.crosslinks import Crosslinks
from edition.writers.describe import filled, said, spelled, word
from edition.writers.entries import paragraphs, sources
from edition.writers.layout import attributes, headwords, local, shown_in
from edition.writers.markdown import literal
from edition.writers.strings import PINYIN, strings


def term_path(tag: str, term: str) -> str:
    """Path under `docs/` of the page of a term."""
    return f"{tag}/glossary/{term}.md"


def sort_key(term: Term, tag: str) -> tuple[str, str]:
    """Pinyin without its tones for Chinese, else the headword without case and accents."""
    shown = term.pinyin if tag.startswith("zh") and term.pinyin else local(headwords(term), tag)
    plain = unicodedata.normalize("NFD", shown).casefold()
    return "".join(c for c in plain if not unicodedata.combining(c)), term.id


def in_order(edition: Edition, tag: str) -> tuple[Term, ...]:
    """The terms as a reader of a language looks them up."""
    return tuple(sorted(edition.terms, key=lambda term: sort_key(term, tag)))


def orders(edition: Edition, tag: str) -> list[tuple[str, str]]:
    """The orders that the edition has: an interface word and the language whose order it is.

    That of the reader's own language is first.
    """
    tags = (tag, *edition.languages)
    chinese = next((t for t in tags if t.startswith("zh")), "")
    other = next((t for t in tags if not t.startswith("zh")), "")
    found = [("by_alphabet", other), ("by_pinyin", chinese)]
    return sorted((pair for pair in found if pair[1]), key=lambda pair: pair[1] != tag)


def occurrences(edition: Edition, tag: str) -> Counter[str]:
    """How often each term stands in the texts that a reader of the language is given."""
    return Counter(
        occurrence.term
        for reading in edition.readings
        for occurrence in reading.occurrences
        if occurrence.language == shown_in(reading, tag)
    )


def occurring(term: Term, count: int, tag: str) -> str:
    """How often a term stands in the texts, in words."""
    if not count:
        return word("presupposed" if term.presupposed else "concordance_none", tag)
    if count == 1:
        return word("occurrence", tag)
    return filled(strings(tag)["occurrences"], count=str(count))


def forms_line(edition: Edition, term: Term, tag: str) -> str:
    """Forms in the page's language besides the headword, then in others, and what is known."""
    words = strings(tag)
    parts = [
        f"<span{attributes(t, tag)}>{literal(strings(t)['semicolon'].join(f))}</span>"
        for t, f in _other_forms(term, tag).items()
    ]
    if term.pinyin:
        parts.append(f"<span{attributes(PINYIN, tag)}>{literal(term.pinyin)}</span>")
    if term.abbreviation:
        parts.append(literal(term.abbreviation))
    if term.domain:
        parts.append(said(edition.domains.get(term.domain, {"en": term.domain}), tag))
    if term.status == "working":
        parts.append(f"<em>{literal(words['entry_working'])}</em>")
    return f'<p class="forms" markdown="span">{" · ".join(parts)}</p>'


def explained(term: Term, links: Crosslinks, tag: str, path: str) -> Iterator[str]:
    """Definition, sources, and the cross-references at this end."""
    yield from paragraphs(term.definition, tag)
    if term.sources:
        yield sources(term.sources, tag)
    yield from links.lines(Anchor("term", term.id), tag, path)


def _other_forms(term: Term, tag: str) -> dict[str, tuple[str, ...]]:
    """The variants in the page's language and the forms in others, without repetition.

    A script that writes the forms as another does is left out.
    """
    own = term.forms.get(tag, ())
    found: dict[tuple[str, ...], str] = {own: tag}
    for other in sorted(term.forms, key=list(term.forms).index, reverse=True):
        found.setdefault(term.forms[other], other)
    others = {t: f for t, f in term.forms.items() if found[f] == t and t != tag}
    return ({tag: own[1:]} if len(own) > 1 else {}) | others


def spoken_of(term: Term, tag: str, within: str) -> str:
    """The headword in a language, marked as such on a page in `within`."""
    words = headwords(term)
    return spelled(literal(words[tag]), tag, within) if tag in words else said(words, within)
