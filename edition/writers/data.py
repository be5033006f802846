"""`<work>.json`, the whole work in every language, for scripts; and the manifest's place."""

from __future__ import annotations

import json
from collections.abc import Iterator

from edition.model import Edition, Output

NAME = "data"


def write(edition: Edition) -> Iterator[Output]:
    """One JSON file per work, UTF-8, keys in a fixed order; then what stands for the manifest.

    The manifest itself is made last. Until then a link to it must lead to a file.
    """
    for reading in edition.readings:
        rows = [
            {
                "id": r.id,
                "kind": r.kind,
                "section": r.section,
                "text": {t: s.text for t, s in r.texts.items()},
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
        }
        text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
        yield Output(f"{reading.work.id}.json", text.encode("utf-8"))
    yield Output("manifest.json", b"{}\n")
