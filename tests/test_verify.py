"""`verify`: a built site is proved from its manifest, and nothing in it can lead astray."""

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sample
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from edition import manifests, passages, pipeline
from edition.cli import main
from edition.problems import has_errors

ROOT = Path(__file__).resolve().parent.parent
FILES = {
    "library.yml": "title: {en: L, zh-Hans: 库}\n",
    "glossary.yml": "terms:\n  - {id: rule, forms: {en: [rule]}, definition: {en: D}}\n",
    "w/work.yml": (
        "id: w\ntitle: {en: T}\nbase: en\noriginal: original.txt\nlanguages:\n"
        "  - {tag: en, role: base}\n  - {tag: zh-Hans, role: translation}\n"
    ),
    "w/original.txt": "T\nOne\n1. A rule & a <b>mark</b>.\n2. Rest.\nTwo\n3. End.\n",
    "w/en.md": "# T\n\n## One\n\n1. A rule & a <b>mark</b>.\n\n2. Rest.\n\n## Two\n\n3. End.\n",
    "w/zh-Hans.md": "# 题\n\n## 一\n\n1. 一条规则。\n\n2. 其余。\n\n## 二\n\n3. 完。\n",
}
PAGE = "en/w/1/index.html"


@pytest.fixture(scope="module")
def made(tmp_path_factory, renderer):
    folder = tmp_path_factory.mktemp("made")
    sample.library(folder, FILES)
    sample.copy_docs(folder / "docs")
    at = pipeline.Folders(
        folder / "source", folder / "docs", folder / "site", ROOT / "mkdocs.yml", renderer
    )
    assert not has_errors(pipeline.build(at, lambda stage: None))
    return folder


@pytest.fixture
def site(made, tmp_path):
    shutil.copytree(made / "site", tmp_path / "copy elsewhere")
    return tmp_path / "copy elsewhere"


def verify(*arguments):
    result = CliRunner().invoke(main, ["verify", *map(str, arguments), "--json"])
    assert not result.exception or isinstance(result.exception, SystemExit), result.output
    problems = json.loads(result.stdout)
    assert result.exit_code == (1 if problems else 0)
    return [(p["code"], p["file"].partition("/")[2]) for p in problems]


def rewrite(site, path, change, sealed=False):
    """Changes a file; where `sealed`, the manifest too, as a forger would."""
    file = site / path
    file.write_text(change(file.read_text("utf-8")), "utf-8")
    if sealed:
        seal(site)


def seal(site):
    manifest = json.loads((site / "manifest.json").read_text("utf-8"))
    for path in manifest["files"]:
        data = (site / path).read_bytes()
        manifest["files"][path] = hashlib.sha256(data).hexdigest()
    (site / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def test_a_copy_of_a_site_is_proved_from_its_folder_or_its_manifest(site, made):
    assert verify(site) == verify(site / "manifest.json") == []
    assert verify(site, "--source", made / "source") == []
    result = CliRunner().invoke(main, ["verify", str(site)])
    digest = hashlib.sha256((site / "manifest.json").read_bytes()).hexdigest()
    assert result.exit_code == 0
    assert f"works: w\nSHA-256 of the manifest: {digest}\n" in result.stdout


def test_it_needs_no_renderer(site, tmp_path):
    for name in ("mkdocs", "zensical", "material"):
        (tmp_path / "none" / name).mkdir(parents=True)
        (tmp_path / "none" / name / "__init__.py").write_text("raise SystemError", "utf-8")
    done = subprocess.run(
        [sys.executable, str(ROOT / "build_site.py"), "verify", str(site)],
        env=os.environ | {"PYTHONPATH": str(tmp_path / "none")},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_a_file_that_was_altered_lost_or_added_is_reported(site):
    rewrite(site, "assets/edition.css", lambda text: text + " ")
    (site / "w.tmx").unlink()
    (site / "en" / "more.html").write_text("<p>more", "utf-8")
    assert verify(site) == [
        ("E511", "assets/edition.css"),
        ("E512", "w.tmx"),
        ("E513", "en/more.html"),
    ]


def test_a_word_that_was_altered_is_found_though_the_manifest_was_made_to_fit(site):
    rewrite(site, PAGE, lambda text: text.replace("Rest", "Best"), sealed=True)
    assert verify(site) == [("E516", PAGE)]


def test_data_that_were_altered_differ_from_every_page(site):
    rewrite(site, "w.json", lambda text: text.replace("其余", "剩余"), sealed=True)
    found = verify(site)
    assert {code for code, _ in found} == {"E516"}
    assert {path for _, path in found} == {PAGE, "zh-Hans/w/1/index.html"}


@pytest.mark.parametrize(
    ("pattern", "new"),
    [
        (r'("passages:en">)[0-9a-f]', r"\1g"),
        (r'(original.txt">)[0-9a-f]', r"\1g"),
        ('original.txt"', 'other.txt"'),
        ('data-sha256="passages:en"', ""),
        ("(?s)<details.*?</details>", ""),
        (r'(?s)<div[^>]*id="p2".*?(<details)', r"\1"),
        ('id="p1"', 'id="p7"'),
        ("data-text", "data-no-text"),
        (r"(?s)<html.*", ""),
    ],
)
def test_a_page_without_its_text_or_hash_is_no_proof(site, pattern, new):
    assert re.search(pattern, (site / PAGE).read_text("utf-8"))
    rewrite(site, PAGE, lambda text: re.sub(pattern, new, text), sealed=True)
    found = verify(site)
    assert set(found) == {("E516", PAGE)}


def test_a_page_of_a_work_that_has_no_data_is_no_proof(site):
    manifest = json.loads((site / "manifest.json").read_text("utf-8"))
    del manifest["files"]["w.json"]
    (site / "w.json").unlink()
    (site / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert ("E516", PAGE) in verify(site)


def test_a_page_that_the_data_ask_for_must_be_in_the_manifest(site):
    manifest = json.loads((site / "manifest.json").read_text("utf-8"))
    del manifest["files"][PAGE]
    (site / PAGE).unlink()
    (site / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert verify(site) == [("E516", PAGE)]


@pytest.mark.parametrize(
    "data",
    [
        '{"segments": []}',
        '{"id": "other", "languages": {}, "segments": []}',
        '{"id": "w", "languages": {"en": {}}, "segments": [{"id": "p1"}]}',
        '{"id": "w", "languages": {"en": {}}, "segments": [{"id": 1, "section": 0, "text": {}}]}',
        '{"id": "w", "languages": {"en": {}}, "segments": 5}',
        "[" * 100_000,
        '{"segments": [], "segments": []}',
        "\x00",
    ],
)
def test_data_that_no_build_writes_are_reported(site, data):
    rewrite(site, "w.json", lambda _: data, sealed=True)
    assert ("E516", "w.json") in verify(site)


def test_sources_that_changed_are_reported(site, made, tmp_path):
    source = tmp_path / "texts"
    shutil.copytree(made / "source", source)
    (source / "w" / "en.md").write_text(FILES["w/en.md"].replace("Rest", "Best"), "utf-8")
    (source / "w" / "original.txt").unlink()
    (source / "w" / "emendations.yml").write_text("emendations: []\n", "utf-8")
    (source / ".hidden").write_text("x", "utf-8")
    found = verify(site, "--source", source)
    assert [path for code, path in found if code == "E515"] == [
        "w/emendations.yml",
        "w/en.md",
        "w/original.txt",
    ]
    assert {code for code, _ in found} == {"E515", "E001"}


MANIFESTS = {
    "nothing": b"",
    "no JSON": b"{",
    "no UTF-8": b"\xff",
    "an array": b"[]",
    "another": b'{"name": "an app"}',
    "no object": b'{"files": [], "sources": {}}',
    "deep": b"[" * 1_000_000,
    "twice": b'{"files": {}, "files": {}, "sources": {}}',
    "no digest": b'{"files": {"a": "b"}, "sources": {}}',
    "a number": b'{"files": {"a": 1}, "sources": {}}',
    "long number": b'{"files": ' + b"1" * 10_000 + b', "sources": {}}',
}


@pytest.mark.parametrize("data", MANIFESTS.values(), ids=MANIFESTS)
def test_a_manifest_that_is_none_is_a_problem(tmp_path, data):
    (tmp_path / "manifest.json").write_bytes(data)
    assert [code for code, _ in verify(tmp_path)] == ["E514"]
    assert [code for code, _ in verify(tmp_path / "manifest.json")] == ["E514"]


@pytest.mark.parametrize(
    "path",
    ["../a", "a/../../b", "/etc/passwd", "", ".", "a//b", "./a", "a/", "..", "a\\..\\b", "C:a",
     "C:/a", "\\\\h\\s", "a\0b", "\ud800"],
)  # fmt: skip
@pytest.mark.parametrize("part", ["files", "sources"])
def test_a_manifest_that_leads_out_of_its_folder_is_a_problem(tmp_path, path, part):
    value = {"files": {}, "sources": {}} | {part: {path: "0" * 64}}
    (tmp_path / "manifest.json").write_text(json.dumps(value), "utf-8")
    assert [code for code, _ in verify(tmp_path)] == ["E514"]


def test_a_folder_without_a_manifest_is_a_problem_and_no_folder_is_wrong_use(tmp_path):
    assert [code for code, _ in verify(tmp_path)] == ["E514"]
    assert CliRunner().invoke(main, ["verify", str(tmp_path / "none")]).exit_code == 2
    assert CliRunner().invoke(main, ["verify"]).exit_code == 2


def test_a_manifest_that_is_too_large_or_no_file_is_a_problem(tmp_path):
    with (tmp_path / "manifest.json").open("wb") as file:
        file.truncate(10**12)
    assert [code for code, _ in verify(tmp_path)] == ["E514"]
    (tmp_path / "manifest.json").unlink()
    os.mkfifo(tmp_path / "manifest.json")
    assert [code for code, _ in verify(tmp_path)] == ["E514"]


def test_links_and_pipes_are_not_followed(site, tmp_path):
    (tmp_path / "outside").mkdir()
    shutil.copyfile(site / "w.tmx", tmp_path / "outside" / "w.tmx")
    (site / "w.tmx").unlink()
    (site / "w.tmx").symlink_to(tmp_path / "outside" / "w.tmx")
    shutil.move(site / "assets", tmp_path / "outside" / "assets")
    (site / "assets").symlink_to(tmp_path / "outside" / "assets")
    (site / "w.bib").unlink()
    os.mkfifo(site / "w.bib")
    (site / "w.ris").unlink()
    (site / "w.ris").mkdir()
    (site / "around").symlink_to(site)
    found = verify(site)
    assert {code for code, _ in found} == {"E511", "E513"}
    altered = {path.split("/")[0] for code, path in found if code == "E511"}
    assert altered == {"w.tmx", "assets", "w.bib", "w.ris"}
    assert {path for code, path in found if code == "E513"} == {"around", "assets"}


def test_a_name_in_a_manifest_cannot_write_to_the_terminal(tmp_path):
    value = {"files": {"\x1b[2Ja\n": "0" * 64}, "sources": {}}
    (tmp_path / "manifest.json").write_text(json.dumps(value), "utf-8")
    result = CliRunner().invoke(main, ["verify", str(tmp_path)])
    assert "E512" in result.output and "\x1b" not in result.output
    assert ":1:1: E512" in result.output.splitlines()[0]


def recipe(name):
    """A piece of code of the guide, by the words of the line above it."""
    guide = (ROOT / "docs" / "guide.md").read_text("utf-8")
    return re.search(rf"{name}[^\n]*\n\n```\w+\n(.*?)```", guide, re.S)[1]


def test_the_recipe_of_the_guide_gives_the_hash_of_the_page(site):
    program = recipe("in Python")
    for tag in ("en", "zh-Hans"):
        done = subprocess.run(
            [sys.executable, "-c", program, "w.json", "1", tag],
            cwd=site,
            capture_output=True,
            text=True,
            check=True,
        )
        assert f'"passages:{tag}">{done.stdout.strip()}<' in (site / PAGE).read_text("utf-8")


def test_the_recipe_for_files_finds_the_altered_one(site):
    program = recipe("every file, in a shell")
    run = {"cwd": site, "shell": True, "text": True, "capture_output": True, "check": False}
    if shutil.which("jq") is None:
        pytest.skip("needs jq")
    assert subprocess.run(program, **run).returncode == 0
    rewrite(site, PAGE, lambda text: text + " ")
    done = subprocess.run(program, **run)
    assert done.returncode == 1
    assert PAGE in done.stdout


names = st.text(st.characters(categories=["L", "N", "P"], exclude_characters="\t\n"), min_size=1)
lists = st.lists(st.tuples(names, st.text().map(lambda t: t.replace("\n", " "))), max_size=4)


@given(lists, lists)
def test_lists_of_passages_have_the_same_hash_only_where_they_are_equal(one, other):
    def encodable(pairs):
        return [(n, t.encode("utf-8", "replace").decode()) for n, t in pairs]

    one, other = encodable(one), encodable(other)
    assert (passages.digest(one) == passages.digest(other)) == (one == other)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(
    inner, max_size=3) | st.dictionaries(
    st.sampled_from(["files", "sources", "segments", "id", "text", "languages", "section", "a"]),
    inner, max_size=8), max_leaves=20))  # fmt: skip
def test_any_json_is_a_manifest_or_unfit(value):
    data = json.dumps(value).encode()
    for read in (manifests.manifest, manifests.work):
        with contextlib.suppress(manifests.Unfit):
            read(data)
