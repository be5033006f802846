"""Builds the `Edition`: documents, conversions, rows, occurrences, cross-references, notes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from hashlib import sha256
from itertools import islice

from edition import (
    align,
    conversions,
    cross_references,
    id_checks,
    notes,
    permanence,
    pointers,
    terms,
)
from edition.model import (
    Document,
    Edition,
    Library,
    Lock,
    Occurrence,
    Reading,
    Reference,
    Retired,
    Segment,
    Term,
    Work,
)
from edition.problems import Problem
from edition.readers import edition_text, ids_lock
from edition.script import converter
from edition.text import Span


def link(library: Library) -> tuple[Edition, tuple[Problem, ...]]:
    """Joins what was loaded.

    Problems: those of the readers, W305 (dangling reference), E311 to E314 (notes), E316, and
    E416 for what `ids.yml` states.
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
    glossary = tuple(_converted_term(term, tuple(tags), convert) for term in library.terms)
    title = _with_conversions(library.title, tuple(tags), convert)
    description = _with_conversions(library.description, tuple(tags), convert)
    annotated = tuple(_with_converted_prose(reading, tuple(tags), convert) for reading in readings)
    about = {tag: "\n".join(_paragraphs(text, tag)) for tag, text in library.about.items()}
    prose = _with_conversions(about, tuple(tags), convert)
    gone = {
        r.work.id: permanence.whereabouts(r.retired, r.documents[r.work.base]) for r in readings
    }
    edition = Edition(
        title,
        description,
        annotated,
        glossary,
        tuple(tags),
        {tag: tuple(text.split("\n")) for tag, text in prose.items()},
        library.contact,
        cross_references.collect(annotated, glossary, library.parallels, problems, gone),
        {d: _with_conversions(names, tuple(tags), convert) for d, names in library.domains.items()},
        library.version or digest(library),
        library.conversion,
        files=library.files,
    )
    converted = conversions.collect(library, edition)
    return replace(edition, converted=converted), tuple(problems)


def digest(library: Library) -> str:
    """The first 12 hexadecimal digits of a SHA-256 over the texts and YAML files as loaded."""
    found = [*library.files, *library.texts.values(), *library.originals.values()]
    found += [work.source for work in library.works if work.source]
    found += [e.source for es in library.emendations.values() for e in es if e.source]
    found += [o.source for os in library.omissions.values() for o in os if o.source]
    found += [n.source for notes in library.notes.values() for n in notes if n.source]
    found += [p.source for stated in library.parallels.values() for p in stated if p.source]
    found += [r.source for stated in library.retired.values() for r in stated if r.source]
    found += [a.source for stated in library.added.values() for a in stated if a.source]
    pairs = sorted({(source.path.partition("/")[2], source.text) for source in found})
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
    retired = frozenset(entry.id for entry in library.retired.get(work.id, ()))
    added = tuple((entry.id, entry.before) for entry in library.added.get(work.id, ()))
    for language in work.languages:
        source = library.texts.get((work.id, language.tag))
        if source is not None:
            documents[language.tag], found = edition_text.read(
                source, language.tag, work.numbering, retired, added
            )
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
    pointing: list[Reference] = []
    found: dict[str, tuple[list[Occurrence], list[Reference]]] = {}
    for language in work.languages:
        if language.tag not in documents:
            continue
        if language.role != "conversion":
            document = documents[language.tag]
            found[language.tag] = _marks(document, matcher(language.tag), problems)
        source = language.source if language.role == "conversion" else language.tag
        occurrences += (o._replace(language=language.tag) for o in found[source][0])
        pointing += (replace(r, language=language.tag) for r in found[source][1])
    gone = permanence.whereabouts(library.retired.get(work.id, ()), documents[work.base])
    stated = library.notes.get(work.id, ())
    quoted, note_marks = notes.anchor(stated, work, documents, problems, gone)
    lock, retired = _register(work, documents[work.base], library, problems)
    rows = align.rows(documents[work.base], {t: d for t, d in documents.items() if t != work.base})
    return Reading(
        work,
        rows,
        documents,
        tuple(occurrences),
        tuple(pointing),
        library.originals.get(work.id),
        library.emendations.get(work.id, ()),
        library.omissions.get(work.id, ()),
        quoted,
        note_marks,
        lock,
        retired,
        permanence.stale(lock, work, documents) if lock else frozenset(),
    )


def _register(
    work: Work, base: Document, library: Library, problems: list[Problem]
) -> tuple[Lock | None, tuple[Retired, ...]]:
    """The published ids of a work, and those of them that were removed or moved."""
    source, lock = library.locks.get(work.id), None
    if source is not None:
        lock, found = ids_lock.read(source, work)
        problems += found
    stated = library.retired.get(work.id, ())
    problems += id_checks.misstated(stated, lock, base)
    problems += id_checks.misplaced(library.added.get(work.id, ()), base)
    return lock, permanence.placed(stated, lock, base)


def _marks(
    document: Document, matcher: terms.Matcher, problems: list[Problem]
) -> tuple[list[Occurrence], list[Reference]]:
    """The occurrences and the references that lead somewhere; W305 for those that do not."""
    known = {segment.id for segment in document.segments}
    occurrences: list[Occurrence] = []
    pointing: list[Reference] = []
    for segment in document.segments:
        found = matcher.find(segment)
        occurrences += found
        taken = tuple(occurrence.span for occurrence in found)
        lost: list[Reference] = []
        for reference in pointers.in_segment(segment, document.language, known, taken):
            if reference.target:
                pointing.append(reference)
            else:
                lost.append(reference)
        problems += _dangling(document, segment, lost) if lost else ()
    return occurrences, pointing


def _dangling(document: Document, segment: Segment, lost: list[Reference]) -> Iterator[Problem]:
    places = tuple(islice(edition_text.places_in(document.source, segment), len(segment.text)))
    for reference in lost:
        span = reference.span
        quoted = segment.text[span.start : span.end]
        yield Problem(
            "W305",
            f"“{quoted}” in {segment.id} leads nowhere",
            document.source,
            Span(places[span.start].start, places[span.end - 1].end),
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
    converted = {"zh-Hans": simplified, "zh-Hant": tuple(map(convert, simplified))}
    forms = converted | term.forms
    return replace(term, forms=forms, definition=_with_conversions(term.definition, tags, convert))


def _with_converted_prose(
    reading: Reading, tags: tuple[str, ...], convert: Callable[[str], str]
) -> Reading:
    converted = (
        replace(n, body=_with_conversions(_in_one_line(n.body), tags, convert))
        for n in reading.notes
    )
    retired = (
        replace(r, reason=_with_conversions(_in_one_line(r.reason), tags, convert))
        for r in reading.retired
    )
    return replace(reading, notes=tuple(converted), retired=tuple(retired))


def _with_conversions(
    texts: dict[str, str], tags: tuple[str, ...], convert: Callable[[str], str]
) -> dict[str, str]:
    if "zh-Hant" in tags and "zh-Hans" in texts and "zh-Hant" not in texts:
        return texts | {"zh-Hant": convert(texts["zh-Hans"])}
    return texts
