"""Glossary, notes and cards: what language their words are in, and how they are written."""

import markdown
import pytest
from lxml import html

from edition import link
from edition.model import Language, Library, Note, Term, Work
from edition.text import Source
from edition.writers import entries, glossary, notes, pages

EXTENSIONS = ["attr_list", "md_in_html"]
WORK = Work(
    "w",
    {"ar": "W"},
    "ar",
    (Language("ar", "base", "published"), Language("en", "translation", "working", "ar")),
)
TEXTS = {
    ("w", "ar"): Source("ar", "# عنوان\n\n1. كل سلاح نووي.\n"),
    ("w", "en"): Source("en", "# Title\n\n1. Every arm.\n"),
}
ARM = Term("arm", {"ar": ("سلاح",)}, {"ar": "تعريف.", "en": "A weapon."})
NOTE = Note("n", "p1", {"ar": "نووي", "en": "arm"}, "term", {"ar": "شرح.", "en": "Said."})


def linked(texts=TEXTS, work=WORK, terms=(ARM,), found=(NOTE,)):
    library = Library({}, {}, (work,), texts, {}, terms, {}, notes={"w": found})
    edition, problems = link.link(library)
    assert problems == ()
    return edition


def rendered(writer, edition, path):
    (output,) = (o for o in writer.write(edition) if o.path == path)
    body = output.data.decode("utf-8").removeprefix("---\n").partition("\n---\n")[2]
    return html.fromstring(f"<main>{markdown.markdown(body, extensions=EXTENSIONS)}</main>")


@pytest.mark.parametrize(
    ("writer", "path"),
    [(glossary, "glossary.md"), (notes, "notes.md"), (pages, "w/index.md")],
)
@pytest.mark.parametrize(("tag", "other", "turned"), [("en", "ar", "rtl"), ("ar", "en", "ltr")])
def test_words_that_run_the_other_way_say_so(writer, path, tag, other, turned):
    tree = rendered(writer, linked(), f"{tag}/{path}")
    elsewhere = tree.xpath(f"//*[@lang='{other}']")
    assert elsewhere and {e.get("dir") for e in elsewhere} == {turned}
    assert not tree.xpath(f"//*[@lang='{tag}'][@dir][not(ancestor::*[@lang='{other}'])]")


def test_a_headword_stands_under_its_own_language():
    card = rendered(pages, linked(), "en/w/index.md").xpath("//*[@id='g-arm']")[0]
    heads = card.xpath("./p[@class='card-head']/span")
    assert [(h.get("lang"), h.text) for h in heads] == [("ar", "سلاح")]
    head = rendered(glossary, linked(), "en/glossary.md").xpath("//h2//span")[0]
    assert (head.get("lang"), head.text) == ("ar", "سلاح")


def test_lines_join_as_their_language_joins_them():
    both = {"zh-Hans": "头\n发，\n\n完。\n", "en": "Hair,\nand\n\nmore.\n"}
    work = Work(
        "w",
        {"en": "W"},
        "zh-Hans",
        (
            Language("zh-Hans", "base", "published"),
            Language("zh-Hant", "conversion", "published", "zh-Hans"),
        ),
    )
    term = Term("hair", {"zh-Hans": ("头发",)}, both)
    note = Note("n", "p1", {"zh-Hans": "头发"}, "term", both)
    texts = {("w", "zh-Hans"): Source("zh", "# 题\n\n1. 头发。\n")}
    edition = linked(texts, work, (term,), (note,))
    joined = {"zh-Hans": "头发，完。", "zh-Hant": "頭髮，完。", "en": "Hair, and more."}
    assert edition.terms[0].definition == edition.readings[0].notes[0].body == joined


@pytest.mark.parametrize(
    ("cited", "english"),
    [(("A/1", "B 2"), True), (("1945—46",), False), (("A/1", "甲"), False), (("Договор",), False)],
)
def test_a_citation_is_english_where_it_is_in_latin_letters(cited, english):
    assert ('lang="en"' in entries.sources(cited, "zh-Hans")) is english
    assert "lang=" not in entries.sources(cited, "en")


def test_the_card_of_a_paragraph_keeps_its_emphasis():
    texts = {("w", "en"): Source("en", "# T\n\n1. *Each* arm.\n\n2. See paragraph 1.\n")}
    work = Work("w", {"en": "W"}, "en", (Language("en", "base", "published"),))
    tree = rendered(pages, linked(texts, work, (), ()), "en/w/index.md")
    assert tree.xpath("//*[@id='x-p1']//em/text()") == ["Each"]
