"""Scores an importer: what it made of a rendering, against the clean text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from corpus.forms import SPACE_IN_CJK, UNIFIED, closed, exact, full, loose, tight
from corpus.layouts import CALLS, FURNITURE, HYPHEN, JOB, MASTHEAD, RULE, Rendering
from corpus.texts import CALL, SOFT, Block, Text
from edition.model import Segment
from edition.numbering import Numbering
from edition.readers import edition_text
from edition.text import Source, Span

CONTEXT = 8
LOOSE = frozenset({"unnumbered", "front", "item", "bullet", "paragraph"})
KINDS: dict[str, frozenset[str]] = {
    "title": frozenset({"title"}),
    "front": frozenset({"front", "unnumbered"}),
    "unnumbered": frozenset({"front", "unnumbered"}),
    "heading": frozenset({"heading", "subheading"}),
    "article": frozenset({"article"}),
    "paragraph": frozenset({"paragraph"}),
    "item": frozenset({"item"}),
    "bullet": frozenset({"bullet"}),
}


class Repair(Protocol):
    """What an importer reports of one change."""

    span: Span
    removed: str
    inserted: str


class Extraction(Protocol):
    """What an importer gives back."""

    text: str
    numbering: str

    @property
    def repairs(self) -> Iterable[Repair]:
        """The changes."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one rendering or of many, and the differences found, for people to read."""

    counts: Counter[str]
    differences: tuple[str, ...]


def score(rendering: Rendering, extraction: Extraction) -> Score:
    """Compares an extraction with the clean text of its rendering. Never looks at the raw text
    for anything but the origin of its characters."""
    text = rendering.text
    source = Source("import.md", extraction.text)
    document, problems = edition_text.read(source, text.language, extraction.numbering)
    counts: Counter[str] = Counter(renderings=1)
    counts["errors"] = sum(p.code.startswith("E") for p in problems)
    counts["warnings"] = sum(p.code in ("W108", "W109") for p in problems)
    counts["numbering"] = extraction.numbering == text.numbering
    said = [f"{p.code} {p.message}" for p in problems if p.code[:4] != "W103"]
    segments = _merged(text, document.segments)
    said += _boundaries(rendering, segments, counts)
    said += _blocks(rendering, segments, counts)
    said += _removals(rendering, extraction, counts)
    said += _law(rendering, extraction, counts)
    _words(rendering, extraction.text, counts)
    return Score(counts, tuple(said))


def total(scores: Iterable[Score]) -> Counter[str]:
    """The sum of the counts."""
    counts: Counter[str] = Counter()
    for one in scores:
        counts.update(one.counts)
    return counts


def ratio(counts: Counter[str], part: str, whole: str) -> float:
    """A share, 1 where there was nothing to get right."""
    return counts[part] / counts[whole] if counts[whole] else 1.0


def f1(counts: Counter[str]) -> float:
    """The harmonic mean of precision and recall of block boundaries."""
    precision = ratio(counts, "boundaries right", "boundaries given")
    recall = ratio(counts, "boundaries right", "boundaries wanted")
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def printed_call(rendering: Rendering, note: str) -> str:
    """A note call as the profile prints it."""
    text = rendering.text
    at = next(i for i, b in enumerate(text.blocks) if b.kind == "note" and b.mark == note)
    found = [c for c, o in zip(rendering.raw, rendering.origin, strict=True) if o == CALLS - at]
    return "".join(found)


def _with_calls(rendering: Rendering, block: Block) -> str:
    text = CALL.sub(lambda m: printed_call(rendering, m[1]), block.text)
    return text.replace(" | ", " ") if block.kind == "row" else text


def _merged(text: Text, segments: tuple[Segment, ...]) -> list[Segment]:
    """The segments; an article's or section's mark in a block of its own goes to the next one."""
    marks = {loose(b.mark) for b in text.blocks if b.kind in ("article", "heading") and b.text}
    marks.discard("")
    merged: list[Segment] = []
    for segment in segments:
        last = merged[-1] if merged else None
        lone = last is not None and last.kind in ("article", "heading", "subheading")
        if last is not None and lone and loose(last.text) in marks and segment.mark in ("", "###"):
            joined = f"{last.text} {segment.text}"
            merged[-1] = Segment(last.id, last.kind, last.mark, joined, last.parent)
        else:
            merged.append(segment)
    return merged


# Boundaries


def _boundaries(
    rendering: Rendering, segments: list[Segment], counts: Counter[str]
) -> Iterator[str]:
    text = rendering.text
    hard = [b for b in text.blocks if b.kind not in SOFT and b.kind != "note"]
    wanted = _keys([loose(b.mark + b.bare) for b in hard])
    given = _keys(_running(rendering, segments))
    right = wanted & given
    counts["boundaries wanted"] = wanted.total()
    counts["boundaries given"] = given.total()
    counts["boundaries right"] = right.total()
    for word, keys in (("missing", wanted - right), ("wrong", given - right)):
        yield from (f"{word} boundary: …{a} ‖ {b}…" for a, b in keys)


def _keys(blocks: list[str]) -> Counter[tuple[str, str]]:
    stream = "".join(blocks)
    found: Counter[tuple[str, str]] = Counter()
    at = 0
    for block in blocks[:-1]:
        at += len(block)
        found[stream[max(0, at - CONTEXT) : at], stream[at : at + CONTEXT]] += 1
    return found


def _running(rendering: Rendering, segments: list[Segment]) -> list[str]:
    """The loose text of the segments that belong to the running text, note calls taken out."""
    text = rendering.text
    pieces = rendering.furniture
    apart = {loose(rendering.raw[p.start : p.end]) for p in pieces}
    apart |= {loose(form) for b in text.blocks if b.kind == "note" for form in _note_forms(b)}
    masthead = loose("".join(text.masthead)) if rendering.profile.masthead else ""
    soft = loose("".join(b.mark + b.bare for b in text.blocks if b.kind in SOFT))
    hard = [b for b in text.blocks if b.kind not in SOFT and b.kind != "note"]
    left = Counter(loose(b.mark + b.bare) for b in hard)
    running = []
    for segment in segments:
        form = loose(full(segment.mark, segment.text))
        foreign = form in apart or form in soft or form in masthead
        if not form or (foreign and left[form] < 1):
            continue
        left[form] -= 1
        running.append(_uncalled(rendering, form))
    return running


def _note_forms(note: Block) -> tuple[str, ...]:
    return note.text, note.mark + note.text


def _uncalled(rendering: Rendering, form: str) -> str:
    for block in rendering.text.blocks:
        for call in CALL.finditer(block.text):
            before = loose(block.mark + CALL.sub("", block.text[: call.start()]))[-10:]
            after = loose(CALL.sub("", block.text[call.end() :]))[:5]
            form = form.replace(
                before + loose(printed_call(rendering, call[1])) + after, before + after
            )
    return form


# Blocks


def _blocks(rendering: Rendering, segments: list[Segment], counts: Counter[str]) -> Iterator[str]:
    language = rendering.text.language
    given = [tight(full(s.mark, s.text)) for s in segments]
    strict_forms = Counter(given)
    exact_forms = Counter(exact(form, language) for form in given)
    closed_forms = Counter(closed(form, language) for form in given)
    kinds: dict[str, list[Segment]] = {}
    for segment, form in zip(segments, given, strict=True):
        kinds.setdefault(loose(form), []).append(segment)
    split = _interrupted(rendering)
    state = Numbering(rendering.text.numbering)
    for index, block in enumerate(rendering.text.blocks):
        if block.kind in SOFT:
            continue
        forms = _forms(rendering, block)
        found = next((kinds[loose(f)] for f in forms if kinds.get(loose(f))), None)
        if block.kind == "note":
            yield from _note(block, counts, found=bool(found))
            continue
        _open(state, block)
        counts["blocks"] += 1
        counts["found"] += bool(found)
        counts["strict"] += _take(strict_forms, forms)
        if SPACE_IN_CJK.search(block.text):
            fits = _take(closed_forms, [closed(f, language) for f in forms])
        else:
            fits = _take(exact_forms, [exact(f, language) for f in forms])
        counts["exact"] += fits
        for kind in split.get(index, ()):
            counts[f"split by {kind}"] += 1
            counts[f"joined over {kind}"] += bool(found)
        if not fits:
            yield f"block not exact: {block.kind} {block.mark} {block.text[:60]}"
        if found:
            yield from _kind(block, found.pop(0), counts, open_=not state.paragraph)


def _note(block: Block, counts: Counter[str], *, found: bool) -> Iterator[str]:
    counts["notes"] += 1
    counts["notes whole"] += found
    if not found:
        yield f"note not whole: {block.text[:60]}"


def _forms(rendering: Rendering, block: Block) -> tuple[str, ...]:
    """The forms of a block that are right: with the note calls as printed, or without."""
    mark = "" if block.kind == "bullet" else block.mark
    texts = (block.bare, _with_calls(rendering, block))
    forms = [f"{mark} {text}".strip() for text in texts]
    if block.kind == "note":
        forms += texts
    return tuple(dict.fromkeys(tight(form) for form in forms))


def _take(forms: Counter[str], wanted: Iterable[str]) -> bool:
    for form in wanted:
        if forms[form] > 0:
            forms[form] -= 1
            return True
    return False


def _open(state: Numbering, block: Block) -> None:
    """Follows what the grammar knows: whether an item may stand here."""
    if block.kind in ("heading", "article"):
        state.paragraph = ""
    elif block.kind == "paragraph":
        state.paragraph = block.mark


def _kind(block: Block, segment: Segment, counts: Counter[str], *, open_: bool) -> Iterator[str]:
    free = block.kind == "enumeration" or (block.kind == "item" and open_)
    wanted = LOOSE if free else KINDS[block.kind]
    judged = "open kinds" if free else "kinds"
    counts[judged] += 1
    counts[f"{judged} right"] += segment.kind in wanted
    if block.kind == "heading" and segment.kind in wanted:
        counts["levels"] += 1
        counts["levels right"] += segment.kind == ("heading", "subheading")[block.level - 1]
    if segment.kind not in wanted:
        yield f"kind {segment.kind} for {block.kind}: {block.mark} {block.text[:50]}"


def _interrupted(rendering: Rendering) -> dict[int, set[str]]:
    """The blocks that furniture or a note stands in the middle of."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for at, origin in enumerate(rendering.origin):
        if origin >= 0:
            first.setdefault(origin, at)
            last[origin] = at
    blocks = rendering.text.blocks
    found: dict[int, set[str]] = {}
    for index, start in first.items():
        inside = set(rendering.origin[start : last[index]])
        kinds = {"furniture"} if inside & {FURNITURE, JOB} else set()
        if any(o >= 0 and o != index and blocks[o].kind == "note" for o in inside):
            kinds.add("note")
        if "\f" in rendering.raw[start : last[index]] and not kinds:
            kinds.add("page")
        found[index] = kinds
    return found


# Removals and the law


def _removals(rendering: Rendering, extraction: Extraction, counts: Counter[str]) -> Iterator[str]:
    raw, origin = rendering.raw, rendering.origin
    removed = _removed(raw, extraction.repairs)
    for piece in rendering.furniture:
        places = [i for i in range(piece.start, piece.end) if not raw[i].isspace()]
        if not places or piece.kind == MASTHEAD:
            continue
        word = {FURNITURE: "furniture", JOB: "job", RULE: "rule"}[piece.kind]
        gone = all(i in removed for i in places)
        counts[word] += 1
        counts[f"{word} removed"] += gone
        if not gone:
            yield f"{word} kept: {raw[piece.start : piece.end]}"
    inserted = Counter(
        unicodedata.normalize("NFKC", "".join(r.inserted for r in extraction.repairs))
    )
    lost = Counter[str]()
    for i in sorted(removed):
        if origin[i] >= 0 and not raw[i].isspace() and not _exempt(rendering, i):
            lost.update(unicodedata.normalize("NFKC", raw[i].translate(UNIFIED)))
    false = lost - inserted
    kept = Counter(_folded(extraction.text))
    clean = Counter(_folded("".join(_content(rendering))))
    gone = clean - kept
    counts["removed"] = sum(origin[i] not in (HYPHEN,) and origin[i] > CALLS for i in removed)
    counts["false removals"] = max(false.total(), gone.total())
    if false or gone:
        yield f"removed from the text: {dict(false | gone)}"


def _content(rendering: Rendering) -> Iterator[str]:
    for i, (character, origin) in enumerate(zip(rendering.raw, rendering.origin, strict=True)):
        if origin >= 0 and not _exempt(rendering, i):
            yield character


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text.translate(UNIFIED))
    return "".join(c for c in plain if not c.isspace() and c != "\u00ad")


def _exempt(rendering: Rendering, at: int) -> bool:
    """Bullets, whose glyph is rewritten, and hyphens, which may be a broken word's."""
    raw, origin = rendering.raw, rendering.origin
    if raw[at] in "-\u2010\u00ad":
        return True
    block = rendering.text.blocks[origin[at]]
    return block.kind == "bullet" and raw[at] == rendering.profile.bullet


def _removed(raw: str, repairs: Iterable[Repair]) -> frozenset[int]:
    """The places of the characters that the repairs took away."""
    places: set[int] = set()
    for repair in repairs:
        wanted = [c for c in repair.removed if not c.isspace()]
        at = 0
        for i in range(repair.span.start, min(repair.span.end, len(raw))):
            if at < len(wanted) and raw[i] == wanted[at]:
                places.add(i)
                at += 1
    return frozenset(places)


def _law(rendering: Rendering, extraction: Extraction, counts: Counter[str]) -> Iterator[str]:
    def bag(text: str) -> Counter[str]:
        return Counter(c for c in text if not c.isspace())

    left = bag(rendering.raw) + bag("".join(r.inserted for r in extraction.repairs))
    right = bag(extraction.text) + bag("".join(r.removed for r in extraction.repairs))
    counts["law broken"] = int(left != right)
    if left != right:
        more, less = dict(left - right), dict(right - left)
        yield f"law: only in the original {more}; only in the edition {less}"


def _words(rendering: Rendering, text: str, counts: Counter[str]) -> None:
    """Counts the words that the layout broke, and the compounds that it broke at their hyphen."""
    raw, origin = rendering.raw, rendering.origin
    text = unicodedata.normalize("NFKC", text)
    for match in re.finditer("([A-Za-z\ufb00-\ufb06]+)([-\u2010\u00ad])(?=\\s*[\r\n])", raw):
        before = unicodedata.normalize("NFKC", match[1])
        after = _next_word(rendering, match.end(), origin[match.start(1)])
        if not after:
            continue
        hyphened = re.search(f"{before}[-\u2010\u00ad]\\s?{after}", text)
        if origin[match.start(2)] == HYPHEN:
            counts["broken words"] += 1
            counts["broken words joined"] += hyphened is None and before + after in text
        else:
            counts["compounds"] += 1
            counts["compounds kept"] += bool(re.search(f"{before}[-\u2010]{after}", text))


def _next_word(rendering: Rendering, at: int, block: int) -> str:
    """The letters that come next in a block, furniture and notes passed over."""
    found = ""
    raw, origin = rendering.raw, rendering.origin
    for i in range(at, len(raw)):
        if origin[i] == block and raw[i].isalpha():
            found += raw[i]
        elif found:
            break
    return unicodedata.normalize("NFKC", found)
