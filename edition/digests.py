"""SHA-256 of files, as the manifest of a site gives them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path


def of_file(path: Path) -> str:
    """The SHA-256 of a file's bytes, in lower-case hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def of_bytes(data: bytes) -> str:
    """The SHA-256 of bytes, in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def of_folder(folder: Path) -> dict[str, str]:
    """Path → SHA-256 of every file below a folder, by path; `/` parts its names.

    What a link leads to outside of the folder is none of its files.
    """
    return {path: of_file(folder / path) for path in walked(folder) if _is_file(folder, path)}


def of_source(folder: Path) -> dict[str, str]:
    """As `of_folder`, less what is hidden: editors leave such files, and nothing reads them."""
    shown = (p for p in walked(folder) if not any(n.startswith(".") for n in p.split("/")))
    return {path: of_file(folder / path) for path in shown if _is_file(folder, path)}


def _is_file(folder: Path, path: str) -> bool:
    return (folder / path).is_file() and (folder / path).resolve().is_relative_to(folder.resolve())


def walked(folder: Path) -> tuple[str, ...]:
    """The path of everything below a folder that is not a folder; links are not followed."""
    return tuple(sorted(_walked(folder)))


def _walked(folder: Path) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        links = (name for name in folders if os.path.islink(os.path.join(place, name)))
        for name in (*names, *links):
            yield Path(place, name).relative_to(folder).as_posix()
