"""The pages of the works as Markdown: contents and section pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from edition.model import (
    Edition,
    Language,
    Occurrence,
    Output,
    Reading,
    Reference,
    Row,
    Segment,
    Term,
)
from edition.writers.layout import (
    definitions,
    direction,
    facing,
    headwords,
    local,
    meta,
    opening,
    page,
    page_path,
    relative,
    rows_by_section,
    title_of,
    url_of,
)
from edition.writers.locale import written_date
from edition.writers.markdown import literal, marked, prose
from edition.writers.strings import strings

NAME = "pages"
NAVIGATION = 60


def write(edition: Edition) -> Iterator[Output]:
    """`<lang>/<work>/…`: every page of every work, as paths under `docs/`, in UTF-8."""
    for reading in edition.readings:
        index = _index(reading)
        for tag in reading.documents:
            for section in index.sections:
                yield _section(edition, reading, tag, section, index)


@dataclass(frozen=True)
class _Index:
    """Lookups over one reading, made once: rows by section, marks by language and segment."""

    sections: dict[int, list[Row]]
    where: dict[str, int]
    occurrences: dict[tuple[str, str], list[Occurrence]]
    references: dict[tuple[str, str], list[Reference]]


def _index(reading: Reading) -> _Index:
    where = {row.id: row.section for row in reading.rows}
    index = _Index(rows_by_section(reading), where, {}, {})
    for occurrence in reading.occurrences:
        key = (occurrence.language, occurrence.segment)
        index.occurrences.setdefault(key, []).append(occurrence)
    for reference in reading.references:
        index.references.setdefault((reference.language, reference.segment), []).append(reference)
    return index


def _section(edition: Edition, reading: Reading, tag: str, section: int, index: _Index) -> Output:
    path = page_path(tag, reading.work.id, section)
    other = facing(reading, tag)
    rows = index.sections[section]
    used = {
        o.term for row in rows for t in (tag, other) for o in index.occurrences.get((t, row.id), ())
    }
    body = [_row(reading, row, tag, other, path, index) for row in rows]
    if section == 0:
        body += [_contents(reading, tag), _about(reading, tag)]
    body += [_popover(term, tag, path) for term in edition.terms if term.id in used]
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
        **_navigation(reading, tag, section, index),
    )
    return page(path, values, "\n".join(body))


def _navigation(reading: Reading, tag: str, section: int, index: _Index) -> dict[str, object]:
    """The sections for the sidebar (a window of them in a long work), previous and next."""
    numbers = list(index.sections)
    at = numbers.index(section)
    first = max(0, min(at - NAVIGATION // 2, len(numbers) - NAVIGATION))
    window = sorted({0, *range(first, min(len(numbers), first + NAVIGATION))})

    def entry(position: int) -> dict[str, object]:
        number = numbers[position]
        return {
            "href": url_of(page_path(tag, reading.work.id, number)),
            "current": number == section,
            "title": heading_of(index.sections[number], tag),
        }

    more: dict[str, object] = {"sections": [entry(n) for n in window]}
    if at:
        more["previous"] = entry(at - 1)
    if at + 1 < len(numbers):
        more["next"] = entry(at + 1)
    return more


def heading_of(rows: list[Row], tag: str) -> str:
    """What a section is called in lists: its heading, else “Contents”."""
    for row in rows:
        if tag in row.texts and row.texts[tag].opens_page:
            return opening(row.texts[tag].text)
    return strings(tag)["contents"]


def _row(reading: Reading, row: Row, tag: str, other: str, path: str, index: _Index) -> str:
    texts = [
        _text(reading.work.id, row.texts[t], t, path, "facing" * (t != tag), index)
        for t in (tag, other)
        if t in row.texts
    ]
    number = row.texts[reading.work.base].mark.strip("#.．")
    label = number if number and number not in "•-" else ""
    mark = (
        f'<a class="row-no" href="#{row.id}" data-apparatus '
        f'aria-label="{escape(strings(tag)["permalink"])} {escape(label or row.id)}">'
        f"{escape(label) or ('•' if row.kind == 'bullet' else '¶')}</a>"
    )
    classes = "row row-head" if row.texts[reading.work.base].level else "row"
    return (
        f'<div class="{classes}" id="{row.id}" data-kind="{row.kind}" markdown="block">\n'
        f'<div class="row-mark" data-apparatus data-search-exclude>{mark}</div>\n'
        + "".join(texts)
        + "</div>\n"
    )


def _text(work: str, segment: Segment, tag: str, path: str, side: str, index: _Index) -> str:
    links = [
        (
            o.span,
            f"({relative(f'{tag}/glossary.md', path)}#{o.term})"
            f'{{.term data-term="{o.term}" interestfor="g-{o.term}"}}',
        )
        for o in index.occurrences.get((tag, segment.id), ())
    ]
    links += [
        (r.span, f"({relative(page_path(tag, work, index.where[r.target]), path)}#{r.target})")
        for r in index.references.get((tag, segment.id), ())
        if r.target in index.where
    ]
    body = marked(segment.text, links, segment.emphasis)
    element = "p" if side or not segment.level else f"h{segment.level}"
    name = f' id="{segment.id}.text"' if element != "p" else ""
    css = f"text {side}".rstrip()
    return (
        f'<{element}{name} class="{css}" lang="{tag}"{_direction(tag, path)} data-text'
        f'{" data-search-exclude" * bool(side)} markdown="span">{body}</{element}>\n'
    )


def _direction(tag: str, path: str) -> str:
    """A `dir` attribute where the text runs another way than its page."""
    page_tag = path.split("/")[0]
    return "" if direction(tag) == direction(page_tag) else f' dir="{direction(tag)}"'


def _contents(reading: Reading, tag: str) -> str:
    words = strings(tag)
    lines = [
        f'<h2 id="contents.head" markdown="span">{literal(words["contents"])}</h2>',
        "",
        '<div class="contents" data-search-exclude markdown="block">',
        "",
    ]
    for section, rows in groupby(reading.rows, key=lambda r: r.section):
        page = f"{section}.md" if section else ""
        shown = [r for r in rows if tag in r.texts]
        for row in shown:
            first = row.texts[tag].level > 0 and row.kind != "title"
            text = row.texts[tag].text
            mark = "•" if row.kind == "bullet" else row.texts[tag].mark.strip("#")
            label = text if first else f"{mark} {opening(text)}".strip()
            indent = "" if first or not section else "    "
            lines.append(f"{indent}- [{literal(label)}]({page}#{row.id})")
    return "\n".join([*lines, "", "</div>", ""])


def _about(reading: Reading, tag: str) -> str:
    words, work = strings(tag), reading.work
    join = words["semicolon"].join
    facts = [
        (words["creators"], join(local(c, tag) for c in work.creators)),
        (words["event"], local(work.event, tag)),
        (words["place"], local(work.place, tag)),
        (words["date"], written_date(work.date, tag)),
        (words["symbol"], work.symbol or words["unknown"]),
        *((lang.tag, _state(lang, words)) for lang in work.languages),
    ]
    if reading.original is not None:
        mended = join(
            f"{e.at}: {e.original} → {e.reading} ({e.reason})" for e in reading.emendations
        )
        facts.append((words["emendations"], mended or words["none"]))
    if work.sha256:
        facts.append((f"{words['original']} SHA-256", work.sha256))
    items = "\n".join(f"{_fact(k, reading)}<dd>{escape(v)}</dd>" for k, v in facts if v)
    return (
        f'<h2 id="about.head" markdown="span">{literal(words["about"])}</h2>\n\n'
        f'<dl class="about">\n{items}\n</dl>\n'
    )


def _fact(name: str, reading: Reading) -> str:
    """A fact's name; a language is named in itself."""
    if name in {language.tag for language in reading.work.languages}:
        return f'<dt lang="{name}">{escape(strings(name)["language"])}</dt>'
    return f"<dt>{escape(name)}</dt>"


def _state(language: Language, words: dict[str, str]) -> str:
    if language.role == "conversion":
        return f"{words['conversion']}{strings(language.source)['language']}"
    state = words[language.status]
    credit = words["semicolon"].join(filter(None, (language.translator, language.licence)))
    return f"{state}{words['semicolon']}{credit}" if credit else state


def _popover(term: Term, tag: str, path: str) -> str:
    entry = relative(f"{tag}/glossary.md", path)
    heads = " · ".join(
        f'<span lang="{t}">{literal(local(headwords(term), t))}</span>'
        for t, _ in definitions(term, tag)
    )
    body = "".join(
        f'<p lang="{t}" markdown="span">{prose(d)}</p>\n' for t, d in definitions(term, tag)
    )
    return (
        f'<div class="gloss" id="g-{term.id}" popover="auto" data-apparatus data-search-exclude '
        f'markdown="block">\n'
        f'<p class="gloss-head" markdown="span">{heads}</p>\n{body}'
        f'<p class="gloss-more" markdown="span">[{literal(strings(tag)["full"])}]'
        f"({entry}#{term.id})</p>\n</div>\n"
    )
