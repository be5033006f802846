"""How a text is laid out: what in it tells where a paragraph ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from edition.extraction.lines import Line
from edition.extraction.marks import HAN

LETTER_BESIDE_HAN = re.compile(f"[{HAN}][A-Za-z0-9]|[A-Za-z0-9%][\u4e00-\u9fff]")
BLANK_BESIDE_HAN = re.compile("[\u4e00-\u9fff] [A-Za-z0-9]|[A-Za-z0-9%] [\u4e00-\u9fff]")
SAMPLE = 4_000  # lines


@dataclass(frozen=True, slots=True)
class Layout:
    """What holds for a whole text.

    `margin` is where a full line ends, in display columns. `gap` is how many blank lines stand
    between the lines of a paragraph; `gaps_tell` says whether more of them end one. `trailing`
    says whether a blank at the end of a line ends a paragraph, `indent` how much more than `left`
    columns the first line of a paragraph is set in: 0 where it is not, less where it hangs.
    `spaced` is what stands between Chinese and letters or digits.
    """

    chinese: bool
    margin: int
    gap: int
    gaps_tell: bool
    trailing: bool
    left: int
    indent: int
    spaced: str


def layout_of(lines: Sequence[Line], language: str) -> Layout:
    """Measures a text, by its first `SAMPLE` lines where it is longer."""
    lines = lines[:SAMPLE]
    chinese = language.startswith(("zh", "ja"))
    margin = _margin(lines)
    gaps = Counter(line.gap for line in lines[1:])
    inner = _inner_gap(lines, margin)
    wider = sum(count for gap, count in gaps.items() if gap > inner)
    left, indent = _indents(lines, margin)
    whole = "\n".join(line.text for line in lines)
    together, blank = len(LETTER_BESIDE_HAN.findall(whole)), len(BLANK_BESIDE_HAN.findall(whole))
    return Layout(
        chinese,
        margin,
        inner,
        wider * 40 >= len(lines),
        _trailing_tells(lines, margin),
        left,
        indent,
        " " if blank >= together else "",
    )


def _margin(lines: Sequence[Line]) -> int:
    """Where lines end that are longer than eleven in twelve of the longer half of them."""
    edges = sorted(line.edge for line in lines if line.edge)
    longer = edges[len(edges) // 2 :]
    return longer[-1 - len(longer) // 12] if longer else 0


def is_full(line: Line, margin: int) -> bool:
    """Whether a line reaches so far that it may have been broken for want of room."""
    return line.edge * 100 >= margin * 86


def _inner_gap(lines: Sequence[Line], margin: int) -> int:
    """Blank lines after a full line that ends no sentence: those within a paragraph."""
    within = Counter(
        after.gap for line, after in pairwise(lines) if is_full(line, margin) and not line.ends
    )
    return within.most_common(1)[0][0] if within else 0


def _trailing_tells(lines: Sequence[Line], margin: int) -> bool:
    """Whether blanks at line ends tell paragraphs: nearly all short lines have one, few full."""
    short = [line.trailing for line in lines if not is_full(line, margin)]
    full = [line.trailing for line in lines if is_full(line, margin)]
    if len(short) < 3 or not full:
        return False
    return sum(short) >= 0.8 * len(short) and sum(full) <= 0.3 * len(full)


def _indents(lines: Sequence[Line], margin: int) -> tuple[int, int]:
    """The left edge of running lines, and what first lines are set in more than it.

    First lines are those after a short line that ends a sentence; continuing lines those after
    a full one that ends none.
    """
    first: Counter[int] = Counter()
    going: Counter[int] = Counter()
    for line, after in pairwise(lines):
        if not is_full(line, margin) and line.ends:
            first[after.indent] += 1
        elif is_full(line, margin) and not line.ends:
            going[after.indent] += 1
    if not first or not going:
        return 0, 0
    left, often = going.most_common(1)[0]
    usual, count = first.most_common(1)[0]
    tells = (
        abs(usual - left) >= 2
        and count * 2 > sum(first.values())
        and often * 10 > 7 * sum(going.values())
    )
    return left, usual - left if tells else 0
