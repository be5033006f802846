"""Every character survives Markdown."""

from itertools import pairwise

import markdown
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from edition.text import Span
from edition.writers.markdown import Marks, front_matter, literal, marked, prose

EXTENSIONS = ["attr_list", "md_in_html"]
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1)
MARKUP = st.text(st.sampled_from("*_`[](){}<>!#&;:\\|~-+=^\"'@/. a核1"), min_size=1)


def rendered(body):
    source = f'<div markdown="block">\n<p id="it" markdown="span">{body}</p>\n</div>\n'
    page = html.fromstring(markdown.markdown(source, extensions=EXTENSIONS))
    (paragraph,) = page.xpath("//p[@id='it']")
    return paragraph


@given(st.one_of(TEXT, MARKUP))
@example("<script>alert(1)</script>")
@example("*a* _b_ `c` [d](e){.f} &amp; &#65; \\*")
@example("a  b ")
@example("{: #id .class }")
@example("1. x")
@example("http://example.org <a@b.org>")
def test_literal_reads_back(text):
    paragraph = rendered(literal(text))
    assert paragraph.text_content() == text
    assert len(paragraph) == 0
    assert dict(paragraph.attrib) == {"id": "it"}


@st.composite
def ranges(draw, text):
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, len(text))))


@given(MARKUP, st.data())
def test_marked_reads_back(text, data):
    link, emphasis = data.draw(ranges(text)), data.draw(ranges(text))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(text)))) | {0, len(text)})
    calls = data.draw(st.lists(st.integers(1, len(text))))
    marks = Marks(
        ((link, "(#x){.term}"),),
        (emphasis,),
        tuple(Span(a, b) for a, b in pairwise(cuts)),
        tuple((at, '<a class="note" href="#n"></a>') for at in calls),
    )
    paragraph = rendered(marked(text, marks))
    assert paragraph.text_content() == text
    terms = paragraph.xpath(".//a[@class='term']")
    assert [a.text_content() for a in terms] == [text[link.start : link.end]]
    assert (
        "".join(e.text_content() for e in paragraph.iter("em"))
        == (text[emphasis.start : emphasis.end])
    )
    assert len(paragraph.xpath(".//a[@class='note']")) == len(calls)
    assert not paragraph.xpath(".//a//a | .//span//span")
    outside = paragraph.xpath("./text() | ./*[not(self::span)]//text()")
    assert not "".join(outside).strip(" ")


def test_a_link_may_begin_with_the_space_before_a_sentence():
    marks = Marks(((Span(1, 3), "(#x)"),), sentences=(Span(0, 1), Span(1, 3)))
    spans = rendered(marked("1 1", marks)).xpath(".//span")
    assert [s.text_content() for s in spans] == ["1", " 1"]


def test_a_call_inside_a_link_stands_after_it():
    marks = Marks(((Span(1, 3), "(#x)"),), calls=((2, "[n](#y){.note}"),))
    links = rendered(marked("abcd", marks)).xpath(".//a")
    assert [a.text_content() for a in links] == ["bc", "n"]


def test_sentences_are_numbered_and_moved_outside_links():
    text = "One two. Three four."
    marks = Marks(((Span(4, 11), "(#x)"),), sentences=(Span(0, 8), Span(8, 20)))
    spans = rendered(marked(text, marks)).xpath(".//span")
    assert [(s.get("data-s"), s.text_content()) for s in spans] == [
        ("0", "One two. Th"),
        ("1", "ree four."),
    ]


def test_controls_become_replacements():
    assert literal("a\x00b\x7fc") == "a\ufffdb\ufffdc"
    assert literal("a\nb") == "a b"


def test_front_matter_is_yaml():
    assert front_matter({"title": "“核”: x"}).startswith("---\ntitle: ")


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a|b", "a|b"),
        (r"a\|b", "a|b"),
        (r"a\\|b", r"a\|b"),
        (r"a\\\|b", r"a\|b"),
        ("|*a|b*|", "|a|b|"),
        (r"\(a|b)", "(a|b)"),
        ("(a) |", "(a) |"),
        (r"\# |", "# |"),
    ],
)
def test_a_bar_in_prose_is_a_bar(raw, shown):
    assert rendered(prose(raw)).text_content() == shown


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example("\U00020000 \U0001f469 \u2028 \x7f")
def test_front_matter_reads_back(text):
    matter = front_matter({"title": text, "more": [text]}).strip().strip("-")
    for loader in (yaml.SafeLoader, yaml.CSafeLoader):
        assert yaml.load(matter, Loader=loader) == {"title": text, "more": [text]}
