"""What the entries of glossary and notes share: labelled lines, citations, names of segments."""

from __future__ import annotations

import re
from collections.abc import Callable

from edition.writers.layout import attributes, opening
from edition.writers.markdown import Link, literal, prose
from edition.writers.strings import strings

LATIN = re.compile("[A-Za-z]")
CHINESE = re.compile("(?!；)[\u2e80-\U0010ffff]")


def in_reading_order(texts: dict[str, str], tag: str) -> list[tuple[str, str]]:
    """Texts as `(tag, text)`: that of the page first, and Chinese in one script alone."""
    filled = {t: texts[t] for t in dict.fromkeys((tag, *texts)) if texts.get(t)}
    chinese = [t for t in (tag, "zh-Hans", *filled) if t.startswith("zh") and t in filled]
    return [(t, text) for t, text in filled.items() if not t.startswith("zh") or t == chinese[0]]


def paragraphs(
    texts: dict[str, str], tag: str, links: Callable[[str], tuple[Link, ...]] = lambda text: ()
) -> list[str]:
    """A paragraph of prose per language that a reader of `tag` is shown, with its `links`."""
    return [
        f'<p{attributes(t, tag)} markdown="span">{prose(text, links(text))}</p>'
        for t, text in in_reading_order(texts, tag)
    ]


def quotations(quoted: dict[str, str], tag: str) -> list[str]:
    """What a note quotes, per language that a reader of `tag` is shown."""
    return [
        f"<q{attributes(t, tag)}>{literal(text)}</q>" for t, text in in_reading_order(quoted, tag)
    ]


def line(kind: str, label: str, body: str, tag: str) -> str:
    """A paragraph of class `kind`: a label and its colon as the language sets it, and the body."""
    colon = strings(tag)["colon"]
    name = literal(label + colon.rstrip()) + "&#32;" * colon.endswith(" ")
    return f'<p class="{kind}" markdown="span">{name}{body}</p>'


def sources(cited: tuple[str, ...], tag: str) -> str:
    """The line of citations; on a Chinese page, those in Latin letters alone are English."""
    words = strings(tag)
    text = words["semicolon"].join(cited)
    foreign = tag.startswith("zh") and bool(LATIN.search(text)) and not CHINESE.search(text)
    body = f"<span{attributes('en', tag)}>{literal(text)}</span>" if foreign else literal(text)
    return line("sources", words["sources"], body, tag)


def label_of(identifier: str, text: str) -> str:
    """How a segment is called in a list: `p5-a` → `5 (a)`, `p11-1` → `11 • 1`.

    A segment without a number is called by its first words.
    """
    container, _, paragraph = identifier.rpartition("p")
    number, *inner = paragraph.split("-")
    if container.strip("-") or not number.isdecimal():
        return opening(text)
    return " ".join([number, *(f"• {part}" if part.isdecimal() else f"({part})" for part in inner)])
