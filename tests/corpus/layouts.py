"""Sets a clean text as an extractor would give its printed page: hard lines, furniture, noise."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.characters import columns, noisy, wrap
from corpus.profiles import Profile
from corpus.texts import CALL, Block, Text

FURNITURE, JOB, MASTHEAD, RULE, HYPHEN, SPACE, NOTE_MARK, CALLS = -1, -2, -3, -4, -5, -6, -7, -100
Cell = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of page furniture in the raw text."""

    kind: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rendering:
    """A raw text, with the origin of each of its characters.

    `origin[i]` is the index of the block that character `i` belongs to, or one of
    `FURNITURE`, `JOB`, `MASTHEAD`, `RULE`, `HYPHEN`, `SPACE`, `NOTE_MARK` (before a
    note); note calls are `CALLS - index of the note's block`.
    """

    text: Text
    profile: Profile
    raw: str
    origin: tuple[int, ...]
    furniture: tuple[Piece, ...]


@dataclass(slots=True)
class Line:
    """A visual line under construction."""

    cells: list[Cell]
    block: int = -1
    first: bool = False
    last: bool = False
    gap: int = 0  # blank lines wanted before it


def render(text: Text, profile: Profile, seed: int = 0) -> Rendering:
    """The text in the profile's layout. The same arguments give the same characters."""
    rng = random.Random(f"{text.name}/{profile.name}/{seed}")
    set_blocks = [_set(text, index, profile, rng) for index in range(len(text.blocks))]
    foot = profile.notes == "page"
    kinds = [block.kind for block in text.blocks]
    body = [
        line for k, lines in zip(kinds, set_blocks, strict=True) if k != "note" for line in lines
    ]
    notes = {i: set_blocks[i] for i, kind in enumerate(kinds) if kind == "note"}
    if not foot:
        body += [line for lines in notes.values() for line in lines]
        notes = {}
    pages = list(_pages(body, notes, profile))
    return _written(text, profile, pages, rng)


def _set(text: Text, index: int, profile: Profile, rng: random.Random) -> list[Line]:
    """The visual lines of one block."""
    block = text.blocks[index]
    cells = _cells(text, index, profile, rng)
    fixed = block.kind in ("row", "signature")
    rows = [cells] if fixed else _wrapped(block, cells, profile, rng)
    if block.mark and profile.mark_alone and block.kind in ("paragraph", "item", "enumeration"):
        rows = _mark_alone(block, rows, profile, rng)
    gap = _gap(text, index, profile, rng)
    lines = [Line(row, index) for row in rows]
    lines[0].first, lines[0].gap, lines[-1].last = True, gap, True
    return lines


def _cells(text: Text, index: int, profile: Profile, rng: random.Random) -> list[Cell]:
    block = text.blocks[index]
    body = block.text
    if block.kind == "row":
        return _row(text, index, profile, rng)
    cells = [(c, NOTE_MARK if block.kind == "note" else index) for c in _mark(block, profile)]
    end = 0
    for call in CALL.finditer(body):
        cells += [(c, index) for c in noisy(body[end : call.start()], profile, rng)]
        note = _note_index(text, index, call[1])
        cells += [(c, CALLS - note) for c in _call(call[1], profile)]
        end = call.end()
    return cells + [(c, index) for c in noisy(body[end:], profile, rng)]


def _note_index(text: Text, index: int, mark: str) -> int:
    later = range(index, len(text.blocks))
    return next(i for i in later if text.blocks[i].kind == "note" and text.blocks[i].mark == mark)


def _mark(block: Block, profile: Profile) -> str:
    if block.kind == "bullet":
        return profile.bullet + profile.mark_gap
    if block.kind == "note":
        circled = chr(0x2460 + int(block.mark) - 1)
        return profile.note_mark.format(n=block.mark, circled=circled) + profile.note_gap
    if not block.mark:
        return ""
    if block.kind in ("article", "heading"):
        tight = block.mark.endswith(("、", "．", "）"))
        return block.mark + ("" if tight else profile.article_gap) * bool(block.text)
    tight = block.kind == "enumeration" and profile.mark_gap == " " and not block.mark[-1].isascii()
    gap = "" if tight else profile.mark_gap
    return block.mark + (gap.replace(" ", "\xa0") if profile.nbsp == "marks" else gap)


def _call(mark: str, profile: Profile) -> str:
    number = int(mark)
    return {
        "digit": mark,
        "superscript": "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(c)] for c in mark),
        "bracket": f"[{mark}]",
        "circled": chr(0x2460 + number - 1),
        "paren": f"（{mark}）",
    }[profile.call]


def _row(text: Text, index: int, profile: Profile, rng: random.Random) -> list[Cell]:
    parts = text.blocks[index].text.split(" | ")
    step = max(12, profile.width // max(1, len(parts)))
    line = ""
    for at, part in enumerate(parts):
        if at and profile.table == "tabs":
            line += "\t"
        elif at:
            line += " " * max(2, at * step - columns(line) + rng.choice((-1, 0, 0, 1)))
        line += part
    return [(c, index) for c in line]


def _wrapped(
    block: Block, cells: list[Cell], profile: Profile, rng: random.Random
) -> list[list[Cell]]:
    inner = profile.level_indent * (block.level - 1 if block.kind != "unnumbered" else 0)
    if block.kind in ("item", "enumeration", "bullet"):
        inner = profile.level_indent * block.level
    if block.headline and profile.heading != "left":
        return _centred(cells, profile, rng)
    indented = block.kind not in ("title", "front", "heading", "note")
    first = " " * inner + profile.indent if indented else ""
    rest = " " * (inner + profile.hanging if indented else 0)
    rooms = (profile.width - columns(first), profile.width - columns(rest))
    rows = [row for part in _parts(cells) for row in wrap(part, rooms, profile, rng)]
    return [
        [(c, SPACE) for c in (rest if at else first)] + row for at, row in enumerate(rows) if row
    ]


def _parts(cells: list[Cell]) -> list[list[Cell]]:
    """The cells before and after a line feed that stands between a mark and its text."""
    at = next((i for i, (c, _) in enumerate(cells) if c == "\n"), None)
    return [cells] if at is None else [cells[:at], cells[at + 1 :]]


def _centred(cells: list[Cell], profile: Profile, rng: random.Random) -> list[list[Cell]]:
    room = profile.width * 3 // 4
    rows = [row for part in _parts(cells) for row in wrap(part, (room, room), profile, rng)]
    if profile.heading == "spaces":
        pads = ["  "] * len(rows)
    else:
        pads = [" " * max(0, (profile.width - sum(columns(c) for c, _ in r)) // 2) for r in rows]
    return [[(c, SPACE) for c in pad] + row for pad, row in zip(pads, rows, strict=True)]


def _mark_alone(
    block: Block, rows: list[list[Cell]], profile: Profile, rng: random.Random
) -> list[list[Cell]]:
    if rng.random() >= profile.mark_alone:
        return rows
    lead = next(i for i, (c, _) in enumerate(rows[0]) if not c.isspace())
    cut = lead + len(block.mark)
    rest = rows[0][cut:]
    while rest and rest[0][0].isspace():
        rest = rest[1:]
    return [rows[0][:cut], rest, *rows[1:]] if rest else rows


def _gap(text: Text, index: int, profile: Profile, rng: random.Random) -> int:
    """How many blank lines the layout puts before the block."""
    if not index:
        return 0
    block, before = text.blocks[index], text.blocks[index - 1]
    near_heading = block.headline or before.headline
    together = block.kind == before.kind and block.kind in ("row", "signature")
    if near_heading and profile.collide and rng.random() < profile.collide:
        return 0
    if profile.blank == "headings":
        return int(near_heading)
    if together or profile.blank in ("none", "every"):
        return 0
    return 2 if profile.blank == "double" else 1


def _pages(
    body: list[Line], notes: dict[int, list[Line]], profile: Profile
) -> Iterator[list[Line]]:
    """Fills pages line by line; the notes that a page calls stand at its foot."""
    page: list[Line] = []
    foot: list[Line] = []
    used = 0
    for line in body:
        called = [CALLS - tag for _, tag in line.cells if tag <= CALLS]
        called = list(dict.fromkeys(c for c in called if c in notes))
        need = 1 + (line.gap if page else 0) + sum(len(notes[c]) for c in called)
        need += bool(called and not foot and profile.note_rule)
        if page and used + need > profile.lines:
            yield page + foot
            page, foot, used = [], [], 0
            need -= line.gap
        if called and not foot and profile.note_rule:
            foot.append(Line([(c, RULE) for c in profile.note_rule], RULE, True, True, 1))
        page.append(line)
        foot += [note for c in called for note in notes[c]]
        used += need
    if page:
        yield page + foot


@dataclass(slots=True)
class _Writer:
    """Collects the raw characters with their origins and the furniture's places."""

    raw: list[str] = field(default_factory=list)
    origin: list[int] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    def put(self, cells: Sequence[Cell]) -> None:
        for character, tag in cells:
            self.raw.append(character)
            self.origin.append(tag)

    def put_text(self, text: str, tag: int = SPACE) -> None:
        self.put([(c, tag) for c in text])

    def put_piece(self, text: str, tag: int) -> None:
        start = len(self.raw)
        self.put_text(text, tag)
        lead = len(text) - len(text.lstrip())
        self.pieces.append(Piece(tag, start + lead, start + len(text.rstrip())))


def _written(
    text: Text, profile: Profile, pages: list[list[Line]], rng: random.Random
) -> Rendering:
    out = _Writer()
    if profile.bom:
        out.put_text("\ufeff", FURNITURE)
    if profile.masthead:
        for entry in text.masthead:
            out.put_piece(entry, MASTHEAD)
            _end(out, profile, last=True)
    for number, page in enumerate(pages, 1):
        if number > 1:
            _page_break(out, profile)
        facts = _facts(text, number, len(pages))
        even = number % 2 == 0
        header = profile.header_even if even and profile.header_even else profile.header
        footer = profile.footer_even if even and profile.footer_even else profile.footer
        if number > 1 or profile.header_first:
            _furniture(out, profile, header, facts)
        if profile.footer_on_top:
            _furniture(out, profile, footer, facts)
        _body(out, profile, page, number)
        if number == 1:
            for entry in profile.job:
                out.put_piece(entry, JOB)
                _end(out, profile, last=True)
        if not profile.footer_on_top:
            _furniture(out, profile, footer, facts)
    raw = "".join(out.raw)
    return Rendering(text, profile, raw, tuple(out.origin), tuple(out.pieces))


def _body(out: _Writer, profile: Profile, page: list[Line], number: int) -> None:
    for at, line in enumerate(page):
        if at:
            for _ in range(line.gap):
                out.put_text(profile.newline)
        elif profile.page_start == "space" and number > 1:
            out.put_text(profile.page_space)
        if line.block == RULE:
            out.put_piece("".join(c for c, _ in line.cells), RULE)
        else:
            out.put(line.cells)
        final = at == len(page) - 1 and profile.page_start == "space"
        _end(out, profile, last=line.last, tight=final)


def _end(out: _Writer, profile: Profile, *, last: bool, tight: bool = False) -> None:
    spaced = {"none": False, "every": True, "paragraph": last, "inner": not last}
    if spaced[profile.trailing]:
        out.put_text(" ")
    out.put_text(profile.newline)
    if profile.blank == "every" and not tight:
        out.put_text(profile.newline)


def _page_break(out: _Writer, profile: Profile) -> None:
    breaks = {
        "plain": "",
        "space": "",
        "formfeed": "\f",
        "formfeed-line": "\f" + profile.newline,
        "blanks": profile.newline * 3,
    }
    out.put_text(breaks[profile.page_start])


def _facts(text: Text, page: int, pages: int) -> dict[str, str]:
    roman = (
        "".join("x" * (page // 10))
        + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[page % 10]
    )
    tens, ones = divmod(page, 10)
    han = ("" if tens < 2 else "一二三四五六七八九"[tens - 1]) + "十" * bool(tens)
    han += ("", *"一二三四五六七八九")[ones]
    facts = {"symbol": text.symbol, "title": text.header, "date": text.date}
    return facts | {"page": str(page), "pages": str(pages), "roman": roman, "han": han}


def _furniture(
    out: _Writer, profile: Profile, templates: tuple[str, ...], facts: dict[str, str]
) -> None:
    if not templates:
        return
    top = templates in (profile.header, profile.header_even)
    if not top and profile.furniture_gap and profile.blank != "every":
        out.put_text(profile.newline)
    for template in templates:
        line = template.format(**facts)
        align, line = (line[0], line[1:]) if line[0] in "<^>" else ("<", line)
        left, both, right = line.partition("||")
        free = profile.width - columns(left + right)
        if both:
            line = left + " " * max(2, free) + right
        elif align != "<":
            line = " " * max(0, free if align == ">" else free // 2) + line
        out.put_piece(line, FURNITURE)
        _end(out, profile, last=True)
    if top and profile.furniture_gap and profile.blank != "every":
        out.put_text(profile.newline)
