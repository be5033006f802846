"""Published ids: the register, what became of each id, and what may be recorded."""

import string
import time
from dataclasses import replace

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st
from test_cases import EN, VALID, WORK, ZH, library, places

from edition import locking, pipeline
from edition.align import rows
from edition.fingerprints import digest, sketch
from edition.locking import Wanted, news, update
from edition.model import Document, Language, Lock, Locked, Reading, Retired, Segment, Work
from edition.permanence import fates, placed
from edition.problems import CATALOGUE, has_errors
from edition.readers import ids_lock
from edition.text import Source

FREE = WORK[: WORK.index("original:")]
DRAFT = VALID | {"w/work.yml": FREE, "w/original.txt": None}
TOPICS = (
    "Each State shall reduce its arsenal under strict verification",
    "A register of holdings is kept by the secretariat in Vienna",
    "The conference meets every fifth year to review progress",
    "Inspectors may enter any declared facility without delay",
    "Costs are shared among members by an agreed scale",
    "Disputes go to arbitration where negotiation has failed",
    "[Reserved]",
)


def locked(tmp_path, overlay=None, wanted=Wanted()):
    """A library of one work whose ids are recorded: its folder."""
    source = library(tmp_path, DRAFT | (overlay or {}))
    record(source, wanted)
    return source


def record(source, wanted=Wanted()):
    registers, problems = pipeline.lock(source, wanted)
    for register in registers:
        path = source / register.reading.work.id / "ids.lock"
        path.write_text(register.text, "utf-8")
    return registers, problems


def change(source, files):
    sample.library(source.parent, files)


def codes(source):
    return places(pipeline.check(source)[1])


def test_a_draft_has_no_problem_and_a_recorded_work_has_none(tmp_path):
    assert codes(library(tmp_path, DRAFT)) == []
    assert codes(locked(tmp_path)) == []


def item(text):
    return EN.replace("(a) One item;\n\n", text), ZH.replace(
        "(a) 一项；\n\n", text and "(a) 一项；\n\n"
    )


BULLETS = EN + "\n- Alpha holds first.\n\n- Beta comes second.\n\n- Gamma ends it all.\n"
ZH_BULLETS = ZH + "\n- 甲在前。\n\n- 乙在中。\n\n- 丙在后。\n"
SECTIONS = (
    "# T\n\n## Aims of the work\n\n1. The first rule says go.\n\n## Means to reach them\n\n"
    "2. Other words stand here.\n\n## Last remarks\n\n3. It ends with thanks.\n"
)
MONO = FREE.replace("  - {tag: zh-Hans, role: translation}\n", "")

LOST = {
    "vanished": (
        {},
        {"w/en.md": EN.replace("(a) One item;\n\n", ""), "w/zh-Hans.md": item("")[1]},
        ["E411 source/w/ids.lock:6:1"],
    ),
    "moved to a new id": (
        {},
        {
            "w/en.md": EN.replace("2. The rest", "4. The rest"),
            "w/zh-Hans.md": ZH.replace("2. ", "4. "),
        },
        ["E412 source/w/en.md:7:1"],
    ),
    "exchanged": (
        {},
        {"w/en.md": "# Title\n\n1. The rest, see paragraph 1.\n\n(a) One item;\n\n"
                    "2. The first rule says “go”.\n"},
        ["E412 source/w/en.md:7:1", "E412 source/w/en.md:3:1"],
    ),
    "reused": (
        {},
        {"w/en.md": EN.replace("One item;", "Something else altogether.")},
        ["E413 source/w/en.md:5:1"],
    ),
    "a bullet taken out of the middle": (
        {"w/en.md": BULLETS, "w/zh-Hans.md": ZH_BULLETS},
        {
            "w/en.md": BULLETS.replace("- Beta comes second.\n\n", ""),
            "w/zh-Hans.md": ZH_BULLETS.replace("- 乙在中。\n\n", ""),
        },
        ["E413 source/w/en.md:11:1", "E412 source/w/en.md:11:1"],
    ),
    "a heading put before others": (
        {"w/work.yml": MONO, "w/en.md": SECTIONS, "w/zh-Hans.md": None},
        {"w/en.md": SECTIONS.replace("## Means", "## A new part\n\n## Means")},
        ["E412 source/w/en.md:9:1", "E412 source/w/en.md:13:1"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LOST)
def test_a_lost_id_is_an_error_and_nothing_is_recorded(name, tmp_path):
    before, after, expected = LOST[name]
    source = locked(tmp_path, before)
    register = (source / "w/ids.lock").read_bytes()
    change(source, after)
    found = [each for each in codes(source) if each[:3] == "E41"]
    assert found == expected
    registers, problems = record(source)
    assert registers == () and has_errors(problems)
    assert (source / "w/ids.lock").read_bytes() == register


RETIRED = "retired:\n  - {id: p1-a, reason: {en: withdrawn}, since: 2026-11-24}\n"


def test_a_removal_that_is_declared_is_none_and_the_entry_stays(tmp_path):
    source = locked(tmp_path)
    change(source, LOST["vanished"][1] | {"w/ids.yml": RETIRED})
    assert codes(source) == []
    register = (source / "w/ids.lock").read_bytes()
    record(source)
    assert (source / "w/ids.lock").read_bytes() == register
    (reading,) = pipeline.check(source)[0].readings
    assert [(e.id, e.after, e.target) for e in reading.retired] == [("p1-a", "p1", "")]


def test_a_move_that_is_declared_leads_to_the_last_of_a_chain(tmp_path):
    source = locked(tmp_path)
    words = "retired:\n  - {id: p2, to: p3, reason: {en: r}}\n"
    change(source, {
        "w/en.md": EN.replace("2. The rest", "3. The rest"),
        "w/zh-Hans.md": ZH.replace("2. ", "3. "),
        "w/ids.yml": words,
    })  # fmt: skip
    record(source)
    change(source, {
        "w/en.md": EN.replace("2. The rest", "4. The rest"),
        "w/zh-Hans.md": ZH.replace("2. ", "4. "),
        "w/ids.yml": words + "  - {id: p3, to: p4, reason: {en: r}}\n",
    })  # fmt: skip
    assert [code for code in codes(source) if code[0] == "E"] == []
    (reading,) = pipeline.check(source)[0].readings
    assert {e.id: (e.after, e.target) for e in reading.retired} == {
        "p2": ("p1-a", "p4"),
        "p3": ("p1-a", "p4"),
    }


def test_what_follows_a_removed_bullet_keeps_its_id(tmp_path):
    before, after, _ = LOST["a bullet taken out of the middle"]
    source = locked(tmp_path, before)
    change(source, after | {"w/ids.yml": RETIRED.replace("p1-a", "p2-2")})
    assert codes(source) == []
    (reading,) = pipeline.check(source)[0].readings
    assert [row.id for row in reading.rows][-2:] == ["p2-1", "p2-3"]


def test_what_follows_an_added_heading_keeps_its_id_but_not_its_page(tmp_path):
    before, after, _ = LOST["a heading put before others"]
    source = locked(tmp_path, before)
    change(source, after | {"w/ids.yml": "added:\n  - {id: s1x, before: s2}\n"})
    (code,) = codes(source)
    assert code == "W414 source/w/en.md:7:1"
    record(source)
    assert codes(source) == []
    (reading,) = pipeline.check(source)[0].readings
    assert [row.id for row in reading.rows] == ["title", "s1", "p1", "s1x", "s2", "p2", "s3", "p3"]
    assert {e.id: e.pages for e in reading.lock.entries}["p2"] == (2, 3)


@pytest.mark.parametrize(
    ("declared", "place"),
    [
        ("retired:\n  - {id: p1, reason: {en: r}}\n", "2:5"),
        ("retired:\n  - {id: p9, reason: {en: r}}\n", "2:5"),
        ("retired:\n  - {id: p1-a, to: p8, reason: {en: r}}\n", "2:5"),
        ("added:\n  - {id: p9x, before: p9-1}\n", "2:5"),
        ("added:\n  - {id: p2x, before: p2}\n", "2:5"),
    ],
)
def test_a_declaration_that_does_not_fit_is_found(declared, place, tmp_path):
    source = locked(tmp_path)
    if "p1-a" in declared:
        change(source, LOST["vanished"][1])
    change(source, {"w/ids.yml": declared})
    assert f"E416 source/w/ids.yml:{place}" in codes(source)


def test_moves_in_a_circle_are_found(tmp_path):
    source = locked(tmp_path)
    gone = "# Title\n\n1. The first rule says “go”.\n"
    change(source, {"w/en.md": gone, "w/zh-Hans.md": "# 标题\n\n1. 第一条规则说“去”。\n"})
    circle = "  - {{id: {}, to: {}, reason: {{en: r}}}}\n"
    declared = circle.format("p1-a", "p2") + circle.format("p2", "p1-a")
    change(source, {"w/ids.yml": f"retired:\n{declared}"})
    assert [code[:4] for code in codes(source)] == ["E416", "E416"]


def test_a_retired_id_is_not_given_again(tmp_path):
    source = locked(tmp_path)
    change(source, LOST["vanished"][1] | {"w/ids.yml": RETIRED})
    record(source)
    again = EN.replace("(a) One item;", "(a) Something else altogether.")
    change(source, {"w/en.md": again, "w/zh-Hans.md": ZH})
    assert [code[:4] for code in codes(source) if code[0] == "E"] == ["E416", "E413"]


NOTE_THERE = "notes:\n  - {id: n, at: p1-a, quote: {en: One}, kind: term, body: {en: b}}\n"


@pytest.mark.parametrize(
    ("file", "text", "code"),
    [
        ("w/notes.yml", NOTE_THERE, "E311"),
        ("w/references.yml", "references:\n  - {at: p1, see: [p1-a]}\n", "E316"),
        ("w/references.yml", "references:\n  - {at: p1-a, see: [p1]}\n", "E316"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("to", "hint"), [("", "p1-a was removed, says ids.yml"), ("to: p2, ", "p1-a has moved to p2")]
)
def test_what_names_a_retired_id_is_told_what_became_of_it(file, text, code, to, hint, tmp_path):
    source = locked(tmp_path)
    declared = RETIRED.replace("reason", f"{to}reason")
    change(source, LOST["vanished"][1] | {"w/ids.yml": declared, file: text})
    _, problems = pipeline.check(source)
    assert [(p.code, p.hint) for p in problems] == [(code, hint)]


def test_an_emendation_at_a_retired_id_is_told_so(tmp_path):
    source = library(tmp_path, VALID)
    record(source)
    change(source, LOST["vanished"][1] | {"w/ids.yml": RETIRED})
    mended = "emendations:\n  - {at: p1-a, original: One, reading: Two, reason: r}\n"
    change(source, {"w/emendations.yml": mended})
    _, problems = pipeline.check(source)
    assert ("E404", "p1-a was removed, says ids.yml") in {(p.code, p.hint) for p in problems}


EDITED = EN.replace("One item;", "One single item;")


def test_an_edited_paragraph_makes_its_translation_old(tmp_path):
    source = locked(tmp_path)
    change(source, {"w/en.md": EDITED})
    assert codes(source) == ["W415 source/w/zh-Hans.md:5:1", "W414 source/w/ids.lock:1:1"]
    record(source)
    assert codes(source) == ["W415 source/w/zh-Hans.md:5:1"]


def test_a_translation_that_was_changed_too_is_current(tmp_path):
    source = locked(tmp_path)
    change(source, {"w/en.md": EDITED})
    record(source)
    change(source, {"w/zh-Hans.md": ZH.replace("一项", "单独一项")})
    assert codes(source) == ["W414 source/w/ids.lock:1:1"]
    record(source)
    assert codes(source) == []


@pytest.mark.parametrize("stated", ["zh-Hans:p1-a", "zh-Hans"])
def test_a_translation_that_still_fits_is_said_to_be_current(stated, tmp_path):
    source = locked(tmp_path)
    change(source, {"w/en.md": EDITED})
    record(source, Wanted(current=(stated,)))
    assert codes(source) == []


def test_a_wording_that_comes_back_makes_the_translation_current(tmp_path):
    source = locked(tmp_path)
    change(source, {"w/en.md": EDITED})
    record(source)
    change(source, {"w/en.md": EN})
    assert codes(source) == ["W414 source/w/ids.lock:1:1"]


def test_typography_makes_no_translation_old(tmp_path):
    source = locked(tmp_path)
    change(source, {"w/en.md": EN.replace("“go”", '"go"')})
    assert codes(source) == []


def test_a_conversion_of_an_old_translation_is_old(tmp_path):
    converted = FREE + "  - {tag: zh-Hant, role: conversion, from: zh-Hans}\n"
    source = locked(tmp_path, {"w/work.yml": converted})
    change(source, {"w/en.md": EDITED})
    (reading,) = pipeline.check(source)[0].readings
    assert reading.stale == {("zh-Hans", "p1-a"), ("zh-Hant", "p1-a")}


def test_a_paragraph_that_was_rewritten_is_said_to_be_the_same(tmp_path):
    source = locked(tmp_path)
    change(source, LOST["reused"][1])
    _, problems = record(source, Wanted(same=("p1-a",)))
    assert not has_errors(problems)
    assert [code for code in codes(source) if code[0] == "E"] == []


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(works=("v",)),
        Wanted(current=("fr:p1",)),
        Wanted(current=("en:p1",)),
        Wanted(current=("zh-Hans:p9",)),
        Wanted(same=("p9",)),
    ],
)
def test_what_is_wanted_must_be_there(wanted, tmp_path):
    with pytest.raises(locking.Unfit):
        record(locked(tmp_path), wanted)


def test_of_several_works_the_one_that_is_meant_is_named(tmp_path):
    other = {"v/work.yml": FREE.replace("id: w", "id: v"), "v/en.md": EN, "v/zh-Hans.md": ZH}
    source = locked(tmp_path, other)
    with pytest.raises(locking.Unfit, match=r"v, w|w, v"):
        record(source, Wanted(same=("p1",)))
    registers, _ = record(source, Wanted(works=("w",), same=("p1",)))
    assert [register.reading.work.id for register in registers] == ["w"]


def test_a_recorded_work_tells_what_is_new_in_one_warning(tmp_path):
    source = locked(tmp_path)
    more, mehr = "\n3. More is said.\n\n4. And more.\n", "\n3. 还有。\n\n4. 还有更多。\n"
    change(source, {"w/en.md": EN + more, "w/zh-Hans.md": ZH + mehr})
    _, problems = pipeline.check(source)
    assert places(problems) == ["W414 source/w/en.md:9:1"]
    assert "2 new ids (p3, p4)" in problems[0].message
    registers, _ = record(source)
    assert registers[0].news == ("2 new ids (p3, p4)",)
    assert record(source)[0][0].news == ()


MALFORMED = {
    "another work": (("work w", "work v"), "2:1"),
    "another base": (("base en", "base fr"), "3:1"),
    "no work": (("work w\n", ""), "1:1"),
    "no id": (("\np1 ", "\nP1 "), "5:1"),
    "no pages": (("\np1 0 ", "\np1 x "), "5:4"),
    "a digest cut short": (("\np1 0 ", "\np1 0 0"), "5:6"),
    "a line cut short": (("\np1 0 ", "\np1 0\n0 "), "5:4"),
    "a translation": (("zh-Hans=", "zh_Hans="), "4:26"),
    "a sketch": (("~", "~!"), "4:68"),
    "a merge": (("\np1 ", "\n<<<<<<< ours\np1 "), "5:1"),
    "an id twice": (("\np1-a ", "\np1 "), "6:1"),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_register_that_does_not_fit_is_found_where_it_does_not(name, tmp_path):
    (old, new), place = MALFORMED[name]
    source = locked(tmp_path)
    path = source / "w/ids.lock"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert codes(source)[0] == f"E416 source/w/ids.lock:{place}"
    assert record(source)[0] == ()


def test_the_codes_are_in_the_catalogue():
    assert {"E411", "E412", "E413", "W414", "W415", "E416"} <= set(CATALOGUE)


HEX = st.text("0123456789abcdef", min_size=16, max_size=16)
IDS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).filter(
    lambda id: id not in ("work", "base")
)
ENTRIES = st.builds(
    Locked,
    IDS,
    st.lists(st.integers(0, 999), min_size=1, max_size=3, unique=True).map(tuple),
    HEX,
    st.lists(
        st.text(string.ascii_letters + "0123456789_-", min_size=4, max_size=4), max_size=4
    ).map("".join),
    st.dictionaries(st.sampled_from(("en", "zh-Hans", "pt-BR")), st.tuples(HEX, HEX)),
)
W = Work("w", {"en": "W"}, "en", (Language("en", "base", "working"),))


@given(st.lists(ENTRIES, unique_by=lambda entry: entry.id))
def test_a_register_is_read_back_as_it_was_written(entries):
    lock = Lock("w", "en", tuple(entries))
    text = ids_lock.written(lock)
    read, problems = ids_lock.read(Source("ids.lock", text), W)
    assert (read, problems) == (lock, ())
    assert ids_lock.written(read) == text


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_exception(text):
    lock, _ = ids_lock.read(Source("ids.lock", text), W)
    assert all(entry.id for entry in lock.entries)


def lock_of(texts):
    entries = (Locked(id, (0,), digest(text), sketch(text)) for id, text in texts.items())
    return Lock("w", "en", tuple(entries))


WORDS = st.one_of(
    st.sampled_from(TOPICS),
    st.tuples(st.sampled_from(TOPICS), st.sampled_from(("now", "soon", "here"))).map(" ".join),
    st.text("abc ", min_size=1, max_size=12),
)
TEXTS = st.dictionaries(st.sampled_from([f"p{n}" for n in range(8)]), WORDS)


@given(TEXTS, TEXTS)
def test_every_published_id_has_its_words_or_is_told_of(before, after):
    found = {fate.id: fate for fate in fates(lock_of(before), after)}
    assert list(found) == list(before)
    for id, text in before.items():
        fate = found[id]
        kept = id in after and digest(after[id]) == digest(text)
        assert (fate.kind == "same") == kept
        assert id in after or fate.kind in ("vanished", "moved")
        assert (fate.kind == "moved") == bool(fate.to)
        assert fate.to in ("", *after) and fate.to != id


@given(st.permutations(TOPICS))
def test_every_permutation_is_found(order):
    ids = [f"p{n}" for n in range(len(TOPICS))]
    before, after = dict(zip(ids, TOPICS, strict=True)), dict(zip(ids, order, strict=True))
    for fate in fates(lock_of(before), after):
        kept = before[fate.id] == after[fate.id]
        assert fate.kind == ("same" if kept else "moved")
        assert kept or after[fate.to] == before[fate.id]


@given(st.lists(st.sampled_from(TOPICS[:6]), unique=True), st.data())
def test_deleting_and_inserting_counted_blocks_is_found(kept, data):
    ids = [f"p1-{n}" for n in range(1, 9)]
    before = dict(zip(ids, TOPICS[:6], strict=False))
    after = list(kept)
    after.insert(data.draw(st.integers(0, len(after))), "Nothing of this stood here at any time")
    now = dict(zip(ids, after, strict=False))
    for fate in fates(lock_of(before), now):
        if before[fate.id] in after:
            at = ids[after.index(before[fate.id])]
            assert (fate.kind, fate.to) == (("same", "") if at == fate.id else ("moved", at))
        else:
            assert fate.kind == ("reused" if fate.id in now else "vanished")


def test_two_that_share_their_words_are_no_evidence_of_a_move():
    before = {"p1": "[Reserved]", "p2": "[Reserved]", "p3": TOPICS[0]}
    found = fates(lock_of(before), {"p2": "[Reserved]", "p3": TOPICS[0]})
    assert [fate.kind for fate in found] == ["vanished", "same", "same"]


def test_a_paragraph_that_was_moved_and_edited_has_moved():
    before = {"p1": TOPICS[0], "p2": TOPICS[1]}
    after = {"p1": f"{TOPICS[1]} from 2030", "p2": f"{TOPICS[0]} from 2030"}
    assert [(f.kind, f.to) for f in fates(lock_of(before), after)] == [
        ("moved", "p2"),
        ("moved", "p1"),
    ]


def test_many_changes_take_little_time():
    before = {f"p{n}": f"{TOPICS[n % 6]} in case {n} of {n * 7}" for n in range(3000)}
    after = {f"p{n + 1}": text for n, text in enumerate(before.values())}
    lock = lock_of(before)
    start = time.perf_counter()
    found = fates(lock, after)
    assert time.perf_counter() - start < 10
    assert {fate.kind for fate in found} == {"moved"}


@given(TEXTS.filter(bool), TEXTS.filter(bool), st.data())
def test_recording_loses_nothing_and_again_changes_nothing(before, after, data):
    one = data.draw(st.sampled_from(("", *before)))
    old = update(reading_of(before))
    assert [e.id for e in old.entries] == list(before)
    new = update(replace(reading_of(after), lock=old))
    assert {e.id for e in new.entries} == {*before, *after}
    again = update(replace(reading_of(after), lock=new))
    assert again == new
    assert list(news(new, again)) == []
    for entry in old.entries:
        kept = next(e for e in new.entries if e.id == entry.id)
        assert kept.pages[: len(entry.pages)] == entry.pages
        assert entry.id in after or kept == entry
    retired = tuple(Retired(id, {"en": "r"}) for id in before if id not in after or id == one)
    gone = placed(retired, new, reading_of(after).documents["en"])
    assert {e.id for e in gone} == {e.id for e in retired} - set(after)
    assert all(e.after in ("", *after) for e in gone)


def reading_of(texts):
    segments = tuple(Segment(id, "paragraph", "", text) for id, text in texts.items())
    document = Document("en", Source("en.md", ""), segments)
    return Reading(W, rows(document, {}), {"en": document})
