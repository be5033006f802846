"""Where forms stand unmarked, and what is said of each place."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import library

from edition import link, load, term_review
from edition.model import Document, Edition, Language, Reading, Segment, Term, Work
from edition.term_review import REASONS, human, review
from edition.terms import fold, matcher
from edition.text import Source, Span

WORK = """id: w
title: {en: T}
base: en
languages: [{tag: en, role: base, status: published}]
"""


def term(name, *forms, tag="en", **more):
    return Term(name, {tag: forms}, {}, **more)


def edition(text, *terms, tag="en"):
    """An edition of one paragraph."""
    source = Source("w/text.md", f"# T\n\n1. {text}\n")
    place = source.text.index("1.")
    segment = Segment("p1", "paragraph", "1.", text, place=Span(place, len(source.text) - 1))
    occurrences = tuple(matcher(terms, tag).find(segment))
    work = Work("w", {}, tag, (Language(tag, "base", "published"),))
    document = Document(tag, source, (segment,))
    return Edition({}, {}, (Reading(work, (), {tag: document}, occurrences),), terms, (tag,))


def unmarked(text, *terms, tag="en"):
    return [
        (place.term, place.context[1], place.reason, place.by, place.around)
        for each in review(edition(text, *terms, tag=tag))
        for place in each.unmarked
    ]


RACE = term("race", "arms race")
ARMS = term("arms", "arms")


@pytest.mark.parametrize(
    ("text", "terms", "expected"),
    [
        ("the arms race", (RACE, ARMS), [("arms", "arms", "longer", "race", "arms race")]),
        (
            "the arms race control",
            (RACE, term("c", "race control")),
            [("c", "race control", "overlap", "race", "arms race")],
        ),
        (
            "his Arms and legs",
            (term("arms", "arms", not_in={"en": ("arms and legs", "two arms")}),),
            [("arms", "Arms", "not-in", "", "Arms and legs")],
        ),
        ("disarmament", (term("a", "arm"),), [("a", "arm", "word", "", "disarmament")]),
        ("ARMS", (ARMS,), [("arms", "ARMS", "case", "", "")]),
        (
            "Polish",
            (term("pl", "Polish", case="exact"), term("wax", "polish")),
            [("wax", "Polish", "shared", "pl", "Polish")],
        ),
        (
            "arms, Arms",
            (term("arms", "arms", mark="first"),),
            [("arms", "Arms", "first", "", "")],
        ),
        (
            "arms race and arms race",
            (term("race", "arms race", mark="first"), ARMS),
            [
                ("race", "arms race", "first", "", ""),
                ("arms", "arms", "longer", "race", "arms race"),
                ("arms", "arms", "longer", "race", "arms race"),
            ],
        ),
        ("the arms race", (term("arms", "arms", "arms race"),), []),
        ("arms", (term("arms", "Arms", "arms", case="exact"),), []),
        ("nothing", (ARMS,), []),
    ],
)
def test_the_reason(text, terms, expected):
    assert unmarked(text, *terms) == expected


def test_the_place_is_in_the_file(tmp_path):
    files = {
        "library.yml": "title: {en: L}\n",
        "glossary.yml": "terms:\n- {id: arms, forms: {en: [arms]}, definition: {en: D}}\n",
        "w/work.yml": WORK,
        "w/en.md": "# T\n\n1. One *two*\nthree *dis*|armsed\nand\n\n(a) arms\n",
    }
    made, _ = link.link(load.load(library(tmp_path, files))[0])
    (each,) = review(made)
    assert each.marked == {"en": 1}
    (place,) = each.unmarked
    assert (place.segment.id, place.around) == ("p1", "disarmsed")
    assert "w/en.md:4:13: One two three dis[arms]ed and: inside the word" in human([each])


def test_conversions_are_left_out(tmp_path):
    files = {
        "library.yml": "title: {zh-Hans: 库}\n",
        "glossary.yml": "terms:\n- {id: t, forms: {zh-Hans: [核武器, 国家]}, definition: {en: D},"
        " mark: first}\n",
        "w/work.yml": "id: w\ntitle: {zh-Hans: 题}\nbase: zh-Hans\nlanguages:\n"
        "- {tag: zh-Hans, role: base, status: published}\n"
        "- {tag: zh-Hant, role: conversion, from: zh-Hans, status: published}\n",
        "w/zh-Hans.md": "# 题\n\n1. 核武器国家\n",
    }
    made, _ = link.link(load.load(library(tmp_path, files))[0])
    (each,) = review(made)
    assert {o.language for o in made.readings[0].occurrences} == {"zh-Hans", "zh-Hant"}
    assert each.marked == {"zh-Hans": 1}
    assert [(p.language, p.reason) for p in each.unmarked] == [("zh-Hans", "first")]


def test_the_report_for_people():
    text = "A long beginning of the text: the arms race, disarmsed,\nand on and on. ARMS!"
    lines = human(review(edition(text, RACE, ARMS, term("none", "none")))).split("\n")
    assert lines == [
        "race: 1 marked (en 1), 0 not",
        "arms: 0 marked, 3 not",
        "  w/text.md:3:38: …ng of the text: the [arms] race, disarmsed,\ufffdan…: "
        "inside “arms race” of race",
        "  w/text.md:3:52: …: the arms race, dis[arms]ed,\ufffdand on and on. A…: "
        "inside the word “disarmsed”",
        "  w/text.md:4:16: …sed,\ufffdand on and on. [ARMS]!: "
        "the form is “arms”, and its case must fit",
        "none: 0 marked, 0 not",
        "",
        "3 terms: 1 marked (en 1), 3 not",
        "  inside a longer form of another term: 1",
        "  inside a word: 1",
        "  in another case: 1",
    ]


def test_every_reason_has_words():
    terms = (
        term("race", "arms race", mark="first"),
        term("arms", "arms", not_in={"en": ("two arms",)}),
        term("c", "race control", "Pol", case="exact"),
        term("d", "pol"),
    )
    text = "arms race control, arms race, two arms, xarms, ARMS, Pol"
    reviews = review(edition(text, *terms))
    assert {p.reason for each in reviews for p in each.unmarked} == set(REASONS)
    assert all(f"\n  {words}: " in human(reviews) for words in REASONS.values())


def test_the_report_as_data():
    (race, arms) = term_review.as_data(review(edition("the arms race", RACE, ARMS)))
    assert race == {"id": "race", "marked": {"en": 1}, "unmarked": []}
    assert json.loads(json.dumps(arms))["unmarked"] == [
        {
            "reason": "longer",
            "by": "race",
            "around": "arms race",
            "form": "arms",
            "text": "arms",
            "before": "the ",
            "after": " race",
            "work": "w",
            "segment": "p1",
            "lang": "en",
            "start": 4,
            "end": 8,
            "file": "w/text.md",
            "line": 3,
            "column": 8,
        }
    ]


@given(
    st.text("abAB -核e\u0301", max_size=20),
    st.lists(
        st.builds(
            lambda n, forms, case, mark, longer: term(
                f"t{n}", *forms, case=case, mark=mark, not_in={"en": tuple(longer)}
            ),
            st.integers(0, 3),
            st.lists(st.text("abAB 核", min_size=1, max_size=3), min_size=1, max_size=2),
            st.sampled_from(["first", "exact", "ignore"]),
            st.sampled_from(["all", "first"]),
            st.lists(st.text("abAB 核", min_size=1, max_size=4), max_size=1),
        ),
        max_size=4,
        unique_by=lambda entry: entry.id,
    ),
)
def test_every_place_of_a_form_is_marked_or_reported(text, terms):
    made = edition(text, *terms)
    marked = {(o.term, o.span) for o in made.readings[0].occurrences}
    reported = [(p.term, p.span) for each in review(made) for p in each.unmarked]
    assert len(reported) == len(set(reported))
    assert not marked & set(reported)
    standing = list(
        matcher([replace(t, mark="all") for t in terms], "en").find(
            made.readings[0].documents["en"].segments[0]
        )
    )
    for entry in terms:
        for form in entry.forms["en"]:
            for start in range(len(text)):
                span = Span(start, start + len(form))
                if fold(text[start : span.end]) == fold(form):
                    own = any(
                        o.term == entry.id and o.span.start <= start and span.end <= o.span.end
                        for o in standing
                    )
                    assert own or (entry.id, span) in reported
