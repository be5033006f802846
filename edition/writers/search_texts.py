"""What a search can find, and its texts: a conversion is told by what differs from its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from edition.model import Edition, Reading, Term
from edition.writers.annotations import numbered
from edition.writers.markdown import plain
from edition.writers.search_fold import fold
from edition.writers.strings import strings

Patch = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A segment, a glossary entry or a note: its id, and its texts by language.

    `section` is the number of a segment's page. `heads` is whether it is a title or a heading,
    `opens` whether it heads its page.
    """

    id: str
    texts: dict[str, str]
    section: int = 0
    heads: bool = False
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Conversion:
    """How the texts of a language are told from those of its `source`.

    `usual` is the character that most often stands for each that is changed. `patches` holds
    per document what else differs: an offset in code points and the character there, and so on.
    """

    source: str
    usual: dict[str, str]
    patches: dict[int, Patch] = field(default_factory=dict)


def of_term(term: Term) -> Found:
    """A glossary entry: its forms on the first line, its definition on the next."""
    forms = {tag: strings(tag)["semicolon"].join(each) for tag, each in term.forms.items()}
    return Found(term.id, _lines(forms, term.definition))


def of_notes(reading: Reading) -> Iterator[Found]:
    """The notes of a work, in the order of their numbers: the words quoted, then what is said."""
    for _, note in numbered(reading):
        yield Found(note.id, _lines(note.quote, note.body))


def _lines(first: dict[str, str], prose: dict[str, str]) -> dict[str, str]:
    both = {tag: (first.get(tag, ""), plain(prose.get(tag, ""))) for tag in (first | prose)}
    return {tag: "\n".join(lines) for tag, lines in both.items() if any(lines)}


def of_segments(reading: Reading) -> Iterator[Found]:
    """The segments of a work."""
    for row in reading.rows:
        base = row.texts[reading.work.base]
        texts = {tag: segment.text for tag, segment in row.texts.items()}
        yield Found(row.id, texts, row.section, base.level > 0, base.opens_page)


def conversions(edition: Edition, found: list[Found]) -> dict[str, Conversion]:
    """Per converted language, what tells its texts; those that nothing tells are in no patch."""
    sources = {
        language.tag: language.source
        for reading in edition.readings
        for language in reading.work.languages
        if language.role == "conversion"
    }
    return {tag: _conversion(tag, source, found) for tag, source in sources.items()}


def _conversion(tag: str, source: str, found: list[Found]) -> Conversion:
    told = {n: each.texts for n, each in enumerate(found) if _is_told(each.texts, source, tag)}
    counts: dict[str, Counter[str]] = {}
    for texts in told.values():
        for a, b in zip(texts[source], texts[tag], strict=True):
            counts.setdefault(a, Counter())[b] += 1
    most = {a: max(sorted(counted), key=counted.__getitem__) for a, counted in counts.items()}
    usual = {a: b for a, b in sorted(most.items()) if a != b}
    patches = {n: _patch(texts[source], texts[tag], usual) for n, texts in told.items()}
    return Conversion(source, usual, patches)


def _is_told(texts: dict[str, str], source: str, tag: str) -> bool:
    """Whether a text has a conversion, character for character, that the search takes for equal."""
    if source not in texts or tag not in texts or len(texts[source]) != len(texts[tag]):
        return False
    return texts[source] == texts[tag] or fold(texts[source]) == fold(texts[tag])


def _patch(text: str, converted: str, usual: dict[str, str]) -> Patch:
    pairs = enumerate(zip(text, converted, strict=True))
    return tuple(part for at, (a, b) in pairs if usual.get(a, a) != b for part in (at, b))
