"""Literal text and marked ranges as Markdown that every character survives."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from edition.inline import inline
from edition.text import Span

ENTITIES = {
    code: f"&#{code};" for code in range(128) if chr(code).isprintable() and not chr(code).isalnum()
} | {9: "&#9;", 10: " "}
CONTROLS = {c: "\N{REPLACEMENT CHARACTER}" for c in (*range(9), *range(11, 32), 127)}
TABLE = str.maketrans(CONTROLS | {c: e for c, e in ENTITIES.items() if c != 32})
SCRIPT = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
BAR = re.compile(r"\\[\\*|]|\|")
BEYOND_ASCII = re.compile("[^ -~]")
Link = tuple[Span, str]
EDGES = re.compile(r"^ | $| (?= )")


def literal(text: str) -> str:
    """The text with every ASCII punctuation character as a numeric entity.

    A space at an edge or beside another becomes an entity too; NUL and other controls
    that HTML forbids become U+FFFD.
    """
    return EDGES.sub("&#32;", text.translate(TABLE))


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands on a text, by offset.

    `links` are ranges with the Markdown that follows the link's text, `"(target){attributes}"`;
    they must not overlap. `calls` are Markdown at a point, such as the number of a note.
    `sentences` cover the text.
    """

    links: tuple[Link, ...] = ()
    emphasis: tuple[Span, ...] = ()
    sentences: tuple[Span, ...] = ()
    calls: tuple[tuple[int, str], ...] = ()


def marked(text: str, marks: Marks) -> str:
    """Literal Markdown with its marks.

    A link is never cut: a sentence that would end, or a call that would stand, inside one
    does so after it. Emphasis is cut wherever another mark begins or ends.
    """
    links = sorted(marks.links)
    emphasis = sorted(marks.emphasis)
    tails = {span.end: tail for span, tail in marks.links}
    begins = {span.start for span, _ in marks.links}
    sentences = _sentences(text, marks.sentences, links)
    calls: dict[int, str] = {}
    for at, call in marks.calls:
        end = _after_link(at, links)
        calls[end] = calls.get(end, "") + call
    edges = {0, len(text), *begins, *tails, *calls}
    edges |= {
        at for span in (*marks.emphasis, *sentences.values()) for at in (span.start, span.end)
    }
    opened = {span.start: f'<span class="s" data-s="{n}">' for n, span in sentences.items()}
    closed = {span.end: "</span>" for span in sentences.values()}
    out: list[str] = []
    for start, end in pairwise(sorted(edges)):
        piece = literal(text[start:end])
        around = bisect_right(emphasis, start, key=_start) - 1
        if around >= 0 and end <= emphasis[around].end:
            piece = f"<em>{piece}</em>"
        out += (opened.get(start, ""), "[" * (start in begins), piece)
        out += ("]" + tails[end] if end in tails else "", calls.get(end, ""), closed.get(end, ""))
    return "".join(out)


def _sentences(text: str, spans: tuple[Span, ...], links: list[Link]) -> dict[int, Span]:
    """The sentences by number, less the space before them, moved outside links they would cut."""
    moved: dict[int, Span] = {}
    for number, span in enumerate(spans):
        start, end = _after_link(span.start, links), _after_link(span.end, links)
        trimmed = end - len(text[start:end].lstrip(" "))
        start = start if _after_link(trimmed, links) > trimmed else trimmed
        if start < end:
            moved[number] = Span(start, end)
    return moved


def _after_link(at: int, links: list[Link]) -> int:
    """The end of the link that an offset stands inside of, else the offset."""
    before = bisect_left(links, at, key=lambda link: link[0].start) - 1
    return max(at, links[before][0].end) if before >= 0 else at


def _start(span: Span) -> int:
    return span.start


@lru_cache(maxsize=4096)
def prose(raw: str, links: tuple[Link, ...] = ()) -> str:
    """Prose in the inline grammar of the edition text, as Markdown.

    `links` are ranges of what the reader sees (`plain`), as in `Marks`.
    """
    text, emphasis = _read(raw)
    return marked(text, Marks(links, emphasis))


def plain(raw: str) -> str:
    """Prose in the inline grammar of the edition text, as the reader sees it."""
    return _read(raw)[0]


def _read(raw: str) -> tuple[str, tuple[Span, ...]]:
    """The text and the ranges emphasised; sentences are not aligned, so `|` is literal."""
    whole = " ".join(raw.split("\n")).strip()
    text, emphasis, _ = inline(BAR.sub(lambda m: m[0] if m[0] != "|" else "\\|", whole))
    return text, emphasis


def in_script(value: object) -> str:
    """JSON that no script element of a page can end with or take for markup."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.translate(SCRIPT)


def front_matter(values: dict[str, object]) -> str:
    """A YAML front matter. JSON is YAML but for its pairs of surrogates, which YAML refuses."""
    coded = {key: json.dumps(value, ensure_ascii=False) for key, value in values.items()}
    lines = [f"{key}: {BEYOND_ASCII.sub(_escaped, text)}" for key, text in coded.items()]
    return "\n".join(["---", *lines, "---", "", ""])


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"
