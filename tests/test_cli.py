"""Commands: names, options, exit codes."""

import json

import pytest
from click.testing import CliRunner

from edition.cli import main


def run(*arguments):
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "library.yml").write_text("title: {en: L}\n", "utf-8")
    (folder / "glossary.yml").write_text("terms: []\n", "utf-8")
    return folder


def test_a_new_work_passes_the_check(source):
    assert run("new", "my-work", "--lang", "en", "--source", source).exit_code == 0
    assert run("check", "--strict", "--source", source).exit_code == 0


@pytest.mark.parametrize("name", ["../x", "A", "a b", "-"])
def test_a_new_work_needs_a_plain_id(source, name):
    assert run("new", "--source", source, "--", name).exit_code == 2


def test_a_work_is_not_made_twice(source):
    run("new", "my-work", "--source", source)
    assert run("new", "my-work", "--source", source).exit_code == 2


def test_problems_give_1_and_json(source):
    run("new", "my-work", "--lang", "en", "--source", source)
    (source / "my-work" / "en.md").write_text("1. “Open.\n\n1. Twice.\n", "utf-8")
    result = run("check", "--json", "--source", source)
    assert result.exit_code == 1
    assert {"E101", "E103", "E104"} == {p["code"] for p in json.loads(result.output)}


def test_usage_gives_2(tmp_path):
    assert run("check", "--source", tmp_path / "none").exit_code == 2
    assert run("nothing").exit_code == 2
