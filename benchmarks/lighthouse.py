"""Lighthouse over the served site: `.venv/bin/python benchmarks/lighthouse.py`.

The present source is built in a temporary folder and served compressed. Lighthouse (Apache-2.0)
comes through Node's `npx` and drives the system's Chromium. Each page is measured as a phone and
as a desktop; performance is the median of the runs, the other categories do not vary. Under each
score that is not 100 stand the audits that cost points. The exit code is 1 when any score is
under 100, and 2 when Node, npx or Chromium is missing. `cpu` is Lighthouse's own measure of the
machine's speed during the run: where it varies, the machine was busy and performance is noise.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
import served
from rich.console import Console
from rich.progress import track
from rich.table import Table

VERSION = "13.5.0"
RUNS = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PRESETS = {"mobile": (), "desktop": ("--preset=desktop",)}
TERMINAL = sys.stderr.isatty()
METRICS = ("FCP", "LCP", "TBT", "CLS", "SI")
FLAGS = "--headless=new --no-sandbox --disable-gpu"
TYPES = ("front", "language", "contents", "section", "glossary", "notes", "about", "guide")
EXAMPLES = 3  # elements named under an audit
Report = dict[str, Any]  # a Lighthouse result, as it writes it


@dataclass(frozen=True)
class Cost:
    """An audit that costs points: its score (0 to 1), its weight of 100, what it found."""

    id: str
    title: str
    score: float
    weight: float
    value: str
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """A page in one preset.

    `scores`: category → points of 100, of which performance is the median, with the least and
    the most in `spread`; `costs`: category → what cost points; `metrics`: name → value and
    score; `cpu`: how fast Lighthouse found the machine during the median run.
    """

    page: str
    path: str
    preset: str
    scores: dict[str, int]
    spread: tuple[int, int]
    cpu: int
    costs: dict[str, tuple[Cost, ...]]
    advice: tuple[Cost, ...]
    metrics: dict[str, tuple[str, float]]


def missing() -> list[str]:
    """The names of the programs that are needed and not on this machine."""
    absent = [name for name in ("node", "npx") if shutil.which(name) is None]
    return absent + ([] if served.chromium() else ["chromium"])


class Stopped(click.ClickException):
    """Lighthouse gave no scores; the message is its own."""

    exit_code = 2


def run(url: str, preset: str, categories: tuple[str, ...]) -> Report:
    """One run of Lighthouse over one address."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "report.json"
        command = ["npx", "--yes", f"lighthouse@{VERSION}", url, *PRESETS[preset]]
        command += ["--locale=en", "--output=json", f"--output-path={output}"]
        command += [f"--only-categories={','.join(categories)}", f"--chrome-flags={FLAGS}"]
        settings = {"CHROME_PATH": served.chromium() or "", "npm_config_loglevel": "error"}
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env=os.environ | settings
        )
        report = json.loads(output.read_text("utf-8")) if output.is_file() else {}
    if done.returncode or not report:
        told = report.get("runtimeError", {}).get("message") or done.stderr[-1500:]
        raise Stopped(f"Lighthouse stopped at {url} (exit code {done.returncode})\n{told}")
    return report


def score(report: Report, category: str) -> int:
    """A category's score, of 100."""
    return round((report["categories"][category]["score"] or 0) * 100)


def measure(address: str, page: tuple[str, str, str], preset: str, runs: int) -> Result:
    """A page in one preset: every category once, performance again for the median."""
    kind, language, path = page
    url = address + path
    whole = run(url, preset, CATEGORIES)
    again = [run(url, preset, ("performance",)) for _ in range(runs - 1)]
    speeds = sorted((whole, *again), key=lambda report: score(report, "performance"))
    middle = speeds[len(speeds) // 2]
    reports = dict.fromkeys(CATEGORIES, whole) | {"performance": middle}
    return Result(
        f"{kind} {language or path}".strip(),
        path,
        preset,
        {name: score(report, name) for name, report in reports.items()},
        (score(speeds[0], "performance"), score(speeds[-1], "performance")),
        round(middle["environment"]["benchmarkIndex"]),
        {name: _costs(report, name) for name, report in reports.items()},
        _advice(middle),
        _metrics(middle),
    )


def _costs(report: Report, category: str) -> tuple[Cost, ...]:
    """The audits that keep a category under 100, the dearest first."""
    refs = [ref for ref in report["categories"][category]["auditRefs"] if ref["weight"]]
    share = 100 / (sum(ref["weight"] for ref in refs if _scored(report, ref["id"])) or 1)
    found = [
        _cost(report["audits"][ref["id"]], ref["weight"] * share)
        for ref in refs
        if _scored(report, ref["id"]) and report["audits"][ref["id"]]["score"] < 1
    ]
    return tuple(sorted(found, key=lambda cost: -(1 - cost.score) * cost.weight))


def _scored(report: Report, audit: str) -> bool:
    """Whether an audit counts: one that does not apply to the page has no score."""
    return report["audits"][audit]["score"] is not None


def _advice(report: Report) -> tuple[Cost, ...]:
    """What Lighthouse advises about performance, beside the metrics that score."""
    refs = report["categories"]["performance"]["auditRefs"]
    audits = [report["audits"][ref["id"]] for ref in refs if not ref["weight"]]
    return tuple(_cost(a, 0) for a in audits if a["score"] is not None and a["score"] < 0.9)


def _metrics(report: Report) -> dict[str, tuple[str, float]]:
    """Each metric that scores → its value and its own score, 0 to 1."""
    refs = report["categories"]["performance"]["auditRefs"]
    audits = [(ref["acronym"], report["audits"][ref["id"]]) for ref in refs if ref["weight"]]
    return {name: (audit["displayValue"], audit["score"]) for name, audit in audits}


def _cost(audit: Report, weight: float) -> Cost:
    """An audit as a cost, with the first elements or files it names."""
    items = (audit.get("details") or {}).get("items") or []
    named = (_name(item) for item in items if isinstance(item, dict))
    examples = tuple(dict.fromkeys(filter(None, named)))[:EXAMPLES]
    value = audit.get("displayValue") or ""
    return Cost(audit["id"], audit["title"], audit["score"], weight, value, examples)


def _name(item: Report) -> str:
    """The element or the file that an item of an audit is about."""
    node = item.get("node")
    if isinstance(node, dict):
        return f"{node.get('selector', '')}  {node.get('snippet', '')}".strip()
    value = item.get("url") or item.get("description") or item.get("source")
    return value if isinstance(value, str) else ""


def table(results: list[Result]) -> Table:
    """The scores by page and preset, and the metrics that make up performance."""
    found = Table(title=f"Lighthouse {VERSION}", padding=(0, 0))
    for head in ("page", "preset"):
        found.add_column(head)
    for head in ("perf.", "(range)", "a11y", "best", "SEO", *METRICS, "cpu"):
        found.add_column(head, justify="right")
    for one in results:
        first, *others = (str(one.scores[name]) for name in CATEGORIES)
        span = "-".join(map(str, one.spread))
        metrics = [one.metrics[name][0].replace("\N{NO-BREAK SPACE}", "") for name in METRICS]
        found.add_row(one.page, one.preset, first, span, *others, *metrics, str(one.cpu))
    return found


def explain(one: Result, advice: bool) -> list[str]:
    """The lines that say what cost points on a page."""
    lines = []
    for name, value in one.scores.items():
        if value < 100:
            lines.append(f"{one.page}, {one.preset}: {name} {value}")
            lines += [line for cost in one.costs[name] for line in _lines(cost)]
    if advice and one.advice:
        lines.append(f"{one.page}, {one.preset}: advice")
        lines += [line for cost in one.advice for line in _lines(cost)]
    return lines


def _lines(cost: Cost) -> list[str]:
    lost = f"-{(1 - cost.score) * cost.weight:.1f}" if cost.weight else "advice"
    head = f"  {lost:>6}  {cost.id}: {cost.title} {cost.value}".rstrip()
    return [head, *(f"            {example}" for example in cost.examples)]


def as_json(results: list[Result]) -> str:
    """The results as JSON: a list of pages in each preset."""
    return json.dumps([asdict(one) for one in results], ensure_ascii=False, indent=1)


@click.command()
@click.option("--type", "types", multiple=True, type=click.Choice(TYPES), help="Kinds of page.")
@click.option("--language", "languages", multiple=True, help="Languages; all without it.")
@click.option("--preset", "presets", multiple=True, type=click.Choice([*PRESETS]), help="Devices.")
@click.option(
    "--runs", default=RUNS, show_default=True, type=click.IntRange(1), help="Runs for performance."
)
@click.option("--advice", is_flag=True, help="Print Lighthouse's advice besides.")
@click.option("--json", "wants_json", is_flag=True, help="Print the figures as JSON.")
def main(types, languages, presets, runs, advice, wants_json) -> None:
    """Measure pages with Lighthouse: every kind, unless some are named."""
    if absent := missing():
        click.echo(f"not on this machine: {', '.join(absent)}. Lighthouse did not run", err=True)
        sys.exit(2)
    with served.serving() as at:
        chosen = [
            (page, preset)
            for page in served.pages(at.site)
            if page[0] in (types or TYPES) and (not languages or page[1] in ("", *languages))
            for preset in presets or PRESETS
        ]
        if not chosen:
            raise click.UsageError("the site has no such page")
        jobs = track(chosen, "Lighthouse", console=Console(stderr=True), disable=not TERMINAL)
        results = [measure(at.address, page, preset, runs) for page, preset in jobs]
    if wants_json:
        click.echo(as_json(results))
    else:
        Console().print(table(results))
        for one in results:
            for line in explain(one, advice):
                click.echo(line)
    sys.exit(any(value < 100 for one in results for value in one.scores.values()))


if __name__ == "__main__":
    main()
