"""Measures the search in a real Chromium: `.venv/bin/python benchmarks/search.py [SEGMENTS …]`.

The present source, then made-up libraries of the given sizes (1,000, 10,000 and 100,000 unless
told), each as the data of the built site. Beside them, over the same text: Material's own search,
Pagefind, and MiniSearch over our tokens; each up to a size that it bears.

- `text`: all texts but conversions, in UTF-8, and compressed with gzip; `data` over it, both so.
- `set-up`: from the first call to an answer to nothing, on a page just opened, from this machine.
- `query`: the median over the queries of a fifth call, all that it needs loaded.
- `longest task`: while the queries are typed letter by letter in the box.
- `fetched`: what one query loads on a page just opened; the most over the queries.

The exit code is 1 when a figure of ours is over its limit.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
import engines
import libraries
import served
from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.table import Table

from edition import link, pipeline
from edition.model import Edition
from edition.writers import search_data

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
QUERIES = (
    "透明度", "不可逆", "不可逆性", "查", "的", "裂变材料", "國際原子能機構", "“无核武器世界”",
    "核武器国家", "无核武器国家", "核武器国家使无核武器国家", "核武器 英国", "2022", "s", "st",
    "verification", "verifying", "nuclear disarmament", "nuclear-weapon-free",
    "nuclear weapon states",
)  # fmt: skip
SIZES = (1_000, 10_000, 100_000)
BEARS = {"Material": 10_000, "Pagefind": 100_000, "MiniSearch": 10_000}
LIMITS = {"set-up": 100, "query": 5, "longest task": 50}
LARGE = 1_000_000
FETCHED = 300_000
REPEATS = 5
WATCH = """window.tasks = [0]; new PerformanceObserver(list =>
    tasks.push(...list.getEntries().map(e => e.duration))).observe({type: 'longtask'});"""
TIME = """async ([query, repeats]) => {
    const times = [];
    for (let n = 0; n < repeats; n++) {
        const start = performance.now();
        await ask(query);
        times.push(performance.now() - start);
    }
    return times[times.length - 1];
}"""
READY = """async () => {
    const start = performance.now();
    await ready();
    return performance.now() - start;
}"""
OURS = """window.ready = () => editionSearch('', {lang: 'zh-Hans'});
window.ask = query => editionSearch(query, {lang: 'zh-Hans', limit: 10});
null;"""


@dataclass(frozen=True)
class Figures:
    """What was measured of one engine over one library: milliseconds, bytes, shares."""

    engine: str
    segments: int
    text: int
    data: int
    fetched: int
    setup: float
    query: float
    task: float | None = None

    @property
    def ratio(self) -> float:
        """Compressed data over compressed text."""
        return self.data / self.text

    def over(self, large: bool) -> list[str]:
        """The names of the figures that are over their limits."""
        values = {"set-up": self.setup, "query": self.query, "longest task": self.task or 0}
        found = [name for name, value in values.items() if value > LIMITS[name]]
        found += ["data / text"] if self.ratio > (3 if large else 1.3) else []
        return found + (["fetched"] if self.fetched > FETCHED else [])


@contextmanager
def serving(site: Path):
    """The folder served compressed, everything that may be asked for compressed beforehand."""
    handler = type("Bound", (served.Handler,), {})
    server = served.http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    handler.served = served.Served(site, f"http://127.0.0.1:{server.server_port}/")
    served.threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield handler.served
    finally:
        server.shutdown()
        server.server_close()


def measured(
    browser: Browser, at: served.Served, path: str, script: str
) -> tuple[int, float, float]:
    """Bytes fetched at most, set-up, and the median of the queries, of the engine on a page."""

    def opened() -> Page:
        page = browser.new_context().new_page()
        page.goto(at.address + path, wait_until="networkidle")
        page.evaluate(script)
        at.sent.clear()
        return page

    opened().evaluate("ready()")  # compresses
    setups, times, sent = [], [], []
    for query in QUERIES:
        page = opened()
        setups.append(page.evaluate(READY))
        page.evaluate(TIME, [query, 1])
        sent.append(sum(answer.bytes for answer in at.sent))
        times.append(page.evaluate(TIME, [query, REPEATS - 1]))
        page.context.close()
    return max(sent), statistics.median(setups), statistics.median(times)


def longest_task(browser: Browser, address: str) -> float:
    """The longest task while all queries are typed in the box, in milliseconds; 0 under 50."""
    page = browser.new_context().new_page()
    page.add_init_script(WATCH)
    page.goto(address, wait_until="networkidle")
    page.evaluate("tasks.length = 1")
    page.keyboard.press("/")
    for query in QUERIES:
        page.fill("input[type=search]", "")
        page.keyboard.type(query, delay=40)
        page.wait_for_timeout(150)
    longest: float = page.evaluate("Math.max(...tasks)")
    page.context.close()
    return longest


def text_of(edition: Edition) -> bytes:
    """Every text that can be found, but those that a conversion tells."""
    library = search_data._library(edition)
    return "\n".join(t for texts in library.texts for t in texts.values()).encode("utf-8")


def size_of(folder: Path, pattern: str = "**/*") -> int:
    """Bytes of the files of a folder, each compressed."""
    return sum(len(served.compressed(path)) for path in folder.glob(pattern) if path.is_file())


def ours(browser: Browser, edition: Edition, site: Path, segments: int, text: int) -> Figures:
    """Our own figures, from the pages of a built site with the data of another library."""
    shutil.rmtree(site / search_data.FOLDER)
    for output in search_data.write(edition):
        path = site / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.data)
    served.compressed.cache_clear()
    data = size_of(site / search_data.FOLDER)
    work = next((site / "zh-Hans").glob("*/1")).parent.name
    with serving(site) as at:
        found = measured(browser, at, f"zh-Hans/{work}/1/", OURS)
        task = longest_task(browser, f"{at.address}zh-Hans/{work}/1/")
    return Figures("ours", segments, text, data, *found, task)


def theirs(
    browser: Browser, name: str, site: Path, pattern: str, segments: int, text: int
) -> Figures:
    """The figures of another engine from its own page; its data are the files of the pattern."""
    (site / "404.html").touch()
    with serving(site) as at:
        found = measured(browser, at, "bench.html", "null")
    return Figures(name, segments, text, size_of(site, pattern), *found)


def others(
    browser: Browser, edition: Edition, folder: Path, segments: int, text: int
) -> list[Figures]:
    """The figures of the other engines that bear the size and are to be had."""
    kinds: tuple[tuple[str, Callable[[Edition, Path], Path | None], str], ...] = (
        ("Material", engines.material, "search/*"),
        ("Pagefind", engines.pagefind, "pagefind/**/*"),
        ("MiniSearch", engines.minisearch, "index.json"),
    )
    found = []
    for name, make, pattern in kinds:
        if segments > BEARS[name]:
            continue
        print(f"{name}, {segments} segments …", file=sys.stderr)
        site = make(edition, folder / f"{name}-{segments}")
        if site is None:
            print(f"{name} is not to be had here; skipped", file=sys.stderr)
            continue
        found.append(theirs(browser, name, site, pattern, segments, text))
    return found


def table(figures: list[Figures]) -> Table:
    """The figures, those of other engines also as ratios to ours."""
    own = {each.segments: each for each in figures if each.engine == "ours"}
    shown = Table(title="search", padding=(0, 1))
    for head in (
        "engine",
        "segments",
        "text, kB gz",
        "data / text",
        "fetched, kB",
        "set-up, ms",
        "query, ms",
        "longest task, ms",
    ):
        shown.add_column(head, justify="left" if head == "engine" else "right")

    def cell(value: float, base: float, own_row: bool) -> str:
        return f"{value:,.1f}" if own_row else f"{value:,.1f} (×{value / base:,.1f})"

    for each in figures:
        base, mine = own[each.segments], each.engine == "ours"
        task = "–" if each.task is None else f"{each.task:.0f}" if each.task else "< 50"
        shown.add_row(
            each.engine,
            f"{each.segments:,}",
            f"{each.text / 1000:,.0f}",
            f"{each.ratio:.2f}",
            cell(each.fetched / 1000, base.fetched / 1000, mine),
            cell(each.setup, base.setup, mine),
            cell(each.query, base.query, mine),
            task,
        )
    return shown


@click.command()
@click.argument("sizes", nargs=-1, type=int)
@click.option("--json", "wants_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--alone", is_flag=True, help="Leave the other engines out.")
def main(sizes: tuple[int, ...], wants_json: bool, alone: bool) -> None:
    """Measure the search on the source and on made-up libraries of SIZES segments."""
    path = served.chromium()
    if path is None:
        click.echo("no Chromium on this machine: nothing was measured", err=True)
        sys.exit(2)
    figures: list[Figures] = []
    failed: list[str] = []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        folder = Path(name)
        site = served.build(folder / "edition", "https://example.org/")
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        for size in (0, *(sizes or SIZES)):
            made = libraries.made(size, served.ROOT / "source") if size else None
            edition = link.link(made)[0] if made else pipeline.check(served.ROOT / "source")[0]
            text = text_of(edition)
            segments = sum(len(reading.rows) for reading in edition.readings)
            packed = len(served.gzip.compress(text, 6))
            print(f"ours, {segments} segments …", file=sys.stderr)
            own = ours(browser, edition, site, segments, packed)
            failed += [f"{segments} segments: {what}" for what in own.over(len(text) >= LARGE)]
            figures.append(own)
            if not alone:
                figures += others(browser, edition, folder, segments, packed)
        browser.close()
    if wants_json:
        click.echo(json.dumps([vars_of(each) for each in figures], indent=1))
    else:
        Console(width=160).print(table(figures))
    for line in failed:
        click.echo(f"over the limit: {line}", err=True)
    sys.exit(bool(failed))


def vars_of(each: Figures) -> dict[str, object]:
    """A row of figures as JSON has it."""
    return {name: getattr(each, name) for name in Figures.__dataclass_fields__} | {
        "ratio": each.ratio
    }


if __name__ == "__main__":
    main()
