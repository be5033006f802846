"""Names that were probably meant: for a name that is not known, the nearest that is."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

MAX_COMPARED = 40
MAX_NAME = 200
MAX_PASSAGE = 200_000
MAX_HINTS = 100
LIKE_ENOUGH = 0.75


@dataclass
class Hints:
    """Hints on what was probably meant, for one file or work; none after the first `MAX_HINTS`.

    Each takes time that grows with what there is to choose from. `gone` says of names that are
    known no more what became of them.
    """

    gone: Mapping[str, str] = field(default_factory=dict)
    given: int = 0

    def nearest(self, name: str, known: Iterable[str]) -> str:
        """What became of the name, else as the function `nearest`, or nothing."""
        if name in self.gone:
            return self.gone[name]
        return nearest(name, known) if self._may_give() else ""

    def where_else(self, words: str, at: str, texts: dict[str, str]) -> str:
        """As the function `where_else`, or nothing."""
        return where_else(words, at, texts) if self._may_give() else ""

    def _may_give(self) -> bool:
        self.given += 1
        return self.given <= MAX_HINTS


def nearest(name: str, known: Iterable[str]) -> str:
    """`did you mean “…”?` with the known name that is nearest, or nothing."""
    return meant(closest(name, known))


def meant(name: str) -> str:
    """`did you mean “…”?` with the name, or nothing where there is none."""
    return f"did you mean “{name}”?" if name else ""


def closest(name: str, known: Iterable[str]) -> str:
    """The known name that is nearest, never `name` itself; or nothing where none is near.

    First comes one that differs in case and in `-`, `_`, `.` or blanks alone, then one with
    two neighbouring characters exchanged, then the likest of those that share most pairs of
    characters. Nothing is near to a name of more than `MAX_NAME` characters.
    """
    if len(name) > MAX_NAME:
        return ""
    index = _index(tuple(known))
    wanted = _joined_by_hyphens(name)
    for folded, fold in ((index.joined, wanted), (index.letters, _letters(name))):
        if found := next((other for other in folded.get(fold, ()) if fold and other != name), ""):
            return found
    others = (fold for fold in _exchanges(wanted) if fold in index.joined and fold != wanted)
    if swapped := next(others, ""):
        return index.joined[swapped][0]
    shared = Counter(fold for pair in sorted(_pairs(wanted)) for fold in index.pairs.get(pair, ()))
    likely = [fold for fold, _ in shared.most_common(MAX_COMPARED) if fold != wanted]
    likest = difflib.get_close_matches(wanted, likely, n=1)
    return index.joined[likest[0]][0] if likest else ""


def as_id(text: str) -> str:
    """The text in the form of an id: `p5-a` for `P5 (a)`; nothing where no letter is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def as_tag(text: str) -> str:
    """The text with case and hyphens as in a BCP 47 tag (RFC 5646, 2.1.1): `zh-Hans`."""
    language, *rest = re.split(r"[-_\s]+", text.strip())
    parts = (part.title() if len(part) == 4 else part.upper() for part in rest)
    return "-".join((language.lower(), *parts))


def passage(words: str, text: str) -> str:
    """The passage of `text` that is nearly `words`, at least three quarters alike; or nothing."""
    if not words or len(words) * len(text) > MAX_PASSAGE or len(text.lower()) != len(text):
        return ""
    compared = difflib.SequenceMatcher(None, text.lower(), words.lower(), autojunk=False)
    blocks = [block for block in compared.get_matching_blocks() if block.size]
    if not blocks:
        return ""
    longest = max(blocks, key=lambda block: block.size)
    start = max(0, longest.a - longest.b)
    ranges = ((blocks[0].a, blocks[-1].a + blocks[-1].size), (start, start + len(words)))
    found = max((text[a:b].strip() for a, b in ranges), key=lambda each: _likeness(each, words))
    return found if _likeness(found, words) >= LIKE_ENOUGH and found != words else ""


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one.lower(), other.lower(), autojunk=False).ratio()


def where_else(words: str, at: str, texts: dict[str, str]) -> str:
    """A hint for words that do not stand in the text `at`: the other text that has them,
    or what they may be a misspelling of; or nothing."""
    elsewhere = next((name for name, text in texts.items() if words and words in text), "")
    return f"it stands in {elsewhere}" if elsewhere else meant(passage(words, texts.get(at, "")))


def _joined_by_hyphens(name: str) -> str:
    return re.sub(r"[-_\s]+", "-", unicodedata.normalize("NFKC", name).casefold())


def _letters(name: str) -> str:
    return re.sub(r"[-_.\s]+", "", unicodedata.normalize("NFKC", name).casefold())


def _pairs(fold: str) -> set[str]:
    return {a + b for a, b in pairwise(f" {fold} ")}


@dataclass(frozen=True, slots=True)
class _Index:
    """Known names by their folds, and folds by the pairs of characters in them."""

    joined: dict[str, list[str]]
    letters: dict[str, list[str]]
    pairs: dict[str, list[str]]


@lru_cache(maxsize=8)
def _index(known: tuple[str, ...]) -> _Index:
    index = _Index({}, {}, {})
    for name in known:
        index.joined.setdefault(_joined_by_hyphens(name), []).append(name)
        index.letters.setdefault(_letters(name), []).append(name)
    for fold in index.joined:
        for pair in sorted(_pairs(fold)):
            index.pairs.setdefault(pair, []).append(fold)
    return index


def _exchanges(name: str) -> Iterable[str]:
    """The name with each two neighbours exchanged in turn."""
    return (name[:i] + name[i + 1] + name[i] + name[i + 2 :] for i in range(len(name) - 1))
