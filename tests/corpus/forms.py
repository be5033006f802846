"""Forms of a block's text, from strict to loose."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from corpus.characters import SUPPLEMENT

CJK = "\u2e80-\u303f\u3100-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—"
SPACE_BETWEEN = re.compile(f"(?<=[{CJK}])\\s+(?=[^{CJK}])|(?<=[^{CJK}])\\s+(?=[{CJK}])")
SPACE_IN_CJK = re.compile(f"(?<=[{CJK}])\\s+(?=[{CJK}])")
HYPHEN_IN_WORD = re.compile("(?<=[A-Za-z])[-\u2010\u00ad]\\s?(?=[A-Za-z])")
WIDE = {c: c - 0xFEE0 for c in range(0xFF10, 0xFF5B) if chr(c).isalnum()}
UNIFIED = str.maketrans({radical: han for han, radical in SUPPLEMENT.items()})
UNMARKED = frozenset({"#", "##", "###", "-", "•", ""})

MARK = re.compile(
    r"([(（]?[0-9０-９A-Za-z一二三四五六七八九十甲乙丙丁㈠-㈩]{1,6}[.．)）、]|[①-⑳㈠-㈩]"
    r"|第\S{1,8}?[条條章節节]|(?:Article|Part|Chapter|Section) \S+)\s+"
)


def full(mark: str, text: str) -> str:
    """Mark and text with a space between; marks that only the grammar has are left out."""
    return f"{mark} {text.strip()}" if mark not in UNMARKED else text.strip()


def exact(text: str, language: str) -> str:
    """The text less what no importer can decide.

    That is: between CJK and other characters, the spaces that the layout added or lost;
    full-width letters and digits; hyphens in words; which white space it was. A space
    between two CJK characters counts.
    """
    text = HYPHEN_IN_WORD.sub("", re.sub(r"\s+", " ", text.translate(WIDE)))
    return SPACE_BETWEEN.sub("", text) if language.startswith("zh") else text


@cache
def loose(text: str) -> str:
    """Letters, digits and Han characters alone."""
    plain = unicodedata.normalize("NFKC", text.translate(UNIFIED))
    return "".join(c for c in plain if c.isalnum())


def closed(form: str, language: str) -> str:
    """The exact form without spaces between CJK characters, for a text that has some itself."""
    return SPACE_IN_CJK.sub("", exact(form, language))


def tight(form: str) -> str:
    """The form with no space after what may be a mark."""
    head = MARK.match(form)
    return form[: head.end()].rstrip() + form[head.end() :] if head else form
