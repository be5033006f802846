"""Builds that are cut short, meet each other or find the disk full: old state or new, no mixture.

Each cut build runs in a process of its own, which an audit hook (PEP 578) stops at the n-th
change of the disk. Most of them have a renderer that only copies; the last tests have real ones.
"""

import errno
import functools
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sample

from edition import exclusive, pipeline
from edition.problems import has_errors
from edition.save import MANIFEST

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

ROOT = Path(__file__).resolve().parent.parent
WORK = "id: w\ntitle: {{en: T}}\nbase: en\nlanguages:\n  - {{tag: en, role: base}}\n{more}"
FIRST = {
    "library.yml": "title: {en: L}\nversion: '1'\n",
    "glossary.yml": "terms:\n  - {id: rule, forms: {en: [rule]}, definition: {en: D}}\n",
    "w/work.yml": WORK.format(more=""),
    "w/en.md": "# T\n\n## One\n\n1. A rule.\n\n## Two\n\n2. Another.\n",
}
SECOND = FIRST | {
    "glossary.yml": "terms: []\n",
    "w/work.yml": WORK.format(more="  - {tag: zh-Hans, role: translation}\n"),
    "w/en.md": "# T\n\n## One\n\n1. A rule, changed.\n",
    "w/zh-Hans.md": "# 题\n\n## 一\n\n1. 一条规则，已改。\n",
}
NEW = {"open", "os.mkdir"}
CHANGES = NEW | {"os.rename", "os.remove", "os.rmdir"}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def copied(config, docs, target, renderer, locks, pause=0.0):
    """Renders by copying, a folder and a file at a time."""
    target.mkdir()
    for path in sorted(p for p in docs.rglob("*.md")):
        to = target / path.relative_to(docs).with_suffix(".html")
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(path.read_bytes())
        time.sleep(pause)
    return ()


@pytest.fixture
def fake(monkeypatch):
    monkeypatch.setattr(pipeline.site, "render", copied)
    monkeypatch.setattr(pipeline.audit, "audit", lambda edition, site: ())
    outputs, write_all = {}, pipeline.writers.write_all

    def write_once(edition):
        if id(edition) not in outputs:
            outputs[id(edition)] = tuple(write_all(edition))
        return outputs[id(edition)]

    monkeypatch.setattr(pipeline, "check", functools.cache(pipeline.check))
    monkeypatch.setattr(pipeline.writers, "write_all", write_once)
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)  # a killed process needs none


def built(source, folder):
    at = pipeline.Folders(source, folder / "docs", folder / "site", ROOT / "mkdocs.yml")
    return pipeline.build(at, lambda stage: None)


def files(folder):
    """Path → bytes of every file; no lock, nothing temporary."""
    found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    return {path: file.read_bytes() for path, file in found.items()}


@pytest.fixture
def states(tmp_path, fake):
    """The sources before and after, a folder built from each, and the files of each site."""
    found = {}
    for name, texts in (("old", FIRST), ("new", SECOND)):
        source = sample.library(tmp_path / f"of-{name}", texts)
        (tmp_path / name).mkdir()
        assert not has_errors(built(source, tmp_path / name))
        found[name] = source
    return found


def writes(event, arguments):
    """Whether an audit event that opens a file or changes a folder changes the disk."""
    return event != "open" or (isinstance(arguments[0], str | bytes) and arguments[2] & WRITES)


def child(task):
    """Runs a task in a process of its own; its exit code, or minus its signal."""
    if (process := os.fork()) == 0:
        code = 99
        try:
            code = task()
        except BaseException as error:
            os.write(2, repr(error).encode())
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def at_the(number, events, react):
    """Calls `react` at the n-th of these changes of the disk and at all that follow."""
    count = 0

    def hook(event, arguments):
        nonlocal count
        if event in events and writes(event, arguments):
            count += 1
            if count >= number:
                react()

    sys.addaudithook(hook)


def kill():
    os.kill(os.getpid(), signal.SIGKILL)


def fill():
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "here")


def copy_of(folder, to):
    for name in ("docs", "site"):
        shutil.copytree(folder / name, to / name)


def repaired(states, tmp_path, folder):
    """Builds anew, and finds what a clean build makes and nothing else."""
    assert not has_errors(built(states["new"], folder))
    assert sorted(p.name for p in folder.iterdir()) == ["docs", "site"]
    for name in ("docs", "site"):
        assert files(folder / name) == files(tmp_path / "new" / name)


def test_a_build_that_is_killed_anywhere_leaves_a_whole_site_that_the_next_one_renews(
    states, tmp_path
):
    old, new = files(tmp_path / "old" / "site"), files(tmp_path / "new" / "site")
    seen = set()
    for number in range(1, 1000):
        folder = tmp_path / f"at-{number}"
        copy_of(tmp_path / "old", folder)

        def task(number=number, folder=folder):
            at_the(number, CHANGES, kill)
            return has_errors(built(states["new"], folder))

        code = child(task)
        site = folder / "site"
        kept = site if site.exists() else folder / ".site.old"
        assert files(kept) in (old, new)
        seen.add((files(kept) == new, kept == site))
        repaired(states, tmp_path, folder)
        shutil.rmtree(folder)
        if code != -signal.SIGKILL:
            assert code == 0
            break
    assert number > 40
    assert seen == {(False, True), (False, False), (True, True)}


def test_a_failing_build_after_a_kill_gives_the_old_site_back(states, tmp_path):
    folder = tmp_path / "cut"
    copy_of(tmp_path / "old", folder)
    (folder / "site").rename(folder / ".site.old")
    bad = sample.library(tmp_path / "bad", SECOND | {"w/en.md": "1. No title.\n"})
    assert has_errors(built(bad, folder))
    assert files(folder / "site") == files(tmp_path / "old" / "site")


def test_what_is_left_of_a_deleted_site_is_never_taken_for_a_site(states, tmp_path):
    """Killed while it deleted the previous site; then someone deletes the site (`make clean`)."""
    folder = tmp_path / "cut"
    copy_of(tmp_path / "old", folder)
    (folder / "site").rename(folder / ".site.old.gone")
    (folder / ".site.old.gone" / "manifest.json").unlink()
    repaired(states, tmp_path, folder)


def test_a_disk_that_is_full_from_any_moment_on_loses_nothing(states, tmp_path):
    """What is new fails; what is renamed or deleted does not."""
    old, new = files(tmp_path / "old" / "site"), files(tmp_path / "new" / "site")
    for number in range(1, 1000):
        folder = tmp_path / f"at-{number}"
        copy_of(tmp_path / "old", folder)

        def task(number=number, folder=folder):
            at_the(number, NEW, fill)
            problems = built(states["new"], folder)
            return 1 if [p.code for p in problems] == ["E508"] else 2 * has_errors(problems)

        code = child(task)
        assert code in (0, 1)
        assert files(folder / "site") == (new if code == 0 else old)
        if code:
            assert not [p for p in folder.rglob(".*.tmp")] + [*folder.glob(".site.*")]
        repaired(states, tmp_path, folder)
        shutil.rmtree(folder)
        if code == 0:
            break
    assert number > 30


@pytest.mark.parametrize("limit", [0, 30, 200, 800])
def test_a_write_that_the_system_refuses_is_named(states, tmp_path, limit):
    resource = pytest.importorskip("resource")
    folder = tmp_path / "at"
    copy_of(tmp_path / "old", folder)
    heard, said = os.pipe()

    def task():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        (problem,) = built(states["new"], folder)
        os.write(said, problem.message.encode())
        return problem.code == "E508"

    assert child(task) == 1
    message = os.read(heard, 10_000).decode()
    assert message.endswith(os.strerror(errno.EFBIG))
    assert str(folder / "docs") in message
    assert files(folder / "site") == files(tmp_path / "old" / "site")
    repaired(states, tmp_path, folder)


def test_builds_at_once_wait_for_each_other(states, tmp_path, monkeypatch):
    def slow(*arguments):
        return copied(*arguments, pause=0.02)

    monkeypatch.setattr(pipeline.site, "render", slow)
    folder = tmp_path / "shared"
    folder.mkdir()
    processes = []
    for name in ("old", "new") * 3:
        if (process := os.fork()) == 0:
            code = 99
            try:
                code = has_errors(built(states[name], folder))
            finally:
                os._exit(code)
        processes.append(process)
    assert [os.waitstatus_to_exitcode(os.waitpid(p, 0)[1]) for p in processes] == [0] * 6
    site = files(folder / "site")
    assert site in [files(tmp_path / name / "site") for name in ("old", "new")]
    repaired(states, tmp_path, folder)


@pytest.mark.parametrize("name", [".site.lock", "docs/.generated.lock"])
def test_a_build_that_waits_too_long_is_refused(states, tmp_path, monkeypatch, name):
    stages = []
    folder = tmp_path / "old"
    before = files(folder / "site"), files(folder / "docs")
    at = pipeline.Folders(states["new"], folder / "docs", folder / "site", ROOT / "mkdocs.yml")
    real = exclusive.held
    with real(folder / name, lambda: None):
        monkeypatch.setattr(
            pipeline.exclusive, "held", lambda path, waiting: real(path, waiting, 0.2)
        )
        (problem,) = pipeline.build(at, stages.append)
        assert problem.code == "E507"
        assert str(folder / name) in problem.message
    assert stages[-1] == "wait for another build"
    assert (files(folder / "site"), files(folder / "docs")) == before
    repaired(states, tmp_path, folder)


def test_a_lock_file_that_nobody_holds_blocks_nobody(states, tmp_path):
    for name in (".site.lock", "docs/.generated.lock"):
        (tmp_path / "old" / name).write_text("")
    repaired(states, tmp_path, tmp_path / "old")


def test_temporary_files_of_others_stay(states, tmp_path):
    docs = tmp_path / "old" / "docs"
    for name in (".index.md.1.tmp", ".mine.md.1.tmp", f".{MANIFEST}.7.tmp"):
        (docs / name).write_text("half")
    assert not has_errors(built(states["new"], tmp_path / "old"))
    assert [p.name for p in docs.glob(".*.tmp")] == [".mine.md.1.tmp"]


def command(source, folder):
    options = ("--source", source, "--docs", folder / "docs", "--site", folder / "site")
    return [sys.executable, str(ROOT / "build_site.py"), "build", *map(str, options)]


def test_a_renderer_that_outlives_its_build_keeps_the_next_one_waiting(tmp_path):
    """The build is killed, the renderer is not: its process has the locks still."""
    source = sample.library(tmp_path, FIRST)
    for name in ("cut", "clean"):
        sample.copy_docs(tmp_path / name / "docs")
    assert not has_errors(built(source, tmp_path / "clean"))
    process = subprocess.Popen(command(source, tmp_path / "cut"), stderr=subprocess.DEVNULL)
    while not (tmp_path / "cut" / ".site.new.work" / "mkdocs.yml").exists():
        assert process.poll() is None
        time.sleep(0.01)
    time.sleep(0.3)
    process.kill()
    process.wait()
    stages = []
    at = pipeline.Folders(
        source, tmp_path / "cut" / "docs", tmp_path / "cut" / "site", ROOT / "mkdocs.yml"
    )
    assert not has_errors(pipeline.build(at, stages.append))
    assert stages[0] == "wait for another build"
    for name in ("docs", "site"):
        assert files(tmp_path / "cut" / name) == files(tmp_path / "clean" / name)
    assert sorted(p.name for p in (tmp_path / "cut").iterdir()) == ["docs", "site"]


def test_a_renderer_without_room_is_a_full_disk(tmp_path, renderer):
    resource = pytest.importorskip("resource")
    source = sample.library(tmp_path, FIRST)
    sample.copy_docs(tmp_path / "docs")
    done = subprocess.run(
        [*command(source, tmp_path), "--renderer", renderer],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)),
    )
    assert done.returncode == 1
    assert "E508" in done.stderr
    assert os.strerror(errno.EFBIG) in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "site").exists()
    assert not list(tmp_path.glob(".site.*"))
