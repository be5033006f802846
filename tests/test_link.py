"""Where the pointers of a text lead, and where those that lead nowhere stand."""

import pytest

from edition.link import link
from edition.model import Language, Library, Term, Work
from edition.text import Source

SECTIONS = "# T\n\n## A\n\n1. x\n\n2. {}\n\n(a) {}\n\n## B\n\n1. x\n\n3. x"
ARTICLES = {
    "en": "# T\n\nArticle 3\n\n1. x\n\n(a) y\n\nArticle 4\n\n1. x\n\n2. {}",
    "zh-Hans": "# 题\n\n第三条\n\n1. 甲\n\n(a) 乙\n\n第四条\n\n1. 甲\n\n2. {}",
}


def linked(text, numbering, tag="en", terms=()):
    work = Work("w", {}, tag, (Language(tag, "base", "working"),), numbering)
    library = Library({}, {}, (work,), {("w", tag): Source("w.md", text)}, {}, tuple(terms), {})
    edition, problems = link(library)
    (reading,) = edition.readings
    texts = {s.id: s.text for s in reading.documents[tag].segments}
    found = [
        (r.segment, texts[r.segment][r.span.start : r.span.end], r.target)
        for r in reading.references
    ]
    return found, [p for p in problems if p.code == "W305"]


def targets(text, numbering, tag="en", terms=()):
    found, problems = linked(text, numbering, tag, terms)
    return [target for _, _, target in found] + [p.code for p in problems]


def test_a_paragraph_is_sought_in_its_own_section_first():
    text = SECTIONS.format("See paragraph 1.", "See paragraph 2 (a).")
    assert targets(text, "by-section") == ["s1-p1", "s1-p2-a"]


def test_a_paragraph_of_another_section_is_not_guessed():
    assert targets(SECTIONS.format("See paragraph 3.", "y"), "by-section") == ["W305"]


@pytest.mark.parametrize(
    ("tag", "phrase", "target"),
    [
        ("en", "paragraph 1", "art4-p1"),
        ("en", "article 3", "art3"),
        ("en", "Article III", "art3"),
        ("en", "paragraph 1 of article 3", "art3-p1"),
        ("en", "paragraph 1 (a) of Article III", "art3-p1-a"),
        ("en", "Article 3, paragraph 1", "art3-p1"),
        ("en", "paragraph 7 of article 3", "W305"),
        ("zh-Hans", "第一段", "art4-p1"),
        ("zh-Hans", "第三条", "art3"),
        ("zh-Hans", "第3條", "art3"),
        ("zh-Hans", "第三条第一段", "art3-p1"),
        ("zh-Hans", "第 3 條第 1 段(a)", "art3-p1-a"),
        ("zh-Hans", "第三条之二", "W305"),
    ],
)
def test_articles(tag, phrase, target):
    assert targets(ARTICLES[tag].format(f"x {phrase} y"), "by-article", tag) == [target]


def test_continuous_numbers():
    assert targets("# T\n\n## A\n\n1. x\n\n## B\n\n12. See paragraph 1.", "continuous") == ["p1"]
    assert targets("# 题\n\n12. 甲\n\n13. 见第十二段", "continuous", "zh-Hans") == ["p12"]


def test_a_pointer_into_another_treaty_is_no_pointer():
    npt = Term("npt", {"en": ("Article VI of the NPT",)}, {})
    text = "# T\n\n1. Under paragraph 1 of Article VI of the NPT."
    assert targets(text, "continuous", terms=[npt]) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("# T\n\n1. See paragraph 8.", [(3, 8)]),
        ("# T\n\n1. See paragraph 8;\nparagraph 9, paragraph 8.", [(3, 8), (4, 1), (4, 14)]),
        ("# T\n\n1. See paragraph 80, paragraph 8.", [(3, 8), (3, 22)]),
        ("# T\n\n1. See paragraph\n8.", [(3, 8)]),
        ("# T\n\n1. See paragraph 8 \\(a).", [(3, 8)]),
        ("# T\n\n1. See *paragraph* 8.", [(3, 9)]),
    ],
)
def test_a_dangling_pointer_is_shown_where_it_stands(text, places):
    _, problems = linked(text, "continuous")
    assert [p.source.position(p.span.start) for p in problems] == places
