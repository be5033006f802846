"""JSON Schemas of the YAML files, for editors: https://json-schema.org/draft/2020-12/schema."""

from __future__ import annotations

import json
import re
from typing import Any

from edition import schemas
from edition.schema_examples import EXAMPLES
from edition.schema_texts import PATTERNS
from edition.yaml_tree import parse

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = "schemas"
FILES: tuple[tuple[str, type[schemas.Strict]], ...] = (
    ("library.yml", schemas.LibraryFile),
    ("glossary.yml", schemas.GlossaryFile),
    ("conversion.yml", schemas.ConversionFile),
    ("work.yml", schemas.WorkFile),
    ("emendations.yml", schemas.EmendationsFile),
    ("notes.yml", schemas.NotesFile),
    ("references.yml", schemas.ReferencesFile),
    ("ids.yml", schemas.IdsFile),
)
PLAIN = {"integer": "2022", "number": "1.5", "boolean": "true"}
NULL = {"type": "null"}
Node = dict[str, Any]


def write_all() -> dict[str, bytes]:
    """Every schema by its file's name, as indented UTF-8: `work.json` is that of `work.yml`."""
    return {schema_name(name): _encoded(schema(name, model)) for name, model in FILES}


def schema_name(name: str) -> str:
    """The name of the schema of a YAML file: `work.json` for `work.yml`."""
    return f"{name.removesuffix('.yml')}.json"


def modeline(name: str, depth: int) -> str:
    """The first line of a YAML file, which leads editors to its schema.

    `depth` counts the folders from the file up to the one that holds the schemas' folder.
    """
    return f"# yaml-language-server: $schema={'../' * depth}{FOLDER}/{schema_name(name)}\n"


def schema(name: str, model: type[schemas.Strict]) -> Node:
    """The schema of one file, whole in itself: what an editor reads as the loader does.

    A plain scalar that YAML takes for a number or a boolean is text to the loader, and an
    optional key may be empty; the schema admits both. A pattern is one that ECMA-262 and
    Python read alike. Each key has a description, and an example where the file's has one.
    """
    exported = model.model_json_schema(by_alias=True)
    node = _portable(exported, exported.get("$defs", {}))
    if name in EXAMPLES:
        node = _without(_with_examples(node, parse(EXAMPLES[name]).value), "examples")
    return {"$schema": DIALECT, "title": name, **node}


def _encoded(node: Node) -> bytes:
    return (json.dumps(node, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _portable(node: Node, models: dict[str, Node]) -> Node:
    """The node with models in place of `$ref`, whose description would hide that of the key."""
    if name := node.get("$ref", "").rpartition("/")[2]:
        title = {"title": re.sub(r"(Entry|File)$", "", name)}
        node = title | _without(models[name], "title") | _without(node, "$ref", "title")
    else:
        node = _without(node, "title")
    node = _without(_one_of(node, models), "$defs", *(() if node.get("default") else ("default",)))
    if "description" in node:
        node["description"] = " ".join(node["description"].split())
    if node.get("type") == "string" and "enum" not in node:
        return _text(node)
    if "items" in node:
        node["items"] = _portable(node["items"], models)
    return _mapping(node, models) if node.get("type") == "object" else node


def _without(node: Node, *keys: str) -> Node:
    return {key: value for key, value in node.items() if key not in keys}


def _one_of(node: Node, models: dict[str, Node]) -> Node:
    """The node with its alternatives less null, or as the one that is left; a constant as `enum`.

    Null comes back with `_or_empty`, since only what is optional may be empty.
    """
    others = [_portable(each, models) for each in node.get("anyOf", ()) if each != NULL]
    if len(others) == 1:
        node = others[0] | _without(node, "anyOf")
    elif others:
        node = node | {"anyOf": others}
    return _without(node, "const") | {"enum": [node["const"]]} if "const" in node else node


def _text(node: Node) -> Node:
    """The node of a text, which also admits what YAML makes of a text that fits its pattern."""
    pattern = node.get("pattern", "")
    kinds = [kind for kind, plain in PLAIN.items() if re.search(pattern, plain)]
    if "number" in kinds:
        kinds.remove("integer")
    node = node | {"type": ["string", *kinds] if kinds else "string"}
    if pattern in PATTERNS:
        node = _without(node, "minLength") | {"patternErrorMessage": PATTERNS[pattern]}
    return node


def _mapping(node: Node, models: dict[str, Node]) -> Node:
    node = _without(node, "propertyNames")
    for key in ("properties", "patternProperties"):
        if key in node:
            node[key] = {k: _portable(inner, models) for k, inner in node[key].items()}
    rest = node.get("additionalProperties", False)
    node["additionalProperties"] = _portable(rest, models) if isinstance(rest, dict) else False
    for key in node.get("properties", {}).keys() - node.get("required", []):
        node["properties"][key] = _or_empty(node["properties"][key])
    return node


def _or_empty(node: Node) -> Node:
    if "anyOf" in node:
        node = node | {"anyOf": [*node["anyOf"], NULL]}
    if "type" in node:
        kinds = node["type"] if isinstance(node["type"], list) else [node["type"]]
        node = node | {"type": [*kinds, "null"]}
    return node | {"enum": [*node["enum"], None]} if "enum" in node else node


def _with_examples(node: Node, example: Any) -> Node:
    """The node with the example at each of its keys, save at choices and lists of entries."""
    if example is not None and "enum" not in node and "properties" not in node.get("items", {}):
        node = node | {"examples": [example]}
    if isinstance(example, list) and example:
        node = node | {"items": _with_examples(node["items"], example[0])}
    if isinstance(example, dict) and "properties" in node:
        named = node["properties"].items()
        node = node | {"properties": {k: _with_examples(v, example.get(k)) for k, v in named}}
    return node
