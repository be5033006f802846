"""What the pages say of citing: an example, the citations of a whole work, the menu's data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from edition.citation_styles import Style
from edition.model import Edition, Reading, Row, Segment
from edition.writers import references
from edition.writers.citations import (
    ENGLISH,
    STYLES,
    citation,
    markdown,
    place,
    segments_of,
)
from edition.writers.describe import word
from edition.writers.layout import attributes, page_path, relative, url_of
from edition.writers.markdown import in_script, literal
from edition.writers.strings import strings

HOST = '<span class="site-url">…/</span>'
WORDS = (
    "this",
    "passage",
    "permalink",
    "gbt",
    "chicago",
    "quote",
    "copy",
    "copied",
    "failed",
    "close",
)


@dataclass(frozen=True, slots=True)
class Menu:
    """What the menus of all pages of a text share: its segments, and values of the data block."""

    segments: dict[str, Segment]
    values: dict[str, object]


FORMS = (("bib", "BibTeX"), ("ris", "RIS"), ("csl.json", "CSL-JSON"))


def usual(tag: str) -> tuple[str, Style]:
    """The style that readers of a language expect: GB/T 7714 in Chinese, else Chicago."""
    return STYLES[0 if tag.startswith("zh") else 1]


def example(edition: Edition, reading: Reading, row: Row, tag: str, path: str) -> str:
    """A passage of the text in `tag` cited on the page at `path`, as a paragraph."""
    within = path.split("/")[0]
    return _cited(edition, reading, tag, usual(within)[1], path, row)


def how_to_cite(edition: Edition, reading: Reading, tag: str) -> str:
    """The part of a contents page that cites the whole text, and offers it as files."""
    path = page_path(tag, reading.work.id, 0)
    lines = [
        f'<h2 id="cite.head" markdown="span">{word("cite_work", tag)}</h2>\n',
        f'<p markdown="span">{word("cite_work_how", tag)}</p>\n',
    ]
    for key, style in STYLES:
        lines += [
            f'<p class="cite-style" markdown="span">{word(f"cite_{key}", tag)}</p>\n',
            _cited(edition, reading, tag, style, path),
        ]
    files = " · ".join(
        f"[{literal(name)}]({relative(f'{reading.work.id}.{ending}', path)}){{download}}"
        for ending, name in FORMS
    )
    head = word("cite_files", tag) + word("colon", tag)
    return "\n".join([*lines, f'<p class="cite-files" markdown="span">{head}{files}</p>\n'])


def _cited(
    edition: Edition,
    reading: Reading,
    tag: str,
    style: Style,
    path: str,
    row: Row | None = None,
) -> str:
    """A citation of a text, or of a row of it, as a paragraph of the page at `path`."""
    within = path.split("/")[0]
    of = ENGLISH if style == "chicago-note" else tag
    where = place(segments_of(reading, tag), row.id, reading.work.numbering, of) if row else ""
    target = page_path(tag, reading.work.id, row.section if row else 0)
    name = f"#{row.id}" if row else ""
    address = HOST + literal(url_of(target) + name)
    if target != path:
        address = f"[{address}]({relative(target, path)}{name})"
    tagged = "" if of == ENGLISH else attributes(ENGLISH, of)
    shown = markdown(
        citation(edition, reading, tag, style, "{locator}" if where else ""),
        of,
        within,
        locator=literal(where),
        accessed=word("cite_date", of),
        url=f'<span class="address"{tagged}>{address}</span>',
    )
    return f'<p class="citation" markdown="span">{shown}</p>\n'


def menu(edition: Edition, reading: Reading, tag: str) -> Menu:
    """What the menus of a text share: words, and each citation twice.

    First it is without a place, then with one.
    """
    words = strings(tag)
    gaps = frozenset({references.ACCESSED})
    both = (gaps, gaps | {references.LOCATOR})
    values: dict[str, object] = {
        "words": {key: words[f"cite_{key}"] for key in WORDS},
        "marks": words["marks"],
        "quote": usual(tag)[0],
        **{
            key: [citation(edition, reading, tag, style, place) for place in ("", "{locator}")]
            for key, style in STYLES
        },
        "bibtex": [references.bibtex(edition, reading, tag, each) for each in both],
        "ris": [references.ris(edition, reading, tag, each) for each in both],
        "csl": references.item(edition, reading, tag),
    }
    return Menu(segments_of(reading, tag), values)


def menu_data(shared: Menu, reading: Reading, tag: str, rows: Iterable[Row]) -> str:
    """What the menu of a page needs, as JSON that is safe in a script element.

    `places` holds, per row that has one, its place in the words of the page and of Chicago.
    """
    places = {
        row.id: [
            place(shared.segments, row.id, reading.work.numbering, within)
            for within in (tag, ENGLISH)
        ]
        for row in rows
        if row.id in shared.segments
    }
    return in_script(
        {"places": {name: pair for name, pair in places.items() if pair[0]}, **shared.values}
    )
