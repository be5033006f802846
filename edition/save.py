"""The only writer: changed bytes alone, atomically; deletes only what its manifest owns."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from edition.model import Output
from edition.problems import Problem
from edition.text import Source

MANIFEST = ".generated.json"


def save(outputs: Iterable[Output], folder: Path) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Brings `folder` to hold the outputs; returns the paths that it wrote or deleted.

    A file that the last run generated and this one does not is deleted. A file that no
    run generated is never touched: where an output has its path, that is problem E005.
    The manifest is written first, so that a run which is cut short still owns its files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    outputs = tuple(outputs)
    ours = owned(folder)
    foreign = {o.path for o in outputs if _is_foreign(folder, o, ours)}
    wanted = {o.path for o in outputs} - foreign
    _record(folder, wanted | ours)
    changed = [path for path in sorted(ours - wanted) if _delete(folder / path)]
    for output in outputs:
        path = folder / output.path
        if output.path in wanted and not _holds(path, output.data):
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_bytes(path, output.data)
            changed.append(output.path)
    _record(folder, wanted)
    return tuple(changed), tuple(_foreign(folder, path) for path in sorted(foreign))


def owned(folder: Path) -> set[str]:
    """The paths in `folder` that the last run generated; none that leads out of it."""
    try:
        paths = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (FileNotFoundError, ValueError, RecursionError):
        return set()
    if not isinstance(paths, list):
        return set()
    return {path for path in paths if isinstance(path, str) and _is_inside(path)}


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and ".." not in parts and parts[0] != "/" and "\0" not in path


def _is_foreign(folder: Path, output: Output, ours: set[str]) -> bool:
    """Whether something that no run generated stands at the output's path or above it."""
    path = folder / output.path
    if path.is_dir() or (
        output.path not in ours and path.exists() and not _holds(path, output.data)
    ):
        return True
    above = PurePosixPath(output.path).parents
    return any(
        str(parent) not in ours and (folder / parent).exists() and not (folder / parent).is_dir()
        for parent in above
    )


def _delete(path: Path) -> bool:
    """Whether there was a file to delete; a folder stays."""
    if path.is_dir() and not path.is_symlink():
        return False
    path.unlink(missing_ok=True)
    return True


def _record(folder: Path, paths: set[str]) -> None:
    data = (json.dumps(sorted(paths), indent=0) + "\n").encode("utf-8")
    write_changed(folder / MANIFEST, data)


def _holds(path: Path, data: bytes) -> bool:
    """Whether the path is a file of these bytes."""
    return path.is_file() and path.read_bytes() == data


def _foreign(folder: Path, path: str) -> Problem:
    shown = Source(f"{folder.resolve().name}/{path}", "")
    message = "a page of the edition belongs here, but what stands here was not generated"
    return Problem("E005", message, shown, hint="rename it or delete it, then build again")


def replace_bytes(path: Path, data: bytes) -> None:
    """Writes a file so that a reader sees the old bytes or the new, never a part."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    temporary.write_bytes(data)
    os.replace(temporary, path)


def write_changed(path: Path, data: bytes) -> None:
    """Writes a file as `replace_bytes` does, unless it holds these bytes already."""
    if not _holds(path, data):
        replace_bytes(path, data)
