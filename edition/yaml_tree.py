"""YAML with positions: the JSON-like part of YAML, every scalar a string, null or nothing else.

Numbers, dates and words such as `no` stay as written, so that a language tag, a date or a
document symbol is never turned into another value. Anchors, aliases and tags are refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from edition.text import Span

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
MAX_DEPTH = 40

Path = tuple[int | str, ...]


class YamlError(Exception):
    """The file is not YAML of this kind; `offset` is where, in code points."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


@dataclass(frozen=True)
class Tree:
    """A YAML document: its value, and where each key or item of it begins."""

    value: Any
    places: dict[Path, Span]

    def place(self, path: Path) -> Span:
        """Where the deepest part of `path` that the file has begins."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Span(0, 1))


def parse(text: str) -> Tree:
    """Parses a document. Raises `YamlError` where it is not of this kind."""
    try:
        _refuse(text)
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(
            error.problem or "the file is not YAML", mark.index if mark else 0
        ) from None
    except yaml.reader.ReaderError as error:
        before = text.encode("utf-8")[: max(0, error.position)]
        raise YamlError(str(error.reason), len(before.decode("utf-8", "ignore"))) from None
    places: dict[Path, Span] = {}
    return Tree(None if node is None else _value(node, (), places), places)


def _refuse(text: str) -> None:
    """Raises for what must not reach the composer, which recurses: depth, anchors, tags."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        at = event.start_mark.index
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise YamlError("it is nested too deeply", at)
        if getattr(event, "anchor", None) is not None:
            raise YamlError("an anchor or alias is not allowed here", at)
        if getattr(event, "tag", None) is not None:
            raise YamlError("a tag is not allowed here", at)


def _value(node: yaml.Node, path: Path, places: dict[Path, Span]) -> Any:
    at = node.start_mark.index
    places.setdefault(path, Span(at, at + 1))
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, i), places) for i, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, places)
    plain = not node.style or node.style == "?"
    return None if plain and node.value in NULLS else node.value


def _mapping(node: yaml.MappingNode, path: Path, places: dict[Path, Span]) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for key, item in node.value:
        at = key.start_mark.index
        if not isinstance(key, yaml.ScalarNode):
            raise YamlError("a key must be a word", at)
        if key.value in value:
            raise YamlError(f"the key “{key.value}” stands twice", at)
        places[(*path, key.value)] = Span(at, at + max(1, len(key.value)))
        value[key.value] = _value(item, (*path, key.value), places)
    return value
