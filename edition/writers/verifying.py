"""What each page says of its proof: the hashes of its sources and of its passages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from edition import passages
from edition.model import Reading, Row
from edition.text import Source
from edition.writers.locale import name_in
from edition.writers.strings import STRINGS, strings

Fact = dict[str, str]


def of_files(tag: str, sources: Iterable[Source]) -> dict[str, object]:
    """What a page in `tag` says that was made from these files, for the theme."""
    facts = [_file(tag, "file", source) for source in dict.fromkeys(sources)]
    return _shown(tag, "sources", facts, "")


def of_section(reading: Reading, tags: tuple[str, ...], rows: Iterable[Row]) -> dict[str, object]:
    """What a page of a work says that shows rows in `tags`, its own language first, for the theme.

    The original and every text that has a file, and the passages of each language.
    """
    tag, rows = tags[0], tuple(rows)
    facts = [_file(tag, "original", reading.original)] if reading.original else []
    written = {lang.tag for lang in reading.work.languages if lang.role != "conversion"}
    facts += [
        _file(tag, "text", reading.documents[t].source, _named(t, tag))
        for t in reading.documents
        if t in written
    ]
    facts += _passages(tag, tags, rows)
    return _shown(tag, "passages", facts, f"{reading.work.id}.json")


def of_source(source: Source) -> str:
    """What a hash is called that is a source file's: `source:` and its path in the manifest."""
    return f"source:{source.path.partition('/')[2]}"


def _passages(tag: str, tags: tuple[str, ...], rows: tuple[Row, ...]) -> Iterator[Fact]:
    for each in tags:
        shown = [(row.id, row.texts[each].text) for row in rows if each in row.texts]
        if shown:
            yield {
                "name": strings(tag)["verify_shown"].format(language=_named(each, tag)),
                "of": f"passages:{each}",
                "sha256": passages.digest(shown),
            }


def _file(tag: str, kind: str, source: Source, language: str = "") -> Fact:
    name = source.path.rpartition("/")[2]
    said = strings(tag)[f"verify_{kind}"].format(name=name, language=language)
    return {"name": said, "of": of_source(source), "sha256": source.sha256}


def _named(tag: str, within: str) -> str:
    return name_in(tag, within if within in STRINGS else "en")


def _shown(tag: str, kind: str, facts: list[Fact], data: str) -> dict[str, object]:
    words = strings(tag)
    return {
        "lang": "" if tag in STRINGS else "en",
        "title": words["verify"],
        "says": words[f"verify_{kind}"],
        "facts": facts,
        "manifest": words["verify_manifest"],
        "data": {"href": data, "title": words["verify_data"]} if data else {},
        "more": {"href": f"{tag}/about/", "title": words["verify_more"]},
    }
