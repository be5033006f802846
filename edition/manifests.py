"""What a built site says of itself: `manifest.json`, and the `<work>.json` of each work."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

NAME = "manifest.json"
SHA256 = re.compile(r"[0-9a-f]{64}")
DRIVE = re.compile(r"[A-Za-z]:")
WORK_FILE = re.compile(r"[^/.]+\.json")
Passages = tuple[tuple[str, str], ...]


class Unfit(ValueError):
    """Data that no build writes; the message says what is wrong with them."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Path → SHA-256 in hexadecimal, of every other file of a site and of every source file."""

    files: dict[str, str]
    sources: dict[str, str]


@dataclass(frozen=True, slots=True)
class WorkData:
    """A work as `<work>.json` holds it: per section and language its passages, id and text.

    Section 0 is the contents page.
    """

    id: str
    languages: tuple[str, ...]
    sections: dict[int, dict[str, Passages]]

    def page_of(self, language: str, section: int) -> str:
        """The file of the site that shows a section to readers of a language."""
        return f"{language}/{self.id}/{f'{section}/' if section else ''}index.html"


def manifest(data: bytes) -> Manifest:
    """The manifest in these bytes. Raises `Unfit`, as where a path leads out of the site."""
    value = _parsed(data)
    if not isinstance(value, dict) or not {"files", "sources"} <= value.keys():
        raise Unfit("it is no object with “files” and “sources”")
    return Manifest(_digests(value["files"]), _digests(value["sources"]))


def work(data: bytes) -> WorkData | None:
    """The work in these bytes, or `None` where they are other JSON. Raises `Unfit`."""
    value = _parsed(data)
    if not isinstance(value, dict) or "segments" not in value:
        return None
    name, languages, segments = value.get("id"), value.get("languages"), value["segments"]
    if not isinstance(name, str) or not isinstance(languages, dict):
        raise Unfit("its “id” or its “languages” are missing")
    if not isinstance(segments, list) or not all(_is_segment(s) for s in segments):
        raise Unfit("a segment has no “id”, “section” or “text”")
    tags = tuple(t for t in languages if any(t in s["text"] for s in segments))
    numbers = sorted({0, *(s["section"] for s in segments)})
    by_number: dict[int, list[dict[str, Any]]] = {number: [] for number in numbers}
    for segment in segments:
        by_number[segment["section"]].append(segment)
    sections = {n: {t: _passages(found, t) for t in tags} for n, found in by_number.items()}
    return WorkData(name, tags, sections)


def _passages(segments: Iterable[dict[str, Any]], tag: str) -> Passages:
    return tuple((s["id"], s["text"][tag]) for s in segments if tag in s["text"])


def _is_segment(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("id"), str)
        and type(value.get("section")) is int
        and value["section"] >= 0
        and isinstance(value.get("text"), dict)
        and all(isinstance(text, str) for text in value["text"].values())
    )


def _parsed(data: bytes) -> Any:
    """JSON whose objects name no key twice: readers would differ in which they take."""
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_once)
    except RecursionError as error:
        raise Unfit("it is nested too deeply") from error
    except Unfit:
        raise
    except ValueError as error:
        raise Unfit(f"it is not JSON in UTF-8: {error}") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Unfit("it names a key twice")
    return found


def _digests(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise Unfit("it gives no paths")
    for path, digest in value.items():
        if not is_inside(path):
            raise Unfit(f"“{path}” is no path inside a site")
        if not isinstance(digest, str) or not SHA256.fullmatch(digest):
            raise Unfit(f"it gives no SHA-256 for “{path}”")
    return value


def is_inside(path: str) -> bool:
    """Whether a path stays in its folder on every system, and is written in one way only."""
    return (
        not {"", ".", ".."} & set(path.split("/"))
        and not DRIVE.match(path)
        and not any(c in "\\\0" or "\ud800" <= c <= "\udfff" for c in path)
    )
