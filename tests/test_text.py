"""Places in a text: lines, columns, excerpts and carets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.text import EXCERPT_WIDTH, Source, Span, display_width, printable


def test_positions_count_from_one():
    source = Source("f", "ab\n核c\n")
    assert source.position(0) == (1, 1)
    assert source.position(2) == (1, 3)
    assert source.position(3) == (2, 1)
    assert source.position(4) == (2, 2)
    assert source.position(6) == (3, 1)


def test_caret_stands_under_a_wide_character():
    source = Source("f", "x\n核武器a")
    assert source.excerpt(Span(4, 5)) == ("核武器a", "    ^^")


def test_long_line_is_cut_around_the_span():
    source = Source("f", "a" * 500 + "X" + "b" * 500)
    shown, caret = source.excerpt(Span(500, 501))
    assert len(shown) == EXCERPT_WIDTH
    assert shown[caret.index("^")] == "X"


def test_control_characters_are_shown_as_replacements():
    assert printable("a\x00b\x1b") == "a\ufffdb\ufffd"
    assert display_width("核a") == 3


@given(st.text(max_size=200), st.data())
def test_every_offset_has_a_place_and_an_excerpt(text, data):
    source = Source("f", text)
    at = data.draw(st.integers(0, len(text)))
    line, column = source.position(at)
    assert source.line_starts[line - 1] + column - 1 == at
    assert text.count("\n", 0, at) == line - 1
    shown, caret = source.excerpt(Span(at, at + 1))
    assert "\n" not in shown
    assert caret.strip(" ").strip("^") == ""
    assert "^" in caret


@pytest.mark.parametrize("space", ["\u3000", "\xa0", "\u2003", "\u202f"])
def test_a_space_of_any_width_is_shown_as_itself(space):
    assert printable(f"一{space}二") == f"一{space}二"


def test_tab_and_carriage_return_are_shown_as_a_space():
    source = Source("f", "a\tbc\r\nd")
    assert source.excerpt(Span(2, 3)) == ("a bc ", "  ^")
    assert source.excerpt(Span(4, 5)) == ("a bc ", "    ^")


def test_a_caret_stands_right_after_an_ideographic_space():
    assert Source("f", "\u3000核x").excerpt(Span(2, 3)) == ("\u3000核x", "    ^")


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\u2028", "\ud800", "\x9b"])
def test_what_would_upset_a_terminal_is_replaced(character):
    assert printable(character) == "\ufffd"
