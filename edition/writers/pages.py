"""The pages of the works as Markdown: contents and section pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from edition.model import Edition, Output, Reading, Row
from edition.writers import downloads, former
from edition.writers.cards import cards
from edition.writers.citing import Menu, how_to_cite, menu, menu_data
from edition.writers.crosslinks import crosslinks
from edition.writers.describe import fact_list, facts, sha256, spelled, texts_made, word
from edition.writers.layout import (
    beside,
    meta,
    opening,
    page,
    page_path,
    rows_by_section,
    title_of,
    url_of,
)
from edition.writers.markdown import literal
from edition.writers.rows import Page, marks_of, row
from edition.writers.strings import strings
from edition.writers.structured import highwire, json_ld, root_of
from edition.writers.structured import section as describe_page
from edition.writers.verifying import of_section

NAME = "pages"
NAVIGATION = 60


def write(edition: Edition) -> Iterator[Output]:
    """`<lang>/<work>/…`: every page of every work, as paths under `docs/`, in UTF-8."""
    links = crosslinks(edition)
    for reading in edition.readings:
        sections = rows_by_section(reading)
        marks = marks_of(reading)
        places = former.places_of(reading)
        for tag in reading.documents:
            shared = menu(edition, reading, tag)
            outline = [(section, heading_of(rows, tag)) for section, rows in sections.items()]
            for number, (section, rows) in enumerate(sections.items()):
                path = page_path(tag, reading.work.id, section)
                at = Page(path, reading, beside(reading, tag), marks, tuple(rows), links)
                at_number = _navigation(at, outline, number)
                yield _section(edition, at, section, at_number, shared, places)


def _section(
    edition: Edition,
    at: Page,
    section: int,
    navigation: dict[str, object],
    shared: Menu,
    places: former.Places,
) -> Output:
    reading, tag, rows = at.reading, at.tag, at.rows
    gone = former.tombstones(places, tag, at.path)
    body = [] if section else gone.get("", [])
    for each in rows:
        body += [row(at, each), *gone.get(each.id, ())]
    body.append(former.formerly(places, tag, section))
    if section == 0:
        matter = [
            _contents(reading, tag),
            _about(reading, tag),
            how_to_cite(edition, reading, tag),
            downloads.of_work(reading, tag, at.path),
        ]
        body += ['<section class="matter" markdown="block">\n', *matter, "</section>\n"]
    body.append(cards(at))
    title = title_of(reading, tag)
    heading = next(
        (r.texts[tag].text for r in rows if tag in r.texts and r.texts[tag].opens_page), ""
    )
    about = " ".join(r.texts[tag].text for r in rows if tag in r.texts and not r.texts[tag].level)
    paths = {t: page_path(t, reading.work.id, section) for t in reading.documents}
    values = meta(
        edition,
        tag,
        f"{heading} · {title}" if heading else title,
        about,
        paths,
        texts=[{"lang": t, "name": strings(t)["language"]} for t in at.tags[1:]],
        root=root_of(at.path),
        jsonld=json_ld(describe_page(edition, reading, tag, section, heading)),
        highwire=highwire(reading, tag, section),
        cite=menu_data(shared, reading, tag, rows),
        verify=of_section(reading, at.tags, rows),
        **navigation,
    )
    return page(at.path, values, "\n".join(body))


def _navigation(page: Page, outline: list[tuple[int, str]], at: int) -> dict[str, object]:
    """The sections for the sidebar (a window of them in a long work), previous and next.

    `outline` has the number and the name of each; `at` is the place of this one in it.
    """
    first = max(0, min(at - NAVIGATION // 2, len(outline) - NAVIGATION))
    window = sorted({0, *range(first, min(len(outline), first + NAVIGATION))})

    def entry(position: int) -> dict[str, object]:
        number, title = outline[position]
        return {
            "href": url_of(page_path(page.tag, page.reading.work.id, number)),
            "current": position == at,
            "title": title,
        }

    more: dict[str, object] = {"sections": [entry(n) for n in window]}
    if at:
        more["previous"] = entry(at - 1)
    if at + 1 < len(outline):
        more["next"] = entry(at + 1)
    return more


def heading_of(rows: list[Row], tag: str) -> str:
    """What a section is called in lists: its heading, else “Contents”."""
    for each in rows:
        if tag in each.texts and each.texts[tag].opens_page:
            return opening(each.texts[tag].text)
    return strings(tag)["contents"]


def _contents(reading: Reading, tag: str) -> str:
    """Every segment but those that stand on this page already, as a link under its section."""
    words = strings(tag)
    lines = [
        f'<h2 id="contents.head" markdown="span">{literal(words["contents"])}</h2>',
        "",
        '<div class="contents" markdown="block">',
        "",
    ]
    listed = [r for r in reading.rows if tag in r.texts and r.kind not in ("title", "front")]
    return "\n".join([*lines, *(_listed(each, tag) for each in listed), "", "</div>", ""])


def _listed(row: Row, tag: str) -> str:
    """A line of the contents: headings in full, other segments by number and first words."""
    text = row.texts[tag]
    target = f"{row.section}.md" if row.section else ""
    mark = "•" if row.kind == "bullet" else text.mark.strip("#")
    label = text.text if text.level else f"{mark} {opening(text.text)}".strip()
    depth = 0 if text.level else (row.section > 0) + row.depth
    return f"{'    ' * depth}- [{literal(label)}]({target}#{row.id})"


def _about(reading: Reading, tag: str) -> str:
    """What the source states, how each text was made, and what proves the base text."""
    found = [*facts(reading, tag), *texts_made(reading, tag)]
    if reading.original is not None:
        base = reading.work.base
        mended = [
            f"{literal(f'{e.at}: ')}{spelled(literal(f'{e.original} → {e.reading}'), base, tag)}"
            f"{literal(f' ({e.reason})')}"
            for e in reading.emendations
        ]
        found.append((word("emendations", tag), mended or [word("none", tag)]))
        counts = Counter(o.reason for o in reading.omissions if not o.at)
        if counts:
            left_out = [literal(f"{reason}: {count}") for reason, count in counts.items()]
            found.append((word("omissions", tag), left_out))
    if digest := sha256(reading):
        found.append((word("original_sha", tag), [digest]))
    return f'<h2 id="about.head" markdown="span">{word("about", tag)}</h2>\n\n{fact_list(found)}'
