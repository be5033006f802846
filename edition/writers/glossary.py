"""The glossary page of each language: entries, sources, and where each term occurs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from edition.model import Edition, Output, Reading, Term
from edition.writers.describe import said
from edition.writers.entries import label_of, line, paragraphs, sources
from edition.writers.layout import (
    attributes,
    headwords,
    local,
    meta,
    page,
    page_path,
    relative,
    shown_in,
    title_of,
)
from edition.writers.markdown import literal
from edition.writers.strings import PINYIN, strings
from edition.writers.structured import json_ld, root_of, term_set

NAME = "glossary"


def write(edition: Edition) -> Iterator[Output]:
    """`<lang>/glossary.md` for every language, where the library has terms."""
    for tag in edition.languages if edition.terms else ():
        yield _glossary(edition, tag)


def _glossary(edition: Edition, tag: str) -> Output:
    words = strings(tag)
    path = f"{tag}/glossary.md"
    terms = sorted(edition.terms, key=lambda term: _sort_key(term, tag))
    heads = {term.id: said(headwords(term), tag) for term in terms}
    places = [(reading, _places(reading, tag)) for reading in edition.readings]
    parts = [f'<h1 id="glossary.title" markdown="span">{literal(words["glossary"])}</h1>\n']
    for term in terms:
        occurrences = [
            _occurrences(edition, reading, found[term.id], tag)
            for reading, found in places
            if term.id in found
        ]
        parts.append("\n".join([*_entry(term, tag, heads), *occurrences, "</section>", ""]))
    names = words["comma"].join(local(headwords(term), tag) for term in terms)
    alternates = {t: f"{t}/glossary.md" for t in edition.languages}
    return page(
        path,
        meta(
            edition,
            tag,
            words["glossary"],
            names,
            alternates,
            root=root_of(path),
            jsonld=json_ld(term_set(edition, tuple(terms), tag, words["glossary"])),
        ),
        "\n".join(parts),
    )


def _sort_key(term: Term, tag: str) -> str:
    """Pinyin without its tones for Chinese, else the headword without case and accents."""
    shown = term.pinyin if tag.startswith("zh") and term.pinyin else local(headwords(term), tag)
    plain = unicodedata.normalize("NFD", shown).casefold()
    return "".join(c for c in plain if not unicodedata.combining(c))


def _entry(term: Term, tag: str, heads: dict[str, str]) -> list[str]:
    words = strings(tag)
    forms = [
        f"<span{attributes(t, tag)}>{literal(strings(t)['semicolon'].join(f))}</span>"
        for t, f in _other_forms(term, tag).items()
    ]
    if term.pinyin:
        forms.append(f"<span{attributes(PINYIN, tag)}>{literal(term.pinyin)}</span>")
    if term.abbreviation:
        forms.append(literal(term.abbreviation))
    if term.status == "working":
        forms.append(f"<em>{literal(words['entry_working'])}</em>")
    lines = [
        f'<section class="entry" id="{term.id}" markdown="block">',
        f'<h2 id="{term.id}.head" markdown="span">{heads[term.id]}</h2>',
        f'<p class="forms" markdown="span">{" · ".join(forms)}</p>',
    ]
    lines += paragraphs(term.definition, tag)
    if term.sources:
        lines.append(sources(term.sources, tag))
    if see := [i for i in term.see if i in heads]:
        links = literal(words["comma"]).join(f"[{heads[i]}](#{i})" for i in see)
        lines.append(line("see", words["see"], links, tag))
    return lines


def _other_forms(term: Term, tag: str) -> dict[str, tuple[str, ...]]:
    """The forms in other languages; a script that writes them as another does is left out."""
    found: dict[tuple[str, ...], str] = {term.forms.get(tag, ()): tag}
    for other in sorted(term.forms, key=list(term.forms).index, reverse=True):
        found.setdefault(term.forms[other], other)
    return {t: f for t, f in term.forms.items() if found[f] == t and t != tag}


def _places(reading: Reading, tag: str) -> dict[str, dict[str, None]]:
    """Per term the segments where it occurs in the language, in the order of the text."""
    shown = shown_in(reading, tag)
    held = {row.id for row in reading.rows}
    found: dict[str, dict[str, None]] = {}
    for occurrence in reading.occurrences:
        if occurrence.language == shown and occurrence.segment in held:
            found.setdefault(occurrence.term, {})[occurrence.segment] = None
    return found


def _occurrences(edition: Edition, reading: Reading, ids: dict[str, None], tag: str) -> str:
    words = strings(tag)
    shown = shown_in(reading, tag)
    rows = {row.id: row for row in reading.rows if row.id in ids}
    page_of = {i: page_path(shown, reading.work.id, row.section) for i, row in rows.items()}
    links = literal(words["comma"]).join(
        f"[{literal(label_of(i, rows[i].texts[shown].text))}]"
        f"({relative(page_of[i], f'{tag}/glossary.md')}#{i})"
        for i in ids
    )
    work = literal(title_of(reading, tag) + words["colon"]) if len(edition.readings) > 1 else ""
    return line("occurs", words["occurs"], work + links, tag)
