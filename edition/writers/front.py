"""The front page in every language, and the start page of each language."""

from __future__ import annotations

from collections.abc import Iterator

from edition.model import Edition, Output
from edition.writers.layout import local, meta, page, page_path, relative, title_of
from edition.writers.markdown import literal
from edition.writers.strings import strings

NAME = "front"


def write(edition: Edition) -> Iterator[Output]:
    """`index.md` and `<lang>/index.md`, encoded in UTF-8."""
    yield _front(edition)
    for tag in edition.languages:
        yield _language(edition, tag)


def _front(edition: Edition) -> Output:
    blocks = []
    languages = [t for t in edition.languages if t in edition.title] or ["en"]
    for index, tag in enumerate(languages):
        level = "h1" if index == 0 else "h2"
        links = "\n".join(_links(edition, tag, "index.md"))
        blocks.append(
            f'<section class="front-block" lang="{tag}" markdown="block">\n\n'
            f'<{level} id="front.{tag}" markdown="span">'
            f"{literal(local(edition.title, tag))}</{level}>\n\n"
            f"{literal(local(edition.description, tag))}\n\n{links}\n\n</section>\n"
        )
    values = meta(
        edition,
        languages[0],
        local(edition.title, languages[0]),
        local(edition.description, languages[0]),
        {t: f"{t}/index.md" for t in edition.languages},
    )
    return page("index.md", values, "\n".join(blocks))


def _language(edition: Edition, tag: str) -> Output:
    lines = [
        f'<h1 id="works.head" markdown="span">{literal(local(edition.title, tag))}</h1>',
        "",
        literal(local(edition.description, tag)),
        "",
        *_links(edition, tag, f"{tag}/index.md"),
        "",
    ]
    values = meta(
        edition,
        tag,
        local(edition.title, tag),
        local(edition.description, tag),
        {t: f"{t}/index.md" for t in edition.languages},
    )
    return page(f"{tag}/index.md", values, "\n".join(lines))


def _links(edition: Edition, tag: str, path: str) -> Iterator[str]:
    """A list of the works in a language, and its glossary, as linked from the page at `path`."""
    for reading in edition.readings:
        if tag in reading.documents:
            target = relative(page_path(tag, reading.work.id, 0), path)
            yield f"- [{literal(title_of(reading, tag))}]({target})"
    glossary = relative(f"{tag}/glossary.md", path)
    yield f"- [{literal(strings(tag)['glossary'])}]({glossary})"
