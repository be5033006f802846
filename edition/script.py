"""Simplified to Traditional with OpenCC: same length, exceptions first."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import opencc

CONFIGURATION = "s2tw"


def converter(exceptions: dict[str, str]) -> Callable[[str], str]:
    """A function from Simplified to Traditional that honours the exceptions.

    `s2tw` keeps the number of code points; a text for which it would not is returned
    converted character by character, so offsets found in one script hold in the other.
    """
    convert = _converter(tuple(sorted(exceptions.items())))

    def same_length(text: str) -> str:
        whole = convert(text)
        if len(whole) == len(text):
            return whole
        return "".join(c if len(t := convert(c)) != 1 else t for c in text)

    return same_length


@lru_cache(maxsize=8)
def _converter(exceptions: tuple[tuple[str, str], ...]) -> Callable[[str], str]:
    if not exceptions:
        plain: Callable[[str], str] = opencc.OpenCC(CONFIGURATION).convert
        return plain
    share = Path(opencc.__file__).parent / "clib" / "share" / "opencc"
    config = json.loads((share / f"{CONFIGURATION}.json").read_text("utf-8"))
    inline = {"type": "inline", "entries": dict(exceptions)}
    _put_first(config["segmentation"], inline)
    _put_first(config["conversion_chain"][0], inline)
    _absolute(config, share)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "exceptions.json"
        path.write_text(json.dumps(config, ensure_ascii=False), "utf-8")
        convert: Callable[[str], str] = opencc.OpenCC(str(path)).convert
    return convert


def _put_first(node: dict[str, Any], dictionary: dict[str, Any]) -> None:
    node["dict"] = {
        "type": "group",
        "match_policy": "short_circuit",
        "dicts": [dictionary, node["dict"]],
    }


def _absolute(node: Any, folder: Path) -> None:
    if isinstance(node, list):
        for item in node:
            _absolute(item, folder)
    elif isinstance(node, dict):
        if "file" in node:
            node["file"] = str(folder / node["file"])
        for item in node.values():
            _absolute(item, folder)
