"""The data of the search: every text that can be found, and for a large library an index.

A small library is one file. A large one is many: the texts in blocks of consecutive documents,
a file per block and language, and the index in leaves. `docs/assets/search-library.js` reads
them. A document is a segment, a glossary entry or a note.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, chain

from edition.model import Edition, Output
from edition.writers import search_index
from edition.writers.layout import title_of
from edition.writers.search_fold import classes_in, fold, tokens, word_pairs
from edition.writers.search_texts import (
    Conversion,
    Found,
    conversions,
    of_notes,
    of_segments,
    of_term,
)

NAME = "search_data"
FOLDER = "assets/search"
SMALL = 1_000_000  # bytes of text in UTF-8
BLOCK = 64  # documents

Value = dict[str, object] | list[str] | str


@dataclass(frozen=True, slots=True)
class _Library:
    """All documents: the glossary, then the segments of every work, then the notes of every work.

    `texts` are those of each document that no conversion tells. `pages` are the number
    of each one's page and that of the document that heads it, or -1. `works` and `notes` are the
    numbers of the first segment and of the first note of each work.
    """

    edition: Edition
    found: list[Found]
    texts: list[dict[str, str]]
    told: dict[str, Conversion]
    pages: list[tuple[int, int]]
    works: list[int]
    notes: list[int]

    @property
    def size(self) -> int:
        """Bytes of text in UTF-8."""
        return sum(len(t.encode("utf-8")) for texts in self.texts for t in texts.values())


def write(edition: Edition) -> Iterator[Output]:
    """`assets/search/…`: JavaScript files, each of which hands one value to `editionData`.

    Each carries the version of the whole, so that parts of two versions are never mixed.
    """
    library = _library(edition)
    files = dict(_small(library) if library.size < SMALL else _large(library))
    coded = {
        name: json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        for name, value in files.items()
    }
    digest = hashlib.sha256("\n".join(chain(*coded.items())).encode("utf-8"))
    version = digest.hexdigest()[:12]
    for name, text in coded.items():
        line = f'editionData("{name}","{version}",{text});\n'
        yield Output(f"{FOLDER}/{name}.js", line.encode("utf-8"))


def _library(edition: Edition) -> _Library:
    terms = [of_term(term) for term in edition.terms]
    segments = [list(of_segments(reading)) for reading in edition.readings]
    notes = [list(of_notes(reading)) for reading in edition.readings]
    found = [*terms, *chain(*segments), *chain(*notes)]
    told = conversions(edition, found)
    texts = [
        {t: text for t, text in each.texts.items() if t not in told or n not in told[t].patches}
        for n, each in enumerate(found)
    ]
    starts = list(accumulate(map(len, (terms, *segments, *notes))))
    count = len(segments)
    works, first_notes = starts[:count], starts[count : 2 * count]
    return _Library(
        edition, found, texts, told, _pages(found, frozenset(works)), works, first_notes
    )


def _pages(found: list[Found], works: frozenset[int]) -> list[tuple[int, int]]:
    pages: list[tuple[int, int]] = []
    section, head = 0, -1
    for number, each in enumerate(found):
        if each.section != section or number in works:
            section, head = each.section, -1
        if each.opens:
            head = number
        pages.append((section, head))
    return pages


def _small(library: _Library) -> Iterator[tuple[str, Value]]:
    tags = library.edition.languages
    whole = _block(library, 0, len(library.found), tags)
    yield "root", _root(library) | {"blocks": [whole]}


def _large(library: _Library) -> Iterator[tuple[str, Value]]:
    folded = [[fold(text) for text in texts.values()] for texts in library.texts]
    index = search_index.build(chain(*map(tokens, each)) for each in folded)
    keys = {
        "leaves": "\n".join(leaf.keys[0] for leaf in index.leaves),
        "sums": ["\n".join(leaf.keys) for leaf in index.sums],
    }
    firsts = range(0, len(library.found), BLOCK)
    blocks = [(first, min(first + BLOCK, len(library.found))) for first in firsts]
    own = {
        tag: [n for n, (a, b) in enumerate(blocks) if any(tag in t for t in library.texts[a:b])]
        for tag in library.edition.languages
    }
    pairs = search_index.pairs(
        chain(*(word_pairs(text) for texts in folded[a:b] for text in texts)) for a, b in blocks
    )
    index_of = keys | {"buckets": pairs.buckets, "per": search_index.PER}
    yield "root", _root(library) | {"block": BLOCK, "files": own, "index": index_of}
    for number, data in enumerate(pairs.files):
        yield f"p{number}", data
    for number, leaf in enumerate(index.leaves):
        yield f"i{number}", ["\n".join(leaf.keys), leaf.data]
    for number, leaf in enumerate(index.sums):
        yield f"s{number}", leaf.data
    for tag, held in own.items():
        for number in held:
            yield f"t{number}.{tag}", _block(library, *blocks[number], (tag,))


def _root(library: _Library) -> dict[str, object]:
    """What every search needs first."""
    edition = library.edition
    return {
        "languages": edition.languages,
        "count": len(library.found),
        "terms": len(edition.terms),
        "works": [
            [
                reading.work.id,
                {tag: title_of(reading, tag) for tag in edition.languages},
                tuple(reading.documents),
                first,
                first_note,
            ]
            for reading, first, first_note in zip(
                edition.readings, library.works, library.notes, strict=True
            )
        ],
        "heads": [number for number, each in enumerate(library.found) if each.heads],
        "classes": classes_in(t for texts in library.texts for t in texts.values()),
        "conversions": {
            tag: [each.source, "".join(a + b for a, b in each.usual.items())]
            for tag, each in library.told.items()
        },
    }


def _block(library: _Library, first: int, last: int, tags: tuple[str, ...]) -> dict[str, object]:
    """The documents from `first` to before `last`, with their texts in some languages.

    A page is told once: the offset of its first document, its number, and the document that
    heads it. `head` is that of the first page where it stands in an earlier block.
    """
    numbers = range(first, last)
    pages = [library.pages[n] for n in numbers]
    turns = [n for n in numbers if n == first or library.pages[n] != library.pages[n - 1]]
    head = pages[0][1]
    shown = {*tags, *(tag for tag, each in library.told.items() if each.source in tags)}
    outside = {t: s for t, s in library.found[head].texts.items() if t in shown and head < first}
    return {
        "first": first,
        "ids": " ".join(library.found[n].id for n in numbers),
        "pages": [[n - first, *library.pages[n]] for n in turns],
        "head": outside,
        "texts": {
            tag: [library.texts[n].get(tag, "") for n in numbers]
            for tag in tags
            if any(tag in library.texts[n] for n in numbers)
        },
        "patches": {
            tag: {n - first: each.patches[n] for n in numbers if each.patches.get(n)}
            for tag, each in library.told.items()
            if each.source in tags
        },
    }
