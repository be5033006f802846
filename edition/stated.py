"""What the YAML files of a library state, in the types of the model; each is read already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from edition import schemas
from edition.model import (
    Added,
    ConversionEntry,
    Emendation,
    Language,
    Note,
    Omission,
    Parallel,
    Retired,
    Term,
    Work,
)
from edition.problems import Problem
from edition.text import Source, Span
from edition.yaml_tree import Path as Place
from edition.yaml_tree import Tree

Model = TypeVar("Model", bound=schemas.Strict)


@dataclass(frozen=True, slots=True)
class Checked(Generic[Model]):
    """A YAML file that fits its schema, less the items that do not."""

    model: Model
    source: Source
    tree: Tree

    def problem(self, code: str, message: str, path: Place, hint: str = "") -> Problem:
        """A problem at a key or item of the file."""
        return Problem(code, message, self.source, self.tree.place(path), hint)


def work(file: Checked[schemas.WorkFile]) -> Work:
    """What `work.yml` states, the languages in the order of the pages."""
    entry = file.model
    return Work(
        entry.id,
        entry.title,
        entry.base,
        tuple(
            Language(e.tag, e.role, e.status, e.from_ or entry.base, e.translator, e.licence)
            for e in _in_order(entry)
        ),
        entry.numbering,
        tuple(entry.creators),
        entry.date,
        entry.place,
        entry.event,
        entry.symbol,
        entry.original,
        entry.sha256,
        file.source,
        entry.type,
    )


def _in_order(work: schemas.WorkFile) -> Iterator[schemas.LanguageEntry]:
    """The base, then the translations as listed, each with what is converted from it."""
    texts = (e for e in work.languages if e.role != "conversion")
    for text in sorted(texts, key=lambda e: e.role != "base"):
        yield text
        for entry in work.languages:
            if entry.role == "conversion" and (entry.from_ or work.base) == text.tag:
                yield entry


def conversion(file: Checked[schemas.ConversionFile]) -> Iterator[ConversionEntry]:
    """The exceptions of `conversion.yml`, then what was reviewed."""
    for key, entries in (("exceptions", file.model.exceptions), ("reviewed", file.model.reviewed)):
        for i, e in enumerate(entries):
            place = file.tree.place((key, i))
            yield ConversionEntry(e.text, e.reading, key == "reviewed", file.source, place)


def emendations(file: Checked[schemas.EmendationsFile]) -> tuple[Emendation, ...]:
    """The emendations of `emendations.yml`."""
    place = file.tree.place
    return tuple(
        Emendation(e.at, e.original, e.reading, e.reason, file.source, place(("emendations", i)))
        for i, e in enumerate(file.model.emendations)
    )


def omissions(file: Checked[schemas.EmendationsFile]) -> tuple[Omission, ...]:
    """The omissions of `emendations.yml`."""
    place = file.tree.place
    return tuple(
        Omission(o.line, o.text, o.reason, o.at, file.source, place(("omissions", i)))
        for i, o in enumerate(file.model.omissions)
    )


def notes(file: Checked[schemas.NotesFile]) -> tuple[Note, ...]:
    """The notes of `notes.yml`."""
    return tuple(
        Note(
            e.id,
            e.at,
            e.quote,
            e.kind,
            e.body,
            tuple(e.sources),
            e.status,
            tuple(e.see),
            file.source,
            file.tree.place(("notes", i)),
            {tag: file.tree.place(("notes", i, "quote", tag)) for tag in e.quote},
            _see_places(file, ("notes", i), e.see),
        )
        for i, e in enumerate(file.model.notes)
    )


def parallels(file: Checked[schemas.ReferencesFile]) -> tuple[Parallel, ...]:
    """What `references.yml` states."""
    return tuple(
        Parallel(
            e.at,
            tuple(e.see),
            file.source,
            file.tree.place(("references", i, "at")),
            _see_places(file, ("references", i), e.see),
        )
        for i, e in enumerate(file.model.references)
    )


def retired(file: Checked[schemas.IdsFile]) -> tuple[Retired, ...]:
    """The ids of `ids.yml` that were removed or moved."""
    source, place = file.source, file.tree.place
    return tuple(
        Retired(e.id, e.reason, e.to, e.since, source=source, place=place(("retired", i)))
        for i, e in enumerate(file.model.retired)
    )


def added(file: Checked[schemas.IdsFile]) -> tuple[Added, ...]:
    """The ids of `ids.yml` that were added between counted ones."""
    place = file.tree.place
    return tuple(
        Added(e.id, e.before, file.source, place(("added", i)))
        for i, e in enumerate(file.model.added)
    )


def terms(file: Checked[schemas.GlossaryFile]) -> tuple[Term, ...]:
    """The entries of `glossary.yml`."""
    return tuple(
        Term(
            e.id,
            {k: tuple(v) for k, v in e.forms.items()},
            e.definition,
            tuple(e.sources),
            tuple(e.see),
            e.domain,
            e.status,
            e.pinyin,
            e.abbreviation,
            e.case,
            {k: tuple(v) for k, v in e.not_in.items()},
            e.mark,
            e.presupposed,
            file.source,
            file.tree.place(("terms", i)),
        )
        for i, e in enumerate(file.model.terms)
    )


def _see_places(file: Checked[Model], entry: Place, see: list[str]) -> tuple[Span, ...]:
    return tuple(file.tree.place((*entry, "see", n)) for n in range(len(see)))
