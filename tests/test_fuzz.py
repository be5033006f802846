"""The targets of the fuzzer hold for any text, and find what they are to find."""

import importlib.util
from pathlib import Path

import hostile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

PATH = Path(__file__).resolve().parent.parent / "benchmarks" / "fuzz.py"
SPEC = importlib.util.spec_from_file_location("fuzz", PATH)
fuzz = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(fuzz)


@pytest.mark.parametrize("target", fuzz.TARGETS)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_target_takes_any_text(target, data):
    text = data.draw(st.one_of(hostile.RAW, st.text(max_size=200)))
    fuzz.TARGETS[target](text)


def test_a_target_finds_what_is_wrong(monkeypatch):
    monkeypatch.setattr(fuzz, "literal", lambda text: text)
    with pytest.raises(AssertionError):
        fuzz.page("<b>")
