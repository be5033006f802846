"""The edition text: a strict and tiny grammar that reads well as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

from edition.inline import inline
from edition.model import Document, Kind, Segment
from edition.numbering import Numbering
from edition.numerals import CHINESE_ARTICLE, LATIN_ARTICLE
from edition.problems import Problem
from edition.text import Source, Span

MAX_BLOCK = 100_000
MAX_BLOCKS = 200_000
HAN = r"\u2e80-\u303f\u3100-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
BLANK = r"[^\S\n]"
BLOCK = re.compile(rf"[^\s].*(?:\n(?!{BLANK}*(?:\n|\Z)).+)*")
MARKS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("title", re.compile(rf"(#)(?:{BLANK}+|\Z)")),
    ("heading", re.compile(rf"(##)(?:{BLANK}+|\Z)")),
    ("subheading", re.compile(rf"(###)(?:{BLANK}+|\Z)")),
    ("paragraph", re.compile(rf"([0-9０-９]{{1,6}}(?:\.(?={BLANK})|[．、])){BLANK}*")),
    ("item", re.compile(rf"([(（][a-z]{{1,5}}[)）])(?:{BLANK}+|(?=[{HAN}]))")),
    ("bullet", re.compile(rf"([-•])(?:{BLANK}+|\Z)")),
)
ARTICLE = re.compile(
    rf"({CHINESE_ARTICLE}(?=[\s:：.．]|\Z)|{LATIN_ARTICLE}(?=\Z|[.:：．—–]|\s+[^a-z\s]|\s*\n))"
    rf"[ \u3000.:：]*"
)
NEARLY = re.compile(
    rf"#+[^#\s]|####|[0-9０-９]{{1,4}}(?:[.．](?![0-9０-９\s])|[)）])"
    rf"|[(（](?:[a-z]{{1,4}}|[A-Z]|[0-9]{{1,2}})[)）]|[a-z][)）]\s|[•·–*—]\s|•|-[{HAN}]|\|"
)
INSIDE = re.compile(
    rf"^{BLANK}*(#{{1,3}}{BLANK}|[0-9]{{1,4}}\.{BLANK}|[(（][a-z]{{1,5}}[)）]{BLANK}|[-•]{BLANK})",
    re.MULTILINE,
)
NEUTRAL = frozenset("—…“”‘’")
CJK = re.compile(f"[{HAN}]")
PAIRS = {"“": "”", "‘": "’", "《": "》", "（": "）", "「": "」", "『": "』", "„": "“", "«": "»"}


def read(
    source: Source,
    language: str,
    numbering: str,
    retired: frozenset[str] = frozenset(),
    added: Iterable[tuple[str, str]] = (),
) -> tuple[Document, tuple[Problem, ...]]:
    """Reads an edition text into a `Document`.
    No block is counted to an id that is `retired`; `added` are ids, each with the one before
    which it is given.

    Problems: E004 (too many blocks), E101 (id twice), E102 (item without paragraph), W103
    (open quotation mark), E104, E105 (title), E106 (mark without text), E107 (block too
    long), W108 (nearly a block mark), W109 (a block mark inside a block). A block with a
    problem still becomes a segment wherever it can be given an id.
    """
    state = Numbering(numbering, retired)
    for id, before in added:
        state.added.setdefault(before, []).append(id)
    segments: list[Segment] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    blocks = tuple(islice(BLOCK.finditer(source.text), MAX_BLOCKS + 1))
    if len(blocks) > MAX_BLOCKS:
        problems.append(_too_many(source, blocks[-1].start()))
        blocks = blocks[:-1]
    for at, match in enumerate(blocks):
        span = Span(*match.span())
        following = blocks[at + 1][0] if at + 1 < len(blocks) else ""
        segment, found = _segment(source, span, language, state, _item_letter(following))
        problems += found
        if segment is None:
            continue
        if segment.id in seen:
            problems.append(_taken(source, segment))
            continue
        seen.add(segment.id)
        segments.append(segment)
        problems += _suspicious(source, segment)
    problems += _open_quotes(source, segments, language)
    problems += _title_problems(source, segments)
    in_order = sorted(problems, key=lambda problem: problem.span)
    return Document(language, source, tuple(segments)), tuple(in_order)


def _too_many(source: Source, at: int) -> Problem:
    message = f"the limit of a text is {MAX_BLOCKS} blocks"
    return Problem("E004", message, source, Span(at, at + 1), "divide it into several works")


def place_in(source: Source, segment: Segment, index: int) -> Span:
    """Where the character at `index` of a segment's text stands in its file."""
    return next(islice(places_in(source, segment), index, None))


def places_in(source: Source, segment: Segment) -> Iterator[Span]:
    """Where each character of a segment's text stands in its file, and what follows the last."""
    at = segment.place.start + len(segment.mark)
    last = max(segment.place.start, segment.place.end - 1)
    for character in segment.text:
        while at < segment.place.end and source.text[at] != character:
            if character == " " and source.text[at].isspace():
                break
            at += 1
        yield Span(min(at, last), min(at, last) + 1)
        at += 1
    while True:
        yield Span(min(at, last), min(at, last) + 1)


def _segment(
    source: Source, span: Span, language: str, state: Numbering, following: str
) -> tuple[Segment | None, list[Problem]]:
    raw = source.text[span.start : span.end].rstrip()
    if len(raw) > MAX_BLOCK:
        hint = "break the text into paragraphs with blank lines"
        message = f"this block has {len(raw)} characters; the limit is {MAX_BLOCK}"
        return None, [Problem("E107", message, source, Span(span.start, span.start + 1), hint)]
    kind, mark, rest = _block_mark(raw, state)
    joined = join_lines(rest, language)
    article = _article(kind, joined, state.mode)
    kind = "article" if article else kind
    text, emphasis, splits = inline(joined)
    if not text.strip():
        hint = "write the text after the mark, or delete the mark"
        return None, [Problem("E106", f"nothing follows “{mark or raw[:20]}”", source, span, hint)]
    if kind == "item" and not state.paragraph:
        hint = "escape the bracket with a backslash if this is running text"
        message = f"“{mark}” stands under no numbered paragraph"
        return None, [Problem("E102", message, source, span, hint)]
    identifier, parent = state.identify(kind, article[1] if article else mark, following)
    return Segment(identifier, kind, mark, text, parent, emphasis, splits, span), []


def _item_letter(block: str) -> str:
    match = MARKS[4][1].match(block)
    return match[1].strip("()（）") if match else ""


def _block_mark(raw: str, state: Numbering) -> tuple[Kind, str, str]:
    for kind, pattern in MARKS:
        if match := pattern.match(raw):
            return kind, match[1], raw[match.end() :]
    return "front" if state.in_front else "unnumbered", "", raw


def _article(kind: Kind, joined: str, numbering: str) -> re.Match[str] | None:
    """The article's mark that begins a heading or, in a text by articles, a paragraph."""
    run_in = numbering == "by-article" and kind in ("front", "unnumbered")
    return ARTICLE.match(joined) if run_in or kind in ("heading", "subheading") else None


def join_lines(block: str, language: str) -> str:
    """Joins the lines of a block: no space between two CJK characters, else one.

    Dashes, dots and quotation marks count as CJK in a Chinese or Japanese text (W3C clreq).
    """

    def is_cjk(character: str) -> bool:
        neutral = character in NEUTRAL and language.startswith(("zh", "ja"))
        return neutral or bool(CJK.match(character))

    lines = [part.strip() for part in block.split("\n")]
    joined = [lines[0]]
    for before, line in pairwise(lines):
        tight = not before or not line or (is_cjk(before[-1]) and is_cjk(line[0]))
        joined.append(line if tight else " " + line)
    return "".join(joined)


def _taken(source: Source, segment: Segment) -> Problem:
    code = "E105" if segment.kind == "title" else "E101"
    hint = "each number may stand once; see `numbering` in work.yml"
    message = f"the id “{segment.id}” is already taken"
    return Problem(code, message, source, segment.place, hint)


def _suspicious(source: Source, segment: Segment) -> Iterator[Problem]:
    start = segment.place.start
    raw = source.text[start : segment.place.end]
    if segment.kind in ("front", "unnumbered") and (match := NEARLY.match(raw)):
        hint = "if it is one, put a blank after it; if it is text, a backslash before it"
        message = f"“{match[0].strip()}” is nearly a block mark"
        yield Problem("W108", message, source, Span(start, start + len(match[0])), hint)
    for match in INSIDE.finditer(raw, raw.find("\n") + 1 or len(raw)):
        place = Span(start + match.start(1), start + match.end(1))
        hint = "put a blank line before it, or join the line to the one above"
        yield Problem(
            "W109", f"“{match[1].strip()}” stands inside {segment.id}", source, place, hint
        )


def _open_quotes(source: Source, segments: list[Segment], language: str) -> Iterator[Problem]:
    for at, segment in enumerate(segments):
        opened = _unclosed(segment.text, language)
        following = segments[at + 1].text[:1] if at + 1 < len(segments) else ""
        if opened and opened[0] == 0 and following == segment.text[0]:
            continue
        for index in opened[:1]:
            mark = segment.text[index]
            place = place_in(source, segment, index)
            hint = f"add “{PAIRS[mark]}”, or delete the mark"
            message = f"“{mark}” is never closed in {segment.id}"
            yield Problem("W103", message, source, place, hint)


def _unclosed(text: str, language: str) -> list[int]:
    """Offsets of the marks that are open at the end of a text, the outermost first."""
    german = language.startswith(("de", "cs", "sk", "sl"))
    stack: list[int] = []
    for index, character in enumerate(text):
        if stack and character == PAIRS[text[stack[-1]]]:
            apostrophe = character == "’" and text[index + 1 : index + 2].isalpha()
            if not apostrophe:
                stack.pop()
        elif character in PAIRS and not (german and character == "“"):
            stack.append(index)
    return stack


def _title_problems(source: Source, segments: list[Segment]) -> Iterator[Problem]:
    if not any(s.kind == "title" for s in segments):
        hint = "write the title as “# Title”"
        yield Problem("E104", "no line starts with “# ”", source, Span(0, 0), hint)
