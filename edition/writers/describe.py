"""What the front pages say of a work, as Markdown in the language of the page."""

from __future__ import annotations

import re
from string import Formatter

from edition.model import Edition, Language, Reading
from edition.writers.layout import attributes, chosen, page_path, relative, shared_pages
from edition.writers.locale import name_in, written_date
from edition.writers.markdown import literal
from edition.writers.strings import STRINGS, strings

Fact = tuple[str, list[str]]
CC = re.compile(r"CC-(BY(?:-NC)?(?:-SA|-ND)?)-(\d\.\d)")


def spoken(tag: str) -> str:
    """The language of the interface words on a page in `tag`."""
    return tag if tag in STRINGS else "en"


def spelled(markdown: str, tag: str, within: str) -> str:
    """Markdown in the language `tag`, marked as such where the page is in another."""
    if not markdown or tag == within:
        return markdown
    return f"<span{attributes(tag, within)}>{markdown}</span>"


def said(texts: dict[str, str], tag: str) -> str:
    """The text that a reader of `tag` is given, marked where it is in another language."""
    of = chosen(texts, tag)
    return spelled(literal(texts.get(of, "")), of, tag)


def word(key: str, tag: str, **values: str) -> str:
    """Interface words, with Markdown values in their gaps; marked where they are English."""
    return spelled(filled(strings(tag)[key], **values), spoken(tag), tag)


def filled(template: str, **values: str) -> str:
    """A template as literal text, its gaps filled with Markdown."""
    return "".join(
        literal(text) + (values[name] if name else "")
        for text, name, _, _ in Formatter().parse(template)
    )


def titles(reading: Reading) -> dict[str, str]:
    """The work's title per language: its title segment, else what `work.yml` states."""
    row = reading.title
    return reading.work.title | ({t: s.text for t, s in row.texts.items()} if row else {})


def named(tag: str, within: str) -> str:
    """A language's name in the interface language of a page in `within`."""
    return spelled(literal(name_in(tag, spoken(within))), spoken(within), within)


def standing(language: Language, tag: str) -> str:
    """What a text is: base text, conversion or translation, and how far it can be relied on."""
    if language.role == "conversion":
        source = literal(name_in(language.source, spoken(tag)))
        return word("converted", tag, source=source)
    return word(f"{language.role}_{language.status}", tag)


def _made(reading: Reading, language: Language, tag: str) -> str:
    """How one text came about: standing, source, what has aged, translator, licence."""
    parts = [standing(language, tag)]
    if language.role == "translation":
        source = literal(name_in(language.source, spoken(tag)))
        parts.append(word("translated", tag, source=source))
    if old := sum(found == language.tag for found, _ in reading.stale):
        parts.append(word("stale_one" if old == 1 else "stale_many", tag, count=str(old)))
    if language.translator:
        parts.append(word("translator", tag, name=literal(language.translator)))
    if language.licence:
        parts.append(word("licence", tag, name=licence(language.licence)))
    return listed(parts, "semicolon", tag)


def licence(name: str) -> str:
    """A licence as Markdown; a Creative Commons licence is a link to its text."""
    if match := CC.fullmatch(name):
        shown, address = f"CC {match[1]} {match[2]}", f"{match[1].lower()}/{match[2]}/"
        return f"[{literal(shown)}](https://creativecommons.org/licenses/{address})"
    return literal(name)


def texts_made(reading: Reading, tag: str) -> list[Fact]:
    """Per language of a work, how its text was made."""
    return [(named(lang.tag, tag), [_made(reading, lang, tag)]) for lang in reading.work.languages]


def listed(parts: list[str], key: str, tag: str) -> str:
    """The parts that are not empty, joined by the page's own punctuation."""
    return literal(strings(tag)[key]).join(filter(None, parts))


def creators(reading: Reading, tag: str) -> str:
    """Whose text it is, or nothing."""
    return listed([said(creator, tag) for creator in reading.work.creators], "semicolon", tag)


def place_and_date(reading: Reading, tag: str) -> str:
    """Place and date as the source states them, or nothing."""
    date = literal(written_date(reading.work.date, tag))
    return listed([said(reading.work.place, tag), date], "pause", tag)


def facts(reading: Reading, tag: str) -> list[Fact]:
    """Name and values of what the source states; an unknown document symbol is said to be so."""
    work = reading.work
    symbol = literal(work.symbol) if work.symbol else word("unknown", tag)
    when = "place_date" if work.place and work.date else "place" if work.place else "date"
    found = (
        ("creators", creators(reading, tag)),
        ("event", said(work.event, tag)),
        (when, place_and_date(reading, tag)),
        ("symbol", symbol),
    )
    return [(word(key, tag), [value]) for key, value in found if value]


def sha256(reading: Reading) -> str:
    """The digest of the original, with a place to break the line at half, or nothing."""
    digest = reading.work.sha256
    return f"<code>{digest[:32]}<wbr>{digest[32:]}</code>" if digest else ""


def fact_list(found: list[Fact]) -> str:
    """Facts as a definition list."""
    lines = ['<dl class="facts" markdown="block">']
    for name, values in found:
        lines.append(f'<dt markdown="span">{name}</dt>')
        lines += [f'<dd markdown="span">{value}</dd>' for value in values]
    return "\n".join([*lines, "</dl>", ""])


def beginning(reading: Reading, tag: str) -> str:
    """Path of the page on which the text begins: its first section, else its contents page."""
    sections = sorted({row.section for row in reading.rows if tag in row.texts} - {0})
    return page_path(tag, reading.work.id, sections[0] if sections else 0)


def starts(reading: Reading, tag: str, path: str) -> str:
    """Links from the page at `path` to the beginning of a text and to its contents."""
    first = beginning(reading, tag)
    contents = page_path(tag, reading.work.id, 0)
    links = [f"[{word('begin', tag)}]({relative(first, path)}){{.begin}}"]
    if contents != first:
        links.append(f"[{word('contents', tag)}]({relative(contents, path)})")
    return " ".join(links)


def places(edition: Edition, tag: str, path: str) -> str:
    """Links from the page at `path` to what the whole edition shares in a language."""
    return " ".join(
        f"[{word(key, tag)}]({relative(f'{tag}/{name}.md', path)})"
        for name, key in shared_pages(edition)
        if path != f"{tag}/{name}.md" and (name != "index" or "/" in path)
    )
