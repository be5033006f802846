"""The calls of notes in a text: their numbers, and the places where they stand."""

from __future__ import annotations

from edition.model import Note, Reading


def numbers(reading: Reading) -> dict[str, int]:
    """The number of each note in its work, in the order of the text.

    Within a segment, notes follow the ends of their quotations in the base text. A note
    that quotes translations alone stands there in proportion to its place in the first.
    """
    rows = {row.id: (index, row.texts) for index, row in enumerate(reading.rows)}
    places: dict[str, tuple[int, int]] = {}
    for mark in reading.note_marks:
        index, texts = rows[mark.segment]
        base, own = (len(texts[tag].text) for tag in (reading.work.base, mark.language))
        places.setdefault(mark.note, (index, mark.span.end * base // own))
    return {note: n for n, note in enumerate(sorted(places, key=places.__getitem__), 1)}


def numbered(reading: Reading) -> tuple[tuple[int, Note], ...]:
    """The notes of a work that stand in its texts, each after its number, in that order."""
    number = numbers(reading)
    held = ((number[note.id], note) for note in reading.notes if note.id in number)
    return tuple(sorted(held, key=lambda pair: pair[0]))


def calls(reading: Reading) -> dict[tuple[str, str], list[tuple[int, str]]]:
    """Per language and segment, the calls as `(offset, note id)`, in the order of the text.

    A call stands at the end of its quotation.
    """
    number = numbers(reading)
    found: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for mark in reading.note_marks:
        places = found.setdefault((mark.language, mark.segment), [])
        places.append((mark.span.end, mark.note))
    for places in found.values():
        places.sort(key=lambda place: (place[0], number[place[1]]))
    return found
