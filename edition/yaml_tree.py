"""YAML with positions: the JSON-like part of YAML, every scalar a string, null or nothing else.

Numbers, dates and words such as `no` stay as written, so that a language tag, a date or a
document symbol is never turned into another value. Anchors, aliases, tags and directives are
refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import yaml

from edition.collecting import paused
from edition.text import CONTROL, REPLACEMENT, Span

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
MAX_DEPTH = 40
DIRECTIVE = re.compile(r"^%(?:TAG|YAML)\b", re.MULTILINE)

Path = tuple[int | str, ...]


class YamlError(Exception):
    """The file is not YAML of this kind; `offset` is where, in code points."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


@dataclass(frozen=True)
class Tree:
    """A YAML document: its value, and where each key or item of it begins.

    `controls` says which scalars held a control character, which the value has as U+FFFD.
    """

    value: Any
    places: dict[Path, Span]
    controls: tuple[Span, ...] = ()

    def place(self, path: Path) -> Span:
        """Where the deepest part of `path` that the file has begins."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Span(0, 1))

    def without(self, dropped: Collection[Path]) -> Tree:
        """The document less the keys and items at `dropped`; later items move up."""
        places: dict[Path, Span] = {}

        def copy(value: Any, old: Path, new: Path) -> Any:
            if old in self.places:
                places[new] = self.places[old]
            if isinstance(value, list):
                kept = [i for i in range(len(value)) if (*old, i) not in dropped]
                return [copy(value[i], (*old, i), (*new, at)) for at, i in enumerate(kept)]
            if isinstance(value, dict):
                names = [key for key in value if (*old, key) not in dropped]
                return {key: copy(value[key], (*old, key), (*new, key)) for key in names}
            return value

        return Tree(copy(self.value, (), ()), places, self.controls)


def parse(text: str) -> Tree:
    """Parses a document. Raises `YamlError` where it is not of this kind."""
    with paused():
        return _parsed(text)


def _parsed(text: str) -> Tree:
    try:
        _refuse(text)
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = mark.index if mark else 0
        message = error.problem or "the file is not YAML"
        if text[at : at + 1] == "\t":
            message = "indent with spaces, not tabs"
        raise YamlError(message, at) from None
    except yaml.reader.ReaderError as error:
        before = text.encode("utf-8")[: max(0, error.position)]
        raise YamlError(str(error.reason), len(before.decode("utf-8", "ignore"))) from None
    places: dict[Path, Span] = {}
    controls: list[Span] = []
    value = None if node is None else _value(node, (), places, controls)
    return Tree(value, places, tuple(controls))


def _refuse(text: str) -> None:
    """Raises for what must not reach the composer, which recurses: depth, anchors, tags.

    Directives are refused before the parser, which compares each with all before it.
    """
    if directive := DIRECTIVE.search(text):
        raise YamlError("a directive is not allowed here", directive.start())
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


def _value(node: yaml.Node, path: Path, places: dict[Path, Span], controls: list[Span]) -> Any:
    at = node.start_mark.index
    places.setdefault(path, Span(at, at + 1))
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, i), places, controls) for i, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, places, controls)
    plain = not node.style or node.style == "?"
    return None if plain and node.value in NULLS else _clean(node, controls)


def _mapping(
    node: yaml.MappingNode, path: Path, places: dict[Path, Span], controls: list[Span]
) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for key, item in node.value:
        at = key.start_mark.index
        if not isinstance(key, yaml.ScalarNode):
            raise YamlError("a key must be a word", at)
        name = _clean(key, controls)
        if name in value:
            raise YamlError(f"the key “{name}” stands twice", at)
        places[(*path, name)] = Span(at, at + max(1, len(name)))
        value[name] = _value(item, (*path, name), places, controls)
    return value


def _clean(node: yaml.ScalarNode, controls: list[Span]) -> str:
    text, found = CONTROL.subn(REPLACEMENT, node.value)
    if found:
        controls.append(Span(node.start_mark.index, node.end_mark.index))
    return text
