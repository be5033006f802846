"""The user documents are complete: every code, every command, every option."""

import re
from pathlib import Path

from edition.cli import main
from edition.problems import CATALOGUE

DOCS = Path(__file__).resolve().parent.parent / "docs"


def test_every_problem_is_explained_as_the_catalogue_has_it():
    rows = re.findall(
        r"^\| ([EW]\d{3}) \| (.+?) \| (.+) \|$", (DOCS / "problems.md").read_text("utf-8"), re.M
    )
    assert {code: meaning for code, meaning, _ in rows} == {
        code: meaning for code, (_, meaning) in CATALOGUE.items()
    }
    assert all(remedy.endswith(".") for _, _, remedy in rows)


def test_every_command_is_named():
    guide = (DOCS / "guide.md").read_text("utf-8")
    assert all(f"`{name}`" in guide for name in main.commands)
    for option in ("--source", "--docs", "--site", "--renderer"):
        assert f"`{option}`" in guide
