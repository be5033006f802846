"""Digests and sketches: what is the same wording, and what is like it."""

import random
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition import pipeline
from edition.fingerprints import PIECE, PIECES, digest, likeness, pieces, sketch
from edition.permanence import LIKE

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("He said “go”.", 'He said "go".'),
        ("1990–1995", "1990-1995"),
        ("a  b\nc", "a b c"),
        ("第 1 段", "第1段"),
        ("核裁军,", "核裁军，"),
        ("…", "..."),
        ("e\u0301", "é"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_typography_makes_no_other_wording(one, other):
    assert digest(one) == digest(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("may be", "maybe"),
        ("Let us eat, grandma", "Let us eat grandma"),
        ("the Treaty", "the treaty"),
        ("10²", "102"),
        ("p. 5", "p. 6"),
        ("发展", "發展"),
    ],
)
def test_letters_case_digits_and_punctuation_are_the_wording(one, other):
    assert digest(one) != digest(other)


@given(st.text(max_size=200))
def test_a_text_is_wholly_like_itself_and_its_sketch_is_small(text):
    sketched = sketch(text)
    assert likeness(sketched, text) == 1
    assert len(sketched) <= PIECE * PIECES and len(sketched) == PIECE * len(pieces(sketched))


@given(st.text(max_size=80), st.text(max_size=80))
def test_likeness_is_a_share(one, other):
    assert 0 <= likeness(sketch(one), other) <= 1


@pytest.mark.parametrize(("one", "other"), [("* * *", "Aims"), ("Aims", "* * *"), ("", "a b")])
def test_no_words_are_like_no_words_alone(one, other):
    assert likeness(sketch(one), other) == 0
    assert likeness(sketch("* * *"), "—") == 1


def test_a_text_that_grows_over_the_bound_of_short_ones_stays_like_itself():
    short = "one two three four five six seven eight nine ten eleven"
    assert likeness(sketch(short), f"{short} twelve thirteen") > 0.5
    assert likeness(sketch(f"{short} twelve thirteen"), short) > 0.5


@pytest.mark.parametrize("tag", ["zh-Hans", "en"])
def test_of_the_first_edition_no_two_paragraphs_are_taken_for_one(tag):
    edition, _ = pipeline.check(ROOT / "source")
    texts = [segment.text for segment in edition.readings[0].documents[tag].segments]
    sketched = {text: sketch(text) for text in texts}
    assert max(likeness(sketched[a], b) for a, b in combinations(texts, 2)) < LIKE


@pytest.mark.parametrize("tag", ["zh-Hans", "en"])
def test_a_paragraph_that_keeps_nine_words_in_ten_is_taken_for_itself(tag):
    edition, _ = pipeline.check(ROOT / "source")
    chance = random.Random(1)
    for segment in edition.readings[0].documents[tag].segments:
        gap = " " if tag == "en" else ""
        words = segment.text.split() if gap else list(segment.text)
        if len(words) < 20:
            continue
        for at in chance.sample(range(len(words)), len(words) // 10):
            words[at] = "xyz" if gap else "甲"
        assert likeness(sketch(segment.text), gap.join(words)) >= LIKE
