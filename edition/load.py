"""The only reader of files: texts, and YAML checked against its schema, with positions."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from edition import schemas
from edition.model import Emendation, Language, Library, Term, Work
from edition.problems import Problem
from edition.text import Source, Span
from edition.yaml_tree import Tree, YamlError, parse

MAX_FILE = 64_000_000
MAX_YAML = 4_000_000
Model = TypeVar("Model", bound=BaseModel)


def load(folder: Path) -> tuple[Library, tuple[Problem, ...]]:
    """Reads the library under `folder`. Nothing raises: what is bad becomes a problem.

    Problems: E001 to E004 (files), E010 and E011 (YAML), E201 (missing translation).
    """
    problems: list[Problem] = []
    library, _, _ = _yaml(folder / "library.yml", schemas.LibraryFile, folder, problems)
    glossary, source, tree = _yaml(folder / "glossary.yml", schemas.GlossaryFile, folder, problems)
    conversion, _, _ = _yaml(folder / "conversion.yml", schemas.ConversionFile, folder, problems)
    works: list[Work] = []
    texts: dict[tuple[str, str], Source] = {}
    originals: dict[str, Source] = {}
    emendations: dict[str, tuple[Emendation, ...]] = {}
    for path in sorted(folder.glob("*/work.yml")):
        entry, place, _ = _yaml(path, schemas.WorkFile, folder, problems)
        if entry is None:
            continue
        work = _work(entry, place)
        if work.id in {other.id for other in works}:
            problems.append(Problem("E012", f"“{work.id}” is already taken", place))
            continue
        works.append(work)
        for language in work.languages:
            if language.role == "conversion":
                continue
            file = path.parent / f"{language.tag}.md"
            if not file.exists():
                problems.append(
                    Problem(
                        "E201",
                        f"{work.id} has no text in {language.tag}",
                        place,
                        hint=f"write {_shown(file, folder)}, or take the language out of work.yml",
                    )
                )
                continue
            text = read_text(file, folder, problems)
            if text is not None:
                texts[work.id, language.tag] = text
        emendations[work.id] = _emendations(path.with_name("emendations.yml"), folder, problems)
        if work.original:
            original = read_text(path.parent / work.original, folder, problems)
            if original is not None:
                originals[work.id] = original
    return Library(
        title=library.title if library else {},
        description=library.description if library else {},
        works=tuple(works),
        texts=texts,
        originals=originals,
        terms=_terms(glossary, source, tree),
        exceptions={e.text: e.reading for e in conversion.exceptions} if conversion else {},
        emendations=emendations,
    ), tuple(problems)


def read_text(path: Path, folder: Path, problems: list[Problem]) -> Source | None:
    """A file decoded as UTF-8, or `None` and a problem (E001, E002, E003, E004)."""
    shown = _shown(path, folder)
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            problems.append(
                Problem("E001", "the path leads out of the source folder", Source(shown, ""))
            )
            return None
        if path.stat().st_size > MAX_FILE:
            problems.append(Problem("E004", f"the limit is {MAX_FILE} bytes", Source(shown, "")))
            return None
        data = path.read_bytes()
    except OSError as error:
        problems.append(Problem("E001", error.strerror or str(error), Source(shown, "")))
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        shown_text = data.decode("utf-8", "replace")
        problems.append(
            Problem(
                "E002",
                f"byte 0x{data[error.start]:02x} is not valid UTF-8",
                Source(shown, shown_text),
                Span(len(before), len(before) + 1),
                "save the file as UTF-8",
            )
        )
        text = shown_text
    if not text.strip():
        problems.append(Problem("E003", "there is no text in it", Source(shown, text)))
        return None
    return Source(shown, text)


def _shown(path: Path, folder: Path) -> str:
    return f"{folder.name}/{path.relative_to(folder).as_posix()}"


def _yaml(
    path: Path, schema: type[Model], folder: Path, problems: list[Problem]
) -> tuple[Model | None, Source | None, Tree | None]:
    if not path.exists() and schema in (schemas.ConversionFile, schemas.EmendationsFile):
        return None, None, None
    source = read_text(path, folder, problems)
    if source is None:
        return None, None, None
    if len(source.text) > MAX_YAML:
        problems.append(Problem("E004", f"the limit is {MAX_YAML} characters", source))
        return None, source, None
    try:
        tree = parse(source.text)
    except YamlError as error:
        place = Span(error.offset, error.offset + 1)
        problems.append(Problem("E010", str(error), source, place))
        return None, source, None
    return _validated(schema, tree, source, problems), source, tree


def _validated(
    schema: type[Model], tree: Tree, source: Source, problems: list[Problem]
) -> Model | None:
    try:
        return schema.model_validate(tree.value)
    except ValidationError as error:
        for detail in error.errors():
            loc = detail["loc"]
            message = f"{'.'.join(map(str, loc))}: {detail['msg']}"
            known = sorted(f.alias or name for name, f in schema.model_fields.items())
            hint = f"keys here: {', '.join(known)}" if len(loc) == 1 else ""
            problems.append(Problem("E011", message, source, tree.place(loc), hint))
        bad = sorted(
            {
                d["loc"][1]
                for d in error.errors()
                if len(d["loc"]) > 2 and d["loc"][0] == "terms" and isinstance(d["loc"][1], int)
            },
            reverse=True,
        )
        if bad and all(d["loc"][0] == "terms" and len(d["loc"]) > 2 for d in error.errors()):
            kept = [t for i, t in enumerate(tree.value["terms"]) if i not in bad]
            return schema.model_validate({"terms": kept})
    return None


def _work(entry: schemas.WorkFile, source: Source | None) -> Work:
    order = {"base": 0, "conversion": 1, "translation": 2}
    languages = tuple(
        Language(e.tag, e.role, e.status, e.from_ or entry.base, e.translator, e.licence)
        for e in sorted(entry.languages, key=lambda e: order[e.role])
    )
    return Work(
        entry.id,
        entry.title,
        entry.base,
        languages,
        entry.numbering,
        tuple(entry.creators),
        entry.date,
        entry.place,
        entry.event,
        entry.symbol,
        entry.original,
        entry.sha256,
        source,
    )


def _emendations(path: Path, folder: Path, problems: list[Problem]) -> tuple[Emendation, ...]:
    entries, source, tree = _yaml(path, schemas.EmendationsFile, folder, problems)
    if entries is None or tree is None:
        return ()
    return tuple(
        Emendation(e.at, e.original, e.reading, e.reason, source, tree.place(("emendations", i)))
        for i, e in enumerate(entries.emendations)
    )


def _terms(
    glossary: schemas.GlossaryFile | None, source: Source | None, tree: Tree | None
) -> tuple[Term, ...]:
    if glossary is None or source is None or tree is None:
        return ()
    places = {
        entry["id"]: tree.place(("terms", index))
        for index, entry in enumerate(tree.value["terms"] or [])
        if isinstance(entry, dict) and isinstance(entry.get("id"), str)
    }
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
            source,
            places.get(e.id, Span(0, 0)),
        )
        for e in glossary.terms
    )
