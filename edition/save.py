"""The only writer: changed bytes alone, atomically; deletes only what its manifest owns."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from edition.model import Output

MANIFEST = ".generated.json"


def save(outputs: Iterable[Output], folder: Path) -> tuple[str, ...]:
    """Brings `folder` to hold the outputs; returns the paths that it wrote or deleted.

    A file that the last run generated and this one does not is deleted; a file that the
    manifest does not list is never touched, unless an output has its very path.
    """
    folder.mkdir(parents=True, exist_ok=True)
    manifest = folder / MANIFEST
    owned = set(json.loads(manifest.read_text("utf-8"))) if manifest.exists() else set()
    changed: list[str] = []
    wanted: set[str] = set()
    for output in outputs:
        wanted.add(output.path)
        path = folder / output.path
        if not path.exists() or path.read_bytes() != output.data:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_bytes(path, output.data)
            changed.append(output.path)
    replace_bytes(manifest, json.dumps(sorted(wanted | owned), indent=0).encode("utf-8"))
    for stale in sorted(owned - wanted):
        (folder / stale).unlink(missing_ok=True)
        changed.append(stale)
    replace_bytes(manifest, json.dumps(sorted(wanted), indent=0).encode("utf-8"))
    return tuple(changed)


def replace_bytes(path: Path, data: bytes) -> None:
    """Writes a file so that a reader sees the old bytes or the new, never a part."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    temporary.write_bytes(data)
    os.replace(temporary, path)
