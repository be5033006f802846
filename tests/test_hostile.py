# ruff: noqa: E501
"""Ten thousand hostile texts through MkDocs: the reader sees the exact characters, nothing of them
is markup, and the page has the structure that it has with harmless words."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import islice
from pathlib import Path

import hostile
import pytest
import sample
from hypothesis import given
from lxml import html

from edition import audit, pipeline
from edition.problems import has_errors
from edition.readers import edition_text
from edition.text import Source
from edition.yaml_tree import YamlError, parse

ROOT = Path(__file__).resolve().parent.parent
COUNT = 10_000
SECTIONS = 24


def written(text):
    """A text as a block of an edition text says it literally."""
    return re.sub(r"[\\*|]", r"\\\g<0>", text)


def one_line(text):
    return re.sub("[\t ]+", " ", text).strip() or "x"


def quoted(value):
    text = json.dumps(value, ensure_ascii=False)
    return re.sub("[\u2028\u2029\ufeff]", lambda match: f"\\u{ord(match[0]):04x}", text)


def library(folder, texts, count=COUNT, sections=SECTIONS):
    """A work of `count` texts, and each free field of every file another of them."""
    texts, each = iter(texts), count // sections + 1

    def field():
        return quoted(one_line(next(texts)))

    def local():
        return f"{{en: {field()}}}"

    body = ["# " + written(one_line(next(texts)))]
    for section in range(sections):
        body.append("## " + written(one_line(next(texts))))
        for number in range(1, each + 1):
            body.append(f"{section * each + number}. Þ{written(one_line(next(texts)))}")
    terms = "".join(
        f"  - {{id: t{n}, forms: {{en: [{quoted(one_line(next(texts))[:200].strip())}]}}, definition: {local()}, "
        f"sources: [{field()}], domain: {field()}, pinyin: {field()}, abbreviation: {field()}}}\n"
        for n in range(12)
    )
    notes = "".join(
        f"  - {{id: n{n}, at: p{n}, quote: {{en: Þ}}, kind: context, body: {local()}, sources: [{field()}]}}\n"
        for n in range(1, 13)
    )
    work = (
        f"id: w\ntitle: {local()}\nbase: en\ncreators: [{local()}, {local()}]\ndate: {field()}\n"
        f"place: {local()}\nevent: {local()}\nsymbol: {field()}\ntype: report\nlanguages:\n"
        f"  - {{tag: en, role: base, translator: {field()}, licence: {field()}}}\n"
    )
    return sample.library(folder, {
        "library.yml": f"title: {local()}\ndescription: {local()}\nabout: {local()}\n",
        "glossary.yml": f"terms:\n{terms}",
        "w/work.yml": work,
        "w/notes.yml": f"notes:\n{notes}",
        "w/en.md": "\n\n".join(body) + "\n",
    })  # fmt: skip


def build(folder, texts):
    sample.copy_docs(folder / "docs")
    source = library(folder, texts)
    at = pipeline.Folders(source, folder / "docs", folder / "site", ROOT / "mkdocs.yml")
    return at, pipeline.build(at, lambda stage: None)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    at, problems = build(tmp_path_factory.mktemp("hostile"), hostile.texts(7, 2 * COUNT))
    assert not has_errors(problems), [p for p in problems if p.severity == "error"][:5]
    return at


def test_the_reader_sees_ten_thousand_texts_as_they_were_written(built):
    """Read back without the audit's help, which has passed already."""
    texts = hostile.texts(7, 2 * COUNT)
    wanted = [one_line(next(texts))]
    for _ in range(SECTIONS):
        wanted.append(one_line(next(texts)))
        wanted += ("Þ" + one_line(text) for text in islice(texts, COUNT // SECTIONS + 1))
    pages = [built.site / "en" / "w" / "index.html"]
    pages += [built.site / "en" / "w" / str(n) / "index.html" for n in range(1, SECTIONS + 1)]
    seen = [
        audit.visible(text)
        for page in pages
        for text in html.document_fromstring(page.read_text("utf-8")).xpath(
            "//*[@data-kind]/*[@data-text]"
        )
    ]
    assert len(seen) > COUNT
    differing = [(a, b) for a, b in zip(seen, wanted, strict=True) if a != b.rstrip()]
    assert differing == []


def shapes(site):
    """Per page the elements and the names of their attributes, as often as they stand."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        page = html.document_fromstring(path.read_text("utf-8"))
        found[path.relative_to(site).as_posix()] = Counter(
            (element.tag, *sorted(element.attrib)) for element in page.iter("*")
        )
    return found


def test_no_element_or_attribute_is_there_that_harmless_words_have_not(built, tmp_path):
    """The kinds of element; how many of each depends on what is a term, emphasis or a reference."""
    at, problems = build(
        tmp_path, (f"(harmless {n % 5000}), “paragraph 2”" for n in range(2 * COUNT))
    )
    assert not has_errors(problems), problems[:5]
    hostile_shapes, harmless = shapes(built.site), shapes(at.site)
    allowed = {kind for kinds in harmless.values() for kind in kinds}
    # A term that stands on a page again, which a keyboard passes over.
    allowed.add(("a", "class", "data-term", "href", "interestfor", "tabindex"))
    strange = {path: set(kinds) - allowed for path, kinds in hostile_shapes.items()}
    strange = {path: kinds for path, kinds in strange.items() if kinds}
    assert strange == {}
    for path in set(hostile_shapes) & set(harmless):
        for tag in ("script", "style", "img", "iframe", "form", "input", "object", "base"):
            counts = [
                sum(n for kind, n in each[path].items() if kind[0] == tag)
                for each in (hostile_shapes, harmless)
            ]
            assert (path, tag, counts[0]) == (path, tag, counts[1])


@given(hostile.RAW)
def test_any_text_is_read(text):
    document, problems = edition_text.read(Source("en.md", text), "en", "continuous")
    assert all(0 <= p.span.start <= p.span.end <= len(text) + 1 for p in problems)
    assert all(s.text for s in document.segments)


@given(hostile.RAW)
def test_any_yaml_is_read_or_refused_with_a_place(text):
    try:
        parse(text)
    except YamlError as error:
        assert 0 <= error.offset <= len(text)
