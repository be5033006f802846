"""Literal text and marked ranges as Markdown that every character survives."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from edition.inline import inline
from edition.text import Span

ENTITIES = {
    code: f"&#{code};" for code in range(128) if chr(code).isprintable() and not chr(code).isalnum()
} | {9: "&#9;", 10: " "}
CONTROLS = {c: "\N{REPLACEMENT CHARACTER}" for c in (*range(9), *range(11, 32), 127)}
TABLE = str.maketrans(CONTROLS | {c: e for c, e in ENTITIES.items() if c != 32})
EDGES = re.compile(r"^ | $| (?= )")


def literal(text: str) -> str:
    """The text with every ASCII punctuation character as a numeric entity.

    A space at an edge or beside another becomes an entity too; NUL and other controls
    that HTML forbids become U+FFFD.
    """
    return EDGES.sub("&#32;", text.translate(TABLE))


def marked(text: str, links: Iterable[tuple[Span, str]], emphasis: Iterable[Span] = ()) -> str:
    """Literal Markdown with links and emphasis. A link is `(range, "(target){attributes}")`.

    Ranges must not overlap; emphasis is cut where a link begins or ends.
    """
    tails = dict(links)
    emphasis = tuple(emphasis)
    begins = {span.start for span in tails}
    ends = {span.end: tail for span, tail in tails.items()}
    marks = {span.end for span in emphasis} | {span.start for span in emphasis}
    edges = sorted({0, len(text)} | begins | set(ends) | marks)
    out: list[str] = []
    for start, end in pairwise(edges):
        piece = literal(text[start:end])
        if any(s.start <= start and end <= s.end for s in emphasis):
            piece = f"<em>{piece}</em>"
        opening = "[" if start in begins else ""
        closing = "]" + ends[end] if end in ends else ""
        out.append(opening + piece + closing)
    return "".join(out)


@lru_cache(maxsize=4096)
def prose(raw: str) -> str:
    """Prose in the inline grammar of the edition text, as Markdown."""
    text, emphasis, _ = inline(" ".join(raw.split("\n")).strip())
    return marked(text, (), emphasis)


def front_matter(values: dict[str, object]) -> str:
    """A YAML front matter; JSON is YAML, so that any character is safe."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=True)}" for key, value in values.items()]
    return "\n".join(["---", *lines, "---", "", ""])
