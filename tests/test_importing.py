"""`import`: from raw text to a work that passes `check`, with a report."""

import json

import pytest
from click.testing import CliRunner

from edition import importing, pipeline
from edition.cli import main
from edition.readers.extracted import extract
from edition.text import Source

RAW = """\
A/CONF.900/WP.3

Rules for the care of wells

1. Wells are open to all who come, at any hour of the day and of the night, and
nobody has to say why they come or how much water they mean to take from the we-
\f
A/CONF.900/WP.3
Page 2

ll, as long as they leave some of it for those who come after them and who are thirsty.

(a) The ﬁrst rule is to share the rope;

(b) The second is to leave the bucket where it was found, since others look for it
there and have no light.

\u2022 Light is lent at the gate.
"""


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "library.yml").write_text("title: {en: Library}\n", "utf-8")
    (folder / "glossary.yml").write_text("terms: []\n", "utf-8")
    return folder


def run(source, *arguments, text=RAW):
    folders = [
        "--source",
        source,
        "--docs",
        source.parent / "docs",
        "--site",
        source.parent / "site",
    ]
    return CliRunner().invoke(main, ["import", *map(str, (*arguments, *folders))], input=text)


def test_an_imported_work_passes_every_check(source):
    done = run(source, "-", "--work", "wells", "--lang", "en")
    assert done.exit_code == 0, done.output
    _, problems = pipeline.check(source)
    assert problems == ()
    text = (source / "wells" / "en.md").read_text("utf-8")
    assert text.startswith("# Rules for the care of wells\n\n1. Wells are open")
    assert "from the well, as long as" in text
    assert "(a) The first rule is to share the rope;" in text
    assert "- Light is lent at the gate." in text
    assert (source / "wells" / "original.txt").read_text("utf-8") == RAW
    work = (source / "wells" / "work.yml").read_text("utf-8")
    assert 'symbol: "A/CONF.900/WP.3"' in work


def test_every_repair_is_reported(source):
    done = run(source, "-", "--work", "wells", "--lang", "en")
    lines = done.stdout.splitlines()
    assert "-:1:1: document symbol: “A/CONF.900/WP.3” (it names the document;" in lines[0]
    assert any(line.startswith("-:9:1: page number: “Page 2” (") for line in lines)
    assert any("ligature: “ﬁ” → “fi”" in line for line in lines)
    assert any("hyphen: “-” (" in line for line in lines)
    assert any("bullet: “•” → “-” (" in line for line in lines)


def test_the_report_is_data_too(source):
    done = run(source, "-", "--work", "wells", "--lang", "en", "--json", "--dry-run")
    data = json.loads(done.stdout)
    assert data["title"] == "Rules for the care of wells"
    assert data["symbol"] == "A/CONF.900/WP.3"
    number = next(repair for repair in data["repairs"] if repair["kind"] == "page number")
    assert (number["line"], number["column"], number["removed"]) == (9, 1, "Page 2")
    assert RAW[number["start"] : number["end"]] == "Page 2"
    assert not (source / "wells").exists()


def test_bytes_of_another_encoding_are_refused_with_a_hint(source):
    file = source.parent / "big5.txt"
    file.write_bytes("水井規則\n\n一、水井向所有人開放。\n".encode("big5"))
    done = run(source, file, "--work", "wells", "--lang", "zh-Hant")
    assert done.exit_code == 1
    assert "E002" in done.output and "--encoding" in done.output
    assert not (source / "wells").exists()
    done = run(source, file, "--work", "wells", "--lang", "zh-Hant", "--encoding", "big5")
    assert done.exit_code == 0
    assert "水井向所有人開放" in (source / "wells" / "zh-Hant.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--work", "Wells", "--lang", "en"), "a work's id"),
        (("--work", "wells", "--lang", "english!"), "--lang"),
        (("--work", "wells", "--lang", "en", "--encoding", "klingon"), "is not known"),
    ],
)
def test_wrong_calls_are_refused(source, arguments, said):
    done = run(source, "-", *arguments)
    assert done.exit_code == 2
    assert said in done.output


def test_nothing_is_written_over(source):
    assert run(source, "-", "--work", "wells", "--lang", "en").exit_code == 0
    done = run(source, "-", "--work", "wells", "--lang", "en")
    assert (done.exit_code, "is there already" in done.output) == (2, True)


def test_a_translation_is_added_to_its_work(source):
    assert run(source, "-", "--work", "wells", "--lang", "en").exit_code == 0
    before = (source / "wells" / "work.yml").read_bytes()
    done = run(
        source, "-", "--work", "wells", "--lang", "zh-Hans", text="水井规则\n\n1. 水井开放。\n"
    )
    assert done.exit_code == 0
    assert (source / "wells" / "zh-Hans.md").read_text("utf-8") == "# 水井规则\n\n1. 水井开放。\n"
    assert (source / "wells" / "work.yml").read_bytes() == before


def test_a_text_of_nothing_is_an_error(source):
    done = run(source, "-", "--work", "wells", "--lang", "en", text=" \n\f\n")
    assert (done.exit_code, "E605" in done.output) == (1, True)


@pytest.mark.parametrize("text", ['"', "\\", "\x00", "\u2028", "\U0001f600", "a: b", "#", "\ud800"])
def test_what_is_written_as_yaml_reads_back(text):
    import yaml

    if text in ("\x00", "\ud800"):
        assert "\\u" in importing.quoted(text)
    else:
        assert yaml.safe_load(importing.quoted(text)) == text


def test_places_of_a_moved_footnote(source):
    raw = (
        "Rules\n\n1. The wells of the northern district are open to all1 who come to them by day\n"
        "and by night, and the keepers of these wells have no right whatever to refuse the\n"
        "____________\n1 See the rules of 2031.\n\fuse of the rope to anyone who asks for it in"
        " the course of the day or of the night.\n"
    )
    done = extract(Source("raw.txt", raw), "en")
    assert [(o.line, o.reason, o.at) for o in done.omissions] == [
        (5, "rule", ""),
        (6, "footnote", "u1"),
    ]
    assert "refuse the use of the rope" in done.text
    assert done.text.endswith("\n\n1 See the rules of 2031.\n")
