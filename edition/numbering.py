"""Segment ids from a text's own numbering: ASCII, permanent, the same in every language."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from edition.model import Kind
from edition.numerals import article_number

ROMAN_ITEM = re.compile(r"(?=[ivx])(?:x{0,3})(?:ix|iv|v?i{0,3})")
ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


@dataclass
class Numbering:
    """Where a reader of blocks stands. `mode` is `numbering` of `work.yml`.

    What has no number of its own is counted. So that published ids stay, a count whose id is
    `retired` is passed over, and where ids are `added` before an id, the blocks that would be
    counted to it have those first.
    """

    mode: str
    retired: frozenset[str] = frozenset()
    added: dict[str, list[str]] = field(default_factory=dict)
    heading: str = ""
    section: int = 0
    subsection: int = 0
    article: str = ""
    paragraph: str = ""
    outer: str = ""
    inner: str = ""
    roman: bool = False
    bullets: int = 0
    outside: int = 0
    loose: int = 0
    front: int = 0

    @property
    def container(self) -> str:
        """The article, else the section, else nothing."""
        return self.article or self.heading

    @property
    def in_front(self) -> bool:
        """Whether nothing has begun that has a number or a heading."""
        return not (self.heading or self.article or self.paragraph)

    def identify(self, kind: Kind, mark: str, following: str) -> tuple[str, str]:
        """The id of the next block and the id of the one that it stands under.

        `mark` is the block mark (for an article, its number as written); `following` is
        the letter of the item that comes next, if one does: after (h), it tells whether
        (i) is a letter or begins a Roman level.
        """
        if kind == "title":
            return "title", ""
        if kind in ("heading", "subheading", "article"):
            return self._container(kind, mark)
        if kind == "paragraph":
            return self._paragraph(int(mark[:-1]))
        if kind == "item":
            return self._item(mark.strip("()（）"), following)
        if kind == "bullet":
            return self._bullet()
        if kind == "front":
            self.front, id = self._next("front-", self.front)
            return id, ""
        under = self.container
        prefix = f"{under}-u" if under else "u"
        self.loose, id = self._next(prefix, self.loose)
        return id, under

    def _next(self, prefix: str, count: int) -> tuple[int, str]:
        """The count after this block, and its id."""
        following = count + 1
        while f"{prefix}{following}" in self.retired:
            following += 1
        id = f"{prefix}{following}"
        return (count, added.pop(0)) if (added := self.added.get(id)) else (following, id)

    def _container(self, kind: Kind, mark: str) -> tuple[str, str]:
        self.paragraph = self.outer = self.inner = ""
        if kind == "subheading":
            prefix = f"{self.container or 's0'}-"
            self.subsection, id = self._next(prefix, self.subsection)
            return id, self.container
        self.subsection = self.loose = self.outside = 0
        if kind == "heading":
            self.section, self.heading = self._next("s", self.section)
            self.article = ""
            return self.heading, ""
        self.article = f"art{article_number(mark)}"
        return self.article, self.heading

    def _paragraph(self, number: int) -> tuple[str, str]:
        under = self.container
        prefix = f"{under}-" if under and self.mode != "continuous" else ""
        self.paragraph = f"{prefix}p{number}"
        self.outer = self.inner = ""
        self.bullets = 0
        return self.paragraph, under

    def _bullet(self) -> tuple[str, str]:
        if self.paragraph:
            self.bullets, id = self._next(f"{self.paragraph}-", self.bullets)
            return id, self.paragraph
        prefix = f"{self.container or 'front'}-b"
        self.outside, id = self._next(prefix, self.outside)
        return id, self.container

    def _item(self, letter: str, following: str) -> tuple[str, str]:
        if not self.outer:
            self.roman = letter == "i"
        elif self._nests(letter, following):
            self.inner = letter
            under = f"{self.paragraph}-{self.outer}"
            return f"{under}-{letter}", under
        self.outer, self.inner = letter, ""
        return f"{self.paragraph}-{letter}", self.paragraph

    def _nests(self, letter: str, following: str) -> bool:
        levels = (next_letter, next_roman) if self.roman else (next_roman, next_letter)
        after_inner, after_outer = levels
        if self.inner and letter == after_inner(self.inner):
            return True
        if not self.inner and letter == after_inner(""):
            return letter != after_outer(self.outer) or following == after_inner(letter)
        skips = bool(self.inner) and not self.roman and len(letter) > 1
        return skips and bool(ROMAN_ITEM.fullmatch(letter))


def next_letter(letter: str) -> str:
    """The letter after one, as items count: `` → a, a → b, z → aa, az → ba."""
    if not letter:
        return "a"
    if letter[-1] == "z":
        return next_letter(letter[:-1]) + "a"
    return letter[:-1] + chr(ord(letter[-1]) + 1)


def next_roman(numeral: str) -> str:
    """The lower-case Roman numeral after one, below forty: `` → i, iii → iv."""
    tens = len(numeral) - len(numeral.lstrip("x"))
    rest = numeral[tens:]
    if rest not in ONES:
        return ""
    at = ONES.index(rest) + 1
    return "x" * tens + (ONES[at] if at < len(ONES) else "") if at < 10 else "x" * (tens + 1)
