"""What became of each published id: the third guarantee, that it stays and stays with its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from edition.fingerprints import digest, likeness, pieces, sketch
from edition.model import Document, Lock, Locked, Retired, Work

FateKind = Literal["same", "edited", "moved", "reused", "vanished", "retired"]
LIKE = 0.25
SURELY = 0.5
CLEARLY = 0.2
COMMON = 100
CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a published id; `to` is the id under which its words stand now, if any."""

    id: str
    kind: FateKind
    to: str = ""


def fates(
    lock: Lock, texts: dict[str, str], retired: frozenset[str] = frozenset()
) -> tuple[Fate, ...]:
    """The fate of every locked id, where `texts` are the base texts by id, in order.

    Its words are the `same` where the digest is; else they have `moved` where another id, which
    is new or has changed, has them word for word, or has a wording far more like them; else the
    id was `edited` where its text is at least a quarter like the one that was locked, else
    `reused`, or `vanished` where it is not there. The same text under two ids is no evidence.
    A quarter: of the first edition no two paragraphs are more than 0.16 alike, and most that
    keep four words in five are 0.4 or more.
    """
    current = {id: digest(text) for id, text in texts.items()}
    known = {entry.id: entry.digest for entry in lock.entries}
    unsettled = {id: texts[id] for id, found in current.items() if known.get(id) != found}
    words = {current[id]: id for id in reversed(unsettled)}
    index = _Index.of(unsettled)

    def fate(entry: Locked) -> Fate:
        if entry.id in retired and entry.id not in texts:
            return Fate(entry.id, "retired")
        if current.get(entry.id) == entry.digest:
            return Fate(entry.id, "same")
        if entry.digest in words:
            return Fate(entry.id, "moved", words[entry.digest])
        own = likeness(entry.sketch, texts[entry.id]) if entry.id in texts else 0.0
        other, like = index.likest(entry)
        if like >= max(SURELY, own + CLEARLY):
            return Fate(entry.id, "moved", other)
        if own >= LIKE:
            return Fate(entry.id, "edited")
        return Fate(entry.id, "reused" if entry.id in texts else "vanished")

    return tuple(map(fate, lock.entries))


@dataclass(frozen=True, slots=True)
class _Index:
    """Texts by the pieces of their sketches."""

    texts: dict[str, str]
    holders: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, texts: dict[str, str]) -> _Index:
        holders: dict[str, list[str]] = {}
        for id, text in texts.items():
            for piece in sorted(pieces(sketch(text))):
                holders.setdefault(piece, []).append(id)
        return cls(texts, {piece: tuple(ids) for piece, ids in holders.items()})

    def likest(self, entry: Locked) -> tuple[str, float]:
        """The text of another id that is most like the entry's, and how like; or nothing."""
        lists = (self.holders.get(piece, ()) for piece in sorted(pieces(entry.sketch)))
        shared = Counter(id for ids in lists if len(ids) <= COMMON for id in ids if id != entry.id)
        likely = (id for id, _ in shared.most_common(CANDIDATES))
        found = [(likeness(entry.sketch, self.texts[id]), id) for id in likely]
        like, id = max(found, key=lambda each: each[0], default=(0.0, ""))
        return id, like


def stale(lock: Lock, work: Work, documents: dict[str, Document]) -> frozenset[tuple[str, str]]:
    """Language and id of each text that was made from an earlier wording of its base text.

    So is a translation that has not changed since it was locked as made from another wording;
    and a conversion of such a translation.
    """
    base = {s.id: s.text for s in documents[work.base].segments}
    found: set[tuple[str, str]] = set()
    for language in work.languages:
        if language.tag not in documents:
            continue
        if language.role == "conversion":
            found |= {(language.tag, id) for tag, id in tuple(found) if tag == language.source}
        if language.role == "translation":
            texts = {s.id: s.text for s in documents[language.tag].segments}
            found |= {(language.tag, id) for id in _stale(lock, language.tag, base, texts)}
    return frozenset(found)


def _stale(lock: Lock, tag: str, base: dict[str, str], texts: dict[str, str]) -> Iterator[str]:
    for entry in lock.entries:
        if tag in entry.translations and entry.id in base and entry.id in texts:
            own, origin = entry.translations[tag]
            if origin != digest(base[entry.id]) and own == digest(texts[entry.id]):
                yield entry.id


def placed(retired: tuple[Retired, ...], lock: Lock | None, base: Document) -> tuple[Retired, ...]:
    """The retired ids that were published and are gone, each where it stood, in that order."""
    stated = {entry.id: entry for entry in retired}
    here = {segment.id for segment in base.segments}
    found: list[Retired] = []
    after = ""
    for entry in lock.entries if lock else ():
        if entry.id in here:
            after = entry.id
        elif entry.id in stated:
            target = destination(entry.id, stated, here)
            found.append(replace(stated[entry.id], after=after, target=target))
    return tuple(found)


def destination(id: str, retired: dict[str, Retired], here: set[str]) -> str:
    """The segment to which a retired id leads, by way of others that have moved; or nothing."""
    seen: set[str] = set()
    while id in retired and id not in seen and id not in here:
        seen.add(id)
        id = retired[id].to
    return id if id in here else ""


def whereabouts(retired: tuple[Retired, ...], base: Document) -> dict[str, str]:
    """What became of each retired id, as a hint for what still names it."""
    stated = {entry.id: entry for entry in retired}
    here = {segment.id for segment in base.segments}
    found: dict[str, str] = {}
    for id in stated:
        target = destination(id, stated, here)
        found[id] = f"{id} has moved to {target}" if target else f"{id} was removed, says ids.yml"
    return found
