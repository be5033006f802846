"""Collates the base text of a work with its original, character by character."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from edition.extraction.characters import BULLETS, INVISIBLE, PRIVATE_BULLETS
from edition.extraction.drafts import HYPHENS
from edition.model import Document, Emendation, Omission, Reading, Segment
from edition.problems import Problem
from edition.readers.edition_text import place_in
from edition.text import Source, Span

PRINTED_BULLETS = frozenset(f"{BULLETS}{PRIVATE_BULLETS}–—−-*")


@dataclass(frozen=True, slots=True)
class Witness:
    """The characters of an original that its base text has to have, each with its offset.

    White space, characters without width and omissions are left out.
    """

    characters: str
    offsets: tuple[int, ...]


def base_equals_original(reading: Reading) -> Iterator[Problem]:
    """E401 at the first difference between the base text and its original, E405 for omissions
    that do not stand there.

    They are the same up to white space; soft hyphens and other characters without width; a
    hyphen at the end of a line, which may be the printer's; the way block marks are written
    (headings gain `##`, any bullet is a bullet); emendations; and omissions.
    """
    original = reading.original
    if original is None:
        return
    places, problems = _omitted(original, reading.omissions)
    yield from problems
    witness = _witness(original, [span for span, _ in places])
    base = reading.documents[reading.work.base]
    moved: dict[str, str] = {}
    for span, omission in places:
        if omission.at:
            text = original.text[span.start : span.end]
            moved[omission.at] = moved.get(omission.at, "") + _bare(text)
    yield from _moved_elsewhere(base, reading, moved)
    yield from _first_difference(base, reading, original, witness, frozenset(moved))


def _bare(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and c not in INVISIBLE)


def _omitted(
    original: Source, omissions: Iterable[Omission]
) -> tuple[list[tuple[Span, Omission]], list[Problem]]:
    """Where the omissions stand in the original, and E405 for those that do not."""
    found: list[tuple[Span, Omission]] = []
    problems: list[Problem] = []
    end: dict[int, int] = {}
    starts = original.line_starts
    for omission in omissions:
        if omission.line <= len(starts):
            begin = end.get(omission.line, starts[omission.line - 1])
            stop = starts[omission.line] if omission.line < len(starts) else len(original.text)
            at = original.text.find(omission.text, begin, stop)
            if at >= 0:
                end[omission.line] = at + len(omission.text)
                found.append((Span(at, end[omission.line]), omission))
                continue
        message = f"“{omission.text}” does not stand on line {omission.line} of {original.path}"
        hint = "quote the line as the original has it, and count lines from 1"
        problems.append(Problem("E405", message, omission.source, omission.place, hint))
    return sorted(found, key=lambda each: each[0]), problems


def _witness(original: Source, omitted: Iterable[Span]) -> Witness:
    offsets: list[int] = []
    at = 0
    for span in (*omitted, Span(len(original.text), len(original.text))):
        piece = original.text[at : span.start]
        offsets += (at + i for i, c in enumerate(piece) if not c.isspace() and c not in INVISIBLE)
        at = max(at, span.end)
    return Witness("".join(map(original.text.__getitem__, offsets)), tuple(offsets))


def _moved_elsewhere(base: Document, reading: Reading, moved: dict[str, str]) -> Iterator[Problem]:
    """E405 where a segment that an omission names does not hold its words."""
    segments = {segment.id: segment for segment in base.segments}
    told: set[str] = set()
    for omission in reading.omissions:
        if omission.at not in moved or omission.at in told:
            continue
        told.add(omission.at)
        words = moved[omission.at]
        segment = segments.get(omission.at)
        mended = [e for e in reading.emendations if e.at == omission.at]
        if segment is None or _bare(_printed(segment, mended)[1]) != words:
            message = f"{omission.at} does not hold the words that stand on line {omission.line}"
            hint = "`at` is the segment that has all these lines, and nothing else"
            yield Problem("E405", message, omission.source, omission.place, hint)


def _printed(segment: Segment, emendations: Iterable[Emendation]) -> tuple[str, str]:
    """The mark and the text of a segment as the original has them."""
    text = segment.text
    for emendation in emendations:
        text = text.replace(emendation.reading, emendation.original, 1)
    return "" if segment.mark.startswith("#") else segment.mark, text


def _first_difference(
    base: Document,
    reading: Reading,
    original: Source,
    witness: Witness,
    moved: frozenset[str],
) -> Iterator[Problem]:
    at = 0
    mended: dict[str, list[Emendation]] = {}
    for emendation in reading.emendations:
        mended.setdefault(emendation.at, []).append(emendation)
    for segment in base.segments:
        if segment.id in moved:
            continue
        emendations = mended.get(segment.id, [])
        mark, text = _printed(segment, emendations)
        reached = _after_mark(witness, at, mark, segment.kind == "bullet")
        index, after = (0, at) if reached < 0 else _agree(witness, original, reached, text)
        if reached < 0 or index < len(text):
            place = segment.place if emendations else place_in(base.source, segment, index)
            yield _difference(base, segment, place, original, witness, after)
            return
        at = after
    if at < len(witness.offsets) and base.segments:
        last = base.segments[-1]
        yield _difference(base, last, last.place, original, witness, at)


def _after_mark(witness: Witness, at: int, mark: str, bullet: bool) -> int:
    """Where the text begins after a block mark, or -1 where the original has another there."""
    if bullet:
        return at + 1 if witness.characters[at : at + 1] in PRINTED_BULLETS else -1
    found = witness.characters[at : at + len(mark)]
    same = found == mark or unicodedata.normalize("NFKC", found) == mark
    return at + len(mark) if same else -1


def _agree(witness: Witness, original: Source, at: int, text: str) -> tuple[int, int]:
    """How far a text and the witness from `at` on agree: an index in each."""
    characters = witness.characters
    size = len(characters)
    for index, character in enumerate(text):
        if at < size and characters[at] == character:
            at += 1
        elif character.isspace() or character in INVISIBLE:
            continue
        elif _is_divided(witness, original, at) and characters[at + 1 : at + 2] == character:
            at += 2
        else:
            return index, at
    return len(text), at


def _is_divided(witness: Witness, original: Source, at: int) -> bool:
    """Whether a hyphen stands there at the end of a line, with a line of text after it."""
    if at + 1 >= len(witness.offsets) or witness.characters[at] not in HYPHENS:
        return False
    first, second = witness.offsets[at], witness.offsets[at + 1]
    return "\n" in original.text[first:second] or "\r" in original.text[first:second]


def _difference(
    base: Document, segment: Segment, place: Span, original: Source, witness: Witness, at: int
) -> Problem:
    offset = witness.offsets[at] if at < len(witness.offsets) else len(original.text)
    line, column = original.position(min(offset, max(0, len(original.text) - 1)))
    quoted = "".join(original.text[offset : offset + 12].split())
    reads = f"reads “{quoted}”" if quoted else "ends"
    return Problem(
        "E401",
        f"{segment.id} differs from {original.path}:{line}:{column}, which {reads} there",
        base.source,
        place,
        "restore the characters, or record an emendation",
    )
