"""Weighs a first visit to each kind of page: `.venv/bin/python benchmarks/page.py`.

The present source is built in a temporary folder and served compressed. Each visit is a real
Chromium with an empty cache. A figure is what went over the wire, heads included. The exit code
is 1 when a section page weighs more than the limit or a page asks another host for anything.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

import click
import served
from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.progress import track
from rich.table import Table

LIMIT = 150_000  # bytes, for a section page
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
KINDS = ("page", "style", "script", "data", "image", "font", "other")
SETTLED = 500  # milliseconds without a request after which a visit is over


@dataclass(frozen=True)
class Visit:
    """A first visit: the page, every answer it got, every address on another host it asked."""

    type: str
    language: str
    path: str
    sent: tuple[served.Sent, ...]
    third_party: tuple[str, ...]

    @property
    def total(self) -> int:
        """Bytes over the wire."""
        return sum(answer.bytes for answer in self.sent)

    @property
    def fails(self) -> bool:
        """Whether the page breaks a promise."""
        return bool(self.third_party) or (self.type == "section" and self.total > LIMIT)


def visit(browser: Browser, at: served.Served, page: tuple[str, str, str]) -> Visit:
    """What one page, opened with an empty cache, asks for until it is quiet."""
    name, language, path = page
    at.sent.clear()
    asked: list[str] = []
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.on("request", lambda request: asked.append(request.url))
    tab = context.new_page()
    tab.goto(at.address + path, wait_until="networkidle")
    _settle(tab, at)
    context.close()
    own = urlsplit(at.address).netloc
    others = (url for url in asked if urlsplit(url).netloc not in (own, ""))
    return Visit(name, language, path, tuple(at.sent), tuple(sorted(set(others))))


def _settle(tab, at: served.Served) -> None:
    """Waits until no further answer is sent: workers' requests count as well."""
    before = -1
    while before != len(at.sent):
        before = len(at.sent)
        tab.wait_for_timeout(SETTLED)


def visits(at: served.Served, path: str) -> list[Visit]:
    """A visit to each kind of page in each language."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=[*FLAGS, OFFLINE])
        err, quiet = Console(stderr=True), not sys.stderr.isatty()
        pages = track(served.pages(at.site), "visits", console=err, disable=quiet)
        found = [visit(browser, at, page) for page in pages]
        browser.close()
    return found


def by_page(found: list[Visit]) -> Table:
    """The table of visits: kilobytes by kind of content, requests, other hosts."""
    used = [kind for kind in KINDS if any(s.kind == kind for v in found for s in v.sent)]
    table = Table(title="first visit, kB over the wire", padding=(0, 0))
    for head in ("page", "language"):
        table.add_column(head)
    for head in (*used, "total", "requests", "other hosts"):
        table.add_column(head, justify="right")
    for one in found:
        kinds = Counter()
        for answer in one.sent:
            kinds[answer.kind] += answer.bytes
        cells = [f"{kinds[kind] / 1000:.1f}" for kind in used] + [f"{one.total / 1000:.1f}"]
        cells += [str(len(one.sent)), str(len(one.third_party))]
        table.add_row(one.type, one.language, *cells, style="red" if one.fails else "")
    return table


def by_file(one: Visit) -> Table:
    """The table of what a visit fetched, heaviest first."""
    table = Table("file", title=f"{one.type} {one.path}, kB over the wire")
    table.add_column("kB", justify="right")
    for answer in sorted(one.sent, key=lambda answer: -answer.bytes):
        table.add_row(answer.path, f"{answer.bytes / 1000:.1f}")
    return table


def as_json(found: list[Visit]) -> str:
    """The visits as JSON: a list, each with its answers, its total and whether it fails."""
    rows = [asdict(one) | {"total": one.total, "fails": one.fails} for one in found]
    return json.dumps(rows, ensure_ascii=False, indent=1)


@click.command()
@click.option("--json", "wants_json", is_flag=True, help="Print the figures as JSON.")
def main(wants_json: bool) -> None:
    """Weigh a first visit to each kind of page."""
    path = served.chromium()
    if path is None:
        click.echo("no Chromium on this machine: nothing was measured", err=True)
        sys.exit(2)
    with served.serving() as at:
        found = visits(at, path)
    if wants_json:
        click.echo(as_json(found))
    else:
        sections = [one for one in found if one.type == "section"]
        console = Console()
        console.print(by_page(found))
        console.print(by_file(max(sections or found, key=lambda one: one.total)))
    for one in found:
        for url in one.third_party:
            click.echo(f"{one.path}: asks another host: {url}", err=True)
        if one.type == "section" and one.total > LIMIT:
            click.echo(f"{one.path}: {one.total} bytes, limit {LIMIT}", err=True)
    sys.exit(any(one.fails for one in found))


if __name__ == "__main__":
    main()
