"""Commands and exit codes: 0 fine, 1 problems, 2 usage."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial, wraps
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import combinations
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from edition import (
    documents,
    id_checks,
    importing,
    json_schemas,
    locking,
    pipeline,
    proof,
    schemas,
    script_report,
    term_review,
)
from edition.problems import Problem, as_json, has_errors, human
from edition.readers import extracted
from edition.save import LOCK, MANIFEST, owned, replace_bytes, write_changed
from edition.schema_texts import ID, PATTERNS, TAG
from edition.site import RENDERERS, Renderer, foreign, is_installed
from edition.spelling import nearest
from edition.text import Source

ROOT = Path(__file__).resolve().parent.parent
CONFIG = ROOT / "mkdocs.yml"
WORK = """{modeline}id: {work}
title: {{{lang}: Title}}
base: {lang}
numbering: continuous
languages:
  - {{tag: {lang}, role: base, status: published}}
symbol: null
"""
FOLDER = click.Path(file_okay=False, path_type=Path)
MAX_PROBLEMS = 100


def folders(command: Callable[..., None]) -> Callable[..., None]:
    """Adds the options `--source`, `--docs` and `--site`."""

    @click.option("--source", type=FOLDER, default=ROOT / "source", help="The library.")
    @click.option("--docs", type=FOLDER, default=ROOT / "docs", help="Where pages are written.")
    @click.option("--site", type=FOLDER, default=ROOT / "site", help="Where the site is rendered.")
    @wraps(command)
    def wrapped(source: Path, docs: Path, site: Path, **rest: Any) -> None:
        if not source.is_dir():
            hint = nearest(source.name, (path.name for path in source.parent.glob("*/")))
            raise click.UsageError(_with_hint(f"there is no folder {source}", hint))
        try:
            command(_apart(*map(_resolved, (source, docs, site))), **rest)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise click.UsageError(_words(error)) from error

    return wrapped


def _installed(context: click.Context, option: click.Parameter, value: Renderer) -> Renderer:
    if not is_installed(value):
        raise click.BadParameter(f"{value} is not installed; pip install {value}")
    return value


RENDERER = click.option(
    "--renderer",
    type=click.Choice(RENDERERS),
    default="mkdocs",
    show_default=True,
    callback=_installed,
    help="What renders the pages.",
)


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except RuntimeError as error:
        raise click.UsageError(f"{path} is a link that leads back to itself") from error


def _apart(source: Path, docs: Path, site: Path) -> pipeline.Folders:
    """The folders, or a usage error where writing to one of them would touch another."""
    for (one, first), (other, second) in combinations(
        (("source", source), ("docs", docs), ("site", site)), 2
    ):
        if first.is_relative_to(second) or second.is_relative_to(first):
            raise click.UsageError(
                f"--{one} {first} and --{other} {second} must be two folders, "
                "neither inside the other"
            )
    return pipeline.Folders(source, docs, site, CONFIG)


def _with_hint(message: str, hint: str) -> str:
    return f"{message}; {hint}" if hint else message


def _words(error: OSError) -> str:
    return f"{error.filename}: {error.strerror}" if error.filename else str(error)


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Makes a static, bilingual, annotated edition from the folder `source/`."""
    if context.invoked_subcommand is None:
        context.invoke(build)


@main.command()
@RENDERER
@folders
def build(at: pipeline.Folders, renderer: Renderer) -> None:
    """Generate the pages, render them, and prove the result."""
    at = replace(at, renderer=renderer)
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
@click.option("--terms", is_flag=True, help="Also print where terms stand unmarked, and why.")
@click.option("--script", is_flag=True, help="Also print where Traditional is ambiguous, and why.")
@click.option("--proof", "proved", is_flag=True, help="Print the chain of each work as output.")
@folders
def check(
    at: pipeline.Folders, as_data: bool, strict: bool, terms: bool, script: bool, proved: bool
) -> None:
    """Find problems, and show the way of each text from its original; write nothing."""
    if as_data and not proved:
        edition, problems = pipeline.check(at.source)
        chains: tuple[proof.Chain, ...] = ()
    else:
        chains, problems, edition = pipeline.prove(at.source, at.site)
    reviews = term_review.review(edition) if terms else ()
    choices = script_report.review(edition) if script else ()
    if as_data and (terms or script or proved):
        whole: dict[str, Any] = {"problems": json.loads(as_json(problems))}
        whole |= {"proof": proof.as_data(chains)} if proved else {}
        whole |= {"terms": term_review.as_data(reviews)} if terms else {}
        whole |= {"script": script_report.as_data(choices)} if script else {}
        click.echo(json.dumps(whole, ensure_ascii=False, indent=2))
    elif as_data:
        click.echo(as_json(problems))
    else:
        if chains:
            click.echo(proof.human(chains), err=not proved)
        reports = [term_review.human(reviews)] if terms else []
        reports += [script_report.human(choices)] if script else []
        for report in reports:
            click.echo(report)
        _report(problems)
        click.echo(f"{len(problems)} problems", err=True)
    if has_errors(problems) or (strict and problems):
        raise SystemExit(1)


@main.command()
@click.argument("site", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--source",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Compare with this library too.",
)
@click.option("--json", "as_data", is_flag=True, help="Print the problems as JSON.")
def verify(site: Path, source: Path | None, as_data: bool) -> None:
    """Prove a built SITE, a folder or its manifest.json: its files, texts and hashes."""
    try:
        verdict, problems = pipeline.verified(site, source and _resolved(source))
    except OSError as error:
        raise click.UsageError(_words(error)) from error
    if as_data:
        click.echo(as_json(problems))
    else:
        _report(problems)
        if verdict:
            works = ", ".join(verdict.works)
            click.echo(f"{verdict.files} files, {verdict.pages} pages; works: {works or 'none'}")
            click.echo(f"SHA-256 of the manifest: {verdict.manifest}")
        click.echo(f"{len(problems)} problems", err=True)
    if has_errors(problems):
        raise SystemExit(1)


@main.command()
@click.argument("work")
@click.option("--lang", default="zh-Hans", show_default=True, help="The language of the base text.")
@folders
def new(at: pipeline.Folders, work: str, lang: str) -> None:
    """Make the folder of a new work, with a `work.yml` and a base text to fill in."""
    _usable(work, lang)
    folder = at.source / work
    if folder.exists():
        raise click.UsageError(f"{folder} is there already")
    folder.mkdir()
    text = WORK.format(work=work, lang=lang, modeline=_modeline(at.source))
    replace_bytes(folder / "work.yml", text.encode("utf-8"))
    replace_bytes(folder / f"{lang}.md", b"# Title\n\n1. First paragraph.\n")
    click.echo(f"Fill in {folder / 'work.yml'} and {folder / f'{lang}.md'}", err=True)


@main.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--work", required=True, help="The id of the work, which names its folder.")
@click.option("--lang", required=True, help="The language of the text (BCP 47).")
@click.option("--encoding", default="utf-8", show_default=True, help="The encoding of the text.")
@click.option("--json", "as_data", is_flag=True, help="Print the report as JSON.")
@click.option("--dry-run", is_flag=True, help="Report, and write nothing.")
@folders
def import_text(
    at: pipeline.Folders,
    file: str,
    work: str,
    lang: str,
    encoding: str,
    as_data: bool,
    dry_run: bool,
) -> None:
    """Make an edition text of raw extracted text, and report each repair.

    FILE is a text, a PDF or a Word document (.docx), or - for the standard input. Its text
    becomes the original of the work.
    """
    _usable(work, lang)
    folder = at.source / work
    translation = (folder / "work.yml").is_file()
    if (folder / f"{lang}.md").exists() or (folder.exists() and not translation):
        raise click.UsageError(
            f"{folder / f'{lang}.md' if translation else folder} is there already"
        )
    source, reading = _raw_text(file, encoding)
    extraction = extracted.extract(source, lang)
    problems = (*reading, *extraction.problems)
    if not (dry_run or has_errors(problems)):
        outputs = importing.files(extraction, source, work, lang, _modeline(at.source))
        folder.mkdir(exist_ok=True)
        for output in outputs:
            if not translation or output.path == f"{lang}.md":
                replace_bytes(folder / output.path, output.data)
    if as_data:
        report = importing.as_data(extraction, source, problems)
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        for line in importing.human(extraction, source):
            click.echo(line)
        _report(problems)
    if has_errors(problems):
        raise SystemExit(1)
    if not dry_run:
        click.echo(f"Look through {folder / f'{lang}.md'} and {folder / 'work.yml'}", err=True)


def _raw_text(file: str, encoding: str) -> tuple[Source, tuple[Problem, ...]]:
    """The text of a file or of the standard input, with what could not be read of it."""
    name = "-" if file == "-" else Path(file).name
    with click.open_file(file, "rb") as stream:
        data = stream.read()
    if documents.form_of(data):
        try:
            read = documents.text_of(data, name)
        except documents.MissingLibrary as error:
            raise click.UsageError(str(error)) from error
        return Source(name, read.text), read.problems
    try:
        return importing.decoded(data, name, encoding)
    except LookupError as error:
        raise click.UsageError(f"--encoding {encoding} is not known") from error


def _usable(work: str, lang: str) -> None:
    """A usage error where a work cannot have this id, or a text this language."""
    if not schemas.is_tag(lang):
        raise click.UsageError(_with_hint(f"--lang {PATTERNS[TAG]}", schemas.spelled(TAG, lang)))
    if not schemas.is_id(work):
        message = f"a work's id {PATTERNS[ID]}"
        raise click.UsageError(_with_hint(message, schemas.spelled(ID, work)))
    if reason := schemas.reserved(work, (lang,)):
        raise click.UsageError(reason)


def _modeline(source: Path) -> str:
    """What leads editors to the schema of a `work.yml`, where schemas lie beside `source`."""
    known = source.parent / json_schemas.FOLDER / json_schemas.schema_name("work.yml")
    return json_schemas.modeline("work.yml", 2) if known.is_file() else ""


@main.command()
@click.argument("works", nargs=-1)
@click.option(
    "--current",
    multiple=True,
    metavar="LANG[:ID]",
    help="A translation that still fits, though its base text has changed: en:p5, or en for all.",
)
@click.option(
    "--same",
    multiple=True,
    metavar="ID",
    help="An id that stands for the same passage, though it was rewritten: p5.",
)
@folders
def lock(
    at: pipeline.Folders, works: tuple[str, ...], current: tuple[str, ...], same: tuple[str, ...]
) -> None:
    """Record every id, its wording and its translations in ids.lock, before publishing.

    Of all works, or of WORKS alone. Nothing is recorded where there is an error, such as a
    published id that vanished; what was removed or moved, ids.yml says.
    """
    try:
        found, problems = pipeline.lock(at.source, locking.Wanted(works, current, same))
    except locking.Unfit as error:
        raise click.UsageError(str(error)) from error
    if has_errors(problems):
        _report(tuple(problem for problem in problems if problem.severity == "error"))
        raise SystemExit(1)
    for register in found:
        path = at.source / register.reading.work.id / "ids.lock"
        write_changed(path, register.text.encode("utf-8"))
        click.echo(f"{path}: {', '.join(register.news) or 'nothing new'}", err=True)
        _report(tuple(id_checks.stale_translations(register.reading)))


@main.command("schemas")
@click.option(
    "--to", type=FOLDER, default=ROOT / json_schemas.FOLDER, help="Where schemas are written."
)
def write_schemas(to: Path) -> None:
    """Write a JSON Schema of every YAML file, by which editors complete and validate."""
    try:
        to.mkdir(parents=True, exist_ok=True)
        for name, data in json_schemas.write_all().items():
            write_changed(to / name, data)
    except OSError as error:
        raise click.UsageError(_words(error)) from error
    click.echo(f"The schemas are in {to}", err=True)


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@RENDERER
@folders
def serve(at: pipeline.Folders, port: int, renderer: Renderer) -> None:
    """Build, serve the site on this machine, and build again on change."""
    at = replace(at, renderer=renderer)
    if problems := foreign(at.site):
        _report(problems)
        raise SystemExit(1)
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(Quiet, directory=str(at.site)))
    except OSError as error:
        raise click.UsageError(f"--port {port}: {error.strerror}") from error
    threading.Thread(target=server.serve_forever, daemon=True).start()
    click.echo(f"http://localhost:{server.server_address[1]}/", err=True)
    try:
        _rebuild_on_change(at)
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
        server.server_close()


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and prints no line for each request."""

    def log_message(self, format: str, *args: Any) -> None:
        """Prints nothing."""


def _rebuild_on_change(at: pipeline.Folders) -> None:
    """Builds, and again whenever an input is another; a failed build only waits for the next."""
    seen: dict[str, tuple[int, int]] = {}
    while True:
        if (now := _inputs(at)) != seen:
            try:
                problems = pipeline.build(at, lambda stage: None)
            except OSError as error:
                click.echo(_words(error), err=True)
            else:
                _report(problems)
                click.echo("not built" if has_errors(problems) else "built", err=True)
                if any(problem.code == "E507" for problem in problems):
                    continue
            seen = now
        time.sleep(0.5)


def _inputs(at: pipeline.Folders) -> dict[str, tuple[int, int]]:
    """Time and size of every file that people write: all of them less the generated pages."""
    generated = {str(at.docs / path) for path in (*owned(at.docs), MANIFEST, LOCK)}
    found: dict[str, tuple[int, int]] = {}
    for path in (at.config, *_files(at.source, at.docs, at.config.parent / "overrides")):
        try:
            status = os.stat(path)
        except OSError:
            continue
        if str(path) not in generated and not path.name.endswith(".tmp"):
            found[str(path)] = (status.st_mtime_ns, status.st_size)
    return found


def _files(*folders: Path) -> list[Path]:
    walks = (walk for folder in folders for walk in os.walk(folder))
    return [Path(folder, name) for folder, _, names in walks for name in names]


def _report(problems: tuple[Problem, ...]) -> None:
    """Prints the problems, the errors first where there are too many to print."""
    shown = problems
    if len(problems) > MAX_PROBLEMS:
        shown = tuple(sorted(problems, key=lambda p: p.severity))[:MAX_PROBLEMS]
    for problem in shown:
        click.echo(human(problem), err=True)
    if rest := len(problems) - len(shown):
        click.echo(f"and {rest} more", err=True)
