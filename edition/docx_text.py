"""The text of a Word document: a line a paragraph, list marks rebuilt, notes at the end.

Word keeps the numbers of lists out of the text; `list_numbers` puts them back. A call of a note is
`[1]`, and the note stands at the end as `[1] text`. A row of a table is one line, its cells
separated by tabs. Insertions are kept and deletions are left out (tracked changes).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from edition.list_numbers import Lists, W, lists_of

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
SKIPPED = frozenset(
    {f"{W}{name}" for name in ("del", "moveFrom", "rPr", "pPr", "instrText", "rt", "delText")}
    | {f"{MC}Fallback", f"{W}txbxContent", f"{W}sdtPr", f"{W}tbl"}
)
LITERAL = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
LITERAL |= {f"{W}softHyphen": "\u00ad"}
NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}


@dataclass(frozen=True, slots=True)
class DocxText:
    """The text; deleted characters left out; formats of numbers that have no reading here."""

    text: str
    deleted: int
    unknown: tuple[str, ...]
    pictures: bool


@dataclass
class _State:
    lists: Lists
    styles: dict[str, Any]
    notes: list[tuple[str, str]] = field(default_factory=list)
    deleted: int = 0
    carried: str = ""


def read(document: Any) -> DocxText:
    """The text of an open `docx.Document`."""
    body = document.element.body
    styles = {s.get(f"{W}styleId"): s for s in document.styles.element.iterfind(f"{W}style")}
    state = _State(lists_of(_part(document, "numbering")), styles)
    blocks = list(_blocks(body, state))
    for number, (part, name) in enumerate(state.notes, 1):
        root = _part(document, part)
        notes = root if root is not None else ()
        found = [note for note in notes if note.get(f"{W}id") == name]
        inner = " ".join(block for note in found for block in _blocks(note, state) if block.strip())
        blocks.append(f"[{number}] {inner.strip()}")
    pictures = next(body.iter(f"{W}drawing", f"{W}pict"), None) is not None
    text = "\n\n".join(block for block in blocks if block.strip())
    unknown = tuple(sorted(state.lists.unknown))
    return DocxText(text + "\n" if text else "", state.deleted, unknown, pictures)


def _part(document: Any, name: str) -> Any:
    """The root element of a part of the package, or `None`."""
    from docx.oxml import parse_xml

    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{name}"):
            return parse_xml(relation.target_part.blob)
    return None


def _blocks(parent: Any, state: _State) -> Iterator[str]:
    """The paragraphs and tables under an element, in order."""
    for child in parent.iterchildren():
        if child.tag == f"{W}p":
            text = _paragraph(child, state)
            if _joined_to_next(child):
                state.carried = text
                continue
            yield text
            for box in child.iter(f"{W}txbxContent"):
                if next(box.iterancestors(f"{MC}Fallback"), None) is None:
                    yield from _blocks(box, state)
        elif child.tag == f"{W}tbl":
            yield "\n".join(_rows(child, state))
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _blocks(child, state)


def _rows(table: Any, state: _State) -> Iterator[str]:
    for row in table.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl")) is not table:
            continue
        cells = row.iterfind(f"{W}tc")
        yield "\t".join(" ".join(" ".join(_blocks(c, state)).split()) for c in cells)


def _paragraph(paragraph: Any, state: _State) -> str:
    mark = _mark(paragraph, state)
    text = state.carried + mark + "".join(_text(paragraph, state))
    state.carried = ""
    return text


def _joined_to_next(paragraph: Any) -> bool:
    """Whether the paragraph's end is a tracked deletion."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _text(element: Any, state: _State) -> Iterator[str]:
    for child in element.iterchildren():
        tag = child.tag
        if tag in (f"{W}del", f"{W}moveFrom"):
            state.deleted += sum(len(t.text or "") for t in child.iter(f"{W}delText", f"{W}t"))
        elif tag in SKIPPED or not isinstance(tag, str):
            continue
        elif tag in (f"{W}t", MATH):
            yield child.text or ""
        elif tag in LITERAL:
            yield LITERAL[tag]
        elif tag in NOTES:
            state.notes.append((NOTES[tag], child.get(f"{W}id", "")))
            yield f"[{len(state.notes)}]"
        elif tag == f"{W}sym":
            yield chr(int(child.get(f"{W}char", "FFFD"), 16))
        else:
            yield from _text(child, state)


def _mark(paragraph: Any, state: _State) -> str:
    number, level = _listed(paragraph.find(f"{W}pPr"), state, 0)
    return state.lists.mark(number, level) if number else ""


def _listed(properties: Any, state: _State, depth: int) -> tuple[str, int]:
    """The list and level of a paragraph, its own or its style's."""
    if properties is None or depth > 20:
        return "", 0
    own = properties.find(f"{W}numPr")
    style = properties.find(f"{W}pStyle")
    if own is not None:
        number, level = own.find(f"{W}numId"), own.find(f"{W}ilvl")
        at = level.get(f"{W}val", "0") if level is not None else "0"
        if number is not None:
            return number.get(f"{W}val", ""), int(at) if at.isdecimal() else 0
    name = style.get(f"{W}val") if style is not None else None
    return _of_style(name, state, depth)


def _of_style(name: str | None, state: _State, depth: int) -> tuple[str, int]:
    style = state.styles.get(name or "")
    if style is None or depth > 20:
        return "", 0
    found = _listed(style.find(f"{W}pPr"), state, depth + 1)
    base = style.find(f"{W}basedOn")
    if found[0] or base is None:
        return found
    return _of_style(base.get(f"{W}val"), state, depth + 1)
