"""The page of each term: what it means, how it is translated where, and its concordance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, islice

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
from edition.writers.structured import defined_term, json_ld, root_of
from edition.writers.term_entries import (
    explained,
    forms_line,
    in_order,
    occurring,
    orders,
    spoken_of,
    term_path,
)

NAME = "term_pages"
LINES = 200
LEAVES = 20
PLACES = 24
Found = tuple[Beside, dict[str, tuple[Rendering, ...]]]
Held = tuple[Beside, tuple[Rendering, ...]]
Line = tuple[Beside, Rendering]


@dataclass(frozen=True)
class Order:
    """The terms as a language orders them; `word` is the interface word for that order."""

    word: str
    language: str
    terms: tuple[Term, ...]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {term.id: at for at, term in enumerate(self.terms)}

    def beside(self, term: Term) -> tuple[Term | None, Term | None]:
        """The terms before and after one."""
        at = self._places[term.id]
        before = self.terms[at - 1] if at else None
        return before, self.terms[at + 1] if at + 1 < len(self.terms) else None


def write(edition: Edition) -> Iterator[Output]:
    """`<lang>/glossary/<term>.md` for every term in every language, in UTF-8.

    A long concordance goes on in `<term>/2.md` and so on, `LINES` occurrences on each.
    """
    links = crosslinks(edition)
    for tag in edition.languages if edition.terms else ():
        found: dict[str, list[Held]] = {}
        for reading in edition.readings:
            beside, of = _found(reading, tag)
            for name, renderings in of.items():
                found.setdefault(name, []).append((beside, renderings))
        ordered = [Order(key, of, in_order(edition, of)) for key, of in orders(edition, tag)]
        for term in edition.terms:
            yield from _pages(edition, links, term, tag, found.get(term.id, []), ordered)


def _found(reading: Reading, tag: str) -> Found:
    shown = shown_in(reading, tag)
    other = facing(reading, shown)
    rows = {row.id: row for row in reading.rows}
    return Beside(reading, rows, shown, other, tag, ""), concordance(reading, shown, other)


def _pages(
    edition: Edition,
    links: Crosslinks,
    term: Term,
    tag: str,
    found: list[Held],
    ordered: list[Order],
) -> Iterator[Output]:
    lines = [(beside, each) for beside, renderings in found for each in renderings]
    count = max(1, -(-len(lines) // LINES))
    paths = [leaf_path(tag, term.id, n) for n in range(1, count + 1)]
    around = _around(term, ordered[0], tag)
    held = [(replace(beside, path=paths[0]), renderings) for beside, renderings in found]
    for at, path in enumerate(paths):
        parts = [
            '<div class="term-page" markdown="block">\n',
            *_head(term, path),
            *(_explained(edition, links, term, held, path) if not at else ()),
            *_concordance(edition, lines[at * LINES : (at + 1) * LINES], path),
            _leaves(paths, at) if count > 1 else "",
            *(_neighbours(term, order, tag, path) for order in ordered),
            "</div>\n",
        ]
        title = f"{local(headwords(term), tag)} · {strings(tag)['glossary']}"
        alternates = {t: leaf_path(t, term.id, 1) for t in edition.languages} | {tag: path}
        description = plain(local(term.definition, tag))
        yield page(
            path,
            meta(
                edition,
                tag,
                title + f" ({at + 1})" * bool(at),
                description,
                alternates,
                root=root_of(path),
                jsonld=json_ld(defined_term(term, tag, url_of(paths[0]))),
                **around,
            ),
            "\n".join(parts),
        )


def leaf_path(tag: str, term: str, number: int) -> str:
    """Path under `docs/` of a page of a term's concordance; the first is the term's own page."""
    return term_path(tag, term) if number == 1 else term_path(tag, f"{term}/{number}")


def _head(term: Term, path: str) -> Iterator[str]:
    tag = path.split("/")[0]
    target = f"{relative(f'{tag}/glossary.md', path)}#{term.id}"
    yield f'<p class="term-up" markdown="span">[{word("glossary", tag)}]({target})</p>\n'
    yield f'<h1 id="term.head" markdown="span">{said(headwords(term), tag)}</h1>\n'


def _explained(
    edition: Edition,
    links: Crosslinks,
    term: Term,
    held: list[Held],
    path: str,
) -> Iterator[str]:
    """The entry, and per work what renders each form; or that no text has the term."""
    tag = path.split("/")[0]
    yield '<div class="entry" markdown="block">\n'
    yield forms_line(edition, term, tag)
    yield from explained(term, links, tag, path)
    yield "</div>\n"
    if not held:
        none = occurring(term, 0, tag)
        yield f'<p class="concordance-none" markdown="span">{none}</p>\n'
    tables = [(beside, _renderings(term, beside, found)) for beside, found in held if beside.other]
    if tables:
        yield f'<h2 id="term.renderings" markdown="span">{word("renderings", tag)}</h2>\n'
    for beside, table in tables:
        yield from _work(edition, "renderings", beside)
        yield table


def _concordance(edition: Edition, lines: list[Line], path: str) -> Iterator[str]:
    """Occurrences in context, under the title of their work where there are several."""
    if lines:
        title = word("concordance", path.split("/")[0])
        yield f'<h2 id="term.concordance" markdown="span">{title}</h2>\n'
    for _, group in groupby(lines, key=lambda line: line[0].reading.work.id):
        each = [(replace(beside, path=path), found) for beside, found in group]
        yield from _work(edition, "concordance", each[0][0])
        body = "".join(beside.line(found) for beside, found in each)
        yield f'<div class="kwics" role="list" markdown="block">\n{body}</div>\n'


def _work(edition: Edition, part: str, beside: Beside) -> Iterator[str]:
    reading, tag = beside.reading, beside.within
    if len(edition.readings) > 1:
        target = relative(page_path(beside.tag, reading.work.id, 0), beside.path)
        title = f"[{said(titles(reading), tag)}]({target})"
        yield f'<h3 id="term.{part}.{reading.work.id}" markdown="span">{title}</h3>\n'


def _leaves(paths: list[str], at: int) -> str:
    """Links to the pages of a long concordance: those about this one, the first and the last."""
    tag = paths[0].split("/")[0]
    about = range(max(0, at - LEAVES), min(len(paths), at + LEAVES + 1))
    links = (
        f"<b>{n + 1}</b>" if n == at else f"[{n + 1}]({relative(paths[n], paths[at])})"
        for n in sorted({0, *about, len(paths) - 1})
    )
    label = literal(strings(tag)["concordance"])
    return f'<nav class="letters" aria-label="{label}" markdown="span">{" ".join(links)}</nav>\n'


def _renderings(term: Term, beside: Beside, found: tuple[Rendering, ...]) -> str:
    """A table: each form, what renders it in the facing language, how often and where."""
    words = strings(beside.within)
    head = "".join(
        f'<th scope="col" markdown="span">{literal(words[key])}</th>\n'
        for key in ("form", "rendering", "times", "where")
    )
    rows = (_usage(usage, beside) for usage in usages(term, beside.rows, found))
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
    counts = Counter(usage.places)
    places = comma.join(
        beside.place(segment) + (literal(f" ×{n}") if n > 1 else "")
        for segment, n in islice(counts.items(), PLACES)
    )
    cells = (
        f"<span{attributes(beside.tag, within)}>{literal(usage.form)}</span>",
        rendered or f"<em>{word('rendering_none', within)}</em>",
        str(len(usage.places)),
        places + "…" * (len(counts) > PLACES),
    )
    written = "".join(f'<td markdown="span">{cell}</td>\n' for cell in cells)
    return f'<tr markdown="block">\n{written}</tr>\n'


def _neighbours(term: Term, order: Order, tag: str, path: str) -> str:
    """Links to the terms before and after this one in an order."""

    def link(other: Term) -> str:
        label = spoken_of(other, order.language, tag)
        return f"[{label}]({relative(term_path(tag, other.id), path)})"

    before, after = order.beside(term)
    links = [f"← {link(before)}"] if before else []
    links += [f"{link(after)} →"] if after else []
    return line("term-order", strings(tag)[order.word], literal(" · ").join(links), tag) + "\n"


def _around(term: Term, order: Order, tag: str) -> dict[str, object]:
    """The neighbours for the foot of the page."""
    found = zip(("previous", "next"), order.beside(term), strict=True)
    return {
        key: {"href": url_of(term_path(tag, t.id)), "title": local(headwords(t), tag)}
        for key, t in found
        if t
    }
