"""Rows by segment id, sentences by count."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.align import differences, rows, sentences
from edition.model import Segment
from edition.readers.edition_text import read
from edition.text import Source, Span


def document(text, tag):
    return read(Source(f"{tag}.md", text), tag, "continuous")[0]


def parts(text, tag, splits=()):
    segment = Segment("p1", "paragraph", "1.", text, splits=splits)
    return [text[s.start : s.end] for s in sentences(segment, tag)]


def codes(base, other):
    return [p.code for p in differences(document(base, "en"), document(other, "fr"))]


def test_sentences():
    assert parts("甲。“乙！”丙", "zh-Hans") == ["甲。", "“乙！”", "丙"]
    assert parts("One. Two? three", "en") == ["One.", " Two? three"]
    assert parts("甲乙", "zh-Hans", (1,)) == ["甲", "乙"]
    assert parts("", "en") == []


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Un. État", "fr"),
        ("« Un ! » « Deux »", "fr"),
        ("Uno. ¿Dos?", "es"),
        ("Eins. „Zwei“", "de"),
        ("„Eins.“ Zwei", "de"),
        ("Один. Два", "ru"),
        ("Ένα. Δύο", "el"),
        ("كيف؟ نعم", "ar"),
        ("ایک۔ دو", "ur"),
        ("एक। दो", "hi"),
        ("하나. 둘", "ko"),
        ("In 2030. 40 states", "en"),
        ("It stops! 5 states", "en"),
        ("He saw the piano. 5 states", "en"),
    ],
)
def test_two_sentences(text, tag):
    assert len(parts(text, tag)) == 2


@pytest.mark.parametrize(
    "text",
    ["See e.g. this", "p. ex. été", "т. е. так"]
    + [f"See {mark}. 5" for mark in ("No", "no", "para", "paras", "art", "Art", "vol", "p", "pp")]
    + ["No. 3.5 stays", "(pp. 3–5)"],
)
def test_one_sentence(text):
    assert parts(text, "fr") == [text]


def test_a_run_of_stops_takes_linear_time():
    started = time.perf_counter()
    assert len(parts("." * 100_000, "en")) == 1
    assert len(parts("a." + " " * 100_000 + "b", "en")) == 1
    assert len(parts("a. " + "“ " * 50_000 + "b", "en")) == 1
    assert time.perf_counter() - started < 1


@given(st.text(), st.sampled_from(["en", "zh-Hans"]))
def test_sentences_cover_the_text(text, tag):
    assert "".join(parts(text, tag)) == text


def test_rows_follow_the_base():
    base = document("# T\n\n## A\n\n1. x\n\n## B\n\n2. y", "en")
    other = document("# U\n\n2. z\n\n9. more", "fr")
    found = rows(base, {"fr": other})
    assert [(r.id, r.section, sorted(r.texts)) for r in found] == [
        ("title", 0, ["en", "fr"]),
        ("s1", 1, ["en"]),
        ("p1", 1, ["en"]),
        ("s2", 2, ["en"]),
        ("p2", 2, ["en", "fr"]),
    ]


def test_differences():
    base = "# T\n\n1. x\n\n2. y"
    assert codes(base, base) == []
    assert codes(base, "# T\n\n1. x") == ["E202"]
    assert codes(base, base + "\n\n3. z") == ["E203"]
    assert codes(base, "# T\n\n2. y\n\n1. x") == ["E204"]
    assert codes(base, "# T\n\n1. X. Y\n\n2. y") == ["W205"]


def test_a_difference_has_a_place():
    base = document("# T\n\n1. x\n\n2. y", "en")
    (problem,) = differences(base, document("# T\n\n1. x", "fr"))
    assert problem.source is base.source
    assert problem.span == Span(11, 15)
