"""Schemas of the YAML files under `source/`, and what is wrong with a value in plain words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from edition.schema_texts import (
    CONTACT,
    DIGEST_OF_SOMETHING,
    FILE_NAME,
    ID,
    MAX_LANGUAGES,
    NO_INDEX,
    NOT_RESERVED,
    ONLY_ONE_CONVERSION,
    PATTERNS,
    RESERVED,
    SHA256,
    TAG,
    TYPES,
    VERSION,
    WITH_A_BASE,
    Form,
    Id,
    ItemType,
    Localised,
    Tag,
    Text,
    Verbatim,
)
from edition.spelling import as_id, as_tag, meant, nearest

Path = tuple[int | str, ...]
Model = TypeVar("Model", bound="Strict")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a path of a value, and a hint."""

    path: Path
    message: str
    hint: str = ""


class Strict(BaseModel):
    """A mapping that admits the named keys alone; an optional key may be left empty.

    The docstring of a key is what an editor shows of it, so it ends with an example.
    """

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty_keys(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        fields = cls.model_fields.items()
        optional = {field.alias or name for name, field in fields if not field.is_required()}
        return {k: v for k, v in value.items() if v is not None or k not in optional}

    def faults(self) -> Iterator[Fault]:
        """What is wrong between the parts, where each part alone is right."""
        yield from ()


class LibraryFile(Strict):
    """`library.yml`: the library's title and description per language, and what it is about."""

    title: Localised = Field(min_length=1)
    """Title of the library per language: `en: Documents on Disarmament`."""
    description: Localised = {}
    """A sentence or two for the title page, per language: `en: Papers, with a glossary.`"""
    about: Localised = {}
    """Paragraphs for the page about the edition, per language, in a block that begins with `|`."""
    contact: str = Field("", pattern=CONTACT)
    """Where readers report errors: `https://example.org/issues` or `editor@example.org`."""
    version: str = Field("", pattern=VERSION)
    """Version of the edition, as citations give it: `1.0`. Empty for a digest of the sources."""


class LanguageEntry(Strict):
    """One language of a work: a BCP 47 tag, a role and a status."""

    model_config = ConfigDict(json_schema_extra=ONLY_ONE_CONVERSION)

    tag: Tag
    """BCP 47 tag of the language: `en`, `zh-Hans`, `pt-BR`. Its text is in `<tag>.md`."""
    role: Literal["base", "translation", "conversion"]
    """What the text is: `base` the original, `translation`, or `conversion` of script by rule."""
    status: Literal["published", "reviewed", "working"] = "working"
    """How far the text is: `working`, `reviewed` by a second reader, or `published`."""
    from_: Tag = Field("", alias="from")
    """Tag of the language that it was made from, the base unless told: `zh-Hans`."""
    translator: str = ""
    """Who made the translation, as readers see it: `Ada Lovelace`."""
    licence: str = ""
    """Licence of the text: `CC-BY-4.0`."""


class WorkFile(Strict):
    """`work.yml`: what the source states about a work, and nothing guessed."""

    model_config = ConfigDict(json_schema_extra=DIGEST_OF_SOMETHING)

    id: Annotated[Id, Field(json_schema_extra=NOT_RESERVED)]
    """The name of the folder, and part of every address: `world-without-nuclear-weapons`."""
    title: Localised = Field(min_length=1)
    """Title of the work per language: `en: The Treaty`."""
    base: Tag
    """Tag of the language of the original: `zh-Hans`."""
    languages: list[LanguageEntry] = Field(
        min_length=1, max_length=MAX_LANGUAGES, json_schema_extra=WITH_A_BASE
    )
    """The languages of the work: `- {tag: en, role: base, status: published}`."""
    numbering: Literal["continuous", "by-section", "by-article"] = "continuous"
    """Whether paragraph numbers begin again: `continuous`, `by-section` or `by-article`."""
    creators: list[Localised] = []
    """Who wrote the work, each per language: `- {en: United Kingdom}`."""
    date: str = ""
    """Date as the source states it: `2022-01-04`, `2022`, or a range `2022-01-04/2022-01-28`."""
    place: Localised = {}
    """Place as the source states it, per language: `en: New York`."""
    event: Localised = {}
    """Occasion as the source states it, per language: `en: Tenth Review Conference`."""
    symbol: str | None = None
    """Document symbol: `NPT/CONF.2020/WP.35`. Empty where the source states none."""
    original: str = Field("", pattern=FILE_NAME)
    """File with the text as received, in the folder of the work: `original.txt`."""
    sha256: str = Field("", pattern=SHA256)
    """SHA-256 of the original, as `sha256sum` prints it: 64 digits from 0 to f."""
    type: ItemType = "document"
    """What the text is, in the item types of the Citation Style Language: `report`."""

    def faults(self) -> Iterator[Fault]:
        """Reserved ids, languages that contradict each other, a digest of nothing."""
        tags_listed = tuple(entry.tag for entry in self.languages)
        if reason := reserved(self.id, tags_listed):
            yield Fault(("id",), reason, "choose another id and rename the folder")
        if self.sha256 and not self.original:
            yield Fault(("sha256",), "sha256: there is no `original` to compare with")
        if all(entry.role != "base" for entry in self.languages):
            message = f"base: a language {self.base} with the role base is missing"
            hint = f"give {self.base} the role base" if self.base in tags_listed else ""
            yield Fault(("base",), message, hint or nearest(self.base, tags_listed))
        tags = Counter[str]()
        for index, entry in enumerate(self.languages):
            tags[entry.tag] += 1
            if tags[entry.tag] > 1:
                message = f"{entry.tag} is listed twice"
                yield Fault(("languages", index), message, "keep one of them")
            for message, hint in self._contradictions(entry):
                yield Fault(("languages", index), message, hint)

    def _contradictions(self, entry: LanguageEntry) -> Iterator[tuple[str, str]]:
        """Each as a message and a hint."""
        if entry.role == "base" and entry.tag != self.base:
            message = f"{entry.tag} has the role base, but `base` says {self.base}"
            yield message, nearest(self.base, (entry.tag,))
        if entry.tag == self.base and entry.role != "base":
            yield f"{entry.tag} is the base, so its role must be base", ""
        roles = {other.tag: other.role for other in self.languages}
        origin = entry.from_ or self.base
        if entry.from_ and entry.from_ not in roles:
            hint = nearest(entry.from_, roles) or f"languages here: {', '.join(roles)}"
            yield f"{entry.tag} comes from {entry.from_}, which is not listed", hint
        elif entry.from_ == entry.tag:
            others = tuple(tag for tag in roles if tag != entry.tag)
            yield f"{entry.tag} comes from itself", f"languages here: {', '.join(others)}"
        elif entry.role == "conversion" and (entry.tag, origin) != ("zh-Hant", "zh-Hans"):
            yield f"a conversion makes zh-Hant from zh-Hans, not {entry.tag} from {origin}", ""
        elif entry.role == "conversion" and roles.get(origin) == "conversion":
            yield f"{entry.tag} comes from {origin}, which is a conversion itself", ""


class TermEntry(Strict):
    """One entry of `glossary.yml`."""

    id: Annotated[Id, Field(json_schema_extra=NO_INDEX)]
    """Permanent address of the entry: `fissile-material`."""
    forms: dict[Tag, Annotated[list[Form], Field(min_length=1)]] = Field(min_length=1)
    """Spellings per language, the headword first: `en: [verification, verify]`."""
    definition: Localised = {}
    """Meaning per language, one paragraph: `en: The process of collecting …`."""
    sources: list[Text] = []
    """Sources that a reader can check: `- NPT/CONF.2010/50 (Vol. I), action 2`."""
    see: list[Text] = []
    """Ids of entries to compare: `[transparency, safeguards]`."""
    domain: str = ""
    """Field that the term belongs to: `disarmament principles`."""
    status: Literal["reviewed", "working"] = "working"
    """`reviewed` once a second reader has checked definition and sources."""
    pinyin: str = ""
    """Pronunciation of the Chinese headword, with tones: `héchá`."""
    abbreviation: str = ""
    """Short form of the headword: `IAEA`."""
    case: Literal["first", "exact", "ignore"] = "first"
    """Case of a form in the text: as written but for a capital at its start (`first`), `exact`, or
    `ignore`.
    """
    not_in: dict[Tag, list[Verbatim]] = {}
    """Longer words that a form must not match in, per language: `zh-Hans: [不可核查]`."""
    mark: Literal["all", "first"] = "all"
    """Which occurrences are linked: `all` or only the `first` of each segment."""
    presupposed: bool = False
    """`true` for a term that no text need hold, such as one that other entries rest on."""


class GlossaryFile(Strict):
    """`glossary.yml`: the terms that the whole library shares."""

    terms: list[TermEntry] = []
    """The entries: `- {id: treaty, forms: {en: [treaty]}, definition: {en: …}}`."""
    domains: dict[Text, Localised] = {}
    """Names of the domains per language: `disarmament principles: {zh-Hans: 裁军原则}`."""

    def faults(self) -> Iterator[Fault]:
        """An id whose page would be that of the glossary itself."""
        for index, term in enumerate(self.terms):
            if term.id == "index":
                message = "the id “index” is the address of the glossary itself"
                yield Fault(("terms", index), message, "choose another id")


class ReviewedEntry(Strict):
    """A string whose conversion was reviewed and found right."""

    text: Verbatim
    """Simplified text, as long as `reading`: `以后`."""
    reading: Verbatim
    """How it comes out, and rightly so: `以後`."""

    @model_validator(mode="after")
    def _same_length(self) -> Self:
        one, other = len(self.text), len(self.reading)
        if one != other:
            raise ValueError(
                f"text and reading must have the same number of characters, not {one} and {other}"
            )
        return self


class ExceptionEntry(ReviewedEntry):
    """One exception of the conversion: how `text` must come out, and why."""

    text: Verbatim
    """Simplified text, as long as `reading`: `被发展`."""
    reading: Verbatim
    """How it must come out: `被發展`."""
    reason: Text
    """Why the rule is wrong here: `发 is 發 (develop), not 髮 (hair)`."""


class ConversionFile(Strict):
    """`conversion.yml`: exceptions for Simplified to Traditional, and what was reviewed."""

    exceptions: list[ExceptionEntry] = []
    """The exceptions: `- {text: 被发展, reading: 被發展, reason: …}`."""
    reviewed: list[ReviewedEntry] = []
    """Strings with an ambiguous character, converted rightly: `- {text: 以后, reading: 以後}`."""

    def faults(self) -> Iterator[Fault]:
        """Texts for which there is an entry already."""
        for key, entries, taken in (
            ("exceptions", self.exceptions, "has an exception already"),
            ("reviewed", self.reviewed, "was reviewed already"),
        ):
            seen: set[str] = set()
            for index, entry in enumerate(entries):
                if entry.text in seen:
                    yield Fault((key, index), f"“{entry.text}” {taken}", "keep one of them")
                seen.add(entry.text)


class EmendationEntry(Strict):
    """One emendation: in segment `at`, the base reads `reading` for `original`, and why."""

    at: Text
    """Segment of the base text, the end of its address after `#`: `p5-a`."""
    original: str
    """Words as the original has them; may be empty: `""`."""
    reading: str
    """Words as the base text has them, which must differ: `remainder`."""
    reason: Text
    """Why the base text departs from the original: `the sense asks for it`."""

    @model_validator(mode="after")
    def _differs(self) -> Self:
        if self.original == self.reading:
            raise ValueError("original and reading are the same")
        return self


class OmissionEntry(Strict):
    """Words of the original that the base text leaves out, or has in another place, and why."""

    line: int = Field(gt=0)
    """The line of the original on which they stand, counted from 1: `37`."""
    text: Text
    """These words, on one line: `Page 3`."""
    reason: Text
    """Why they are no part of the text: `page number`."""
    at: str = ""
    """Segment of the base text where they stand instead, such as a footnote: `s2-u1`."""


class EmendationsFile(Strict):
    """`emendations.yml`: every difference between the original and the base text."""

    emendations: list[EmendationEntry] = []
    """The emendations: `- {at: p2, original: rest, reading: remainder, reason: …}`."""
    omissions: list[OmissionEntry] = []
    """Lines that belong to the pages, not to the text: `- {line: 37, text: Page 3, reason: …}`."""


class NoteEntry(Strict):
    """One note of `notes.yml`, on words quoted from the segment `at`."""

    id: Id
    """Permanent address of the note, unique in the library: `two-words-for-verify`."""
    at: Text
    """Segment that it stands at, the end of its address after `#`: `p11-2`."""
    quote: Localised = Field(min_length=1)
    """Words as the reader sees them, once in the segment, per language: `en: verify that`."""
    kind: Literal["context", "term", "textual", "translation"]
    """What the note is about: the `context`, a `term`, the `textual` state, or the `translation`.
    """
    body: Localised = Field(min_length=1)
    """The note per language, in the inline grammar of the texts: `en: The Chinese has …`."""
    sources: list[Text] = []
    """Sources that a reader can check: `- NPT/CONF.2010/50 (Vol. I)`."""
    status: Literal["reviewed", "working"] = "working"
    """`reviewed` once a second reader has checked the note and its sources."""
    see: list[Text] = []
    """Ids of notes, entries or segments to compare: `[transparency, p5-a]`."""


class NotesFile(Strict):
    """`notes.yml`: the annotations of one work."""

    notes: list[NoteEntry] = []
    """The notes: `- {id: …, at: p2, quote: {en: …}, kind: context, body: {en: …}}`."""


class ReferenceEntry(Strict):
    """One entry of `references.yml`: segments to compare with the segment `at`."""

    at: Text
    """Segment that takes up others, the end of its address after `#`: `p7-a`."""
    see: list[Text] = Field(min_length=1)
    """Segments of the same work to compare with it: `[p5-a, p12]`."""


class ReferencesFile(Strict):
    """`references.yml`: which segments of a work take up each other."""

    references: list[ReferenceEntry] = []
    """The references: `- {at: p7-a, see: [p5-a, p12]}`."""


class RetiredEntry(Strict):
    """One published id that stands for no text any more, or whose words have moved."""

    id: Text
    """The published id, the end of its address after `#`: `p7`."""
    to: str = ""
    """Where its words stand now, an id of the same work: `p8`. Empty where they were removed."""
    reason: Localised = Field(min_length=1)
    """Why, as readers see it, per language: `en: withdrawn by its author`."""
    since: str = ""
    """Date or version from which it holds: `2026-11-24`."""


class AddedEntry(Strict):
    """One id for a block that was added where its count would shift published ids."""

    id: Id
    """Permanent id of the added block: `s2x`, `p11-1x`."""
    before: Text
    """The published id that the block would have taken: `s3`, `p11-2`."""


class IdsFile(Strict):
    """`ids.yml`: which published ids of a work were removed or moved, and what was added."""

    retired: list[RetiredEntry] = []
    """The ids: `- {id: p7, reason: {en: withdrawn by its author}, since: 2026-11-24}`."""
    added: list[AddedEntry] = []
    """Blocks added before counted ones, in order: `- {id: p11-1x, before: p11-2}`."""

    def faults(self) -> Iterator[Fault]:
        """An id that is listed twice, or that has moved to itself."""
        seen: set[str] = set()
        listed = [(("retired", n), entry.id) for n, entry in enumerate(self.retired)]
        listed += [(("added", n), entry.id) for n, entry in enumerate(self.added)]
        for path, id in listed:
            if id in seen:
                yield Fault(path, f"{id} is listed twice", "keep one of them")
            seen.add(id)
        for index, entry in enumerate(self.retired):
            if entry.to == entry.id:
                yield Fault(("retired", index, "to"), f"{entry.id} has moved to itself")


def reserved(work: str, tags: tuple[str, ...] = ()) -> str:
    """Why the id cannot be a work's, or nothing; `tags` are the languages of the work."""
    if work in RESERVED:
        return f"the id “{work}” is an address of the site itself"
    if len(work) == 2 or work in {tag.lower() for tag in tags}:
        return f"the id “{work}” is the address of a language"
    return ""


def is_id(text: str) -> bool:
    """Whether the text has the form of a work's id."""
    return re.fullmatch(ID, text) is not None


def is_tag(text: str) -> bool:
    """Whether the text has the form of a language tag."""
    return re.fullmatch(TAG, text) is not None


def spelled(pattern: str, text: str) -> str:
    """`did you mean “…”?` with the text as an id or a tag, where it can be made to fit."""
    makers = {ID: as_id, TAG: as_tag}
    found = makers[pattern](text) if pattern in makers else ""
    return meant(found) if found != text and re.fullmatch(pattern, found) else ""


def validate(schema: type[Model], value: Any) -> tuple[Model | None, tuple[Fault, ...]]:
    """The value as the model, or `None` where it does not fit; and all that is wrong with it."""
    try:
        model = schema.model_validate(value)
    except ValidationError as error:
        return None, tuple(_fault(schema, detail) for detail in error.errors())
    return model, tuple(model.faults())


def _fault(schema: type[Strict], detail: Any) -> Fault:
    path: Path = tuple(detail["loc"])
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    label = ".".join(part for part in path if isinstance(part, str) and part != "[key]")
    label = f"{label}: " if label else ""
    if kind == "extra_forbidden":
        known = _keys(schema, path[:-1])
        hint = nearest(str(path[-1]), known) or f"keys here: {', '.join(known)}"
        return Fault(path, f"unknown key “{path[-1]}”", hint)
    if kind == "literal_error":
        choices = tuple(re.findall(r"'([^']*)'", context["expected"]))
        hint = nearest(value, choices) if isinstance(value, str) else ""
        return Fault(path, f"{label}must be one of {', '.join(choices)}", hint)
    if kind == "string_pattern_mismatch":
        pattern = context["pattern"]
        return Fault(path, f"{label}“{value}” {PATTERNS[pattern]}", spelled(pattern, value))
    if kind == "value_error":
        return Fault(path, f"{label}{context['error']}")
    if value is None and kind.endswith("_type"):
        return Fault(path, f"{label}must not be empty")
    return Fault(path, label + TYPES.get(kind, detail["msg"]))


def _keys(schema: type[Strict], path: Path) -> tuple[str, ...]:
    """The keys of the model to which a path of a value leads."""
    for part in path:
        for name, field in schema.model_fields.items():
            if part == (field.alias or name):
                inner = (field.annotation, *get_args(field.annotation))
                schema = next((t for t in inner if _is_model(t)), schema)
    return tuple(sorted(field.alias or name for name, field in schema.model_fields.items()))


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Strict)
