"""The whole flow on one screen: load, link, check, write, save, render, audit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from edition import (
    audit,
    checks,
    collecting,
    exclusive,
    link,
    load,
    locking,
    proof,
    save,
    site,
    verify,
    writers,
)
from edition.model import Edition
from edition.problems import Problem, has_errors
from edition.proof import Chain, Pages
from edition.site import Renderer
from edition.verify import Verdict


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


def prove(source: Path, built: Path) -> tuple[tuple[Chain, ...], tuple[Problem, ...], Edition]:
    """The chain of each work from its original to the pages of the site at `built`, if it is there.

    With it the problems of `check`, and its edition.
    """
    edition, problems = check(source)
    unread = has_errors(problems)
    pages = Pages("unread", built.name) if unread else verify.shown_by(edition, source, built)
    return proof.chains(edition, problems, pages), problems, edition


def verified(built: Path, source: Path | None) -> tuple[Verdict | None, tuple[Problem, ...]]:
    """A built site proved from its manifest and, where a source is given, from that.

    Problems: E511 to E514, E516; with a source E515, the errors of `check`, and E502.
    """
    found, problems = verify.opened(built)
    if found is None:
        return None, problems
    verdict, problems = verify.verify(found)
    if source is not None:
        edition, checked = check(source)
        problems += (*verify.sources(found, source), *checked)
        if not has_errors(problems):
            problems += audit.texts(edition, found.root)
    return verdict, problems


def build(folders: Folders, progress: Progress) -> tuple[Problem, ...]:
    """The whole flow. On any error the site that was there before stays as it was.

    Problems beside those of the stages: E507 where another build is at work in the site or docs
    folder for longer than `exclusive.WAIT`, E508 where the disk is full.
    """
    waiting = partial(progress, "wait for another build")
    try:
        folders.site.parent.mkdir(parents=True, exist_ok=True)
        with exclusive.held(site.lock_of(folders.site), waiting) as lock:
            site.recover(folders.site)
            try:
                return _build(folders, progress, lock)
            finally:
                site.recover(folders.site)
    except exclusive.Busy as busy:
        message = f"another build is at work; it holds {busy.args[0]}"
        return (Problem("E507", message, hint="wait until it is done, then build again"),)
    except OSError as error:
        if (problem := save.unwritten(error)) is None:
            raise
        return (problem,)


def _build(folders: Folders, progress: Progress, lock: int) -> tuple[Problem, ...]:
    progress("check")
    edition, problems = check(folders.source)
    problems += site.foreign(folders.site)
    if has_errors(problems):
        return problems
    folders.docs.mkdir(parents=True, exist_ok=True)
    waiting = partial(progress, "wait for another build")
    with exclusive.held(folders.docs / save.LOCK, waiting) as other:
        progress("write")
        _, saving = save.save(writers.write_all(edition), folders.docs)
        problems += saving
        if has_errors(problems):
            return problems
        return problems + _published(folders, edition, progress, (lock, other))


def _published(
    folders: Folders, edition: Edition, progress: Progress, locks: tuple[int, ...]
) -> tuple[Problem, ...]:
    """Renders the pages, reads them back, and puts the site in its place."""
    fresh = site.new(folders.site)
    progress("render")
    problems = site.render(folders.config, folders.docs, fresh, folders.renderer, locks)
    if not has_errors(problems):
        progress("audit")
        problems += audit.audit(edition, fresh)
    if has_errors(problems):
        return problems
    return problems + site.hand_over(fresh, folders.site, folders.source)
