"""Puts lines together into blocks: which line begins one, and what stands where two join."""

from __future__ import annotations

import re
from collections.abc import Sequence

from edition.extraction.drafts import Draft, draft_of, join, words_divided
from edition.extraction.layout import Layout, is_full
from edition.extraction.lines import Line, columns
from edition.extraction.marks import Mark, mark_of, may_follow, remember

SURE = 100
NEVER_FIRST = frozenset("，。、；：！？”’）》」』】〉,.;:!?)]%…")
CLOSED_BY = dict(zip("“（《「『([【", "”）》」』)]】", strict=True))
COLUMNS = re.compile(r"\S(?:\t+|[ \u3000]{3,})\S")
GOES_ON = frozenset("，、,(（《“‘「-—–/")
# Words with which paragraphs of preambles begin; each ends with a comma.
PREAMBULAR = re.compile(
    "(?:Acknowledging|Acting|Affirming|Alarmed|Appreciating|Aware|Bearing in mind|Believing"
    "|Concerned|Confident|Conscious|Considering|Convinced|Cognizant|Deeply|Deploring|Desiring"
    "|Desirous|Determined|Emphasizing|Encouraged|Encouraging|Endorsing|Expressing|Guided|Having"
    "|Hoping|Inspired|Keeping|Mindful|Noting|Observing|Reaffirming|Realizing|Recalling"
    "|Recognizing|Recognising|Reiterating|Resolved|Seeking|Stressing|Taking|Underlining"
    "|Underscoring|Urging|Viewing|Welcoming|Whereas|Wishing|Have agreed)\\b"
    "|(?:又|还|還|并|並|深为|深為|进一步|進一步)?(?:回顾|回顧|忆及|憶及|认识到|認識到|意识到|意識到|注意到"
    "|欢迎|歡迎|重申|深信|坚信|堅信|铭记|銘記|考虑到|考慮到|强调|強調|关切|關切|赞赏|讚賞|确认|確認|申明|念及"
    "|鉴于|鑒於|希望|决心|決心|承认|承認|感谢|感謝|表示|兹协议|兹议定|議定|协议如下)"
)


def drafts(lines: Sequence[Line], layout: Layout) -> tuple[Draft, ...]:
    """The blocks of a text, in order; every line is in one."""
    known = words_divided(lines)
    found: list[Draft] = []
    last: dict[str, str] = {}
    marks = [mark_of(line.text) for line in lines]
    for line, mark, after in zip(lines, marks, (*marks, None)[1:], strict=True):
        if mark and mark.tight:
            follows = bool(found) and found[-1].lines[-1].ends
            if follows and may_follow(mark.kind, line.text[: mark.length], last):
                line = _with_blank(line, mark.length)
            else:
                mark = None
        score = _score(found[-1], line, mark, layout, last, after) if found else SURE
        if score > 0:
            found.append(draft_of(line, mark))
            if mark is not None:
                remember(mark.kind, line.text[: mark.length], last)
        else:
            join(found[-1], line, layout, known)
        if abs(score) < 1:
            found[-1].unsure.add(len(found[-1].lines) - 1)
    return tuple(found)


def _with_blank(line: Line, at: int) -> Line:
    """A line with a blank at an offset of its text."""
    changes = tuple(c._replace(at=c.at + 1) if c.at >= at else c for c in line.changes)
    return line._replace(text=f"{line.text[:at]} {line.text[at:]}", changes=changes)


def _score(
    draft: Draft,
    line: Line,
    mark: Mark | None,
    layout: Layout,
    last: dict[str, str],
    after: Mark | None,
) -> float:
    """How much speaks for a block to begin with a line: more than nothing, and one does."""
    before = draft.lines[-1]
    text, previous = line.text, before.text
    if draft.mark is not None and draft.length == draft.mark.length and mark is None:
        return -100
    if text[0] in NEVER_FIRST:
        return -100
    if is_row(line, mark) or (len(draft.lines) == 1 and is_row(before, draft.mark)):
        return SURE
    full = is_full(before, layout.margin)
    ended = before.ends
    if full and not ended and mark is None and _is_level(draft, line, layout):
        return -5
    score = _of_mark(mark, text, ended, full, last)
    score += _of_room(draft, line, layout, ended)
    if mark is None and ended and not is_full(line, layout.margin) and not line.ends:
        score += 5 if after else 1.5
    score += _of_gap(line, layout)
    if layout.trailing:
        score += 3 if before.trailing else -3
    if layout.indent > 0 and not line.page:
        score += 3 if line.indent - layout.left >= layout.indent - 1 else -3
    elif layout.indent < 0:
        score += -3 if line.indent >= draft.lines[0].indent + 2 else 1
    elif line.indent >= before.indent + 3 and not full:
        score += 1.5
    if not layout.chinese:
        score += -3 if "a" <= text[0] <= "z" else 0.5 * text[0].isupper()
    if previous[-1] in GOES_ON and not (text[0].isupper() and not full):
        score -= 2
    if previous[-1] in ",，" and PREAMBULAR.match(text):
        score += 8
    return score - 1 if 0 < score <= 1 and _is_open(previous) else score


def _is_level(draft: Draft, line: Line, layout: Layout) -> bool:
    """Whether nothing in the place of a line tells it from one that goes on with a block."""
    before = draft.lines[-1]
    if line.page or line.gap > layout.gap or (layout.trailing and before.trailing):
        return False
    hangs = layout.indent < 0 and len(draft.lines) == 1
    return hangs or line.indent <= before.indent + 1


def _of_mark(mark: Mark | None, text: str, ended: bool, full: bool, last: dict[str, str]) -> float:
    if mark is None:
        return 0
    follows = may_follow(mark.kind, text[: mark.length], last)
    if mark.kind == "bullet":
        return 8
    if mark.kind == "dash":
        return 4 if ended or "dash" in last else 0
    if mark.kind in ("capital", "roman", "division"):
        return 4 if not full or ended else 1
    if mark.kind == "article":
        return (6 if ended or not full else -1) if follows or mark.kind not in last else 3
    if not follows:
        return 2 if ended else -2
    return 6 if ended or not full else 2


def _of_room(draft: Draft, line: Line, layout: Layout, ended: bool) -> float:
    """Whether the line before was broken though what follows would have found room."""
    first = 2 if layout.chinese else columns(line.text.split(" ", 1)[0]) + 1
    margin, edge = max(layout.margin, 1), draft.lines[-1].edge
    widest = max(line.edge, edge, draft.lines[0].edge)
    if 0.8 * margin <= widest < margin:
        margin = widest  # a block set in from the right
    room = (margin - edge - first) / margin
    if room >= 0.3:
        return 6
    if room >= 0.1:
        return 3
    if room >= 0.05:
        return 2 if ended else 0
    return -1.5 if ended else -4


def _of_gap(line: Line, layout: Layout) -> float:
    if line.page:
        return 0
    if line.gap > layout.gap:
        return 4 if layout.gaps_tell else 2
    if line.gap < layout.gap:
        return 0  # a page began here
    return -3 if layout.gaps_tell else 0


def _is_open(text: str) -> bool:
    """Whether a bracket or a quotation mark of the line is still open at its end."""
    return any(text.rfind(one) > text.rfind(other) for one, other in CLOSED_BY.items())


def is_row(line: Line, mark: Mark | None) -> bool:
    """Whether a line is a row of a table: columns stand apart in it, beside that of its mark."""
    text = line.text
    if "   " not in text and "\t" not in text and "\u3000" not in text:
        return False
    return COLUMNS.search(text, mark.length if mark else 0) is not None
