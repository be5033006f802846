"""The visual lines of an extracted text, with what an extractor tells of their place."""

from __future__ import annotations

from typing import NamedTuple

from edition.extraction.characters import ODD, Change, repaired
from edition.text import Source

TERMINAL = frozenset("。！？；：.!?;:…")
LISTED = ("; and", "; or", "; and/or", ", and", ", or", "；以及", "；和", "；或", "；或者")
CLOSING = "”’」』）)]》〉\"'】"
ENDS = "\r\n\f\v\x1c\x1d\x1e\x85\u2028\u2029"


class Line(NamedTuple):
    """A line that is not blank.

    `text` is repaired and has no white space at either end; `start` and `end` are its range in
    the source. `indent` is where it begins and `edge` where it ends, in display columns, a tab
    counting to the next eighth. `gap` is how many blank lines stand before it, `page` whether a
    form feed does, `trailing` whether white space follows it on its line, `ends` whether it ends
    a sentence. The columns of `changes` are those of `text` and of the source from `start`.
    """

    text: str
    start: int
    end: int
    indent: int
    edge: int
    gap: int
    page: bool
    trailing: bool
    ends: bool
    changes: tuple[Change, ...] = ()


def columns(text: str) -> int:
    """Display columns, told by the bytes of UTF-8: a character of ASCII takes one of each, one
    of Chinese two columns and three bytes."""
    if text.isascii():
        return len(text)
    return (len(text) + len(text.encode("utf-8", "surrogatepass"))) // 2


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence or a member of a list does."""
    bare = text.rstrip(CLOSING) or text
    return bare[-1] in TERMINAL or text.endswith(LISTED) or (text[0] in "(（" and text[-1] in ")）")


def lines_of(source: Source) -> tuple[tuple[Line, ...], tuple[tuple[int, str], ...]]:
    """The lines of a text, whatever ends them, and what stands on lines without a visible
    character: offset and characters."""
    found: list[Line] = []
    unseen: list[tuple[int, str]] = []
    at = gap = 0
    page = False
    for raw in source.text.splitlines(keepends=True):
        start = at
        at += len(raw)
        text = raw.strip()
        if not text:
            if raw[-1] == "\f":
                page = True
            else:
                gap += 1
            continue
        before = 0 if raw[0] == text[0] else len(raw) - len(raw.lstrip())
        indent = columns(raw[:before].expandtabs(8)) if before else 0
        start += before
        end = start + len(text)
        trailing = raw[before + len(text) : before + len(text) + 1].strip(ENDS) != ""
        changes: tuple[Change, ...] = ()
        if ODD.search(text):
            read, changes = repaired(text)
            shift = len(read) - len(read.lstrip())
            if shift:
                changes = tuple(c._replace(at=max(c.at - shift, 0)) for c in changes)
            text = read.strip()
            if not text:
                unseen.append((start, source.text[start:end]))
                continue
        edge = indent + columns(text.expandtabs(8) if "\t" in text else text)
        found.append(
            Line(text, start, end, indent, edge, gap, page, trailing, ends_sentence(text), changes)
        )
        page = raw[-1] == "\f"
        gap = 0
    return tuple(found), tuple(unseen)
