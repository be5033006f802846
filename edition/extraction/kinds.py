"""What each block of an extracted text is: title, heading, article, paragraph, item or text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from edition.extraction.drafts import Draft
from edition.extraction.layout import Layout
from edition.extraction.lines import ends_sentence
from edition.extraction.marks import IN_GRAMMAR, LEVELS, SIGNS
from edition.extraction.paragraphs import is_row
from edition.model import Kind

TITLES = re.compile(
    r"条约|公约|宪章|宣言|决议|协定|议定书|声明|报告|指南|文件|条例|规定|办法|准则|讲话|发言|纪要|建议|方案|章程"
    r"|條約|公約|憲章|決議|協定|議定書|聲明|報告|條例|規定|辦法|準則|講話|發言|紀要|建議|法(?=\Z|（)"
    r"|\b(?:Convention|Treaty|Act|Law|Declaration|Resolution|Agreement|Protocol|Statement|Report"
    r"|Guidelines|Charter|Regulations?|Rules|Remarks|Record|Working paper|Code|Recommendations)\b",
    re.IGNORECASE,
)
NOT_TITLE = re.compile(
    r"\d{4}\s*年.{1,16}[日月]|\d{1,2}(?:\s?[–—-]\s?\d{1,2})?\s[A-Z]\w+\s\d{4}\b|^\W*\d[\d\s\W]*$"
    r"|\b[A-Z]\w+ \d{1,2}(?:\s?[–—-]\s?\d{1,2})?, \d{4}\b"
    r"|提交|submitted|presented by|Distr|^Original|^原件|^[(（［\[]|^Translated|^Done at"
    r"|^United Nations|^联合国$|^聯合國$|General Assembly$|^大会$|届会议|屆會議|session\b"
    r"|^议程项目|^議程項目|^Agenda item|^Item \d|^第.{1,8}次会议|^目\s*录|^Contents"
    r"|通过$|通過$|公布$|施行$|^Adopted",
    re.IGNORECASE,
)
OPENINGS = re.compile(
    r"(?:[一二三四五六七八九十]+、|[IVX]+\.\s*|[A-Z]\.\s*)?(?:导\s*言|引\s*言|序\s*言|前\s*言|概\s*述|背\s*景|摘\s*要|總\s*則"
    r"|总\s*则|導\s*言|绪\s*论|说\s*明|Introduction|Preamble|Background|Summary|Overview|General"
    r"|Purpose|Scope|Foreword|Executive summary|INTRODUCTION|PREAMBLE|BACKGROUND|SUMMARY)\b.{0,20}"
)
LONGEST = 90  # columns of a heading


@dataclass(frozen=True, slots=True)
class Classified:
    """The kind of each draft, and the draft that is the title, -1 where none is."""

    kinds: tuple[Kind, ...]
    title: int
    sure: bool


def classify(found: Sequence[Draft], layout: Layout, numbering: str) -> Classified:
    """Tells the kinds of all blocks, in order."""
    begun = next((at for at, d in enumerate(found) if _begins_text(d)), len(found))
    title, sure = _title(found[:begun], layout)
    running = [_is_running(draft, layout) for draft in found]
    kinds: list[Kind] = []
    levels: dict[str, int] = {}
    in_front, quiet = True, True
    for at, draft in enumerate(found):
        if at == title:
            kinds.append("title")
            continue
        before = kinds[-1] if kinds else "title"
        kind = _kind(found, running, at, layout, numbering, in_front and quiet, title, before)
        quiet = quiet and not (running[at] and at > title and draft.length > layout.margin)
        if kind == "heading" and _level(draft, levels) == 2:
            kind = "subheading"
        if kind == "unnumbered" and in_front:
            kind = "front"
        in_front = in_front and kind in ("front", "title", "bullet")
        kinds.append(kind)
    return Classified(tuple(kinds), title, sure)


def numbering_of(found: Sequence[Draft]) -> str:
    """How numbers count, as `numbering` in work.yml says it."""
    articles = sum(1 for draft in found if draft.mark and draft.mark.kind == "article")
    if articles >= 2:
        return "by-article"
    numbers = [_digits(d) for d in found if d.mark and d.mark.kind == "decimal"]
    return "by-section" if len(numbers) != len(set(numbers)) else "continuous"


def _digits(draft: Draft) -> int:
    return int(draft.lines[0].text[: draft.mark.length - 1] if draft.mark else 0)


def _begins_text(draft: Draft) -> bool:
    """Whether a block can stand in no title page: one with a mark, or of some length."""
    return draft.mark is not None and draft.mark.kind not in SIGNS | {"roman", "capital"}


def _is_running(draft: Draft, layout: Layout) -> bool:
    marked = draft.mark is not None and draft.mark.kind in IN_GRAMMAR
    return marked or draft.lines[-1].ends or draft.length > layout.margin


def _kind(
    found: Sequence[Draft],
    running: Sequence[bool],
    at: int,
    layout: Layout,
    numbering: str,
    in_front: bool,
    title: int,
    before: Kind,
) -> Kind:
    draft = found[at]
    mark = draft.mark.kind if draft.mark else ""
    if mark == "decimal":
        return "paragraph"
    if mark == "item":
        return "item"
    if mark in SIGNS:
        return "bullet"
    if mark == "article":
        short = len(draft.lines) <= 2 and not draft.lines[-1].ends
        return "heading" if short or numbering != "by-article" else "article"
    if mark in LEVELS and _is_short(draft, layout):
        return "heading"
    if in_front and at < len(found) - 1:
        opens = OPENINGS.fullmatch(draft.text) is not None and at > title
        return "heading" if opens or _heads(found, running, at, layout, title) else "unnumbered"
    return "heading" if _is_heading(found, running, at, layout, before) else "unnumbered"


def _is_short(draft: Draft, layout: Layout) -> bool:
    text = draft.text
    last = text[-1]
    return (
        len(draft.lines) <= 2
        and sum(line.edge - line.indent for line in draft.lines) <= max(LONGEST, layout.margin)
        and (
            not ends_sentence(text)
            or last in "?？"
            or (draft.mark is not None and draft.length == draft.mark.length)
        )
        and last not in ",，、"
    )


def _is_heading(
    found: Sequence[Draft], running: Sequence[bool], at: int, layout: Layout, kind_before: Kind
) -> bool:
    """A short block that ends no sentence, between blocks that do or a heading and such."""
    draft = found[at]
    line = draft.lines[0]
    if len(draft.lines) > 2 or is_row(draft.lines[0], draft.mark) or not _is_short(draft, layout):
        return False
    wide = sum(one.edge - one.indent for one in draft.lines)
    if wide > max(layout.margin * 0.8, 30) or at + 1 >= len(found):
        return False
    if not layout.chinese and not (line.text[0].isupper() or line.text[0].isdigit()):
        return False
    after = found[at + 1]
    heads = running[at + 1] or (after.mark is not None and after.mark.kind in LEVELS)
    before = running[at - 1] or found[at - 1].lines[-1].ends or kind_before in ("title", "heading")
    return heads and before and not re.search(r"[。；]|_{3}|\.{4}", draft.text)


def _heads(
    found: Sequence[Draft], running: Sequence[bool], at: int, layout: Layout, title: int
) -> bool:
    """Whether the last short block of the front heads the first marked one."""
    draft = found[at]
    after = found[at + 1]
    return (
        title >= 0
        and at > title + 1
        and after.mark is not None
        and after.mark.kind in ("decimal", "article")
        and not NOT_TITLE.search(draft.text)
        and not running[at]
        and _is_short(draft, layout)
    )


def _level(draft: Draft, levels: dict[str, int]) -> int:
    """1 for the first kind of heading and 2 for those that come under it."""
    kind = draft.mark.kind if draft.mark else "plain"
    if kind == "division":
        word = draft.text[: draft.mark.length if draft.mark else 0]
        if not re.search(r"[节節]|[Ss]ection|SECTION", word):
            levels.setdefault("top", 1)
            return 1
        kind = "section" if "top" in levels else "division"
    if kind == "article":
        return 2 if levels else 1
    if kind in levels:
        return levels[kind]
    numbered = [name for name in levels if name != "plain"]
    levels[kind] = 2 if numbered else 1
    return levels[kind]


def _title(front: Sequence[Draft], layout: Layout) -> tuple[int, bool]:
    """Which block of the front is the title, and whether that is sure."""
    scores: list[tuple[float, int]] = []
    for at, draft in enumerate(front):
        text = draft.text
        if len(draft.lines) > 4 or text[-1] in "。；;" or OPENINGS.fullmatch(text):
            continue
        if draft.mark and draft.mark.kind in SIGNS:
            continue
        score = 4 * bool(TITLES.search(text)) - 6 * bool(NOT_TITLE.search(text)) - at * 0.5
        score += 1.5 * (draft.lines[0].indent > layout.left + 3) + 1.5 * text.isupper()
        score -= 3 * (text[-1] in ",.:，：" or is_row(draft.lines[0], draft.mark))
        scores.append((score, -at))
    if not scores:
        return -1, False
    best, at = max(scores)
    others = sorted(scores)[-2][0] if len(scores) > 1 else -9
    return -at, best - others >= 1.5 and best > -3
