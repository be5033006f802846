"""The glossary page of each language: entries, sources, and where each term occurs."""

from __future__ import annotations

from collections.abc import Iterator

from edition.model import Edition, Output, Term
from edition.writers.layout import definitions, headwords, local, meta, page, page_path, relative
from edition.writers.markdown import literal, prose
from edition.writers.strings import strings

NAME = "glossary"


def write(edition: Edition) -> Iterator[Output]:
    """`<lang>/glossary.md` for every language of the edition."""
    for tag in edition.languages:
        yield _glossary(edition, tag)


def _glossary(edition: Edition, tag: str) -> Output:
    words = strings(tag)
    path = f"{tag}/glossary.md"
    parts = [f'<h1 id="glossary" markdown="span">{literal(words["glossary"])}</h1>\n']
    parts += [
        _entry(edition, term, tag, path)
        for term in sorted(
            edition.terms,
            key=lambda t: (t.pinyin or t.id) if tag != "en" else local(headwords(t), "en").lower(),
        )
    ]
    values = meta(
        edition,
        tag,
        words["glossary"],
        "、".join(local(headwords(t), tag) for t in edition.terms[:12]) or words["glossary"],
        {t: f"{t}/glossary.md" for t in edition.languages},
    )
    return page(path, values, "\n".join(parts))


def _entry(edition: Edition, term: Term, tag: str, path: str) -> str:
    words, names = strings(tag), {t.id: local(headwords(t), tag) for t in edition.terms}
    others = [
        f'<span lang="{t}">{literal("; ".join(f))}</span>'
        for t, f in term.forms.items()
        if t != tag
    ]
    working = f" · <em>{literal(words['entry_working'])}</em>" if term.status == "working" else ""
    lines = [
        f'<section class="entry" id="{term.id}" data-term-entry="{term.id}" markdown="block">',
        f'<h2 id="{term.id}.head" markdown="span">{literal(names[term.id])}</h2>',
        f'<p class="forms" markdown="span">{" · ".join(others)}'
        f"{' · ' + literal(term.pinyin) if term.pinyin else ''}"
        f"{' · ' + literal(term.abbreviation) if term.abbreviation else ''}"
        f"{working}</p>",
    ]
    lines += [f'<p lang="{t}" markdown="span">{prose(d)}</p>' for t, d in definitions(term, tag)]
    if term.sources:
        lines.append(
            f'<p class="sources" markdown="span">{literal(words["sources"])}: '
            f"{literal('; '.join(term.sources))}</p>"
        )
    if term.see:
        links = ", ".join(f"[{literal(names.get(i, i))}](#{i})" for i in term.see if i in names)
        lines.append(f'<p class="see" markdown="span">{literal(words["see"])}: {links}</p>')
    lines += _occurrences(edition, term, tag, path)
    return "\n".join([*lines, "</section>", ""])


def label_of(identifier: str) -> str:
    """How a segment is called in running text: `p5-a` → `5 (a)`, `p11-1` → `11 • 1`."""
    container, _, paragraph = identifier.rpartition("p")
    number, *inner = paragraph.split("-")
    if container or not number.isdecimal():
        return identifier
    return " ".join([number, *(f"• {part}" if part.isdecimal() else f"({part})" for part in inner)])


def _occurrences(edition: Edition, term: Term, tag: str, path: str) -> list[str]:
    out = []
    for reading in edition.readings:
        shown = tag if tag in reading.documents else reading.work.base
        where = {row.id: row for row in reading.rows}
        ids = dict.fromkeys(
            o.segment
            for o in reading.occurrences
            if o.term == term.id and o.language == shown and o.segment in where
        )
        links = ", ".join(
            f"[{literal(label_of(i))}]"
            f"({relative(page_path(shown, reading.work.id, where[i].section), path)}#{i})"
            for i in ids
        )
        if links:
            out.append(
                f'<p class="occurs" markdown="span">{literal(strings(tag)["occurs"])}: {links}</p>'
            )
    return out
