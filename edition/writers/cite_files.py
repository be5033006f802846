"""Per work `<work>.bib`, `<work>.ris` and `<work>.csl.json`: one entry for each language.

An address begins with `…/` in place of the site's, and stands on a line of its own: the site
is named, or the line taken away, once the pages are rendered (`edition.site`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from edition.model import Edition, Output, Reading
from edition.writers import references
from edition.writers.citations import plain
from edition.writers.layout import page_path, url_of

NAME = "cite_files"


def write(edition: Edition) -> Iterator[Output]:
    """The files of every work, in UTF-8."""
    for reading in edition.readings:
        for ending, text in _files(edition, reading).items():
            yield Output(f"{reading.work.id}.{ending}", text.encode("utf-8"))


def _files(edition: Edition, reading: Reading) -> dict[str, str]:
    address = {tag: "…/" + url_of(page_path(tag, reading.work.id, 0)) for tag in reading.documents}
    entries = {
        ending: "\n".join(
            plain(form(edition, reading, tag, frozenset()), url=url) for tag, url in address.items()
        )
        for ending, form in (("bib", references.bibtex), ("ris", references.ris))
    }
    items = [{"URL": url} | references.item(edition, reading, tag) for tag, url in address.items()]
    return entries | {"csl.json": json.dumps(items, ensure_ascii=False, indent=1) + "\n"}
