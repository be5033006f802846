"""Citations by style sheets: the only module that runs the citation processor.

A citation comes out as a template. `{{` and `}}` stand for braces, `{i}…{/i}` for italics,
`{l:TAG}…{/l}` for words in another language; any other name in braces is a gap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from types import SimpleNamespace
from typing import Literal

from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    Locator,
)
from citeproc.source import BibliographySource, LiteralDate, Name, Reference
from citeproc.string import String

Style = Literal["chicago-note", "gb-t-7714"]
Value = str | tuple[str, ...]
NAMES = frozenset({"author", "translator"})
LOCALES = {"zh-Hant": "zh-TW"}
DATES = frozenset({"issued", "accessed"})
TOKEN = re.compile(r"\{\{|\}\}|\{(?P<end>/?)(?P<name>[a-z]+)(?::(?P<tag>[A-Za-z0-9-]+))?\}")
FORMATTER = SimpleNamespace(
    preformat=str,
    Italic=lambda text: f"{{i}}{text}{{/i}}",
    **dict.fromkeys(("Oblique", "Bold", "Light", "Underline"), str),
    **dict.fromkeys(("Superscript", "Subscript", "SmallCaps"), str),
)


def render(style: Style, kind: str, values: Mapping[str, Value], tag: str) -> str:
    """A citation as a template, with the style's own words in the language `tag`.

    `kind` is a CSL item type; `values` are templates by CSL variable, those of the names
    tuples of them. Dates come as they are to be written.
    """
    found = {key.replace("-", "_"): _value(key, value) for key, value in values.items() if value}
    locator = found.pop("locator", None)
    source = BibliographySource()
    source.add(Reference("text", kind, language=tag, **found))
    sheet = _sheet(style, LOCALES.get(tag, "zh-CN" if tag.startswith("zh") else "en-US"))
    bibliography = CitationStylesBibliography(sheet, source, FORMATTER)
    more = {"locator": Locator("paragraph", locator)} if locator else {}
    citation = Citation([CitationItem("text", **more)])
    bibliography.register(citation)
    return str(bibliography.cite(citation, lambda item: None))


def _value(key: str, value: Value) -> object:
    if key in NAMES:
        return [Name(literal=name) for name in value]
    return LiteralDate(value) if key in DATES else String(value)


@lru_cache
def _sheet(style: Style, locale: str) -> CitationStylesStyle:
    path = files("edition").joinpath("styles", f"{style}.csl")
    return CitationStylesStyle(str(path), locale=locale, validate=False)


def escaped(text: str) -> str:
    """Plain text as a template."""
    return text.replace("{", "{{").replace("}", "}}")


def fill(template: str, text: Callable[[str], str], token: Callable[[str, str], str]) -> str:
    """A template with its plain text and its tokens each put in their form.

    `token` is given a name, `/i` for an end, and a language tag or nothing.
    """
    return "".join(
        text(piece) if not name else token(name, tag) for piece, name, tag in _pieces(template)
    )


def _pieces(template: str) -> Iterator[tuple[str, str, str]]:
    at, held = 0, ""
    for match in TOKEN.finditer(template):
        held += template[at : match.start()]
        at = match.end()
        if match["name"] is None:
            held += match[0][0]
            continue
        yield held, "", ""
        yield "", match["end"] + match["name"], match["tag"] or ""
        held = ""
    yield held + template[at:], "", ""
