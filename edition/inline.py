"""Inline text: literal characters, emphasis, sentence marks and escapes."""

from __future__ import annotations

import re

from edition.text import Span

MARK = re.compile(r"\\[\\*|]|[*|]")
ESCAPED_START = re.compile(r"\\([#\-•·–—(（第0-9０-９]|A(?=rticle )|[a-z](?=[)）]))")


def inline(raw: str) -> tuple[str, tuple[Span, ...], tuple[int, ...]]:
    r"""Reads inline text: literal, but for `*emphasis*`, `|` and a backslash escape.

    A backslash escapes `\`, `*` and `|` anywhere, and at the very start whatever may
    begin a block mark; before any other character it is a backslash. Returns the text
    that the reader sees, the emphasised ranges, and the offsets of `|`. Emphasis begins
    at an asterisk before a letter or mark and ends at the next one after a letter or
    mark; every other asterisk is literal.
    """
    pieces: list[str] = []
    length = 0
    while start := ESCAPED_START.match(raw, 2 * length):
        pieces.append(start[1])
        length += 1
    raw = raw[2 * length :]
    paired = _paired(raw)
    splits: list[int] = []
    edges: list[int] = []
    end = 0
    for mark in MARK.finditer(raw):
        pieces.append(raw[end : mark.start()])
        length += mark.start() - end
        end = mark.end()
        if mark[0] == "|":
            splits.append(length)
        elif mark.start() in paired:
            edges.append(length)
        else:
            pieces.append(mark[0][-1])
            length += 1
    pieces.append(raw[end:])
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return "".join(pieces), tuple(Span(a, b) for a, b in pairs), tuple(splits)


def _paired(raw: str) -> frozenset[int]:
    """Offsets of the asterisks that begin and end emphasis."""
    paired: list[int] = []
    opened = -1
    for mark in MARK.finditer(raw):
        at = mark.start()
        if mark[0] != "*":
            continue
        if opened < 0 and raw[at + 1 : at + 2].strip(" *|"):
            opened = at
        elif opened >= 0 and not raw[at - 1].isspace():
            paired += (opened, at)
            opened = -1
    return frozenset(paired)
