"""`<work>.tmx`: the aligned sentences of a work for translators' tools (TMX 1.4b)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from edition.model import Edition, Language, Output, Reading, Row
from edition.text import Span
from edition.writers.xml import element, encoded, tagged

NAME = "text_files"
HEADER = {
    "creationtool": "edition",
    "creationtoolversion": "1",
    "segtype": "sentence",
    "o-tmf": "edition",
    "adminlang": "en",
    "datatype": "plaintext",
}


def write(edition: Edition) -> Iterator[Output]:
    """A translation memory for every work that has more than one text, in UTF-8."""
    for reading in edition.readings:
        if len(reading.documents) > 1:
            yield Output(f"{reading.work.id}.tmx", memory(reading))


def memory(reading: Reading) -> bytes:
    """A unit per aligned sentence, or per segment where a text has no sentences aligned.

    Its id is the segment's with the number of the sentence, from 1; white space at the ends of a
    sentence is left out. The header notes what each text is.
    """
    root = etree.Element("tmx", {"version": "1.4"})
    header = element(root, "header", **HEADER, srclang=reading.work.base)
    for language in reading.work.languages:
        element(header, "note", _standing(language))
    body = element(root, "body")
    for row in reading.rows:
        for number, parts in _units(row, reading.work.base):
            unit = element(body, "tu", tuid=f"{row.id}.{number}" if number else row.id)
            element(unit, "prop", row.id, type="x-segment")
            for tag, text in parts.items():
                element(tagged(element(unit, "tuv"), tag), "seg", text)
    return encoded(root)


def _standing(language: Language) -> str:
    """What a text is, as `work.yml` has it: `en: translation from zh-Hans, working`."""
    source = f" from {language.source}" if language.role != "base" else ""
    facts = (f"{language.role}{source}", language.status, language.licence)
    return f"{language.tag}: {', '.join(filter(None, facts))}"


def _units(row: Row, base: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Number and texts of each unit of a row; 0 for the whole segment."""
    aligned = row.sentences if len(row.sentences) > 1 else {}
    for number, spans in enumerate(zip(*aligned.values(), strict=True), 1):
        yield (
            number,
            {
                tag: _part(row.texts[tag].text, span)
                for tag, span in zip(aligned, spans, strict=True)
            },
        )
    rest = {tag: s.text for tag, s in row.texts.items() if tag not in aligned}
    if rest and len(row.texts) > 1:
        yield 0, {base: row.texts[base].text} | rest


def _part(text: str, span: Span) -> str:
    return text[span.start : span.end].strip()
