"""Pages of terms, and cross-references where they show: on rows, cards, entries and notes."""

import markdown
import pytest
import sample
from lxml import html

from edition import pipeline
from edition.writers import glossary, notes, pages, term_pages

EXTENSIONS = ["attr_list", "md_in_html"]
HOSTILE = "<b>&amp; *arm* [x](y)"
FILES = {
    "library.yml": "title: {en: L}\n",
    "glossary.yml": (
        "domains: {war: {zh-Hans: 战争, en: War}}\n"
        "terms:\n"
        "  - {id: arms, domain: war, pinyin: bīngqì, forms: {zh-Hans: [兵器], en: [arms]},"
        " definition: {en: Arms.}, see: [peace]}\n"
        "  - {id: peace, pinyin: hépíng, forms: {zh-Hans: [和平], en: [peace]},"
        " definition: {en: Peace.}}\n"
        "  - {id: truce, pinyin: ānjìng, presupposed: true, forms: {zh-Hans: [停战], en: [truce]},"
        " definition: {en: Truce.}}\n"
        f"  - {{id: odd, pinyin: guài, forms: {{zh-Hans: [怪], en: ['{HOSTILE}']}},"
        " definition: {en: Odd.}}\n"
    ),
    "w/work.yml": (
        "id: w\ntitle: {en: W}\nbase: zh-Hans\nlanguages:\n"
        "  - {tag: zh-Hans, role: base}\n  - {tag: zh-Hant, role: conversion, from: zh-Hans}\n"
        "  - {tag: en, role: translation}\n"
    ),
    "w/zh-Hans.md": "# 题\n\n1. 兵器与兵器。\n\n2. 和平，如第1段。\n\n3. 怪。\n",
    "w/en.md": (
        "# Title\n\n1. Arms and arms.\n\n2. Peace, as in paragraph 1.\n\n"
        f"3. So {HOSTILE.replace('*', chr(92) + '*')}.\n"
    ),
    "w/references.yml": "references:\n  - {at: p3, see: [p1]}\n",
    "w/notes.yml": (
        "notes:\n"
        "  - {id: one, at: p1, quote: {en: Arms}, kind: context,"
        " body: {en: See paragraph 3 and paragraph 2.}, see: [two, p3, arms]}\n"
        "  - {id: two, at: p2, quote: {en: Peace}, kind: term, body: {en: B.}}\n"
    ),
}
OTHER = {
    "v/work.yml": "id: v\ntitle: {en: V}\nbase: en\nlanguages: [{tag: en, role: base}]\n",
    "v/en.md": "# Volume\n\n1. No arms.\n",
}


@pytest.fixture
def edition(tmp_path):
    return checked(tmp_path, FILES)


def checked(folder, files):
    found, problems = pipeline.check(sample.library(folder, files))
    assert problems == ()
    return found


def rendered(writer, edition, path):
    (output,) = (o for o in writer.write(edition) if o.path == path)
    body = output.data.decode("utf-8").removeprefix("---\n").partition("\n---\n")[2]
    return html.fromstring(f"<main>{markdown.markdown(body, extensions=EXTENSIONS)}</main>")


def lines(tree, css):
    return [" ".join(e.text_content().split()) for e in tree.xpath(f"//*[@class='{css}']")]


def test_every_term_has_a_page_in_every_language(edition):
    assert [o.path for o in term_pages.write(edition)] == [
        f"{tag}/glossary/{term}.md"
        for tag in ("zh-Hans", "zh-Hant", "en")
        for term in ("arms", "peace", "truce", "odd")
    ]


def test_a_page_shows_each_occurrence_over_what_faces_it(edition):
    tree = rendered(term_pages, edition, "en/glossary/arms.md")
    assert lines(tree, "kwic-place") == ["1", "1"]
    assert lines(tree, "kwic-line") == ["Arms and arms.", "Arms and arms."]
    assert lines(tree, "kwic-facing") == ["兵器与兵器。", "兵器与兵器。"]
    keys = [line.xpath("string(./b)") for line in tree.xpath("//*[@class='kwic-line']")]
    before = [line.xpath("string(./span[1])") for line in tree.xpath("//*[@class='kwic-line']")]
    assert (keys, before) == (["Arms", "arms"], ["", "Arms and "])
    assert {e.get("lang") for e in tree.xpath("//*[@class='kwic-facing']")} == {"zh-Hans"}
    assert tree.xpath("//*[@class='kwic-place']/a/@href") == ["../w/index.md#p1"] * 2


def test_a_page_tells_what_renders_each_form_where(edition):
    tree = rendered(term_pages, edition, "zh-Hant/glossary/arms.md")
    rows = [[c.text_content() for c in row] for row in tree.xpath("//tbody/tr")]
    assert rows == [["兵器", "arms", "2", "1 ×2"]]
    assert tree.xpath("//tbody//td[2]/span/@lang") == ["en"]


def test_a_term_that_no_text_names_says_so(edition):
    tree = rendered(term_pages, edition, "en/glossary/truce.md")
    assert lines(tree, "concordance-none") == ["presupposed by the texts, not named in them"]
    assert not tree.xpath("//*[@class='kwic']")


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [
        ("en", ["By alphabet: ← arms · truce →", "By pinyin: ← 怪"]),
        ("zh-Hans", ["按拼音：← 怪", "按英文字母：← arms · truce →"]),
    ],
)
def test_the_neighbours_are_told_by_alphabet_and_by_pinyin(edition, tag, wanted):
    tree = rendered(term_pages, edition, f"{tag}/glossary/peace.md")
    assert lines(tree, "term-order") == wanted


def test_a_hostile_form_is_shown_as_it_is_written(edition):
    tree = rendered(term_pages, edition, "en/glossary/odd.md")
    assert tree.xpath("string(//h1)") == HOSTILE
    assert tree.xpath("//*[@class='kwic-line']/b")[0].text_content() == HOSTILE
    assert "".join(tree.xpath("//td[1]")[0].itertext()) == HOSTILE


def test_works_are_grouped_under_their_titles(tmp_path):
    tree = rendered(term_pages, checked(tmp_path, FILES | OTHER), "en/glossary/arms.md")
    assert [h.text_content() for h in tree.xpath("//h3")] == ["Title", "Volume", "Title"]
    assert len(tree.xpath("//*[@class='kwic']")) == 3


def test_a_long_concordance_goes_on_on_further_pages(edition, monkeypatch):
    monkeypatch.setattr(term_pages, "LINES", 1)
    paths = [o.path for o in term_pages.write(edition)]
    assert paths.count("en/glossary/arms/2.md") == 1 and "en/glossary/arms/3.md" not in paths
    first, second = (
        rendered(term_pages, edition, f"en/glossary/arms{more}.md") for more in ("", "/2")
    )
    assert lines(first, "kwic-line") == ["Arms and arms."] == lines(second, "kwic-line")
    assert [line.xpath("string(./b)") for line in second.xpath("//*[@class='kwic-line']")] == [
        "arms"
    ]
    assert first.xpath("//nav/a/@href") == ["arms/2.md"]
    assert second.xpath("//nav/a/@href") == ["../arms.md"]
    assert second.xpath("//*[@class='kwic-place']/a/@href") == ["../../w/index.md#p1"]
    assert not second.xpath("//table") and first.xpath("//table")


def test_the_glossary_is_ordered_and_lettered_as_its_language_is(edition):
    for tag, ids, letters in (
        ("en", ["odd", "arms", "peace", "truce"], "# A P T"),
        ("zh-Hans", ["truce", "arms", "odd", "peace"], "A B G H"),
    ):
        tree = rendered(glossary, edition, f"{tag}/glossary.md")
        assert tree.xpath("//section/@id") == ids
        assert tree.xpath("string(//nav)").split() == letters.split()
    assert lines(tree, "occurs") == ["文本以此为前提，但未直接提及", "2 处", "1 处", "1 处"]
    assert "战争" in lines(tree, "forms")[1]


def test_a_cross_reference_shows_at_both_ends(edition):
    tree = rendered(pages, edition, "en/w/index.md")
    assert {
        row.get("id"): " ".join(row.xpath("./*[@class='row-crossed']")[0].text_content().split())
        for row in tree.xpath("//*[@class='row'][./*[@class='row-crossed']]")
    } == {
        "p1": "Mentioned in: 2, 3",
        "p2": "See also: 1",
        "p3": "See also: 1 Mentioned in: note 1",
    }
    assert tree.xpath("//*[@class='row-crossed'][not(@data-apparatus)]") == []
    entry = rendered(notes, edition, "en/notes.md")
    assert lines(entry, "see") == ["See also: note 2, 3, arms"]
    assert lines(entry, "mentioned") == ["Mentioned in: note 1"]
    terms = rendered(glossary, edition, "en/glossary.md")
    assert lines(terms, "see") == ["See also: peace"]
    assert lines(terms, "mentioned") == ["Mentioned in: note 1", "Mentioned in: arms"]


def test_a_note_links_the_paragraphs_that_it_sees_and_no_others(edition):
    entry = rendered(notes, edition, "en/notes.md").xpath("//section[@id='one']/p[@lang='en']")[0]
    assert [(a.text, a.get("href")) for a in entry.xpath(".//a")] == [
        ("paragraph 3", "w/index.md#p3")
    ]
    card = rendered(pages, edition, "en/w/index.md").xpath("//*[@id='n-one']/p[@lang='en']")[0]
    assert card.xpath(".//a/@href") == ["#p3"]
