"""Footnotes at the foot of pages: told by their numbers, which are called for above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from edition.extraction.lines import Line
from edition.extraction.marks import RINGED

SUPERSCRIPT = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
BODY = re.compile(
    r"(?P<plain>[0-9]{1,3})(?:[ \t\u3000]+)(?=[^\W\d_]|[“‘《「『(（\"'])"
    r"|\[(?P<squared>[0-9]{1,3})\]\s*(?=\S)|(?P<raised>[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3})\s*(?=\S)"
    r"|[(（](?P<bracketed>[0-9]{1,3})[)）]\s*(?=\S)|注(?P<note>[0-9]{1,3})[:：\s]*(?=\S)"
    r"|(?P<ringed>[①-⑳])\s*(?=\S)|(?P<star>\*{1,3}|[†‡])\s+(?=\S)"
)
RULE = re.compile(r"[_＿─━—–―=\-]{3,}|(?:[_*·.] ?){4,}")
FARTHEST = 25  # lines of notes at the foot of one page


@dataclass(frozen=True, slots=True)
class Footnotes:
    """Lines of notes, by their numbers in the text's lines: those of each page together, and
    the rules drawn above them."""

    pages: tuple[tuple[int, ...], ...] = ()
    rules: frozenset[int] = frozenset()


def footnotes(lines: Sequence[Line]) -> Footnotes:
    """Finds notes at the ends of pages: a `Line` with `page` begins one."""
    edges = [at for at, line in enumerate(lines) if line.page and at]
    pages: list[tuple[int, ...]] = []
    rules: set[int] = set()
    begin = 0
    for edge in (*edges, len(lines)):
        first = _first_note(lines, begin, edge)
        if first < edge:
            pages.append(tuple(range(first, edge)))
            if first - 1 > begin and RULE.fullmatch(lines[first - 1].text):
                rules.add(first - 1)
        begin = edge
    return Footnotes(tuple(pages), frozenset(rules))


def _first_note(lines: Sequence[Line], begin: int, end: int) -> int:
    """The line with which the notes of a page begin, or its end where it has none.

    The first of them is called for above, and those that follow it count on.
    """
    for at in range(max(begin + 1, end - FARTHEST), end):
        match = BODY.match(lines[at].text)
        if match is None or match.lastgroup is None:
            continue
        call = _call(match)
        above = [line.text for line in lines[begin:at]]
        ruled = RULE.fullmatch(lines[at - 1].text) is not None
        if match.lastgroup == "bracketed" and not ruled:
            continue  # as likely a list
        if any(call.search(text) for text in above) and _counts_on(lines, at, end, match):
            return at
    return end


def _call(match: re.Match[str]) -> re.Pattern[str]:
    kind, mark = match.lastgroup, match[match.lastgroup or 0]
    if kind == "squared":
        return re.compile(rf"(?<=.)\[{mark}\]")
    if kind in ("ringed", "star"):
        return re.compile(rf"(?<=[^\s*]){re.escape(mark)}(?!\*)")
    if kind == "bracketed":
        return re.compile(rf"(?<=[.,;:。，；：”」’』\w])[(（]{mark}[)）](?!\w)")
    if kind == "note":
        return re.compile(rf"(?<=.)[(（\[]?注{mark}(?![0-9])")
    number = mark.translate(SUPERSCRIPT)
    raised = number.translate(str.maketrans("1234567890", "¹²³⁴⁵⁶⁷⁸⁹⁰"))
    return re.compile(
        rf"(?<=[^\W\d_]){number}(?![0-9\w]|[.,]\d)(?!\s?[年月日条章个、％%])"
        rf"|(?<=[.,;:!?)\]”’」。，；：！？）》]){number}(?![0-9]|[.,]\d)(?!\s?[年月日])"
        rf"|{raised}(?![¹²³⁴⁵⁶⁷⁸⁹⁰])"
    )


def _counts_on(lines: Sequence[Line], at: int, end: int, first: re.Match[str]) -> bool:
    """Whether the other lines of the kind below count on from the first."""
    number = _number(first)
    for line in lines[at + 1 : end]:
        match = BODY.match(line.text)
        if match is not None and match.lastgroup == first.lastgroup:
            following = _number(match)
            if following == number + 1:
                number = following
    return bool(number)


def _number(match: re.Match[str]) -> int:
    mark = match[match.lastgroup or 0]
    if match.lastgroup == "ringed":
        return RINGED.index(mark) + 1
    if match.lastgroup == "star":
        return len(mark)
    return int(mark.translate(SUPERSCRIPT))


def begins_note(text: str) -> bool:
    """Whether a line of notes begins a note of its own."""
    return BODY.match(text) is not None
