"""The glossary page of each language: its entries, by the language's own order."""

from __future__ import annotations

from collections.abc import Iterator

from edition.model import Edition, Output, Term
from edition.writers import downloads
from edition.writers.crosslinks import Crosslinks, crosslinks
from edition.writers.describe import said
from edition.writers.layout import headwords, local, meta, page, relative
from edition.writers.markdown import literal
from edition.writers.strings import strings
from edition.writers.structured import json_ld, root_of, term_set
from edition.writers.term_entries import (
    explained,
    forms_line,
    in_order,
    occurrences,
    occurring,
    sort_key,
    term_path,
)

NAME = "glossary"


def write(edition: Edition) -> Iterator[Output]:
    """`<lang>/glossary.md` for every language, where the library has terms."""
    links = crosslinks(edition)
    for tag in edition.languages if edition.terms else ():
        yield _glossary(edition, links, tag)


def _glossary(edition: Edition, links: Crosslinks, tag: str) -> Output:
    words = strings(tag)
    path = f"{tag}/glossary.md"
    terms = in_order(edition, tag)
    counts = occurrences(edition, tag)
    parts = [
        f'<h1 id="glossary.title" markdown="span">{literal(words["glossary"])}</h1>\n',
        _filter(tag),
        _letters(terms, tag),
        *(_entry(edition, links, term, counts[term.id], tag) for term in terms),
        downloads.of_glossary(edition, tag, path),
    ]
    names = words["comma"].join(local(headwords(term), tag) for term in terms)
    alternates = {t: f"{t}/glossary.md" for t in edition.languages}
    values = meta(
        edition,
        tag,
        words["glossary"],
        names,
        alternates,
        root=root_of(path),
        jsonld=json_ld(term_set(edition, terms, tag, words["glossary"])),
    )
    return page(path, values, "\n".join(parts))


def _filter(tag: str) -> str:
    """A field for the script that filters the entries; not shown without it."""
    words = strings(tag)
    return (
        '<p class="term-filter"><label>'
        f"{literal(words['filter'])} "
        f'<input type="text" id="glossary.filter" autocomplete="off" spellcheck="false" '
        f'placeholder="{literal(words["filter_hint"])}"></label> '
        f'<output for="glossary.filter" data-shown="{literal(words["filter_shown"])}">'
        "</output></p>\n"
    )


def _letters(terms: tuple[Term, ...], tag: str) -> str:
    """Links to the first entry of each letter."""
    first: dict[str, str] = {}
    for term in terms:
        letter = sort_key(term, tag)[0][:1].upper()
        first.setdefault(letter if letter.isalpha() else "#", term.id)
    links = " ".join(f"[{literal(letter)}](#{at})" for letter, at in first.items())
    label = literal(strings(tag)["letters"])
    return f'<nav class="letters" aria-label="{label}" markdown="span">{links}</nav>\n'


def _entry(edition: Edition, links: Crosslinks, term: Term, count: int, tag: str) -> str:
    path = f"{tag}/glossary.md"
    target = relative(term_path(tag, term.id), path)
    head = said(headwords(term), tag)
    lines = [
        f'<section class="entry" id="{term.id}" markdown="block">',
        f'<h2 id="{term.id}.head" markdown="span">[{head}]({target})</h2>',
        forms_line(edition, term, tag),
        *explained(term, links, tag, path),
        f'<p class="occurs" markdown="span">[{occurring(term, count, tag)}]({target})</p>',
        "</section>",
        "",
    ]
    return "\n".join(lines)
