"""The only reader of files: texts, and YAML checked against its schema, with positions."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from edition import bounds, file_hints, schemas, stated
from edition.model import (
    Added,
    Emendation,
    Library,
    Note,
    Omission,
    Parallel,
    Retired,
    Work,
)
from edition.problems import Problem, has_errors
from edition.spelling import nearest
from edition.stated import Checked, Model
from edition.text import CONTROL, REPLACEMENT, Source, Span, printable
from edition.yaml_tree import Tree, YamlError, parse

MAX_FILE = 16_000_000
MAX_YAML = 4_000_000
MAX_CONTROLS = 1_000  # counted in a file
LIBRARY_FILES = ("library.yml", "glossary.yml", "conversion.yml")
WORK_FILES = (
    "work.yml",
    "emendations.yml",
    "notes.yml",
    "references.yml",
    "ids.yml",
    "ids.lock",
)
TEXT_SUFFIXES = (".yml", ".yaml", ".md", ".txt")
BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Found:
    """A work with the files that belong to it."""

    work: Work
    texts: dict[str, Source]
    original: Source | None
    emendations: tuple[Emendation, ...]
    omissions: tuple[Omission, ...]
    notes: tuple[Note, ...]
    parallels: tuple[Parallel, ...]
    retired: tuple[Retired, ...]
    added: tuple[Added, ...]
    lock: Source | None


def load(folder: Path) -> tuple[Library, tuple[Problem, ...]]:
    """Reads the library under `folder`. Nothing raises: what is bad becomes a problem.

    Problems: E001 to E004 and E006 (files), E010 and E011 (YAML), E012 (an id twice), W013
    (a file that is not used), E014 (no work), E201 (missing translation).
    """
    problems: list[Problem] = []
    nothing = Library({}, {}, (), {}, {}, (), {})
    if large := tuple(bounds.too_large(folder)):
        return nothing, large
    if not os.path.lexists(folder / "library.yml"):
        shown = Source(_shown(folder / "library.yml", folder), "")
        hint = "write this file, with the title of the library: `title: {en: …}`"
        hint = file_hints.misnamed("library.yml", _names(folder), LIBRARY_FILES) or hint
        missing = Problem("E001", "there is no such file", shown, hint=hint)
        return nothing, (missing,)
    library = _yaml(folder / "library.yml", schemas.LibraryFile, folder, problems)
    glossary = _yaml(folder / "glossary.yml", schemas.GlossaryFile, folder, problems)
    conversion = _optional(folder / "conversion.yml", schemas.ConversionFile, folder, problems)
    works: dict[str, Found] = {}
    for child in _children(folder):
        found = _found(child, folder, problems) if _is_work(child, folder, problems) else None
        if found is not None and found.work.id in works:
            message = f"“{found.work.id}” is already taken"
            other = works[found.work.id].work.source
            hint = f"the other is in {other.path}" if other else ""
            problems.append(Problem("E012", message, found.work.source, hint=hint))
        elif found is not None:
            works[found.work.id] = found
    problems += _unused(folder, folder, LIBRARY_FILES)
    if not works and not has_errors(problems):
        hint = "`new WORK` makes a first work"
        problems.append(Problem("E014", "there is nothing to publish", hint=hint))
    return Library(
        title=library.model.title if library else {},
        description=library.model.description if library else {},
        works=tuple(found.work for found in works.values()),
        texts={(id, tag): text for id, f in works.items() for tag, text in f.texts.items()},
        originals={id: found.original for id, found in works.items() if found.original},
        terms=stated.terms(glossary) if glossary else (),
        exceptions={e.text: e.reading for e in conversion.model.exceptions} if conversion else {},
        emendations={id: found.emendations for id, found in works.items()},
        omissions={id: found.omissions for id, found in works.items()},
        notes={id: found.notes for id, found in works.items()},
        parallels={id: found.parallels for id, found in works.items()},
        about=library.model.about if library else {},
        contact=library.model.contact if library else "",
        domains=glossary.model.domains if glossary else {},
        version=library.model.version if library else "",
        files=tuple(file.source for file in (library, glossary, conversion) if file),
        conversion=tuple(stated.conversion(conversion)) if conversion else (),
        locks={id: found.lock for id, found in works.items() if found.lock},
        retired={id: found.retired for id, found in works.items()},
        added={id: found.added for id, found in works.items()},
    ), tuple(problems)


def read_text(
    path: Path, folder: Path, problems: list[Problem], *, verbatim: bool = False
) -> Source | None:
    """A file decoded as UTF-8, or `None` and a problem (E001, E002, E003, E004, E006).

    Line ends become `\\n`, a leading BOM goes and a control character becomes U+FFFD, unless
    the text is wanted `verbatim`.
    """
    shown = _shown(path, folder)
    data = _bytes(path, folder, shown, problems)
    if data is None:
        return None
    text = data.decode("utf-8", "replace")
    digest = hashlib.sha256(data).hexdigest()
    source = Source(shown, text if verbatim else _plain(text), digest)
    problems += _encoding(data, source, verbatim)
    problems += _controls(source, verbatim)
    if not verbatim:
        source = Source(shown, CONTROL.sub(REPLACEMENT, source.text), digest)
    if not source.text.strip().strip(BOM):
        problems.append(Problem("E003", "there is no text in it", source))
        return None
    return source


def _bytes(path: Path, folder: Path, shown: str, problems: list[Problem]) -> bytes | None:
    try:
        bounds.stay_inside(path, folder)
        if not stat.S_ISREG(path.stat().st_mode):
            raise OSError("it is not a file")
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
        if len(data) > MAX_FILE:
            problems.append(Problem("E004", f"the limit is {MAX_FILE} bytes", Source(shown, "")))
            return None
        return data
    except (OSError, RuntimeError, ValueError) as error:
        message = getattr(error, "strerror", None) or str(error)
        missing = isinstance(error, FileNotFoundError)
        hint = nearest(path.name, _names(path.parent)) if missing else ""
        problems.append(Problem("E001", message, Source(shown, ""), hint=hint))
        return None


def _is_work(path: Path, folder: Path, problems: list[Problem]) -> bool:
    """Whether the path is a folder that can be read; E001 for one that cannot."""
    if reason := bounds.refused(path, folder):
        problems.append(Problem("E001", reason, Source(_shown(path, folder), "")))
    return not reason and path.is_dir()


def _plain(text: str) -> str:
    return text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")


def _encoding(data: bytes, source: Source, verbatim: bool) -> Iterator[Problem]:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        at = len(before if verbatim else _plain(before))
        message = f"byte 0x{data[error.start]:02x} is not valid UTF-8"
        yield Problem("E002", message, source, Span(at, at + 1), "save the file as UTF-8")


def _controls(source: Source, verbatim: bool) -> Iterator[Problem]:
    """E006 at the first control character; white space such as a form feed may stay verbatim."""
    matches = (
        match.start()
        for match in CONTROL.finditer(source.text)
        if not (verbatim and match.group().isspace())
    )
    if found := tuple(islice(matches, MAX_CONTROLS)):
        least = "at least " if len(found) == MAX_CONTROLS else ""
        more = f", and {least}{len(found) - 1} more like it" if len(found) > 1 else ""
        message = f"U+{ord(source.text[found[0]]):04X} is no character of a text{more}"
        place = Span(found[0], found[0] + 1)
        yield Problem("E006", message, source, place, "delete the character")


def _shown(path: Path, folder: Path) -> str:
    """The path as people are shown it; what a terminal cannot show is U+FFFD."""
    return printable(f"{folder.resolve().name}/{path.relative_to(folder).as_posix()}")


def _yaml(
    path: Path, schema: type[Model], folder: Path, problems: list[Problem]
) -> Checked[Model] | None:
    source = read_text(path, folder, problems)
    if source is None:
        return None
    if len(source.text) > MAX_YAML:
        problems.append(Problem("E004", f"the limit is {MAX_YAML} characters", source))
        return None
    try:
        tree = parse(source.text)
    except YamlError as error:
        place = Span(error.offset, error.offset + 1)
        problems.append(Problem("E010", str(error), source, place))
        return None
    message = "an escape here stands for a control character"
    problems += (Problem("E006", message, source, place) for place in tree.controls)
    if tree.value is None:
        problems.append(Problem("E003", "there is nothing but comments in it", source))
        return None
    return _checked(schema, tree, source, problems)


def _checked(
    schema: type[Model], tree: Tree, source: Source, problems: list[Problem]
) -> Checked[Model] | None:
    """The file as the schema has it. Bad items and keys are left out, save in a `work.yml`."""
    model, faults = schemas.validate(schema, tree.value)
    if model is None and schema is not schemas.WorkFile:
        problems += _faults(faults, tree, source)
        tree = tree.without({fault.path[:2] for fault in faults})
        model, faults = schemas.validate(schema, tree.value)
        faults = faults if model else ()
    problems += _faults(faults, tree, source)
    return Checked(model, source, tree) if model else None


def _faults(faults: tuple[schemas.Fault, ...], tree: Tree, source: Source) -> Iterator[Problem]:
    for fault in faults:
        yield Problem("E011", fault.message, source, tree.place(fault.path), fault.hint)


def _children(folder: Path) -> tuple[Path, ...]:
    """What lies in a folder by name, less what is hidden."""
    try:
        return tuple(sorted(p for p in folder.iterdir() if not p.name.startswith(".")))
    except OSError:
        return ()


def _names(folder: Path) -> tuple[str, ...]:
    return tuple(path.name for path in _children(folder))


def _found(work: Path, folder: Path, problems: list[Problem]) -> Found | None:
    """A work and its files, or `None` where it has no usable `work.yml`."""
    if not os.path.lexists(work / "work.yml"):
        shown = Source(_shown(work, folder), "")
        hint = f"write {shown.path}/work.yml, or take the folder away"
        hint = file_hints.misnamed("work.yml", _names(work), WORK_FILES) or hint
        problems.append(Problem("W013", "the folder has no work.yml", shown, hint=hint))
        return None
    file = _yaml(work / "work.yml", schemas.WorkFile, folder, problems)
    entries = tuple(file.model.languages) if file else ()
    listed = tuple(f"{e.tag}.md" for e in entries if e.role != "conversion")
    original = (file.model.original,) if file and file.model.original else ()
    suffixes = TEXT_SUFFIXES if file else (".yml", ".yaml")
    problems += _unused(work, folder, (*WORK_FILES, *listed, *original), suffixes)
    if file is None or any(f.path[0] in ("languages", "base") for f in file.model.faults()):
        return None
    if file.model.id != work.name:
        message = f"the id “{file.model.id}” is not the name of its folder, “{work.name}”"
        problems.append(file.problem("E011", message, ("id",), "make them the same"))
    emendations = _emendations(work / "emendations.yml", file, folder, problems)
    notes = _optional(work / "notes.yml", schemas.NotesFile, folder, problems)
    parallels = _optional(work / "references.yml", schemas.ReferencesFile, folder, problems)
    ids = _optional(work / "ids.yml", schemas.IdsFile, folder, problems)
    return Found(
        stated.work(file),
        _texts(file, work, folder, problems),
        read_text(work / original[0], folder, problems, verbatim=True) if original else None,
        stated.emendations(emendations) if emendations else (),
        stated.omissions(emendations) if emendations else (),
        stated.notes(notes) if notes else (),
        stated.parallels(parallels) if parallels else (),
        stated.retired(ids) if ids else (),
        stated.added(ids) if ids else (),
        _lock(work / "ids.lock", folder, problems),
    )


def _texts(
    file: Checked[schemas.WorkFile], work: Path, folder: Path, problems: list[Problem]
) -> dict[str, Source]:
    texts: dict[str, Source] = {}
    for index, entry in enumerate(file.model.languages):
        path = work / f"{entry.tag}.md"
        if entry.role == "conversion":
            continue
        if not os.path.lexists(path):
            message = f"{file.model.id} has no text in {entry.tag}"
            hint = f"write {_shown(path, folder)}, or take the language out of work.yml"
            hint = file_hints.misnamed_text(entry.tag, _names(work)) or hint
            problems.append(file.problem("E201", message, ("languages", index), hint))
        elif (text := read_text(path, folder, problems)) is not None:
            texts[entry.tag] = text
    return texts


def _unused(
    at: Path, folder: Path, used: tuple[str, ...], suffixes: tuple[str, ...] = TEXT_SUFFIXES
) -> Iterator[Problem]:
    """W013 for every text or YAML file in a folder whose name is none of the used ones."""
    for path in _children(at):
        if path.name in used or path.suffix.lower() not in suffixes or path.is_dir():
            continue
        kind = "library" if at == folder else "work"
        hint = file_hints.unused(path.name, used, kind)
        shown = Source(_shown(path, folder), "")
        yield Problem("W013", f"nothing reads {printable(path.name)}", shown, hint=hint)


def _optional(
    path: Path, schema: type[Model], folder: Path, problems: list[Problem]
) -> Checked[Model] | None:
    """A YAML file that need not be there."""
    return _yaml(path, schema, folder, problems) if os.path.lexists(path) else None


def _lock(path: Path, folder: Path, problems: list[Problem]) -> Source | None:
    return read_text(path, folder, problems) if os.path.lexists(path) else None


def _emendations(
    path: Path, work: Checked[schemas.WorkFile], folder: Path, problems: list[Problem]
) -> Checked[schemas.EmendationsFile] | None:
    """The file of emendations; E011 where there is no original that they could change."""
    file = _optional(path, schemas.EmendationsFile, folder, problems)
    if file is not None and not work.model.original:
        message = "there is no original that these emendations could change"
        hint = "name the original in work.yml: `original: original.txt`"
        problems.append(file.problem("E011", message, ("emendations",), hint))
    return file
