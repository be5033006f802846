"""One bad library per problem code: the code, its place, and that the rest is still read."""

import hashlib
import time
from dataclasses import replace
from pathlib import Path

import pytest
import sample

from edition import checks, link, load, pipeline
from edition.problems import has_errors, human
from edition.text import Source

ROOT = Path(__file__).resolve().parent.parent
ORIGINAL = "Title\n1. The first rule\n says “go”.\n(a) One item;\n2. The rest, see paragraph 1.\n"
EN = "# Title\n\n1. The first rule says “go”.\n\n(a) One item;\n\n2. The rest, see paragraph 1.\n"
ZH = "# 标题\n\n1. 第一条规则说“去”。\n\n(a) 一项；\n\n2. 其余，见第1段。\n"
WORK = f"""id: w
title: {{en: W}}
base: en
languages:
  - {{tag: en, role: base}}
  - {{tag: zh-Hans, role: translation}}
original: original.txt
sha256: {hashlib.sha256(ORIGINAL.encode()).hexdigest()}
"""
GLOSSARY = """terms:
  - id: rule
    forms: {en: [rule], zh-Hans: [第一条规则]}
    definition: {en: A rule.}
"""
VALID = {
    "library.yml": "title: {en: Library}\n",
    "glossary.yml": GLOSSARY,
    "w/work.yml": WORK,
    "w/original.txt": ORIGINAL,
    "w/en.md": EN,
    "w/zh-Hans.md": ZH,
}
NOTE = """notes:
  - id: the-rest
    at: p2
    quote: {en: The rest, zh-Hans: 其余}
    kind: translation
    body: {en: What is left.}
"""
SECOND = "  - id: {id}\n    forms: {{en: [{form}]}}\n    definition: {{en: D.}}\n"


def library(folder, overlay):
    return sample.library(folder, VALID | overlay)


def places(problems):
    out = []
    for p in problems:
        line, column = p.source.position(p.span.start) if p.source else (0, 0)
        out.append(f"{p.code} {p.source.path if p.source else ''}:{line}:{column}")
    return out


def test_the_valid_library_has_no_problem(tmp_path):
    _, problems = pipeline.check(library(tmp_path, {}))
    assert places(problems) == []


CASES = {
    "E001": ({"w/original.txt": None}, "source/w/original.txt:1:1"),
    "E002": ({"w/en.md": EN.encode().replace(b"item", b"it\xffm")}, "source/w/en.md:5:11"),
    "E003": ({"w/original.txt": " \n"}, "source/w/original.txt:1:1"),
    "E010": ({"glossary.yml": "terms: [\n  a: b: c\n"}, "source/glossary.yml:2:7"),
    "E011": ({"library.yml": "title: {en: L}\ntitel: x\n"}, "source/library.yml:2:1"),
    "E101": ({"w/en.md": EN + "\n2. Again\n"}, "source/w/en.md:9:1"),
    "E102": ({"w/en.md": EN.replace("1. ", "", 1)}, "source/w/en.md:5:1"),
    "W103": ({"w/en.md": EN.replace("”", "")}, "source/w/en.md:3:24"),
    "E104": ({"w/en.md": EN.replace("# ", "")}, "source/w/en.md:1:1"),
    "E105": ({"w/en.md": EN + "\n# Title\n"}, "source/w/en.md:9:1"),
    "E106": ({"w/en.md": EN + "\n##\n"}, "source/w/en.md:9:1"),
    "E107": ({"w/en.md": EN + "\n" + "x" * 100_001}, "source/w/en.md:9:1"),
    "E201": ({"w/zh-Hans.md": None}, "source/w/work.yml:6:5"),
    "E202": ({"w/zh-Hans.md": ZH.replace("(a) 一项；\n\n", "")}, "source/w/en.md:5:1"),
    "E203": ({"w/zh-Hans.md": ZH + "\n3. 多\n"}, "source/w/zh-Hans.md:9:1"),
    "E204": ({"w/zh-Hans.md": "2. 其余。\n\n" + ZH[: ZH.index("2.")]}, "source/w/zh-Hans.md:1:1"),
    "W205": ({"w/zh-Hans.md": ZH.replace("其余，", "其余。")}, "source/w/zh-Hans.md:7:1"),
    "E301": (
        {"glossary.yml": GLOSSARY.replace("    definition: {en: A rule.}\n", "")},
        "source/glossary.yml:2:5",
    ),
    "E302": (
        {"glossary.yml": GLOSSARY + SECOND.format(id="rule", form="item")},
        "source/glossary.yml:5:5",
    ),
    "E303": ({"glossary.yml": GLOSSARY + "    see: [nothing]\n"}, "source/glossary.yml:2:5"),
    "E304": (
        {"glossary.yml": GLOSSARY + SECOND.format(id="other", form="rule")},
        "source/glossary.yml:5:5",
    ),
    "W305": ({"w/en.md": EN.replace("paragraph 1", "paragraph 8")}, "source/w/en.md:7:18"),
    "W306": (
        {"glossary.yml": GLOSSARY + SECOND.format(id="other", form="absent")},
        "source/glossary.yml:5:5",
    ),
    "E311": ({"w/notes.yml": NOTE.replace("at: p2", "at: p3")}, "source/w/notes.yml:2:5"),
    "E312": ({"w/notes.yml": NOTE.replace("其余", "其他")}, "source/w/notes.yml:4:27"),
    "E313": ({"w/notes.yml": NOTE.replace("The rest", "a")}, "source/w/notes.yml:4:13"),
    "E314": ({"w/notes.yml": NOTE.replace("zh-Hans", "fr")}, "source/w/notes.yml:4:27"),
    "E316": (
        {"w/references.yml": "references:\n  - {at: p1, see: [p99]}\n"},
        "source/w/references.yml:2:20",
    ),
    "E315": ({"w/notes.yml": NOTE + NOTE.removeprefix("notes:\n")}, "source/w/notes.yml:7:5"),
    "E416": ({"w/ids.lock": "work v\nbase en\n"}, "source/w/ids.lock:1:1"),
    "E401": ({"w/en.md": EN.replace("rest", "rast")}, "source/w/en.md:7:9"),
    "E402": ({"w/original.txt": ORIGINAL + "\n"}, "source/w/original.txt:1:1"),
}


@pytest.mark.parametrize("code", CASES)
def test_case(code, tmp_path):
    overlay, place = CASES[code]
    edition, problems = pipeline.check(library(tmp_path, overlay))
    assert f"{code} {place}" in places(problems)
    assert any(human(p).startswith(f"{place}: {code} ") for p in problems)
    (reading,) = edition.readings
    assert {"p2"} <= {row.id for row in reading.rows}
    assert "see paragraph" in next(r for r in reading.rows if r.id == "p2").texts["en"].text


def test_too_large_a_file(tmp_path, monkeypatch):
    monkeypatch.setattr(load, "MAX_FILE", 1000)
    edition, problems = pipeline.check(library(tmp_path, {"w/original.txt": "x" * 1001}))
    assert places(problems) == ["E004 source/w/original.txt:1:1"]
    assert len(edition.readings[0].rows) == 4


def test_a_path_that_leads_out(tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    work = WORK.replace("original.txt", "../../secret.txt")
    _, problems = pipeline.check(library(tmp_path, {"w/work.yml": work}))
    assert places(problems) == ["E011 source/w/work.yml:7:1"]


def test_a_bad_work_does_not_hide_another(tmp_path):
    more = {"v/work.yml": WORK.replace("id: w", "id: V!"), "v/en.md": EN}
    edition, problems = pipeline.check(library(tmp_path, more))
    assert places(problems) == ["E011 source/v/work.yml:1:1"]
    assert [r.work.id for r in edition.readings] == ["w"]


def test_a_line_of_five_megabytes_is_quick(tmp_path):
    source = library(tmp_path, {"w/en.md": EN + "\n" + "x" * 5_000_000})
    start = time.perf_counter()
    edition, problems = pipeline.check(source)
    assert time.perf_counter() - start < 5
    assert "E107 source/w/en.md:9:1" in places(problems)
    assert all(len(human(p)) < 2000 for p in problems)
    assert len(edition.readings[0].rows) == 4


def test_a_base_with_no_segment_does_not_raise(tmp_path):
    source = library(tmp_path, {"w/en.md": "x" * 200_000})
    _, problems = pipeline.check(source)
    assert "E107" in [p.code for p in problems]


def test_a_deleted_character_is_always_found():
    loaded, loading = load.load(ROOT / "source")
    assert not has_errors(loading)
    assert len(loaded.works) >= 1
    name = "world-without-nuclear-weapons"
    work = tuple(w for w in loaded.works if w.id == name)
    base = replace(loaded, works=work, terms=())
    source = loaded.texts[name, "zh-Hans"]
    at = [i for i, c in enumerate(source.text) if not c.isspace()]
    missed = []
    for i in at[::7]:
        text = source.text[:i] + source.text[i + 1 :]
        changed = replace(base, texts=base.texts | {(name, "zh-Hans"): Source(source.path, text)})
        edition, linking = link.link(changed)
        problems = (*linking, *checks.run(edition))
        if not any(p.severity == "error" and p.source and p.source.path for p in problems):
            missed.append((i, text[max(0, i - 5) : i + 5]))
    assert missed == []


EMENDED = """emendations:
  - at: p2
    original: rest
    reading: remainder
    reason: the sense asks for it
"""


def test_a_recorded_emendation_is_no_difference(tmp_path):
    overlay = {"w/en.md": EN.replace("rest", "remainder"), "w/emendations.yml": EMENDED}
    _, problems = pipeline.check(library(tmp_path, overlay))
    assert places(problems) == []


def test_an_emendation_that_does_not_fit_is_found(tmp_path):
    _, problems = pipeline.check(library(tmp_path, {"w/emendations.yml": EMENDED}))
    assert "E404 source/w/emendations.yml:2:5" in places(problems)


def test_a_conversion_that_changed_the_length_is_found():
    loaded, _ = load.load(ROOT / "source")
    edition, _ = link.link(loaded)
    reading = edition.readings[0]
    document = reading.documents["zh-Hant"]
    first = replace(document.segments[0], text=document.segments[0].text + "。")
    longer = replace(document, segments=(first, *document.segments[1:]))
    changed = replace(reading, documents=reading.documents | {"zh-Hant": longer})
    found = checks.run(replace(edition, readings=(changed,)))
    assert places(found) == [f"E403 source/{reading.work.id}/zh-Hans.md:1:1"]


HINTS = [
    ({"glossary.yml": GLOSSARY + "    see: [Rules]\n"}, "E303", "rule"),
    ({"glossary.yml": GLOSSARY + "    see: [rlue]\n"}, "E303", "rule"),
    ({"w/notes.yml": NOTE.replace("at: p2", "at: P2")}, "E311", "p2"),
    ({"w/notes.yml": NOTE.replace("The rest", "The rast")}, "E312", "The rest"),
    ({"w/notes.yml": NOTE.replace("zh-Hans: 其", "zh_Hans: 其")}, "E011", "zh-Hans"),
    ({"w/emendations.yml": EMENDED.replace("at: p2", "at: p_2")}, "E404", "p2"),
    (
        {"w/emendations.yml": EMENDED.replace("reading: remainder", "reading: The rset")},
        "E404",
        "The rest",
    ),
    ({"w/work.yml": WORK.replace("base: en", "base: ne")}, "E011", "en"),
    ({"w/work.yml": WORK.replace("translation}", "translation, from: ne}")}, "E011", "en"),
    ({"w/work.yml": WORK.replace("tag: zh-Hans", "tag: zh-hans")}, "E011", "zh-Hans"),
    (
        {"w/work.yml": WORK.replace("original: original.txt", "original: orginal.txt")},
        "E001",
        "original.txt",
    ),
]


@pytest.mark.parametrize(("overlay", "code", "meant"), HINTS)
def test_a_name_that_is_not_known_has_a_hint(tmp_path, overlay, code, meant):
    _, problems = pipeline.check(library(tmp_path, overlay))
    assert f"did you mean “{meant}”?" in {p.hint for p in problems if p.code == code}


@pytest.mark.parametrize(
    ("overlay", "code", "hint"),
    [
        (
            {"glossary.yml": GLOSSARY + SECOND.format(id="rule", form="item")},
            "E302",
            "rename one; the other is at source/glossary.yml:2",
        ),
        (
            {"w/notes.yml": NOTE + NOTE.removeprefix("notes:\n")},
            "E315",
            "rename one; the other is at source/w/notes.yml:2",
        ),
        ({"v/work.yml": WORK, "v/en.md": EN}, "E012", "the other is in source/v/work.yml"),
        (
            {"w/zh-Hans.md": None, "w/zh_hans.md": ZH},
            "E201",
            "rename zh_hans.md to zh-Hans.md, if that is it",
        ),
        (
            {"v/wrok.yml": WORK},
            "W013",
            "rename wrok.yml to work.yml, if that is it",
        ),
        (
            {"library.yml": None, "libary.yml": "x"},
            "E001",
            "rename libary.yml to library.yml, if that is it",
        ),
        (
            {"w/work.yml": WORK.replace("translation}", "translation, from: de}")},
            "E011",
            "languages here: en, zh-Hans",
        ),
    ],
)
def test_a_hint_says_where_or_what_to_rename(tmp_path, overlay, code, hint):
    _, problems = pipeline.check(library(tmp_path, overlay))
    assert hint in {p.hint for p in problems if p.code == code}
