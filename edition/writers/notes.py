"""The notes page of each language: what is said of the words of every work, in their order."""

from __future__ import annotations

from collections.abc import Iterator

from edition.model import Anchor, Edition, Note, Output, Reading
from edition.writers.annotations import numbered
from edition.writers.crosslinks import Crosslinks, crosslinks
from edition.writers.entries import label_of, line, paragraphs, quotations, sources
from edition.writers.layout import meta, page, page_path, relative, shown_in, title_of
from edition.writers.markdown import literal
from edition.writers.strings import strings
from edition.writers.verifying import of_files

NAME = "notes"
Numbered = tuple[tuple[int, Note], ...]


def write(edition: Edition) -> Iterator[Output]:
    """`<lang>/notes.md` for every language, where any work has notes."""
    annotated = [(reading, numbered(reading)) for reading in edition.readings if reading.notes]
    links = crosslinks(edition)
    for tag in edition.languages if annotated else ():
        yield _page(edition, links, annotated, tag)


def _page(
    edition: Edition, links: Crosslinks, annotated: list[tuple[Reading, Numbered]], tag: str
) -> Output:
    words = strings(tag)
    path = f"{tag}/notes.md"
    parts = [f'<h1 id="notes.title" markdown="span">{literal(words["notes"])}</h1>\n']
    for reading, notes in annotated:
        parts.append(_heading(reading, tag, path))
        parts += (_entry(reading, links, note, number, path) for number, note in notes)
    titles = words["comma"].join(title_of(reading, tag) for reading, _ in annotated)
    alternates = {t: f"{t}/notes.md" for t in edition.languages}
    made_from = (note.source for reading, _ in annotated for note in reading.notes if note.source)
    values = meta(
        edition,
        tag,
        words["notes"],
        words["notes"] + words["colon"] + titles,
        alternates,
        verify=of_files(tag, made_from),
    )
    return page(path, values, "\n".join(parts))


def _heading(reading: Reading, tag: str, path: str) -> str:
    target = relative(page_path(shown_in(reading, tag), reading.work.id, 0), path)
    title = f"[{literal(title_of(reading, tag))}]({target})"
    return f'<h2 id="{reading.work.id}.notes" markdown="span">{title}</h2>\n'


def _entry(reading: Reading, links: Crosslinks, note: Note, number: int, path: str) -> str:
    tag, anchor = path.split("/")[0], Anchor("note", note.id, reading.work.id)
    words = strings(tag)
    quotes = quotations(note.quote, tag)
    facts = [*quotes[1:], literal(words[f"note_{note.kind}"])]
    if note.status == "working":
        facts.append(f"<em>{literal(words['note_working'])}</em>")
    lines = [
        f'<section class="entry note-entry" id="{note.id}" markdown="block">',
        f'<h3 id="{note.id}.head" markdown="span">{literal(f"{number}. ")}{quotes[0]}</h3>',
        f'<p class="forms" markdown="span">{" · ".join(facts)}</p>',
    ]
    lines += paragraphs(note.body, tag, lambda text: links.named_in(text, anchor, tag, path))
    if note.sources:
        lines.append(sources(note.sources, tag))
    lines += links.lines(anchor, tag, path)
    lines.append(line("occurs", words["passage"], _passage(reading, links, note, path), tag))
    return "\n".join([*lines, "</section>", ""])


def _passage(reading: Reading, links: Crosslinks, note: Note, path: str) -> str:
    """A link to the segment of a note, in the page's language or else in the base."""
    row = links.rows[reading.work.id][note.at]
    shown = shown_in(reading, path.split("/")[0])
    text = row.texts.get(shown, row.texts[reading.work.base]).text
    target = relative(page_path(shown, reading.work.id, row.section), path)
    return f"[{literal(label_of(row.id, text))}]({target}#{row.id})"
