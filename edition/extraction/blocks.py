"""Writes blocks in the grammar of the edition text, and accounts for every character."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from edition.extraction.characters import Change
from edition.extraction.drafts import Draft
from edition.extraction.reports import Repair
from edition.model import Emendation, Kind
from edition.numbering import Numbering
from edition.readers.edition_text import ARTICLE, MARKS, MAX_BLOCK, NEARLY
from edition.text import Span

HASHES: dict[Kind, str] = {"title": "#", "heading": "##", "subheading": "###"}
MARKUP = re.compile(r"[\\*|]")
ESCAPABLE = re.compile(r"[#\-•·–—(（第0-9０-９]|A(?=rticle )|[a-z](?=[)）])")
MARKED: frozenset[Kind] = frozenset({"paragraph", "item", "bullet"})
LETTER = re.compile(r"[(（]([a-z]{1,5})[)）]")
AROUND = 2  # code points on either side of a change in an emendation
EMENDED = frozenset({"ideograph", "ligature", "control"})
PASSES = 4


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the edition text: its id and kind, its text as a reader sees it, and as written.

    `kept` is a mark that looks like one of the grammar and is kept as text. The id is empty
    where the block is longer than an edition text may have it.
    """

    id: str
    kind: Kind
    mark: str
    text: str
    draft: Draft
    kept: str = ""

    @property
    def sign(self) -> str:
        """The mark as the edition text writes it."""
        return "-" if self.kind == "bullet" else HASHES.get(self.kind, self.mark)


def blocks(drafts: Sequence[Draft], told: Sequence[Kind], numbering: str) -> tuple[Block, ...]:
    """The blocks in order, with the ids that a reader of the edition text gives them.

    A mark that the grammar does not allow where it stands is kept as text. Since that may
    change what follows, it is done again until nothing changes, or without items at all.
    """
    kinds = list(told)
    made: tuple[Block, ...] = ()
    for turn in range(PASSES):
        made = tuple(_identified(drafts, kinds, numbering))
        refused = [at for at, block in enumerate(made) if block.kept and kinds[at] in MARKED]
        if not refused:
            break
        for at, kind in enumerate(kinds):
            if at in refused or (turn == PASSES - 2 and kind == "item"):
                kinds[at] = "unnumbered"
    return tuple(
        replace(b, kept=d.text[: d.mark.length]) if d.mark and told[at] != kinds[at] else b
        for at, (b, d) in enumerate(zip(made, drafts, strict=True))
    )


def _identified(drafts: Sequence[Draft], kinds: Sequence[Kind], numbering: str) -> Iterator[Block]:
    state = Numbering(numbering)
    taken: set[str] = set()
    for at, (draft, kind) in enumerate(zip(drafts, kinds, strict=True)):
        mark, text = "", draft.text
        if kind in MARKED and draft.mark:
            mark, text = text[: draft.mark.length], text[draft.mark.length :].lstrip()
        letter = ""
        if at + 1 < len(kinds) and kinds[at + 1] == "item":
            match = LETTER.match(drafts[at + 1].text[:8])
            letter = match[1] if match else ""
        kept = ""
        name = _name(state, kind, mark, text, letter, numbering, taken)
        if not name:
            kept, mark, text = mark or text[:1], "", draft.text
            kind = "front" if state.in_front else "unnumbered"
            name = _name(state, kind, "", text, letter, numbering, taken)
        if kind in ("front", "unnumbered"):
            kind = "front" if name.startswith("front") else "unnumbered"
        taken.add(name)
        yield Block(name, kind, mark, text, draft, kept)


def _name(
    state: Numbering,
    kind: Kind,
    mark: str,
    text: str,
    letter: str,
    numbering: str,
    taken: Collection[str],
) -> str:
    """The id that the block gets, or nothing where a reader would refuse it."""
    if not text or (kind == "item" and not state.paragraph):
        return ""
    if kind in ("heading", "subheading", "article"):
        article = ARTICLE.match(text)
        if article:
            kind, mark = "article", article[1]
        elif kind == "article":
            return ""
    elif kind in ("front", "unnumbered"):
        kind = "front" if state.in_front else "unnumbered"
    before = vars(state).copy()
    name, _ = state.identify(kind, mark, letter)
    if name in taken:
        vars(state).update(before)
        return ""
    return name


def written(block: Block, numbering: str) -> tuple[str, int]:
    """A block as the edition text writes it, and how many backslashes that took."""
    body = MARKUP.sub(r"\\\g<0>", block.text)
    escapes = len(body) - len(block.text)
    if block.sign:
        return f"{block.sign} {body}", escapes
    if block.kind != "article" and ESCAPABLE.match(body) and _is_taken_for_mark(body, numbering):
        return f"\\{body}", escapes + 1
    return body, escapes


def _is_taken_for_mark(body: str, numbering: str) -> bool:
    marks = any(pattern.match(body) for _, pattern in MARKS)
    return (
        marks
        or bool(NEARLY.match(body))
        or (numbering == "by-article" and ARTICLE.match(body) is not None)
    )


def is_too_long(text: str) -> bool:
    """Whether a block as written is longer than an edition text may have it."""
    return len(text) > MAX_BLOCK


def repairs_of(block: Block, escapes: int) -> Iterator[Repair]:
    """What was done to a block, each character that came or went in one repair."""
    draft, lines = block.draft, block.draft.lines
    first, last = lines[0], lines[-1]
    if block.kind in HASHES:
        yield Repair(Span(first.start, last.end), "heading", "", HASHES[block.kind])
    if block.kind == "bullet" and block.mark != "-":
        yield Repair(Span(first.start, first.start + 1), "bullet", block.mark, "-")
    if escapes:
        yield Repair(Span(first.start, last.end), "escape", "", "\\" * escapes)
    if len(lines) > 1:
        yield Repair(Span(first.start, last.end), "lines")
    for line in lines if draft.changed else ():
        for change in line.changes:
            if change.kind and change.kind != "unknown":
                at = line.start + change.column
                span = Span(at, at + 1)
                yield Repair(span, change.kind, change.removed, change.inserted)
    for number, hyphen in draft.hyphens.items():
        end = lines[number].end
        yield Repair(Span(end - 1, end), "hyphen", hyphen, "")


def emendations_of(block: Block) -> tuple[Emendation, ...]:
    """Emendations of the characters that were put right: each quotes a few beside it, so that
    it stands once in the text."""
    if not block.draft.changed:
        return ()
    shift = len(block.draft.text) - len(block.text)
    places = [
        (start + change.at - shift, change)
        for start, line in zip(block.draft.starts, block.draft.lines, strict=True)
        for change in line.changes
        if change.kind in EMENDED and start + change.at >= shift
    ]
    if not places:
        return ()
    found: list[Emendation] = []
    end = 0
    window: list[tuple[int, Change]] = []
    begin = 0
    for at, change in places:
        start, stop = max(0, at - AROUND), at + len(change.inserted) + AROUND
        if window and start > end:
            found.append(_emendation(block, begin, end, window))
            window = []
        if not window:
            begin = start
        end = min(len(block.text), max(end, stop)) if window else min(len(block.text), stop)
        window.append((at, change))
    found.append(_emendation(block, begin, end, window))
    whole = block.text
    for emendation in found:
        whole = whole.replace(emendation.reading, emendation.original, 1)
    if whole == _undone(block.text, 0, places) and all(e.reading in block.text for e in found):
        return tuple(found)
    return (_emendation(block, 0, len(block.text), places),)


def _emendation(
    block: Block, begin: int, end: int, changes: Sequence[tuple[int, Change]]
) -> Emendation:
    reading = block.text[begin:end]
    kinds = sorted({change.kind for _, change in changes})
    return Emendation(block.id, _undone(reading, begin, changes), reading, ", ".join(kinds))


def _undone(text: str, begin: int, changes: Sequence[tuple[int, Change]]) -> str:
    """A piece of a block as it was before the changes; it begins at `begin` of the block."""
    pieces: list[str] = []
    last = 0
    for at, change in changes:
        pieces += (text[last : at - begin], change.removed)
        last = at - begin + len(change.inserted)
    return "".join((*pieces, text[last:]))
