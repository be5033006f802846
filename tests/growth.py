# ruff: noqa: E501
"""Counts the steps that the generator takes over libraries of adversarial shapes.

A step is a line of the generator's own code that runs; so a count is the same on any machine.
What runs in C inside one line is not counted.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import sample

from edition import checks, link, load, writers

CODE = str(Path(load.__file__).parent)
WORK = """id: {id}
title: {{en: W}}
base: en
numbering: {numbering}
languages: [{{tag: en, role: base}}, {{tag: fr, role: translation}}]
"""


def one(text, glossary="terms: []\n", numbering="continuous", **more):
    """A library of one work, its translation the same text."""
    files = {f"w/{name.replace('_', '.')}": value for name, value in more.items()}
    work = files.pop("w/work", "")
    return {
        "library.yml": "title: {en: Library}\n",
        "glossary.yml": glossary,
        "w/work.yml": WORK.format(id="w", numbering=numbering) + work,
        "w/en.md": text,
        "w/fr.md": text,
        **files,
    }


def blocks(*each):
    return "# T\n\n" + "\n\n".join(each) + "\n"


def numbered(n, words="Some words here."):
    return [f"{i}. {words}" for i in range(1, n + 1)]


def sections(n, words="Some words here."):
    return [f"## H {i}\n\n{i}. {words}" for i in range(1, n + 1)]


def terms(n, **more):
    keys = "".join(f", {key}: {value}" for key, value in more.items())
    entry = "  - {{id: t{i}, forms: {{en: [term{i}x], fr: [term{i}x]}}, definition: {{en: D.}}{keys}}}\n"
    return "terms:\n" + "".join(entry.format(i=i, keys=keys.replace("#", str(i))) for i in range(n))


def notes(n, at="p{i}", quote="words", **more):
    keys = "".join(f", {key}: {value}" for key, value in more.items())
    entry = (
        "  - {{id: n{i}, at: {at}, quote: {{en: {quote}}}, kind: term, body: {{en: B.}}{keys}}}\n"
    )
    return "notes:\n" + "".join(
        entry.format(i=i, at=at.format(i=i), quote=quote, keys=keys.replace("#", str(i)))
        for i in range(1, n + 1)
    )


def works(n):
    files = {"library.yml": "title: {en: Library}\n", "glossary.yml": terms(3)}
    for i in range(n):
        files[f"w{i}/work.yml"] = WORK.format(id=f"w{i}", numbering="continuous")
        files |= {f"w{i}/{tag}.md": blocks("1. A term1x.") for tag in ("en", "fr")}
    return files


SHAPES = {
    "sections": lambda n: one(blocks(*sections(n))),
    "front matter and sections": lambda n: one("\n\n".join(["x"] * n + sections(n) + ["# T"])),
    "paragraphs": lambda n: one(blocks(*numbered(n))),
    "items": lambda n: one(blocks(*(f"{i}. x\n\n(a) y\n\n(i) z\n\n- b" for i in range(n)))),
    "articles": lambda n: one(blocks(*(f"Article {i}. x\n\n1. y" for i in range(1, n))), numbering="by-article"),
    "one id for all": lambda n: one(blocks(*["1. x"] * n)),
    "lines of a block": lambda n: one(blocks("1. " + "x\n" * n)),
    "marks inside a block": lambda n: one(blocks("1. x\n" + "- y\n" * n)),
    "open quotations": lambda n: one(blocks(*numbered(n, "“x"))),
    "quotations in a block": lambda n: one(blocks("1. " + "“‘" * n)),
    "asterisks": lambda n: one(blocks("1. " + "*" * n)),
    "emphasis": lambda n: one(blocks("1. " + "*a* b " * n)),
    "bars": lambda n: one(blocks("1. " + "a | b " * n)),
    "escapes": lambda n: one(blocks("\\-" * n)),
    "sentences": lambda n: one(blocks("1. " + "A b. " * n)),
    "full stops": lambda n: one(blocks("1. " + ". " * n, "2. " + "." * n, "3. " + ".”“ " * n)),
    "nothing but spaces": lambda n: one(blocks("1. a" + " " * n + "b", "2. a" + " \n" * n + "b")),
    "terms in texts": lambda n: one(blocks(*(f"{i}. A term{i}x." for i in range(n))), terms(n)),
    "terms in sections": lambda n: one(blocks(*(f"## H\n\n{i}. A term{i}x." for i in range(n))), terms(n)),
    "terms in a block": lambda n: one(blocks("1. " + "A term1x b. " * n), terms(3)),
    "terms and emphasis in a block": lambda n: one(blocks("1. " + "*A* term1x. " * n), terms(3)),
    "terms that see others": lambda n: one(blocks("1. x"), terms(n, see="[t1, t#]")),
    "terms that see nothing": lambda n: one(blocks("1. x"), terms(n, see="[none#]")),
    "one term that sees all": lambda n: one(
        blocks("1. x"), terms(n) + "  - {id: all, forms: {en: [z]}, definition: {en: D.}, "
        f"see: [{', '.join(f't{i}' for i in range(n))}]}}\n"
    ),
    "terms of one id": lambda n: one(blocks("1. x"), "terms:\n" + "  - {id: a, forms: {en: [b]}}\n" * n),
    "forms of a term": lambda n: one(
        blocks("1. " + "f1x f2x " * n),
        "terms: [{id: a, definition: {en: D.}, forms: {en: ["
        + ", ".join(f"f{i}x" for i in range(n)) + "]}}]\n",
    ),
    "references": lambda n: one(blocks(*numbered(n, "See paragraph 1."))),
    "references in a block": lambda n: one(blocks("1. " + "See paragraph 1. " * n)),
    "references that lead nowhere": lambda n: one(blocks("1. " + "See paragraph 999. " * n)),
    "notes": lambda n: one(blocks(*numbered(n)), notes_yml=notes(n)),
    "notes in sections": lambda n: one(blocks(*sections(n)), notes_yml=notes(n)),
    "notes on one block": lambda n: one(
        blocks("1. " + " ".join(f"q{i}x" for i in range(1, n + 1))), notes_yml=notes(n, "p1", "q{i}x")
        .replace("q{i}x", "q1x"),
    ),
    "notes on nothing": lambda n: one(blocks(*numbered(n)), notes_yml=notes(n, "none{i}")),
    "notes that quote nothing": lambda n: one(blocks(*numbered(n)), notes_yml=notes(n, quote="z")),
    "notes that see": lambda n: one(blocks(*numbered(n)), notes_yml=notes(n, see="[p1, n#]")),
    "notes that see nothing": lambda n: one(blocks(*numbered(n)), notes_yml=notes(n, see="[no#]")),
    "notes that point": lambda n: one(
        blocks(*numbered(n)), notes_yml=notes(1, see="[p2]").replace("B.", "paragraph 2 " * n)
    ),
    "parallels": lambda n: one(
        blocks(*numbered(n)),
        references_yml="references:\n" + "".join(f"  - {{at: p{i}, see: [p1]}}\n" for i in range(2, n)),
    ),
    "parallels of nothing": lambda n: one(
        blocks(*numbered(n)),
        references_yml="references:\n" + "".join(f"  - {{at: p{i}, see: [no{i}]}}\n" for i in range(2, n)),
    ),
    "emendations": lambda n: one(
        blocks(*numbered(n)), work="original: original.txt\n",
        original_txt="T\n" + "\n".join(numbered(n, "Some words there.")),
        emendations_yml="emendations:\n" + "".join(
            f"  - {{at: p{i}, original: there, reading: here, reason: r}}\n" for i in range(1, n + 1)
        ),
    ),
    "emendations of nothing": lambda n: one(
        blocks(*numbered(n)), work="original: original.txt\n",
        original_txt="T\n" + "\n".join(numbered(n)),
        emendations_yml="emendations:\n"
        + "  - {at: p1, original: there, reading: zzz, reason: r}\n" * n,
    ),
    "works": works,
    "creators": lambda n: one(blocks("1. x"), work="creators: [" + "{en: A}, " * n + "]\n"),
    "faults of a file": lambda n: one(blocks("1. x"), "terms:\n" + "  - {x: y}\n" * n),
    "unknown keys": lambda n: one(blocks("1. x"), "".join(f"k{i}: 1\n" for i in range(n))),
    "a mapping with many keys": lambda n: one(
        blocks("1. x"), "domains:\n" + "".join(f"  d{i}: {{en: D}}\n" for i in range(n))
    ),
    "languages": lambda n: one(blocks("1. x")) | {
        "w/work.yml": "id: w\ntitle: {en: W}\nbase: en\nlanguages:\n  - {tag: en, role: base}\n"
        + "".join(f"  - {{tag: fr-{i + 100:03}, role: translation}}\n" for i in range(n))
    },
    "about": lambda n: one(blocks("1. x")) | {
        "library.yml": "title: {en: L}\nabout:\n  en: |\n" + "    a *b* c\n\n" * n
    },
    "unused files": lambda n: one(blocks("1. x")) | {f"w/x{i}.md": "x" for i in range(n)},
}  # fmt: skip


def run(source):
    """The whole flow of a library but for saving and rendering; the bytes that it would write."""
    library, problems = load.load(source)
    edition, more = link.link(library)
    found = (*problems, *more, *checks.run(edition))
    outputs = writers.write_all(edition) if edition.readings else ()
    return sum(len(output.data) for output in outputs), found


def steps(function, *arguments):
    """How many lines of the generator's own code run, by place of the code."""
    counted = Counter()

    def inside(frame, event, argument):
        if event == "line":
            counted[frame.f_code.co_filename[len(CODE) + 1 :], frame.f_lineno] += 1
        return inside

    def outside(frame, event, argument):
        return inside if frame.f_code.co_filename.startswith(CODE) else None

    before = sys.gettrace()
    sys.settrace(outside)
    try:
        function(*arguments)
    finally:
        sys.settrace(before)
    return counted


def measured(folder, shape, n):
    """Steps of the flow over a shape of size n."""
    source = sample.library(folder / f"{n}", SHAPES[shape](n))
    return steps(run, source)
