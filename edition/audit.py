"""Reads the rendered HTML back and proves it against the edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from lxml import html

from edition import addresses, policy
from edition.model import Edition, Reading
from edition.problems import Problem
from edition.text import Source
from edition.writers.layout import page_path, rows_by_section, url_of
from edition.writers.strings import PINYIN


def audit(edition: Edition, site: Path) -> tuple[Problem, ...]:
    """Problems E502 (text, published ids), E503 (links and anchors), E504 (ids), E505 (languages),
    E517 (addresses), E518 (policy)."""
    pages: dict[str, html.HtmlElement] = {
        p.relative_to(site).as_posix(): html.document_fromstring(p.read_bytes().decode("utf-8"))
        for p in sorted(site.rglob("*.html"))
    }
    problems = [problem for path, page in pages.items() for problem in _safety(path, page)]
    # It is shown at any address, so that its links are those of no one place.
    pages.pop("404.html", None)
    for reading in edition.readings:
        for tag in reading.documents:
            problems += _texts(reading, tag, pages)
            problems += _published(reading, tag, pages)
    files = frozenset(p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file())
    known = _known_languages(edition)
    names = {path: Counter(page.xpath("//@id")) for path, page in pages.items()}
    for path, page in pages.items():
        for name, count in names[path].items():
            if count > 1:
                problems.append(_at(path, "E504", f"“{name}” stands {count} times"))
        problems += _links(path, page, names, files)
        problems += _language(path, page, edition, known)
    return tuple(problems)


def _at(path: str, code: str, message: str) -> Problem:
    return Problem(code, message, Source(f"site/{path}", ""))


def _safety(path: str, page: html.HtmlElement) -> Iterator[Problem]:
    found = (("E517", addresses.faults(page)), ("E518", policy.faults(page)))
    for code, messages in found:
        yield from (_at(path, code, message) for message in dict.fromkeys(messages))


def visible(element: html.HtmlElement) -> str:
    """The text of a `[data-text]` element, less its `[data-apparatus]` descendants."""
    if element.find(".//*[@data-apparatus]") is None:
        return str(element.text_content())
    parts = element.xpath(".//text()[not(ancestor::*[@data-apparatus])]")
    return "".join(parts)


def shown(page: html.HtmlElement) -> dict[str, list[tuple[str, str]]]:
    """Per language what a page shows of a work: the id and text of each segment, in order."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in page.xpath("//*[@data-kind]"):
        for text in row.xpath("./*[@data-text]"):
            found.setdefault(text.get("lang", ""), []).append((row.get("id", ""), visible(text)))
    return found


def texts(edition: Edition, site: Path) -> tuple[Problem, ...]:
    """E502 alone: whether the pages of the works show the texts of the edition."""
    problems: list[Problem] = []
    for reading in edition.readings:
        for tag in reading.documents:
            paths = text_pages(reading, tag)
            pages = {
                path: html.document_fromstring((site / path).read_bytes().decode("utf-8"))
                for path in paths
                if (site / path).is_file()
            }
            problems += _texts(reading, tag, pages)
    return tuple(problems)


def text_pages(reading: Reading, tag: str) -> tuple[str, ...]:
    """The files of the site that show a work to readers of a language."""
    sections = rows_by_section(reading)
    return tuple(url_of(page_path(tag, reading.work.id, n)) + "index.html" for n in sections)


def _texts(reading: Reading, tag: str, pages: dict[str, html.HtmlElement]) -> Iterator[Problem]:
    for section, rows in rows_by_section(reading).items():
        path = url_of(page_path(tag, reading.work.id, section)) + "index.html"
        page = pages.get(path)
        if page is None:
            yield _at(path, "E502", "the page is missing")
            continue
        texts = shown(page)
        for each in reading.documents:
            wanted = [(r.id, r.texts[each].text) for r in rows if each in r.texts]
            found = texts.get(each, [])
            if found != wanted:
                bad = next(
                    (w for w, f in zip(wanted, found, strict=False) if w != f),
                    wanted[len(found) :][:1] or found[len(wanted) :][:1],
                )
                yield _at(path, "E502", f"the text in {each} differs at {bad}")


def _published(reading: Reading, tag: str, pages: dict[str, html.HtmlElement]) -> Iterator[Problem]:
    """E502 where a published id, or a page that it has stood on, leads nowhere in a language.

    An id is that of one element of the work's pages: a segment, or what `ids.yml` says became of
    it, which holds none of the work's text and, where it moved, a link to the segment. Each page
    that it has stood on is there still, and has the id or a link to it.
    """
    if reading.lock is None:
        return
    folder = f"{tag}/{reading.work.id}/"
    own = {path: page for path, page in pages.items() if path.startswith(folder)}
    found = _elements(own)
    targets = {entry.id: entry.target for entry in reading.retired}
    ends = {path: _fragments(page) for path, page in own.items()}
    for entry in reading.lock.entries:
        at = url_of(page_path(tag, reading.work.id, 0)) + "index.html"
        elements = found.get(entry.id, [])
        if len(elements) != 1 or not _resolves(elements[0][1], targets.get(entry.id)):
            yield _at(at, "E502", f"the published id {entry.id} leads nowhere")
        for section in entry.pages:
            path = url_of(page_path(tag, reading.work.id, section)) + "index.html"
            here = any(where == path for where, _ in elements)
            if not here and entry.id not in ends.get(path, ()):
                yield _at(path, "E502", f"{entry.id} stood here, and nothing leads on to it")


def _elements(
    pages: dict[str, html.HtmlElement],
) -> dict[str, list[tuple[str, html.HtmlElement]]]:
    """The elements of segments and retired ids by id, each with the path of its page."""
    found: dict[str, list[tuple[str, html.HtmlElement]]] = {}
    for path, page in pages.items():
        for element in page.xpath("//*[@data-kind or @data-retired]"):
            found.setdefault(element.get("id", ""), []).append((path, element))
    return found


def _fragments(page: html.HtmlElement) -> frozenset[str]:
    """What the links of a page name after `#`."""
    return frozenset(link.partition("#")[2] for link in page.xpath("//a/@href"))


def _resolves(element: html.HtmlElement, target: str | None) -> bool:
    """Whether the element is what it should be: a segment where `target` is none; else what was
    removed, where it is empty, or moved."""
    if target is None:
        return element.get("data-kind") is not None
    moved = element.xpath(".//a[@data-moved]/@href")
    return (
        element.get("data-kind") is None
        and element.get("data-retired") == ("moved" if target else "removed")
        and not element.xpath(".//*[@data-text]")
        and [link.partition("#")[2] for link in moved] == [target] * bool(target)
    )


def _links(
    path: str, page: html.HtmlElement, names: dict[str, Counter[str]], files: frozenset[str]
) -> Iterator[Problem]:
    for link in dict.fromkeys(page.xpath("//@href | //@src")):
        if link.startswith("#"):
            target, name = path, link[1:]
        else:
            try:
                parts = urlsplit(link)
            except ValueError:
                yield _at(path, "E503", f"{link} is no address")
                continue
            if parts.scheme or parts.netloc:
                continue
            target, name = _target(path, parts.path, files), parts.fragment
        if not target:
            yield _at(path, "E503", f"{link} leads to no file")
        elif name and target in names and unquote(name) not in names[target]:
            yield _at(path, "E503", f"{link} names no element")
    for name in dict.fromkeys(page.xpath("//@interestfor | //@popovertarget")):
        if name not in names[path]:
            yield _at(path, "E503", f"“{name}” names no element to open")


def _target(path: str, link: str, files: frozenset[str]) -> str:
    """The file of the site that a relative address names, or nothing."""
    joined = normpath(f"./{path.rpartition('/')[0]}/{unquote(link)}")
    return next((f for f in (joined, normpath(f"{joined}/index.html")) if f in files), "")


def _language(
    path: str, page: html.HtmlElement, edition: Edition, known: frozenset[str]
) -> Iterator[Problem]:
    first = path.split("/")[0]
    wanted = first if first in edition.languages else None
    if wanted and page.get("lang") != wanted:
        yield _at(path, "E505", f"<html lang> is {page.get('lang')}, not {wanted}")
    for value in dict.fromkeys(page.xpath("//@lang")):
        if value not in known:
            yield _at(path, "E505", f"lang=“{value}” is no language of this edition")


def _known_languages(edition: Edition) -> frozenset[str]:
    in_glossary = (t for term in edition.terms for t in (*term.forms, *term.definition))
    in_notes = (t for r in edition.readings for n in r.notes for t in (*n.quote, *n.body))
    of_library = (*edition.title, *edition.description, *edition.about)
    of_works = (
        tag
        for work in (reading.work for reading in edition.readings)
        for texts in (work.title, work.place, work.event, *work.creators)
        for tag in texts
    )
    return frozenset(
        {"en", PINYIN, *edition.languages, *of_library, *of_works, *in_glossary, *in_notes}
    )
