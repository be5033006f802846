"""The page about the edition in each language: texts, guarantees, reading, citing, use."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from edition.model import Edition, Language, Output, Reading, Row
from edition.writers.citing import example
from edition.writers.describe import (
    Fact,
    fact_list,
    facts,
    licence,
    listed,
    named,
    places,
    said,
    sha256,
    spelled,
    spoken,
    texts_made,
    titles,
    word,
)
from edition.writers.layout import (
    chosen,
    local,
    meta,
    page,
    page_path,
    relative,
    shown_in,
)
from edition.writers.locale import name_in
from edition.writers.markdown import literal, prose
from edition.writers.strings import strings

NAME = "about"


def write(edition: Edition) -> Iterator[Output]:
    """`<lang>/about.md` for every language of the edition, encoded in UTF-8."""
    for tag in edition.languages:
        yield _about(edition, tag)


def _about(edition: Edition, tag: str) -> Output:
    path = f"{tag}/about.md"
    parts = (
        _purpose(edition, tag),
        _texts(edition, tag),
        _guarantees(edition, tag, path),
        _reading(edition, tag),
        _citing(edition, tag, path),
        _use(edition, tag),
        _report(edition, tag),
    )
    body = "\n".join(
        [
            '<div class="about-page" markdown="block">\n',
            f'<h1 id="about.head" markdown="span">{word("about_edition", tag)}</h1>\n',
            f'<p class="edition-title" markdown="span">'
            f"[{said(edition.title, tag)}](index.md)</p>\n",
            *(block for part in parts for block in part),
            f'<p class="places" markdown="span">{places(edition, tag, path)}</p>\n',
            "</div>\n",
        ]
    )
    values = meta(
        edition,
        tag,
        strings(tag)["about_edition"],
        local(edition.description, tag),
        {t: f"{t}/about.md" for t in edition.languages},
        hide=["navigation"],
    )
    return page(path, values, body)


def _heading(level: int, key: str, tag: str) -> str:
    return f'<h{level} id="about.{key}" markdown="span">{word(key, tag)}</h{level}>\n'


def _paragraph(markdown: str) -> str:
    return f'<p markdown="span">{markdown}</p>\n'


def _purpose(edition: Edition, tag: str) -> Iterator[str]:
    """The library's own words about itself, else its description."""
    yield _heading(2, "purpose", tag)
    of = chosen({t: "".join(texts) for t, texts in edition.about.items()}, tag)
    for text in edition.about.get(of, ()):
        yield _paragraph(spelled(prose(text), of, tag))
    if not edition.about:
        yield _paragraph(said(edition.description, tag))


def _texts(edition: Edition, tag: str) -> Iterator[str]:
    """Per work what its source states, and per language how the text was made."""
    yield _heading(2, "texts_made", tag)
    for reading in edition.readings:
        shown = shown_in(reading, tag)
        target = relative(page_path(shown, reading.work.id, 0), f"{tag}/about.md")
        yield (
            f'<h3 id="about.texts.{reading.work.id}" markdown="span">'
            f"[{said(titles(reading), tag)}]({target})</h3>\n"
        )
        yield fact_list([*facts(reading, tag), *texts_made(reading, tag)])


def _guarantees(edition: Edition, tag: str, path: str) -> Iterator[str]:
    """The three guarantees: how each is kept, and the facts of this edition."""
    yield _heading(2, "guarantees", tag)
    yield _heading(3, "transparency", tag)
    yield _paragraph(word("transparency_says", tag))
    yield from _list([*_emendations(edition, tag, path), *_terms(edition, tag, path)])
    held = any(reading.original for reading in edition.readings)
    manifest = f"[manifest.json]({relative('manifest.json', path)})"
    yield _heading(3, "verification", tag)
    yield _paragraph(
        word("verification_original" if held else "verification_pages", tag)
        + word("verification_files", tag, manifest=manifest, data=_data(edition, path))
    )
    yield from _list(_per_work("original_sha", edition, tag, sha256))
    yield _paragraph(word("verify_how", tag, command=_code("build_site.py verify")))
    steps = [
        word("verify_step_files", tag, manifest=manifest, verify=word("verify", tag)),
        word("verify_step_passages", tag, data=_data(edition, path)),
    ]
    if held:
        steps.append(word("verify_step_original", tag, check=_code("build_site.py check")))
    items = "".join(f'<li markdown="span">{step}</li>\n' for step in steps)
    yield f'<ul markdown="block">\n{items}</ul>\n'
    yield _heading(3, "irreversibility", tag)
    locked = all(reading.lock for reading in edition.readings)
    kept = word("irreversibility_kept" if locked else "irreversibility_promised", tag)
    yield _paragraph(word("irreversibility_says", tag))
    yield _paragraph(kept)
    registered = _per_work("registered", edition, tag, _registered)
    passages = _per_work("passages", edition, tag, lambda r: str(len(r.rows)))
    yield from _list([*passages, *registered])


def _code(text: str) -> str:
    """A command as typed."""
    return f"<code>{literal(text)}</code>"


def _list(found: list[Fact]) -> Iterator[str]:
    if found:
        yield fact_list(found)


def _per_work(
    key: str, edition: Edition, tag: str, value_of: Callable[[Reading], str]
) -> list[Fact]:
    """A fact of each work that has it, under one name; several works are told apart by title."""
    values = [(reading, value) for reading in edition.readings if (value := value_of(reading))]
    if len(edition.readings) > 1:
        shown = [f"{said(titles(r), tag)}{word('colon', tag)}{value}" for r, value in values]
    else:
        shown = [value for _, value in values]
    return [(word(key, tag), shown)] if shown else []


def _registered(reading: Reading) -> str:
    """How many published ids the register of a work holds, or nothing where it has none."""
    return str(len(reading.lock.entries)) if reading.lock else ""


def _emendations(edition: Edition, tag: str, path: str) -> list[Fact]:
    def count(reading: Reading) -> str:
        if reading.original is None:
            return ""
        if not reading.emendations:
            return word("none", tag)
        shown = shown_in(reading, tag)
        target = relative(page_path(shown, reading.work.id, 0), path)
        return f"[{len(reading.emendations)}]({target}#about.head)"

    return _per_work("emendations", edition, tag, count)


def _terms(edition: Edition, tag: str, path: str) -> list[Fact]:
    if not edition.terms:
        return []
    count = f"[{len(edition.terms)}]({relative(f'{tag}/glossary.md', path)})"
    working = sum(term.status == "working" for term in edition.terms)
    key = "terms_all_working" if working == len(edition.terms) else "terms_working"
    value = word(key, tag, count=count, working=str(working)) if working else count
    return [(word("glossary_terms", tag), [value])]


def _data(edition: Edition, path: str) -> str:
    """Links to the file of each work that holds all of its passages."""
    names = [f"{reading.work.id}.json" for reading in edition.readings]
    links = [f"[{literal(name)}]({relative(name, path)})" for name in names]
    return listed(links, "comma", path.split("/")[0])


def _reading(edition: Edition, tag: str) -> Iterator[str]:
    """What a reader can do on a page of a text, as far as this edition offers it."""
    yield _heading(2, "read", tag)
    offered = (
        ("read_switch", any(len(reading.documents) > 1 for reading in edition.readings)),
        ("read_sentences", any(len(reading.documents) > 1 for reading in edition.readings)),
        ("read_terms", bool(edition.terms)),
        ("read_notes", edition.has_notes),
        ("read_numbers", True),
        ("read_search", True),
    )
    yield "\n".join([*(f"- {word(key, tag)}" for key, held in offered if held), ""])


def _citing(edition: Edition, tag: str, path: str) -> Iterator[str]:
    """How to cite, with an example from the first work."""
    yield _heading(2, "cite", tag)
    yield _paragraph(word("cite_how", tag))
    for reading in edition.readings[:1]:
        shown = shown_in(reading, tag)
        if row := _example(reading, shown):
            yield example(edition, reading, row, shown, path)


def _example(reading: Reading, tag: str) -> Row | None:
    """A passage to cite: an item where there is one, else a paragraph, else any."""
    rows = [row for row in reading.rows if tag in row.texts]
    for kinds in (("item",), ("paragraph",), ("article",), ("bullet", "unnumbered", "title")):
        if found := next((row for row in rows if row.kind in kinds), None):
            return found
    return rows[0] if rows else None


def _use(edition: Edition, tag: str) -> Iterator[str]:
    """What applies to each text, from the licences that `work.yml` states."""
    yield _heading(2, "use", tag)
    for reading in edition.readings:
        if len(edition.readings) > 1:
            yield f'<p class="of-work" markdown="span">{said(titles(reading), tag)}</p>\n'
        languages = reading.work.languages
        yield fact_list([(named(lang.tag, tag), [_terms_of_use(lang, tag)]) for lang in languages])
    if any(lang.role == "translation" for r in edition.readings for lang in r.work.languages):
        yield _paragraph(word("use_base", tag))


def _terms_of_use(language: Language, tag: str) -> str:
    if language.licence:
        return licence(language.licence)
    if language.role == "conversion":
        return word("use_as", tag, source=literal(name_in(language.source, spoken(tag))))
    return word("use_unstated", tag)


def _report(edition: Edition, tag: str) -> Iterator[str]:
    """Where to report an error, if the library says so."""
    if edition.contact:
        scheme = "" if edition.contact.startswith("https://") else "mailto:"
        link = f"[{literal(edition.contact)}]({scheme}{edition.contact})"
        yield _heading(2, "report", tag)
        yield _paragraph(word("report_to", tag, contact=link))
