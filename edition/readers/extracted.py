"""Raw extracted text → edition text, with every repair reported and nothing lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from edition.extraction import drafts as joining
from edition.extraction import kinds, layout, paragraphs
from edition.extraction.blocks import (
    Block,
    blocks,
    emendations_of,
    is_too_long,
    repairs_of,
    written,
)
from edition.extraction.drafts import Draft
from edition.extraction.footnotes import begins_note, footnotes
from edition.extraction.furniture import furniture
from edition.extraction.lines import Line, lines_of
from edition.extraction.reports import Repair, problem
from edition.model import Emendation, Kind, Omission
from edition.problems import Problem
from edition.text import Source, Span


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was made of an extracted text.

    `text` is the edition text, and `numbering` what work.yml has to say of it. Of the characters
    that are no white space, those of the source are those of `text`, more what the repairs
    removed, less what they inserted. `omissions` and `emendations` say the same for
    `emendations.yml`, so that the edition text can be collated with the source. `symbol` is the
    document symbol that stands on a line of its own, `title` the title that was chosen.
    """

    text: str
    repairs: tuple[Repair, ...]
    problems: tuple[Problem, ...]
    numbering: str
    omissions: tuple[Omission, ...] = ()
    emendations: tuple[Emendation, ...] = ()
    symbol: str | None = None
    title: str = ""


def extract(source: Source, language: str) -> Extraction:
    """Reads a text as extractors leave it: hard-wrapped, with page furniture, in any layout.

    Problems: W601 (the title is not sure), W602 (a glyph is not known), W603 (the bounds of a
    block are not sure), W604 (a mark kept as text), E605 (no text), E107 (a block too long).
    Never raises, whatever the text.
    """
    lines, unseen = lines_of(source)
    reasons = furniture(lines)
    body = _body(lines, reasons)
    if language.startswith(("zh", "ja")):
        loose = joining.are_loose(body)
        body = tuple(joining.drawn_together(line, loose) for line in body)
    style = layout.layout_of(body, language)
    body = tuple(line if line.edge else line._replace(edge=style.margin) for line in body)
    notes = footnotes(body)
    foot = frozenset(at for page in notes.pages for at in page) | notes.rules
    drafts = paragraphs.drafts([line for at, line in enumerate(body) if at not in foot], style)
    numbering = kinds.numbering_of(drafts)
    told = kinds.classify(drafts, style, numbering)
    pages = [_notes([body[at] for at in page], style) for page in notes.pages]
    placed = tuple(_placed(drafts, told.kinds, pages))
    made = blocks([draft for draft, _, _ in placed], [kind for _, kind, _ in placed], numbering)
    texts = [written(block, numbering) for block in made]
    left_out = [(lines[at], why) for at, why in reasons.items()]
    left_out += [(body[at], "rule") for at in notes.rules]
    moved = [block for block, (_, _, moves) in zip(made, placed, strict=True) if moves]
    title = next((block.text for block in made if block.kind == "title"), "")
    return Extraction(
        "\n\n".join(text for text, _ in texts) + "\n" if made else "",
        tuple(_repairs(source, made, [count for _, count in texts], left_out, unseen, moved)),
        tuple(_problems(source, made, [text for text, _ in texts], told.sure, title)),
        numbering,
        tuple(_omissions(source, left_out, moved)),
        tuple(emendation for block in made for emendation in emendations_of(block)),
        _symbol(lines, reasons),
        title,
    )


def _body(lines: Sequence[Line], reasons: dict[int, str]) -> tuple[Line, ...]:
    """The lines of the text; the first after page furniture begins a page."""
    body: list[Line] = []
    page = False
    for at, line in enumerate(lines):
        if at in reasons:
            page = page or bool(body)
            continue
        body.append(line._replace(page=True) if page else line)
        page = False
    return tuple(body)


def _notes(lines: Sequence[Line], style: layout.Layout) -> tuple[Draft, ...]:
    """The footnotes of one page, each a block."""
    found: list[Draft] = []
    for line in lines:
        if found and not begins_note(line.text):
            joining.join(found[-1], line, style)
        else:
            found.append(joining.draft_of(line, None))
    return tuple(found)


def _placed(
    drafts: Sequence[Draft], told: Sequence[Kind], pages: Sequence[tuple[Draft, ...]]
) -> Iterator[tuple[Draft, Kind, bool]]:
    """The blocks with the footnotes of each page after the block that they stood in or after;
    the last value says whether a note was moved past text that followed it."""
    waiting = list(pages)
    for draft, kind in zip(drafts, told, strict=True):
        while waiting and waiting[0][0].lines[0].start < draft.lines[0].start:
            yield from ((note, "unnumbered", False) for note in waiting.pop(0))
        yield draft, kind, False
        while waiting and waiting[0][0].lines[0].start < draft.lines[-1].start:
            yield from ((note, "unnumbered", True) for note in waiting.pop(0))
    for notes in waiting:
        yield from ((note, "unnumbered", False) for note in notes)


def _repairs(
    source: Source,
    made: Sequence[Block],
    escapes: Sequence[int],
    left_out: Iterable[tuple[Line, str]],
    unseen: Iterable[tuple[int, str]],
    moved: Iterable[Block],
) -> list[Repair]:
    found = [Repair(Span(at, at + len(text)), "invisible", text) for at, text in unseen]
    for line, why in left_out:
        found.append(Repair(Span(line.start, line.end), why, source.text[line.start : line.end]))
    for block in moved:
        lines = block.draft.lines
        found.append(Repair(Span(lines[0].start, lines[-1].end), "footnote"))
    for block, count in zip(made, escapes, strict=True):
        found += repairs_of(block, count)
    return sorted(found, key=lambda repair: repair.span)


def _omissions(
    source: Source, left_out: Iterable[tuple[Line, str]], moved: Iterable[Block]
) -> list[Omission]:
    """The lines of the source that its text lacks, or has in another place."""
    found = [(line, why, "") for line, why in left_out]
    found += [(line, "footnote", block.id) for block in moved for line in block.draft.lines]
    found.sort(key=lambda each: each[0].start)
    return [
        Omission(source.position(line.start)[0], source.text[line.start : line.end], why, at)
        for line, why, at in found
    ]


def _problems(
    source: Source, made: Sequence[Block], texts: Sequence[str], sure: bool, title: str
) -> Iterator[Problem]:
    if not made:
        yield Problem("E605", "no line has a visible character", source)
        return
    if not title:
        first = made[0].draft.lines[0]
        message = "no line looks like the title"
        yield problem("W601", message, source, first.start, first.end)
    for block, text in zip(made, texts, strict=True):
        lines = block.draft.lines
        first = lines[0]
        if block.kind == "title" and not sure:
            message = f"“{block.text[:40]}” was taken for the title"
            yield problem("W601", message, source, first.start, first.end)
        if is_too_long(text):
            message = f"{block.id} has {len(text)} characters"
            yield problem("E107", message, source, first.start, first.end)
        if block.kept.strip():
            message = f"“{block.kept}” was kept as text"
            yield problem("W604", message, source, first.start, first.start + len(block.kept))
        for number in sorted(block.draft.unsure):
            line = lines[number]
            what = "begins here" if number == 0 else "goes on here"
            message = f"it is not sure that {block.id} {what}"
            yield problem("W603", message, source, line.start, line.end)
        for line in lines if block.draft.changed else ():
            for change in line.changes:
                if change.kind == "unknown":
                    at = line.start + change.column
                    message = f"U+{ord(change.removed):04X} stands for no known character"
                    yield problem("W602", message, source, at, at + 1)


def _symbol(lines: Sequence[Line], reasons: dict[int, str]) -> str | None:
    """The document symbol, where every line that names one names the same."""
    symbols = {lines[at].text for at, why in reasons.items() if why == "document symbol"}
    return symbols.pop() if len(symbols) == 1 else None
