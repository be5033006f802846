"""Every character survives Markdown."""

import markdown
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from edition.text import Span
from edition.writers.markdown import front_matter, literal, marked

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


@given(MARKUP, st.data())
def test_marked_reads_back(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    low = data.draw(st.integers(0, len(text) - 1))
    high = data.draw(st.integers(low + 1, len(text)))
    body = marked(text, [(Span(start, end), "(#x){.term}")], [Span(low, high)])
    paragraph = rendered(body)
    assert paragraph.text_content() == text
    assert [a.text_content() for a in paragraph.iter("a")] == [text[start:end]]
    assert "".join(e.text_content() for e in paragraph.iter("em")) == text[low:high]


def test_controls_become_replacements():
    assert literal("a\x00b\x7fc") == "a\ufffdb\ufffdc"
    assert literal("a\nb") == "a b"


def test_front_matter_is_yaml():
    assert front_matter({"title": "“核”: x"}).startswith("---\ntitle: ")
