"""What `import` makes of a raw text: the files of a work, and the report of every repair."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from edition.model import Output
from edition.problems import Problem, as_json
from edition.readers.extracted import Extraction
from edition.text import Source, Span, printable

ORIGINAL = "original.txt"
UNSEEN = {"lines": "joined", "blanks": "drawn together"}
LONGEST = 60  # code points of a removed or inserted text that the report quotes
REASONS = {
    "ideograph": "a radical or compatibility ideograph stood for the character",
    "ligature": "a ligature stood for the letters",
    "control": "a control character stood there",
}


def decoded(data: bytes, name: str, encoding: str) -> tuple[Source, tuple[Problem, ...]]:
    """The text of a file, and E002 where it is not in the encoding.

    `encoding` is a name that Python knows. What cannot be decoded becomes U+FFFD.
    """
    try:
        return Source(name, data.decode(encoding)), ()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        source = Source(name, data.decode(encoding, "replace"))
        message = f"byte 0x{data[error.start]:02x} is not valid {encoding.upper()}"
        hint = "name the encoding, such as --encoding gb18030, big5 or utf-16"
        place = Span(len(before), len(before) + 1)
        return source, (Problem("E002", message, source, place, hint),)


def files(
    extraction: Extraction, source: Source, work: str, language: str, modeline: str
) -> tuple[Output, ...]:
    """The files of a new work whose base text is imported, with paths relative to its folder."""
    data = source.text.encode("utf-8")
    title = extraction.title or work
    symbol = quoted(extraction.symbol) if extraction.symbol else "null"
    description = (
        f"{modeline}id: {work}\n"
        f"title: {{{language}: {quoted(title)}}}\n"
        f"base: {language}\n"
        f"numbering: {extraction.numbering}\n"
        "languages:\n"
        f"  - {{tag: {language}, role: base, status: published}}\n"
        f"symbol: {symbol}\n"
        f"original: {ORIGINAL}\n"
        f"sha256: {hashlib.sha256(data).hexdigest()}\n"
    )
    found = [
        Output(ORIGINAL, data),
        Output(f"{language}.md", extraction.text.encode("utf-8")),
        Output("work.yml", description.encode("utf-8")),
    ]
    if extraction.emendations or extraction.omissions:
        found.append(Output("emendations.yml", _apparatus(extraction, modeline).encode("utf-8")))
    return tuple(found)


def _apparatus(extraction: Extraction, modeline: str) -> str:
    """`emendations.yml`: what the edition text has in another way than the original."""
    lines = [modeline.replace("work.json", "emendations.json").rstrip("\n")] if modeline else []
    if extraction.emendations:
        lines.append("emendations:")
        for e in extraction.emendations:
            reason = "; ".join(REASONS[kind] for kind in e.reason.split(", "))
            lines.append(
                f"  - {{at: {e.at}, original: {quoted(e.original)}, "
                f"reading: {quoted(e.reading)}, reason: {quoted(reason)}}}"
            )
    if extraction.omissions:
        lines.append("omissions:")
        for o in extraction.omissions:
            at = f", at: {o.at}" if o.at else ""
            lines.append(
                f"  - {{line: {o.line}, text: {quoted(o.text)}, reason: {quoted(o.reason)}{at}}}"
            )
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A text as a double-quoted scalar of YAML, which takes the escapes of JSON (YAML 1.2, 7.3.1).

    What JSON leaves as it is and YAML does not print is escaped too.
    """
    plain = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else _escaped(c) for c in plain)


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def human(extraction: Extraction, source: Source) -> Iterator[str]:
    """The report for people: a line for each repair, then how many there were of each kind."""
    for repair in extraction.repairs:
        line, column = source.position(repair.span.start)
        removed, inserted = _shown(repair.removed), _shown(repair.inserted)
        change = " → ".join(filter(None, (removed, inserted))) or UNSEEN.get(repair.kind, "moved")
        yield f"{source.path}:{line}:{column}: {repair.kind}: {change} ({repair.why})"
    counts = Counter(repair.kind for repair in extraction.repairs)
    yield ", ".join(f"{kind}: {count}" for kind, count in sorted(counts.items())) or "no repairs"


def _shown(text: str) -> str:
    if not text:
        return ""
    cut = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return f"“{printable(cut)}”"


def as_data(
    extraction: Extraction, source: Source, problems: tuple[Problem, ...]
) -> dict[str, Any]:
    """The report as data: `repairs`, each with its place counted from 1, and `problems`."""
    repairs = []
    for repair in extraction.repairs:
        line, column = source.position(repair.span.start)
        repairs.append(
            {
                "kind": repair.kind,
                "why": repair.why,
                "removed": repair.removed,
                "inserted": repair.inserted,
                "line": line,
                "column": column,
                "start": repair.span.start,
                "end": repair.span.end,
            }
        )
    return {
        "file": source.path,
        "title": extraction.title,
        "numbering": extraction.numbering,
        "symbol": extraction.symbol,
        "repairs": repairs,
        "problems": json.loads(as_json(problems)),
    }
