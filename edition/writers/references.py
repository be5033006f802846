"""References for reference managers: BibTeX, RIS and CSL-JSON of a text, as templates.

The gaps are `{url}`; where a segment is cited, `{accessed}` and `{row}` (`.` and the segment's
id); and where it has a place, `{locator}`. The grammar of templates is that of `citation_styles`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from edition.citation_styles import escaped
from edition.model import Edition, Reading
from edition.writers.citations import language_of, standing_of
from edition.writers.describe import titles
from edition.writers.layout import local
from edition.writers.locale import written_date
from edition.writers.strings import strings

Item = dict[str, object]
URL, ACCESSED, LOCATOR, ROW = "{url}", "{accessed}", "{locator}", "{row}"
BIBTEX_TYPES = {"report": "techreport", "book": "book", "pamphlet": "booklet"}
RIS_TYPES = {
    "article-journal": "JOUR",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "chapter": "CHAP",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "personal_communication": "PCOMM",
    "regulation": "STAT",
    "report": "RPRT",
    "standard": "STAND",
    "thesis": "THES",
    "treaty": "STAT",
    "webpage": "ELEC",
}
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
# What TeX would set as one dash or quotation mark.
LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')")
# Braces must balance in BibTeX even where a backslash stands before them.
TEX = str.maketrans(
    {c: f"\\{c}" for c in "#$%&_"}
    | {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def item(edition: Edition, reading: Reading, tag: str) -> Item:
    """The text in `tag` as a CSL-JSON item, described in its own language; no gaps, no address.

    It holds only what the source states. `note` says how far the text can be relied on.
    """
    work = reading.work
    language = language_of(reading, tag)
    names = titles(reading)
    found: Item = {
        "id": f"{work.id}.{tag}",
        "type": work.type,
        "title": local(names, tag),
        "author": [{"literal": name} for name in _authors(reading, tag)],
        "translator": [{"literal": language.translator}] if language.translator else [],
        "issued": _date(work.date),
        "number": work.symbol or "",
        "event-title": local(work.event, tag),
        "event-place": local(work.place, tag),
        "container-title": local(edition.title, tag),
        "version": edition.version,
        "language": tag,
        "original-title": names.get(work.base, "") if language.role == "translation" else "",
        "status": standing_of(language, tag),
        "note": standing_of(language, tag),
    }
    return {key: value for key, value in found.items() if value}


def _authors(reading: Reading, tag: str) -> list[str]:
    return [name for creator in reading.work.creators if (name := local(creator, tag))]


def year_of(value: str) -> str:
    """The year of an ISO 8601 date or interval that is within one year, or nothing."""
    parts = value.split("/")
    years = {part[:4] for part in parts}
    return years.pop() if len(years) == 1 and all(map(DATE.fullmatch, parts)) else ""


def day_of(value: str) -> date | None:
    """The day that a date names, or nothing where it names none or several."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _date(value: str) -> Item:
    """A date as CSL-JSON has it: its numbers, else the words."""
    parts = value.split("/")
    if not value or len(parts) > 2:
        return {"literal": value} if value else {}
    if all(map(DATE.fullmatch, parts)):
        return {"date-parts": [[int(number) for number in part.split("-")] for part in parts]}
    return {"literal": value}


def bibtex(edition: Edition, reading: Reading, tag: str, gaps: frozenset[str]) -> str:
    """A BibTeX entry, fields that BibLaTeX alone knows included; of the gaps, those named."""
    found = item(edition, reading, tag)
    work = reading.work
    kind = BIBTEX_TYPES.get(work.type, "misc")
    authors = _authors(reading, tag)
    language = language_of(reading, tag)
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in authors),
        "translator": f"{{{_tex(language.translator)}}}" if language.translator else "",
        "title": f"{{{_tex(str(found.get('title', '')))}}}",
        "date": _tex(work.date) if "date-parts" in _date(work.date) else "",
        "year": year_of(work.date),
        "number": _tex(work.symbol or ""),
        "institution": _tex(strings(tag)["comma"].join(authors)) if kind == "techreport" else "",
        "version": _tex(edition.version),
        "note": "",
        "language": tag,
        "url": "",
        "urldate": ACCESSED if ACCESSED in gaps else "",
    }
    remarks = "; ".join(map(_tex, _remarks(edition, reading, tag)))
    key = escaped(str(found["id"]))
    body = {name: escaped(value) if value not in gaps else value for name, value in fields.items()}
    body["note"] = "; ".join([LOCATOR] * (LOCATOR in gaps) + [escaped(remarks)])
    body["url"] = URL
    lines = [f"  {name} = {{{{{value}}}}}," for name, value in body.items() if value]
    return "\n".join([f"@{kind}{{{{{key}{ROW if gaps else ''},", *lines, "}}", ""])


def _tex(text: str) -> str:
    return LIGATURE.sub("{}", _one_line(text).translate(TEX))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _remarks(edition: Edition, reading: Reading, tag: str) -> Iterator[str]:
    """What the fields of a reference have no name for: standing, place and date, the edition."""
    work = reading.work
    words = strings(tag)
    if standing := standing_of(language_of(reading, tag), tag):
        yield standing
    occasion = [local(work.event, tag), local(work.place, tag), written_date(work.date, tag)]
    if stated := words["pause"].join(filter(None, occasion)):
        yield stated
    version = words["cite_version"].format(version=edition.version)
    yield words["cite_in"].format(edition=local(edition.title, tag), version=version)


def ris(edition: Edition, reading: Reading, tag: str, gaps: frozenset[str]) -> str:
    """A RIS record; of the gaps, those named."""
    found = item(edition, reading, tag)
    work = reading.work
    language = language_of(reading, tag)
    day = day_of(work.date)
    lines = [
        ("TY", RIS_TYPES.get(work.type, "GEN")),
        *(("AU", name) for name in _authors(reading, tag)),
        ("TI", str(found.get("title", ""))),
        ("T2", local(edition.title, tag)),
        ("A4", language.translator),
        ("PY", year_of(work.date)),
        ("DA", f"{day:%Y/%m/%d}/" if day else ""),
        ("M1", work.symbol or ""),
        ("ET", edition.version),
        ("LA", tag),
        ("OP", str(found.get("original-title", ""))),
        *(("N1", remark) for remark in _remarks(edition, reading, tag)),
        ("ID", str(found["id"])),
    ]
    shown = [(name, escaped(_one_line(value))) for name, value in lines]
    if gaps:
        shown[-1] = ("ID", shown[-1][1] + ROW)
    shown += [
        ("N1", LOCATOR if LOCATOR in gaps else ""),
        ("UR", URL),
        ("Y2", ACCESSED if ACCESSED in gaps else ""),
        ("ER", ""),
    ]
    return "\n".join(f"{name}  - {value}" for name, value in shown if value or name == "ER") + "\n"
