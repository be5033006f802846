"""How a text of the edition is cited: places in it, and citations in two styles as templates.

A citation has the gaps `{url}`, `{accessed}` and, where a place is cited, `{locator}`; the
grammar of templates is that of `citation_styles`.
"""

from __future__ import annotations

import re

from edition.citation_styles import Style, Value, escaped, fill, render
from edition.model import Edition, Language, Reading, Segment
from edition.numerals import NUMERAL
from edition.writers.describe import spelled, spoken, titles
from edition.writers.layout import attributes, chosen
from edition.writers.locale import name_in, written_date
from edition.writers.markdown import literal
from edition.writers.strings import strings

ENGLISH = "en"
AMERICAN = "en-US"
CHINESE_ARTICLE = re.compile(rf"第\s*[0-9{NUMERAL}]{{1,12}}\s*[条條](之[{NUMERAL}]{{1,12}})?")
UNQUOTED = frozenset({"bill", "book", "legal_case", "legislation", "pamphlet", "regulation"})
INNER_QUOTES = str.maketrans("“”", "‘’")
STYLES: tuple[tuple[str, Style], ...] = (("gbt", "gb-t-7714"), ("chicago", "chicago-note"))


def segments_of(reading: Reading, tag: str) -> dict[str, Segment]:
    """The segments of a text by id, in their order."""
    return {row.id: row.texts[tag] for row in reading.rows if tag in row.texts}


def number_of(segments: dict[str, Segment], identifier: str, joint: str) -> tuple[str, Segment]:
    """A paragraph's number with its items, `5 (a)`, and the paragraph; or nothing and the segment.

    The items are joined to the number with `joint`.
    """
    marks: list[str] = []
    segment = segments[identifier]
    while segment.kind in ("paragraph", "item"):
        marks.insert(0, segment.mark.rstrip(".．"))
        if segment.kind == "paragraph" or segment.parent not in segments:
            break
        segment = segments[segment.parent]
    return joint.join(marks), segment


def place(segments: dict[str, Segment], identifier: str, numbering: str, within: str) -> str:
    """The place of a passage as words in `within`: `para. 5 (a)`, `art. 6, para. 2`; or nothing.

    Nothing names a passage without a number. Where numbers begin again in each section or
    article, the place says in which.
    """
    segment = segments[identifier]
    words = strings(within)
    if segment.kind == "article":
        return _article(segment, within)
    bullet = ""
    if segment.kind == "bullet":
        bullet = words["cite_bullet"].format(number=identifier.rpartition("-")[2])
        segment = segments.get(segment.parent, segment)
    joint = "" if spoken(within).startswith("zh") else " "
    number, paragraph = number_of(segments, segment.id, joint)
    if paragraph.kind != "paragraph":
        return ""
    parts = [words["cite_paragraph"].format(number=number), bullet]
    found = words["cite_join"].join(filter(None, parts))
    if numbering != "continuous" and paragraph.parent in segments:
        return _in_container(segments[paragraph.parent], found, within)
    return found


def _article(segment: Segment, within: str) -> str:
    """An article by its own number: `art. 6`, or as Chinese writes it."""
    named = CHINESE_ARTICLE.match(segment.mark or segment.text)
    if spoken(within).startswith("zh") and named:
        return named[0]
    number = segment.id.removeprefix("art")
    return strings(within)["cite_article"].format(number=number)


def _in_container(segment: Segment, place: str, within: str) -> str:
    """A place with the article, or the section by its heading, in which its number counts."""
    words = strings(within)
    if segment.kind == "article":
        return _article(segment, within) + words["cite_join"] + place
    marks = words["marks"]
    heading = segment.text.translate(str.maketrans(marks[:2], marks[2:]))
    return words["cite_under"].format(heading=heading, place=place)


def citation(edition: Edition, reading: Reading, tag: str, style: Style, locator: str = "") -> str:
    """A citation of the text in `tag`, as a template; `locator` is a template or nothing.

    GB/T 7714 describes a text in its own language, Chicago in English.
    """
    within = ENGLISH if style == "chicago-note" else tag
    values = _values(edition, reading, tag, within)
    values |= {"locator": locator, "URL": "{url}", "accessed": "{accessed}"}
    if style == "chicago-note":
        dated = written_date(reading.work.date, AMERICAN).replace("\u2009–\u2009", "–")
        values["issued"] = escaped(dated)
        if reading.work.type not in UNQUOTED:
            values["title"] = str(values["title"]).translate(INNER_QUOTES)
    else:
        del values["note"]
        values["version"] = _marked(_version(edition, within, "cite_version_head"), within)
    return render(style, reading.work.type, values, within)


def _values(edition: Edition, reading: Reading, tag: str, within: str) -> dict[str, Value]:
    """What a citation says, by CSL variable, in the words of `within`."""
    work = reading.work
    language = language_of(reading, tag)
    names = titles(reading)
    of = chosen(names, tag)
    english = names.get(ENGLISH, "") if of != ENGLISH and within == ENGLISH else ""
    return {
        "author": tuple(_chosen(creator, within) for creator in work.creators if creator),
        "title": _in_language(names.get(of, ""), of, within),
        "note": escaped(english),
        "status": _marked(standing_of(language, within), within),
        "translator": (escaped(language.translator),) if language.translator else (),
        "number": escaped(work.symbol or ""),
        "event": _chosen(work.event, within),
        "event-place": _chosen(work.place, within),
        "issued": escaped(written_date(work.date, within)),
        "container-title": _chosen(edition.title, within),
        "version": _marked(_version(edition, within, "cite_version"), within),
    }


def _version(edition: Edition, within: str, key: str) -> str:
    return strings(within)[key].format(version=edition.version)


def language_of(reading: Reading, tag: str) -> Language:
    """What the work states of its text in a language."""
    return next(language for language in reading.work.languages if language.tag == tag)


def standing_of(language: Language, within: str) -> str:
    """That a text is a conversion, or a translation of some standing; nothing of a base text."""
    words = strings(within)
    if language.role == "conversion":
        return words["converted"].format(source=name_in(language.source, spoken(within)))
    return words[f"translation_{language.status}"] if language.role == "translation" else ""


def _chosen(texts: dict[str, str], within: str) -> str:
    of = chosen(texts, within)
    return _in_language(texts.get(of, ""), of, within)


def _in_language(text: str, of: str, within: str) -> str:
    shown = escaped(text)
    return shown if of == within or not text else f"{{l:{of}}}{shown}{{/l}}"


def _marked(words: str, within: str) -> str:
    """Interface words in a citation in `within`, which may have none of its own."""
    return _in_language(words, spoken(within), within)


def plain(template: str, **values: str) -> str:
    """A citation as plain text, its gaps filled; no italics."""
    return fill(template, str, lambda name, _: values.get(name, ""))


def markdown(template: str, of: str, within: str, **values: str) -> str:
    """A citation in the language `of` as Markdown on a page in `within`; so are the values."""
    tokens = {"i": "<cite>", "/i": "</cite>", "/l": "</span>"} | values

    def token(name: str, tag: str) -> str:
        return f"<span{attributes(tag, of)}>" if name == "l" else tokens.get(name, "")

    return spelled(fill(template, literal, token), of, within)
