"""The only module that runs a renderer: MkDocs, or Zensical where it is installed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, get_args

from edition import digests
from edition.policy import with_policy
from edition.problems import Problem
from edition.save import NO_ROOM, no_room, replace_bytes
from edition.text import Source

Renderer = Literal["mkdocs", "zensical"]
RENDERERS: tuple[Renderer, ...] = get_args(Renderer)
UNNAMED = "https://example.org/"
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)">')
REFERENCES = ("*.bib", "*.ris", "*.csl.json")
LASTMOD = re.compile(r"\s*<lastmod>[^<]*</lastmod>")
# What a renderer must not take from the machine: date, language, encoding, order of hashing.
SAME = {"SOURCE_DATE_EPOCH": "0", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
SAME |= {"TZ": "UTC", "LC_ALL": "C.UTF-8", "NO_MKDOCS_2_WARNING": "1"}
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
    config: Path,
    docs: Path,
    target: Path,
    renderer: Renderer = "mkdocs",
    locks: tuple[int, ...] = (),
) -> tuple[Problem, ...]:
    """Renders `docs` to `target`, which is not there yet; warnings are errors.

    Problems: E501, and E508 where the renderer had no room. The renderer is given `locks`, so
    that they hold for as long as it runs, even where this process is killed.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    work = _work(target)
    _delete(work)
    work.mkdir()
    problems = _rendered(config, docs, target, renderer, locks)
    _delete(work)
    if not problems:
        _undate(target)
        _name(target)
        for path in sorted(target.rglob("*.html")):
            path.write_bytes(with_policy(path.read_text("utf-8")).encode("utf-8"))
    return problems


def _rendered(
    config: Path, docs: Path, target: Path, renderer: Renderer, locks: tuple[int, ...]
) -> tuple[Problem, ...]:
    work = _work(target)
    if renderer == "mkdocs":
        settings = _settings(work, config, docs.resolve(), target.resolve())
        return _run(renderer, settings, locks)
    # Zensical reads and writes only inside the folder of its settings.
    _copy(docs, work / "docs")
    problems = _run(renderer, _settings(work, config, Path("docs"), Path("site")), locks)
    if not problems:
        (work / "site").rename(target)
        # With its search off it still writes an index, of nothing.
        (target / "search.json").unlink(missing_ok=True)
    return problems


def _work(target: Path) -> Path:
    """The folder beside the target that holds what the renderer needs while it runs."""
    return target.with_name(f"{target.name}.work")


def _copy(docs: Path, to: Path) -> None:
    """Copies a folder, less what is hidden."""
    for path in digests.walked(docs):
        if not any(name.startswith(".") for name in path.split("/")):
            (to / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(docs / path, to / path)


def _undate(site: Path) -> None:
    """Takes the day of the build out of the sitemap, and its compressed twin away.

    The day on which a page was built says nothing of when it changed, and `lastmod` may be left
    out (sitemaps.org); compressed bytes depend on the library that compressed them.
    """
    path = site / "sitemap.xml"
    if path.is_file():
        path.write_bytes(LASTMOD.sub("", path.read_text("utf-8")).encode("utf-8"))
    (site / "sitemap.xml.gz").unlink(missing_ok=True)


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


def _run(renderer: Renderer, settings: Path, locks: tuple[int, ...]) -> tuple[Problem, ...]:
    """Runs the renderer; E501 or E508, in its own words, where it fails."""
    done = subprocess.run(
        [sys.executable, "-m", renderer, "build", "--strict", "-f", str(settings)],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        env=os.environ | SAME,
        pass_fds=() if os.name == "nt" else locks,
    )
    if not done.returncode:
        return ()
    said = _NOISE[renderer].sub("", f"{done.stderr}{done.stdout}").strip()
    if full := next((line for line in said.splitlines() if NO_ROOM.search(line)), ""):
        return (no_room(full.strip()),)
    return (Problem("E501", said or f"{renderer} stopped"),)


def manifest(site: Path, source: Path) -> bytes:
    """JSON: `files` and `sources`, each path → SHA-256 in hexadecimal; hidden sources aside.

    A byte of a name that is not UTF-8 stands as a lone surrogate (PEP 383), escaped.
    """
    files = {p: d for p, d in digests.of_folder(site).items() if p != "manifest.json"}
    value = {"files": files, "sources": digests.of_source(source)}
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

    A folder that is not an earlier site stays, and that is problem E506. The manifest reaches
    the disk first: a site without one could not be replaced by the next build.
    """
    if problems := foreign(site):
        _delete(fresh)
        return problems
    replace_bytes(fresh / "manifest.json", manifest(fresh, source), durably=True)
    old = _beside(site, "old")
    if site.exists():
        site.rename(old)
    try:
        fresh.rename(site)
    except OSError:
        recover(site)
        raise
    _discard(old)
    return ()


def recover(site: Path) -> None:
    """Mends what a build that was cut short left behind.

    Where it had taken the previous site away and not yet put the new one there, the previous
    one comes back. What else it left beside the site is deleted.
    """
    old, new = _beside(site, "old"), _beside(site, "new")
    if old.is_dir() and not site.exists():
        old.rename(site)
    _discard(old)
    for folder in (new, _work(new), _gone(old)):
        _delete(folder)


def lock_of(site: Path) -> Path:
    """Where the lock of a site is, while a build holds it."""
    return _beside(site, "lock")


def new(site: Path) -> Path:
    """Where a site is rendered before it takes its place."""
    return _beside(site, "new")


def _beside(site: Path, name: str) -> Path:
    return site.with_name(f".{site.name}.{name}")


def _gone(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.gone")


def _discard(folder: Path) -> None:
    """Deletes a folder under another name: under its own it is whole until it is gone."""
    _delete(_gone(folder))
    if folder.is_dir():
        folder.rename(_gone(folder))
        _delete(_gone(folder))


def _delete(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
