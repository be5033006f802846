"""Citations as GB/T 7714-2015 and the Chicago Manual of Style have them; what they never do."""

from __future__ import annotations

from pathlib import Path

import citeproc
import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from edition import citation_styles, pipeline
from edition.problems import has_errors
from edition.writers import citations, citing
from edition.writers.markdown import in_script

ROOT = Path(__file__).resolve().parent.parent
URL = "https://texts.example.com/x/#p"
HOSTILE = "</script><!-- {url} {{i}} \\ <i>x</i> & “so” {l:en}"
LIBRARY = 'title: {en: Collected Papers, zh-Hans: 文集}\nversion: "1.2"\n'
LAW = {
    "library.yml": LIBRARY,
    "glossary.yml": "terms: []",
    "law/work.yml": "id: law\ntitle: {en: Nuclear Safeguards Act}\nbase: en\ntype: legislation\n"
    "numbering: by-article\ndate: 2000-05-11\nsymbol: 2000 c. 5\n"
    "languages: [{tag: en, role: base, status: published}]",
    "law/en.md": "# Nuclear Safeguards Act\n\nPreamble.\n\nArticle 6\n\n"
    "1. First.\n\n2. Second:\n\n(a) one;\n\n- a point.\n",
}
SPEECH = {
    "library.yml": LIBRARY,
    "glossary.yml": "terms: []",
    "talk/work.yml": "id: talk\ntitle: {en: What “Trust” Means}\nbase: en\ntype: speech\n"
    "date: 1961-09-25\ncreators: [{en: Jane Doe}, {en: Richard Roe}]\n"
    "place: {en: New York}\nevent: {en: General Assembly}\n"
    "languages:\n  - {tag: en, role: base, status: published}\n"
    "  - {tag: zh-Hans, role: translation, status: reviewed, translator: 李四}\n",
    "talk/en.md": "# What “Trust” Means\n\n1. We trust.\n",
    "talk/zh-Hans.md": "# 何谓“信任”\n\n1. 我们信任。\n",
}
FIRST = {
    ("zh-Hans", "gb-t-7714"): (
        "大不列颠及北爱尔兰联合王国. 建立一个没有核武器的世界：参考文件: 纽约, "
        "2022年1月4日至28日[R/OL]//核裁军文献. 版本 0.5: 第 5(a) 段[2026-11-24]. " + URL + "."
    ),
    ("zh-Hant", "gb-t-7714"): (
        "大不列顛及北愛爾蘭聯合王國. 建立一個沒有核武器的世界：參考文件: 由簡體中文轉換而成: 紐約, "
        "2022年1月4日至28日[R/OL]//核裁軍文獻. 版本 0.5: 第 5(a) 段[2026-11-24]. " + URL + "."
    ),
    ("en", "gb-t-7714"): (
        "United Kingdom of Great Britain and Northern Ireland. Building a world without nuclear "
        "weapons: reference paper: working translation, not official: New York, "
        "4–28 January 2022[R/OL]//Documents on Nuclear Disarmament. Version 0.5: "
        "para. 5 (a)[2026-11-24]. " + URL + "."
    ),
    ("zh-Hans", "chicago-note"): (
        "United Kingdom of Great Britain and Northern Ireland, "
        "“建立一个没有核武器的世界：参考文件” "
        "[Building a world without nuclear weapons: reference paper], New York, "
        "January 4–28, 2022, in Documents on Nuclear Disarmament, version 0.5, para. 5 (a), "
        + URL
        + "."
    ),
    ("en", "chicago-note"): (
        "United Kingdom of Great Britain and Northern Ireland, “Building a world without nuclear "
        "weapons: reference paper” (working translation, not official), New York, "
        "January 4–28, 2022, in Documents on Nuclear Disarmament, version 0.5, para. 5 (a), "
        + URL
        + "."
    ),
}


@pytest.fixture(scope="module")
def first():
    edition, _ = pipeline.check(ROOT / "source")
    return edition


def edition_of(folder, files):
    edition, problems = pipeline.check(sample.library(folder, files))
    assert not has_errors(problems), problems
    return edition


def cited(edition, tag, style, row="", url=URL):
    (reading,) = edition.readings
    within = "en" if style == "chicago-note" else tag
    segments = citations.segments_of(reading, tag)
    where = row and citations.place(segments, row, reading.work.numbering, within)
    template = citations.citation(edition, reading, tag, style, "{locator}" if where else "")
    return citations.plain(template, url=url, accessed="2026-11-24", locator=where)


@pytest.mark.parametrize(("tag", "style"), FIRST)
def test_the_first_edition(first, tag, style):
    assert cited(first, tag, style, "p5-a") == FIRST[tag, style]


def test_a_law_without_an_author(tmp_path):
    edition = edition_of(tmp_path, LAW)
    assert cited(edition, "en", "chicago-note", "art6-p2-a") == (
        "Nuclear Safeguards Act, 2000 c. 5, May 11, 2000, in Collected Papers, version 1.2, "
        f"art. 6, para. 2 (a), {URL}."
    )
    assert cited(edition, "en", "gb-t-7714", "art6") == (
        "Nuclear Safeguards Act: 2000 c. 5: 11 May 2000[A/OL]//Collected Papers. "
        f"Version 1.2: art. 6[2026-11-24]. {URL}."
    )


def test_an_author_without_a_name_is_none(tmp_path):
    work = LAW["law/work.yml"] + "\ncreators: [{}]\n"
    edition = edition_of(tmp_path, LAW | {"law/work.yml": work})
    assert cited(edition, "en", "chicago-note").startswith("Nuclear Safeguards Act, ")
    assert cited(edition, "en", "gb-t-7714").startswith("Nuclear Safeguards Act: ")


def test_a_speech_and_its_translation(tmp_path):
    edition = edition_of(tmp_path, SPEECH)
    assert cited(edition, "en", "chicago-note", "p1") == (
        "Jane Doe and Richard Roe, “What ‘Trust’ Means” (speech, General Assembly, New York, "
        f"September 25, 1961), in Collected Papers, version 1.2, para. 1, {URL}."
    )
    assert cited(edition, "zh-Hans", "chicago-note", "p1") == (
        "Jane Doe and Richard Roe, “何谓‘信任’” [What “Trust” Means] (speech, General Assembly, "
        "New York, September 25, 1961; reviewed translation), trans. 李四, "
        f"in Collected Papers, version 1.2, para. 1, {URL}."
    )
    assert cited(edition, "zh-Hans", "gb-t-7714", "p1") == (
        "Jane Doe, Richard Roe. 何谓“信任”: 经审校的译文: General Assembly, New York, "
        f"1961年9月25日[Z/OL]. 李四, 译//文集. 版本 1.2: 第 1 段[2026-11-24]. {URL}."
    )


@pytest.mark.parametrize(
    ("row", "english", "chinese"),
    [
        ("title", "", ""),
        ("s2", "", ""),
        ("p5", "para. 5", "第 5 段"),
        ("p5-a", "para. 5 (a)", "第 5(a) 段"),
        ("p11-2", "para. 11, bullet 2", "第 11 段第 2 点"),
    ],
)
def test_a_place_is_named_by_the_numbers_of_the_text(first, row, english, chinese):
    (reading,) = first.readings
    for tag, wanted in (("en", english), ("zh-Hans", chinese)):
        segments = citations.segments_of(reading, tag)
        assert citations.place(segments, row, "continuous", tag) == wanted


def test_a_chinese_article_keeps_its_own_name(tmp_path):
    files = {
        "library.yml": "title: {zh-Hans: 法规}",
        "glossary.yml": "terms: []",
        "law/work.yml": "id: law\ntitle: {zh-Hans: 示例法}\nbase: zh-Hans\ntype: legislation\n"
        "numbering: by-article\nlanguages: [{tag: zh-Hans, role: base, status: published}]",
        "law/zh-Hans.md": "# 示例法\n\n第六条\n\n1. 甲。\n",
    }
    (reading,) = edition_of(tmp_path, files).readings
    segments = citations.segments_of(reading, "zh-Hans")
    assert citations.place(segments, "art6-p1", "by-article", "zh-Hans") == "第六条第 1 段"
    assert citations.place(segments, "art6-p1", "by-article", "en") == "art. 6, para. 1"


@pytest.mark.parametrize("style", ["chicago-note", "gb-t-7714"])
def test_hostile_titles_come_out_as_they_are(tmp_path, style):
    title = HOSTILE.replace("“so”", "so")
    files = SPEECH | {"talk/en.md": f"# {title.replace(chr(92), chr(92) * 2)}\n\n1. We trust.\n"}
    edition = edition_of(tmp_path, files)
    assert title in cited(edition, "en", style)
    (reading,) = edition.readings
    menu = citing.menu_data(citing.menu(edition, reading, "en"), reading, "en", reading.rows)
    assert not {"<", ">", "&"} & set(menu)
    page = html.document_fromstring(f"<script type='application/json'>{menu}</script><p>on</p>")
    assert [p.text for p in page.xpath("//p")] == ["on"]


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1))
def test_any_text_survives_a_template(text):
    assert citations.plain(citation_styles.escaped(text)) == text
    assert not {"<", ">", "&", "\u2028"} & set(in_script(text))


@pytest.mark.parametrize("style", ["chicago-note", "gb-t-7714"])
def test_the_style_sheets_are_valid(style):
    schema = etree.RelaxNG(etree.parse(citeproc.SCHEMA_PATH))
    schema.assertValid(etree.parse(ROOT / "edition" / "styles" / f"{style}.csl"))


def test_every_citation_states_the_version(first):
    for tag, style in FIRST:
        assert "0.5" in cited(first, tag, style)
