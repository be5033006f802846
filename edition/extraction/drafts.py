"""Blocks as they grow, line by line, and what stands where two lines join."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from edition.extraction.characters import Change
from edition.extraction.layout import Layout
from edition.extraction.lines import Line
from edition.extraction.marks import HAN, Mark, mark_of

HEAD = re.compile(r"([^\W\d_]+)[-‐]\Z")
APART = re.compile(f"(?<=[{HAN}])[ \u3000]+(?=[{HAN}])")
TOGETHER = re.compile("[\u4e00-\u9fff](?=[\u4e00-\u9fff])")
WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
HYPHENS = "-‐"
PREFIXES = frozenset((
    "all", "anti", "co", "counter", "cross", "decision", "ex", "fact", "far", "first", "five",
    "follow", "four", "full", "half", "high", "ill", "inter", "intra", "law", "long", "low",
    "mid", "multi", "near", "non", "over", "policy", "post", "pre", "pro", "quasi", "re", "rule",
    "second", "self", "semi", "short", "six", "so", "step", "sub", "ten", "third", "three", "two",
    "under", "vice", "well",
))  # fmt: skip


@dataclass(slots=True)
class Draft:
    """A block as it grows: its lines, its text so far in `pieces`, and where each line begins.

    `changed` says whether characters in it were repaired. `hyphens` are those that were
    taken away from the ends of lines, by the number of the line; `unsure` are the lines of which
    it is not sure that they begin the block, or go on with it.
    """

    lines: list[Line]
    pieces: list[str]
    mark: Mark | None
    length: int
    starts: list[int] = field(default_factory=lambda: [0])
    hyphens: dict[int, str] = field(default_factory=dict)
    unsure: set[int] = field(default_factory=set)
    changed: bool = False
    whole: str = ""

    @property
    def text(self) -> str:
        """The lines joined; kept once it has been asked for and no line comes any more."""
        if len(self.whole) != self.length:
            self.whole = "".join(self.pieces)
        return self.whole


def draft_of(line: Line, mark: Mark | None) -> Draft:
    """A block that begins with a line."""
    return Draft([line], [line.text], mark, len(line.text), changed=bool(line.changes))


def words_divided(lines: Sequence[Line]) -> Counter[str]:
    """How often the words stand in a text by which divided ones are told: for each line that ends
    in a hyphen the word before it, the one after, and both together with a hyphen and without."""
    asked: set[str] = set()
    for line, after in pairwise(lines):
        if line.text[-1] in HYPHENS:
            head, tail = HEAD.search(line.text), WORD.match(after.text)
            if head and tail:
                first, second = head[1].lower(), tail[0].lower()
                asked |= {first, second, first + second, f"{first}-{second}"}
    if not asked:
        return Counter()
    whole = "\n".join(line.text for line in lines).lower()
    return Counter(filter(asked.__contains__, WORD.findall(whole)))


def are_loose(lines: Sequence[Line]) -> bool:
    """Whether blanks between Chinese characters are the extractor's: they stand in many lines."""
    apart = sum(1 for line in lines if _has_blank(line.text) and APART.search(line.text))
    return 4 * apart > len(lines)


def _has_blank(text: str) -> bool:
    return " " in text or "\u3000" in text


def drawn_together(line: Line, loose: bool) -> Line:
    """A line without blanks between its Chinese characters, where most of them stand apart or
    all the text is `loose`; the blank after a mark stays.

    One where most stand apart was set to the full width of a line, which is not known yet: its
    `edge` is 0.
    """
    if not _has_blank(line.text):
        return line
    mark = mark_of(line.text)
    first = mark.length + 1 if mark else 0
    gone = [m.start() for m in APART.finditer(line.text) if m.start() >= first]
    dense = len(gone) >= 3 and len(gone) >= 2 * len(TOGETHER.findall(line.text))
    if not gone or not (loose or dense):
        return line
    changes = tuple(c._replace(at=c.at - bisect_left(gone, c.at)) for c in line.changes)
    blanks = Change(gone[0], gone[0], " ", "", "blanks")
    text = line.text[:first] + APART.sub("", line.text[first:])
    edge = 0 if dense else line.edge
    return line._replace(text=text, edge=edge, changes=(blanks, *changes))


def join(draft: Draft, line: Line, layout: Layout, known: Counter[str] | None = None) -> None:
    """Adds a line to a block. `known` are the words of the text, by which divided ones are told."""
    before = draft.pieces[-1]
    between = "" if _is_soft(draft.lines[-1]) else joint(before, line.text, layout)
    if draft.mark and draft.length == draft.mark.length:
        between = " "
    if known and not between and before[-1] in HYPHENS and _is_divided(draft, line, known):
        draft.hyphens[len(draft.lines) - 1] = before[-1]
        draft.pieces[-1] = before[:-1]
        draft.length -= 1
    draft.pieces += (between, line.text)
    draft.starts.append(draft.length + len(between))
    draft.length += len(between) + len(line.text)
    draft.lines.append(line)
    draft.changed = draft.changed or bool(line.changes)


def _is_soft(line: Line) -> bool:
    """Whether a soft hyphen stood at the end of a line."""
    if not line.changes:
        return False
    last = line.changes[-1]
    return last.removed == "\u00ad" and last.at >= len(line.text)


def joint(before: str, after: str, layout: Layout) -> str:
    """What stands between two lines that are joined: nothing, or a blank."""
    one, other = before[-1], after[0]
    if not layout.chinese:
        if one in HYPHENS and before[-2:-1].isalpha() and other.isalpha():
            return ""
        tight = one in "—/" and not before[-2:-1].isspace()
        return "" if tight or (other == "—" and after[1:2] != " ") else " "
    left, right = _side(one), _side(other)
    if left == right == "word":
        return "" if one in "-/" else " "
    if "word" in (left, right) and "han" in (left, right):
        return layout.spaced
    return ""


def _side(character: str) -> str:
    if "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf":
        return "han"
    return "word" if character.isalnum() or character in "%-/)(.,;:'\"&$" else "mark"


def _is_divided(draft: Draft, line: Line, known: Counter[str]) -> bool:
    """Whether the hyphen at the end of a line is the printer's, not the word's own.

    The text itself tells first: whether it has the word elsewhere, with or without a hyphen.
    """
    head, tail = HEAD.search(draft.pieces[-1]), WORD.match(line.text)
    if head is None or tail is None:
        return False
    first, second = head[1].lower(), tail[0].lower()
    whole, compound = known[first + second], known[f"{first}-{second}"]
    if whole or compound:
        return whole >= compound
    if tail[0][0].isupper() or first in PREFIXES:
        return False
    if known[first] and known[second] > 1:
        draft.unsure.add(len(draft.lines))
        return False
    return True
