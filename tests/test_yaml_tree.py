"""YAML with positions: what is read, and what is refused with a place."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from edition.text import Span
from edition.yaml_tree import YamlError, parse

VALUES = st.recursive(
    st.none() | st.text(st.characters(exclude_categories=["Cs", "Cc"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("ab核-", min_size=1), inner),
    max_leaves=12,
)


def test_scalars_stay_as_written():
    tree = parse("no: no\ndate: 2022-01-04\nn: 012\nnothing: ~\nsymbol: null\nempty: ''\n")
    assert tree.value == {
        "no": "no",
        "date": "2022-01-04",
        "n": "012",
        "nothing": None,
        "symbol": None,
        "empty": "",
    }


def test_places_of_keys_and_items():
    tree = parse("a:\n  - x\n  - b: 核\n")
    assert tree.place(("a",)) == Span(0, 1)
    assert tree.place(("a", 1, "b")) == Span(13, 14)
    assert tree.place(("a", 1, "none", 3)) == Span(13, 14)


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("[" * 100_000, 40),
        ("a: &x [1]\nb: *x", 3),
        ("a: 1\na: 2", 5),
        ("- !!python/object:os.system x", 2),
        ("{a: 1}: 2", 0),
        ("a: [1", 5),
        ("\x00", 0),
    ],
)
def test_refused_with_a_place(text, offset):
    with pytest.raises(YamlError) as error:
        parse(text)
    assert error.value.offset == offset


@given(VALUES)
def test_what_is_dumped_is_read_back(value):
    assert parse(yaml.safe_dump(value, allow_unicode=True, width=1000)).value == value


@given(st.text())
def test_any_text_is_read_or_refused(text):
    try:
        parse(text)
    except YamlError as error:
        assert 0 <= error.offset <= len(text)


def test_a_tab_is_named():
    with pytest.raises(YamlError, match="indent with spaces, not tabs") as error:
        parse("a:\n\tb: 1")
    assert error.value.offset == 3


def test_control_characters_of_escapes_are_replaced_and_told():
    tree = parse('a: "x\\0y"\n"\\e": 1\n')
    assert tree.value == {"a": "x\ufffdy", "\ufffd": "1"}
    assert tree.controls == (Span(3, 9), Span(10, 14))


def test_a_tree_without_some_items_keeps_the_places_of_the_rest():
    tree = parse("a: [x, y, {b: z}]\nc: 1\n").without({("a", 1), ("c",)})
    assert tree.value == {"a": ["x", {"b": "z"}]}
    assert tree.place(("a", 1, "b")) == Span(11, 12)
    assert ("c",) not in tree.places


@given(VALUES)
def test_a_tree_without_nothing_is_the_same(value):
    tree = parse(yaml.safe_dump(value, allow_unicode=True))
    assert tree.without(()) == tree
