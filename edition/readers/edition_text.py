"""The edition text: a strict and tiny grammar that reads well as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from edition.inline import inline
from edition.model import Document, Kind, Segment
from edition.problems import Problem
from edition.text import Source, Span

MAX_LINE = 100_000
NUMERAL = "〇零一二三四五六七八九十百千两"
BLOCK = re.compile(r"[^\s].*(?:\n(?![^\S\n]*(?:\n|\Z)).+)*")
MARKS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("title", re.compile(r"(#)[ \t]+")),
    ("heading", re.compile(r"(##)[ \t]+")),
    ("subheading", re.compile(r"(###)[ \t]+")),
    ("paragraph", re.compile(r"([0-9]{1,6}[.．])[ \t]+")),
    ("item", re.compile(r"([(（][a-z]+[)）])[ \t]+")),
    ("bullet", re.compile(r"([-•])[ \t]+")),
)
ARTICLE = re.compile(
    rf"(第(?:[0-9]{{1,6}}|[{NUMERAL}]{{1,12}})(?:之[{NUMERAL}]{{1,12}})?条(?:之[{NUMERAL}]{{1,12}})?"
    r"|Article (?:[0-9]{1,6}|[IVXLC]{1,12})\b)[ \u3000.:：]*"
)
CJK = re.compile(r"[⺀-鿿　-〿＀-￯\U00020000-\U0003ffff—…“”‘’]")
ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
PAIRS = {"“": "”", "‘": "’", "《": "》", "（": "）", "「": "」", "『": "』"}


@dataclass
class _Numbering:
    """Where the reader stands while it gives ids: counters per container."""

    mode: str
    section: int = 0
    subsection: int = 0
    article: str = ""
    paragraph: str = ""
    item: str = ""
    bullets: int = 0
    loose: int = 0
    front: int = 0


def read(source: Source, language: str, numbering: str) -> tuple[Document, tuple[Problem, ...]]:
    """Reads an edition text into a `Document`.

    Problems: E101 (id twice), E102 (item without paragraph), E103 (open quotation mark),
    E104, E105 (title), E106 (mark without text), E107 (line too long). A block with a
    problem still becomes a segment wherever it can be given an id.
    """
    state = _Numbering(numbering)
    segments: list[Segment] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for match in BLOCK.finditer(source.text):
        span = Span(*match.span())
        if span.end - span.start > MAX_LINE:
            problems.append(
                Problem(
                    "E107",
                    f"this block has {span.end - span.start} characters; the limit is {MAX_LINE}",
                    source,
                    Span(span.start, span.start + 1),
                    "break the text into paragraphs with blank lines",
                )
            )
            continue
        segment, found = _segment(source, span, state)
        problems += found
        if segment is None:
            continue
        if segment.id in seen:
            code = "E105" if segment.kind == "title" else "E101"
            problems.append(
                Problem(
                    code,
                    f"the id “{segment.id}” is already taken",
                    source,
                    span,
                    "each number may stand once; see `numbering` in work.yml",
                )
            )
            continue
        seen.add(segment.id)
        segments.append(segment)
        problems += _open_quotes(source, segment)
    problems += _title_problems(source, segments)
    return Document(language, source, tuple(segments)), tuple(problems)


def _segment(source: Source, span: Span, state: _Numbering) -> tuple[Segment | None, list[Problem]]:
    raw = source.text[span.start : span.end].rstrip()
    kind, mark, rest = _block_mark(raw, state)
    if not rest.strip():
        return None, [
            Problem(
                "E106",
                f"nothing follows “{mark}”",
                source,
                span,
                "write the text after the mark, or delete the mark",
            )
        ]
    if kind == "item" and not state.paragraph:
        return None, [
            Problem(
                "E102",
                f"“{mark}” stands under no numbered paragraph",
                source,
                span,
                "escape the bracket with a backslash if this is running text",
            )
        ]
    text, emphasis, splits = inline(_join(rest))
    identifier, parent = _identify(kind, mark, text, state)
    return Segment(identifier, kind, mark, text, parent, emphasis, splits, span), []


def _block_mark(raw: str, state: _Numbering) -> tuple[Kind, str, str]:
    for kind, pattern in MARKS:
        match = pattern.match(raw + " " if raw in ("#", "##", "###", "-") else raw)
        if match:
            rest = raw[match.end() :]
            if kind in ("heading", "subheading") and ARTICLE.match(rest):
                return "article", match[1], rest
            return kind, match[1], rest
    match = ARTICLE.match(raw)
    if match and state.mode == "by-article":
        return "article", "", raw
    return (
        (
            "front"
            if state.section == 0 and not state.article and not state.paragraph
            else "unnumbered"
        ),
        "",
        raw,
    )


def _identify(kind: Kind, mark: str, text: str, state: _Numbering) -> tuple[str, str]:
    container = state.article or (f"s{state.section}" if state.section else "")
    prefix = f"{container}-" if container and state.mode != "continuous" else ""
    if kind == "title":
        return "title", ""
    if kind == "heading":
        state.section += 1
        state.subsection = state.loose = 0
        state.article = state.paragraph = ""
        return f"s{state.section}", ""
    if kind == "subheading":
        state.subsection += 1
        state.paragraph = ""
        return f"{container or 's0'}-{state.subsection}", container
    if kind == "article":
        match = ARTICLE.match(text)
        state.article = "art" + article_number(match[1] if match else "")
        state.loose = 0
        state.paragraph = ""
        return state.article, ""
    if kind == "paragraph":
        state.paragraph = f"{prefix}p{int(mark.rstrip('.．'))}"
        state.item, state.bullets = "", 0
        return state.paragraph, container
    if kind == "item":
        letter = mark.strip("()（）")
        last = state.item.rpartition("-")[2]
        nested = (
            state.item
            and ROMAN.fullmatch(letter)
            and not (len(last) == 1 and ord(letter[0]) == ord(last) + 1 and len(letter) == 1)
        )
        if nested:
            return f"{state.paragraph}-{state.item}-{letter}", f"{state.paragraph}-{state.item}"
        state.item = letter
        return f"{state.paragraph}-{letter}", state.paragraph
    if kind == "bullet":
        state.bullets += 1
        parent = state.paragraph or container or "front"
        return f"{parent}-{state.bullets}", state.paragraph or container
    if kind == "front":
        state.front += 1
        return f"front-{state.front}", ""
    state.loose += 1
    return (f"{container}-u{state.loose}" if container else f"u{state.loose}"), container


def article_number(heading: str) -> str:
    """The number in an article's heading: `第六条` → `6`, `第八之二条` → `8-2`, `VI` → `6`."""
    digits = re.search(r"\d+|[IVXLC]+$", heading)
    if digits:
        return str(_roman(digits[0])) if digits[0].isalpha() else digits[0]
    main, _, extra = heading.removeprefix("第").replace("条", "").partition("之")
    return f"{chinese_number(main)}-{chinese_number(extra)}" if extra else str(chinese_number(main))


def _roman(text: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[c] for c in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-v if v < following else v for v, following in pairs)


def chinese_number(text: str) -> int:
    """The value of a Chinese numeral below 10,000: 十二 → 12, 一百零三 → 103."""
    if text.isdecimal():
        return int(text)
    total = digit = 0
    for character in text:
        unit = {"十": 10, "百": 100, "千": 1000}.get(character)
        if unit:
            total += (digit or 1) * unit
            digit = 0
        else:
            digit = (
                "〇一二三四五六七八九".find(character)
                if character not in "零两"
                else (2 if character == "两" else 0)
            )
    return total + digit


def _join(block: str) -> str:
    """Joins the lines of a block: no space between two CJK characters, else one."""
    joined = ""
    for line in (part.strip() for part in block.split("\n")):
        between = "" if not joined or (CJK.match(joined[-1]) and CJK.match(line[:1])) else " "
        joined += between + line
    return joined


def _open_quotes(source: Source, segment: Segment) -> Iterator[Problem]:
    stack: list[str] = []
    for index, character in enumerate(segment.text):
        if character in PAIRS:
            stack.append(character)
        elif stack and character == PAIRS[stack[-1]]:
            if character == "’" and segment.text[index + 1 : index + 2].isalpha():
                continue
            stack.pop()
    for mark in stack:
        at = source.text.find(mark, segment.place.start)
        yield Problem(
            "E103",
            f"“{mark}” is never closed in {segment.id}",
            source,
            Span(at, at + 1),
            f"add “{PAIRS[mark]}”, or delete the mark",
        )


def _title_problems(source: Source, segments: list[Segment]) -> Iterator[Problem]:
    if not any(s.kind == "title" for s in segments):
        yield Problem(
            "E104", "no line starts with “# ”", source, Span(0, 0), "write the title as “# Title”"
        )
