"""What the search takes for equal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.writers.search_fold import classes_in, fold, tokens, variants, word_pairs

EQUAL = [
    ("國際原子能機構", "国际原子能机构"),
    ("國际原子能機构", "国际原子能机构"),
    ("裡 裏 里", "里里里"),
    ("２０２２年", "2022 年"),
    ("Ｖｅｒｉｆｉｃａｔｉｏｎ", "verification"),
    ("Café ÉTAT", "cafe etat"),
    ("cafe\u0301", "café"),
    ("ﬁssile", "fissile"),
    ("Straße", "STRASSE"),
    ("cut-off", "cut off"),
    ("cut—off", "cut - off"),
    ("核武器。英国", "核武器，英国"),
    ("無　核", "无核"),
    ("non\u00adnuclear", "nonnuclear"),
    ("ｶﾞｲﾄﾞ", "ガイド"),
    ("10 000", "10\u00a0000"),
    ("two   states", "two\tstates"),
]
DIFFERENT = [
    ("核武器。英国", "核武器英国"),
    ("10 000", "10000"),
    ("two states", "twostates"),
    ("国\n家", "国家"),
    ("resume", "resumes"),
    ("C+", "C"),
]


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_equal(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different(one, other):
    assert fold(one) != fold(other)


def test_tokens_are_pairs_of_what_stands_without_spaces_and_words():
    assert list(tokens(fold("无核武器 NPT 2022, two States"))) == [
        "无核", "核武", "武器", "器", "20", "02", "22", "2", "npt", "two", "states"
    ]  # fmt: skip


def test_pairs_are_of_words_that_follow_each_other():
    text = "Two nuclear-weapon States，三国 and one 4 more. Two"
    assert list(word_pairs(fold(text))) == [
        "two nuclear", "nuclear weapon", "weapon states", "and one", "more two"
    ]  # fmt: skip


def test_each_character_is_of_one_class_that_it_leads_or_follows():
    for character, forms in variants().items():
        assert character in forms and len(forms) > 1
        assert all(variants()[form] == forms for form in forms)


def test_the_classes_of_a_text_hold_every_form_of_its_characters():
    wanted = {"".join(variants()["国"]), "".join(variants()["发"])}
    assert set(classes_in(["国发ab"]).split()) == wanted


@given(st.text())
def test_any_text_folds_to_words_parted_by_single_spaces(text):
    assert fold(text) == " ".join(fold(text).split())
    assert not set(fold(text)) & set("\n\t\x1d\x1e\x1f,.")


@given(st.text(st.sampled_from("国家 ab1，2。\n-"), max_size=12), st.data())
def test_what_is_cut_from_a_text_is_found_in_it(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert fold(text[start:end]) in fold(text)
