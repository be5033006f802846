"""What is converted from Simplified to Traditional: every text, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from edition import yaml_tree
from edition.model import Converted, Edition, Library, Note, Reading, Segment, Term
from edition.text import Source

FROM, TO = "zh-Hans", "zh-Hant"
ESCAPED = frozenset(" \t\n\r\\'")
Texts = Mapping[str, str]


def collect(library: Library, edition: Edition) -> tuple[Converted, ...]:
    """Every text that `link` converted: those that the library gives in Traditional are not.

    In the order of the works, each with its segments and notes; then the glossary and the
    library's own words.
    """
    works = {work.id: work for work in library.works}
    found: list[Converted] = []
    for reading in edition.readings:
        found += _segments(reading)
        found += _facts(reading, works[reading.work.id])
        for given, note in zip(library.notes.get(reading.work.id, ()), reading.notes, strict=True):
            found += _note(reading.work.id, given, note)
    for term, linked in zip(library.terms, edition.terms, strict=True):
        found += _term(term, linked)
    found += _library(library, edition)
    return tuple(found)


def _segments(reading: Reading) -> Iterator[Converted]:
    for language in reading.work.languages:
        if language.role != "conversion" or language.tag not in reading.documents:
            continue
        base = reading.documents[language.source]
        for one, other in zip(
            base.segments, reading.documents[language.tag].segments, strict=True
        ):
            yield Converted(
                one.text, other.text, "segment", reading.work.id, one.id, "text", base.source, one
            )
