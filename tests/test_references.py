"""References for reference managers, read back with libraries of others."""

from __future__ import annotations

import json

import bibtexparser
import pytest
import rispy
import sample
from pylatexenc.latex2text import LatexNodes2Text
from test_citations import HOSTILE, SPEECH, edition_of

from edition import pipeline, site
from edition.writers import cite_files, references
from edition.writers.citations import plain

ADDRESS = "https://texts.example.com/en/talk/1/#p1"
PLACE = frozenset({references.ACCESSED, references.LOCATOR})
MULTI = "Line {one} \\ 100% & #5 ~x^2_$ \" ' ER  -"


@pytest.fixture
def talk(tmp_path):
    return edition_of(tmp_path, SPEECH)


def filled(form, edition, tag="en", gaps=PLACE):
    values = {"url": ADDRESS, "accessed": "2026-11-24", "locator": "para. 1", "row": ".p1"}
    return plain(form(edition, edition.readings[0], tag, gaps), **values)


def bib(text):
    """Type, key and fields of each entry; TeX's names are read, but not in addresses."""
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    return [
        (
            e.entry_type,
            e.key,
            {k: v.value if k == "url" else read(v.value) for k, v in e.fields_dict.items()},
        )
        for e in library.entries
    ]


def read(value):
    """What TeX prints. The library knows no names for braces, and a caret as an accent."""
    for name, character in ((r"\textbraceleft{}", "\ue000"), (r"\textbraceright{}", "\ue001")):
        value = value.replace(name, character)
    shown = LatexNodes2Text().latex_to_text(value)
    return shown.replace("\ue000", "{").replace("\ue001", "}").replace("ˆ", "^")


def test_bibtex_of_a_paragraph(talk):
    ((kind, key, fields),) = bib(filled(references.bibtex, talk))
    assert (kind, key) == ("misc", "talk.en.p1")
    assert fields["title"] == "What “Trust” Means"
    assert fields["author"] == "Jane Doe and Richard Roe"
    assert (fields["date"], fields["year"], fields["version"]) == ("1961-09-25", "1961", "1.2")
    assert (fields["url"], fields["urldate"]) == (ADDRESS, "2026-11-24")
    assert fields["note"].startswith("para. 1; General Assembly, New York, 25 September 1961; In:")


def test_ris_of_a_paragraph(talk):
    (entry,) = rispy.loads(filled(references.ris, talk))
    assert entry["type_of_reference"] == "GEN"
    assert entry["authors"] == ["Jane Doe", "Richard Roe"]
    assert entry["title"] == "What “Trust” Means"
    assert (entry["year"], entry["date"], entry["edition"]) == ("1961", "1961/09/25/", "1.2")
    assert entry["urls"] == [ADDRESS]
    assert "para. 1" in entry["notes"]


def test_csl_json_says_what_a_translation_is(talk):
    found = references.item(talk, talk.readings[0], "zh-Hans")
    assert found["issued"] == {"date-parts": [[1961, 9, 25]]}
    assert found["original-title"] == "What “Trust” Means"
    assert (found["status"], found["note"]) == ("经审校的译文", "经审校的译文")
    assert found["translator"] == [{"literal": "李四"}]
    assert (found["version"], found["language"], found["type"]) == ("1.2", "zh-Hans", "speech")


@pytest.mark.parametrize("title", [HOSTILE, MULTI, "} , @comment{x", "a = {b"])
def test_hostile_titles_are_one_value(tmp_path, title):
    files = SPEECH | {"talk/en.md": f"# {title.replace(chr(92), chr(92) * 2)}\n\n1. We trust.\n"}
    edition = edition_of(tmp_path, files)
    ((_, _, fields),) = bib(filled(references.bibtex, edition))
    assert "".join(fields["title"].split()) == "".join(title.split())
    (entry,) = rispy.loads(filled(references.ris, edition))
    assert entry["title"] == " ".join(title.split())


@pytest.mark.parametrize(
    ("stated", "parts", "year"),
    [
        ("2022-01-04/2022-01-28", {"date-parts": [[2022, 1, 4], [2022, 1, 28]]}, "2022"),
        ("2021-12-30/2022-01-02", {"date-parts": [[2021, 12, 30], [2022, 1, 2]]}, ""),
        ("1968", {"date-parts": [[1968]]}, "1968"),
        ("spring 1968", {"literal": "spring 1968"}, ""),
        ("1968/spring", {"literal": "1968/spring"}, ""),
        ("1968-13-01", {"literal": "1968-13-01"}, ""),
        ("", None, ""),
    ],
)
def test_dates_are_numbers_where_they_are_dates(tmp_path, stated, parts, year):
    work = SPEECH["talk/work.yml"].replace("1961-09-25", stated)
    edition = edition_of(tmp_path, SPEECH | {"talk/work.yml": work})
    assert references.item(edition, edition.readings[0], "en").get("issued") == parts
    assert references.year_of(stated) == year


@pytest.mark.parametrize("address", ["https://texts.example.com/a&b/", ""])
def test_the_files_name_the_site_where_it_has_a_name(tmp_path, talk, address):
    for output in cite_files.write(talk):
        (tmp_path / output.path).write_bytes(output.data)
    canonical = (address or site.UNNAMED).replace("&", "&amp;")
    (tmp_path / "index.html").write_text(f'<link rel="canonical" href="{canonical}">', "utf-8")
    site._name(tmp_path)
    entries = bib((tmp_path / "talk.bib").read_text("utf-8"))
    records = rispy.loads((tmp_path / "talk.ris").read_text("utf-8"))
    items = json.loads((tmp_path / "talk.csl.json").read_text("utf-8"))
    wanted = [f"{address}{tag}/talk/" if address else None for tag in ("en", "zh-Hans")]
    assert [fields.get("url") for *_, fields in entries] == wanted
    assert [(record.get("urls") or [None])[0] for record in records] == wanted
    assert [item.get("URL") for item in items] == wanted
    assert [item["language"] for item in items] == ["en", "zh-Hans"]


def test_the_version_is_stated_or_a_digest_of_the_sources(tmp_path):
    unstated = SPEECH | {"library.yml": "title: {en: Collected Papers}"}
    versions = {
        edition_of(tmp_path / name, unstated | more).version
        for name, more in (
            ("a", {}),
            ("b", {}),
            ("c", {"talk/en.md": SPEECH["talk/en.md"].replace("We", "They")}),
            ("d", {"glossary.yml": "terms: []\n# more"}),
        )
    }
    assert len(versions) == 3 and all(len(v) == 12 and int(v, 16) >= 0 for v in versions)
    assert edition_of(tmp_path / "e", SPEECH).version == "1.2"


@pytest.mark.parametrize(
    ("name", "line", "message"),
    [
        ("library.yml", 'version: "1\\n2"', "must be words in one line"),
        ("talk/work.yml", "type: reprot", "must be one of"),
    ],
)
def test_a_bad_version_or_type_is_a_problem(tmp_path, name, line, message):
    text = SPEECH[name].replace('version: "1.2"', "").replace("type: speech\n", "") + "\n" + line
    _, problems = pipeline.check(sample.library(tmp_path, SPEECH | {name: text}))
    assert any(p.code == "E011" and message in p.message for p in problems)
