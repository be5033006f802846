"""Which strings are terms, and which are not."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.model import Segment, Term
from edition.terms import fold, matcher


def term(name, *forms, tag="en", **more):
    return Term(name, {tag: forms}, {}, **more)


def found(text, *terms, tag="en"):
    segment = Segment("p1", "paragraph", "1.", text)
    return [(o.term, text[o.span.start : o.span.end]) for o in matcher(terms, tag).find(segment)]


TREATY = term("npt", "不扩散核武器条约", tag="zh-Hans")
WEAPON = term("weapon", "核武器", tag="zh-Hans")


@pytest.mark.parametrize("terms", [(TREATY, WEAPON), (WEAPON, TREATY)])
def test_the_longest_wins(terms):
    assert found("《不扩散核武器条约》与核武器", *terms, tag="zh-Hans") == [
        ("npt", "不扩散核武器条约"),
        ("weapon", "核武器"),
    ]


def test_not_in():
    state = term("nws", "核武器国家", tag="zh-Hans", not_in={"zh-Hans": ("拥有核武器国家",)})
    assert found("拥有核武器国家和核武器国家", state, tag="zh-Hans") == [("nws", "核武器国家")]


def test_mark_first():
    assert len(found("arms arms arms", term("a", "arms"))) == 3
    assert len(found("arms arms arms", term("a", "arms", mark="first"))) == 1


def test_latin_words_are_whole():
    assert found("disarm arms armset 3arms", term("a", "arm", "arms")) == [("a", "arms")]
    assert found("(arms)", term("a", "arms")) == [("a", "arms")]
    assert found("用NPT条约", term("npt", "NPT", tag="zh-Hans"), tag="zh-Hans") == [("npt", "NPT")]
    assert found("NPTX", term("npt", "NPT", tag="zh-Hans"), tag="zh-Hans") == []


@pytest.mark.parametrize(
    ("rule", "accepted"),
    [
        ("first", ["global zero", "Global zero"]),
        ("exact", ["global zero"]),
        ("ignore", ["global zero", "Global zero", "GLOBAL Zero"]),
    ],
)
def test_case(rule, accepted):
    every = ["global zero", "Global zero", "GLOBAL Zero"]
    entry = term("z", "global zero", case=rule)
    assert [text for text in every if found(text, entry)] == accepted


def test_a_capital_form_needs_its_capital():
    assert found("the treaty, the Treaty", term("t", "Treaty")) == [("t", "Treaty")]


def test_no_terms_no_occurrences():
    assert found("anything") == []


@given(st.text(st.sampled_from("核武器不扩散条约ab NPTİ")))
def test_occurrences_are_ordered_and_apart(text):
    segment = Segment("p1", "paragraph", "1.", text)
    for tag in ("en", "zh-Hans"):
        terms = (TREATY, WEAPON, term("a", "ab", "npt"))
        spans = [o.span for o in matcher(terms, tag).find(segment)]
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


@given(st.text())
def test_fold_keeps_offsets(text):
    assert len(fold(text)) == len(text)
