"""Brings the register of a work's published ids up to date; no entry is ever lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from edition import permanence
from edition.fingerprints import digest, sketch
from edition.model import Edition, Lock, Locked, Reading, Row
from edition.readers.ids_lock import written
from edition.spelling import nearest

Confirmed = frozenset[tuple[str, str]]
NAMED = 3


class Unfit(Exception):
    """What is wanted names a work, language or id that is not there; the message says which."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a maintainer asks for: the works, all of them unless named, and what they declare.

    `current` are translations that fit the present base text, each `en:p5`, or `en` for all of
    a language; `same` are ids that stand for the same passage, however it was rewritten.
    """

    works: tuple[str, ...] = ()
    current: tuple[str, ...] = ()
    same: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """The new register of a work: the file as text, what is new in it, and the work as locked."""

    text: str
    news: tuple[str, ...]
    reading: Reading


def registers(edition: Edition, wanted: Wanted) -> tuple[Register, ...]:
    """The new register of each wanted work. Raises `Unfit`."""
    names = tuple(reading.work.id for reading in edition.readings)
    for name in wanted.works:
        if name not in names:
            raise Unfit(_with_hint(f"there is no work “{name}”", nearest(name, names)))
    chosen = [r for r in edition.readings if r.work.id in wanted.works or not wanted.works]
    if len(chosen) > 1 and (wanted.current or wanted.same):
        raise Unfit(f"name the work that is meant: {', '.join(r.work.id for r in chosen)}")
    return tuple(_register(reading, wanted) for reading in chosen)


def _register(reading: Reading, wanted: Wanted) -> Register:
    ids = tuple(row.id for row in reading.rows)
    for id in wanted.same:
        _require(id, ids, reading)
    new = update(reading, _confirmed(reading, wanted.current, ids))
    unlike = permanence.stale(new, reading.work, reading.documents)
    locked = replace(reading, lock=new, stale=unlike)
    return Register(written(new), tuple(news(reading.lock, new)), locked)


def _confirmed(reading: Reading, current: Iterable[str], ids: tuple[str, ...]) -> Confirmed:
    tags = tuple(lang.tag for lang in reading.work.languages if lang.role == "translation")
    found: set[tuple[str, str]] = set()
    for stated in current:
        tag, _, id = stated.partition(":")
        if tag not in tags:
            message = f"“{tag}” is no translation of {reading.work.id}"
            raise Unfit(_with_hint(message, nearest(tag, tags)))
        if id:
            _require(id, ids, reading)
        found |= {(tag, each) for each in ((id,) if id else ids)}
    return frozenset(found)


def _require(id: str, ids: tuple[str, ...], reading: Reading) -> None:
    if id not in ids:
        raise Unfit(_with_hint(f"{reading.work.id} has no segment “{id}”", nearest(id, ids)))


def _with_hint(message: str, hint: str) -> str:
    return f"{message}; {hint}" if hint else message


def update(reading: Reading, confirmed: Confirmed = frozenset()) -> Lock:
    """The register with every id of the text, its wording and its translations as they are now.

    A translation counts as made from the present base text where it is new, has changed since it
    was locked, or is `confirmed` (language, id); else it keeps the base text that it had. What
    the text no longer has stays as it was, right after what it stood after.
    """
    work, old = reading.work, reading.lock
    known = {entry.id: entry for entry in old.entries} if old else {}
    tags = tuple(lang.tag for lang in work.languages if lang.role == "translation")
    added: dict[str, list[Locked]] = {}
    new: list[Locked] = []
    for row in reading.rows:
        entry = _entry(row, work.base, tags, known.get(row.id), confirmed)
        if row.id in known:
            known[row.id] = entry
            added[row.id], new = new, []
        else:
            new.append(entry)
    entries = [one for entry in known.values() for one in (*added.get(entry.id, ()), entry)]
    entries += new
    return Lock(work.id, work.base, tuple(entries), old.source if old else None)


def _entry(
    row: Row, base: str, tags: Iterable[str], old: Locked | None, confirmed: Confirmed
) -> Locked:
    text = row.texts[base].text
    wording = digest(text)
    made = dict(old.translations) if old else {}
    for tag in tags:
        if tag in row.texts:
            own = digest(row.texts[tag].text)
            locked = made.get(tag, ("", ""))
            kept = own == locked[0] and (tag, row.id) not in confirmed
            made[tag] = locked if kept else (own, wording)
    pages = old.pages if old else ()
    return Locked(
        row.id,
        pages if row.section in pages else (*pages, row.section),
        wording,
        old.sketch if old and old.digest == wording else sketch(text),
        made,
    )


def news(old: Lock | None, new: Lock) -> Iterator[str]:
    """What the new register holds that the old one did not, in a few words each."""
    before = {entry.id: entry for entry in old.entries} if old else {}
    pairs = [(before.get(entry.id), entry) for entry in new.entries]
    known = [(one, entry) for one, entry in pairs if one]
    made = [
        f"{tag}:{entry.id}"
        for one, entry in known
        for tag, made in entry.translations.items()
        if made != one.translations.get(tag)
    ]
    found = (
        ("new id", [entry.id for one, entry in pairs if not one]),
        ("new wording", [entry.id for one, entry in known if one.digest != entry.digest]),
        ("translation", made),
        ("new page", [entry.id for one, entry in known if one.pages != entry.pages]),
    )
    for name, ids in found:
        if ids:
            more = ", …" if len(ids) > NAMED else ""
            named = ", ".join(ids[:NAMED]) + more
            yield f"{len(ids)} {name}{'s' * (len(ids) > 1)} ({named})"
