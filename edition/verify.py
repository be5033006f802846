"""Proves a built site, wherever it lies, from its manifest; it needs no renderer and no source."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree, html

from edition import audit, digests, manifests, passages
from edition.manifests import Manifest, Unfit, WorkData
from edition.model import Edition
from edition.problems import Problem
from edition.proof import Pages, State
from edition.text import Source, printable

MAX_MANIFEST = 64_000_000
MAX_READ = 512_000_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was proved: the SHA-256 of the manifest, how many files and pages, which works."""

    manifest: str
    files: int
    pages: int
    works: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """A folder with a manifest: `name` is the manifest's own."""

    root: Path
    name: str
    manifest: Manifest
    sha256: str

    def problem(self, path: str, code: str, message: str) -> Problem:
        """A problem of one of its files."""
        shown = printable(f"{self.root.name}/{path}")
        return Problem(code, printable(message), Source(shown, ""))


def opened(path: Path) -> tuple[Site | None, tuple[Problem, ...]]:
    """The site at a folder or at its manifest. Problem: E514."""
    path = path / manifests.NAME if path.is_dir() else path
    try:
        data = _read(path, MAX_MANIFEST)
        read = manifests.manifest(data)
    except (OSError, Unfit) as error:
        message = printable(getattr(error, "strerror", None) or str(error))
        hint = "name the folder of a built site, or its manifest.json"
        return None, (Problem("E514", message, Source(printable(str(path)), ""), hint=hint),)
    root = path.resolve().parent
    return Site(root, path.name, read, digests.of_bytes(data)), ()


def verify(site: Site) -> tuple[Verdict, tuple[Problem, ...]]:
    """Every file by its hash, then every page by its text.

    Problems: E511, E512, E513 (files), E516 (texts and hashes on pages).
    """
    sound: list[str] = []
    problems = [*_files(site, sound), *_foreign(site)]
    works: dict[str, WorkData] = {}
    problems += _works(site, sound, works)
    pages = [path for path in sound if path.endswith(".html")]
    for path in pages:
        problems += _page(site, path, works)
    for work in works.values():
        for path in _pages_of(work):
            if path not in site.manifest.files:
                problems.append(site.problem(path, "E516", f"{work.id}.json asks for this page"))
    return Verdict(site.sha256, len(sound), len(pages), tuple(works)), tuple(problems)


def sources(site: Site, folder: Path) -> Iterator[Problem]:
    """E515 for every source file that is not as it was when the site was built."""
    now, then = digests.of_source(folder), site.manifest.sources
    for path in sorted({*now, *then}):
        if path not in now:
            message = "the site was made from it, and it is missing"
        elif path not in then:
            message = "the site was made without it"
        elif now[path] != then[path]:
            message = "it is not as it was when the site was made"
        else:
            continue
        yield Problem("E515", message, Source(printable(f"{folder.name}/{path}"), ""))


def shown_by(edition: Edition, source: Path, folder: Path) -> Pages:
    """Whether the site in a folder shows the texts of an edition, made from `source`."""
    site, _ = opened(folder)
    if site is None:
        return Pages("absent", folder.name)
    if any(sources(site, source)):
        return Pages("outdated", folder.name, site.sha256)
    paths = [p for r in edition.readings for t in r.documents for p in audit.text_pages(r, t)]
    named = site.manifest.files
    faults = [f"{p}: {fault}" for p in paths if p in named and (fault := changed(site, p))]
    faults += [f"{p}: it is missing" for p in paths if p not in named]
    faults = faults or [problem.message for problem in audit.texts(edition, folder)]
    state: State = "differs" if faults else "equal"
    return Pages(state, folder.name, site.sha256, len(paths), next(iter(faults), ""))


def changed(site: Site, path: str) -> str:
    """What is wrong with a file that the manifest names, or nothing."""
    try:
        if not _is_plain(site.root, path):
            return "it is a link, or no file"
        found = digests.of_file(site.root / path)
    except OSError as error:
        return str(error.strerror)
    wanted = site.manifest.files[path]
    return "" if found == wanted else f"its SHA-256 is {found}, not {wanted}"


def _files(site: Site, sound: list[str]) -> Iterator[Problem]:
    """E511 and E512; the files that can be read go into `sound`, altered or not."""
    for path in sorted(site.manifest.files):
        if path == site.name:
            yield site.problem(path, "E514", "the manifest cannot name itself")
        elif not _is_there(site.root / path):
            yield site.problem(path, "E512", "there is no such file")
        elif _is_plain(site.root, path):
            sound.append(path)
            if fault := changed(site, path):
                yield site.problem(path, "E511", fault)
        else:
            yield site.problem(path, "E511", changed(site, path))


def _is_there(path: Path) -> bool:
    try:
        return os.path.lexists(path)
    except (OSError, ValueError):
        return False


def _is_plain(root: Path, path: str) -> bool:
    """Whether the path is a regular file, and neither it nor a folder above it is a link."""
    *folders, name = path.split("/")
    place = root
    for folder in folders:
        place = place / folder
        if not stat.S_ISDIR(os.lstat(place).st_mode):
            return False
    return stat.S_ISREG(os.lstat(place / name).st_mode)


def _foreign(site: Site) -> Iterator[Problem]:
    for path in digests.walked(site.root):
        if path not in site.manifest.files and path != site.name:
            yield site.problem(path, "E513", "no build wrote this file here")


def _works(site: Site, sound: list[str], works: dict[str, WorkData]) -> Iterator[Problem]:
    """E516 for a `<work>.json` that is none; the others go into `works`."""
    for path in sound:
        if not manifests.WORK_FILE.fullmatch(path) or path == manifests.NAME:
            continue
        try:
            found = manifests.work(_read(site.root / path, MAX_READ))
            if found and path != f"{found.id}.json":
                raise Unfit(f"it holds another work, “{found.id}”")
        except (OSError, Unfit) as error:
            yield site.problem(path, "E516", getattr(error, "strerror", None) or str(error))
            continue
        if found:
            works[found.id] = found


def _pages_of(work: WorkData) -> Iterator[str]:
    return (work.page_of(tag, n) for tag in work.languages for n in work.sections)


def _page(site: Site, path: str, works: dict[str, WorkData]) -> Iterator[Problem]:
    """E516 where a page shows another text than `<work>.json`, or another hash than is right."""
    try:
        text = _read(site.root / path, MAX_READ).decode("utf-8", "replace")
        page = html.document_fromstring(text)
    except (OSError, ValueError, etree.LxmlError) as error:
        yield site.problem(path, "E516", f"it cannot be read: {error}")
        return
    found = audit.shown(page)
    wanted = _wanted(path, works)
    if found and wanted is None:
        yield site.problem(path, "E516", "no data of a work give the passages that it shows")
        return
    wanted = wanted or {}
    for tag in sorted({*found, *wanted}):
        if tuple(found.get(tag, ())) != wanted.get(tag, ()):
            at = _first_difference(found.get(tag, []), wanted.get(tag, ()))
            yield site.problem(path, "E516", f"its text in {tag} differs from the data at {at}")
    right = {f"source:{p}": digest for p, digest in site.manifest.sources.items()}
    right |= {f"passages:{tag}": passages.digest(each) for tag, each in wanted.items() if each}
    said = [
        (e.get("data-sha256", ""), str(e.xpath("string()")))
        for e in page.iterfind(".//*[@data-sha256]")
    ]
    for name, digest in said:
        if right.get(name) != digest:
            yield site.problem(path, "E516", f"the hash “{name}” on it is not the right one")
    for name in right.keys() - {name for name, _ in said}:
        if name.startswith("passages:"):
            yield site.problem(path, "E516", f"it does not say the hash “{name}”")


def _wanted(path: str, works: dict[str, WorkData]) -> dict[str, manifests.Passages] | None:
    """The passages of a page per language, or `None` where it is no page of a work."""
    tag, _, rest = path.partition("/")
    work = works.get(rest.partition("/")[0])
    if work is None or tag not in work.languages:
        return None
    number = rest.removeprefix(f"{work.id}/").removesuffix("index.html").rstrip("/") or "0"
    section = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else -1
    found = work.sections.get(section)
    return found if work.page_of(tag, section) == path else None


def _first_difference(found: list[tuple[str, str]], wanted: manifests.Passages) -> str:
    """The id of the first segment that differs."""
    for one, other in zip(found, wanted, strict=False):
        if one != other:
            return other[0]
    rest = (*wanted[len(found) :], *found[len(wanted) :])
    return rest[0][0] if rest else ""


def _read(path: Path, limit: int) -> bytes:
    """The bytes of a regular file of at most `limit` bytes; else `OSError`."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError("it is not a file")
    if status.st_size > limit:
        raise OSError(f"it is larger than {limit} bytes")
    return path.read_bytes()
