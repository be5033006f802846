"""Measures how fast terms are marked: `.venv/bin/python benchmarks/terms.py`.

A glossary of 2,000 terms over 100,000 segments of 150 to 400 characters, in Chinese and in
English, each language in a process of its own. The terms are those of the present source and
invented ones, of two to four forms each; some are nested in others, and some have `not_in`. The
text is sentences of the present source in which other terms take the places of most of its own,
so that marks are as dense as there. A first run in each language measures that density.

- `text`: in UTF-8; MB are millions of bytes.
- `candidates`: places where a form stands, whether it is marked or not.
- `marking`: `Matcher.find` over every segment, the occurrences kept as `edition/link.py` keeps
  them; the median of the runs, one after the other. `compiling` makes the matcher. Times are
  those of the processor: what others do on the machine tells less than by the clock, not nothing.
- `memory`: the most that the process had resident, the text and all occurrences included; `of it
  for marks` is what marking added to it.

The exit code is 1 when marking is slower, or memory larger, than its limit.
"""

from __future__ import annotations

import json
import random
import re
import resource
import statistics
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

import libraries  # noqa: E402

from edition import collecting, pipeline  # noqa: E402
from edition.model import Edition, Occurrence, Segment, Term  # noqa: E402
from edition.terms import Matcher, fold, matcher  # noqa: E402

TAGS = ("zh-Hans", "en")
LEAST = 20  # MB of text a second
MOST = 500  # MB of memory
RUNS = 5
CHARACTERS = (150, 400)  # of a segment
SENTENCE = {"zh-Hans": re.compile(r"(?<=[。；])"), "en": re.compile(r"(?<=[.;])\s+")}
KEPT = 0.1  # of the source's own marks
ROWS = (
    ("text, MB", "{text:.1f}"),
    ("segments", "{segments:,}"),
    ("terms", "{terms:,}"),
    ("forms", "{forms:,}"),
    ("marks / kB in the source", "{source_marks:.1f}"),
    ("marks / kB", "{density:.1f}"),
    ("candidates / kB in the source", "{source_candidates:.1f}"),
    ("candidates / kB", "{candidates:.1f}"),
    ("marks", "{marks:,}"),
    ("compiling, ms", "{compiling:.0f}"),
    ("marking, s", "{seconds:.2f}"),
    ("marking, MB/s", "{speed:.1f}"),
    ("memory, MB", "{memory:.0f}"),
    ("of it for marks, MB", "{added:.0f}"),
)
Figures = dict[str, float]


def glossary(real: tuple[Term, ...], tag: str, count: int) -> tuple[Term, ...]:
    """So many terms in one language, those of the source first.

    Every fifth invented term has a form that begins with a form of the one before it, every
    seventh is barred in a longer string that stands in the text where its form is drawn.
    """
    at = random.Random(f"terms {tag}")
    words = libraries._chinese(at) if tag == "zh-Hans" else libraries._english(at)
    joint = "" if tag == "zh-Hans" else " "
    least = 2 if tag == "zh-Hans" else 5

    terms = [term for term in real if term.forms.get(tag)]
    unused = [word for word in dict.fromkeys(words.some(at, 200_000)) if len(word) >= least]
    at.shuffle(unused)

    def word() -> str:
        """A form that no term has yet: a word, or in one case of three two of them."""
        return joint.join(unused.pop() for _ in range(at.choice((1, 1, 2))))

    before = word()
    for number in range(len(terms), count):
        forms = [word() for _ in range(at.choice((2, 2, 3, 4)))]
        if number % 5 == 0:
            forms[0] = before + joint + forms[0]
        barred = {tag: (forms[0] + joint + words.some(at, 1)[0],)} if number % 7 == 0 else {}
        terms.append(Term(f"t{number}", {tag: tuple(forms)}, {}, not_in=barred))
        before = forms[-1]
    return tuple(terms)


def sentences(edition: Edition, tag: str) -> list[list[str]]:
    """Sentences of the source, each as the pieces between the marks in it and these in turn."""
    found = []
    marks: dict[str, list[Occurrence]] = {}
    for reading in edition.readings:
        for occurrence in reading.occurrences:
            if occurrence.language == tag:
                marks.setdefault(occurrence.segment, []).append(occurrence)
        for segment in reading.documents[tag].segments:
            edges = [0, len(segment.text)]
            edges += [at for o in marks.get(segment.id, ()) for at in (o.span.start, o.span.end)]
            pieces = [segment.text[a:b] for a, b in pairwise(sorted(edges))]
            current: list[str] = []
            for number, piece in enumerate(pieces):
                first, *rest = SENTENCE[tag].split(piece) if number % 2 == 0 else [piece]
                current.append(first)
                for opening in rest:
                    found.append(current)
                    current = [opening]
            found.append(current)
    return [pieces for pieces in found if "".join(pieces).strip()]


def texts(edition: Edition, terms: tuple[Term, ...], tag: str, count: int) -> list[Segment]:
    """So many segments, whose marks are the source's own or, mostly, drawn from all the terms."""
    at = random.Random(f"text {tag}")
    drawn = [s for t in terms for s in (*t.forms[tag], *t.not_in.get(tag, ()))]
    known = sentences(edition, tag)
    joint = "" if tag == "zh-Hans" else " "

    def sentence() -> str:
        pieces = at.choice(known)
        return "".join(
            piece if number % 2 == 0 or at.random() < KEPT else at.choice(drawn)
            for number, piece in enumerate(pieces)
        )

    made = []
    for number in range(count):
        length = at.randint(*CHARACTERS)
        text = sentence()
        while len(text) < length:
            text += joint + sentence()
        made.append(Segment(f"p{number}", "paragraph", "1.", text[: CHARACTERS[1]]))
    return made


def density(found: Matcher, segments: list[Segment]) -> tuple[float, float]:
    """Candidates and marks per kilobyte of text in UTF-8."""
    size = sum(len(segment.text.encode()) for segment in segments) / 1000
    candidates = sum(len(found.candidates(fold(segment.text))) for segment in segments)
    return candidates / size, sum(len(found.find(s)) for s in segments) / size


def marked(found: Matcher, segments: list[Segment]) -> list[Occurrence]:
    """All occurrences, gathered as a build gathers them."""
    occurrences: list[Occurrence] = []
    with collecting.paused():
        for segment in segments:
            occurrences += found.find(segment)
    return occurrences


def resident() -> float:
    """The most that this process has had resident so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def measure(tag: str, terms: int, segments: int) -> Figures:
    """Every figure of one language, in this process."""
    edition, _ = pipeline.check(ROOT / "source")
    source = [s for reading in edition.readings for s in reading.documents[tag].segments]
    own = density(matcher(edition.terms, tag), source)
    entries = glossary(edition.terms, tag, terms)
    made = texts(edition, entries, tag, segments)
    size = sum(len(segment.text.encode()) for segment in made)
    before = resident()
    started = time.process_time()
    compiled = matcher(entries, tag)
    compiling = time.process_time() - started
    times = []
    for _ in range(RUNS):
        started = time.process_time()
        occurrences = marked(compiled, made)
        times.append(time.process_time() - started)
        marks = len(occurrences)
        after = resident()
        del occurrences
    seconds = statistics.median(times)
    candidates, _ = density(compiled, made[:2000])
    return {
        "text": size / 1e6,
        "segments": len(made),
        "terms": len(entries),
        "forms": sum(len(term.forms[tag]) for term in entries),
        "source_candidates": own[0],
        "source_marks": own[1],
        "candidates": candidates,
        "density": marks / (size / 1000),
        "marks": marks,
        "compiling": compiling * 1000,
        "seconds": seconds,
        "speed": size / 1e6 / seconds,
        "memory": after,
        "added": after - before,
    }


def table(figures: dict[str, Figures]) -> Table:
    """One column per language."""
    shown = Table(title="marking terms", padding=(0, 1))
    shown.add_column("")
    for tag in figures:
        shown.add_column(tag, justify="right")
    for name, form in ROWS:
        shown.add_row(name, *(form.format(**values) for values in figures.values()))
    return shown


@click.command()
@click.option("--terms", default=2_000, show_default=True, help="Terms of the glossary.")
@click.option("--segments", default=100_000, show_default=True, help="Segments of each text.")
@click.option("--json", "as_data", is_flag=True, help="Print the figures as JSON.")
@click.option("--only", type=click.Choice(TAGS), hidden=True)
def main(terms: int, segments: int, as_data: bool, only: str | None) -> None:
    """Measure how fast terms are marked in made-up texts, and in how much memory."""
    if only:
        click.echo(json.dumps(measure(only, terms, segments)))
        return
    figures: dict[str, Figures] = {}
    for tag in TAGS:
        sizes = [f"--terms={terms}", f"--segments={segments}", f"--only={tag}"]
        done = subprocess.run(
            [sys.executable, __file__, *sizes], check=True, stdout=subprocess.PIPE
        )
        figures[tag] = json.loads(done.stdout)
    if as_data:
        click.echo(json.dumps(figures, indent=1))
    else:
        Console(width=80).print(table(figures))
    slow = [tag for tag, values in figures.items() if values["speed"] < LEAST]
    large = [tag for tag, values in figures.items() if values["memory"] > MOST]
    for tag in slow:
        click.echo(f"{tag}: marking is slower than {LEAST} MB/s", err=True)
    for tag in large:
        click.echo(f"{tag}: memory is over {MOST} MB", err=True)
    sys.exit(bool(slow or large))


if __name__ == "__main__":
    main()
