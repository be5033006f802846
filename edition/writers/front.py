"""The title page of the edition in every language, and the start page of each language."""

from __future__ import annotations

from collections.abc import Iterator

from edition.model import Edition, Output, Reading
from edition.writers.describe import (
    Fact,
    creators,
    fact_list,
    facts,
    named,
    place_and_date,
    places,
    said,
    spelled,
    standing,
    starts,
    titles,
    word,
)
from edition.writers.layout import (
    attributes,
    chosen,
    facing,
    local,
    meta,
    page,
    page_path,
    relative,
    rows_by_section,
)
from edition.writers.markdown import literal
from edition.writers.strings import strings
from edition.writers.structured import collection, json_ld, root_of

NAME = "front"
HIDE = ["navigation"]
SHORT = 12


def write(edition: Edition) -> Iterator[Output]:
    """`index.md` and `<lang>/index.md`, encoded in UTF-8."""
    yield _front(edition)
    for tag in edition.languages:
        yield _language(edition, tag)


def _front(edition: Edition) -> Output:
    titled = (tag for tag in edition.languages if tag in edition.title)
    primary = next(titled, next(iter(edition.languages), "en"))
    names = {chosen(edition.title, t): local(edition.title, t) for t in edition.languages}
    lines = "".join(
        f'<span class="name"{attributes(t, primary)}>{literal(name)}</span> '
        for t, name in names.items()
    )
    body = (
        '<div class="title-page" markdown="block">\n\n'
        f'<h1 id="front.head" markdown="span">{lines.rstrip()}</h1>\n\n'
        '<div class="columns" markdown="block">\n\n'
        + "\n".join(_column(edition, tag, primary) for tag in edition.languages)
        + "\n</div>\n\n</div>\n"
    )
    title, description = local(edition.title, primary), local(edition.description, primary)
    values = meta(
        edition,
        primary,
        title,
        description,
        _alternates(edition),
        hide=HIDE,
        rows=3 + 5 * len(edition.readings),
        **_described(edition, primary, "index.md"),
    )
    return page("index.md", values, body)


def _described(edition: Edition, tag: str, path: str) -> dict[str, object]:
    """The edition for machines, as the front matter of the page at `path`."""
    return {"root": root_of(path), "jsonld": json_ld(collection(edition, tag, path))}


def _alternates(edition: Edition) -> dict[str, str]:
    return {t: f"{t}/index.md" for t in edition.languages}


def _column(edition: Edition, tag: str, primary: str) -> str:
    """All that the title page says in one language: the edition, each work, the places."""
    name = strings(tag)["language"]
    parts = [
        f'<section class="column"{attributes(tag, primary)} markdown="block">',
        f'<h2 id="front.{tag}" markdown="span">[{literal(name)}]({tag}/index.md)</h2>',
        f'<p class="standfirst" markdown="span">{said(edition.description, tag)}</p>',
        *(_entry(reading, tag) for reading in edition.readings),
        f'<p class="places" markdown="span">{places(edition, tag, "index.md")}</p>',
        "</section>",
    ]
    return "\n\n".join(parts) + "\n"


def _entry(reading: Reading, tag: str) -> str:
    """One work in a column of the title page; empty where the language has no such text."""
    if tag not in reading.documents:
        return '<div class="work"></div>'
    language = next(lang for lang in reading.work.languages if lang.tag == tag)
    target = relative(page_path(tag, reading.work.id, 0), "index.md")
    lines = [
        '<div class="work" markdown="block">',
        f'<h3 id="front.{tag}.{reading.work.id}" markdown="span">'
        f"[{said(titles(reading), tag)}]({target})</h3>",
        f'<p class="creators" markdown="span">{creators(reading, tag)}</p>',
        f'<p class="when" markdown="span">{place_and_date(reading, tag)}</p>',
        f'<p class="standing" markdown="span">{standing(language, tag)}</p>',
        f'<p class="starts" markdown="span">{starts(reading, tag, "index.md")}</p>',
        "</div>",
    ]
    return "\n".join(lines)


def _language(edition: Edition, tag: str) -> Output:
    path = f"{tag}/index.md"
    body = "\n".join(
        [
            '<div class="start-page" markdown="block">\n',
            f'<h1 id="works.head" markdown="span">{said(edition.title, tag)}</h1>\n',
            f'<p class="standfirst" markdown="span">{said(edition.description, tag)}</p>\n',
            *(_work(r, tag, path) for r in edition.readings if tag in r.documents),
            f'<p class="places" markdown="span">{places(edition, tag, path)}</p>\n',
            "</div>\n",
        ]
    )
    title, description = local(edition.title, tag), local(edition.description, tag)
    more = _described(edition, tag, path)
    values = meta(edition, tag, title, description, _alternates(edition), hide=HIDE, **more)
    return page(path, values, body)


def _work(reading: Reading, tag: str, path: str) -> str:
    """One work on a start page: titles, where to begin, facts, and the sections if they are few."""
    target = relative(page_path(tag, reading.work.id, 0), path)
    names, other = titles(reading), facing(reading, tag)
    lines = [
        '<section class="work" markdown="block">\n',
        f'<h2 id="work.{reading.work.id}" markdown="span">[{said(names, tag)}]({target})</h2>\n',
    ]
    if names.get(other):
        faced = spelled(literal(names[other]), other, tag)
        lines.append(f'<p class="other-title" markdown="span">{faced}</p>\n')
    lines += [
        f'<p class="starts" markdown="span">{starts(reading, tag, path)}</p>\n',
        fact_list(
            [
                *facts(reading, tag),
                (word("languages", tag), _languages(reading, tag)),
                *_sections(reading, tag, path),
            ]
        ),
        "</section>\n",
    ]
    return "\n".join(lines)


def _languages(reading: Reading, tag: str) -> list[str]:
    colon = word("colon", tag)
    return [
        f"{named(lang.tag, tag)}{colon}{standing(lang, tag)}" for lang in reading.work.languages
    ]


def _sections(reading: Reading, tag: str, path: str) -> Iterator[Fact]:
    """The sections that have a heading, as a fact, where there are at most `SHORT` of them."""
    found = [
        (section, row.texts[tag].text)
        for section, rows in rows_by_section(reading).items()
        for row in rows
        if tag in row.texts and row.texts[tag].opens_page
    ]
    links = [
        f"[{literal(heading)}]({relative(page_path(tag, reading.work.id, section), path)})"
        for section, heading in found
    ]
    if 0 < len(links) <= SHORT:
        yield word("contents", tag), links
