"""Page furniture: running headers and footers, page numbers, document symbols, job numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from edition.extraction.lines import Line
from edition.extraction.marks import mark_of
from edition.numerals import roman_number

DIGITS = re.compile(r"[0-9０-９]+")
APART = re.compile(r"\S {10,}\S")
TOTAL = r"(?:\s*(?:/|of|共|，共|,|／)\s*(?:共\s*)?\d{1,4}\s*[页頁]?)?"
EXPLICIT = re.compile(
    rf"\d{{1,4}}\s?[/／]\s?\d{{1,4}}|[-–—―·•~]\s?(\d{{1,4}})\s?[-–—―·•~]"
    rf"|第\s?(\d{{1,4}}|[一二三四五六七八九十百〇零]{{1,5}})\s?[页頁]{TOTAL}|[Pp](?:age|AGE)\s(\d{{1,4}}){TOTAL}"
    rf"|[页頁]\s?(\d{{1,4}}){TOTAL}|[Pp]\.\s?(\d{{1,4}})"
)
BARE = re.compile(r"\d{1,4}|[ivxl]{1,7}")
BESIDE = re.compile(r"(\d{1,4})\s{3,}\S.*|\S.*\S\s{3,}(\d{1,4})")
SYMBOL = re.compile(r"[A-Z][A-Z0-9]{0,7}(?:/[A-Z0-9][A-Za-z0-9.\-()*]*(?<!\.)){1,8}")
JOB = re.compile(
    r"\d{2}-\d{4,6}[A-Z]?(?:\s?\([A-Z]\))?(?:\s+\d{6})*(?:\s+\*\d{5,}\*)?|\*\d{5,}[A-Z]?\*"
    r"|[A-Z]{2,4}\.?\d{2}-\d{4,6}(?:\s?\([A-Z]\))?(?:\s+\d{6})*"
)
MAY_BEGIN = frozenset("0123456789*ABCDEFGHIJKLMNOPQRSTUVWXYZ-–—―·•~(（[第页頁pivxl")
EDGE = 3  # lines at the top and at the foot of a page that may be furniture
HEAD = 8  # lines at the head of a text that may name the document
LEAST = 6  # lines of a page
LONGEST = 70  # code points of a line of furniture

Reasons = dict[int, str]


def furniture(lines: Sequence[Line]) -> Reasons:
    """The lines that belong to the pages and not to the text: number of the line → what it is.

    Explicit page numbers and job numbers are told by their form; bare numbers and lines that
    hold a number by counting on from page to page; what else stands at the edges of pages by
    being there again. What stands once only is text, but for a document symbol.
    """
    found: Reasons = {}
    bare: list[tuple[int, int]] = []
    beside: list[tuple[int, int]] = []
    short: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        text = line.text
        wide = "   " in text
        if len(text) > LONGEST and not wide:
            continue
        if text[0] in MAY_BEGIN:
            if EXPLICIT.fullmatch(text):
                found[at] = "page number"
            elif JOB.fullmatch(text):
                found[at] = "job number"
            elif BARE.fullmatch(text):
                bare.append((at, int(text) if text.isdecimal() else roman_number(text)))
        if wide and (match := BESIDE.fullmatch(text)):
            beside.append((at, int(match[1] or match[2])))
        short[DIGITS.sub("\0", text)].append(at)
    found |= dict.fromkeys(_counting(bare, len(lines)), "page number")
    found |= dict.fromkeys(_counting(beside, len(lines)), "running header or footer")
    _repeated(lines, short, found)
    found |= dict.fromkeys(_symbols(lines, found), "document symbol")
    return found


def _symbols(lines: Sequence[Line], found: Reasons) -> list[int]:
    """Lines that hold a document symbol and nothing else: near the head of the text, or again and
    again. A line of text may end with a symbol too."""
    alone = [
        at
        for at, line in enumerate(lines)
        if at not in found and line.text[0].isupper() and SYMBOL.fullmatch(line.text)
    ]
    often = Counter(lines[at].text for at in alone)
    return [at for at in alone if at < HEAD or often[lines[at].text] > 1]


def _counting(numbers: Iterable[tuple[int, int]], total: int) -> tuple[int, ...]:
    """The longest run of lines whose numbers count up one by one, a page apart."""
    best: dict[int, tuple[int, int]] = {}  # number → length of its run, line
    before: dict[int, int] = {}
    for at, number in numbers:
        length, last = best.get(number - 1, (0, -1))
        if length and at - last < LEAST:
            length, last = 0, -1
        if length + 1 >= best.get(number, (0, 0))[0]:
            best[number] = (length + 1, at)
            before[at] = last
    longest = max(best.values(), default=(0, -1))
    if longest[0] < 2 or (longest[0] == 2 and total < 2 * LEAST):
        return ()
    run: list[int] = []
    at = longest[1]
    while at >= 0:
        run.append(at)
        at = before[at]
    return tuple(run)


def _repeated(lines: Sequence[Line], short: dict[str, list[int]], found: Reasons) -> None:
    """Adds the lines that stand at the edges of pages again and again."""
    pages = _edges(lines, found)
    if not pages:
        found |= dict.fromkeys(_regular(lines, short), "running header or footer")
        pages = _edges(lines, found)
    near = _near(lines, pages, found)
    groups: dict[str, list[int]] = defaultdict(list)
    for at in near:
        text = lines[at].text
        if at not in found:
            groups[DIGITS.sub("\0", text)].append(at)
    for pattern, places in groups.items():
        everywhere = short.get(pattern, places)
        if len(places) < 2 or not _is_furniture(lines, pattern, places, everywhere):
            continue
        kept = _kept(lines, everywhere, places)
        for at in places:
            if at != kept:
                symbol = SYMBOL.fullmatch(lines[at].text)
                found[at] = "document symbol" if symbol else "running header or footer"


def _edges(lines: Sequence[Line], found: Reasons) -> tuple[int, ...]:
    """The lines with which pages begin, as form feeds or known furniture tell."""
    feeds = [at for at, line in enumerate(lines) if line.page]
    if feeds:
        return tuple(feeds)
    known = sorted(at for at, why in found.items() if why != "job number")
    edges: list[int] = []
    for at in known:
        if not edges or at - edges[-1] >= LEAST:
            edges.append(at)
    return tuple(edges)


def _near(lines: Sequence[Line], pages: tuple[int, ...], found: Reasons) -> tuple[int, ...]:
    """The lines at the edges of pages, known furniture not counted."""
    near: set[int] = set()
    for page in (0, *pages, len(lines)):
        for step in (-1, 1):
            at, left = (page - 1, EDGE) if step < 0 else (page, EDGE)
            while left and 0 <= at < len(lines):
                if at not in found:
                    near.add(at)
                    left -= 1
                at += step
    return tuple(sorted(near))


def _is_furniture(
    lines: Sequence[Line], pattern: str, places: list[int], everywhere: list[int]
) -> bool:
    """Whether lines alike but for digits belong to pages: most of them stand at edges, and no
    mark of a block begins them that counts on."""
    if len(places) * 2 < len(everywhere):
        return False
    texts = {lines[at].text for at in places}
    if len(texts) == 1:
        return mark_of(next(iter(texts))) is None
    mark = mark_of(lines[places[0]].text)
    if mark is not None and mark.kind != "capital":
        return False
    numbers = [[int(n) for n in DIGITS.findall(lines[at].text)] for at in places]
    return any(_rises(column) for column in zip(*numbers, strict=True))


def _rises(numbers: Sequence[int]) -> bool:
    """Whether numbers count up as pages do: by one, or by two where every second page has them."""
    steps = Counter(b - a for a, b in pairwise(numbers))
    return set(steps) <= {1, 2, 3} and bool(steps)


def _kept(lines: Sequence[Line], everywhere: list[int], places: list[int]) -> int:
    """The one of them that is the text's own, such as the title that headers repeat, or -1."""
    first = everywhere[0]
    on_first_page = first < 2 * LEAST and not any(line.page for line in lines[1 : first + 1])
    again = len(everywhere) > 1 and everywhere[1] < 2 * LEAST
    whole = len({lines[at].text for at in places}) == 1
    if not (on_first_page and whole) or SYMBOL.fullmatch(lines[first].text):
        return -1
    return everywhere[1] if again else first


def _regular(lines: Sequence[Line], short: dict[str, list[int]]) -> tuple[int, ...]:
    """Where nothing else tells pages: a line that comes again at even distances, or whose words
    stand at both edges."""
    best: tuple[int, ...] = ()
    for places in short.values():
        texts = {lines[at].text for at in places}
        if len(places) < 2 or len(places) <= len(best) or len(texts) > 1:
            continue
        text = next(iter(texts))
        gaps = [b - a for a, b in pairwise(places)]
        even = min(gaps) >= 2 * LEAST and max(gaps) <= 1.5 * min(gaps)
        if even and not mark_of(text) and (len(places) > 2 or APART.search(text)):
            best = tuple(places)
    return best
