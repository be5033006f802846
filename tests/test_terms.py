"""Which strings are terms, and which are not."""

import itertools
import time

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


@pytest.mark.parametrize(
    ("form", "text", "tag"),
    [
        ("سلاح", "هذا سلاح نووي", "ar"),
        ("핵무기", "핵무기 없는 세계", "ko"),
        ("2030 Agenda", "the 2030 Agenda", "en"),
        ("(x)", "see (x)", "en"),
        ("$", "costs $5", "en"),
    ],
)
@pytest.mark.parametrize("rule", ["first", "exact", "ignore"])
def test_a_form_without_a_cased_first_letter(form, text, tag, rule):
    assert found(text, term("f", form, tag=tag, case=rule), tag=tag) == [("f", form)]


@pytest.mark.parametrize("other", [("nws", "weapon state"), ("wc", "weapon council", "on state")])
def test_a_rejected_match_hides_nothing(other):
    assert found("weapon stateless", term("w", "weapon"), term(*other)) == [("w", "weapon")]


def test_a_match_of_the_wrong_case_hides_nothing():
    terms = (term("nc", "NATO Council", case="exact"), term("c", "council"))
    assert found("nato council", *terms) == [("c", "council")]
    assert found("NATO Council", *terms) == [("nc", "NATO Council")]


def test_not_in_holds_behind_an_earlier_match():
    ab = term("ab", "甲乙", tag="zh-Hans")
    cd = term("cd", "丙丁", tag="zh-Hans", not_in={"zh-Hans": ("乙丙丁",)})
    assert found("甲乙丙丁", ab, cd, tag="zh-Hans") == [("ab", "甲乙")]


def test_not_in_bars_its_own_term_alone():
    state = term("nws", "核武器国家", tag="zh-Hans", not_in={"zh-Hans": ("拥有核武器国家",)})
    weapon = term("nw", "核武器", tag="zh-Hans")
    assert found("拥有核武器国家", state, weapon, tag="zh-Hans") == [("nw", "核武器")]


def test_a_longer_term_wins_over_not_in():
    arms = term("arms", "arms", not_in={"en": ("arms race",)})
    race = term("end", "arms race control")
    assert found("arms race control, arms race, arms", arms, race) == [
        ("end", "arms race control"),
        ("arms", "arms"),
    ]


def test_not_in_equal_to_a_form_leaves_the_form():
    arms = term("arms", "arms", not_in={"en": ("arms", "arms race")})
    assert found("arms", arms) == [("arms", "arms")]
    assert found("arms race", arms, term("race", "arms race")) == [("race", "arms race")]
    assert found("x", term("t", "t", not_in={"en": ("",)})) == []


@pytest.mark.parametrize("turn", [1, -1])
def test_forms_that_differ_in_case_alone(turn):
    people, wax = term("pl", "Polish", case="exact"), term("wax", "polish", case="exact")
    assert found("polish Polish", *(people, wax)[::turn]) == [("wax", "polish"), ("pl", "Polish")]
    small, large = term("small", "[beta]"), term("large", "[Beta]")
    assert found("[Beta][beta]", *(small, large)[::turn]) == [
        ("large", "[Beta]"),
        ("small", "[beta]"),
    ]


def test_the_exact_spelling_wins_over_one_that_merely_fits():
    assert found("Polish", term("wax", "polish"), term("pl", "Polish")) == [("pl", "Polish")]
    assert found("Arms", term("a", "arms"), term("b", "arms")) == [("a", "Arms")]


@pytest.mark.parametrize(
    ("form", "inside", "tag"),
    [
        ("cafe", "cafe\u0301", "en"),
        ("мир", "мировой", "ru"),
        ("мир", "примирить", "ru"),
        ("λόγος", "διάλόγος", "el"),
        ("سلاح", "سلاحهم", "ar"),
        ("नियम", "नियमों", "hi"),
        ("नियम", "नियम\u0947", "hi"),
        ("핵무기", "비핵무기", "ko"),
        ("가", "가\u11a8", "ko"),
        ("ＮＰＴ", "ＮＰＴＸ", "zh-Hans"),
        ("は", "は\u3099", "ja"),
    ],
)
def test_no_match_inside_a_word(form, inside, tag):
    assert found(inside, term("t", form, tag=tag), tag=tag) == []
    assert found(f"{form}, «{form}»", term("t", form, tag=tag), tag=tag) == [("t", form)] * 2


@pytest.mark.parametrize(
    ("form", "text", "tag"),
    [
        ("weapon", "weapon’s", "en"),
        ("weapon", "weapon²", "en"),
        ("핵무기", "핵무기를", "ko"),
        ("NPT", "NPT는", "ko"),
        ("核兵器", "核兵器の", "ja"),
        ("カフェ", "カフェへ", "ja"),
        ("辻", "辻\U000e0100", "ja"),
        ("อาวุธ", "มีอาวุธนิวเคลียร์", "th"),
        ("НПТ", "用НПТ条约", "zh-Hans"),
        ("NPT", "用Npt条约，NPT", "zh-Hans"),
    ],
)
def test_a_word_may_end_here(form, text, tag):
    assert found(text, term("t", form, tag=tag), tag=tag) == [("t", form)]


def test_a_final_sigma_is_a_sigma():
    assert found("ΛΟΓΟΣ λογος", term("t", "λογος", tag="el", case="ignore"), tag="el") == [
        ("t", "ΛΟΓΟΣ"),
        ("t", "λογος"),
    ]


def test_many_terms_are_found_fast():
    terms = [term(f"t{i}", f"term{i}", f"term{i} state") for i in range(2000)]
    text = " ".join(f"term{i} stateless disarmament" for i in range(20_000))
    started = time.perf_counter()
    assert len(found(text, *terms)) == 2000
    assert time.perf_counter() - started < 2


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
    assert fold(text) == "".join(map(fold, text))


def test_fold_keeps_the_length_of_every_character():
    assert all(len(fold(chr(code))) == 1 for code in range(0x110000))
