"""The options of a layout."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """How a page is set and how it is read back. Widths and indents are display columns.

    `header`, `footer` and their `_even` forms are lines; a line begins with `<`, `^` or
    `>` (left, centred, right), and `||` parts it into a left and a right half. They know
    `{symbol}`, `{title}`, `{date}`, `{page}`, `{pages}`, `{roman}` and `{han}`.
    """

    name: str
    width: int = 72
    lines: int = 40
    blank: str = "none"  # none | every | paragraphs | double | headings
    trailing: str = "none"  # none | paragraph | every | inner
    page_start: str = "plain"  # plain | space | formfeed | formfeed-line | blanks
    page_space: str = "   "
    header: tuple[str, ...] = ()
    header_even: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    footer_even: tuple[str, ...] = ()
    header_first: bool = False  # whether page 1 has the header, too
    furniture_gap: bool = True  # whether a blank line parts furniture from text
    footer_on_top: bool = False  # the extractor gives the footer before the page's text
    job: tuple[str, ...] = ()
    masthead: bool = False
    mark_gap: str = " "
    article_gap: str = " "
    mark_alone: float = 0.0  # share of marks that stand alone on a line
    indent: str = ""  # before the first line of a paragraph
    hanging: int = 0  # columns before its other lines
    level_indent: int = 0  # columns for each level of items
    heading: str = "left"  # left | centre | spaces
    collide: float = 0.0  # share of headings without the blank line around them
    hyphenate: float = 0.0
    hyphen: str = "-"
    cjk_latin: str = "keep"  # keep | insert | remove
    spread: float = 0.0  # share of Chinese lines with a space in every gap
    speckle: float = 0.0  # share of gaps between Chinese characters with a space
    fullwidth: float = 0.0  # share of runs of digits and capitals that are full-width
    nbsp: str = "none"  # none | spaces | marks
    radicals: float = 0.0
    compatibility: float = 0.0
    ligatures: bool = False
    bullet: str = "•"
    call: str = "digit"  # digit | superscript | bracket | circled | paren
    note_mark: str = "{n}"
    note_gap: str = " "
    notes: str = "page"  # page | end
    note_rule: str = ""
    dash_break: bool = False
    table: str = "spaces"  # spaces | tabs
    bom: bool = False
    newline: str = "\n"
