"""The glossary for students' tools: a table, a termbase, and flash cards."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Iterator

from edition.model import Edition, Output, Term
from edition.writers.layout import chosen, headwords, url_of
from edition.writers.markdown import plain
from edition.writers.strings import strings
from edition.writers.term_entries import in_order, occurrences
from edition.writers.termbase import termbase, termbase_of_2008
from edition.writers.xml import encoded

NAME = "glossary_files"
# Markup of HTML, and what Anki reads as sound, as a field of a template or as LaTeX.
MARKUP = str.maketrans({c: f"&#{ord(c)};" for c in "&<>\"'[]{}\\"} | {"\r": "&#13;"})


def write(edition: Edition) -> Iterator[Output]:
    """`glossary.csv`, `glossary.tbx`, and `flash-cards.<lang>.csv` for every language.

    `glossary.2008.tbx` is the same in the form that older tools read.
    """
    if not edition.terms:
        return
    yield Output("glossary.csv", table(edition))
    yield Output("glossary.tbx", encoded(termbase(edition)))
    yield Output("glossary.2008.tbx", encoded(termbase_of_2008(edition)))
    for tag in edition.languages:
        yield Output(f"flash-cards.{tag}.csv", flash_cards(edition, tag))


def table(edition: Edition) -> bytes:
    """RFC 4180, UTF-8 with a BOM so that spreadsheets know it: a line per term, in its own order.

    Several values in a cell stand on lines of their own.
    """
    tags = _languages(edition)
    counts = {tag: occurrences(edition, tag) for tag in edition.languages}
    head = ["id", "domain", "status", "pinyin", "abbreviation"]
    head += [f"{name} {tag}" for tag in tags for name in ("headword", "variants", "definition")]
    head += ["sources", "see", *(f"occurrences {tag}" for tag in edition.languages), "address"]
    lines = [head]
    for term in edition.terms:
        line = [term.id, term.domain, term.status, term.pinyin, term.abbreviation]
        for tag in tags:
            forms = term.forms.get(tag, ())
            definition = plain(term.definition.get(tag, ""))
            line += ["".join(forms[:1]), "\n".join(forms[1:]), definition]
        line += ["\n".join(term.sources), "\n".join(term.see)]
        line += [str(counts[tag][term.id]) for tag in edition.languages]
        lines.append([*line, f"{url_of(f'{edition.languages[0]}/glossary.md')}#{term.id}"])
    return b"\xef\xbb\xbf" + _csv(lines)


def flash_cards(edition: Edition, tag: str) -> bytes:
    """Cards for Anki, in UTF-8: a headword in `tag`; on its back the other languages and the rest.

    The header follows the Anki manual (Importing, Text Files, File Headers). A card has an id of
    its own, so that a later import changes it and adds no other.
    """
    head = "#separator:Comma\n#html:true\n#guid column:1\n#tags column:4\n"
    lines = [
        [_guid(edition, term, tag), *sides, _anki_tag(term.domain)]
        for term in in_order(edition, tag)
        if (sides := _sides(edition, term, tag))
    ]
    return head.encode("utf-8") + _csv(lines)


def _sides(edition: Edition, term: Term, tag: str) -> list[str]:
    """Front and back as HTML; nothing where the language has no headword."""
    heads = headwords(term)
    if tag not in heads:
        return []
    others = dict.fromkeys(heads[t] for t in heads if t != tag and heads[t] != heads[tag])
    known = filter(None, (" · ".join(others), term.pinyin, term.abbreviation))
    of = chosen(term.definition, tag)
    language = strings(tag)
    sources = language["sources"] + language["colon"] + language["semicolon"].join(term.sources)
    answer = _html(" · ".join(known))
    back = [
        f"<b>{answer}</b>" if answer else "",
        _html(plain(term.definition.get(of, ""))),
        f"<small>{_html(sources)}</small>" if term.sources else "",
    ]
    return [_literal(_html(heads[tag])), _literal("<br><br>".join(filter(None, back)))]


def _html(text: str) -> str:
    """The text as HTML in which nothing is markup, for a browser or for Anki."""
    return text.translate(MARKUP)


def _literal(markup: str) -> str:
    """A side of a card that MathJax, which Anki runs on every card, leaves alone."""
    return f'<div class="tex2jax_ignore">{markup}</div>'


def _guid(edition: Edition, term: Term, tag: str) -> str:
    """An id that no card of another edition has, as long as its title stays."""
    named = json.dumps([sorted(edition.title.items()), tag, term.id])
    return hashlib.sha256(named.encode("ascii")).hexdigest()[:20]


def _anki_tag(domain: str) -> str:
    """A domain as one tag: spaces part the tags of a card."""
    return re.sub(r"\s+", "-", domain)


def _languages(edition: Edition) -> list[str]:
    """Those of the texts, then those that the glossary alone has."""
    more = (t for term in edition.terms for t in (*term.forms, *term.definition))
    return list(dict.fromkeys((*edition.languages, *more)))


class _Lines(list[str]):
    """What is written, piece by piece."""

    write = list.append


def _csv(lines: Iterable[list[str]]) -> bytes:
    found = _Lines()
    csv.writer(found, lineterminator="\r\n").writerows(lines)
    return "".join(found).encode("utf-8")
