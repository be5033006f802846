"""The grammar of the edition text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.inline import inline
from edition.numerals import article_number, chinese_number
from edition.readers.edition_text import place_in, read
from edition.text import Source, Span


def segments(text, numbering="continuous"):
    return read(Source("t.md", text), "en", numbering)[0].segments


def problems_of(text, language="en"):
    return read(Source("t.md", text), language, "continuous")[1]


def ids(text, numbering="continuous"):
    return [s.id for s in segments(text, numbering)]


def codes(text, numbering="continuous"):
    return [p.code for p in read(Source("t.md", text), "en", numbering)[1]]


def test_every_block_mark():
    found = segments(
        "front\n\n# Title\n\n## Part\n\n### Sub\n\n"
        "1. One\n\n(a) item\n\n- point\n\n• point\n\nloose"
    )
    assert [(s.id, s.kind, s.mark) for s in found] == [
        ("front-1", "front", ""),
        ("title", "title", "#"),
        ("s1", "heading", "##"),
        ("s1-1", "subheading", "###"),
        ("p1", "paragraph", "1."),
        ("p1-a", "item", "(a)"),
        ("p1-1", "bullet", "-"),
        ("p1-2", "bullet", "•"),
        ("s1-u1", "unnumbered", ""),
    ]


def test_full_width_marks():
    assert ids("1． 文\n\n（a） 项") == ["p1", "p1-a"]


def test_roman_items_nest_under_a_letter():
    assert ids("1. x\n\n(a) x\n\n(i) x\n\n(ii) x\n\n(b) x\n\n(i) x") == [
        "p1",
        "p1-a",
        "p1-a-i",
        "p1-a-ii",
        "p1-b",
        "p1-b-i",
    ]


def test_the_letter_i_follows_h():
    letters = "abcdefghi"
    assert ids("1. x\n\n" + "\n\n".join(f"({c}) x" for c in letters))[-1] == "p1-i"


def test_bullets_count_per_paragraph():
    assert ids("1. x\n\n- a\n\n- b\n\n2. y\n\n- c") == ["p1", "p1-1", "p1-2", "p2", "p2-1"]


def test_parents():
    found = {s.id: s.parent for s in segments("## S\n\n1. x\n\n(a) y\n\n(i) z\n\n- w")}
    assert found == {"s1": "", "p1": "s1", "p1-a": "p1", "p1-a-i": "p1-a", "p1-1": "p1"}


def test_articles_number_their_paragraphs():
    text = "# 条约\n\n## 第六条\n\n1. 甲\n\n## 第八条之二 名\n\n1. 乙\n\n"
    text += "Article IX\n\n1. 丙"
    found = ids(text, "by-article")
    assert found[:3] == ["title", "art6", "art6-p1"]
    assert found[-4:] == ["art8-2", "art8-2-p1", "art9", "art9-p1"]


def test_an_article_between_two_others():
    found = ids("## 第八之二条 名\n\n1. 乙", "by-article")
    assert found == ["art8-2", "art8-2-p1"]


def test_by_section_restarts():
    assert ids("## A\n\n1. x\n\n## B\n\n1. y", "by-section") == ["s1", "s1-p1", "s2", "s2-p1"]


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("第六条", "6"),
        ("第八之二条", "8-2"),
        ("第八条之二", "8-2"),
        ("第12条", "12"),
        ("Article VI", "6"),
        ("Article XIV", "14"),
        ("Article 3", "3"),
    ],
)
def test_article_numbers(heading, number):
    assert article_number(heading) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("十二", 12), ("二十", 20), ("一百零三", 103), ("两千", 2000), ("7", 7)],
)
def test_chinese_numbers(text, value):
    assert chinese_number(text) == value


def test_unnumbered_after_an_article():
    assert ids("## Article VI\n\nloose\n\nmore", "by-article") == ["art6", "art6-u1", "art6-u2"]


@pytest.mark.parametrize(
    ("block", "text"),
    [
        ("核武\n器", "核武器"),
        ("one\ntwo", "one two"),
        ("核\ntwo", "核 two"),
        ("two\n核", "two 核"),
        ("信任，\n安全", "信任，安全"),
        ("one\n   two  ", "one two"),
    ],
)
def test_lines_join(block, text):
    assert segments(block)[0].text == text


def test_escapes():
    assert segments("\\1. not a paragraph")[0].text == "1. not a paragraph"
    assert segments("\\# not a title")[0].kind == "front"
    assert segments("1. x\n\n\\(a) running")[1].text == "(a) running"
    assert inline(r"a\*b\|c\\d")[0] == r"a*b|c\d"
    assert inline("\\x")[0] == "\\x"
    assert inline(r"C:\A1")[0] == r"C:\A1"


@pytest.mark.parametrize("raw", ["\\（a） running", "\\• point", "\\- point"])
def test_every_mark_can_be_escaped(raw):
    found = segments("1. x\n\n" + raw)[1] if raw.startswith("\\（") else segments(raw)[0]
    assert found.text == raw[1:]


def test_emphasis_and_splits():
    assert inline("a *bc* d|e") == ("a bc d" + "e", (Span(2, 4),), (6,))
    assert inline("2 * 3") == ("2 * 3", (), ())
    assert inline("2 * 3 * 4") == ("2 * 3 * 4", (), ())
    assert inline("**a**") == ("*a*", (Span(1, 2),), ())
    assert inline("* * *") == ("* * *", (), ())
    assert inline("*a* *b") == ("a *b", (Span(0, 1),), ())


def test_problem_keeps_the_rest():
    text = "# T\n\n(a) lost\n\n1. x\n\n1. again\n\n##\n\n2. “open\n\n# U\n\n3. y"
    assert codes(text) == ["E102", "E101", "E106", "W103", "E105"]
    assert ids(text) == ["title", "p1", "p2", "p3"]
    assert codes("text") == ["E104"]


def test_apostrophe_does_not_close_a_quotation():
    assert codes("# T\n\n1. ‘the State’s word’") == []


def test_a_number_of_any_length_is_read():
    document, _ = read(Source("t.md", "9" * 5000 + ". x"), "en", "continuous")
    assert document.segments[0].text == "9" * 5000 + ". x"


MARKS = ["# ", "## ", "### ", "1. ", "(a) ", "(i) ", "（b） ", "- ", "• ", "第六条", "Article VI"]
PIECES = st.sampled_from([*MARKS, "\n\n", *"\n \\*|“”‘核x．\t\x00\x85\u2028"])
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join))


@given(TEXTS, st.sampled_from(["continuous", "by-section", "by-article"]))
def test_read_is_total(text, numbering):
    document, problems = read(Source("t.md", text), "zh-Hans", numbering)
    names = [s.id for s in document.segments]
    assert len(names) == len(set(names))
    for segment in document.segments:
        assert 0 <= segment.place.start < segment.place.end <= len(text)
        assert all(0 <= s.start <= s.end <= len(segment.text) for s in segment.emphasis)
        assert all(0 <= at <= len(segment.text) for at in segment.splits)
    for problem in problems:
        assert 0 <= problem.span.start <= len(text)


@given(st.text(st.sampled_from("ab核*|. #1(")))
def test_inline_loses_only_its_markup(raw):
    text, emphasis, splits = inline(raw)
    letters = str.maketrans("", "", "*|")
    assert text.translate(letters) == raw.translate(letters)
    assert raw.count("*") - text.count("*") == 2 * len(emphasis)
    assert all(e.start < e.end for e in emphasis)
    assert len(splits) == raw.count("|")


@given(st.one_of(st.text(), st.text(st.sampled_from("a核*|\\.#"))))
def test_inline_drops_nothing_but_marks(raw):
    text, _, _ = inline(raw)
    rest = iter(raw)
    assert all(c in rest for c in text), "a subsequence"
    for c in set(raw) - set("\\*|"):
        assert text.count(c) == raw.count(c)


@pytest.mark.parametrize(
    ("marks", "wanted"),
    [
        ("i ii iii", "i ii iii"),
        ("a i ii b", "a a-i a-ii b"),
        ("g h i j", "g h i j"),
        ("h i ii iii i j", "h h-i h-ii h-iii i j"),
        ("i a b ii a", "i i-a i-b ii ii-a"),
        ("y z aa ab", "y z aa ab"),
        ("a b i ii iii iv v c", "a b b-i b-ii b-iii b-iv b-v c"),
        ("u v w", "u v w"),
        ("a i iii", "a a-i a-iii"),
    ],
)
def test_items_nest_by_what_comes_before_and_after(marks, wanted):
    text = "1. x\n\n" + "\n\n".join(f"({m}) y" for m in marks.split())
    assert ids(text) == ["p1", *(f"p1-{w}" for w in wanted.split())]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("## A\n\n1. p\n\n- b\n\n## B\n\n- c", ["s1", "p1", "p1-1", "s2", "s2-b1"]),
        ("x\n\n- b", ["front-1", "front-b1"]),
        ("## A\n\n- b\n\n### A1\n\n- c", ["s1", "s1-b1", "s1-1", "s1-b2"]),
        ("## A\n\n### x\n\n## Article 6\n\n### B", ["s1", "s1-1", "art6", "art6-1"]),
    ],
)
def test_bullets_and_subsections_count_in_their_container(text, wanted):
    assert ids(text) == wanted


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("第一〇三条", "art103"),
        ("第二五条 名", "art25"),
        ("第六條", "art6"),
        ("Article 6 bis", "art6-bis"),
        ("Article 10A", "art10a"),
        ("Article XIV. Name", "art14"),
        ("Article VI Sanctions", "art6"),
        ("Article I think", "s1"),
        ("Article C Sanctions", "s1"),
        ("Article IIX", "s1"),
        ("第三条规定的权利", "s1"),
    ],
)
def test_what_is_an_article_heading(heading, wanted):
    assert ids(f"## {heading}") == [wanted]


def test_an_article_is_what_it_is_once_its_lines_are_joined():
    assert ids("## 第0条\n文") == ["s1"]
    assert ids("\\第一条 甲。", "by-article") == ["front-1"]


def test_an_ideographic_comma_marks_a_number_too():
    assert ids("1、甲。\n\n２、乙。") == ["p1", "p2"]
    assert ids("\\1、甲。") == ["front-1"]


def test_a_run_in_article_needs_a_blank_after_it():
    text = "第一条　甲。\n\n第三条规定的权利。\n\nArticle 2 of it says."
    assert ids(text, "by-article") == ["art1", "art1-u1", "art1-u2"]


@pytest.mark.parametrize(
    "block",
    [
        "1.text",
        "(A) x",
        "(1) x",
        "##Head",
        "#### deep",
        "a) x",
        "* star",
        "– dash",
        "•bul",
    ],
)
def test_a_near_miss_is_reported_and_can_be_escaped(block):
    assert [p.code for p in problems_of(f"# T\n\n{block}")] == ["W108"]
    assert problems_of(f"# T\n\n\\{block}") == ()
    assert segments(f"# T\n\n\\{block}")[1].text == block


@pytest.mark.parametrize("block", ["3.5 per cent", "2022 年", "-5 度", "（见上）", "(see above) x"])
def test_ordinary_beginnings_are_no_near_misses(block):
    assert problems_of(f"# T\n\n{block}") == ()


@pytest.mark.parametrize(
    ("text", "number"), [("# T\n## A\n1. x\n(a) y", 3), ("# T\n\n1. one\n2. two\n3. three", 2)]
)
def test_a_block_mark_inside_a_block_is_reported(text, number):
    found = problems_of(text)
    assert [p.code for p in found] == ["W109"] * number
    assert [found[0].source.position(p.span.start)[1] for p in found] == [1] * number


@pytest.mark.parametrize("mark", ["1.\u3000", "１．", "1．", "1.\u00a0", "（b）", "(b)\u3000"])
def test_blanks_and_wide_marks(mark):
    before = "1. x\n\n" if "b" in mark else ""
    assert segments(f"{before}{mark}文")[-1].kind == ("item" if before else "paragraph")


def test_quotation_marks_by_language_and_over_paragraphs():
    assert problems_of("# T\n\n„Ja“, „nein“.", "de") == ()
    assert problems_of("# T\n\n“One.\n\n“Two.”") == ()
    found = problems_of("# T\n\n1. “a” and “b and")
    assert [(p.code, p.source.position(p.span.start)) for p in found] == [("W103", (3, 12))]


@given(TEXTS)
def test_every_character_of_a_segment_has_a_place(text):
    source = Source("t.md", text)
    document, _ = read(source, "en", "continuous")
    for segment in document.segments:
        for index in range(len(segment.text)):
            at = place_in(source, segment, index).start
            assert segment.place.start <= at < segment.place.end
