"""Schemas of the YAML files under `source/`, as pydantic models."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Tag = str
Localised = dict[Tag, str]


class Strict(BaseModel):
    """A mapping that admits the named keys alone."""

    model_config = ConfigDict(extra="forbid")


class LibraryFile(Strict):
    """`library.yml`: the library's title and description per language."""

    title: Localised = Field(min_length=1)
    description: Localised = {}


class LanguageEntry(Strict):
    """One language of a work: a BCP 47 tag, a role and a status."""

    tag: Tag = Field(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$")
    role: Literal["base", "translation", "conversion"]
    status: Literal["published", "reviewed", "working"] = "working"
    from_: Tag = Field("", alias="from")
    translator: str = ""
    licence: str = ""


class WorkFile(Strict):
    """`work.yml`: what the source states about a work, and nothing guessed."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: Localised = Field(min_length=1)
    base: Tag
    languages: list[LanguageEntry] = Field(min_length=1)
    numbering: Literal["continuous", "by-section", "by-article"] = "continuous"
    creators: list[Localised] = []
    date: str = ""
    place: Localised = {}
    event: Localised = {}
    symbol: str | None = None
    original: str = ""
    sha256: str = Field("", pattern=r"^([0-9a-f]{64})?$")

    @model_validator(mode="after")
    def _languages_agree(self) -> Self:
        tags = [language.tag for language in self.languages]
        if self.id in ("glossary", "notes", "assets", "search"):
            raise ValueError(f"the id “{self.id}” is an address of the site itself")
        if len(tags) != len(set(tags)):
            raise ValueError("a language is listed twice")
        if [x.tag for x in self.languages if x.role == "base"] != [self.base]:
            raise ValueError(f"exactly one language, {self.base}, must have the role base")
        for language in self.languages:
            if language.from_ and language.from_ not in tags:
                raise ValueError(f"{language.tag} comes from {language.from_}, which is not listed")
        return self


class TermEntry(Strict):
    """One entry of `glossary.yml`."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    forms: dict[Tag, list[str]] = Field(min_length=1)
    definition: Localised = {}
    sources: list[str] = []
    see: list[str] = []
    domain: str = ""
    status: Literal["reviewed", "working"] = "working"
    pinyin: str = ""
    abbreviation: str = ""
    case: Literal["first", "exact", "ignore"] = "first"
    not_in: dict[Tag, list[str]] = {}
    mark: Literal["all", "first"] = "all"


class GlossaryFile(Strict):
    """`glossary.yml`: the terms that the whole library shares."""

    terms: list[TermEntry] = []


class ExceptionEntry(Strict):
    """One exception of the conversion: how `text` must come out, and why."""

    text: str = Field(min_length=1)
    reading: str = Field(min_length=1)
    reason: str


class ConversionFile(Strict):
    """`conversion.yml`: exceptions for Simplified to Traditional."""

    exceptions: list[ExceptionEntry] = []


class EmendationEntry(Strict):
    """One emendation: in segment `at`, the base reads `reading` for `original`, and why."""

    at: str
    original: str
    reading: str
    reason: str = Field(min_length=1)


class EmendationsFile(Strict):
    """`emendations.yml`: every difference between the original and the base text."""

    emendations: list[EmendationEntry] = []
