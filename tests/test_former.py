"""The rendered site of a work whose published text was changed: every old address leads on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from urllib.parse import urljoin

import pytest
import sample
from lxml import html
from test_site import build_in

from edition import audit, pipeline
from edition.locking import Wanted
from edition.problems import has_errors

HEAD = "title: {en: Rules, zh-Hans: 规则}\n"
WORK = """id: rules
title: {en: Rules}
base: en
languages:
  - {tag: en, role: base}
  - {tag: zh-Hans, role: translation}
  - {tag: zh-Hant, role: conversion, from: zh-Hans}
"""
EN = """# Rules

## Aims of the work

1. The first rule says go.

2. The second tells you to wait.

## Means to reach them

3. Other words stand here.

- Alpha holds first.

- Beta comes second.

- Gamma ends it all.

## Last remarks

4. It ends with thanks.
"""
ZH = """# 规则

## 宗旨

1. 这条规则说去。

2. 其次让你等待。

## 手段

3. 此处是其他文字。

- 甲在前。

- 乙在中。

- 丙在后。

## 结语

4. 最后致谢。
"""
FIRST = {
    "library.yml": HEAD,
    "glossary.yml": "terms: []\n",
    "rules/work.yml": WORK,
    "rules/en.md": EN,
    "rules/zh-Hans.md": ZH,
}
IDS = """retired:
  - {id: p2, reason: {en: withdrawn <b>by</b> its author, zh-Hans: 作者撤回}, since: 2026-11-24}
  - {id: p3-2, to: p3-1, reason: {en: joined with the item before it}}
  - {id: s3, reason: {en: joined with the section before it}, since: "2.0"}
added:
  - {id: s1x, before: s2}
"""
CHANGED = {
    "rules/en.md": EN.replace("2. The second tells you to wait.\n\n", "")
    .replace("- Beta comes second.\n\n", "")
    .replace("## Last remarks\n\n", "")
    .replace("## Means", "## A part between\n\nUnnumbered words.\n\n## Means")
    .replace("says go", "says go now"),
    "rules/zh-Hans.md": ZH.replace("2. 其次让你等待。\n\n", "")
    .replace("- 乙在中。\n\n", "")
    .replace("## 结语\n\n", "")
    .replace("## 手段", "## 中间一节\n\n无编号的文字。\n\n## 手段"),
    "rules/ids.yml": IDS,
}
TAGS = ("en", "zh-Hans", "zh-Hant")


def record(source):
    registers, problems = pipeline.lock(source, Wanted())
    assert not has_errors(problems), problems
    for register in registers:
        (source / "rules" / "ids.lock").write_text(register.text, "utf-8")


def changed(folder):
    """A library that was published, then changed, and recorded each time: its folder."""
    more = FIRST | {"rules/en.md": EN + "\n## Annex\n\n5. It was added.\n",
                    "rules/zh-Hans.md": ZH + "\n## 附件\n\n5. 附加的。\n"}  # fmt: skip
    source = sample.library(folder, more)
    record(source)
    annex = "retired:\n" + "".join(
        f"  - {{id: {id}, reason: {{en: it was no part of the text}}}}\n" for id in ("s4", "p5")
    )
    ids = {"rules/ids.yml": annex + IDS.removeprefix("retired:\n")}
    sample.library(folder, CHANGED | ids)
    record(source)
    return source


@pytest.fixture(scope="module")
def built(tmp_path_factory, renderer):
    folder = tmp_path_factory.mktemp("changed")
    at, problems = build_in(folder, changed(folder), renderer)
    assert not has_errors(problems), problems
    assert {p.code for p in problems} == {"W415"}
    return at


def page(built, tag, section=""):
    path = built.site / tag / "rules" / section / "index.html"
    return html.document_fromstring(path.read_bytes().decode("utf-8"))


def gone(built, tag, section):
    found = page(built, tag, section).xpath("//*[@data-retired]")
    return {e.get("id"): " ".join(e.text_content().split()) for e in found}


def test_what_was_removed_or_moved_is_said_where_it_stood(built):
    assert gone(built, "en", "1") == {
        "p2": "Passage 2 was removed (24 November 2026): withdrawn <b>by</b> its author"
    }
    assert gone(built, "en", "3") == {
        "p3-2": "Passage 3 • 2 is now 3 • 1: joined with the item before it",
        "s3": "Passage s3 was removed (2.0): joined with the section before it",
        "s4": "Passage s4 was removed: it was no part of the text",
        "p5": "Passage 5 was removed: it was no part of the text",
    }
    assert gone(built, "zh-Hans", "1") == {"p2": "段落 2 已删除（2026年11月24日）：作者撤回"}
    assert gone(built, "zh-Hant", "1") == {"p2": "段落 2 已刪除（2026年11月24日）：作者撤回"}


@pytest.mark.parametrize("tag", TAGS)
def test_it_stands_between_what_it_stood_between(built, tag):
    for section, ids in (
        ("1", ["s1", "p1", "p2"]),
        ("3", ["s2", "p3", "p3-1", "p3-2", "p3-3", "s3", "p4", "s4", "p5"]),
    ):
        found = page(built, tag, section).xpath("//*[@data-kind or @data-retired]/@id")
        assert found == ids


@pytest.mark.parametrize("tag", TAGS)
def test_what_was_removed_holds_no_text_and_what_moved_is_one_link(built, tag):
    (moved,) = page(built, tag, "3").xpath("//*[@data-retired='moved']")
    assert [a.get("href") for a in moved.iter("a")] == ["#p3-1"]
    for element in page(built, tag, "3").xpath("//*[@data-retired]"):
        assert element.get("data-apparatus") is not None
        assert not element.xpath(".//*[@data-text]")


@pytest.mark.parametrize("tag", TAGS)
def test_a_page_lists_what_stood_on_it(built, tag):
    links = page(built, tag, "2").xpath("//*[@class='formerly']/a/@href")
    assert links == [f"../3/#{id}" for id in ("s2", "p3", "p3-1", "p3-2", "p3-3")]
    assert not page(built, tag, "1").xpath("//*[@class='formerly']")


@pytest.mark.parametrize("tag", TAGS)
def test_a_page_that_is_gone_leads_on(built, tag):
    left = page(built, tag, "4")
    assert left.get("lang") == tag
    links = left.xpath("//article//a[not(ancestor::details)]/@href")
    assert links == ["../3/", "../3/#s4", "../3/#p5"]
    assert left.xpath("//noscript/meta[@http-equiv='refresh']/@content") == ["0; url=../3/"]
    assert left.xpath("//link[@rel='canonical']/@href")[0].endswith(f"/{tag}/rules/3/")
    assert left.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert {v for v in left.xpath("//link/@hreflang")} == set(TAGS)


def test_the_script_of_the_pages_is_told_where_each_id_stands(built):
    text = (built.site / "assets/ids/rules.js").read_text("utf-8")
    pages = json.loads(text.removeprefix("edition.ids = ").removesuffix(";\n"))
    for tag in TAGS:
        for section, ids in pages.items():
            held = page(built, tag, section if section != "0" else "")
            found = held.xpath("//*[@data-kind or @data-retired]/@id")
            assert sorted(found) == sorted(ids.split())


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("en", "Translated from an earlier wording of the base text"),
        ("zh-Hans", "译自底本较早的措辞"),
        ("zh-Hant", "譯自底本較早的措辭"),
    ],
)
def test_an_old_translation_says_so_and_an_old_conversion_too(built, tag, words):
    marks = page(built, tag, "1").xpath("//*[@data-text]/*[@class='stale']")
    assert {(m.getparent().get("lang"), m.text_content()) for m in marks} == {
        ("zh-Hans", words),
        ("zh-Hant", words),
    }
    assert all(m.get("data-apparatus") is not None for m in marks)
    assert all(m.get("lang") == tag for m in marks)
    assert not page(built, tag, "3").xpath("//*[@class='stale']")


def test_the_work_tells_how_many_are_old_and_its_data_which(built):
    facts = page(built, "en").xpath("//dl[@class='facts']")[0].text_content()
    assert facts.count("1 passage from an earlier wording of the base text") == 2
    data = json.loads((built.site / "rules.json").read_text("utf-8"))
    assert {s["id"]: s["stale"] for s in data["segments"] if s["stale"]} == {
        "p1": ["zh-Hans", "zh-Hant"]
    }
    assert {"id": "p3-2", "to": "p3-1", "since": ""} in data["retired"]
    about = html.parse(built.site / "en/about/index.html").getroot().text_content()
    assert "Published addresses are kept in a register" in about


def test_nothing_else_speaks_of_what_is_gone(built):
    search = "".join(p.read_text("utf-8") for p in (built.site / "assets/search").rglob("*.js"))
    assert "second tells you" not in search
    assert "withdrawn" not in search


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize(
    ("section", "old", "new"),
    [
        ("1", ' id="p2"', ' id="p22"'),
        ("1", 'data-retired="removed"', ""),
        ("3", 'href="#p3-1"', 'href="#p3"'),
        ("3", 'data-moved=""', ""),
        ("3", ' id="p3-2"', ' id="p3-2" data-kind="bullet"'),
        ("2", "#p3-3", "#p3-1"),
        ("4", "#p5", "#s4"),
        ("4", None, None),
    ],
)
def test_the_audit_finds_an_address_that_leads_nowhere(built, tmp_path, tag, section, old, new):
    copy = tmp_path / "site"
    shutil.copytree(built.site, copy)
    edition, _ = pipeline.check(built.source)
    assert not audit.audit(edition, copy)
    path = copy / tag / "rules" / section / "index.html"
    if old is None:
        path.unlink()
    else:
        text = path.read_text("utf-8")
        old = old if old in text else old.replace('=""', '="data-moved"')
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
    assert "E502" in {p.code for p in audit.audit(edition, copy)}


def test_every_published_address_resolves(built):
    edition, _ = pipeline.check(built.source)
    (reading,) = edition.readings
    for tag in TAGS:
        for entry in reading.lock.entries:
            for section in entry.pages:
                address = f"{tag}/rules/{f'{section}/' if section else ''}"
                assert leads_to(built.site, address, entry.id)


def leads_to(site, address, id):
    """Whether a reader without script who opens `address#id` is one link away from it at most."""
    held = html.parse(Path(site, address, "index.html")).getroot()
    if held.xpath(f"//*[@id='{id}']"):
        return True
    links = [urljoin(address, a) for a in held.xpath("//article//a/@href")]
    return any(
        link.endswith(f"#{id}")
        and html.parse(Path(site, link.partition("#")[0], "index.html")).xpath(f"//*[@id='{id}']")
        for link in links
    )
