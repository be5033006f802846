"""Saving: changed bytes alone, and only what the manifest owns."""

import json
import re

import pytest

from edition import site
from edition.model import Output
from edition.save import MANIFEST, save


def test_only_changed_files_are_written(tmp_path):
    first = (Output("a.md", b"1"), Output("b/c.md", b"2"))
    assert save(first, tmp_path) == (("a.md", "b/c.md"), ())
    before = (tmp_path / "a.md").stat().st_mtime_ns
    assert save((Output("a.md", b"1"), Output("b/c.md", b"3")), tmp_path) == (("b/c.md",), ())
    assert (tmp_path / "a.md").stat().st_mtime_ns == before


def test_a_page_that_is_gone_is_deleted_and_hand_written_ones_stay(tmp_path):
    (tmp_path / "mine.md").write_text("mine", "utf-8")
    save((Output("a.md", b"1"),), tmp_path)
    assert save((), tmp_path) == (("a.md",), ())
    assert sorted(p.name for p in tmp_path.iterdir()) == [MANIFEST, "mine.md"]


def test_a_hand_written_file_is_never_overwritten(tmp_path):
    (tmp_path / "a.md").write_text("mine", "utf-8")
    changed, problems = save((Output("a.md", b"1"), Output("b.md", b"2")), tmp_path)
    assert changed == ("b.md",)
    assert [(p.code, p.source.path) for p in problems] == [("E005", f"{tmp_path.name}/a.md")]
    assert (tmp_path / "a.md").read_text("utf-8") == "mine"
    save((), tmp_path)
    assert (tmp_path / "a.md").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    "broken", ["", "{", "\x00", "5", "null", "[[1]]", '{"a.md": 1}', "[" * 100_000]
)
def test_a_broken_manifest_owns_nothing(tmp_path, broken):
    (tmp_path / MANIFEST).write_text(broken, "utf-8")
    (tmp_path / "a.md").write_text("mine", "utf-8")
    assert save((Output("b.md", b"1"),), tmp_path) == (("b.md",), ())
    assert (tmp_path / "a.md").exists()


def test_a_cut_hand_over_is_mended(tmp_path):
    (tmp_path / ".site.old").mkdir()
    (tmp_path / ".site.old" / "index.html").write_text("old", "utf-8")
    site.recover(tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text("utf-8") == "old"


def test_a_renderer_that_fails_is_a_problem_in_its_own_words(tmp_path, renderer):
    for name in ("docs", "overrides"):
        (tmp_path / name).mkdir()
    (tmp_path / "docs" / "index.md").write_text("[x](none-such.md)\n", "utf-8")
    config = tmp_path / "mkdocs.yml"
    config.write_text("site_name: x\ntheme: {name: material}\n", "utf-8")
    (problem,) = site.render(config, tmp_path / "docs", tmp_path / "site", renderer)
    assert problem.code == "E501"
    assert "none-such.md" in problem.message
    assert not {"INFO", "Build", "Traceback", "\x1b"} & set(
        re.findall(r"\x1b|\w+", problem.message)
    )


@pytest.mark.parametrize("path", ["../mine.md", "docs/../../mine.md", "{absolute}", "", "."])
def test_a_manifest_owns_nothing_outside_its_folder(tmp_path, path):
    mine = tmp_path / "mine.md"
    mine.write_text("mine", "utf-8")
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / MANIFEST).write_text(json.dumps([path.format(absolute=mine)]), "utf-8")
    assert save((Output("b.md", b"1"),), docs) == (("b.md",), ())
    assert mine.read_text("utf-8") == "mine"


def test_a_folder_where_a_page_belongs_stays(tmp_path):
    (tmp_path / "a.md").mkdir()
    for _ in range(2):
        _, problems = save((Output("a.md", b"1"),), tmp_path)
        assert [p.code for p in problems] == ["E005"]
        (tmp_path / MANIFEST).write_text('["a.md"]', "utf-8")
    assert save((), tmp_path) == ((), ())
    assert (tmp_path / "a.md").is_dir()


def test_a_file_where_a_folder_of_pages_belongs_stays(tmp_path):
    (tmp_path / "en").write_text("mine", "utf-8")
    _, problems = save((Output("en/a.md", b"1"),), tmp_path)
    assert [p.code for p in problems] == ["E005"]
    assert (tmp_path / "en").read_text("utf-8") == "mine"


def test_a_page_may_give_way_to_a_folder_of_pages(tmp_path):
    save((Output("en", b"1"),), tmp_path)
    assert save((Output("en/a.md", b"1"),), tmp_path) == (("en", "en/a.md"), ())


def handed_over(tmp_path):
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "index.html").write_text("new", "utf-8")
    (tmp_path / "source").mkdir(exist_ok=True)
    return site.hand_over(fresh, tmp_path / "site", tmp_path / "source")


def test_a_site_takes_the_place_of_nothing_of_an_empty_folder_and_of_a_site(tmp_path):
    assert handed_over(tmp_path) == ()
    assert handed_over(tmp_path) == ()
    for path in (tmp_path / "site").iterdir():
        path.unlink()
    assert handed_over(tmp_path) == ()
    assert (tmp_path / "site" / "index.html").read_text("utf-8") == "new"


@pytest.mark.parametrize("name", ["thesis.txt", "manifest.json", ".git"])
@pytest.mark.parametrize("text", ["", '{"name": "an app", "files": []}', "[" * 100_000])
def test_a_folder_that_is_no_site_stays(tmp_path, name, text):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / name).write_text(text, "utf-8")
    (problem,) = handed_over(tmp_path)
    assert (problem.code, problem.source.path) == ("E506", f"site/{name}")
    assert [p.name for p in (tmp_path / "site").iterdir()] == [name]
    assert not (tmp_path / "fresh").exists()
