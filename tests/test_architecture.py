"""The shape of the program: who imports whom, who touches the disk, which codes exist."""

import ast
import re
from pathlib import Path

import pytest

from edition.problems import CATALOGUE

ROOT = Path(__file__).resolve().parent.parent
DISK = {"load", "save", "site", "cli", "script", "pipeline", "audit", "documents"}
DISK |= {"bounds", "digests", "exclusive", "verify"}  # counts, hashes, locks, a site read back
FILES = {
    ".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): p
    for p in sorted((ROOT / "edition").rglob("*.py"))
}
TREES = {name: ast.parse(path.read_text("utf-8")) for name, path in FILES.items()}


def imports(name):
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("name", FILES)
def test_nothing_imports_the_command_line(name):
    assert not any(i.startswith("edition.cli") for i in imports(name))


@pytest.mark.parametrize("name", FILES)
def test_readers_and_writers_stay_apart(name):
    if name.startswith("edition.readers"):
        assert not any(i.startswith("edition.writers") for i in imports(name))
    if name.startswith("edition.writers"):
        assert not any(i.startswith("edition.readers") for i in imports(name))


@pytest.mark.parametrize("name", FILES)
def test_only_some_modules_touch_the_disk(name):
    if name.removeprefix("edition.") in DISK:
        return
    assert not {"pathlib", "os", "shutil", "tempfile", "io"} & set(imports(name))
    calls = (n for n in ast.walk(TREES[name]) if isinstance(n, ast.Call))
    assert not any(isinstance(c.func, ast.Name) and c.func.id == "open" for c in calls)


def test_no_import_goes_in_a_circle():
    graph = {name: {i for i in imports(name) if i in FILES and i != name} for name in FILES}
    graph = {name: {i for i in found if i != "edition"} for name, found in graph.items()}
    while leaves := [name for name, found in graph.items() if not found]:
        for leaf in leaves:
            del graph[leaf]
        graph = {name: found - set(leaves) for name, found in graph.items()}
    assert graph == {}


def test_the_catalogue_lists_the_codes_that_are_emitted():
    emitted = {
        node.value
        for name, tree in TREES.items()
        if name != "edition.problems"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[EW]\d{3}", node.value)
    }
    assert emitted == set(CATALOGUE)


def test_severity_follows_the_letter():
    wanted = {"E": "error", "W": "warning"}
    assert all(severity == wanted[code[0]] for code, (severity, _) in CATALOGUE.items())
