"""Scores `import` on made-up pages: `.venv/bin/python benchmarks/import_quality.py`.

The texts of `tests/corpus/texts` are set in the development layouts, imported, and compared with
the clean texts. `--held-out` takes the layouts that no importer was developed on, with every text,
and sums those texts apart that it was not developed on either. The columns: F1,
precision and recall of block boundaries; blocks found (letter for letter) and exact (less what
nobody can decide, see `corpus.scoring.exact`) and strict (character for character); kinds where
the grammar has one, and where several will do; headings at their level; furniture, job numbers
and note rules removed; paragraphs joined again over furniture and over a note; notes whole; words
broken at a line end joined, compounds kept. Then counts: characters of the text removed,
extractions that break the law, errors and warnings of the grammar, wrong `numbering`, crashes.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from corpus import scoring  # noqa: E402
from corpus.dev_profiles import DEV  # noqa: E402
from corpus.layouts import Rendering, render  # noqa: E402
from corpus.profiles import Profile  # noqa: E402
from corpus.texts import Text, seen, texts  # noqa: E402

from edition.readers import extracted  # noqa: E402
from edition.text import Source  # noqa: E402

SHARES = (
    ("P", "boundaries right", "boundaries given"),
    ("R", "boundaries right", "boundaries wanted"),
    ("found", "found", "blocks"),
    ("exact", "exact", "blocks"),
    ("strict", "strict", "blocks"),
    ("kinds", "kinds right", "kinds"),
    ("open", "open kinds right", "open kinds"),
    ("level", "levels right", "levels"),
    ("furn", "furniture removed", "furniture"),
    ("job", "job removed", "job"),
    ("rule", "rule removed", "rule"),
    ("join-f", "joined over furniture", "split by furniture"),
    ("join-n", "joined over note", "split by note"),
    ("notes", "notes whole", "notes"),
    ("broken", "broken words joined", "broken words"),
    ("compnd", "compounds kept", "compounds"),
)


def main() -> None:
    """Prints a table, a line for each profile, and each language's and the whole's sums."""
    wanted = _arguments()
    profiles = tuple(
        p for p in _profiles(held_out=wanted.held_out) if wanted.profile in ("", p.name)
    )
    known = tuple(t for t in texts() if wanted.held_out or seen(t))
    chosen = tuple(t for t in known if wanted.text in t.name)
    print(f"{'':18}   F1   " + " ".join(f"{name:>6}" for name, _, _ in SHARES) + "  counts")
    every: dict[str, Counter[str]] = {}
    shown = 0
    slowest = 0.0
    for profile in profiles:
        for rendering in _renderings(chosen, profile, wanted.seeds):
            start = time.perf_counter()
            one = _score(rendering)
            slowest = max(slowest, time.perf_counter() - start)
            text = rendering.text
            texts_seen = "texts seen" if seen(text) else "texts unseen"
            for key in (f"1 {profile.name}", f"2 {text.language}", f"3 {texts_seen}", "4 all"):
                every.setdefault(key, Counter()).update(one.counts)
            for difference in one.differences[: max(0, wanted.show - shown)]:
                print(f"  {profile.name} {text.name}: {difference}")
                shown += 1
        _line(profile.name, every[f"1 {profile.name}"])
    for key in sorted(every):
        if not key.startswith("1"):
            _line(key[2:], every[key])
    print(f"slowest rendering, with its scoring: {slowest:.2f} s")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--held-out", action="store_true", help="take the layouts left out")
    parser.add_argument("--profile", default="", help="only this one")
    parser.add_argument("--text", default="", help="only texts whose name holds this")
    parser.add_argument("--seeds", type=int, default=1, help="renderings of each text and profile")
    parser.add_argument("--show", type=int, default=0, help="how many differences to print")
    return parser.parse_args()


def _profiles(*, held_out: bool) -> tuple[Profile, ...]:
    if not held_out:
        return DEV
    from corpus.held_out_profiles import HELD_OUT

    return HELD_OUT


def _renderings(chosen: tuple[Text, ...], profile: Profile, seeds: int) -> Iterator[Rendering]:
    for text in chosen:
        for seed in range(seeds):
            yield render(text, profile, seed)


def _score(rendering: Rendering) -> scoring.Score:
    source = Source("original.txt", rendering.raw)
    try:
        extraction = extracted.extract(source, rendering.text.language)
    except Exception as error:
        return scoring.Score(Counter(renderings=1, crashes=1), (f"crash: {error!r}",))
    return scoring.score(rendering, extraction)


def _line(name: str, counts: Counter[str]) -> None:
    shares = [scoring.ratio(counts, part, whole) for _, part, whole in SHARES]
    wrong = counts["renderings"] - counts["numbering"] - counts["crashes"]
    tail = (
        f"false {counts['false removals']}, law {counts['law broken']}, "
        f"E {counts['errors']}, W {counts['warnings']}, numbering {wrong}, "
        f"crashes {counts['crashes']}"
    )
    figures = " ".join(f"{share:6.3f}" for share in shares)
    print(f"{name:18} {scoring.f1(counts):6.3f} {figures}  {tail}")


if __name__ == "__main__":
    main()
