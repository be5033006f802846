"""Builds the `Edition`: documents, conversions, rows, occurrences, cross-references."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from edition import align, terms
from edition.model import (
    Document,
    Edition,
    Library,
    Occurrence,
    Reading,
    Reference,
    Segment,
    Term,
    Work,
)
from edition.problems import Problem
from edition.readers import edition_text
from edition.readers.edition_text import NUMERAL, chinese_number
from edition.script import converter
from edition.text import Span

POINTERS = (
    re.compile(
        rf"第\s*(?P<number>[0-9]{{1,6}}|[{NUMERAL}]{{1,12}})\s*段(?:\s*[(（](?P<item>[a-z])[)）])?"
    ),
    re.compile(
        r"\bparagraphs?\s+(?P<number>[0-9]{1,6})\b(?:\s*\((?P<item>[a-z])\))?", re.IGNORECASE
    ),
    re.compile(rf"第(?P<article>[0-9]{{1,6}}|[{NUMERAL}]{{1,12}})条"),
    re.compile(r"\b[Aa]rticle\s+(?P<article>[0-9]{1,6}|[IVXLC]{1,12})\b"),
)


def link(library: Library) -> tuple[Edition, tuple[Problem, ...]]:
    """Joins what was loaded. Problems: those of the reader, and W305 (dangling reference)."""
    convert = converter(library.exceptions)
    problems: list[Problem] = []
    readings: list[Reading] = []
    for work in library.works:
        documents = _documents(work, library, convert, problems)
        if work.base not in documents:
            continue
        readings.append(_reading(work, documents, library, problems))
    tags = dict.fromkeys(tag for reading in readings for tag in reading.documents)
    converted = tuple(_converted_forms(term, tuple(tags), convert) for term in library.terms)
    title = _with_conversions(library.title, tuple(tags), convert)
    description = _with_conversions(library.description, tuple(tags), convert)
    return Edition(
        title, description, tuple(readings), converted, tuple(tags), library.exceptions
    ), tuple(problems)


def _documents(
    work: Work, library: Library, convert: Callable[[str], str], problems: list[Problem]
) -> dict[str, Document]:
    documents: dict[str, Document] = {}
    for language in work.languages:
        source = library.texts.get((work.id, language.tag))
        if source is not None:
            documents[language.tag], found = edition_text.read(source, language.tag, work.numbering)
            problems += found
        elif language.role == "conversion" and language.source in documents:
            documents[language.tag] = _converted(documents[language.source], language.tag, convert)
    return documents


def _converted(document: Document, tag: str, convert: Callable[[str], str]) -> Document:
    return replace(
        document,
        language=tag,
        segments=tuple(
            replace(segment, text=convert(segment.text)) for segment in document.segments
        ),
    )


def _reading(
    work: Work, documents: dict[str, Document], library: Library, problems: list[Problem]
) -> Reading:
    occurrences: list[Occurrence] = []
    references: list[Reference] = []
    for language in work.languages:
        if language.tag not in documents:
            continue
        source_tag = language.source if language.role == "conversion" else language.tag
        matcher = terms.matcher(library.terms, source_tag)
        document = documents[source_tag]
        known = {s.id for s in document.segments}
        for segment in document.segments:
            found = tuple(replace(o, language=language.tag) for o in matcher.find(segment))
            occurrences += found
            for reference in _references(segment, language.tag, known, found):
                if reference.target:
                    references.append(reference)
                elif language.role != "conversion":
                    problems.append(_dangling(document, segment, reference))
    rows = align.rows(documents[work.base], {t: d for t, d in documents.items() if t != work.base})
    return Reading(
        work,
        rows,
        documents,
        tuple(occurrences),
        tuple(references),
        library.originals.get(work.id),
        library.emendations.get(work.id, ()),
    )


def _references(
    segment: Segment, language: str, known: set[str], taken: tuple[Occurrence, ...]
) -> Iterator[Reference]:
    for pattern in POINTERS:
        for match in pattern.finditer(segment.text):
            start, end = match.span()
            if any(o.span.start < end and start < o.span.end for o in taken):
                continue
            if segment.kind == "article" and start == 0:
                continue
            yield Reference(
                segment.id, language, Span(start, end), _target(match.groupdict(), known)
            )


def _target(parts: dict[str, str | None], known: set[str]) -> str:
    if article := parts.get("article"):
        wanted = f"art{edition_text.article_number(article)}"
    else:
        number = parts.get("number") or ""
        wanted = f"p{int(number) if number.isdecimal() else chinese_number(number)}"
        if parts.get("item"):
            wanted += f"-{parts['item']}"
    return wanted if wanted in known else ""


def _dangling(document: Document, segment: Segment, reference: Reference) -> Problem:
    quoted = segment.text[reference.span.start : reference.span.end]
    at = document.source.text.find(quoted, segment.place.start, segment.place.end)
    at = segment.place.start if at < 0 else at
    return Problem(
        "W305",
        f"“{quoted}” in {segment.id} leads nowhere",
        document.source,
        Span(at, at + len(quoted)),
        "add the phrase to the forms of a glossary entry, or correct the number",
    )


def _converted_forms(term: Term, tags: tuple[str, ...], convert: Callable[[str], str]) -> Term:
    simplified = term.forms.get("zh-Hans")
    if not simplified or "zh-Hant" not in tags:
        return term
    forms = {"zh-Hant": tuple(map(convert, simplified)), **term.forms}
    return replace(term, forms=forms, definition=_with_conversions(term.definition, tags, convert))


def _with_conversions(
    texts: dict[str, str], tags: tuple[str, ...], convert: Callable[[str], str]
) -> dict[str, str]:
    if "zh-Hant" in tags and "zh-Hans" in texts and "zh-Hant" not in texts:
        return texts | {"zh-Hant": convert(texts["zh-Hans"])}
    return texts
