"""The report of `check --script`: every place where Traditional is ambiguous, for an editor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from edition.conversions import offsets
from edition.model import Converted, Edition
from edition.script_review import Choice, Reason, reviewer
from edition.text import display_width, printable

CONTEXT = 10  # code points on either side
REASONS: dict[Reason, str] = {
    "exception": "by an exception",
    "reviewed": "reviewed",
    "phrase": "by a phrase that keeps the usual reading",
    "unusual": "open: by a phrase, and not the usual reading",
    "overlap": "open: phrases that overlap disagree",
    "several": "open: the phrase has several readings too",
    "alone": "open: no phrase decides",
}


@dataclass(frozen=True, slots=True)
class Review:
    """A converted text with its choices, and where in its file each stands, in code points."""

    converted: Converted
    choices: tuple[Choice, ...]
    offsets: tuple[int, ...]


def review(edition: Edition) -> tuple[Review, ...]:
    """One `Review` for each converted text that has choices, in the order of the edition."""
    reviewing = reviewer(edition.conversion)
    found = ((each, tuple(reviewing.choices(each))) for each in edition.converted)
    return tuple(
        Review(each, choices, tuple(offsets(each, (choice.at for choice in choices))))
        for each, choices in found
        if choices
    )


def human(reviews: Iterable[Review]) -> str:
    """The report for people: each text with its choices in columns, then the sums.

    The columns are the place, the character and its reading, the readings that it might have
    had, what decided, and the context with the character in square brackets.
    """
    reviews = tuple(reviews)
    lines: list[str] = []
    for each in reviews:
        lines += (_name(each.converted), *_columns(list(_cells(each))))
    counts = Counter(choice.reason for each in reviews for choice in each.choices)
    left = sum(choice.is_open for each in reviews for choice in each.choices)
    lines.append(f"\n{sum(counts.values())} places: {left} open")
    lines += (f"  {words}: {counts[reason]}" for reason, words in REASONS.items() if counts[reason])
    return "\n".join(lines)


def _name(converted: Converted) -> str:
    """`the-work p5-a`, `note two-words body`, `term verification definition`."""
    if converted.kind == "segment":
        return f"{converted.work} {converted.id}"
    named = (converted.kind, printable(converted.id), converted.part)
    return " ".join(part for part in named if part)


def _cells(each: Review) -> Iterator[tuple[str, ...]]:
    source = each.converted.source
    for choice, offset in zip(each.choices, each.offsets, strict=True):
        line, column = source.position(offset)
        before, after = (printable(side.replace("\n", " ")) for side in _context(choice))
        head = "…" if choice.at > CONTEXT else ""
        tail = "…" if choice.at + CONTEXT + 1 < len(each.converted.text) else ""
        yield (
            f"{source.path}:{line}:{column}",
            f"{choice.character} → {choice.reading}",
            " ".join(choice.others),
            _reason(choice),
            f"{head}{before}[{choice.character}]{after}{tail}",
        )


def _columns(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    for *cells, last in rows:
        padded = (
            cell + " " * (width - display_width(cell))
            for cell, width in zip(cells, widths, strict=False)
        )
        yield "  " + "  ".join((*padded, last))


def _reason(choice: Choice) -> str:
    word = printable(_word(choice)[0])
    return {
        "exception": f"exception {word}",
        "reviewed": f"reviewed in {word}",
        "phrase": f"phrase {word}",
        "unusual": f"open: only in the phrase {word}",
        "overlap": f"open: {printable(choice.rival)} overlaps",
        "several": f"open: {word} has several readings",
        "alone": "open: alone",
    }[choice.reason]


def _word(choice: Choice) -> tuple[str, str]:
    text, reading, word = choice.converted.text, choice.converted.reading, choice.word
    return text[word.start : word.end], reading[word.start : word.end]


def _context(choice: Choice) -> tuple[str, str]:
    text, at = choice.converted.text, choice.at
    return text[max(0, at - CONTEXT) : at], text[at + 1 : at + 1 + CONTEXT]


def as_data(reviews: Iterable[Review]) -> list[dict[str, object]]:
    """The report as data that JSON can hold: one object per text, with its choices.

    `start` is an offset into the text, in code points; `line` and `column` count from 1.
    """
    return [
        {
            "kind": each.converted.kind,
            "work": each.converted.work,
            "id": each.converted.id,
            "part": each.converted.part,
            "file": each.converted.source.path,
            "choices": [
                _record(choice, *each.converted.source.position(offset))
                for choice, offset in zip(each.choices, each.offsets, strict=True)
            ],
        }
        for each in reviews
    ]


def _record(choice: Choice, line: int, column: int) -> dict[str, object]:
    word, reading = _word(choice)
    before, after = _context(choice)
    return {
        "character": choice.character,
        "reading": choice.reading,
        "others": list(choice.others),
        "reason": choice.reason,
        "open": choice.is_open,
        "word": word,
        "word_reading": reading,
        "rival": choice.rival,
        "before": before,
        "after": after,
        "start": choice.at,
        "line": line,
        "column": column,
    }
