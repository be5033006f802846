"""The only writer: changed bytes alone, atomically; deletes only what its manifest owns."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

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
    owned = _owned(folder)
    foreign = {o.path for o in outputs if o.path not in owned and _differs(folder / o.path, o.data)}
    wanted = {o.path for o in outputs} - foreign
    _record(folder, wanted | owned)
    changed: list[str] = []
    for output in outputs:
        path = folder / output.path
        if output.path in wanted and (not path.exists() or _differs(path, output.data)):
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_bytes(path, output.data)
            changed.append(output.path)
    for stale in sorted(owned - wanted):
        (folder / stale).unlink(missing_ok=True)
        changed.append(stale)
    _record(folder, wanted)
    return tuple(changed), tuple(_foreign(folder, path) for path in sorted(foreign))


def _owned(folder: Path) -> set[str]:
    try:
        return set(json.loads((folder / MANIFEST).read_text("utf-8")))
    except (FileNotFoundError, ValueError):
        return set()


def _record(folder: Path, paths: set[str]) -> None:
    data = (json.dumps(sorted(paths), indent=0) + "\n").encode("utf-8")
    if not (folder / MANIFEST).exists() or _differs(folder / MANIFEST, data):
        replace_bytes(folder / MANIFEST, data)


def _differs(path: Path, data: bytes) -> bool:
    return path.exists() and (not path.is_file() or path.read_bytes() != data)


def _foreign(folder: Path, path: str) -> Problem:
    shown = Source(f"{folder.name}/{path}", "")
    message = "a page of the edition belongs here, but this file was not generated"
    return Problem("E005", message, shown, hint="rename the file or delete it, then build again")


def replace_bytes(path: Path, data: bytes) -> None:
    """Writes a file so that a reader sees the old bytes or the new, never a part."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    temporary.write_bytes(data)
    os.replace(temporary, path)
