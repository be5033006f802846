"""Pointers in running text, such as “paragraph 5 (a)” or “第六条”: what they name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from edition.model import Reference, Segment
from edition.numerals import NUMERAL, ROMAN, article_number, chinese_number
from edition.text import Span

COUNT = rf"(?:[0-9]{{1,6}}|[{NUMERAL}]{{1,12}})"
ITEM = r"(?:\s*[(（](?P<item>[a-z])[)）])?"
DUAN = rf"第\s*(?P<number>{COUNT})\s*段{ITEM}"
TIAO = rf"(?P<article>第\s*{COUNT}(?:之[{NUMERAL}]{{1,12}})?\s*[条條](?:之[{NUMERAL}]{{1,12}})?)"
PARAGRAPH = rf"\b(?i:paragraphs?)\s+(?P<number>[0-9]{{1,6}})\b{ITEM}"
ARTICLE = (
    r"\b(?i:article)\s+(?P<article>[0-9]{1,6}(?:[A-Z]|\s?(?:bis|ter|quater))?|" + ROMAN + r")\b"
)
POINTERS = tuple(
    map(
        re.compile,
        (
            TIAO + DUAN,
            rf"{PARAGRAPH}\s+of\s+{ARTICLE}",
            rf"{ARTICLE},?\s+{PARAGRAPH}",
            DUAN,
            PARAGRAPH,
            TIAO,
            ARTICLE,
        ),
    )
)


def in_segment(
    segment: Segment, language: str, known: Collection[str], taken: Collection[Span]
) -> Iterator[Reference]:
    """The pointers in a segment; none in the ranges `taken`. Where one names nothing, no target."""
    for span, target in pointers(segment.text, segment.id, known, taken):
        if not (segment.kind == "article" and span.start == 0):
            yield Reference(segment.id, language, span, target)


def pointers(
    text: str, origin: str, known: Collection[str], taken: Collection[Span] = ()
) -> Iterator[tuple[Span, str]]:
    """Where a text at segment `origin` points, those of two parts first, and the id named.

    None overlaps a range `taken` or another pointer. `known` are the ids of the work; a
    pointer that names none of them has an empty target.
    """
    occupied = bytearray(len(text))
    for span in taken:
        occupied[span.start : span.end] = b"\1" * (span.end - span.start)
    for pattern in POINTERS:
        for match in pattern.finditer(text):
            span = Span(*match.span())
            if not any(occupied[span.start : span.end]):
                yield span, _target(match.groupdict(), origin, known)
            occupied[span.start : span.end] = b"\1" * (span.end - span.start)


def _target(parts: dict[str, str | None], origin: str, known: Collection[str]) -> str:
    """The id that a pointer in segment `origin` names, or nothing.

    A paragraph is sought in the article named with it, else in the containers of `origin`
    from the innermost outwards, else in the whole text.
    """
    article, number, item = (parts.get(name) for name in ("article", "number", "item"))
    within = f"art{article_number(_bare(article))}" if article else ""
    if not number:
        return within if within in known else ""
    wanted = f"p{chinese_number(number)}" + (f"-{item}" if item else "")
    steps = origin.split("-")
    inner = ["-".join(steps[:n]) for n in range(len(steps), 0, -1)]
    places = [f"{within}-"] if within else [*(f"{place}-" for place in inner), ""]
    return next((place + wanted for place in places if place + wanted in known), "")


def _bare(pointer: str) -> str:
    return re.sub(r"\s", "", pointer)
