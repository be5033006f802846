"""The page of each term: what it means, how it is translated where, and its concordance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from edition.concordance import Rendering, Usage, concordance, usages
from edition.model import Edition, Output, Reading, Term
from edition.writers.crosslinks import Crosslinks, crosslinks
from edition.writers.describe import said, titles, word
from edition.writers.entries import line
from edition.writers.kwic import Beside
from edition.writers.layout import (
    attributes,
    facing,
    headwords,
    local,
    meta,
    page,
    page_path,
    relative,
    shown_in,
    url_of,
)
from edition.writers.markdown import literal, plain
from edition.writers.strings import strings
from edition.writers.term_entries import (
    explained,
    forms_line,
    in_order,
    orders,
    spoken_of,
    term_path,
)

NAME = "term_pages"
BEFORE, AFTER = "← ", " →"
Found = tuple[Beside, dict[str, tuple[Rendering, ...]]]
Order = tuple[str, str, tuple[Term, ...]]


def write(edition: Edition) -> Iterator[Output]:
    """`<lang>/glossary/<term>.md` for every term in every language, in UTF-8."""
    links = crosslinks(edition)
    for tag in edition.languages if edition.terms else ():
        found = [_found(reading, tag) for reading in edition.readings]
        ordered = [(key, of, in_order(edition, of)) for key, of in orders(edition, tag)]
        for term in edition.terms:
            yield _page(edition, links, term, found, ordered, tag)


def _found(reading: Reading, tag: str) -> Found:
    shown = shown_in(reading, tag)
    other = facing(reading, shown)
    rows = {row.id: row for row in reading.rows}
    return Beside(reading, rows, shown, other, tag, term_path(tag, "")), concordance(
        reading, shown, other
    )


def _page(
    edition: Edition,
    links: Crosslinks,
    term: Term,
    found: list[Found],
    ordered: list[Order],
    tag: str,
) -> Output:
    path = term_path(tag, term.id)
    glossary = relative(f"{tag}/glossary.md", path)
    parts = [
        '<div class="term-page" markdown="block">\n',
        f'<p class="term-up" markdown="span">[{word("glossary", tag)}]({glossary}#{term.id})</p>\n',
        f'<h1 id="term.head" markdown="span">{said(headwords(term), tag)}</h1>\n',
        '<div class="entry" markdown="block">\n',
        forms_line(edition, term, tag),
        *explained(term, links, tag, path),
        "</div>\n",
        *_concordance(edition, term, found, path),
        *(_neighbours(term, order, tag, path) for order in ordered),
        "</div>\n",
    ]
    paths = {t: term_path(t, term.id) for t in edition.languages}
    values = meta(
        edition,
        tag,
        f"{local(headwords(term), tag)} · {strings(tag)['glossary']}",
        plain(local(term.definition, tag)),
        paths,
        **_around(term, ordered[0][2], tag),
    )
    return page(path, values, "\n".join(parts))


def _concordance(edition: Edition, term: Term, found: list[Found], path: str) -> Iterator[str]:
    """Per work the renderings and the occurrences in context, or that there are none."""
    tag = path.split("/")[0]
    held = [(beside, of[term.id]) for beside, of in found if term.id in of]
    if not held:
        key = "presupposed" if term.presupposed else "concordance_none"
        yield f'<p class="concordance-none" markdown="span">{word(key, tag)}</p>\n'
        return
    for title, each in (("renderings", _renderings), ("concordance", _lines)):
        parts = [(beside, each(term, beside, renderings)) for beside, renderings in held]
        if any(part for _, part in parts):
            yield f'<h2 id="term.{title}" markdown="span">{word(title, tag)}</h2>\n'
        for beside, part in parts:
            if part and len(edition.readings) > 1:
                yield _work(title, beside, path)
            yield part


def _work(part: str, beside: Beside, path: str) -> str:
    reading, tag = beside.reading, beside.within
    target = relative(page_path(beside.tag, reading.work.id, 0), path)
    title = f"[{said(titles(reading), tag)}]({target})"
    return f'<h3 id="term.{part}.{reading.work.id}" markdown="span">{title}</h3>\n'


def _renderings(term: Term, beside: Beside, found: tuple[Rendering, ...]) -> str:
    """A table: each form, what renders it in the facing language, how often and where."""
    if not beside.other:
        return ""
    words = strings(beside.within)
    head = "".join(
        f'<th scope="col" markdown="span">{literal(words[key])}</th>\n'
        for key in ("form", "rendering", "times", "where")
    )
    rows = (_usage(usage, beside) for usage in usages(term, beside.reading, found))
    return (
        '<table class="renderings" markdown="block">\n'
        f'<thead markdown="block">\n<tr markdown="block">\n{head}</tr>\n</thead>\n'
        f'<tbody markdown="block">\n{"".join(rows)}</tbody>\n</table>\n'
    )


def _usage(usage: Usage, beside: Beside) -> str:
    within, comma = beside.within, literal(strings(beside.within)["comma"])
    rendered = literal(" / ").join(
        f"<span{attributes(beside.other, within)}>{literal(form)}</span>" for form in usage.rendered
    )
    places = comma.join(
        beside.place(segment) + (literal(f" ×{n}") if n > 1 else "")
        for segment, n in Counter(usage.places).items()
    )
    cells = (
        f"<span{attributes(beside.tag, within)}>{literal(usage.form)}</span>",
        rendered or f"<em>{word('rendering_none', within)}</em>",
        str(len(usage.places)),
        places,
    )
    written = "".join(f'<td markdown="span">{cell}</td>\n' for cell in cells)
    return f'<tr markdown="block">\n{written}</tr>\n'


def _lines(term: Term, beside: Beside, found: tuple[Rendering, ...]) -> str:
    lines = "".join(map(beside.line, found))
    return f'<div class="kwics" role="list" markdown="block">\n{lines}</div>\n'


def _neighbours(term: Term, order: Order, tag: str, path: str) -> str:
    """Links to the terms before and after this one in an order."""
    key, of, terms = order
    before, after = beside_in(terms, term)
    links = [
        f"{arrow}[{spoken_of(t, of, tag)}]({relative(term_path(tag, t.id), path)})"
        if arrow == BEFORE
        else f"[{spoken_of(t, of, tag)}]({relative(term_path(tag, t.id), path)}){arrow}"
        for t, arrow in ((before, BEFORE), (after, AFTER))
        if t
    ]
    return line("term-order", strings(tag)[key], literal(" · ").join(links), tag) + "\n"


def beside_in(terms: tuple[Term, ...], term: Term) -> tuple[Term | None, Term | None]:
    """The terms before and after one in an order."""
    at = terms.index(term)
    return (terms[at - 1] if at else None), (terms[at + 1] if at + 1 < len(terms) else None)


def _around(term: Term, terms: tuple[Term, ...], tag: str) -> dict[str, object]:
    """The neighbours for the foot of the page."""
    found = zip(("previous", "next"), beside_in(terms, term), strict=True)
    return {
        key: {"href": url_of(term_path(tag, t.id)), "title": local(headwords(t), tag)}
        for key, t in found
        if t
    }
