"""The exported JSON Schemas: what an editor accepts and refuses, as the loader does."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator
from pydantic import Field
from test_cases import CASES

from edition import json_schemas, load, schemas, yaml_tree
from edition.cli import ROOT
from edition.schema_examples import EXAMPLES

MODELS = dict(json_schemas.FILES)
SCHEMAS = {name: json_schemas.schema(name, model) for name, model in MODELS.items()}
SOURCES = sorted((ROOT / "source").rglob("*.yml"))
WORK = "id: w\ntitle: {en: W}\nbase: en\nlanguages:\n  - {tag: en, role: base}\n"
TERM = "id: a, forms: {en: [a]}"
NOTE = "id: a, at: p1, quote: {en: a}, kind: term, body: {en: b}"


class Yaml11(yaml.SafeLoader):
    """YAML 1.1 of JSON's types: `no` is a boolean; a date, which JSON lacks, is text."""


class Yaml12(yaml.SafeLoader):
    """YAML 1.2, the core schema: `true` and `false` alone are booleans."""


def _resolvers(*, without):
    return {
        first: [(tag, pattern) for tag, pattern in found if tag not in without]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


DATE, BOOL = "tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"
Yaml11.yaml_implicit_resolvers = _resolvers(without={DATE})
Yaml12.yaml_implicit_resolvers = _resolvers(without={DATE, BOOL})
Yaml12.add_implicit_resolver(BOOL, re.compile(r"^(true|True|TRUE|false|False|FALSE)$"), "tTfF")


def editor_accepts(name, text, loader=Yaml12):
    """Whether an editor finds no fault. One that knows only draft 7 finds the same."""
    value = yaml.load(text, Loader=loader)
    verdicts = {v(SCHEMAS[name]).is_valid(value) for v in (Draft202012Validator, Draft7Validator)}
    assert len(verdicts) == 1
    return verdicts.pop()


def loader_accepts(name, text):
    model, faults = schemas.validate(MODELS[name], yaml_tree.parse(text).value)
    return model is not None and not faults


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("dialect", [Draft202012Validator, Draft7Validator])
def test_a_schema_is_one(name, dialect):
    dialect.check_schema(SCHEMAS[name])


def test_what_is_committed_is_what_the_code_generates():
    committed = {path.name: path.read_bytes() for path in (ROOT / "schemas").iterdir()}
    assert committed == json_schemas.write_all(), "run build_site.py schemas"


def test_every_yaml_file_of_the_loader_has_a_schema():
    read = {n for n in (*load.LIBRARY_FILES, *load.WORK_FILES) if n.endswith(".yml")}
    assert set(MODELS) == read


@pytest.mark.parametrize("loader", [Yaml11, Yaml12])
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_the_sources_are_valid_and_lead_to_their_schema(path, loader):
    text = path.read_text("utf-8")
    assert editor_accepts(path.name, text, loader)
    line, _, _ = text.partition("\n")
    target = line.removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / target).resolve() == ROOT / "schemas" / f"{path.stem}.json"


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_valid(name):
    assert editor_accepts(name, EXAMPLES[name])
    assert loader_accepts(name, EXAMPLES[name])


def _keys(node, path=()):
    for key, inner in node.get("properties", {}).items():
        yield (*path, key), inner
        yield from _keys(inner, (*path, key))
    if "items" in node:
        yield from _keys(node["items"], path)


@pytest.mark.parametrize("name", MODELS)
def test_every_key_is_described_with_an_example(name):
    bare = [path for path, node in _keys(SCHEMAS[name]) if "`" not in node.get("description", "")]
    assert bare == [], "write a docstring below the key"


def test_the_patterns_say_what_they_want():
    def told(node):
        if isinstance(node, list):
            return all(map(told, node))
        if not isinstance(node, dict):
            return True
        told_here = "patternErrorMessage" in node or not isinstance(node.get("pattern"), str)
        return told_here and all(map(told, node.values()))

    assert told(list(SCHEMAS.values()))


RIGHT = [
    ("library.yml", "title: {en: 2022}"),
    ("library.yml", "title: {zh-Hans: 书, pt-BR: true}\nabout:\ncontact:\n"),
    ("library.yml", "title: {en: L}\ncontact: someone@example.org"),
    ("glossary.yml", "terms:"),
    ("glossary.yml", "terms: []"),
    ("glossary.yml", f"terms: [{{{TERM}, domain: , status: , see: , case: }}]"),
    ("glossary.yml", f"terms: [{{{TERM}, not_in: {{en: [' a']}}, abbreviation: 1.5}}]"),
    ("glossary.yml", "terms: [{id: 2022, forms: {en: [2022, 1.5, yes]}}]"),
    ("conversion.yml", "exceptions:"),
    ("work.yml", WORK),
    ("work.yml", WORK + "date: 2022\nsymbol: 1.0\n"),
    ("work.yml", WORK + "date: 2022-01-04\nsymbol: null\nnumbering:\n"),
    ("work.yml", WORK + f"original: o.txt\nsha256: {'0a' * 32}\n"),
    ("work.yml", WORK + "sha256:\noriginal:\n"),
    ("emendations.yml", 'emendations: [{at: p1, original: "", reading: b, reason: r}]'),
    ("notes.yml", f"notes: [{{{NOTE}}}]"),
]
WRONG = [
    ("library.yml", "title: {en: ' '}"),
    ("library.yml", "title: {English: L}"),
    ("library.yml", "title:"),
    ("library.yml", "title: {}"),
    ("library.yml", "- a"),
    ("library.yml", "title: x"),
    ("library.yml", "titel: {en: x}"),
    ("library.yml", "title: {en: L}\ntitel: x"),
    ("library.yml", "title: {en: [L]}"),
    ("library.yml", "title: {en: L}\ncontact: example"),
    ("glossary.yml", "terms: x"),
    ("glossary.yml", "terms: [hello]"),
    ("glossary.yml", "terms: [{id: a, forms: {en: []}}]"),
    ("glossary.yml", "terms: [{id: a, forms: {en: ['a  b']}}]"),
    ("glossary.yml", "terms: [{id: a, forms: {en: [a, [b]]}}]"),
    ("glossary.yml", "terms: [{forms: {en: [a]}}]"),
    ("glossary.yml", "terms: [{id: A, forms: {en: [a]}}]"),
    ("glossary.yml", "terms: [{id: B!, forms: {en: [b]}}]"),
    ("glossary.yml", f"terms: [{{{TERM}, case: frist}}]"),
    ("glossary.yml", f"terms: [{{{TERM}, status: published}}]"),
    ("glossary.yml", f"terms: [{{{TERM}}}]\ntrems: []"),
    ("glossary.yml", "terms: [null]"),
    ("conversion.yml", "exceptions: [{text: 发, reading: 發}]"),
    ("emendations.yml", "emendations: [{at: p1, original: , reading: b, reason: r}]"),
    ("notes.yml", f"notes: [{{{NOTE.replace('kind: term', 'kind: terms')}}}]"),
    ("notes.yml", f"notes: [{{{NOTE.replace('at: p1, ', '')}}}]"),
    ("work.yml", WORK.replace("tag: en", "tag: EN")),
    ("work.yml", WORK.replace("base: en\n", "")),
    ("work.yml", WORK + "  - {tag: fr, rolle: base, role: translation}\n"),
    ("work.yml", WORK + "  - {tag: fr, role: translated}\n"),
    ("work.yml", WORK + "  - {tag: ja, role: conversion, from: zh-Hans}\n"),
    ("work.yml", WORK + "  - {tag: zh-Hant, role: conversion, from: en}\n"),
    ("work.yml", WORK.replace("role: base", "role: translation")),
    ("work.yml", WORK + f"sha256: {'0' * 64}\n"),
    ("work.yml", WORK + f"original:\nsha256: {'ab' * 32}\n"),
    *(("work.yml", f"{WORK}original: '{name}'\n") for name in ("..", ".", "a/b.txt", "a\\b", "")),
    *(("work.yml", WORK.replace("id: w", f"id: {id}")) for id in ("manifest", "404", "fr", "V!")),
]
# What joins two keys, two entries or two files is beyond JSON Schema.
BEYOND = [
    ("work.yml", WORK + "  - {tag: en, role: translation}\n"),
    ("work.yml", WORK + "  - {tag: fr, role: translation, from: de}\n"),
    ("work.yml", WORK + "  - {tag: zh-Hant, role: conversion}\n"),
    ("conversion.yml", "exceptions: [{text: 发展, reading: 發, reason: r}]"),
    ("emendations.yml", "emendations: [{at: p1, original: a, reading: a, reason: r}]"),
]


@pytest.mark.parametrize(("name", "text"), RIGHT)
@pytest.mark.parametrize("loader", [Yaml11, Yaml12])
def test_what_the_loader_reads_an_editor_accepts(name, text, loader):
    assert loader_accepts(name, text)
    assert editor_accepts(name, text, loader)


@pytest.mark.parametrize(("name", "text"), WRONG)
def test_what_the_loader_refuses_an_editor_marks(name, text):
    assert not loader_accepts(name, text)
    assert not editor_accepts(name, text)


@pytest.mark.parametrize(("name", "text"), BEYOND)
def test_what_no_schema_can_say_is_left_to_the_check(name, text):
    assert not loader_accepts(name, text)
    assert editor_accepts(name, text)


def test_the_bad_libraries_whose_fault_is_the_schema_are_marked():
    overlay, place = CASES["E011"]
    name = Path(place.partition(":")[0]).name
    assert not editor_accepts(name, overlay[name])
    for code in ("E301", "E303", "E304", "E311", "E314"):
        for path, text in CASES[code][0].items():
            assert editor_accepts(Path(path).name, text), code


TAGS = st.sampled_from(["en", "zh-Hans", "pt-BR", "EN", "zh_Hans", "e"])
SCALARS = st.one_of(
    st.sampled_from(["", " ", "a", "a b", "a  b", "A", "first", "working", "2022", "true", "1.5"]),
    st.text(st.characters(codec="utf-8", categories=["L", "Nd", "P", "Zs"]), max_size=4),
    st.none(),
)
VALUES = st.one_of(
    SCALARS,
    st.lists(SCALARS, max_size=2),
    st.dictionaries(TAGS, SCALARS, max_size=2),
    st.dictionaries(TAGS, st.lists(SCALARS, max_size=2), max_size=2),
)
TERM_KEYS = sorted({*SCHEMAS["glossary.yml"]["properties"]["terms"]["items"]["properties"], "x"})
TERM_KEYS.remove("presupposed")
LIBRARY_KEYS = ["title", "description", "about", "contact", "titel"]


def _both(name, value):
    text = yaml.safe_dump(value, allow_unicode=True)
    assume(yaml_tree.parse(text).value == value)
    return editor_accepts(name, text), loader_accepts(name, text)


@given(st.dictionaries(st.sampled_from(LIBRARY_KEYS), VALUES, max_size=3))
@example({"title": {"en": "L"}, "contact": None})
def test_an_editor_and_the_loader_agree_on_a_library(value):
    editor, loader = _both("library.yml", value)
    assert editor == loader


@given(st.dictionaries(st.sampled_from(TERM_KEYS), VALUES, max_size=3))
def test_an_editor_and_the_loader_agree_on_a_term(value):
    term = {"id": "a", "forms": {"en": ["a"]}} | value
    editor, loader = _both("glossary.yml", {"terms": [term]})
    assert editor == loader


@pytest.mark.parametrize("key", ["id", "forms", "status", "domain", "sources"])
@given(value=VALUES)
def test_an_editor_and_the_loader_agree_on_a_key(key, value):
    term = {"id": "a", "forms": {"en": ["a"]}} | {key: value}
    editor, loader = _both("glossary.yml", {"terms": [term]})
    assert editor == loader


def test_a_model_of_another_kind_is_exported_too():
    class Inner(schemas.Strict):
        """Inner."""

        count: int = 1
        """How many: `1`."""

    class NewFile(schemas.Strict):
        """New."""

        inner: Inner | None = None
        """One: `{count: 1}`."""
        either: int | list[schemas.Text] = 0
        """One or the other: `1`."""
        free: dict[str, schemas.Text] = Field(default={})
        """Any keys: `{a: b}`."""

    node = json_schemas.schema("new.yml", NewFile)
    ok = Draft202012Validator(node).is_valid
    assert ok({"inner": {"count": 2}, "either": ["a"], "free": {"x": "y"}})
    assert ok({"inner": None, "either": None, "free": None})
    assert not ok({"inner": {"cuont": 2}})
    assert not ok({"either": "a"})
    assert not ok({"free": {"x": ""}})
