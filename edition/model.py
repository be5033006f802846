"""The edition as data: every type that passes between the stages."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from edition.text import Source, Span

Kind = Literal[
    "title",
    "front",
    "heading",
    "subheading",
    "article",
    "paragraph",
    "item",
    "bullet",
    "unnumbered",
]
Role = Literal["base", "translation", "conversion"]
NoteKind = Literal["context", "term", "textual", "translation"]
AnchorKind = Literal["segment", "note", "term"]


@dataclass(frozen=True, slots=True)
class Segment:
    """The smallest citable unit.

    `text` is what the reader sees: plain characters, no markup. `splits` are offsets
    into it where the author wrote `|`, `emphasis` the ranges written `*so*`. `mark` is
    the block mark as written (`5.`, `(a)`, `•`), `place` the block in its file.
    """

    id: str
    kind: Kind
    mark: str
    text: str
    parent: str = ""
    emphasis: tuple[Span, ...] = ()
    splits: tuple[int, ...] = ()
    place: Span = field(default=Span(0, 0), compare=False)

    @property
    def level(self) -> int:
        """1 to 3 for a title or heading, 0 for running text; an article run in is text."""
        if self.kind == "article":
            return (2 if self.parent else 1) if self.mark else 0
        return {"title": 1, "heading": 1, "subheading": 2}.get(self.kind, 0)

    @property
    def opens_page(self) -> bool:
        """Whether the segment begins a page: a heading that stands under no other."""
        return self.level == 1 and self.kind != "title"


@dataclass(frozen=True, slots=True)
class Document:
    """One text in one language (BCP 47 tag), in order, as read from its file."""

    language: str
    source: Source = field(repr=False, compare=False)
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class Language:
    """A language of a work: its tag, role, status, and what it was made from."""

    tag: str
    role: Role
    status: str
    source: str = ""
    translator: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """What `work.yml` states, with the base language first among `languages`.

    `type` is an item type of the Citation Style Language.
    """

    id: str
    title: dict[str, str]
    base: str
    languages: tuple[Language, ...]
    numbering: str = "continuous"
    creators: tuple[dict[str, str], ...] = ()
    date: str = ""
    place: dict[str, str] = field(default_factory=dict)
    event: dict[str, str] = field(default_factory=dict)
    symbol: str | None = None
    original: str = ""
    sha256: str = ""
    source: Source | None = field(default=None, repr=False, compare=False)
    type: str = "document"


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry; `forms` per language, the headword first.

    A `presupposed` term need not occur in any text.
    """

    id: str
    forms: dict[str, tuple[str, ...]]
    definition: dict[str, str]
    sources: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    domain: str = ""
    status: str = "working"
    pinyin: str = ""
    abbreviation: str = ""
    case: Literal["first", "exact", "ignore"] = "first"
    not_in: dict[str, tuple[str, ...]] = field(default_factory=dict)
    mark: Literal["all", "first"] = "all"
    presupposed: bool = False
    source: Source | None = field(default=None, repr=False, compare=False)
    place: Span = field(default=Span(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class ConversionEntry:
    """What `conversion.yml` says of a Simplified string: the reading that it must get.

    An exception makes it so; a `reviewed` entry says that the conversion is right by itself.
    """

    text: str
    reading: str
    reviewed: bool = False
    source: Source | None = field(default=None, repr=False, compare=False)
    place: Span = field(default=Span(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Converted:
    """A Simplified text that is converted, and its Traditional reading, of the same length.

    `kind` and `id` name what the text belongs to: a segment or note of `work`, the work
    itself, a term, or the library. `part` is the key of its YAML file, or `text`. A text of
    a YAML file stands at `path` under the item that begins at `item`.
    """

    text: str
    reading: str
    kind: Literal["segment", "work", "note", "term", "library"]
    work: str
    id: str
    part: str
    source: Source = field(repr=False, compare=False)
    segment: Segment | None = field(default=None, repr=False, compare=False)
    path: tuple[int | str, ...] = field(default=(), compare=False)
    item: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Emendation:
    """A recorded difference: where `original` stands in the source, the base reads `reading`."""

    at: str
    original: str
    reading: str
    reason: str
    source: Source | None = field(default=None, repr=False, compare=False)
    place: Span = field(default=Span(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Omission:
    """Words of the original that its base text leaves out, such as a running header.

    `line` counts lines of the original from 1, `text` stands in it. Where `at` names a segment,
    the words are not left out but stand there, a footnote for instance.
    """

    line: int
    text: str
    reason: str
    at: str = ""
    source: Source | None = field(default=None, repr=False, compare=False)
    place: Span = field(default=Span(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Note:
    """An annotation on words of segment `at`; `quote` and `body` per language.

    `see` are ids of notes, terms and segments of the same work. `place` is the note in its
    file, `quote_places` each quotation and `see_places` each id as written there.
    """

    id: str
    at: str
    quote: dict[str, str]
    kind: NoteKind
    body: dict[str, str]
    sources: tuple[str, ...] = ()
    status: str = "working"
    see: tuple[str, ...] = ()
    source: Source | None = field(default=None, repr=False, compare=False)
    place: Span = field(default=Span(0, 0), compare=False)
    quote_places: dict[str, Span] = field(default_factory=dict, repr=False, compare=False)
    see_places: tuple[Span, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Parallel:
    """What `references.yml` states: a reader of segment `at` may compare the segments `see`."""

    at: str
    see: tuple[str, ...]
    source: Source | None = field(default=None, repr=False, compare=False)
    place: Span = field(default=Span(0, 0), compare=False)
    see_places: tuple[Span, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Locked:
    """What `ids.lock` holds of one published id.

    `pages` are the numbers of the section pages that it has stood on, in order; `digest` and
    `sketch` are of its base text (`edition.fingerprints`). `translations` has, per language, the
    digest of the translation and that of the base text it was made from.
    """

    id: str
    pages: tuple[int, ...]
    digest: str
    sketch: str
    translations: dict[str, tuple[str, str]] = field(default_factory=dict)
    place: Span = field(default=Span(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Lock:
    """The register of a work's published ids, in the order of the text."""

    work: str
    base: str
    entries: tuple[Locked, ...] = ()
    source: Source | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Retired:
    """What `ids.yml` states: the published id stands for no text any more, or has moved `to`.

    `reason` is per language, `since` a date or version. Linking adds `after`, the segment that
    it stood after (nothing: at the beginning), and `target`, the segment where its words stand
    now, or nothing.
    """

    id: str
    reason: dict[str, str]
    to: str = ""
    since: str = ""
    after: str = ""
    target: str = ""
    source: Source | None = field(default=None, repr=False, compare=False)
    place: Span = field(default=Span(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Added:
    """What `ids.yml` states: a block that would be counted to the id `before` has this id."""

    id: str
    before: str
    source: Source | None = field(default=None, repr=False, compare=False)
    place: Span = field(default=Span(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a cross-reference joins: a segment or a note of a work, or a term, which has none."""

    kind: AnchorKind
    id: str
    work: str = ""


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A reader of `origin` is sent to `target`; either end shows the other."""

    origin: Anchor
    target: Anchor


@dataclass(frozen=True, slots=True)
class NoteMark:
    """Where the quotation of a note stands in a segment's text; its call stands at the end."""

    note: str
    segment: str
    language: str
    span: Span


class Occurrence(NamedTuple):
    """One place where a form of a term stands in a segment's text.

    A tuple, since a large library has millions, and is made and held in half the time and room.
    """

    term: str
    segment: str
    language: str
    span: Span


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference in a segment's text: a range and the segment that it names."""

    segment: str
    language: str
    span: Span
    target: str


@dataclass(frozen=True, slots=True)
class Row:
    """One segment id with its text in every language that has it.

    `sentences` holds, for the base and each language that counts as many sentences, their
    ranges: the n-th range of one language says what the n-th of another says. `depth` is
    how many items and bullets enclose the segment, itself included.
    """

    id: str
    kind: Kind
    texts: dict[str, Segment]
    section: int
    sentences: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    depth: int = 0


@dataclass(frozen=True)
class Reading:
    """A work with its texts joined: what the pages of that work are made of.

    `stale` holds language and segment of each text made from an earlier wording of the base.
    """

    work: Work
    rows: tuple[Row, ...]
    documents: dict[str, Document]
    occurrences: tuple[Occurrence, ...] = ()
    references: tuple[Reference, ...] = ()
    original: Source | None = field(default=None, repr=False)
    emendations: tuple[Emendation, ...] = ()
    omissions: tuple[Omission, ...] = ()
    notes: tuple[Note, ...] = ()
    note_marks: tuple[NoteMark, ...] = ()
    lock: Lock | None = None
    retired: tuple[Retired, ...] = ()
    stale: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def title(self) -> Row | None:
        """The row of the title, if the text has one."""
        return next((row for row in self.rows if row.kind == "title"), None)


@dataclass(frozen=True, slots=True)
class Library:
    """What `load` found under `source/`: raw texts and metadata, nothing joined yet.

    `files` are the YAML files of the library itself.
    """

    title: dict[str, str]
    description: dict[str, str]
    works: tuple[Work, ...]
    texts: dict[tuple[str, str], Source]
    originals: dict[str, Source]
    terms: tuple[Term, ...]
    exceptions: dict[str, str]
    emendations: dict[str, tuple[Emendation, ...]] = field(default_factory=dict)
    omissions: dict[str, tuple[Omission, ...]] = field(default_factory=dict)
    notes: dict[str, tuple[Note, ...]] = field(default_factory=dict)
    parallels: dict[str, tuple[Parallel, ...]] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    contact: str = ""
    domains: dict[str, dict[str, str]] = field(default_factory=dict)
    version: str = ""
    files: tuple[Source, ...] = field(default=(), repr=False)
    conversion: tuple[ConversionEntry, ...] = ()
    locks: dict[str, Source] = field(default_factory=dict)
    retired: dict[str, tuple[Retired, ...]] = field(default_factory=dict)
    added: dict[str, tuple[Added, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Edition:
    """The whole library, linked: the one value that checks and writers read.

    `about` holds per language the paragraphs on the edition, in the inline grammar;
    `contact` is the address for reports of errors, or nothing. `domains` are the names of the
    terms' domains per language, by the word that the glossary has for each. `version` is what
    `library.yml` states, else the beginning of a digest of the sources. `conversion` is what
    `conversion.yml` says, and `converted` every text that is converted. `files` are the YAML
    files of the library itself.
    """

    title: dict[str, str]
    description: dict[str, str]
    readings: tuple[Reading, ...]
    terms: tuple[Term, ...]
    languages: tuple[str, ...]
    about: dict[str, tuple[str, ...]] = field(default_factory=dict)
    contact: str = ""
    cross_references: tuple[CrossReference, ...] = ()
    domains: dict[str, dict[str, str]] = field(default_factory=dict)
    version: str = ""
    conversion: tuple[ConversionEntry, ...] = ()
    converted: tuple[Converted, ...] = ()
    files: tuple[Source, ...] = field(default=(), repr=False)

    @cached_property
    def has_notes(self) -> bool:
        """Whether any work has notes."""
        return any(reading.notes for reading in self.readings)


@dataclass(frozen=True, slots=True)
class Output:
    """One file to write: a path relative to the output folder, and its bytes."""

    path: str
    data: bytes
