"""Times the stages of a build: `.venv/bin/python benchmarks/build.py`.

Each run builds a copy of `source/` in a temporary folder, with empty `docs/` and `site/`. The
table gives the median over the runs of each stage, and of the whole. MkDocs run once more over
the same pages, with the same configuration, is the yardstick.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import sample  # noqa: E402

from edition import audit, checks, link, load, save, site, writers  # noqa: E402
from edition.problems import Problem, has_errors, human  # noqa: E402

RUNS = 5
STAGES = ("load", "link", "check", "write+save", "render", "audit")
Times = dict[str, list[float]]
T = TypeVar("T")


def timed(times: Times, stage: str, work: Callable[[], T]) -> T:
    """The result of the work; its seconds are added to the stage's."""
    start = time.perf_counter()
    result = work()
    times[stage].append(time.perf_counter() - start)
    return result


def run(folder: Path, times: Times) -> int:
    """Builds once in an empty folder, then renders the same pages bare; counts the pages."""
    source, docs, target = folder / "source", folder / "docs", folder / "site"
    shutil.copytree(ROOT / "source", source)
    sample.copy_docs(docs)
    library, loading = timed(times, "load", lambda: load.load(source))
    edition, linking = timed(times, "link", lambda: link.link(library))
    found = timed(times, "check", lambda: checks.run(edition))
    _stop_on_errors((*loading, *linking, *found))
    timed(times, "write+save", lambda: save.save(writers.write_all(edition), docs))
    config = ROOT / "mkdocs.yml"
    _stop_on_errors(timed(times, "render", lambda: site.render(config, docs, target)))
    _stop_on_errors(timed(times, "audit", lambda: audit.audit(edition, target)))
    times["whole"].append(sum(times[stage][-1] for stage in STAGES))
    bare = folder / "bare"
    _stop_on_errors(timed(times, "bare MkDocs", lambda: site.render(config, docs, bare)))
    return len(list(docs.rglob("*.md")))


def _stop_on_errors(problems: tuple[Problem, ...]) -> None:
    if has_errors(problems):
        raise SystemExit("\n".join(human(problem) for problem in problems))


def main() -> None:
    """Prints the table."""
    times: Times = defaultdict(list)
    pages = 0
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            pages = run(Path(folder), times)
    middle = {stage: statistics.median(values) for stage, values in times.items()}
    print(f"{pages} pages, {RUNS} runs")
    print(f"{'stage':<12} {'median':>9} {'least':>9} {'most':>9}")
    for stage in (*STAGES, "whole", "bare MkDocs"):
        row = (middle[stage], min(times[stage]), max(times[stage]))
        print(f"{stage:<12} " + " ".join(f"{seconds * 1000:6.0f} ms" for seconds in row))
    ratios = [w / b for w, b in zip(times["whole"], times["bare MkDocs"], strict=True)]
    shares = [(w - r) / w for w, r in zip(times["whole"], times["render"], strict=True)]
    print(f"whole / bare MkDocs: {statistics.median(ratios):.2f}")
    print(f"share of all but render: {statistics.median(shares):.1%}")


if __name__ == "__main__":
    main()
