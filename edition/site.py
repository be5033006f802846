"""The only module that runs the renderer (MkDocs)."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from edition.problems import Problem
from edition.save import replace_bytes
from edition.text import Source


def render(config: Path, docs: Path, target: Path) -> tuple[Problem, ...]:
    """Renders `docs` to `target` with `mkdocs build --strict`. Problem: E501."""
    settings = "".join(
        f"{key}: {json.dumps(str(path.resolve()))}\n"
        for key, path in (("INHERIT", config), ("docs_dir", docs), ("site_dir", target))
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    overrides = json.dumps(str(config.resolve().parent / "overrides"))
    with tempfile.TemporaryDirectory() as folder:
        inherited = Path(folder) / "mkdocs.yml"
        inherited.write_text(f"{settings}theme: {{custom_dir: {overrides}}}\n", "utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(inherited)],
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        )
    if done.returncode:
        return (Problem("E501", (done.stdout + done.stderr).strip() or "MkDocs stopped"),)
    return ()


def manifest(site: Path, source: Path) -> bytes:
    """JSON: `files` and `sources`, each path → SHA-256 in hexadecimal."""

    def digests(folder: Path) -> dict[str, str]:
        return {
            p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in sorted(folder.rglob("*"))
            if p.is_file() and p.name != "manifest.json"
        }

    value = {"files": digests(site), "sources": digests(source)}
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


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
