"""Commands: names, options, exit codes."""

import json
import socket
import urllib.request

import click
import pytest
import sample
from click.testing import CliRunner

from edition import cli, pipeline
from edition.cli import main
from edition.model import Output
from edition.problems import Problem
from edition.save import save


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


def test_ids_are_recorded_once_and_nothing_where_one_is_lost(source):
    run("new", "my-work", "--lang", "en", "--source", source)
    assert not (source / "my-work" / "ids.lock").exists()
    result = run("lock", "--source", source)
    assert result.exit_code == 0
    assert result.stderr.endswith("my-work/ids.lock: 2 new ids (title, p1)\n")
    before = (source / "my-work" / "ids.lock").read_bytes()
    again = run("lock", "my-work", "--source", source)
    assert again.stderr.endswith("my-work/ids.lock: nothing new\n")
    assert (source / "my-work" / "ids.lock").read_bytes() == before
    (source / "my-work" / "en.md").write_text("# Title\n\n2. Something else.\n", "utf-8")
    result = run("lock", "--source", source)
    assert result.exit_code == 1
    assert "E411 p1 has vanished" in result.stderr
    assert (source / "my-work" / "ids.lock").read_bytes() == before
    assert run("check", "--source", source).exit_code == 1


@pytest.mark.parametrize(
    "arguments", [["my-wrok"], ["--same", "p9"], ["--current", "fr:p1"], ["--current", "en"]]
)
def test_what_is_to_be_recorded_must_be_there(source, arguments):
    run("new", "my-work", "--lang", "en", "--source", source)
    assert run("lock", "--source", source, *arguments).exit_code == 2
    assert not (source / "my-work" / "ids.lock").exists()


def test_a_rewritten_paragraph_and_a_translation_are_confirmed(source):
    run("new", "my-work", "--lang", "en", "--source", source)
    work = source / "my-work"
    listed = (work / "work.yml").read_text("utf-8")
    listed = listed.replace("symbol:", "  - {tag: fr, role: translation}\nsymbol:")
    (work / "work.yml").write_text(listed, "utf-8")
    (work / "fr.md").write_text("# Titre\n\n1. Alinéa.\n", "utf-8")
    assert run("lock", "--source", source).exit_code == 0
    (work / "en.md").write_text("# Title\n\n1. Something else.\n", "utf-8")
    assert run("lock", "--source", source).exit_code == 1
    result = run("lock", "--same", "p1", "--source", source)
    assert result.exit_code == 0
    assert "W415 p1 was translated from an earlier wording" in result.stderr
    assert run("lock", "--current", "fr:p1", "--source", source).exit_code == 0
    assert run("check", "--strict", "--source", source).exit_code == 0


def test_problems_give_1_and_json(source):
    run("new", "my-work", "--lang", "en", "--source", source)
    (source / "my-work" / "en.md").write_text("1. “Open.\n\n1. Twice.\n", "utf-8")
    result = run("check", "--json", "--source", source)
    assert result.exit_code == 1
    assert {"E101", "W103", "E104"} == {p["code"] for p in json.loads(result.output)}


def test_terms_are_reviewed_for_people_and_as_json(source):
    run("new", "my-work", "--lang", "en", "--source", source)
    (source / "my-work" / "en.md").write_text("# Arms\n\n1. Disarm: “open.\n", "utf-8")
    entry = "terms: [{id: arms, forms: {en: [arms, arm]}, definition: {en: D}}]\n"
    (source / "glossary.yml").write_text(entry, "utf-8")
    plain = run("check", "--source", source)
    shown = run("check", "--terms", "--source", source)
    assert plain.exit_code == shown.exit_code == 0
    assert plain.stdout == ""
    assert shown.stderr == plain.stderr
    assert shown.stdout.startswith("arms: 1 marked (en 1), 1 not\n  ")
    assert "my-work/en.md:3:7: Dis[arm]: “open.: inside the word “Disarm”" in shown.stdout
    data = json.loads(run("check", "--terms", "--json", "--source", source).stdout)
    assert data["problems"] == json.loads(run("check", "--json", "--source", source).stdout)
    assert [(t["id"], t["marked"], len(t["unmarked"])) for t in data["terms"]] == [
        ("arms", {"en": 1}, 1)
    ]


def test_the_review_of_terms_leaves_the_exit_code_alone(source):
    run("new", "my-work", "--lang", "en", "--source", source)
    (source / "my-work" / "en.md").write_text("1. “Open.\n\n1. Twice.\n", "utf-8")
    assert run("check", "--terms", "--source", source).exit_code == 1
    (source / "my-work" / "en.md").write_text("# T\n\n1. “Open.\n", "utf-8")
    assert run("check", "--terms", "--source", source).exit_code == 0
    assert run("check", "--terms", "--strict", "--source", source).exit_code == 1


def test_usage_gives_2(tmp_path):
    assert run("check", "--source", tmp_path / "none").exit_code == 2
    assert run("nothing").exit_code == 2


@pytest.mark.parametrize(
    "options",
    [
        ["--lang", "../x"],
        ["--lang", "fr: ["],
        ["--lang", "FR"],
        ["--lang", "my-work"],
    ],
)
def test_a_new_work_needs_a_language_tag(source, options):
    assert run("new", "my-work", *options, "--source", source).exit_code == 2
    assert not (source / "my-work").exists()


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [(["w", "--lang", "zh_hans"], "zh-Hans"), (["P5_a"], "p5-a"), (["My Work"], "my-work")],
)
def test_a_usage_error_says_what_was_meant(source, arguments, meant):
    result = run("new", *arguments, "--source", source)
    assert result.exit_code == 2
    assert f"did you mean “{meant}”?" in " ".join(result.output.split())


def test_a_folder_that_is_not_there_may_be_misspelt(source):
    result = run("check", "--source", source.with_name("sorce"))
    assert result.exit_code == 2
    assert "did you mean “source”?" in " ".join(result.output.split())
    assert "did you mean" not in run("check", "--source", source / "no" / "such").output


def test_the_schemas_are_written_once(tmp_path):
    folder = tmp_path / "a" / "schemas"
    assert run("schemas", "--to", folder).exit_code == 0
    written = {path.name: path.stat().st_ino for path in folder.iterdir()}
    assert {path.name for path in (cli.ROOT / "schemas").iterdir()} == set(written)
    (folder / "work.json").write_text("x", "utf-8")
    assert run("schemas", "--to", folder).exit_code == 0
    again = {path.name: path.stat().st_ino for path in folder.iterdir()}
    assert {name for name in written if written[name] != again[name]} == {"work.json"}


def test_a_folder_of_schemas_that_cannot_be_made_is_a_usage_error(tmp_path):
    (tmp_path / "file").write_text("x", "utf-8")
    assert run("schemas", "--to", tmp_path / "file" / "schemas").exit_code == 2


def test_a_new_work_leads_editors_to_the_schemas_beside_its_source(source, tmp_path):
    run("new", "first", "--source", source)
    run("schemas", "--to", tmp_path / "schemas")
    run("new", "second", "--source", source)
    first, second = (
        (source / name / "work.yml").read_text("utf-8") for name in ("first", "second")
    )
    assert first.startswith("id: ")
    line, _, rest = second.partition("\n")
    assert rest.startswith("id: ")
    target = source / "second" / line.removeprefix("# yaml-language-server: $schema=")
    assert target.resolve() == tmp_path / "schemas" / "work.json"
    assert run("check", "--source", source).exit_code == 0


@pytest.mark.parametrize("name", ["glossary", "manifest", "guide", "404", "sitemap", "fr"])
def test_a_new_work_has_no_reserved_id(source, name):
    result = run("new", name, "--source", source)
    assert result.exit_code == 2
    assert name in result.output
    assert not (source / name).exists()


@pytest.mark.parametrize(
    ("docs", "site"),
    [
        ("docs", "source"),
        ("docs", "source/w"),
        ("docs", "."),
        ("docs", "docs"),
        ("docs", "docs/site"),
        ("site/docs", "site"),
        ("source", "site"),
        ("docs", "x/../source"),
        ("docs", "link"),
    ],
)
def test_folders_that_overlap_are_refused(source, tmp_path, docs, site):
    run("new", "my-work", "--source", source)
    (tmp_path / "link").symlink_to(source)
    before = sorted(source.rglob("*"))
    options = ["--source", source, "--docs", tmp_path / docs, "--site", tmp_path / site]
    result = run("build", *options)
    assert result.exit_code == 2
    assert "two folders" in result.output
    assert sorted(source.rglob("*")) == before


def test_a_folder_that_is_no_site_is_never_replaced(source, tmp_path):
    run("new", "my-work", "--lang", "en", "--source", source)
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "thesis.txt").write_text("thesis", "utf-8")
    options = ["--source", source, "--docs", tmp_path / "docs", "--site", tmp_path / "precious"]
    result = run("build", *options)
    assert result.exit_code == 1
    assert "precious/thesis.txt:1:1: E506" in result.output
    assert (tmp_path / "precious" / "thesis.txt").read_text("utf-8") == "thesis"
    assert not (tmp_path / "docs").exists()
    assert run("serve", *options).exit_code == 1


def test_a_loop_of_links_is_a_usage_error(source, tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert run("build", "--source", source, "--site", tmp_path / "loop").exit_code == 2


def test_a_folder_that_cannot_be_made_is_a_usage_error(source, tmp_path):
    run("new", "my-work", "--lang", "en", "--source", source)
    (tmp_path / "file").write_text("x", "utf-8")
    options = ["--source", source, "--docs", tmp_path / "file" / "docs", "--site", tmp_path / "s"]
    result = run("build", *options)
    assert result.exit_code == 2
    assert "file/docs" in result.output


def test_a_site_is_made_with_the_folders_above_it(source, tmp_path):
    run("new", "my-work", "--lang", "en", "--source", source)
    sample.copy_docs(tmp_path / "docs")
    site = tmp_path / "a" / "b" / "site"
    for _ in range(2):
        result = run("build", "--source", source, "--docs", tmp_path / "docs", "--site", site)
        assert result.exit_code == 0, result.output
    assert (site / "manifest.json").is_file()


def test_no_more_than_a_hundred_problems_are_printed(source):
    run("new", "my-work", "--lang", "en", "--source", source)
    (source / "my-work" / "en.md").write_text("# T\n\n" + "(a) Item\n\n" * 150, "utf-8")
    result = run("check", "--source", source)
    assert result.output.count(": E102 ") == 100
    total = len(json.loads(run("check", "--json", "--source", source).output))
    assert total >= 150
    assert f"and {total - 100} more" in result.output


def test_errors_come_before_warnings_where_not_all_are_printed(capsys):
    cli._report((*[Problem("W306", "w")] * 200, Problem("E301", "e")))
    assert capsys.readouterr().err.startswith("E301 e")


def serving(monkeypatch, source, tmp_path, *steps):
    """Runs `serve` with a build that only counts, one step at each pause, then stops it."""
    builds, left = [], list(steps)

    def build(at, progress):
        _, problems = pipeline.check(at.source)
        builds.append([p.code for p in problems if p.severity == "error"])
        save((Output("en/page.md", str(len(builds)).encode()),), at.docs)
        return problems

    def pause(seconds):
        if not left:
            raise KeyboardInterrupt
        left.pop(0)()

    monkeypatch.setattr(cli.pipeline, "build", build)
    monkeypatch.setattr(cli.time, "sleep", pause)
    monkeypatch.setattr(cli, "CONFIG", tmp_path / "mkdocs.yml")
    options = ["--source", source, "--docs", tmp_path / "docs", "--site", tmp_path / "site"]
    result = run("serve", "--port", 0, *options)
    assert result.exit_code == 0, result.output
    return builds, result


def test_serve_goes_on_after_an_error(monkeypatch, source, tmp_path):
    run("new", "my-work", "--lang", "en", "--source", source)
    text = source / "my-work" / "en.md"
    good = text.read_bytes()
    text.write_bytes(b"\xff")
    builds, result = serving(
        monkeypatch, source, tmp_path, lambda: None, lambda: text.write_bytes(good), lambda: None
    )
    assert [bool(codes) for codes in builds] == [True, False]
    assert result.output.splitlines()[-1] == "built"


def test_serve_builds_again_for_everything_that_people_write(monkeypatch, source, tmp_path):
    run("new", "my-work", "--lang", "en", "--source", source)
    names = ["mkdocs.yml", "overrides/main.html", "docs/guide.md", "source/my-work/en.md"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
    steps = [lambda name=name: (tmp_path / name).write_text("# T\n\nx\n") for name in names]
    generated = tmp_path / "docs" / "en" / "page.md"
    builds, _ = serving(monkeypatch, source, tmp_path, *steps, lambda: generated.write_text("x"))
    assert len(builds) == 1 + len(names)


def test_serve_answers(monkeypatch, source, tmp_path):
    run("new", "my-work", "--lang", "en", "--source", source)
    answers, addresses = [], []
    echo = click.echo
    monkeypatch.setattr(cli.click, "echo", lambda m, **k: (addresses.append(m), echo(m, **k)))

    def ask():
        (tmp_path / "site").mkdir()
        (tmp_path / "site" / "index.html").write_text("hello", "utf-8")
        answers.append(urllib.request.urlopen(addresses[-2], timeout=5).read())

    serving(monkeypatch, source, tmp_path, ask)
    assert answers == [b"hello"]


def test_a_port_in_use_is_a_usage_error(source, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        options = ["--source", source, "--docs", tmp_path / "docs", "--site", tmp_path / "site"]
        result = run("serve", "--port", taken.getsockname()[1], *options)
    assert result.exit_code == 2
    assert "in use" in result.output


@pytest.mark.parametrize("command", ["build", "serve"])
def test_a_renderer_that_is_not_installed_is_a_usage_error(monkeypatch, command):
    monkeypatch.setattr(cli, "is_installed", lambda renderer: renderer == "mkdocs")
    result = run(command, "--renderer", "zensical")
    assert result.exit_code == 2
    assert "pip install zensical" in result.output


def test_the_renderer_that_was_named_renders(monkeypatch, source, tmp_path):
    run("new", "my-work", "--lang", "en", "--source", source)
    seen = []
    monkeypatch.setattr(cli.pipeline, "build", lambda at, progress: seen.append(at.renderer) or ())
    monkeypatch.setattr(cli, "is_installed", lambda renderer: True)
    options = ["--source", source, "--docs", tmp_path / "docs", "--site", tmp_path / "site"]
    for renderer in ("mkdocs", "zensical"):
        run("build", "--renderer", renderer, *options)
    run("build", *options)
    assert seen == ["mkdocs", "zensical", "mkdocs"]
