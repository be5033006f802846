"""What the pages share: addresses, metadata, the choice of a text for a reader."""

from __future__ import annotations

from functools import lru_cache
from posixpath import relpath

from edition.model import Edition, Output, Reading, Row, Term
from edition.writers.markdown import front_matter
from edition.writers.search_words import SEARCH
from edition.writers.strings import strings
from edition.writers.verifying import of_files

THEME_WORDS = (
    "skip",
    "made",
    "reading",
    "view",
    "single",
    "facing",
    "interleaved",
    "with",
    "marks",
    "marked",
    "unmarked",
    "scheme",
    "system",
    "light",
    "dark",
    "printed",
    "glossary",
    "notes",
    "note",
    *SEARCH["en"],
)
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "sd", "ug", "ur", "yi", "dv"})


def rows_by_section(reading: Reading) -> dict[int, list[Row]]:
    """The rows of each page of a work; 0 is the contents page with the front matter."""
    sections: dict[int, list[Row]] = {0: []}
    for row in reading.rows:
        sections.setdefault(row.section, []).append(row)
    return sections


def page_path(tag: str, work: str, section: int) -> str:
    """Path under `docs/` of a section's page."""
    return f"{tag}/{work}/{section or 'index'}.md"


def facing(reading: Reading, tag: str) -> str:
    """The language that faces `tag`: the base for a translation, else a translation.

    A conversion is faced as the text that it was made from.
    """
    languages = {language.tag: language for language in reading.work.languages}
    own = languages[tag]
    origin = languages[own.source] if own.role == "conversion" else own
    if origin.role == "translation":
        return reading.work.base
    return next((t for t in reading.documents if languages[t].role == "translation"), "")


def beside(reading: Reading, tag: str) -> tuple[str, ...]:
    """The languages of a page: its own, the one that faces it first, and the others."""
    return tuple(dict.fromkeys(t for t in (tag, facing(reading, tag), *reading.documents) if t))


def card_of_term(term: str) -> str:
    """The id of the card that says what a term means."""
    return f"g-{term}"


def card_of_note(note: str) -> str:
    """The id of the card that holds a note."""
    return f"n-{note}"


def card_of_segment(segment: str) -> str:
    """The id of the card that shows the target of a cross-reference."""
    return f"x-{segment}"


def page(path: str, values: dict[str, object], body: str) -> Output:
    """A Markdown page: front matter and body, encoded in UTF-8."""
    return Output(path, (front_matter(values) + body).encode("utf-8"))


def url_of(path: str) -> str:
    """The address, relative to the site, of a page's Markdown path."""
    stem = path.removesuffix(".md")
    return "" if stem == "index" else stem.removesuffix("/index") + "/"


def meta(
    edition: Edition, tag: str, title: str, description: str, paths: dict[str, str], **more: object
) -> dict[str, object]:
    """The front matter that the theme reads; `paths` are the same page in each language.

    `more` may say `verify`, what the page was made from; else that is the library's own files.
    """
    alternates = [
        {
            "lang": t,
            "name": strings(t)["language"],
            "short": strings(t)["short"],
            "href": url_of(p),
        }
        for t, p in paths.items()
    ]
    places = [
        {
            "href": url_of(f"{tag}/{name}.md"),
            "title": strings(tag)[word],
            "current": paths.get(tag) == f"{tag}/{name}.md",
        }
        for name, word in shared_pages(edition)
    ]
    return {
        "lang": tag,
        "primary": tag.split("-")[0],
        "direction": direction(tag),
        "site": local(edition.title, tag),
        "places": places,
        "words": {word: strings(tag)[word] for word in THEME_WORDS},
        "title": title,
        "description": shorten(description, 160),
        "alternates": alternates,
        "verify": of_files(tag, edition.files),
        **more,
    }


def chosen(texts: dict[str, str], tag: str) -> str:
    """The language of a text for a reader of `tag`: that, else one they may know, else any."""
    held = [t for t, text in texts.items() if text]
    return next((t for t in (tag, "en", "zh-Hans") if t in held), held[0] if held else tag)


def local(texts: dict[str, str], tag: str) -> str:
    """The text in a language, else in one that a reader of it may know, else any."""
    return texts.get(chosen(texts, tag), "")


def title_of(reading: Reading, tag: str) -> str:
    """The work's title in a language: its title segment, else what `work.yml` states."""
    title = reading.title
    return title.texts[tag].text if title and tag in title.texts else local(reading.work.title, tag)


@lru_cache(maxsize=4096)
def relative(target: str, page: str) -> str:
    """A link from one Markdown page to another, both paths under `docs/`."""
    return relpath(target, page.rpartition("/")[0] or ".")


def direction(tag: str) -> str:
    """The writing direction of a language: `rtl` or `ltr`."""
    return "rtl" if tag.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def headwords(term: Term) -> dict[str, str]:
    """A term's headword in each language that has one."""
    return {tag: forms[0] for tag, forms in term.forms.items() if forms}


def opening(text: str) -> str:
    """The first words of a text: about one line."""
    return shorten(text, 72)


def shorten(text: str, width: int) -> str:
    """A text cut to a width in Latin letters; a Chinese character takes two.

    Latin text is cut at a space, Chinese at a character.
    """
    kept, used = 0, 0
    for character in text:
        used += 2 if character > "\u2e80" else 1
        if used > width:
            break
        kept += 1
    if kept == len(text):
        return text
    cut = text[:kept]
    if text[kept].isascii() and text[kept] != " " and " " in cut[-24:]:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" ,;:，；：、") + "…"


def attributes(tag: str, within: str) -> str:
    """`lang` and, where the writing runs another way, `dir` for `tag` in a page of `within`."""
    turned = "" if direction(tag) == direction(within) else f' dir="{direction(tag)}"'
    return f' lang="{tag}"{turned}'


def shared_pages(edition: Edition) -> list[tuple[str, str]]:
    """The pages of a language beside the texts: their names in addresses, and interface words."""
    held = (
        ("index", "works", True),
        ("glossary", "glossary", bool(edition.terms)),
        ("notes", "notes", edition.has_notes),
        ("about", "about_edition", True),
    )
    return [(name, word) for name, word, present in held if present]


def shown_in(reading: Reading, tag: str) -> str:
    """The language in which a reader of `tag` is given a work: that, else its base."""
    return tag if tag in reading.documents else reading.work.base
