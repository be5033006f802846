"""Raw extracted text → edition text: each repair, and the laws that hold for every text."""

from collections import Counter
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from edition import collation
from edition.model import Language, Reading, Work
from edition.readers.edition_text import read
from edition.readers.extracted import extract
from edition.text import Source

ROOT = Path(__file__).resolve().parent.parent
FIRST = ROOT / "source" / "world-without-nuclear-weapons"
TITLE = "Report on the northern wells\n\n"


def made(text, language="en"):
    return extract(Source("raw.txt", text), language)


def visible(text):
    return Counter(c for c in text if not c.isspace())


def collated(text, extraction, language):
    """The differences that `check` finds between what was imported and its original."""
    document, problems = read(Source("x.md", extraction.text), language, extraction.numbering)
    work = Work("w", {language: "W"}, language, (Language(language, "base", "working"),))
    reading = Reading(
        work,
        (),
        {language: document},
        original=Source("original.txt", text),
        emendations=extraction.emendations,
        omissions=extraction.omissions,
    )
    errors = [p for p in problems if p.severity == "error" and p.code not in ("E104", "E107")]
    return [*errors, *collation.base_equals_original(reading)]


def assert_lossless(text, language):
    extraction = made(text, language)
    balance = visible(text)
    balance.subtract(visible("".join(repair.removed for repair in extraction.repairs)))
    balance.update(visible("".join(repair.inserted for repair in extraction.repairs)))
    assert +balance == visible(extraction.text)
    assert not -balance
    return extraction


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "", "", " ", "\f", "3", "4", "3/12", "- 3 -", "第 3 页", "Page 3 of 12",
                "A/CONF.900/WP.3", "22-00001 (C) 040122", "*2200001*", "____________",
                "1. The wells of the northern district are open to all who come,", "2. They",
                "1、水井向所有人开放，", "１．水井向所有人开放。", "(a) the first;", "(b) two;",
                "(i) one;", "（一）其一；", "㈠ 其一", "① 其一", "一、总则", "第一条",
                "第八之二条 水井", "第一章 总则", "Article 6", "ARTICLE VI", "Chapter I",
                "• a bullet", "– a dash",
                "\uf0b7 a private bullet", "\ue123", "——", "……", "“open", "closed”", "disarma-",
                "ment was agreed", "non-", "nuclear States", "regime1 was", "1 See the record.",
                "⼈们", "ﬁnding", "soft\u00adhyphen", "\ufeff", "Annex", "*", "|", "\\", "# x",
                "Name\t\tCountry\t\tYear", "Done at Northwell", "5.", "(a)", "•", "第", "(",
            ]
        ),
        st.text(max_size=12),
    ),
    max_size=30,
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(
    LINES, st.sampled_from(["\n", "\n\n", " \n", "\r\n", "\n "]), st.sampled_from(["zh-Hans", "en"])
)
@example(["T", "(a) x", "1. x", "(a) x", "(a) x"], "\n\n", "en")
def test_no_character_is_lost_and_the_result_collates_with_its_original(lines, ends, language):
    text = ends.join(lines)
    extraction = assert_lossless(text, language)
    assert collated(text, extraction, language) == []


@settings(max_examples=150, deadline=None)
@given(st.text(), st.sampled_from(["zh-Hant", "en"]))
def test_any_text_is_read(text, language):
    assert collated(text, assert_lossless(text, language), language) == []


def test_the_first_edition_comes_out_of_its_original():
    original = (FIRST / "original.txt").read_text("utf-8")
    extraction = assert_lossless(original, "zh-Hans")
    assert extraction.text == (FIRST / "zh-Hans.md").read_text("utf-8")
    assert (extraction.emendations, extraction.omissions) == ((), ())
