"""Numbers as texts write them: Chinese, Roman, full-width; and the numbers of articles."""

from __future__ import annotations

import re

DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
NUMERAL = "".join([*DIGITS, *UNITS])
ROMAN = r"(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?<=[IVX])"
CHINESE_ARTICLE = (
    rf"第(?:[0-9]{{1,6}}|[{NUMERAL}]{{1,12}})"
    rf"(?:之[{NUMERAL}]{{1,12}})?[条條](?:之[{NUMERAL}]{{1,12}})?"
)
LATIN_ARTICLE = rf"Article (?:[0-9]{{1,6}}(?:[A-Z]|[ ]?(?:bis|ter|quater))?|{ROMAN})\b"


def chinese_number(text: str) -> int:
    """The value of a numeral below 10,000: 十二 → 12, 一百零三 → 103, 一〇三 → 103, 12 → 12."""
    if text.isdecimal():
        return int(text)
    if not any(c in UNITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    total = digit = 0
    for character in text:
        if unit := UNITS.get(character):
            total += (digit or 1) * unit
            digit = 0
        else:
            digit = DIGITS[character]
    return total + digit


def roman_number(text: str) -> int:
    """The value of a Roman numeral in either case: `vi` → 6, `XL` → 40."""
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[c] for c in text.upper()]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-v if v < following else v for v, following in pairs)


def article_number(heading: str) -> str:
    """The number in an article's heading as an id writes it.

    `第六条` → `6`, `第八之二条` → `8-2`, `Article VI` → `6`, `Article 6 bis` → `6-bis`,
    `Article 10A` → `10a`.
    """
    bare = heading.removeprefix("Article ").strip()
    if latin := re.fullmatch(r"([0-9]+)([A-Z]?) ?(bis|ter|quater)?", bare):
        return latin[1] + latin[2].lower() + (f"-{latin[3]}" if latin[3] else "")
    if re.fullmatch(r"[IVXLC]+", bare):
        return str(roman_number(bare))
    main, _, extra = re.sub(r"[第条條]", "", bare).partition("之")
    return f"{chinese_number(main)}-{chinese_number(extra)}" if extra else str(chinese_number(main))
