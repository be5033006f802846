"""`ids.lock`, the register of a work's published ids: a line for each, in the order of the text.

    work my-work
    base zh-Hans
    p5-a 2 6f1e9a2b3c4d5e6f en=0a1b2c3d4e5f6071<6f1e9a2b3c4d5e6f ~AbCd…

After the id come the section pages that it has stood on, the digest of its base text, for each
translation its digest and that of the base text it was made from, and the sketch of the base
text (`edition.fingerprints`). One line for each id keeps changes readable and mergeable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.model import Lock, Locked, Work
from edition.problems import Problem
from edition.schema_texts import ID, TAG
from edition.text import Source, Span

HEAD = """\
# Written by `build_site.py lock`; not to be edited. What was removed or moved, ids.yml says.
"""
DIGEST = "[0-9a-f]{16}"
FIELDS = (
    ("an id such as p5-a", re.compile(ID.strip("^$"))),
    ("the numbers of its pages, such as 2 or 2,3", re.compile(r"\d{1,6}(?:,\d{1,6})*")),
    ("the digest of its base text, 16 hexadecimal digits", re.compile(DIGEST)),
)
TRANSLATION = re.compile(rf"(?P<tag>{TAG.strip('^$')})=(?P<own>{DIGEST})<(?P<base>{DIGEST})")
SKETCH = re.compile("~((?:[A-Za-z0-9_-]{4})*)")
REST = "a translation such as en=…<…, with two digests, or at the end ~ and the sketch"
MERGE = re.compile(r"<{7}|={7}|>{7}|\|{7}")
FIELD = re.compile(r"\S+")
AGAIN = "bring the file back as it was (git has it), then run `lock`"
BOTH = "keep the lines of both sides, one for each id, then run `lock`"


def read(source: Source, work: Work) -> tuple[Lock, tuple[Problem, ...]]:
    """The register of a work. Problem: E416 for each line that is none, and for another work's."""
    problems: list[Problem] = []
    stated: dict[str, str] = {}
    entries: dict[str, Locked] = {}
    at = 0
    for line in source.text.split("\n"):
        fields = tuple(FIELD.finditer(line))
        if MERGE.match(line):
            problems.append(_fault(source, at, line, "a merge has left both sides here", BOTH))
        elif fields and not line.startswith("#"):
            key = fields[0][0]
            if key in ("work", "base") and key not in stated:
                stated[key] = fields[1][0] if len(fields) > 1 else ""
                problems += _foreign(source, at, line, key, stated[key], work)
            else:
                entry = _entry(source, at, fields, problems)
                if entry and entry.id in entries:
                    message = f"{entry.id} is listed twice"
                    problems.append(_fault(source, at, line, message, BOTH))
                elif entry:
                    entries[entry.id] = entry
        at += len(line) + 1
    for key in ("work", "base"):
        if key not in stated:
            message = f"it does not say whose ids it holds: “{key} …” is missing"
            problems.append(Problem("E416", message, source, Span(0, 1), AGAIN))
    return Lock(work.id, work.base, tuple(entries.values()), source), tuple(problems)


def written(lock: Lock) -> str:
    """The register as text, which `read` reads back."""
    lines = [f"work {lock.work}", f"base {lock.base}", *map(_line, lock.entries)]
    return HEAD + "\n".join(lines) + "\n"


def _line(entry: Locked) -> str:
    made = (f"{tag}={own}<{base}" for tag, (own, base) in sorted(entry.translations.items()))
    pages = ",".join(map(str, entry.pages))
    return " ".join((entry.id, pages, entry.digest, *made, f"~{entry.sketch}"))


def _fault(source: Source, at: int, line: str, message: str, hint: str = AGAIN) -> Problem:
    return Problem("E416", message, source, Span(at, at + max(1, len(line))), hint)


def _foreign(
    source: Source, at: int, line: str, key: str, value: str, work: Work
) -> Iterator[Problem]:
    wanted = {"work": work.id, "base": work.base}[key]
    if value != wanted:
        message = f"these are the ids of another text: its {key} is “{value}”, not “{wanted}”"
        yield _fault(source, at, line, message)


def _entry(
    source: Source, at: int, fields: tuple[re.Match[str], ...], problems: list[Problem]
) -> Locked | None:
    """The entry that a line holds, or `None` and a problem at the field that is wrong."""

    def wrong(index: int, expected: str) -> None:
        found = f"“{fields[index][0]}”" if index < len(fields) else "the end of the line"
        place = fields[min(index, len(fields) - 1)]
        start = at + (place.start() if index < len(fields) else place.end() - 1)
        span = Span(start, at + place.end())
        message = f"{found} stands where {expected} belongs"
        problems.append(Problem("E416", message, source, span, AGAIN))

    for index, (expected, pattern) in enumerate(FIELDS):
        if index >= len(fields) or not pattern.fullmatch(fields[index][0]):
            wrong(index, expected)
            return None
    translations: dict[str, tuple[str, str]] = {}
    for index in range(len(FIELDS), len(fields) - 1):
        if not (match := TRANSLATION.fullmatch(fields[index][0])):
            wrong(index, REST)
            return None
        translations[match["tag"]] = (match["own"], match["base"])
    if len(fields) == len(FIELDS) or not (sketch := SKETCH.fullmatch(fields[-1][0])):
        wrong(max(len(FIELDS), len(fields) - 1), REST)
        return None
    pages = tuple(dict.fromkeys(map(int, fields[1][0].split(","))))
    span = Span(at, at + len(fields[0][0]))
    return Locked(fields[0][0], pages, fields[2][0], sketch[1], translations, span)
