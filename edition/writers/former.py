"""What stood where a reader may look for it: removed and moved passages, and pages that are gone.

A segment's element is on one page alone. For the addresses that it had before, a page lists what
stood there, a page that no longer is one leads on, and `assets/ids/<work>.js` tells the script of
the pages where each id stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from edition.model import Edition, Output, Reading, Retired, Row
from edition.writers.describe import said, word
from edition.writers.entries import label_of
from edition.writers.layout import meta, opening, page, page_path, relative, title_of, url_of
from edition.writers.locale import written_date
from edition.writers.markdown import literal
from edition.writers.strings import strings

NAME = "former"
FOLDER = "assets/ids"


def write(edition: Edition) -> Iterator[Output]:
    """Per work the page of each id, and in each language the pages that nothing stands on now."""
    for reading in edition.readings:
        places = places_of(reading)
        yield _pages_of_ids(places)
        here = {row.section for row in reading.rows} | {0}
        for section in places.former:
            if section not in here:
                for tag in reading.documents:
                    yield _left(edition, places, tag, section)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the ids of a work stand, looked up once for all its pages.

    `homes` is the number of the page on which each id stands, those that were retired included;
    `former` has, by page number, the published ids that stood there and stand on another now.
    """

    reading: Reading
    rows: dict[str, Row]
    homes: dict[str, int]
    former: dict[int, tuple[str, ...]]

    def link(self, id: str, tag: str, path: str, attributes: str = "") -> str:
        """A link to where an id stands now, for the page at `path`, in Markdown."""
        text = self.rows[id].texts.get(tag) if id in self.rows else None
        target = page_path(tag, self.reading.work.id, self.homes[id])
        address = f"{relative(target, path) if target != path else ''}#{id}"
        return f"[{literal(label_of(id, text.text if text else id))}]({address}){attributes}"


def places_of(reading: Reading) -> Places:
    """The places of a work's ids."""
    pages = {row.id: row.section for row in reading.rows}
    homes = pages | {entry.id: pages.get(entry.after, 0) for entry in reading.retired}
    former: dict[int, list[str]] = {}
    for entry in reading.lock.entries if reading.lock else ():
        for section in entry.pages:
            if entry.id in homes and homes[entry.id] != section:
                former.setdefault(section, []).append(entry.id)
    left = {section: tuple(former[section]) for section in sorted(former)}
    return Places(reading, {row.id: row for row in reading.rows}, homes, left)


def tombstones(places: Places, tag: str, path: str) -> dict[str, list[str]]:
    """The elements of retired ids, for the page at `path`, by the segment that each stood after."""
    found: dict[str, list[str]] = {}
    for entry in places.reading.retired:
        found.setdefault(entry.after, []).append(_tombstone(entry, places, tag, path))
    return found


def _tombstone(entry: Retired, places: Places, tag: str, path: str) -> str:
    kind = "moved" if entry.target else "removed"
    values = {"id": literal(label_of(entry.id, entry.id)), "reason": said(entry.reason, tag)}
    if entry.target:
        values["target"] = places.link(entry.target, tag, path, '{data-moved=""}')
    if entry.since:
        values["since"] = literal(written_date(entry.since, tag))
    words = word(f"gone_{kind}{'_since' * bool(entry.since)}", tag, **values)
    return (
        f'<div class="gone" id="{entry.id}" data-retired="{kind}" data-apparatus '
        f'markdown="block">\n<p markdown="span">{words}</p>\n</div>\n'
    )


def formerly(places: Places, tag: str, section: int) -> str:
    """A line with links to what stood on a page and stands elsewhere now, or nothing."""
    path = page_path(tag, places.reading.work.id, section)
    links = [places.link(id, tag, path) for id in places.former.get(section, ())]
    if not links:
        return ""
    label = word("formerly", tag) + word("colon", tag)
    return (
        f'<p class="formerly" data-apparatus markdown="span">{label}'
        f"{literal(strings(tag)['comma']).join(links)}</p>\n"
    )


def _left(edition: Edition, places: Places, tag: str, section: int) -> Output:
    """The page of a section that is no longer there: it leads to where its passages stand."""
    reading, ids = places.reading, places.former[section]
    path = page_path(tag, reading.work.id, section)
    pages = {places.homes[id] for id in ids}
    number = min(pages) if len(pages) == 1 else 0
    target = page_path(tag, reading.work.id, number)
    title = title_of(reading, tag)
    lines = [
        '<div class="left-page" markdown="block">\n',
        f'<h1 id="left.head" markdown="span">{word("left_title", tag)}</h1>\n',
        f'<p markdown="span">{word("left_says", tag)}</p>\n',
        f'<p markdown="span">[{literal(_heading(places, tag, number) or title)}]'
        f"({relative(target, path)}){{.leads}}</p>\n",
        *(f"- {places.link(id, tag, path)}{_words(places, id, tag)}" for id in ids),
        "\n</div>\n",
    ]
    name = strings(tag)["left_title"]
    values = meta(
        edition,
        tag,
        f"{name} · {title}",
        name,
        {t: page_path(t, reading.work.id, section) for t in reading.documents},
        leads=url_of(target),
        hide=["navigation"],
    )
    return page(path, values, "\n".join(lines))


def _words(places: Places, id: str, tag: str) -> str:
    """The first words of a passage, where its name does not say them."""
    text = places.rows[id].texts.get(tag) if id in places.rows else None
    words = opening(text.text) if text else ""
    return f" {literal(words)}" if words != label_of(id, words) else ""


def _heading(places: Places, tag: str, section: int) -> str:
    rows = (row for row in places.reading.rows if row.section == section and tag in row.texts)
    return next((row.texts[tag].text for row in rows if row.texts[tag].opens_page), "")


def _pages_of_ids(places: Places) -> Output:
    """A script that hands the ids on each page to the script of the pages."""
    found: dict[int, list[str]] = {}
    for id, section in places.homes.items():
        found.setdefault(section, []).append(id)
    pages = {section: " ".join(found[section]) for section in sorted(found)}
    text = f"edition.ids = {json.dumps(pages, separators=(',', ':'))};\n"
    return Output(f"{FOLDER}/{places.reading.work.id}.js", text.encode("ascii"))
