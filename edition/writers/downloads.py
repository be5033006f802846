"""Links to the files that a reader can take away: of the glossary, and of a work."""

from __future__ import annotations

from edition.model import Edition, Reading
from edition.writers.describe import word
from edition.writers.layout import relative
from edition.writers.markdown import literal


def of_glossary(edition: Edition, tag: str, path: str) -> str:
    """The files of the glossary, for the page at `path`, as a paragraph."""
    found = [
        ("glossary.csv", "CSV", "for_tables"),
        ("glossary.tbx", "TBX", "for_termbases"),
        ("glossary.2008.tbx", "TBX 2008", "for_older_termbases"),
        (f"flash-cards.{tag}.csv", "Anki", "for_cards"),
    ]
    return _listed(found, tag, path)


def of_work(reading: Reading, tag: str, path: str) -> str:
    """The files of a work, for the page at `path`, as a paragraph."""
    work = reading.work.id
    memory = [(f"{work}.tmx", "TMX", "for_memories")] if len(reading.documents) > 1 else []
    return _listed([*memory, (f"{work}.json", "JSON", "for_scripts")], tag, path)


def _listed(found: list[tuple[str, str, str]], tag: str, path: str) -> str:
    links = (
        f"[{literal(name)}]({relative(file, path)}) {word(use, tag)}" for file, name, use in found
    )
    label = word("downloads", tag) + word("colon", tag)
    return f'<p class="downloads" markdown="span">{label}{literal(" · ").join(links)}</p>\n'
