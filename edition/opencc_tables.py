"""What OpenCC chooses among: its characters and phrases, from `edition/opencc_data/`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Tables:
    """The part of OpenCC's dictionaries that the review needs, all in Taiwan's characters.

    `characters` has every Simplified character of several readings with them, the one that
    it gets alone first. `phrases` has every phrase; those of several readings with them,
    the chosen one first, the others with none.
    """

    version: str
    characters: dict[str, tuple[str, ...]]
    phrases: dict[str, tuple[str, ...]]


@cache
def tables() -> Tables:
    """The tables as shipped. `version` is the version of OpenCC that they were made from."""
    version, characters = _read("characters.txt")
    return Tables(version, characters, _read("phrases.txt")[1])


def _read(name: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    """The version in the first line, and the first word of each other line with the rest."""
    text = files("edition").joinpath("opencc_data", name).read_text("utf-8")
    head, *lines = text.splitlines()
    words = (line.split(" ") for line in lines)
    return head.split(" ")[2].rstrip(","), {key: tuple(readings) for key, *readings in words}
