"""The title page, the start pages and the page about the edition, as rendered."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
import sample
from lxml import html

from edition import pipeline, schemas
from edition.problems import has_errors
from edition.writers import about
from edition.writers.describe import places
from edition.writers.locale import written_date
from edition.writers.strings import STRINGS

ROOT = Path(__file__).resolve().parent.parent
WORK = "world-without-nuclear-weapons"
TAGS = ("zh-Hans", "zh-Hant", "en")
HOSTILE = "<script>alert(1)</script> *x* [a](javascript:b) & {y}"
THREE = {
    "library.yml": f"""
title: {{fr: "{HOSTILE}", en: "Three {HOSTILE}"}}
about:
  fr: |
    Un *paragraphe*
    sur deux lignes.

    Un autre, <b>brut</b>.
contact: errors@example.org
""",
    "glossary.yml": "terms: [{id: one, forms: {fr: [un]}, definition: {fr: Un.}}]",
    "a/work.yml": f"""
id: a
title: {{fr: "{HOSTILE}"}}
base: fr
languages:
  - {{tag: fr, role: base, status: published, licence: "<public>"}}
  - {{tag: en, role: translation, status: reviewed, translator: "*A* B", licence: CC-BY-SA-4.0}}
creators: [{{fr: "{HOSTILE}"}}]
original: original.txt
""",
    "a/original.txt": "Alpha\nDébut\n1. Un mot de trop.\n",
    "a/emendations.yml": "emendations: [{at: p1, original: de trop, reading: juste, reason: x}]",
    "a/fr.md": "# Alpha\n\n## Début\n\n1. Un mot juste.\n",
    "a/en.md": f"# Alpha {HOSTILE}\n\n## {HOSTILE}\n\n1. The right word.\n",
    "b/work.yml": "id: b\ntitle: {en: B}\nbase: en\nlanguages: [{tag: en, role: base}]",
    "b/en.md": "# Beta\n\nNo number here.\n",
    "c/work.yml": "id: c\ntitle: {zh-Hans: 丙}\nbase: zh-Hans\nlanguages:\n"
    "  - {tag: zh-Hans, role: base, status: reviewed}\n  - {tag: zh-Hant, role: conversion}\n",
    "c/zh-Hans.md": "# 汉语\n\n1. 甲。\n",
}
ONE = {
    "library.yml": "title: {zh-Hans: 法规}",
    "glossary.yml": "terms: []",
    "law/work.yml": "id: law\ntitle: {zh-Hans: 示例法}\nbase: zh-Hans\n"
    "numbering: by-article\nlanguages: [{tag: zh-Hans, role: base, status: published}]",
    "law/zh-Hans.md": "# 示例法\n\n第一条 为了示例。\n",
}


def built_in(folder, source):
    sample.copy_docs(folder / "docs")
    at = pipeline.Folders(source, folder / "docs", folder / "site", ROOT / "mkdocs.yml")
    problems = pipeline.build(at, lambda stage: None)
    assert not has_errors(problems), problems
    return at


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    folder = tmp_path_factory.mktemp("first")
    shutil.copytree(ROOT / "source", folder / "source")
    return built_in(folder, folder / "source")


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    folder = tmp_path_factory.mktemp("three")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", "https://texts.example.com/")
        return built_in(folder, sample.library(folder, THREE))


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    folder = tmp_path_factory.mktemp("one")
    return built_in(folder, sample.library(folder, ONE))


def page(at, path):
    return html.document_fromstring((at.site / path / "index.html").read_text("utf-8"))


def text(element):
    return " ".join(element.text_content().split())


def facts(tree):
    """Per name in the page's definition lists, the values under it."""
    found = {}
    for item in tree.xpath("//dl[@class='facts']/*"):
        if item.tag == "dt":
            values = found.setdefault(text(item), [])
        else:
            values.append(text(item))
    return found


@pytest.mark.parametrize("library", ["first", "three", "one"])
def test_each_page_has_one_first_heading_and_skips_no_level(library, request):
    at = request.getfixturevalue(library)
    for path in ("", *(f"{t}{p}" for t in at_languages(at) for p in ("", "/about"))):
        article = page(at, path).xpath("//article")[0]
        levels = [int(h.tag[1]) for h in article.xpath(".//h1 | .//h2 | .//h3 | .//h4")]
        assert levels[0] == 1 and levels.count(1) == 1, path
        assert all(b <= a + 1 for a, b in pairwise(levels)), path


def at_languages(at):
    return sorted(p.parent.parent.name for p in at.site.glob("*/about/index.html"))


@pytest.mark.parametrize("tag", TAGS)
def test_the_title_page_says_what_whose_which_and_where(first, tag):
    tree = page(first, "")
    titles = {n.get("lang"): text(n) for n in tree.xpath("//h1/span")}
    assert titles == {
        "zh-Hans": "核裁军文献",
        "zh-Hant": "核裁軍文獻",
        "en": "Documents on Nuclear Disarmament",
    }
    (column,) = tree.xpath(f"//section[@class='column'][@lang='{tag}']")
    whose = {"zh-Hans": "爱尔兰联合王国", "zh-Hant": "愛爾蘭聯合王國", "en": "United Kingdom"}
    where = {"zh-Hans": "纽约，2022年", "zh-Hant": "紐約，2022年", "en": "New York, 4–28 January"}
    state = {"zh-Hans": "底本", "zh-Hant": "由簡體中文轉換", "en": "working translation, not"}
    assert all(words[tag] in text(column) for words in (whose, where, state))
    links = set(column.xpath(".//a/@href"))
    assert {f"{tag}/{WORK}/1/", f"{tag}/{WORK}/", f"{tag}/glossary/", f"{tag}/about/"} <= links


@pytest.mark.parametrize("tag", TAGS)
def test_a_start_page_lists_facts_and_sections(first, tag):
    tree = page(first, tag)
    assert len(tree.xpath(f"//dd/a[starts-with(@href, '{WORK}/')]")) == 5
    assert len(tree.xpath("//a[contains(@class, 'begin')]")) == 1
    other = "en" if tag != "en" else "zh-Hans"
    assert tree.xpath(f"//p[@class='other-title']/span[@lang='{other}']")


@pytest.mark.parametrize("tag", TAGS)
def test_text_in_chinese_characters_is_marked_as_chinese(first, tag):
    for path in ("", tag, f"{tag}/about"):
        for node in page(first, path).xpath("//article//text()"):
            if re.search("[\u4e00-\u9fff]", node):
                language = node.getparent().xpath("ancestor-or-self::*[@lang][1]/@lang")[-1]
                assert language.startswith("zh"), node


def test_the_facts_about_the_first_edition_are_its_data(first):
    edition, _ = pipeline.check(first.source)
    (reading,) = edition.readings
    data = json.loads((first.site / f"{WORK}.json").read_text("utf-8"))
    stated = facts(page(first, "en/about"))
    assert stated["Original, SHA-256"] == [reading.work.sha256]
    assert stated["Citable passages"] == [str(len(data["segments"]))]
    assert stated["Glossary terms"][0].startswith(str(len(edition.terms)))
    assert stated["Emendations"] == ["none"]
    assert "working translation, not official" in stated["English"][0]
    assert "CC BY 4.0" in stated["English"][0]
    assert stated["Document symbol"] == ["not stated in the source"]


@pytest.mark.parametrize("tag", TAGS)
def test_the_page_about_the_edition_speaks_its_language(first, tag):
    tree = page(first, f"{tag}/about")
    edition, _ = pipeline.check(first.source)
    shown = [text(p) for p in tree.xpath("//article//p")]
    assert all(paragraph in shown for paragraph in edition.about[tag])
    assert {"transparency", "verification", "irreversibility"} <= {
        i.removeprefix("about.") for i in tree.xpath("//h3/@id")
    }
    assert not tree.xpath("//*[@id='about.report']")


@pytest.mark.parametrize("tag", TAGS)
def test_the_example_of_a_citation_leads_to_its_paragraph(first, tag):
    tree = page(first, f"{tag}/about")
    (citation,) = tree.xpath("//p[@class='citation']")
    assert re.search(r"5 ?\(a\)", text(citation))
    target, _, name = citation.xpath(".//a/@href")[0].partition("#")
    assert page(first, f"{tag}/about/{target}").xpath(f"//*[@id='{name}']")


def test_an_example_in_another_language_than_the_page_says_so(three):
    foreign = page(three, "zh-Hans/about").xpath("//p[@class='citation']/span[@lang='fr']")
    assert any("Alpha" in text(span) for span in foreign)


@pytest.mark.parametrize(
    ("numbering", "said"),
    [("continuous", "version 1, para. 1, "), ("by-section", "version 1, under “One,” para. 1, ")],
)
def test_a_number_that_begins_again_is_cited_with_what_it_stands_in(tmp_path, numbering, said):
    files = {
        "library.yml": 'title: {en: L}\nversion: "1"',
        "glossary.yml": "terms: []",
        "w/work.yml": f"id: w\ntitle: {{en: W}}\nbase: en\nnumbering: {numbering}\n"
        "languages: [{tag: en, role: base}]",
        "w/en.md": "# Title\n\n## One\n\n1. Text.\n",
    }
    edition, _ = pipeline.check(sample.library(tmp_path, files))
    (output,) = about.write(edition)
    assert said in unescape(output.data.decode("utf-8"))


def test_a_citation_names_the_site_where_the_site_has_a_name(first, three):
    address = "https://texts.example.com/en/a/1/#p1"
    assert text(page(three, "en/about").xpath("//p[@class='citation']//a")[0]) == address
    assert "example.org" not in text(page(first, "en/about").xpath("//article")[0])


def test_every_file_that_proves_the_site_is_there(first):
    links = page(first, "en/about").xpath("//article//a/@href")
    for name in ("manifest.json", f"{WORK}.json"):
        assert f"../../{name}" in links and (first.site / name).is_file()


@pytest.mark.parametrize("path", ["", "fr", "en", "fr/about", "en/about"])
def test_hostile_titles_reach_the_reader_as_they_are(three, path):
    tree = page(three, path)
    (article,) = tree.xpath("//article")
    assert HOSTILE in text(article)
    assert not article.xpath(".//script | .//b")
    assert not [h for h in article.xpath(".//@href") if h.startswith("javascript")]


def test_a_library_of_several_works_lists_each_in_its_languages(three):
    tree = page(three, "")
    works = {
        column.get("lang"): len(column.xpath(".//div[@class='work']/h3"))
        for column in tree.xpath("//section[@class='column']")
    }
    assert works == {"fr": 1, "en": 2, "zh-Hans": 1, "zh-Hant": 1}
    stated = facts(page(three, "en/about"))
    title = f"Alpha {HOSTILE}".replace("*", "")
    assert stated["Citable passages"] == [f"{title}: 3", "Beta: 2", "汉语: 2"]
    assert stated["Emendations"] == [f"{title}: 1"]
    assert stated["French"] == ["base text, as published; licence <public>", "<public>"]
    assert "translated by *A* B" in stated["English"][0]


def test_a_work_says_the_same_of_its_texts_as_the_front_pages(three):
    """A base text that was reviewed is no translation."""
    stated = facts(page(three, "zh-Hans/c"))
    assert stated["简体中文"] == ["底本，经审校"]
    assert stated["繁体中文"] == ["由简体中文转换而成"]
    stated = facts(page(three, "en/a"))
    assert stated["French"] == ["base text, as published; licence <public>"]
    assert stated["English"][0].startswith("reviewed translation; made from French; translated by")
    assert stated["Emendations"] == ["p1: de trop → juste (x)"]
    assert page(three, "en/a").xpath("//dd/span[@lang='fr']/text()")[-1] == "de trop → juste"


def test_a_work_proves_its_base_text(first):
    edition, _ = pipeline.check(first.source)
    stated = facts(page(first, f"en/{WORK}"))
    assert stated["Original, SHA-256"] == [edition.readings[0].work.sha256]
    assert stated["Emendations"] == ["none"]


def test_words_that_a_language_lacks_are_english_and_marked_so(three):
    tree = page(three, "fr/about")
    assert tree.get("lang") == "fr"
    (heading,) = tree.xpath("//h1")
    assert text(heading) == "About this edition" and heading[0].get("lang") == "en"
    paragraphs = [text(p) for p in tree.xpath("//article//p[not(@class)]")]
    assert paragraphs[:2] == ["Un paragraphe sur deux lignes.", "Un autre, <b>brut</b>."]


def test_errors_are_reported_where_the_library_says(three):
    tree = page(three, "en/about")
    assert tree.xpath("//a[@href='mailto:errors@example.org']")


def test_a_library_of_one_text_promises_no_second_language_and_no_glossary(one):
    tree = page(one, "zh-Hans/about")
    shown = text(tree.xpath("//article")[0])
    assert "译文与底本" not in shown and "点线" not in shown and "页眉" not in shown
    assert "存有原件" not in shown and "原件 SHA-256" not in shown
    for path in ("", "zh-Hans", "zh-Hans/about", "zh-Hans/law"):
        assert not page(one, path).xpath("//a[contains(@href, 'glossary')]")
    assert not (one.site / "zh-Hans" / "glossary").exists()
    assert text(page(one, "").xpath("//p[@class='starts']")[0]).startswith("开始阅读")


def test_the_sidebar_does_not_stand_beside_the_front_pages(first):
    for path, hidden in (("", 1), ("en", 1), ("en/about", 1), (f"en/{WORK}/1", 0)):
        assert len(page(first, path).xpath("//*[@data-md-type='navigation'][@hidden]")) == hidden


def test_the_sidebar_names_the_page_about_the_edition(first):
    tree = page(first, f"en/{WORK}/1")
    assert tree.xpath("//nav//a[@href='../../about/']/span/text()") == ["About this edition"]


def test_notes_are_a_place_where_there_are_any():
    without = SimpleNamespace(has_notes=False, terms=())
    some = SimpleNamespace(has_notes=True, terms=())
    assert "notes.md" not in places(without, "en", "en/index.md")
    assert "(notes.md)" in places(some, "en", "en/index.md")


def test_the_lines_of_a_paragraph_join_before_they_are_converted(tmp_path):
    files = THREE | {"library.yml": "title: {en: T}\nabout:\n  zh-Hans: |\n    头\n    发。\n"}
    edition, _ = pipeline.check(sample.library(tmp_path, files))
    assert edition.about == {"zh-Hans": ("头发。",), "zh-Hant": ("頭髮。",)}


@pytest.mark.parametrize(
    ("contact", "fits"),
    [
        ("https://texts.example/errors?a=b", True),
        ("a.b@texts.example", True),
        ("javascript:alert(1)", False),
        ("http://texts.example", False),
        ("https://a.example/ b", False),
        ("https://a.example/)x(", False),
        ("https://[x", False),
        ("https://x.example/a'b'", False),
        ("https://x.example/`a`", False),
        ("https://x.example/a\\b", False),
    ],
)
def test_a_contact_is_an_address(contact, fits):
    value = {"title": {"en": "T"}, "contact": contact}
    model, _ = schemas.validate(schemas.LibraryFile, value)
    assert (model is not None) is fits


def test_a_word_of_the_interface_is_spelled_in_one_way():
    assert not [key for key, word in STRINGS["zh-Hant"].items() if "注" in word]
    assert all(words.keys() == STRINGS["en"].keys() for words in STRINGS.values())


def test_no_work_takes_the_address_of_the_page_about_the_edition():
    assert schemas.reserved("about")


@pytest.mark.parametrize(
    ("value", "tag", "written"),
    [
        ("2022-01-04/2022-01-28", "en", "4–28 January 2022"),
        ("2022-01-04/2022-01-28", "zh-Hant", "2022年1月4日至28日"),
        ("2022-01-28/2022-02-03", "en", "28 January\u2009–\u20093 February 2022"),
        ("2021-12-30/2022-01-04", "en", "30 December 2021\u2009–\u20094 January 2022"),
        ("2022-01-04/2022-01-04", "en", "4 January 2022"),
        ("2022-01-04", "fr", "4 janvier 2022"),
        ("about 1905", "en", "about 1905"),
        ("2022-01-04/2022-01-28", "xx", "2022-01-04/2022-01-28"),
    ],
)
def test_a_date_is_written_as_its_language_writes_it(value, tag, written):
    assert written_date(value, tag) == written


def test_a_page_runs_as_its_language_does(tmp_path):
    work = "id: a\ntitle: {ar-EG: عنوان}\nbase: ar-EG\nlanguages: [{tag: ar-EG, role: base}]\n"
    files = {
        "library.yml": "title: {en: L}\n",
        "glossary.yml": "terms: []\n",
        "a/work.yml": work,
        "a/ar-EG.md": "# عنوان\n\n1. نص\n",
    }
    source = sample.library(tmp_path, files)
    sample.copy_docs(tmp_path / "docs")
    at = pipeline.Folders(source, tmp_path / "docs", tmp_path / "site", ROOT / "mkdocs.yml")
    problems = pipeline.build(at, lambda stage: None)
    assert not has_errors(problems), problems
    tree = html.parse(tmp_path / "site/ar-EG/a/index.html")
    assert tree.find("body").get("dir") == "rtl"
    assert tree.xpath("//input[@name='marks']") and not tree.xpath("//input[@name='view']")
