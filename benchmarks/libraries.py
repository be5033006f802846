"""Made-up libraries of a given number of segments, in Chinese and English, the same each time.

Words follow Zipf's law over an invented vocabulary of some ten thousand words a language, so that
common and rare tokens are about as common as in real text; one sentence in ten is of the present
source. A work has a thousand segments at most, and a heading for every twenty.
"""

from __future__ import annotations

import random
from itertools import accumulate
from pathlib import Path

from edition import load
from edition.model import Language, Library, Work
from edition.text import Source

WORK = 1000  # segments
HEAD = 20  # segments
VOCABULARY = 12_000
INITIALS = [
    "b",
    "c",
    "d",
    "f",
    "g",
    "h",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "br",
    "cl",
    "cr",
    "dr",
    "fl",
    "gr",
    "pl",
    "pr",
    "sp",
    "st",
    "tr",
    "str",
]
VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ee", "io", "ou"]
ENDINGS = ["", "", "n", "r", "l", "s", "nt", "nd", "st", "tion", "ment", "ity", "al", "ing", "ed"]


class Words:
    """Words of one language, drawn by Zipf's law."""

    def __init__(self, words: list[str]) -> None:
        self._words = words
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))

    def some(self, at: random.Random, count: int) -> list[str]:
        """That many words."""
        return at.choices(self._words, cum_weights=self._weights, k=count)


def _chinese(at: random.Random) -> Words:
    """Of one to four of the 3,500 most used characters, as the order of GB 2312 has them."""
    rows = (bytes((0xA0 + row, 0xA0 + cell)) for row in range(16, 56) for cell in range(1, 90))
    characters = [row.decode("gb2312") for row in rows]
    at.shuffle(characters)
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(characters))))
    lengths = at.choices((1, 2, 3, 4), (10, 70, 12, 8), k=VOCABULARY)
    return Words(["".join(at.choices(characters, cum_weights=weights, k=n)) for n in lengths])


def _english(at: random.Random) -> Words:
    def word() -> str:
        syllables = at.choices((1, 2, 3), (30, 50, 20))[0]
        return "".join(
            at.choice(INITIALS) + at.choice(VOWELS) for _ in range(syllables)
        ) + at.choice(ENDINGS)

    return Words(list(dict.fromkeys(word() for _ in range(2 * VOCABULARY)))[:VOCABULARY])


def made(segments: int, source: Path) -> Library:
    """A library of so many segments; its glossary and conversions are those of `source`."""
    real, _ = load.load(source)
    at = random.Random(segments)
    chinese, english = _chinese(at), _english(at)
    own = [text.text for key, text in real.texts.items() if key[1] in ("zh-Hans", "en")]
    quoted = [
        [
            s
            for s in text.replace("\n", " ").split("。" if "。" in text else ". ")
            if 8 < len(s) < 120 and not set(s) & set("#*|•")
        ]
        for text in own
    ]
    works, texts = [], {}
    for number in range(-(-segments // WORK)):
        count = min(WORK, segments - number * WORK)
        name = f"work-{number}"
        works.append(
            Work(
                name, {"zh-Hans": f"文献{number}", "en": f"Document {number}"}, "zh-Hans", LANGUAGES
            )
        )
        for tag, body in (
            ("zh-Hans", _zh(at, chinese, quoted[0])),
            ("en", _en(at, english, quoted[-1])),
        ):
            texts[name, tag] = Source(f"{name}/{tag}.md", _text(body, count))
    return Library(
        title=real.title,
        description=real.description,
        works=tuple(works),
        texts=texts,
        originals={},
        terms=real.terms,
        exceptions=real.exceptions,
    )


LANGUAGES = (
    Language("zh-Hans", "base", "published"),
    Language("zh-Hant", "conversion", "published", "zh-Hans"),
    Language("en", "translation", "working"),
)


def _zh(at, words, quoted):
    def sentence() -> str:
        if at.random() < 0.1:
            return at.choice(quoted) + "。"
        return (
            "".join(words.some(at, at.randint(4, 9)))
            + "，"
            + "".join(words.some(at, at.randint(4, 9)))
            + "。"
        )

    return lambda: "".join(sentence() for _ in range(at.choice((1, 2, 2, 3))))


def _en(at, words, quoted):
    def sentence() -> str:
        if at.random() < 0.1:
            return at.choice(quoted) + "."
        return " ".join(words.some(at, at.randint(8, 22))).capitalize() + "."

    return lambda: " ".join(sentence() for _ in range(at.choice((1, 2, 2, 3))))


def _text(body, count: int) -> str:
    blocks, number = [f"# {body()[:20]}"], 0
    while len(blocks) < count:
        if len(blocks) % HEAD == 1:
            blocks.append(f"## {body()[:16]}")
        else:
            number += 1
            blocks.append(f"{number}. {body()}")
    return "\n\n".join(blocks[:count]) + "\n"
