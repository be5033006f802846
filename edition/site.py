"""The only module that runs a renderer: MkDocs, or Zensical where it is installed."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, get_args

from edition.policy import with_policy
from edition.problems import Problem
from edition.save import replace_bytes
from edition.text import Source

Renderer = Literal["mkdocs", "zensical"]
RENDERERS: tuple[Renderer, ...] = get_args(Renderer)
UNNAMED = "https://example.org/"
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)">')
REFERENCES = ("*.bib", "*.ris", "*.csl.json")
ADDRESS = re.compile(r'^(UR  - |  url = \{|  "URL": ")…/(.*\n)', re.M)
# What each prints besides its complaints: progress, the stack of its own calls, colours.
_NOISE: dict[Renderer, re.Pattern[str]] = {
    "mkdocs": re.compile(r"^INFO .*\n", re.M),
    "zensical": re.compile(r"^(?:Build started\n|Traceback .*\n(?: .*\n)*)|\x1b\[[\d;]*m", re.M),
}


def is_installed(renderer: Renderer) -> bool:
    """Whether this Python can run the renderer."""
    return find_spec(renderer) is not None


def render(
    config: Path, docs: Path, target: Path, renderer: Renderer = "mkdocs"
) -> tuple[Problem, ...]:
    """Renders `docs` to `target`, which is not there yet; warnings are errors. Problem: E501."""
    target.parent.mkdir(parents=True, exist_ok=True)
    problems = _rendered(config, docs, target, renderer)
    if not problems:
        _name(target)
        for path in sorted(target.rglob("*.html")):
            path.write_bytes(with_policy(path.read_text("utf-8")).encode("utf-8"))
    return problems


def _rendered(config: Path, docs: Path, target: Path, renderer: Renderer) -> tuple[Problem, ...]:
    with tempfile.TemporaryDirectory() as folder:
        if renderer == "mkdocs":
            return _run(renderer, _settings(Path(folder), config, docs.resolve(), target.resolve()))
        # Zensical reads and writes only inside the folder of its settings.
        shutil.copytree(docs, Path(folder) / "docs")
        problems = _run(renderer, _settings(Path(folder), config, Path("docs"), Path("site")))
        if not problems:
            shutil.move(Path(folder) / "site", target)
            # With its search off it still writes an index, of nothing.
            (target / "search.json").unlink(missing_ok=True)
        return problems


def _name(site: Path) -> None:
    """Names the site in the files for reference managers, as its pages do.

    Where it has no name, the lines that hold an address go: it would lead nowhere.
    """
    found = CANONICAL.search((site / "index.html").read_text("utf-8"))
    address = unescape(found[1]) if found and found[1] != UNNAMED else ""
    for path in sorted(p for kind in REFERENCES for p in site.glob(kind)):
        text = path.read_text("utf-8")
        named = (lambda match: f"{match[1]}{address}{match[2]}") if address else ""
        path.write_bytes(ADDRESS.sub(named, text).encode("utf-8"))


def _settings(folder: Path, config: Path, docs: Path, target: Path) -> Path:
    """A file in `folder`: the settings of `config`, for other folders."""
    parent = config.resolve()
    values = {
        "INHERIT": str(parent),
        "docs_dir": str(docs),
        "site_dir": str(target),
        "theme": {"custom_dir": str(parent.parent / "overrides")},
    }
    path = folder / "mkdocs.yml"
    path.write_text(json.dumps(values, ensure_ascii=False), "utf-8")
    return path


def _run(renderer: Renderer, settings: Path) -> tuple[Problem, ...]:
    """Runs the renderer; E501, in its own words, where it fails."""
    done = subprocess.run(
        [sys.executable, "-m", renderer, "build", "--strict", "-f", str(settings)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
    )
    if not done.returncode:
        return ()
    said = _NOISE[renderer].sub("", f"{done.stderr}{done.stdout}").strip()
    return (Problem("E501", said or f"{renderer} stopped"),)


def manifest(site: Path, source: Path) -> bytes:
    """JSON: `files` and `sources`, each path → SHA-256 in hexadecimal.

    Left out is what a link leads to outside of its folder. A byte of a name that is not UTF-8
    stands as a lone surrogate (PEP 383), escaped.
    """

    def digests(folder: Path) -> dict[str, str]:
        inside = folder.resolve()
        return {
            p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in sorted(folder.rglob("*"))
            if p.is_file() and p.name != "manifest.json" and p.resolve().is_relative_to(inside)
        }

    value = {"files": digests(site), "sources": digests(source)}
    text = json.dumps(value, indent=1, ensure_ascii=False) + "\n"
    return text.encode("utf-8", "backslashreplace")


def foreign(site: Path) -> tuple[Problem, ...]:
    """E506 where the folder holds anything and no manifest of this generator."""
    names = sorted(p.name for p in site.iterdir()) if site.is_dir() else []
    if not names or _is_ours(site / "manifest.json"):
        return ()
    return (
        Problem(
            "E506",
            "nothing in this folder was deleted; it has no manifest.json of an earlier build",
            Source(f"{site.name}/{names[0]}", ""),
            hint="name another folder with --site, or empty this one yourself",
        ),
    )


def _is_ours(path: Path) -> bool:
    try:
        value = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(value, dict) and {"files", "sources"} <= value.keys()


def hand_over(fresh: Path, site: Path, source: Path) -> tuple[Problem, ...]:
    """Puts a rendered and audited site in its place; the previous one stays until then.

    A folder that is not an earlier site stays, and that is problem E506.
    """
    if problems := foreign(site):
        shutil.rmtree(fresh, ignore_errors=True)
        return problems
    replace_bytes(fresh / "manifest.json", manifest(fresh, source))
    old = _old(site)
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    fresh.rename(site)
    shutil.rmtree(old, ignore_errors=True)
    return ()


def recover(site: Path) -> None:
    """Brings the previous site back where a hand-over was cut short between its two steps."""
    if not site.exists() and _old(site).is_dir():
        _old(site).rename(site)


def _old(site: Path) -> Path:
    return site.with_name(f".{site.name}.old")
