"""Builds the `Edition`: documents, conversions, rows, occurrences, cross-references, notes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from hashlib import sha256

from edition import align, notes, terms
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
from edition.numerals import NUMERAL, ROMAN, article_number, chinese_number
from edition.problems import Problem
from edition.readers import edition_text
from edition.script import converter
from edition.text import Span

COUNT = rf"(?:[0-9]{{1,6}}|[{NUMERAL}]{{1,12}})"
ITEM = r"(?:\s*[(（](?P<item>[a-z])[)）])?"
DUAN = rf"第\s*(?P<number>{COUNT})\s*段{ITEM}"
TIAO = rf"(?P<article>第\s*{COUNT}(?:之[{NUMERAL}]{{1,12}})?\s*[条條](?:之[{NUMERAL}]{{1,12}})?)"
PARAGRAPH = rf"\b(?i:paragraphs?)\s+(?P<number>[0-9]{{1,6}})\b{ITEM}"
ARTICLE = (
    r"\b(?i:article)\s+(?P<article>[0-9]{1,6}(?:[A-Z]|\s?(?:bis|ter|quater))?|" + ROMAN + r")\b"
)
POINTERS = tuple(
    map(
        re.compile,
        (
            TIAO + DUAN,
            rf"{PARAGRAPH}\s+of\s+{ARTICLE}",
            rf"{ARTICLE},?\s+{PARAGRAPH}",
            DUAN,
            PARAGRAPH,
            TIAO,
            ARTICLE,
        ),
    )
)


def link(library: Library) -> tuple[Edition, tuple[Problem, ...]]:
    """Joins what was loaded.

    Problems: those of the reader, W305 (dangling reference), and E311 to E314 (notes).
    """
    convert = converter(library.exceptions)
    matcher = cache(partial(terms.matcher, library.terms))
    problems: list[Problem] = []
    readings: list[Reading] = []
    for work in library.works:
        documents = _documents(work, library, convert, problems)
        if work.base not in documents:
            continue
        stated = _with_converted_facts(work, tuple(documents), convert)
        readings.append(_reading(stated, documents, library, matcher, problems))
    tags = dict.fromkeys(tag for reading in readings for tag in reading.documents)
    converted = tuple(_converted_term(term, tuple(tags), convert) for term in library.terms)
    title = _with_conversions(library.title, tuple(tags), convert)
    description = _with_conversions(library.description, tuple(tags), convert)
    annotated = tuple(_with_converted_notes(reading, tuple(tags), convert) for reading in readings)
    about = {tag: "\n".join(_paragraphs(text, tag)) for tag, text in library.about.items()}
    prose = _with_conversions(about, tuple(tags), convert)
    edition = Edition(
        title,
        description,
        annotated,
        converted,
        tuple(tags),
        {tag: tuple(text.split("\n")) for tag, text in prose.items()},
        library.contact,
        library.version or digest(library),
    )
    return edition, tuple(problems)


def digest(library: Library) -> str:
    """The first 12 hexadecimal digits of a SHA-256 over the texts and YAML files as loaded."""
    found = [*library.files, *library.texts.values(), *library.originals.values()]
    found += [work.source for work in library.works if work.source]
    found += [e.source for es in library.emendations.values() for e in es if e.source]
    found += [n.source for notes in library.notes.values() for n in notes if n.source]
    pairs = sorted({(source.path, source.text) for source in found})
    return sha256(json.dumps(pairs).encode("ascii")).hexdigest()[:12]


def _paragraphs(text: str, tag: str) -> Iterator[str]:
    """The paragraphs of a prose, which blank lines part, each on one line."""
    for block in re.split(r"\n\s*\n", text):
        yield edition_text.join_lines(block.strip(), tag)


def _in_one_line(texts: dict[str, str]) -> dict[str, str]:
    """Prose of one paragraph per language, its lines joined as the language joins them."""
    return {
        tag: edition_text.join_lines("\n".join(filter(str.strip, text.split("\n"))), tag)
        for tag, text in texts.items()
    }


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
    work: Work,
    documents: dict[str, Document],
    library: Library,
    matcher: Callable[[str], terms.Matcher],
    problems: list[Problem],
) -> Reading:
    occurrences: list[Occurrence] = []
    references: list[Reference] = []
    found: dict[str, tuple[list[Occurrence], list[Reference]]] = {}
    for language in work.languages:
        if language.tag not in documents:
            continue
        if language.role != "conversion":
            document = documents[language.tag]
            found[language.tag] = _marks(document, matcher(language.tag), problems)
        source = language.source if language.role == "conversion" else language.tag
        occurrences += (replace(o, language=language.tag) for o in found[source][0])
        references += (replace(r, language=language.tag) for r in found[source][1])
    quoted, note_marks = notes.anchor(library.notes.get(work.id, ()), work, documents, problems)
    rows = align.rows(documents[work.base], {t: d for t, d in documents.items() if t != work.base})
    return Reading(
        work,
        rows,
        documents,
        tuple(occurrences),
        tuple(references),
        library.originals.get(work.id),
        library.emendations.get(work.id, ()),
        quoted,
        note_marks,
    )


def _marks(
    document: Document, matcher: terms.Matcher, problems: list[Problem]
) -> tuple[list[Occurrence], list[Reference]]:
    """The occurrences and the references that lead somewhere; W305 for those that do not."""
    known = {segment.id for segment in document.segments}
    occurrences: list[Occurrence] = []
    references: list[Reference] = []
    for segment in document.segments:
        found = tuple(matcher.find(segment))
        occurrences += found
        for reference in _references(segment, document.language, known, found):
            if reference.target:
                references.append(reference)
            else:
                problems.append(_dangling(document, segment, reference))
    return occurrences, references


def _references(
    segment: Segment, language: str, known: set[str], taken: tuple[Occurrence, ...]
) -> Iterator[Reference]:
    """The pointers in a segment, those of two parts first; none in a term or in another."""
    occupied = [occurrence.span for occurrence in taken]
    for pattern in POINTERS:
        for match in pattern.finditer(segment.text):
            span = Span(*match.span())
            free = not any(o.start < span.end and span.start < o.end for o in occupied)
            occupied.append(span)
            if free and not (segment.kind == "article" and span.start == 0):
                target = _target(match.groupdict(), segment.id, known)
                yield Reference(segment.id, language, span, target)


def _target(parts: dict[str, str | None], origin: str, known: set[str]) -> str:
    """The id that a pointer in segment `origin` names, or nothing.

    A paragraph is sought in the article named with it, else in the containers of `origin`
    from the innermost outwards, else in the whole text.
    """
    article, number, item = (parts.get(name) for name in ("article", "number", "item"))
    within = f"art{article_number(_bare(article))}" if article else ""
    if not number:
        return within if within in known else ""
    wanted = f"p{chinese_number(number)}" + (f"-{item}" if item else "")
    steps = origin.split("-")
    inner = ["-".join(steps[:n]) for n in range(len(steps), 0, -1)]
    places = [f"{within}-"] if within else [*(f"{place}-" for place in inner), ""]
    return next((place + wanted for place in places if place + wanted in known), "")


def _bare(pointer: str) -> str:
    return re.sub(r"\s", "", pointer)


def _dangling(document: Document, segment: Segment, reference: Reference) -> Problem:
    span = reference.span
    quoted = segment.text[span.start : span.end]
    start, last = (
        edition_text.place_in(document.source, segment, at) for at in (span.start, span.end - 1)
    )
    return Problem(
        "W305",
        f"“{quoted}” in {segment.id} leads nowhere",
        document.source,
        Span(start.start, last.end),
        "add the phrase to the forms of a glossary entry, or correct the number",
    )


def _with_converted_facts(work: Work, tags: tuple[str, ...], convert: Callable[[str], str]) -> Work:
    """The work with what its source states in each script that the work has."""
    return replace(
        work,
        title=_with_conversions(work.title, tags, convert),
        creators=tuple(_with_conversions(creator, tags, convert) for creator in work.creators),
        place=_with_conversions(work.place, tags, convert),
        event=_with_conversions(work.event, tags, convert),
    )


def _converted_term(term: Term, tags: tuple[str, ...], convert: Callable[[str], str]) -> Term:
    term = replace(term, definition=_in_one_line(term.definition))
    simplified = term.forms.get("zh-Hans")
    if not simplified or "zh-Hant" not in tags:
        return term
    forms = {"zh-Hant": tuple(map(convert, simplified)), **term.forms}
    return replace(term, forms=forms, definition=_with_conversions(term.definition, tags, convert))


def _with_converted_notes(
    reading: Reading, tags: tuple[str, ...], convert: Callable[[str], str]
) -> Reading:
    converted = (
        replace(n, body=_with_conversions(_in_one_line(n.body), tags, convert))
        for n in reading.notes
    )
    return replace(reading, notes=tuple(converted))


def _with_conversions(
    texts: dict[str, str], tags: tuple[str, ...], convert: Callable[[str], str]
) -> dict[str, str]:
    if "zh-Hant" in tags and "zh-Hans" in texts and "zh-Hant" not in texts:
        return texts | {"zh-Hant": convert(texts["zh-Hans"])}
    return texts
