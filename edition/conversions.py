"""What is converted from Simplified to Traditional: every text, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Literal

from edition import yaml_tree
from edition.model import Converted, Edition, Library, Note, Reading, Term, Work
from edition.text import Source

FROM, TO = "zh-Hans", "zh-Hant"
Kind = Literal["work", "note", "term", "library"]
Texts = Mapping[str, str]
BEFORE_VALUE = re.compile(r"[\"']?\s*:\s*(?:[|>][^\n]*\n\s*)?[\"']?")
LONGEST_ESCAPE = 12


def collect(library: Library, edition: Edition) -> tuple[Converted, ...]:
    """Every text that `link` converted, and none that the library gives in Traditional.

    The works come in order, each with its segments, facts and notes; then the glossary and
    the words of the library.
    """
    found: list[Converted] = []
    works = {work.id: work for work in library.works}
    for reading in edition.readings:
        found += _segments(reading)
        found += _facts(works[reading.work.id], reading.work)
        for given, note in zip(library.notes.get(reading.work.id, ()), reading.notes, strict=True):
            found += _note(given, note, reading.work.id)
    for term, linked in zip(library.terms, edition.terms, strict=True):
        found += _term(term, linked)
    found += _words(library, edition)
    return tuple(found)


def _segments(reading: Reading) -> Iterator[Converted]:
    for language in reading.work.languages:
        if language.role == "conversion" and language.tag in reading.documents:
            base, made = (reading.documents[tag] for tag in (language.source, language.tag))
            for one, other in zip(base.segments, made.segments, strict=True):
                yield Converted(
                    one.text,
                    other.text,
                    "segment",
                    reading.work.id,
                    one.id,
                    "text",
                    base.source,
                    one,
                )


def _facts(given: Work, linked: Work) -> Iterator[Converted]:
    texts: list[tuple[str, Texts, Texts, tuple[int | str, ...]]] = [
        ("title", given.title, linked.title, ("title",)),
        ("place", given.place, linked.place, ("place",)),
        ("event", given.event, linked.event, ("event",)),
    ]
    creators = zip(given.creators, linked.creators, strict=True)
    texts += (("creators", a, b, ("creators", n)) for n, (a, b) in enumerate(creators))
    for part, before, after, path in texts:
        yield from _pair(before, after, "work", given.id, given.id, part, given.source, path)


def _note(given: Note, linked: Note, work: str) -> Iterator[Converted]:
    yield from _pair(
        given.body,
        linked.body,
        "note",
        work,
        given.id,
        "body",
        given.source,
        ("body",),
        given.place.start,
    )


def _term(given: Term, linked: Term) -> Iterator[Converted]:
    if given.source is None:
        return
    at = given.place.start
    if TO not in given.forms and TO in linked.forms:
        pairs = zip(linked.forms[FROM], linked.forms[TO], strict=True)
        for n, (one, other) in enumerate(pairs):
            yield Converted(
                one,
                other,
                "term",
                "",
                given.id,
                "forms",
                given.source,
                path=("forms", FROM, n),
                item=at,
            )
    before, after, path = given.definition, linked.definition, ("definition",)
    yield from _pair(before, after, "term", "", given.id, "definition", given.source, path, at)


def _words(library: Library, edition: Edition) -> Iterator[Converted]:
    """The title, description and prose of the library, and the names of domains."""
    files = {source.path.rpartition("/")[2]: source for source in library.files}
    own, glossary = files.get("library.yml"), files.get("glossary.yml")
    for part, before, after in (
        ("title", library.title, edition.title),
        ("description", library.description, edition.description),
    ):
        yield from _pair(before, after, "library", "", "", part, own, (part,))
    about = {tag: "\n".join(paragraphs) for tag, paragraphs in edition.about.items()}
    yield from _pair(library.about, about, "library", "", "", "about", own, ("about",))
    for name, names in library.domains.items():
        path = ("domains", name)
        linked = edition.domains[name]
        yield from _pair(names, linked, "library", "", name, "domains", glossary, path)


def _pair(
    given: Texts,
    linked: Texts,
    kind: Kind,
    work: str,
    id: str,
    part: str,
    source: Source | None,
    path: tuple[int | str, ...],
    item: int = 0,
) -> Iterator[Converted]:
    if source and FROM in linked and TO in linked and TO not in given:
        path = (*path, FROM)
        yield Converted(
            linked[FROM], linked[TO], kind, work, id, part, source, path=path, item=item
        )


def offsets(converted: Converted, wanted: Iterable[int]) -> list[int]:
    """Where in its file the characters at `wanted`, ascending offsets in a text, stand."""
    raw, text = converted.source.text, converted.text
    at = last = _start(converted)
    index = 0
    found: list[int] = []
    for each in wanted:
        for character in text[index : each + 1]:
            if character.isspace():
                continue
            while raw[at : at + 1].isspace():
                at += 1
            place = raw.find(character, at, at + LONGEST_ESCAPE)
            if place >= 0:
                last, at = place, place + 1
        index = each + 1
        found.append(last)
    return found


def _start(converted: Converted) -> int:
    """Where the text begins in its file, marks and quotation marks before it aside."""
    if converted.segment is not None:
        return converted.segment.place.start + len(converted.segment.mark)
    places, items = _places(converted.source.text)
    path = (*items.get(converted.item, ()), *converted.path)
    while path and path not in places:
        path = path[:-1]
    start, end = places.get(path, (0, 0))
    if path and isinstance(path[-1], int):
        return start
    before = BEFORE_VALUE.match(converted.source.text, end)
    return before.end() if before else end


@lru_cache(maxsize=4)
def _places(
    text: str,
) -> tuple[dict[yaml_tree.Path, tuple[int, int]], dict[int, yaml_tree.Path]]:
    """Where each key or item of a YAML file begins and ends, and the items of its lists by that."""
    try:
        tree = yaml_tree.parse(text)
    except yaml_tree.YamlError:
        return {}, {}
    places = {path: (span.start, span.end) for path, span in tree.places.items()}
    items: dict[int, yaml_tree.Path] = {
        start: path
        for path, (start, _) in places.items()
        if len(path) == 2 and isinstance(path[1], int)
    }
    return places, items
