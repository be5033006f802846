"""Hints on files whose names are not those that the loader looks for."""

from __future__ import annotations

from collections.abc import Iterable

from edition.schemas import is_tag
from edition.spelling import closest, nearest

YAML = ("yml", "yaml")
TEXTS = ("md", "markdown", "txt")


def misnamed(name: str, names: Iterable[str], used: tuple[str, ...]) -> str:
    """A hint on the YAML file that is probably meant by a `name` that no file has, or nothing.

    `names` are those of the files in the folder; those `used` are meant as they are.
    """
    others = (n for n in names if _parts(n)[1].lower() in YAML and n not in used)
    found = closest(name, others)
    return f"rename {found} to {name}, if that is it" if found else ""


def misnamed_text(tag: str, names: Iterable[str]) -> str:
    """A hint on the file that is probably the text in a language: its name is like the tag."""
    parted = {name: _parts(name) for name in names}
    others = {
        stem: name
        for name, (stem, suffix) in parted.items()
        if suffix.lower() in TEXTS and not (suffix == "md" and is_tag(stem))
    }
    found = others.get(tag) or others.get(closest(tag, others))
    return f"rename {found} to {tag}.md, if that is it" if found else ""


def unused(name: str, used: tuple[str, ...], folder: str) -> str:
    """A hint on a file that nothing reads, among those `used` in a `folder`: `library` or `work`.

    A text in a language is to be listed; another name may be a slip of one that is read.
    """
    stem, suffix = _parts(name)
    if folder == "work" and suffix == "md" and is_tag(stem):
        return f"list {stem} in work.yml; a language with the role conversion has no file"
    if hint := nearest(name, used):
        return hint
    if folder == "work" and suffix == "txt":
        return f"if it is the original, say `original: {name}` in work.yml"
    return f"files here: {', '.join(used)}"


def _parts(name: str) -> tuple[str, str]:
    """The name less its suffix, and the suffix without its dot."""
    stem, _, suffix = name.rpartition(".")
    return (stem, suffix) if stem else (name, "")
