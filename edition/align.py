"""Joins languages: rows by segment id, sentences by count."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.model import Document, Row, Segment
from edition.problems import Problem
from edition.text import Source, Span

CHINESE_END = re.compile(r"[。！？]+[”’」』）》]*")
SPACED_END = re.compile(
    r"(?<![.!?؟۔।॥։።])(?P<stop>[.!?؟۔।॥։።]++)(?:[”’“‘\"'»«›)\]]|\s?[»›])*+"
    r"(?=\s++(?:[“‘„‚\"'«»‹(\[¿¡]\s?)*+(?P<next>[^\W_]))"
)
NUMBERED = re.compile(r"(?:^|\W)(?:no|paras?|art|vol|pp?)\Z", re.IGNORECASE)


def sentences(segment: Segment, language: str) -> tuple[Span, ...]:
    """The sentences of a segment, as ranges that cover its text without gaps.

    A sentence ends at its final punctuation and closing quotes, and at each `|`. Where
    sentences are set apart by spaces, the next one starts with anything but a small
    letter; `No. 5` and the like stay whole.
    """
    find = _chinese_ends if language.startswith(("zh", "ja")) else _spaced_ends
    ends = {*find(segment.text), *segment.splits}
    bounds = sorted((ends - {0}) | {len(segment.text)})
    starts = [0, *bounds[:-1]]
    return tuple(Span(a, b) for a, b in zip(starts, bounds, strict=True) if a < b)


def _chinese_ends(text: str) -> Iterator[int]:
    return (match.end() for match in CHINESE_END.finditer(text))


def _spaced_ends(text: str) -> Iterator[int]:
    for match in SPACED_END.finditer(text):
        before = text[max(0, match.start() - 6) : match.start()]
        numbered = match["stop"] == "." and match["next"].isdecimal() and NUMBERED.search(before)
        if not (match["next"].islower() or numbered):
            yield match.end()


def rows(base: Document, others: dict[str, Document]) -> tuple[Row, ...]:
    """One row per segment of the base text, in its order, with every language that has it."""
    by_id = {tag: {s.id: s for s in d.segments} for tag, d in others.items()}
    result: list[Row] = []
    depths: dict[str, int] = {}
    section = 0
    for segment in base.segments:
        if segment.opens_page:
            section += 1
        texts = {base.language: segment}
        texts |= {tag: found[segment.id] for tag, found in by_id.items() if segment.id in found}
        within = depths.get(segment.parent, 0)
        depths[segment.id] = within + 1 if segment.kind in ("item", "bullet") else 0
        aligned = _aligned(texts, base.language)
        result.append(Row(segment.id, segment.kind, texts, section, aligned, depths[segment.id]))
    return tuple(result)


def _aligned(texts: dict[str, Segment], base: str) -> dict[str, tuple[Span, ...]]:
    """The sentences of each text that has as many of them as the base text."""
    found = {tag: sentences(segment, tag) for tag, segment in texts.items()}
    return {tag: spans for tag, spans in found.items() if len(spans) == len(found[base])}


def differences(base: Document, other: Document) -> Iterator[Problem]:
    """What keeps a translation from facing its base: E202, E203, E204, W205."""
    ours = [s.id for s in base.segments]
    theirs = [s.id for s in other.segments]
    held = set(theirs)
    for segment in base.segments:
        if segment.id not in held:
            yield Problem(
                "E202",
                f"{other.language} lacks {segment.id}",
                base.source,
                segment.place,
                f"add the block to {other.source.path}",
            )
    known = set(ours)
    for segment in other.segments:
        if segment.id not in known:
            yield Problem("E203", f"the base text has no {segment.id}", other.source, segment.place)
    shared = [i for i in theirs if i in known]
    expected = [i for i in ours if i in held]
    for got, want in zip(shared, expected, strict=True):
        if got != want:
            place = next(s.place for s in other.segments if s.id == got)
            yield Problem("E204", f"{got} stands where {want} is expected", other.source, place)
            break
    yield from _counts(base, other, other.source)


def _counts(base: Document, other: Document, source: Source) -> Iterator[Problem]:
    theirs = {s.id: s for s in other.segments}
    for segment in base.segments:
        facing = theirs.get(segment.id)
        if facing is None:
            continue
        ours, others = (
            len(sentences(segment, base.language)),
            len(sentences(facing, other.language)),
        )
        if ours != others:
            yield Problem(
                "W205",
                f"{segment.id} has {others} sentences; the base has {ours}",
                source,
                facing.place,
                "mark where you split or merge with “|”",
            )
