"""`<work>.json`, the whole work in every language, for scripts; and the manifest's place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from edition.model import Edition, Output, Reading, Row
from edition.text import Span

NAME = "data"


def write(edition: Edition) -> Iterator[Output]:
    """One JSON file per work, UTF-8, keys in a fixed order; then what stands for the manifest.

    The manifest itself is made last. Until then a link to it must lead to a file.
    """
    for reading in edition.readings:
        terms = _terms(reading)
        rows = [
            {
                "id": r.id,
                "kind": r.kind,
                "section": r.section,
                "mark": r.texts[reading.work.base].mark,
                "parent": r.texts[reading.work.base].parent,
                "text": {t: s.text for t, s in r.texts.items()},
                "sentences": {t: [[s.start, s.end] for s in each] for t, each in _aligned(r)},
                "terms": terms.get(r.id, {}),
                "stale": [t for t in r.texts if (t, r.id) in reading.stale],
            }
            for r in reading.rows
        ]
        value = {
            "id": reading.work.id,
            "base": reading.work.base,
            "languages": {
                lang.tag: {"role": lang.role, "status": lang.status}
                for lang in reading.work.languages
            },
            "segments": rows,
            "retired": [{"id": e.id, "to": e.target, "since": e.since} for e in reading.retired],
        }
        text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
        yield Output(f"{reading.work.id}.json", text.encode("utf-8"))
    yield Output("manifest.json", b"{}\n")


def _aligned(row: Row) -> Iterable[tuple[str, tuple[Span, ...]]]:
    return row.sentences.items() if len(row.sentences) > 1 else ()


def _terms(reading: Reading) -> dict[str, dict[str, list[list[object]]]]:
    """Per segment and language the occurrences: term, start and end."""
    found: dict[str, dict[str, list[list[object]]]] = {}
    for o in reading.occurrences:
        place: list[object] = [o.term, o.span.start, o.span.end]
        found.setdefault(o.segment, {}).setdefault(o.language, []).append(place)
    return found
