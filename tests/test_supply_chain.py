"""What the project is built from is pinned, and a build opens no connection."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import sample
import yaml

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
# Imported by every Python that starts, those that the build starts too.
CUT_OFF = """import socket, sys

def refused(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        raise OSError(f"no network in this test: {event} {arguments[1:]}")

sys.addaudithook(refused)
"""


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_commit_with_its_version(path):
    used = re.findall(r"uses:\s*(.*)", path.read_text("utf-8"))
    assert used
    for each in used:
        assert re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v[0-9.]+", each), each


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_job_has_few_rights_and_an_end(path):
    workflow = yaml.safe_load(path.read_text("utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    for job in workflow["jobs"].values():
        assert 0 < job["timeout-minutes"] <= 60
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


def test_every_locked_package_has_a_version_and_hashes():
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    packages = [p for p in re.split(r"\n(?=[A-Za-z0-9])", lock) if not p.startswith("#")]
    assert len(packages) > 50
    for package in packages:
        assert re.match(r"[A-Za-z0-9._-]+==[^\s;]+", package), package[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", package), package[:80]


def test_updates_are_proposed_for_actions_and_packages():
    settings = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text("utf-8"))
    assert {u["package-ecosystem"] for u in settings["updates"]} == {"github-actions", "pip"}


def cut_off(folder, *arguments):
    """Runs a Python that can open no connection, nor any Python that it starts."""
    hook = folder / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(CUT_OFF, "utf-8")
    path = os.pathsep.join(filter(None, (str(hook), os.environ.get("PYTHONPATH"))))
    return subprocess.run(
        [sys.executable, *arguments],
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        cwd=ROOT,
    )


@pytest.mark.parametrize(
    "code",
    [
        "import urllib.request as r; r.urlopen('http://127.0.0.1:9/')",
        "import socket; socket.create_connection(('192.0.2.1', 80), 1)",
        "import subprocess as s, sys; c = 'import socket; socket.getaddrinfo(\"x.example\", 1)'; "
        "s.run([sys.executable, '-c', c], check=True)",
    ],
)
def test_a_connection_would_be_noticed(tmp_path, code):
    result = cut_off(tmp_path, "-c", code)
    assert result.returncode and "no network in this test" in result.stderr


def test_a_site_is_built_without_the_network(tmp_path):
    sample.copy_docs(tmp_path / "docs")
    folders = ("--docs", tmp_path / "docs", "--site", tmp_path / "site")
    result = cut_off(tmp_path, "build_site.py", "build", *map(str, folders))
    assert result.returncode == 0, result.stderr
    assert "no network in this test" not in result.stderr
    assert (tmp_path / "site" / "manifest.json").is_file()
