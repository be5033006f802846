"""Simplified to Traditional."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.script import converter
from edition.yaml_tree import parse

FILE = Path(__file__).resolve().parent.parent / "source" / "conversion.yml"
ENTRIES = parse(FILE.read_text("utf-8")).value["exceptions"]
EXCEPTIONS = {e["text"]: e["reading"] for e in ENTRIES}
# One readable character per code point; surrogates and NUL cannot stand in a UTF-8 C string.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
CHINESE = st.text(
    st.sampled_from("了发展制造系统只干里后面台历表丑谷几松向斗准着这有关参与如何示被")
)


KNOWN = {"展示了如何", "被发展", "参与制造", "着手制定", "有关系统", "这是只有"}


def test_the_known_wrong_ones_are_excepted():
    assert set(EXCEPTIONS) >= KNOWN


@pytest.mark.parametrize(("text", "reading"), EXCEPTIONS.items())
def test_exceptions_come_out_right(text, reading):
    convert = converter(EXCEPTIONS)
    assert convert(text) == reading
    assert convert(f"国家{text}条约") == f"國家{reading}條約"


def test_no_exceptions():
    assert converter({})("核武器国家") == "核武器國家"


@given(st.one_of(TEXT, CHINESE))
def test_length_is_kept(text):
    assert len(converter(EXCEPTIONS)(text)) == len(text)
    assert len(converter({})(text)) == len(text)
