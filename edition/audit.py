"""Reads the rendered HTML back and proves it against the edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from lxml import html

from edition.model import Edition, Reading
from edition.problems import Problem
from edition.text import Source
from edition.writers.layout import page_path, rows_by_section, url_of
from edition.writers.strings import PINYIN


def audit(edition: Edition, site: Path) -> tuple[Problem, ...]:
    """Problems E502 (text), E503 (links and anchors), E504 (ids), E505 (languages)."""
    pages: dict[str, html.HtmlElement] = {
        p.relative_to(site).as_posix(): html.document_fromstring(p.read_bytes().decode("utf-8"))
        for p in sorted(site.rglob("*.html"))
        if p.name != "404.html"
    }
    problems: list[Problem] = []
    for reading in edition.readings:
        for tag in reading.documents:
            problems += _texts(reading, tag, pages)
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
