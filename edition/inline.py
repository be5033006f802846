"""Inline text: literal characters, emphasis, sentence marks and escapes."""

from __future__ import annotations

import re

from edition.text import Span

ANYWHERE = frozenset("\\*|")
AT_START = ANYWHERE | frozenset("#-•(（第A0123456789")


def inline(raw: str) -> tuple[str, tuple[Span, ...], tuple[int, ...]]:
    """Reads inline text: literal, but for `*emphasis*`, `|` and a backslash escape.

    A backslash escapes `\\`, `*` and `|` anywhere, and at the very start whatever may
    begin a block mark; before any other character it is a backslash.

    Returns the text that the reader sees, the emphasised ranges, and the offsets of `|`.
    An asterisk without a partner is a literal asterisk.
    """
    out: list[str] = []
    spans: list[Span] = []
    splits: list[int] = []
    stars = [m.start() for m in re.finditer(r"\\.|\*", raw) if m[0] == "*"]
    paired = set(stars[: len(stars) // 2 * 2])
    opened = -1
    at = 0
    while at < len(raw):
        character = raw[at]
        escapable = ANYWHERE if at else AT_START
        if character == "\\" and raw[at + 1 : at + 2] in escapable and at + 1 < len(raw):
            out.append(raw[at + 1])
            at += 2
            continue
        if character == "*" and at in paired:
            if opened < 0:
                opened = len(out)
            else:
                spans.append(Span(opened, len(out)))
                opened = -1
        elif character == "|":
            splits.append(len(out))
        else:
            out.append(character)
        at += 1
    return "".join(out), tuple(spans), tuple(splits)
