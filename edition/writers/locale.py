"""Dates and names of languages as each language writes them (CLDR, through Babel)."""

from __future__ import annotations

import re
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

BRITISH = {"en": "en_GB"}


def written_date(value: str, tag: str) -> str:
    """An ISO 8601 date or interval (`2022-01-04/2022-01-28`) as a language writes it.

    Anything else, and any language that CLDR does not know, leaves the value as it is.
    """
    try:
        days = [date.fromisoformat(part) for part in value.split("/")]
        locale = _locale(tag)
    except ValueError:
        return value
    if locale is None or len(days) > 2:
        return value
    if len(days) == 2:
        return _interval(days[0], days[1], locale)
    return str(format_date(days[0], "long", locale=locale))


def _interval(first: date, last: date, locale: Locale) -> str:
    """Two dates as one phrase, with the names of the months in full."""
    if first == last:
        return str(format_date(first, "long", locale=locale))
    differs = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    patterns = locale.interval_formats.get("yMMMd", {}).get(differs, ())
    if len(patterns) != 2:
        return " – ".join(format_date(day, "long", locale=locale) for day in (first, last))
    wide = (re.sub(r"(?<!M)MMM(?!M)", "MMMM", pattern) for pattern in patterns)
    return "".join(
        format_date(day, pattern, locale=locale)
        for day, pattern in zip((first, last), wide, strict=True)
    )


def language_name(tag: str) -> str:
    """A language's own name for itself, or its BCP 47 tag."""
    locale = _locale(tag)
    return (locale.get_display_name() if locale else "") or tag


def name_in(tag: str, reader: str) -> str:
    """A language's name in the language of a reader, else its own name for itself."""
    known = _locale(reader)
    named = known.languages.get(tag.replace("-", "_")) if known else None
    return named or language_name(tag)


def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(BRITISH.get(tag, tag), sep="_" if tag in BRITISH else "-")
    except (UnknownLocaleError, ValueError):
        return None
