"""Checks of published ids: E411, E412, E413, W414, W415, E416."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from edition.locking import news, update
from edition.model import Added, Document, Edition, Lock, Locked, Reading, Retired, Segment
from edition.permanence import Fate, destination, fates
from edition.problems import Problem
from edition.spelling import nearest

EXAMPLE = "`- {{id: {id}, {to}reason: {{{base}: …}}}}`"


def ids_stay(edition: Edition, same: Collection[str] = ()) -> Iterator[Problem]:
    """E411, E412, E413, W414 and W415 for every work that has an `ids.lock`.

    A work without one is a draft: nothing of it was published yet. Ids that are the `same`
    passage are not lost, whatever they read now.
    """
    for reading in edition.readings:
        if reading.lock is None:
            continue
        lost = tuple(_lost_ids(reading, reading.lock, same))
        yield from lost
        yield from stale_translations(reading)
        if not lost:
            yield from _unlocked(reading, reading.lock)


def _lost_ids(reading: Reading, lock: Lock, same: Collection[str]) -> Iterator[Problem]:
    """E411, E412 and E413: the published ids that no longer stand for their words."""
    base = reading.documents[reading.work.base]
    segments = {segment.id: segment for segment in base.segments}
    entries = {entry.id: entry for entry in lock.entries}
    texts = {id: segment.text for id, segment in segments.items()}
    retired = frozenset(entry.id for entry in reading.retired)
    for fate in fates(lock, texts, retired):
        if not (fate.id in same and fate.id in segments):
            yield from _lost(fate, entries[fate.id], lock, base, segments)


def _lost(
    fate: Fate, entry: Locked, lock: Lock, base: Document, segments: dict[str, Segment]
) -> Iterator[Problem]:
    if fate.kind == "vanished":
        hint = f"bring it back, or say why it was removed: {_example(lock, fate.id)}"
        yield Problem("E411", f"{fate.id} has vanished", lock.source, entry.place, hint)
    elif fate.kind == "moved":
        message = f"the words of {fate.id} now stand under {fate.to}"
        place = segments[fate.to].place
        yield Problem("E412", message, base.source, place, _moved_hint(fate, lock, segments))
    elif fate.kind == "reused":
        message = f"{fate.id} was published with other words"
        hint = (
            f"give the words an id of their own; if what stood here was removed: "
            f"{_example(lock, fate.id)}; if it was rewritten: "
            f"`build_site.py lock {lock.work} --same {fate.id}`"
        )
        yield Problem("E413", message, base.source, segments[fate.id].place, hint)


def _moved_hint(fate: Fate, lock: Lock, segments: dict[str, Segment]) -> str:
    published = {entry.id for entry in lock.entries}
    if fate.id not in segments and fate.to not in published:
        return f"move them back, or say that they moved: {_example(lock, fate.id, fate.to)}"
    return (
        f"{fate.id} must stay with its words; in {_beside(lock)} say what was removed before it "
        f"({_entry(lock, '…')} under `retired`), or what was added "
        f"(`- {{id: …, before: {fate.id}}}` under `added`)"
    )


def _example(lock: Lock, id: str, to: str = "") -> str:
    return f"{_entry(lock, id, to)} under `retired` in {_beside(lock)}"


def _entry(lock: Lock, id: str, to: str = "") -> str:
    return EXAMPLE.format(id=id, to=f"to: {to}, " if to else "", base=lock.base)


def _beside(lock: Lock) -> str:
    """The path of the `ids.yml` that belongs to the register."""
    return f"{lock.source.path.rpartition('/')[0]}/ids.yml" if lock.source else "ids.yml"


def stale_translations(reading: Reading) -> Iterator[Problem]:
    """W415 for each segment of a translation that was made from an earlier wording."""
    for language in reading.work.languages:
        document = reading.documents.get(language.tag)
        if document is None or language.role != "translation":
            continue
        for segment in document.segments:
            if (language.tag, segment.id) in reading.stale:
                yield Problem(
                    "W415",
                    f"{segment.id} was translated from an earlier wording",
                    document.source,
                    segment.place,
                    f"revise it; if it still fits: `build_site.py lock {reading.work.id} "
                    f"--current {language.tag}:{segment.id}`",
                )


def _unlocked(reading: Reading, lock: Lock) -> Iterator[Problem]:
    """One W414 for all that `lock` would record, at the first new segment if there is any."""
    new = update(reading)
    found = tuple(news(lock, new))
    if not found:
        return
    known = {entry.id for entry in lock.entries}
    base = reading.documents[reading.work.base]
    first = next((segment for segment in base.segments if segment.id not in known), None)
    message = f"not locked yet in {reading.work.id}: {', '.join(found)}"
    hint = "run `build_site.py lock` before you publish"
    if first is not None:
        yield Problem("W414", message, base.source, first.place, hint)
    else:
        yield Problem("W414", message, lock.source, hint=hint)


def misstated(retired: tuple[Retired, ...], lock: Lock | None, base: Document) -> Iterator[Problem]:
    """E416 for what `ids.yml` states of an id that stands in the text or was never published,
    and for one that has moved to where nothing is."""
    here = {segment.id for segment in base.segments}
    published = tuple(entry.id for entry in lock.entries) if lock else ()
    stated = {entry.id: entry for entry in retired}
    for entry in retired:
        if entry.id in here:
            message = f"{entry.id} is said to be gone, but stands in the text"
            hint = "take the entry away, or the passage out of the text"
        elif entry.id not in published:
            message = f"{entry.id} was never published"
            hint = nearest(entry.id, published) or "take the entry away; `ids.lock` lacks the id"
        elif entry.to and not destination(entry.id, stated, here):
            message = f"{entry.id} is said to have moved to {entry.to}, which is not there"
            hint = nearest(entry.to, here) or "leave `to` out where the words were removed"
        else:
            continue
        yield Problem("E416", message, entry.source, entry.place, hint)


def misplaced(added: tuple[Added, ...], base: Document) -> Iterator[Problem]:
    """E416 for an added id that no block of the text has."""
    here = {segment.id for segment in base.segments}
    for entry in added:
        if entry.id not in here:
            message = f"{entry.id} is added before {entry.before}, but no block is counted there"
            known = () if entry.before in here else here
            hint = nearest(entry.before, known) or "name an id that is counted, such as p11-2"
            yield Problem("E416", message, entry.source, entry.place, hint)
