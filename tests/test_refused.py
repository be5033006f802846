"""What a hostile library holds is refused with a reason: YAML bombs, ways out of the source
folder, what is no file, what is too large, names that command a terminal."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sample
from click.testing import CliRunner

from edition import bounds, load, pipeline, site
from edition.cli import main
from edition.inline import inline
from edition.problems import human
from edition.readers import edition_text
from edition.spelling import closest
from edition.text import Source, Span
from edition.yaml_tree import YamlError, parse

ROOT = Path(__file__).resolve().parent.parent
WORK = "id: w\ntitle: {en: W}\nbase: en\nlanguages: [{tag: en, role: base}]\n"
VALID = {
    "library.yml": "title: {en: Library}\n",
    "glossary.yml": "terms: []\n",
    "w/work.yml": WORK,
    "w/en.md": "# Title\n\n1. First.\n",
}
SECONDS = 30  # far more than any of these takes, far less than one that does not end


def library(folder, overlay):
    return sample.library(folder, VALID | overlay)


def found(source):
    return [(p.code, p.source.path if p.source else "", p.message) for p in load.load(source)[1]]


BOMBS = {
    "billion laughs": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "an alias of itself": "a: &a [*a]\n",
    "merge keys": "a: &a {x: 1}\nb: {<<: *a}\n",
    "a tag that runs": "a: !!python/object/apply:os.system ['true']\n",
    "a tag of its own": "a: !x 1\n",
    "a binary": "a: !!binary AA==\n",
    "many directives": "".join(f"%TAG !a{n}! tag:x\n" for n in range(150_000)) + "--- a\n",
    "a directive": "%YAML 1.1\n---\na: b\n",
    "flow nesting": "a: " + "[" * 200_000,
    "flow mappings": "{a: " * 100_000,
    "block nesting": "- " * 200_000,
    "complex keys": "? " * 200_000,
    "a mapping for a key": "{a: 1}: 2\n",
    "many documents": "---\n" * 300_000,
    "the same key over and over": "a: 1\n" * 300_000,
    "a key of a megabyte": f"? {'a' * 1_000_000}\n: b\n",
    "an open quotation": 'a: "' + "x\n" * 300_000,
    "an open flow": "a: [" + "x, " * 300_000,
    "colons": "a: " + ":" * 1_000_000 + "\n",
    "brackets inside out": "a: " + "]" * 300_000,
    "tabs": "a:\n" + "\t" * 300_000,
    "bad escapes": 'a: "' + "\\x" * 300_000 + '"',
    "surrogates": 'a: "\\ud800\\udfff"',
}


@pytest.mark.parametrize("name", BOMBS)
def test_yaml_bombs(tmp_path, name):
    source = library(tmp_path, {"glossary.yml": BOMBS[name]})
    begun = time.monotonic()
    problems = load.load(source)[1]
    assert time.monotonic() - begun < SECONDS
    assert problems
    assert {p.source.path for p in problems} == {"source/glossary.yml"}
    assert {p.code for p in problems} <= {"E006", "E010", "E011"}
    assert all(len(human(p)) < 5_000 for p in problems[:100])


def test_a_merge_key_is_a_key_like_any_other():
    assert parse("<<: {a: 1}\nb: 2").value == {"<<": {"a": "1"}, "b": "2"}


def test_a_directive_has_its_place():
    with pytest.raises(YamlError, match="directive") as error:
        parse("# x\n%TAG ! tag:x\n---\na: b\n")
    assert error.value.offset == 4


def test_a_percent_sign_is_no_directive():
    assert parse("a: '\n%x'\nb: 5 %TAG").value == {"a": " %x", "b": "5 %TAG"}


def test_a_long_name_is_near_to_nothing():
    assert closest("ab" * 500_000, ("id", "title")) == ""


@pytest.mark.parametrize("mark", ["\\-", "\\#", "\\1", "\\(", "\\\\", "*", "|", "*a", "\\"])
def test_marks_without_end_are_text(mark):
    text = inline(mark * 20_000)[0]
    assert len(text) <= len(mark) * 20_000


def test_a_run_of_escapes_reads_as_it_always_did():
    assert inline(r"\#\#\- *a* | b") == ("##- a  b", (Span(4, 5),), (6,))


def test_a_text_of_very_many_blocks_is_refused(monkeypatch):
    monkeypatch.setattr(edition_text, "MAX_BLOCKS", 3)
    document, problems = edition_text.read(
        Source("en.md", "# T\n\na\n\nb\n\nc\n"), "en", "continuous"
    )
    assert [(p.code, p.span.start) for p in problems] == [("E004", 11)]
    assert [s.text for s in document.segments] == ["T", "a", "b"]


OUTSIDE = ("library.yml", "glossary.yml", "conversion.yml", "w/work.yml", "w/en.md", "w/notes.yml",
           "w/references.yml", "w/emendations.yml", "w/original.txt")  # fmt: skip
KINDS = ("outside", "relative", "nowhere", "loop", "folder", "pipe", "socket", "device")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", OUTSIDE)
def test_what_is_no_file_of_the_library_is_neither_read_nor_waited_for(
    tmp_path, monkeypatch, name, kind
):
    source = library(
        tmp_path, {"w/work.yml": WORK + "original: original.txt\n", "w/original.txt": "x"}
    )
    (tmp_path / "secret").write_text("terms: [secret]\n")
    monkeypatch.chdir(source / name.rpartition("/")[0])
    path = Path(name.rpartition("/")[2])
    path.unlink(missing_ok=True)
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(path))
    else:
        targets = {
            "outside": tmp_path / "secret",
            "relative": Path(*[".."] * (1 + name.count("/")), "secret"),
            "nowhere": tmp_path / "nowhere",
            "loop": Path(path.name),
            "device": Path("/dev/zero"),
        }
        path.symlink_to(targets[kind])
    problems = [p for p in found(source) if p[0] != "W013"]
    assert [p[:2] for p in problems] == [("E001", f"source/{name}")]
    assert problems[0][2]
    assert "secret" not in str(problems)


def test_a_link_inside_the_library_is_a_file_of_it(tmp_path):
    source = library(tmp_path, {"shared.txt": "# Title\n\n1. First.\n", "w/en.md": None})
    (source / "w" / "en.md").symlink_to("../shared.txt")
    assert [p[0] for p in found(source)] == ["W013"]


def test_a_work_that_is_a_link_out_of_the_library(tmp_path):
    source = library(tmp_path, {})
    elsewhere = sample.library(
        tmp_path / "other", {"v/work.yml": WORK.replace("w", "v"), "v/secret.yml": "x"}
    )
    (source / "v").symlink_to(elsewhere / "v")
    assert found(source) == [("E001", "source/v", "the path leads out of the source folder")]


def test_a_work_that_is_a_link_to_another(tmp_path):
    source = library(tmp_path, {})
    (source / "v").symlink_to("w")
    assert {p[0] for p in found(source)} == {"E011", "E012"}


def test_a_folder_that_cannot_be_read(tmp_path, monkeypatch):
    source = library(tmp_path, {})
    scandir = os.scandir

    def refusing(path):
        if str(path).endswith("/w"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert ("E001", "source/w", "Permission denied") in found(source)


def test_an_unreadable_file(tmp_path, monkeypatch):
    source = library(tmp_path, {})
    opened = Path.open

    def refusing(path, *arguments, **how):
        if path.name == "en.md":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments, **how)

    monkeypatch.setattr(Path, "open", refusing)
    assert found(source) == [("E001", "source/w/en.md", "Permission denied")]


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "..", "a/../../secret", "C:\\x", "."])
def test_an_original_out_of_its_folder(tmp_path, name):
    (tmp_path / "secret").write_text("secret")
    source = library(tmp_path, {"w/work.yml": f"{WORK}original: '{name}'\n"})
    assert [p[:2] for p in found(source)] == [("E011", "source/w/work.yml")]


@pytest.mark.parametrize("name", ["EN.md", "En.md", "WORK.YML", "Notes.yml"])
def test_a_name_that_differs_in_case_alone_is_not_read(tmp_path, name):
    source = library(tmp_path, {f"w/{name}": "# Other\n"})
    assert [p[:2] for p in found(source)] == [("W013", f"source/w/{name}")]


NAMES = [
    b"\xff\xfe.md",
    b"a\nb.md",
    b"\x1b[2J.md",
    "a\u202eb.yml".encode(),
    b"-rf.md",
    b"'\"`$(x).md",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_cannot_command_a_terminal_nor_break_a_report(tmp_path, name):
    source = library(tmp_path, {})
    Path(os.fsdecode(bytes(source / "w") + b"/" + name)).write_text("x")
    for options in ((), ("--json",)):
        folders = (
            "--source",
            str(source),
            "--docs",
            str(tmp_path / "d"),
            "--site",
            str(tmp_path / "s"),
        )
        done = CliRunner().invoke(main, ["check", *options, *folders])
        assert done.exit_code == 0 and done.exception is None
        shown = done.output
        assert "W013" in shown
        assert all(c.isprintable() or c == "\n" for c in shown)
        assert shown.count("\n") == shown.replace("a\ufffdb", "").count("\n")
    text = site.manifest(tmp_path / "nowhere", source).decode("utf-8")
    assert '"w/en.md"' in text


def test_words_of_a_text_cannot_command_a_terminal(tmp_path):
    source = library(
        tmp_path, {"glossary.yml": 'terms: [{id: "\u202eevil\u2028", forms: {en: [a]}}]\n'}
    )
    (problem,) = load.load(source)[1]
    assert "\u202e" in problem.message
    assert "\u202e" not in human(problem) and "\u2028" not in human(problem)


def test_the_manifest_tells_nothing_of_what_lies_outside(tmp_path):
    source = library(tmp_path, {"a.png": "x"})
    (tmp_path / "secret").write_text("secret")
    (source / "b.png").symlink_to(tmp_path / "secret")
    (source / "c.png").symlink_to("/dev/zero")
    (source / "d.png").symlink_to("a.png")
    text = site.manifest(tmp_path / "nowhere", source).decode("utf-8")
    assert '"a.png"' in text and '"d.png"' in text
    assert '"b.png"' not in text and '"c.png"' not in text


@pytest.mark.parametrize("name", ["glossary.yml", "w/en.md"])
def test_a_file_that_is_too_large(tmp_path, monkeypatch, name):
    monkeypatch.setattr(load, "MAX_FILE", 100)
    source = library(tmp_path, {name: "x" * 101})
    assert found(source) == [("E004", f"source/{name}", "the limit is 100 bytes")]


def test_a_sparse_file_of_a_terabyte(tmp_path):
    source = library(tmp_path, {})
    with (source / "w" / "en.md").open("wb") as file:
        file.truncate(1 << 40)
    assert [p[:2] for p in found(source)] == [("E004", "source")]


def test_a_library_of_very_many_files(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "MAX_ENTRIES", 10)
    source = library(tmp_path, {f"w{n}/work.yml": "x" for n in range(10)})
    assert found(source) == [("E004", "source", "the limit of a library is 10 files")]
    assert not pipeline.check(source)[0].readings


def test_a_library_of_very_many_bytes(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "MAX_BYTES", 1000)
    source = library(tmp_path, {f"w/{n}.png": "x" * 300 for n in range(4)})
    assert found(source) == [("E004", "source", "the limit of a library is 1000 bytes")]


def test_a_file_of_controls_is_told_once(tmp_path):
    source = library(tmp_path, {"w/en.md": "\x01" * 3_000_000})
    (problem,) = [p for p in found(source) if p[0] == "E006"]
    assert problem[2] == "U+0001 is no character of a text, and at least 999 more like it"


def test_the_command_ends_on_all_of_it_at_once(tmp_path):
    """As a user runs it, with all that is bad in one library: problems, no traceback, no hang."""
    overlay = {"glossary.yml": BOMBS["flow nesting"], "w/notes.yml": BOMBS["billion laughs"]}
    source = library(tmp_path, {**overlay, "w/en.md": None, "v/work.yml": b"\xff\x00"})
    os.mkfifo(source / "w" / "en.md")
    os.mkfifo(source / "conversion.yml")
    command = [sys.executable, str(ROOT / "build_site.py"), "check", "--source", str(source)]
    command += ["--docs", str(tmp_path / "docs"), "--site", str(tmp_path / "site")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=2 * SECONDS, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.count("E001") == 2 and done.stderr.count("E010") >= 2
