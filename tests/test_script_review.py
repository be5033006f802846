"""Where Traditional is ambiguous: what decided, what is open, and which entries fit no more."""

import json
import subprocess
import sys
from pathlib import Path

import opencc
import pytest
import sample
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from edition import conversions, link, load, pipeline
from edition.cli import main
from edition.model import ConversionEntry, Converted, Segment
from edition.opencc_tables import tables
from edition.script import converter
from edition.script_checks import to_review
from edition.script_review import reviewer
from edition.text import Source, Span

ROOT = Path(__file__).resolve().parent.parent
EDITION, PROBLEMS = pipeline.check(ROOT / "source")
# Known to be wrong in OpenCC's `s2tw`: with the right reading and what betrays each.
KNOWN = {
    "展示了如何": ("展示了如何", "unusual"),
    "被发展": ("被發展", "overlap"),
    "参与制造": ("參與製造", "overlap"),
    "着手制定": ("著手制定", "overlap"),
    "有关系统": ("有關系統", "overlap"),
    "这是只有": ("這是只有", "overlap"),
}
WORDS = (*KNOWN, "以后", "后", "了解", "机制", "表明了", "它", "国家", "，并", "a", "后天")
TEXT = st.lists(st.sampled_from(WORDS), max_size=8).map("".join)
ENTRIES = st.lists(
    st.sampled_from(WORDS).map(lambda word: ("reviewed", word)), max_size=5, unique=True
)


def entry(text, reading, kind="reviewed"):
    return ConversionEntry(text, reading, kind == "reviewed")


def converted(text, *entries):
    exceptions = {e.text: e.reading for e in entries if not e.reviewed}
    segment = Segment("p1", "front", "", text, place=Span(0, len(text)))
    made = converter(exceptions)(text)
    return Converted(text, made, "segment", "w", "p1", "text", Source("w.md", text), segment)


def reasons(text, *entries):
    choices = reviewer(tuple(entries)).choices(converted(text, *entries))
    return [(choice.character, choice.reading, choice.reason) for choice in choices]


def test_the_first_edition_is_reviewed():
    assert PROBLEMS == ()


@pytest.mark.parametrize(("text", "wanted"), KNOWN.items())
def test_the_known_wrong_ones_are_betrayed_and_come_out_right_by_an_exception(text, wanted):
    right, reason = wanted
    found = converted(text)
    wrong = [c for c in reviewer(()).choices(found) if c.reading != right[c.at]]
    assert wrong and {c.reason for c in wrong} == {reason}
    exceptions = {e.text: e.reading for e in EDITION.conversion if not e.reviewed}
    assert converter(exceptions)(text) == right


@pytest.mark.parametrize(
    ("text", "entries", "wanted"),
    [
        ("以后", (), [("后", "後", "phrase")]),
        ("他后", (), [("后", "後", "alone")]),
        ("他后", (entry("后", "後"),), [("后", "後", "reviewed")]),
        ("他后", (entry("后", "后"),), [("后", "後", "alone")]),
        ("皇后", (), [("后", "后", "unusual")]),
        ("机制", (), [("制", "制", "several")]),
        ("机制", (entry("制", "制"),), [("制", "制", "several")]),
        ("被发展", (entry("发", "髮"),), [("发", "髮", "overlap")]),
        ("被发展", (entry("被发展", "被髮展"),), [("发", "髮", "reviewed")]),
        ("被发展", (entry("被发展", "被發展", "exception"),), [("发", "發", "exception")]),
        (
            "合并为",
            (entry("并为", "並為", "exception"),),
            [("合", "合", "phrase"), ("并", "併", "unusual")],
        ),
        ("no Han", (), []),
        ("核武器", (), []),
    ],
)  # fmt: skip
def test_what_decides(text, entries, wanted):
    assert reasons(text, *entries) == wanted


def library(folder, conversion, text="# 标题\n\n1. 他后也。\n\n2. 他后来，他后也。\n"):
    return sample.library(
        folder,
        {
            "library.yml": "title: {en: L}\n",
            "glossary.yml": "terms: []\n",
            "conversion.yml": conversion,
            "w/work.yml": "id: w\ntitle: {en: W}\nbase: zh-Hans\nlanguages:\n"
            "  - {tag: zh-Hans, role: base}\n"
            "  - {tag: zh-Hant, role: conversion, from: zh-Hans}\n",
            "w/zh-Hans.md": text,
        },
    )


def codes(folder, conversion, text="# 标题\n\n1. 他后也。\n\n2. 他后来，他后也。\n"):
    _, problems = pipeline.check(library(folder, conversion, text))
    return [(p.code, p.source.path, p.source.position(p.span.start)[0]) for p in problems]


CONVERSION, BASE = "source/conversion.yml", "source/w/zh-Hans.md"


@pytest.mark.parametrize(
    ("conversion", "wanted"),
    [
        ("reviewed: []", [("W421", BASE, 3)]),
        ("reviewed:\n- {text: 他后, reading: 他後}", []),
        ("reviewed:\n- {text: 他后, reading: 他后}", [("E422", CONVERSION, 2), ("W421", BASE, 3)]),
        ("reviewed:\n- {text: 他后, reading: 他}", [("E011", CONVERSION, 2), ("W421", BASE, 3)]),
        ("reviewed:\n- {text: 他后, reading: 他後}\n- {text: 太后, reading: 太后}",
         [("W423", CONVERSION, 3)]),
        ("reviewed:\n- {text: 他后, reading: 他後}\n- {text: 标题, reading: 標題}",
         [("W423", CONVERSION, 3)]),
        ("exceptions:\n- {text: 他后, reading: 他后, reason: r}", []),
        ("exceptions:\n- {text: 后来, reading: 后來, reason: r}\n"
         "reviewed:\n- {text: 他后, reading: 他後}", []),
        ("exceptions:\n- {text: 太后, reading: 太后, reason: r}\n"
         "reviewed:\n- {text: 他后, reading: 他後}", [("W423", CONVERSION, 2)]),
        ("exceptions:\n- {text: 太后, reading: 太後, reason: a text to come}\n"
         "reviewed:\n- {text: 他后, reading: 他後}", []),
        ("exceptions:\n- {text: 他后, reading: 他裏, reason: r}", [("E422", CONVERSION, 2)]),
    ],
)  # fmt: skip
def test_problems(tmp_path, conversion, wanted):
    assert codes(tmp_path, conversion) == wanted


def test_the_line_of_the_hint_reviews_what_it_is_given_for(tmp_path):
    source = library(tmp_path, "reviewed: []", "# 标题\n\n1. 他后也，并走了“后”。\n")
    _, problems = pipeline.check(source)
    assert {p.code for p in problems} == {"W421"}
    lines = [p.hint.partition("conversion.yml: ")[2].partition("; if not")[0] for p in problems]
    (source / "conversion.yml").write_text("\n".join(("reviewed:", *lines)), "utf-8")
    assert pipeline.check(source)[1] == ()


@given(TEXT, ENTRIES)
def test_every_ambiguous_character_is_listed_once_and_lengths_are_kept(text, chosen):
    entries = tuple(entry(word, converter({})(word)) for _, word in chosen)
    made = converted(text, *entries)
    choices = list(reviewer(entries).choices(made))
    assert len(made.reading) == len(text)
    assert [c.at for c in choices] == [i for i, c in enumerate(text) if c in tables().characters]
    assert all(c.reading == made.reading[c.at] for c in choices)
    still = [c for c in choices if c.is_open]
    assert sum(len(group.choices) for group in to_review(still)) == len(still)


@given(TEXT)
def test_every_open_place_is_settled_by_the_string_that_is_proposed(text):
    still = [c for c in reviewer(()).choices(converted(text)) if c.is_open]
    entries = tuple(entry(each.text, each.reading) for each in to_review(still))
    after = reviewer(entries).choices(converted(text, *entries))
    assert not [c for c in after if c.is_open]


@given(TEXT)
def test_phrases_read_as_opencc_reads_them(text):
    """The segmentation is OpenCC's own, so that a phrase that decided reads so in the text."""
    made = converted(text)
    for choice in reviewer(()).choices(made):
        if choice.reason in ("phrase", "unusual", "several"):
            word = slice(choice.word.start, choice.word.end)
            assert text[word] in tables().phrases
            assert made.reading[word] == converter({})(text[word])


def test_nothing_is_converted_that_is_not_reviewed(monkeypatch):
    """Every string of the edition that the converter made is listed, with its source."""
    stamp = "\ue000"
    monkeypatch.setattr(link, "converter", lambda exceptions: lambda text: stamp * len(text))
    monkeypatch.setattr(conversions, "collect", lambda library, edition: ())
    read, _ = load.load(ROOT / "source")
    bare, _ = link.link(read)
    monkeypatch.undo()
    listed = [len(c.text) for c in conversions.collect(read, bare)]
    made = []
    for reading in bare.readings:
        made += [len(s.text) for s in reading.documents["zh-Hant"].segments]
        facts = (reading.work.title, reading.work.place, reading.work.event, *reading.work.creators)
        made += [len(t["zh-Hant"]) for t in facts if stamp in t.get("zh-Hant", "")]
        made += [len(n.body["zh-Hant"]) for n in reading.notes if stamp in n.body["zh-Hant"]]
    for term in bare.terms:
        made += [len(f) for f in term.forms["zh-Hant"] if stamp in f]
        made += [len(d) for k, d in term.definition.items() if k == "zh-Hant" and stamp in d]
    texts = (bare.title, bare.description, *bare.domains.values())
    made += [len(t["zh-Hant"]) for t in texts if stamp in t.get("zh-Hant", "")]
    if any(stamp in p for p in bare.about.get("zh-Hant", ())):
        made.append(len("\n".join(bare.about["zh-Hans"])))
    assert sorted(listed) == sorted(made)


def test_every_place_is_found_in_its_file():
    for each in EDITION.converted:
        wanted = [i for i, c in enumerate(each.text) if not c.isspace()]
        found = conversions.offsets(each, wanted)
        assert "".join(each.source.text[at] for at in found) == "".join(each.text.split())


def test_the_report_and_the_data_list_the_same_places(tmp_path):
    at = ("--source", str(library(tmp_path, "reviewed: []")))
    plain = CliRunner().invoke(main, ["check", "--script", *at])
    assert "w p1\n  source/w/zh-Hans.md:3:5  后 → 後  后  open: alone  他[后]也。" in plain.output
    assert "3 places: 2 open" in plain.output
    whole = json.loads(
        CliRunner().invoke(main, ["check", "--script", "--terms", "--json", *at]).stdout
    )
    assert list(whole) == ["problems", "terms", "script"]
    first = whole["script"][0]
    assert first | {"choices": ()} == {
        "kind": "segment", "work": "w", "id": "p1", "part": "text",
        "file": "source/w/zh-Hans.md", "choices": (),
    }  # fmt: skip
    assert first["choices"] == [
        {
            "character": "后", "reading": "後", "others": ["后"], "reason": "alone", "open": True,
            "word": "后", "word_reading": "後", "rival": "", "before": "他", "after": "也。",
            "start": 1, "line": 3, "column": 5,
        }
    ]  # fmt: skip
    assert sum(len(text["choices"]) for text in whole["script"]) == 3


def test_what_is_given_in_traditional_is_not_converted(tmp_path):
    source = library(tmp_path, "reviewed: []", "# 标题\n")
    (source / "library.yml").write_text("title: {zh-Hans: 他后, zh-Hant: 他后}\n", "utf-8")
    edition, problems = pipeline.check(source)
    assert [c.kind for c in edition.converted] == ["segment"] and problems == ()


def test_the_tables_are_those_of_the_installed_opencc():
    assert tables().version == opencc.__version__
    sys.path.insert(0, str(ROOT / "tools"))
    import opencc_data

    try:
        made = opencc_data.tables()
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"this OpenCC has no tool that reads its dictionaries: {error}")
    for name, text in made.items():
        assert (ROOT / "edition" / "opencc_data" / name).read_text("utf-8") == text
