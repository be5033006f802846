"""The whole flow on one screen: load, link, check, write, save, render, audit."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from edition import audit, checks, collecting, link, load, locking, save, site, writers
from edition.model import Edition
from edition.problems import Problem, has_errors
from edition.site import Renderer


@dataclass(frozen=True)
class Folders:
    """Where the flow reads and writes, and what renders the pages."""

    source: Path
    docs: Path
    site: Path
    config: Path
    renderer: Renderer = "mkdocs"


Progress = Callable[[str], None]


def check(source: Path) -> tuple[Edition, tuple[Problem, ...]]:
    """Everything up to the checks: an `Edition`, and all the problems found on the way."""
    library, loading = load.load(source)
    with collecting.paused():
        edition, linking = link.link(library)
    return edition, (*loading, *linking, *checks.run(edition))


def lock(
    source: Path, wanted: locking.Wanted
) -> tuple[tuple[locking.Register, ...], tuple[Problem, ...]]:
    """The registers of published ids to write under `source`, and the problems.

    On any error there is none to write. Raises `locking.Unfit` where what is wanted is not there.
    """
    library, loading = load.load(source)
    with collecting.paused():
        edition, linking = link.link(library)
    registers = locking.registers(edition, wanted)
    problems = (*loading, *linking, *checks.run(edition, same=wanted.same))
    return (() if has_errors(problems) else registers), problems


def build(folders: Folders, progress: Progress) -> tuple[Problem, ...]:
    """The whole flow. On any error the site that was there before stays as it was."""
    site.recover(folders.site)
    progress("check")
    edition, problems = check(folders.source)
    problems += site.foreign(folders.site)
    if has_errors(problems):
        return problems
    progress("write")
    _, saving = save.save(writers.write_all(edition), folders.docs)
    problems += saving
    if has_errors(problems):
        return problems
    fresh = folders.site.with_name(f".{folders.site.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    progress("render")
    problems += site.render(folders.config, folders.docs, fresh, folders.renderer)
    if not has_errors(problems):
        progress("audit")
        problems += audit.audit(edition, fresh)
    if has_errors(problems):
        shutil.rmtree(fresh, ignore_errors=True)
        return problems
    return problems + site.hand_over(fresh, folders.site, folders.source)
