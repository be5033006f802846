"""Commands and exit codes: 0 fine, 1 problems, 2 usage."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from edition import pipeline
from edition.problems import Problem, as_json, has_errors, human
from edition.save import replace_bytes

ROOT = Path(__file__).resolve().parent.parent
WORK = """id: {work}
title: {{{lang}: Title}}
base: {lang}
numbering: continuous
languages:
  - {{tag: {lang}, role: base, status: published}}
symbol: null
"""
FOLDER = click.Path(file_okay=False, path_type=Path)


def folders(command: Callable[..., None]) -> Callable[..., None]:
    """Adds the options `--source`, `--docs` and `--site`."""

    @click.option("--source", type=FOLDER, default=ROOT / "source", help="The library.")
    @click.option("--docs", type=FOLDER, default=ROOT / "docs", help="Where pages are written.")
    @click.option("--site", type=FOLDER, default=ROOT / "site", help="Where the site is rendered.")
    @wraps(command)
    def wrapped(source: Path, docs: Path, site: Path, **rest: Any) -> None:
        if not source.is_dir():
            raise click.UsageError(f"there is no folder {source}")
        command(pipeline.Folders(source, docs, site, ROOT / "mkdocs.yml"), **rest)

    return wrapped


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Makes a static, bilingual, annotated edition from the folder `source/`."""
    if context.invoked_subcommand is None:
        context.invoke(build)


@main.command()
@folders
def build(at: pipeline.Folders) -> None:
    """Generate the pages, render them, and prove the result."""
    console = Console(stderr=True)
    with console.status("") as status:

        def progress(stage: str) -> None:
            status.update(f"{stage} …")
            if not console.is_terminal:
                console.print(f"{stage} …")

        problems = pipeline.build(at, progress)
    _report(problems)
    if has_errors(problems):
        raise SystemExit(1)
    click.echo(f"The site is in {at.site}", err=True)


@main.command()
@click.option("--json", "as_data", is_flag=True, help="Print the problems as JSON.")
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@folders
def check(at: pipeline.Folders, as_data: bool, strict: bool) -> None:
    """Find problems; write nothing."""
    _, problems = pipeline.check(at.source)
    if as_data:
        click.echo(as_json(problems))
    else:
        _report(problems)
        click.echo(f"{len(problems)} problems", err=True)
    if has_errors(problems) or (strict and problems):
        raise SystemExit(1)


@main.command()
@click.argument("work")
@click.option("--lang", default="zh-Hans", show_default=True, help="The language of the base text.")
@folders
def new(at: pipeline.Folders, work: str, lang: str) -> None:
    """Make the folder of a new work, with a `work.yml` and a base text to fill in."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", work):
        raise click.UsageError("a work's id is lower-case letters, digits and single hyphens")
    folder = at.source / work
    if folder.exists():
        raise click.UsageError(f"{folder} is there already")
    folder.mkdir()
    replace_bytes(folder / "work.yml", WORK.format(work=work, lang=lang).encode("utf-8"))
    replace_bytes(folder / f"{lang}.md", b"# Title\n\n1. First paragraph.\n")
    click.echo(f"Fill in {folder / 'work.yml'} and {folder / f'{lang}.md'}", err=True)


@main.command()
@click.option("--port", default=8000, show_default=True)
@folders
def serve(at: pipeline.Folders, port: int) -> None:
    """Build, serve the site on this machine, and build again on change."""
    _report(pipeline.build(at, lambda stage: None))
    if not at.site.is_dir():
        raise SystemExit(1)
    click.echo(f"http://localhost:{port}/", err=True)
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    server = subprocess.Popen([*command, "--directory", str(at.site)])
    seen = _times(at.source)
    try:
        while server.poll() is None:
            time.sleep(0.5)
            if (now := _times(at.source)) != seen:
                seen = now
                _report(pipeline.build(at, lambda stage: None))
    except KeyboardInterrupt:
        pass
    finally:
        server.terminate()


def _times(folder: Path) -> dict[str, int]:
    return {str(p): os.stat(p).st_mtime_ns for p in folder.rglob("*") if p.is_file()}


def _report(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        click.echo(human(problem), err=True)
