"""Schemas of the YAML files under `source/`, and what is wrong with a value in plain words."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
TAG = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$"
SHA256 = r"^([0-9a-f]{64})?$"
FILE_NAME = r"^[^/\\.][^/\\]*$"
VERSION = r"^(\S+( \S+)*)?$"
CONTACT = r"^(https://[^\s<>()\[\]\"'`\\]+|[\w.+-]+@[\w-]+(\.[\w-]+)+)?$"
PATTERNS = {
    ID: "must be lower-case letters, digits and single hyphens",
    TAG: "must be a language tag such as en, zh-Hans or pt-BR",
    SHA256: "must be 64 hexadecimal digits in lower case",
    FILE_NAME: "must be the plain name of a file in the folder of the work",
    VERSION: "must be words in one line, such as 1.0",
    CONTACT: "must be an https address or an e-mail address",
}
TYPES = {
    "list_type": "must be a list",
    "dict_type": "must be a mapping of keys to values",
    "model_type": "must be a mapping of keys to values",
    "string_type": "must be text",
    "missing": "this key is missing",
    "too_short": "must not be empty",
    "string_too_short": "must not be empty",
    "bool_parsing": "must be true or false",
}
RESERVED = frozenset(
    {
        "404",
        "about",
        "assets",
        "glossary",
        "guide",
        "manifest",
        "notes",
        "problems",
        "search",
        "sitemap",
    }
)

# Item types of the Citation Style Language that a text can be.
ItemType = Literal[
    "article",
    "article-journal",
    "article-newspaper",
    "bill",
    "book",
    "chapter",
    "document",
    "legal_case",
    "legislation",
    "manuscript",
    "pamphlet",
    "paper-conference",
    "personal_communication",
    "regulation",
    "report",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
]
Path = tuple[int | str, ...]
Model = TypeVar("Model", bound="Strict")


def _without_double_spaces(form: str) -> str:
    if re.search(r"\s\s|[\t\r\n]", form):
        raise ValueError(f"“{form}” must not have a line break or two spaces in a row")
    return form


Id = Annotated[str, StringConstraints(pattern=ID)]
Tag = Annotated[str, StringConstraints(pattern=TAG)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Form = Annotated[Text, AfterValidator(_without_double_spaces)]
Verbatim = Annotated[str, StringConstraints(min_length=1)]
Localised = dict[Tag, Text]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a path of a value, and a hint."""

    path: Path
    message: str
    hint: str = ""


class Strict(BaseModel):
    """A mapping that admits the named keys alone; an optional key may be left empty."""

    model_config = ConfigDict(extra="forbid")

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
    description: Localised = {}
    about: Localised = {}
    contact: str = Field("", pattern=CONTACT)
    version: str = Field("", pattern=VERSION)


class LanguageEntry(Strict):
    """One language of a work: a BCP 47 tag, a role and a status."""

    tag: Tag
    role: Literal["base", "translation", "conversion"]
    status: Literal["published", "reviewed", "working"] = "working"
    from_: Tag = Field("", alias="from")
    translator: str = ""
    licence: str = ""


class WorkFile(Strict):
    """`work.yml`: what the source states about a work, and nothing guessed."""

    id: Id
    title: Localised = Field(min_length=1)
    base: Tag
    languages: list[LanguageEntry] = Field(min_length=1)
    numbering: Literal["continuous", "by-section", "by-article"] = "continuous"
    creators: list[Localised] = []
    date: str = ""
    place: Localised = {}
    event: Localised = {}
    symbol: str | None = None
    original: str = Field("", pattern=FILE_NAME)
    sha256: str = Field("", pattern=SHA256)
    type: ItemType = "document"

    def faults(self) -> Iterator[Fault]:
        """Reserved ids, languages that contradict each other, a digest of nothing."""
        if reason := reserved(self.id, tuple(entry.tag for entry in self.languages)):
            yield Fault(("id",), reason, "choose another id and rename the folder")
        if self.sha256 and not self.original:
            yield Fault(("sha256",), "sha256: there is no `original` to compare with")
        if all(entry.role != "base" for entry in self.languages):
            yield Fault(("base",), f"base: a language {self.base} with the role base is missing")
        tags = Counter[str]()
        for index, entry in enumerate(self.languages):
            tags[entry.tag] += 1
            if tags[entry.tag] > 1:
                yield Fault(("languages", index), f"{entry.tag} is listed twice")
            for message in self._contradictions(entry):
                yield Fault(("languages", index), message)

    def _contradictions(self, entry: LanguageEntry) -> Iterator[str]:
        if entry.role == "base" and entry.tag != self.base:
            yield f"{entry.tag} has the role base, but `base` says {self.base}"
        if entry.tag == self.base and entry.role != "base":
            yield f"{entry.tag} is the base, so its role must be base"
        roles = {other.tag: other.role for other in self.languages}
        origin = entry.from_ or self.base
        if entry.from_ and entry.from_ not in roles:
            yield f"{entry.tag} comes from {entry.from_}, which is not listed"
        elif entry.from_ == entry.tag:
            yield f"{entry.tag} comes from itself"
        elif entry.role == "conversion" and (entry.tag, origin) != ("zh-Hant", "zh-Hans"):
            yield f"a conversion makes zh-Hant from zh-Hans, not {entry.tag} from {origin}"
        elif entry.role == "conversion" and roles.get(origin) == "conversion":
            yield f"{entry.tag} comes from {origin}, which is a conversion itself"


class TermEntry(Strict):
    """One entry of `glossary.yml`."""

    id: Id
    forms: dict[Tag, Annotated[list[Form], Field(min_length=1)]] = Field(min_length=1)
    definition: Localised = {}
    sources: list[Text] = []
    see: list[Text] = []
    domain: str = ""
    status: Literal["reviewed", "working"] = "working"
    pinyin: str = ""
    abbreviation: str = ""
    case: Literal["first", "exact", "ignore"] = "first"
    not_in: dict[Tag, list[Verbatim]] = {}
    mark: Literal["all", "first"] = "all"
    presupposed: bool = False


class GlossaryFile(Strict):
    """`glossary.yml`: the terms that the whole library shares."""

    terms: list[TermEntry] = []
    domains: dict[Text, Localised] = {}


class ExceptionEntry(Strict):
    """One exception of the conversion: how `text` must come out, and why."""

    text: Verbatim
    reading: Verbatim
    reason: Text

    @model_validator(mode="after")
    def _same_length(self) -> Self:
        one, other = len(self.text), len(self.reading)
        if one != other:
            raise ValueError(
                f"text and reading must have the same number of characters, not {one} and {other}"
            )
        return self


class ConversionFile(Strict):
    """`conversion.yml`: exceptions for Simplified to Traditional."""

    exceptions: list[ExceptionEntry] = []

    def faults(self) -> Iterator[Fault]:
        """Texts for which there is an exception already."""
        seen: set[str] = set()
        for index, entry in enumerate(self.exceptions):
            if entry.text in seen:
                message = f"“{entry.text}” has an exception already"
                yield Fault(("exceptions", index), message, "keep one of them")
            seen.add(entry.text)


class EmendationEntry(Strict):
    """One emendation: in segment `at`, the base reads `reading` for `original`, and why."""

    at: Text
    original: str
    reading: str
    reason: Text

    @model_validator(mode="after")
    def _differs(self) -> Self:
        if self.original == self.reading:
            raise ValueError("original and reading are the same")
        return self


class EmendationsFile(Strict):
    """`emendations.yml`: every difference between the original and the base text."""

    emendations: list[EmendationEntry] = []


class NoteEntry(Strict):
    """One note of `notes.yml`, on words quoted from the segment `at`."""

    id: Id
    at: Text
    quote: Localised = Field(min_length=1)
    kind: Literal["context", "term", "textual", "translation"]
    body: Localised = Field(min_length=1)
    sources: list[Text] = []
    status: Literal["reviewed", "working"] = "working"
    see: list[Text] = []


class NotesFile(Strict):
    """`notes.yml`: the annotations of one work."""

    notes: list[NoteEntry] = []


class ReferenceEntry(Strict):
    """One entry of `references.yml`: segments to compare with the segment `at`."""

    at: Text
    see: list[Text] = Field(min_length=1)


class ReferencesFile(Strict):
    """`references.yml`: which segments of a work take up each other."""

    references: list[ReferenceEntry] = []


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


def validate(schema: type[Model], value: Any) -> tuple[Model | None, tuple[Fault, ...]]:
    """The value as the model, or `None` where it does not fit; and all that is wrong with it."""
    try:
        model = schema.model_validate(value)
    except ValidationError as error:
        return None, tuple(_fault(schema, detail) for detail in error.errors())
    return model, tuple(model.faults())


def nearest(name: str, known: tuple[str, ...]) -> str:
    """`did you mean “…”?` with the known name that is nearest, or nothing."""
    found = difflib.get_close_matches(name, known, n=1)
    return f"did you mean “{found[0]}”?" if found else ""


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
        return Fault(path, f"{label}“{value}” {PATTERNS[context['pattern']]}")
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
