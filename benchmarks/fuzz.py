"""Fuzzes the readers of what authors write: `.venv/bin/python benchmarks/fuzz.py yaml`.

Coverage-guided, by atheris, which has wheels for Linux and macOS alone and is no dependency:
`pip install atheris`. Each target takes any text; an exception, a hang or a broken law stops the
run and leaves the input in `crash-…`. `--seconds` ends it sooner, with exit code 0. The targets
are run on a few texts by `tests/test_fuzz.py`, so that they work where atheris is not installed.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext, suppress
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

try:
    import atheris

    watched = atheris.instrument_imports(include=["edition"])
except ImportError:
    atheris, watched = None, nullcontext()

with watched:
    from edition.inline import inline
    from edition.model import Language, Segment, Term, Work
    from edition.readers.edition_text import read
    from edition.readers.extracted import extract
    from edition.readers.ids_lock import read as read_lock
    from edition.terms import matcher
    from edition.text import Source
    from edition.writers.markdown import literal
    from edition.yaml_tree import YamlError, parse

LONGEST = 4_000  # code points
SECONDS = 20  # for one text


def grammar(text: str) -> None:
    """Every text is read, each id once, and no text is longer than its block."""
    document, problems = read(Source("x.md", text), "zh-Hans", "by-section")
    ids = [segment.id for segment in document.segments]
    assert len(ids) == len(set(ids))
    assert all(problem.code for problem in problems)


def inline_text(text: str) -> None:
    """Inline text is never longer than what was written, and marks lie within it."""
    shown, emphasis, splits = inline(text)
    assert len(shown) <= len(text)
    assert all(0 <= span.start <= span.end <= len(shown) for span in emphasis)
    assert all(0 <= at <= len(shown) for at in splits)


def yaml(text: str) -> None:
    """YAML is read or refused, by `YamlError` alone."""
    with suppress(YamlError):
        parse(text)


def importer(text: str) -> None:
    """An import loses nothing."""
    done = extract(Source("raw.txt", text), "zh-Hans" if len(text) % 2 else "en")
    balance = _visible(text)
    balance.subtract(_visible("".join(repair.removed for repair in done.repairs)))
    balance.update(_visible("".join(repair.inserted for repair in done.repairs)))
    balance.subtract(_visible(done.text))
    assert not any(balance.values())


def _visible(text: str) -> Counter[str]:
    return Counter(character for character in text if not character.isspace())


def terms(text: str) -> None:
    """Marks never overlap, and lie within the text. The first word of the text is a form."""
    form = text.split()[0] if text.split() else "x"
    found = matcher((Term("t", {"en": (form,)}, {}),), "en").find(
        Segment("p1", "paragraph", "", text)
    )
    end = 0
    for occurrence in found:
        assert end <= occurrence.span.start < occurrence.span.end <= len(text)
        end = occurrence.span.end


def lock(text: str) -> None:
    """A register of ids is read, and what is wrong in it is a problem."""
    languages = (Language("en", "base", "working"), Language("fr", "translation", "working"))
    read_lock(Source("ids.lock", text), Work("w", {"en": "W"}, "en", languages))


def page(text: str) -> None:
    """No ASCII punctuation of a text reaches Markdown as it is."""
    written = literal(text)
    assert not set("<>\"'`*_[]{}\\|!") & set(written)


TARGETS: dict[str, Callable[[str], None]] = {
    "grammar": grammar,
    "inline": inline_text,
    "yaml": yaml,
    "import": importer,
    "terms": terms,
    "lock": lock,
    "page": page,
}


@click.command()
@click.argument("target", type=click.Choice(tuple(TARGETS)))
@click.option("--seconds", default=0, help="How long to go on; for ever unless told.")
def main(target: str, seconds: int) -> None:
    """Fuzz one target, guided by what of the code it reaches."""
    if atheris is None:
        raise click.UsageError("atheris is not installed; pip install atheris")

    def once(data: bytes) -> None:
        provider = atheris.FuzzedDataProvider(data)
        TARGETS[target](provider.ConsumeUnicodeNoSurrogates(LONGEST))

    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", f"-timeout={SECONDS}"], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
