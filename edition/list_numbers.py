"""The numbers that Word keeps out of the text: list marks rebuilt from `numbering.xml`.

After ECMA-376 part 1, 17.9 (numbering) and 17.18.59 (`ST_NumberFormat`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HAN = "〇一二三四五六七八九"
STEMS = "甲乙丙丁戊己庚辛壬癸"
LEGAL = str.maketrans("〇一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
COUNTING = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
     "taiwaneseCountingThousand", "ideographDigital"}
)  # fmt: skip
LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: first number, format, pattern (`%1.%2`), and what follows."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    suffix: str = "\t"


@dataclass
class Lists:
    """The lists of a document, and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    counted: dict[str, dict[int, int]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)

    def mark(self, number: str, level: int) -> str:
        """The next mark of the list `number` (`w:numId`) at a level, with what follows it."""
        levels = self.levels.get(number, {})
        if number == "0" or level not in levels:
            return ""
        here = levels[level]
        if here.form == "none" or (here.form == "bullet" and not here.pattern):
            return ""
        counts = self.counted.setdefault(self.shared.get(number, number), {})
        counts[level] = counts.get(level, here.start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]

        def value(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shown = levels.get(at, Level())
            return self._figure(counts.get(at, shown.start), shown.form)

        text = here.pattern if here.form == "bullet" else re.sub("%([1-9])", value, here.pattern)
        return text + here.suffix if text else ""

    def _figure(self, number: int, form: str) -> str:
        figure = figure_of(number, form)
        if not figure:
            self.unknown.add(form)
        return figure or str(number)


def lists_of(root: Any) -> Lists:
    """The lists that a `w:numbering` element defines; none where it is `None`."""
    found = Lists()
    if root is None:
        return found
    abstract = {a.get(f"{W}abstractNumId"): _levels(a) for a in root.iterfind(f"{W}abstractNum")}
    for number in root.iterfind(f"{W}num"):
        name = number.get(f"{W}numId")
        base = number.find(f"{W}abstractNumId")
        of = base.get(f"{W}val") if base is not None else ""
        overrides = list(number.iterfind(f"{W}lvlOverride"))
        levels = dict(abstract.get(of, {}))
        for override in overrides:
            at = int(override.get(f"{W}ilvl", "0"))
            levels |= _levels(override)
            if (start := override.find(f"{W}startOverride")) is not None:
                old = levels.get(at, Level())
                levels[at] = Level(_whole(start), old.form, old.pattern, old.suffix)
        found.levels[name] = levels
        found.shared[name] = f"num {name}" if overrides else f"abstract {of}"
    return found


def _levels(parent: Any) -> dict[int, Level]:
    levels = {}
    for level in list(parent.iterfind(f"{W}lvl"))[:LEVELS]:
        values = {c.tag.removeprefix(W): c.get(f"{W}val", "") for c in level if c.tag is not None}
        suffix = {"space": " ", "nothing": ""}.get(values.get("suff", "tab"), "\t")
        start = values.get("start", "1")
        first = int(start) if start.isdecimal() else 1
        form = values.get("numFmt", "decimal")
        levels[int(level.get(f"{W}ilvl", "0"))] = Level(
            first, form, values.get("lvlText", ""), suffix
        )
    return levels


def _whole(element: Any) -> int:
    value = element.get(f"{W}val", "1")
    return int(value) if value.isdecimal() else 1


def figure_of(number: int, form: str) -> str:
    """A number in a format of Word's: `lowerRoman` 4 → `iv`; empty where it has none here."""
    if form in ("decimal", "decimalZero", "ordinal"):
        return f"{number:02}" if form == "decimalZero" else str(number)
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    if form == "decimalFullWidth":
        return "".join(chr(ord(c) + 0xFEE0) for c in str(number))
    if form.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if form == "decimalEnclosedParen" and 0 < number <= 20:
        return chr(0x2474 + number - 1)
    if form == "ideographTraditional" and 0 < number <= 10:
        return STEMS[number - 1]
    if form in COUNTING and 0 < number < 10000:
        return _counted(number)
    if form == "chineseLegalSimplified" and 0 < number < 10000:
        return _counted(number).translate(LEGAL)
    return ""


def _roman(number: int) -> str:
    text = ""
    for value, letters in ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _counted(number: int) -> str:
    """A number below 10,000 as Chinese counts: 10 → 十, 21 → 二十一, 105 → 一百〇五."""
    text = ""
    gap = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("〇" if gap and text else "") + HAN[digit] + name
        gap = not digit
    return text.removeprefix("一") if 10 <= number < 20 else text
