"""The grammar of the edition text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.readers.edition_text import article_number, chinese_number, inline, read
from edition.text import Source, Span


def segments(text, numbering="continuous"):
    return read(Source("t.md", text), "en", numbering)[0].segments


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
    assert codes(text) == ["E102", "E101", "E106", "E103", "E105"]
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
