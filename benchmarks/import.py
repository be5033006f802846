"""Measures how fast raw text is imported: `.venv/bin/python benchmarks/import.py`.

Two kinds of text, each in sizes that double: the first edition's original, as it was extracted,
and English texts of the corpus on pages of 92 columns, each repeated, with paragraphs counted on.
Speed is megabytes of UTF-8 a second of the processor, the median of the runs; memory is the most
that the process had resident above what it had before. Each size runs in a process of its own.
The exit code is 1 where the largest text is imported more slowly than 5 MB/s, or where memory or
time for a megabyte grows by more than half between the smallest and the largest.
"""

from __future__ import annotations

import json
import re
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from itertools import count
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from corpus.dev_profiles import DEV  # noqa: E402
from corpus.layouts import render  # noqa: E402
from corpus.texts import texts  # noqa: E402

from edition.readers.extracted import extract  # noqa: E402
from edition.text import Source  # noqa: E402

KINDS = ("original", "english")
SIZES = (1, 2, 4, 8)  # MB
LEAST = 5.0  # MB a second
GROWTH = 1.5
RUNS = 3
NUMBER = re.compile(r"^(\s*)[0-9]+\. ", re.MULTILINE)
Figures = dict[str, float]


def raw(kind: str, size: int) -> tuple[str, str]:
    """A text of so many megabytes, and its language."""
    if kind == "original":
        path = ROOT / "source" / "world-without-nuclear-weapons" / "original.txt"
        once, language = path.read_text("utf-8"), "zh-Hans"
    else:
        profile = replace(next(p for p in DEV if p.name == "pdfminer"), width=92)
        papers = [t for t in texts() if t.language == "en"]
        once = "\f".join(render(text, profile, 0).raw for text in papers)
        language = "en"
    whole = once * (size * 1_000_000 // len(once.encode()) + 1)
    numbers = count(1)
    return NUMBER.sub(lambda match: f"{match[1]}{next(numbers)}. ", whole), language


def resident() -> float:
    """The most that this process has had resident so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def measure(kind: str, size: int) -> Figures:
    """The figures of one text, in this process."""
    text, language = raw(kind, size)
    source = Source("raw.txt", text)
    megabytes = len(text.encode()) / 1e6
    before = resident()
    times = []
    for _ in range(RUNS):
        started = time.process_time()
        extract(source, language)
        times.append(time.process_time() - started)
    return {
        "size": megabytes,
        "speed": megabytes / statistics.median(times),
        "memory": resident() - before,
    }


@click.command()
@click.option("--only", nargs=2, type=(click.Choice(KINDS), int), default=None, hidden=True)
def main(only: tuple[str, int] | None) -> None:
    """Measure how fast, and in how much memory, raw text is imported."""
    if only:
        click.echo(json.dumps(measure(*only)))
        return
    shown = Table("text", "MB", "MB/s", "memory, MB", "memory / MB", title="importing")
    failed = False
    for kind in KINDS:
        found = []
        for size in SIZES:
            done = subprocess.run(
                [sys.executable, __file__, "--only", kind, str(size)],
                check=True,
                stdout=subprocess.PIPE,
            )
            figures = json.loads(done.stdout)
            found.append(figures)
            each = figures["memory"] / figures["size"]
            row = (f"{figures[name]:.1f}" for name in ("size", "speed", "memory"))
            shown.add_row(kind, *row, f"{each:.1f}")
        first, last = found[0], found[-1]
        heavier = last["memory"] / last["size"] > GROWTH * first["memory"] / first["size"]
        slower = last["speed"] * GROWTH < first["speed"]
        failed = failed or heavier or slower or last["speed"] < LEAST
    Console(width=80).print(shown)
    sys.exit(failed)


if __name__ == "__main__":
    main()
