"""The only writer: changed bytes alone, atomically; deletes only what its manifest owns."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from edition.model import Output
from edition.problems import Problem
from edition.text import Source

MANIFEST = ".generated.json"
LOCK = ".generated.lock"
TEMPORARY = re.compile(r"\.(.+)\.\d+\.tmp")
FULL = tuple(
    getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG", "EIO") if hasattr(errno, name)
)
NO_ROOM = re.compile("|".join(re.escape(os.strerror(number)) for number in FULL))


def save(outputs: Iterable[Output], folder: Path) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Brings `folder` to hold the outputs; returns the paths that it wrote or deleted.

    A file that the last run generated and this one does not is deleted. A file that no
    run generated is never touched: where an output has its path, that is problem E005.
    The manifest is written first, and reaches the disk, so that a run which is cut short still
    owns its files; what it left half written is deleted.
    """
    folder.mkdir(parents=True, exist_ok=True)
    outputs = tuple(outputs)
    ours = owned(folder)
    foreign = {o.path for o in outputs if _is_foreign(folder, o, ours)}
    wanted = {o.path for o in outputs} - foreign
    _record(folder, wanted | ours)
    _sweep(folder, {*wanted, *ours, MANIFEST})
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


def _sweep(folder: Path, paths: set[str]) -> None:
    """Deletes the temporary files of `replace_bytes` beside these paths."""
    names: dict[Path, set[str]] = {}
    for path in paths:
        names.setdefault((folder / path).parent, set()).add(PurePosixPath(path).name)
    for parent, known in names.items():
        for found in parent.glob(".*.tmp"):
            match = TEMPORARY.fullmatch(found.name)
            if match and match[1] in known and found.is_file():
                found.unlink()


def _record(folder: Path, paths: set[str]) -> None:
    data = (json.dumps(sorted(paths), indent=0) + "\n").encode("utf-8")
    if not _holds(folder / MANIFEST, data):
        replace_bytes(folder / MANIFEST, data, durably=True)


def _holds(path: Path, data: bytes) -> bool:
    """Whether the path is a file of these bytes."""
    return path.is_file() and path.read_bytes() == data


def _foreign(folder: Path, path: str) -> Problem:
    shown = Source(f"{folder.resolve().name}/{path}", "")
    message = "a page of the edition belongs here, but what stands here was not generated"
    return Problem("E005", message, shown, hint="rename it or delete it, then build again")


def replace_bytes(path: Path, data: bytes, *, durably: bool = False) -> None:
    """Writes a file so that a reader sees the old bytes or the new, never a part.

    `durably` waits until the disk has them: then that holds even where the power fails. What
    raises `OSError` leaves the old bytes, and the error names the file.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            if durably:
                file.flush()
                os.fsync(file.fileno())
        os.replace(temporary, path)
        if durably:
            _settle(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        error.filename, error.filename2 = str(path), None
        raise


def _settle(folder: Path) -> None:
    """Waits until the disk has the names in a folder; Windows cannot be asked to."""
    if os.name != "nt":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def unwritten(error: OSError) -> Problem | None:
    """E508 where the error says that the disk is full or failed; `None` for any other."""
    if error.errno not in FULL:
        return None
    name, said = error.filename2 or error.filename, str(error.strerror)
    return no_room(f"{os.fsdecode(name)}: {said}" if isinstance(name, str | bytes) else said)


def no_room(message: str) -> Problem:
    """E508 with what the system or the renderer said."""
    hint = "make room on the disk and build again; the site that was there is as it was"
    return Problem("E508", message, hint=hint)


def write_changed(path: Path, data: bytes) -> None:
    """Writes a file as `replace_bytes` does, unless it holds these bytes already."""
    if not _holds(path, data):
        replace_bytes(path, data)
