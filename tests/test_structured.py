"""Metadata for machines: JSON-LD and Highwire, as data and on the rendered pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sample
from lxml import html
from test_citations import HOSTILE, SPEECH, edition_of

from edition import pipeline
from edition.problems import has_errors
from edition.writers import structured

ROOT = Path(__file__).resolve().parent.parent
GLOSSARY = f"""
terms:
  - id: trust
    forms: {{en: [trust, '{HOSTILE}'], zh-Hans: [信任]}}
    definition: {{en: "What </script><b>trust</b> *is*. {"Long. " * 80}"}}
    abbreviation: T
"""
FILES = SPEECH | {
    "glossary.yml": GLOSSARY,
    "talk/en.md": f"# {HOSTILE.replace(chr(92), chr(92) * 2)}\n\n## One\n\n1. We trust.\n",
    "talk/zh-Hans.md": "# 何谓“信任”\n\n## 一\n\n1. 我们信任。\n",
}
ADDRESS = "https://texts.example.com/"


@pytest.fixture
def talk(tmp_path):
    return edition_of(tmp_path, FILES)


def read(node, base=ADDRESS):
    written = structured.json_ld(node)
    assert not {">", "&"} & set(written.replace("<site>", ""))
    return json.loads(written.replace("<site>", base))


def test_a_work_names_its_translation_and_is_named_by_it(talk):
    (reading,) = talk.readings
    base, made = (read(structured.work(talk, reading, tag)) for tag in ("en", "zh-Hans"))
    assert base["name"] == HOSTILE
    assert [text["@id"] for text in base["workTranslation"]] == [made["@id"]]
    assert made["translationOfWork"]["@id"] == base["@id"] == f"{ADDRESS}en/talk/"
    assert made["translator"] == {"name": "李四"} and made["creativeWorkStatus"] == "经审校的译文"
    assert (made["inLanguage"], made["version"]) == ("zh-Hans", "1.2")
    assert made["author"][0]["name"] == {"@value": "Jane Doe", "@language": "en"}
    assert base["dateCreated"] == "1961-09-25"
    assert "identifier" not in base and "license" not in base


def test_the_first_edition_states_its_licence_and_its_conversion():
    edition, _ = pipeline.check(ROOT / "source")
    (reading,) = edition.readings
    hant, english = (read(structured.work(edition, reading, t)) for t in ("zh-Hant", "en"))
    assert hant["isBasedOn"]["inLanguage"] == "zh-Hans" and "translationOfWork" not in hant
    assert english["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert english["@type"] == "Report" and english["isPartOf"]["version"] == edition.version


def test_a_term_is_defined_in_a_language(talk):
    (term,) = talk.terms
    english = read(structured.defined_term(term, "en"))
    assert english["@id"] == f"{ADDRESS}en/glossary/#trust"
    assert english["name"] == "trust" and english["alternateName"] == [HOSTILE, "T"]
    assert english["description"].startswith("What </script><b>trust</b> is.")
    assert len(english["description"]) <= structured.DESCRIPTION + 1
    chinese = read(structured.defined_term(term, "zh-Hans", "zh-Hans/glossary/trust/"))
    assert (chinese["name"], chinese["inLanguage"]) == ("信任", "zh-Hans")
    assert chinese["url"] == f"{ADDRESS}zh-Hans/glossary/trust/"
    assert chinese["description"]["@language"] == "en"


@pytest.mark.parametrize(
    ("stated", "wanted"),
    [("1961-09-25", "1961/09/25"), ("2022-01-04/2022-01-28", "2022"), ("in spring", None)],
)
def test_a_publication_date_is_a_date(tmp_path, stated, wanted):
    stated = SPEECH["talk/work.yml"].replace("1961-09-25", stated)
    (reading,) = edition_of(tmp_path, SPEECH | {"talk/work.yml": stated}).readings
    tags = {tag["name"]: tag.get("content") for tag in structured.highwire(reading, "en", 1)}
    assert tags.get("citation_publication_date") == wanted
    assert "citation_technical_report_institution" not in tags


@pytest.mark.parametrize("address", [ADDRESS, ""])
def test_every_page_says_what_it_is(tmp_path, renderer, address, monkeypatch):
    monkeypatch.delenv("SITE_URL", raising=False)
    if address:
        monkeypatch.setenv("SITE_URL", address)
    sample.copy_docs(tmp_path / "docs")
    source = sample.library(tmp_path, FILES)
    at = pipeline.Folders(
        source, tmp_path / "docs", tmp_path / "site", ROOT / "mkdocs.yml", renderer
    )
    problems = pipeline.build(at, lambda stage: None)
    assert not has_errors(problems), problems

    def nodes(path):
        tree = html.parse(at.site / path / "index.html")
        (script,) = tree.xpath("//script[@type='application/ld+json']/text()")
        tags = {m.get("name"): m.get("content") for m in tree.xpath("//meta[@name]")}
        return json.loads(script), tags, tree

    front, tags, _ = nodes("")
    assert front["@id"] == (address or "./") and "citation_title" not in tags
    page, tags, tree = nodes("en/talk/1")
    assert page["@id"] == f"{address or '../../../'}en/talk/1/"
    assert page["isPartOf"]["name"] == tags["citation_title"] == HOSTILE
    assert tags.get("citation_public_url") == (f"{address}en/talk/" if address else None)
    (data,) = tree.xpath("//script[@id='edition.cite']/text()")
    assert json.loads(data)["csl"]["title"] == HOSTILE
    glossary, _, _ = nodes("zh-Hans/glossary")
    assert [term["name"] for term in glossary["hasDefinedTerm"]] == ["信任"]
