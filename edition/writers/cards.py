"""The cards of a page: notes, what a term means, what the target of a cross-reference says.

On a screen a card pops up beside the link that names it in `interestfor`; on paper the cards
are the notes at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from edition.model import Anchor, Note, Row, Segment, Term
from edition.writers.entries import in_reading_order, label_of, paragraphs, quotations, sources
from edition.writers.layout import (
    attributes,
    card_of_note,
    card_of_segment,
    card_of_term,
    chosen,
    headwords,
    page_path,
    relative,
)
from edition.writers.markdown import Link, Marks, literal, marked
from edition.writers.rows import Page
from edition.writers.strings import strings
from edition.writers.term_entries import term_path


def cards(page: Page) -> str:
    """The cards for all that is marked on a page, in any of its languages."""
    links, marks = page.links, page.marks
    terms = sorted(_called(page, card_of_term), key=links.order.__getitem__)
    notes = sorted(_called(page, card_of_note), key=marks.numbers.__getitem__)
    rows = sorted(_called(page, card_of_segment), key=marks.order.__getitem__)
    return "".join(
        (
            *_endnotes(page, "notes", [_note(page, marks.notes[name]) for name in notes]),
            *_endnotes(page, "definitions", [_term(page, links.terms[name]) for name in terms]),
            *_endnotes(page, "referred", [_segment(page, marks.rows[name]) for name in rows]),
        )
    )


def _called(page: Page, card_of: Callable[[str], str]) -> list[str]:
    """The ids of what the page's links name cards of, of one kind."""
    kind = card_of("")
    return [card.removeprefix(kind) for card in page.called if card.startswith(kind)]


def _endnotes(page: Page, word: str, found: list[str]) -> Iterator[str]:
    """A section of cards; its heading shows on paper alone."""
    if found:
        yield (
            f'<section class="cards" data-apparatus markdown="block">\n'
            f'<p class="cards-head">{literal(strings(page.tag)[word])}</p>\n'
        )
        yield from found
        yield "</section>\n"


def _card(page: Page, identifier: str, body: str, more: str, note: str = "") -> str:
    """A card; where the page's own language does not call it, with the languages that do.

    `more` are links to read on; `note` is the id of the note that the card holds.
    """
    tags = page.called[identifier]
    elsewhere = "" if page.tag in tags else f' data-in="{" ".join(tags)}"'
    kind = f'class="card card-note" data-of="{note}"' if note else 'class="card"'
    return (
        f'<div {kind} id="{identifier}" popover="auto"{elsewhere} markdown="block">\n{body}'
        f'<p class="card-more" markdown="span">{more}</p>\n</div>\n'
    )


def _more(page: Page, word: str, path: str, anchor: str = "") -> str:
    """A link from a card, called by an interface word, to a page and an element of it."""
    target = f"{relative(path, page.path)}{anchor and f'#{anchor}'}"
    return f"[{literal(strings(page.tag)[word])}]({target})"


def _term(page: Page, term: Term) -> str:
    texts = in_reading_order(term.definition, page.tag)
    words = headwords(term)
    heads = " · ".join(
        f"<span{attributes(t, page.tag)}>{literal(words[t])}</span>"
        for t in dict.fromkeys(chosen(words, t) for t, _ in texts)
        if t in words
    )
    body = f'<p class="card-head" markdown="span">{heads}</p>\n' + "".join(
        f"{text}\n" for text in paragraphs(term.definition, page.tag)
    )
    entry = _more(page, "full", f"{page.tag}/glossary.md", term.id)
    concordance = _more(page, "concordance", term_path(page.tag, term.id))
    return _card(page, card_of_term(term.id), body, f"{entry} {concordance}")


def _note(page: Page, note: Note) -> str:
    first, *others = quotations(note.quote, page.tag)
    quotes = first + "".join(f'<span class="other"> · {quote}</span>' for quote in others)
    number = literal(f"{page.marks.numbers[note.id]}. ")
    anchor = Anchor("note", note.id, page.reading.work.id)

    def links(text: str) -> tuple[Link, ...]:
        return page.links.named_in(text, anchor, page.tag, page.path)

    body = f'<p class="card-head" markdown="span">{number}{quotes}</p>\n' + "".join(
        f"{text}\n" for text in paragraphs(note.body, page.tag, links)
    )
    if note.sources:
        body += sources(note.sources, page.tag) + "\n"
    more = _more(page, "full", f"{page.tag}/notes.md", note.id)
    return _card(page, card_of_note(note.id), body, more, note.id)


def _segment(page: Page, row: Row) -> str:
    """The target of a cross-reference, in the page's language and the first one beside it."""
    shown = [tag for tag in page.tags if tag in row.texts][:2]
    label = label_of(row.id, row.texts[shown[0]].text)
    body = f'<p class="card-head" markdown="span">{literal(label)}</p>\n' + "".join(
        f'<p{attributes(tag, page.tag)} markdown="span">{_words(row.texts[tag])}</p>\n'
        for tag in shown
    )
    path = page_path(page.tag, page.reading.work.id, row.section)
    return _card(page, card_of_segment(row.id), body, _more(page, "paragraph", path, row.id))


def _words(segment: Segment) -> str:
    return marked(segment.text, Marks(emphasis=segment.emphasis))
