"""What a library may hold: how much, and nothing that lies outside of its folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from edition.problems import Problem
from edition.text import Source

MAX_ENTRIES = 200_000
MAX_BYTES = 512_000_000


def too_large(folder: Path) -> Iterator[Problem]:
    """E004 where a library has more files, or more bytes in them, than this generator reads.

    Counted are the folder of the library and those of its works. The first limit that is
    passed ends the count.
    """
    size = 0
    for entries, entry in enumerate(_entries(folder), 1):
        size += _size(entry)
        if entries > MAX_ENTRIES or size > MAX_BYTES:
            limit = f"{MAX_BYTES} bytes" if entries <= MAX_ENTRIES else f"{MAX_ENTRIES} files"
            message = f"the limit of a library is {limit}"
            shown = Source(folder.resolve().name, "")
            yield Problem("E004", message, shown, hint="divide it into several libraries")
            return


def stay_inside(path: Path, folder: Path) -> None:
    """Raises OSError for a path that leads out of the folder, by links too."""
    if not path.resolve().is_relative_to(folder.resolve()):
        raise OSError("the path leads out of the source folder")


def refused(path: Path, folder: Path) -> str:
    """Why a path in the folder cannot be read as a folder, if it is one; else nothing."""
    try:
        if path.is_dir():
            stay_inside(path, folder)
            os.scandir(path).close()
    except (OSError, RuntimeError) as error:
        return getattr(error, "strerror", None) or str(error)
    return ""


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    for entry in _listed(folder):
        yield entry
        if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
            yield from _listed(entry.path)


def _listed(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            yield from entries
    except OSError:
        return


def _size(entry: os.DirEntry[str]) -> int:
    """Bytes of a file; nothing of what is none, or is gone by now."""
    try:
        return entry.stat().st_size if entry.is_file() else 0
    except OSError:
        return 0
