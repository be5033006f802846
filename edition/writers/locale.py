"""Dates and names of languages as each language writes them (CLDR, through Babel)."""

from __future__ import annotations

from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval

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
        return str(format_interval(days[0], days[1], "yMMMMd", locale=locale))
    return str(format_date(days[0], "long", locale=locale))


def language_name(tag: str) -> str:
    """A language's own name for itself, or its BCP 47 tag."""
    locale = _locale(tag)
    return (locale.get_display_name() if locale else "") or tag


def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(BRITISH.get(tag, tag), sep="_" if tag in BRITISH else "-")
    except (UnknownLocaleError, ValueError):
        return None
