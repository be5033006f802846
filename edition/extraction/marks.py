"""The marks with which blocks begin: numbers, letters, bullets, and the names of divisions."""

from __future__ import annotations

import re
from typing import NamedTuple

from edition.extraction.characters import BULLETS, PRIVATE_BULLETS
from edition.numerals import CHINESE_ARTICLE, LATIN_ARTICLE, NUMERAL, chinese_number

HAN = "\u2e80-\u303f\u3100-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
DIVISION = (
    rf"第[{NUMERAL}0-9]{{1,8}}[章节節编編篇]|第[{NUMERAL}0-9]{{1,8}}部分"
    r"|附件(?:[一二三四五六七八九十0-9]{1,3}(?=[\s:：]|\Z)|(?=\Z))|附[录錄則则](?=[\s:：]|\Z)"
    r"|(?:C(?:HAPTER|hapter)|P(?:ART|art)|S(?:ECTION|ection)|T(?:ITLE|itle)) "
    r"(?:[IVXLC]{1,6}|[0-9]{1,3}|[A-Z]|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|ONE|TWO|THREE)"
    r"(?=[\s.:—–]|\Z)"
    r"|(?:ANNEX|Annex|APPENDIX|Appendix|SCHEDULE|Schedule)(?: [IVXLC0-9A-Z]{1,5})?(?=\Z|[.:—–])"
)
PATTERN = re.compile(
    rf"(?P<decimal>[0-9０-９]{{1,4}}(?:\.(?![0-9.])|．(?![0-9０-９])|、))"
    rf"|(?P<item>[(（](?:[a-z]|[ivxl]{{1,5}}|[a-z]{{2}})[)）])"
    rf"|(?P<figure>[(（][0-9０-９]{{1,3}}[)）])"
    rf"|(?P<ringed>[\u2460-\u2473\u3251-\u325f\u32b1-\u32bf\u2776-\u277f])"
    rf"|(?P<bracketed>[(（][{NUMERAL}]{{1,4}}[)）]|[\u3220-\u3229])"
    rf"|(?P<stem>[(（][甲乙丙丁戊己庚辛壬癸][)）])"
    rf"|(?P<counted>[{NUMERAL}]{{1,4}}、)"
    rf"|(?P<article>{CHINESE_ARTICLE}|{LATIN_ARTICLE})"
    rf"|(?P<division>{DIVISION})"
    rf"|(?P<roman>[IVX]{{1,6}}\.(?=\s|\Z))"
    rf"|(?P<capital>[A-Z]\.(?=\s\S\S|\Z))"
    rf"|(?P<bullet>[{BULLETS}{PRIVATE_BULLETS}])"
    rf"|(?P<dash>(?:[–—−*]|-(?=\s))(?![–—*-]))"
)
FIRST = frozenset(
    "0123456789０１２３４５６７８９(（第附" + NUMERAL + BULLETS + PRIVATE_BULLETS + "–—−*-"
    "ACPSTIVXBDEFGHJKLMNOQRUWYZ"
) | frozenset(map(chr, (*range(0x2460, 0x2474), *range(0x3220, 0x322A), *range(0x3251, 0x3260))))
ARTICLE_NUMBER = re.compile(rf"[0-9]+|[{NUMERAL}]+(?=[条條]\Z)")
RINGED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
STEMS = "甲乙丙丁戊己庚辛壬癸"
ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii")
# These begin a block of the edition text of their own kind; the others stay in its text.
IN_GRAMMAR = frozenset({"decimal", "item", "article", "bullet", "dash"})
LEVELS = ("division", "roman", "capital", "counted", "bracketed")  # of headings, if short
SIGNS = frozenset({"bullet", "dash"})


class Mark(NamedTuple):
    """A mark at the beginning of a line: its kind, and its length in code points.

    A `tight` one is the number of an article with no blank after it, as a mention of one may be.
    """

    kind: str
    length: int
    tight: bool = False


def mark_of(text: str) -> Mark | None:
    """The mark with which a line begins, or what looks like one."""
    if text[0] not in FIRST:
        return None
    match = PATTERN.match(text)
    if match is None or match.lastgroup is None:
        return None
    return _fit(match.lastgroup, match.end(), text)


def _fit(kind: str, end: int, text: str) -> Mark | None:
    rest = text[end : end + 1]
    blank = not rest or rest.isspace()
    if kind == "decimal":
        fits = text[end - 1] != "." or blank or not rest.isascii()
    elif kind == "item":
        fits = blank or not rest.isascii()
    elif kind == "article":
        rule = text[end:].lstrip()[:1]
        apart = not rest or (rest in " \u3000\t:：.．—–" and not "a" <= rule <= "z")
        if not apart and text[0] == "第":
            return Mark("article", end, tight=True)
        fits = apart
    elif kind in ("bullet", "dash"):
        fits = blank or (kind == "bullet" and not rest.isdigit()) or text[end - 1] in "–−"
    else:
        fits = True
    return Mark(kind, end) if fits else None


def value(mark: str, kind: str) -> int:
    """The number that a mark counts, or 0 where it counts nothing: `(b)` → 2, `㈢` → 3."""
    inner = mark.strip("()（）.．、 ")
    if not inner:
        return 0
    if kind in ("decimal", "figure"):
        return int(inner)
    if kind == "ringed":
        return RINGED.find(mark) + 1
    if kind == "stem":
        return STEMS.find(inner) + 1
    if kind in ("counted", "bracketed"):
        return ord(mark) - 0x321F if "\u3220" <= mark <= "\u3229" else chinese_number(inner)
    if kind == "capital":
        return ord(inner) - ord("A") + 1
    if kind == "article":
        digits = ARTICLE_NUMBER.search(mark)
        return chinese_number(digits[0]) if digits else 0
    if kind == "roman":
        return ROMAN.index(inner.lower()) if inner.lower() in ROMAN else 0
    return 0


def may_follow(kind: str, mark: str, last: dict[str, str]) -> bool:
    """Whether a mark is the next of its kind, or a first one. `last` has the last of each kind."""
    if kind == "item":
        return _item_follows(mark.strip("()（）"), last)
    number = value(mark, kind)
    return number == 1 or not number or number == value(last.get(kind, ""), kind) + 1


def _item_follows(letters: str, last: dict[str, str]) -> bool:
    if letters in ("a", "i"):
        return True
    letter, roman = last.get("letter", ""), last.get("roman item", "")
    if roman in ROMAN and letters in ROMAN and ROMAN.index(letters) == ROMAN.index(roman) + 1:
        return True
    return len(letters) == 1 and bool(letter) and ord(letters) == ord(letter[-1]) + 1


def remember(kind: str, mark: str, last: dict[str, str]) -> None:
    """Keeps a mark as the last of its kind; one of a higher level begins the lower ones anew."""
    if kind in ("decimal", "article", "division"):
        last.pop("letter", None)
        last.pop("roman item", None)
    if kind in ("article", "division"):
        last.pop("decimal", None)
    if kind != "item":
        last[kind] = mark
        return
    letters = mark.strip("()（）")
    roman = last.get("roman item", "")
    begins = letters == "i" and last.get("letter") != "h"
    follows = bool(roman) and letters in ROMAN and ROMAN.index(letters) == ROMAN.index(roman) + 1
    if begins or follows:
        last["roman item"] = letters
    else:
        last["letter"] = letters
        last.pop("roman item", None)
