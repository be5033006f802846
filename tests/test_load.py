"""Loading: what is read, what is refused, and where each problem points."""

import hashlib
import os

import pytest
import sample

from edition import link, load, pipeline

WORK = """id: w
title: {en: W}
base: en
languages:
  - {tag: en, role: base}
"""
VALID = {
    "library.yml": "title: {en: Library}\n",
    "glossary.yml": "terms: []\n",
    "w/work.yml": WORK,
    "w/en.md": "# Title\n\n1. First.\n",
}
TERM = "  - {id: first, forms: {en: [First]}, definition: {en: D.}}\n"


def library(folder, overlay):
    return sample.library(folder, VALID | overlay)


def found(folder, overlay):
    loaded, problems = load.load(library(folder, overlay))
    return loaded, [_line(p) for p in problems]


def _line(problem):
    line, column = problem.source.position(problem.span.start)
    return f"{problem.source.path}:{line}:{column} {problem.code} {problem.message}"


def test_the_valid_library_has_no_problem(tmp_path):
    assert found(tmp_path, {})[1] == []


ZH = "# 标题\n\n1. 发展。\n"
THREE = """id: w
title: {en: W}
base: en
languages:
  - {tag: zh-Hant, role: conversion, from: zh-Hans}
  - {tag: zh-Hans, role: translation}
  - {tag: en, role: base}
"""


def test_a_conversion_follows_the_translation_it_is_made_from(tmp_path):
    source = library(tmp_path, {"w/work.yml": THREE, "w/zh-Hans.md": ZH})
    loaded, problems = load.load(source)
    assert problems == ()
    assert [x.tag for x in loaded.works[0].languages] == ["en", "zh-Hans", "zh-Hant"]
    edition, _ = link.link(loaded)
    texts = [s.text for s in edition.readings[0].documents["zh-Hant"].segments]
    assert texts == ["標題", "發展。"]
    assert not [p for p in pipeline.check(source)[1] if p.severity == "error"]


LANGUAGE = "{tag: zh-Hant, role: conversion, from: zh-Hans}"


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{tag: zh-Hant, role: conversion, from: en}", "a conversion makes zh-Hant from zh-Hans"),
        ("{tag: zh-Hant, role: conversion}", "a conversion makes zh-Hant from zh-Hans"),
        ("{tag: ja, role: conversion, from: zh-Hans}", "a conversion makes zh-Hant from zh-Hans"),
        ("{tag: fr, role: translation, from: de}", "fr comes from de, which is not listed"),
        ("{tag: fr, role: translation, from: fr}", "fr comes from itself"),
        ("{tag: fr, role: base}", "fr has the role base, but `base` says en"),
        ("{tag: en, role: base}", "en is listed twice"),
        ("{tag: zh-Hans, role: translation}", "zh-Hans is listed twice"),
    ],
)
def test_languages_that_contradict_each_other(tmp_path, entry, message):
    overlay = {"w/work.yml": THREE.replace(LANGUAGE, entry), "w/zh-Hans.md": ZH}
    loaded, lines = found(tmp_path, overlay)
    assert any("source/w/work.yml:" in x and f"E011 {message}" in x for x in lines)
    assert loaded.works == ()


def test_a_conversion_from_a_conversion_is_refused(tmp_path):
    text = THREE.replace("tag: zh-Hans, role: translation", "tag: zh-Hans, role: conversion")
    _, lines = found(tmp_path, {"w/work.yml": text})
    assert any("5:5 E011 zh-Hant comes from zh-Hans, which is a conversion" in x for x in lines)


def test_a_missing_translation_points_at_its_entry(tmp_path):
    work = WORK + "  - {tag: fr, role: translation}\n"
    assert found(tmp_path, {"w/work.yml": work})[1] == [
        "source/w/work.yml:6:5 E201 w has no text in fr"
    ]


@pytest.mark.parametrize(
    ("exceptions", "line"),
    [
        (
            "  - {text: 发展, reading: 發, reason: r}",
            "2:5 E011 exceptions: text and reading must have the same number of characters, "
            "not 2 and 1",
        ),
        (
            "  - {text: 发, reading: 發, reason: r}\n  - {text: 发, reading: 髮, reason: r}",
            "3:5 E011 “发” has an exception already",
        ),
    ],
)
def test_exceptions_of_the_conversion(tmp_path, exceptions, line):
    _, lines = found(tmp_path, {"conversion.yml": f"exceptions:\n{exceptions}\n"})
    assert lines == [f"source/conversion.yml:{line}"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("manifest", "an address of the site itself"),
        ("guide", "an address of the site itself"),
        ("sitemap", "an address of the site itself"),
        ("404", "an address of the site itself"),
        ("glossary", "an address of the site itself"),
        ("fr", "the address of a language"),
    ],
)
def test_reserved_ids(tmp_path, name, reason):
    overlay = {"w/work.yml": None, "w/en.md": None}
    overlay |= {f"{name}/work.yml": WORK.replace("id: w", f"id: {name}"), f"{name}/en.md": "# T\n"}
    _, lines = found(tmp_path, overlay)
    assert lines == [f"source/{name}/work.yml:1:1 E011 the id “{name}” is {reason}"]


def test_an_id_equals_its_folder(tmp_path):
    _, lines = found(tmp_path, {"v/work.yml": WORK, "v/en.md": "# T\n"})
    assert lines == [
        "source/v/work.yml:1:1 E011 the id “w” is not the name of its folder, “v”",
        "source/w/work.yml:1:1 E012 “w” is already taken",
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("glosary.yml", "did you mean “glossary.yml”?"),
        ("glossary.yaml", "did you mean “glossary.yml”?"),
        ("README.md", "files here: library.yml, glossary.yml, conversion.yml"),
        ("w/emendation.yml", "did you mean “emendations.yml”?"),
        ("w/note.yml", "did you mean “notes.yml”?"),
        ("w/fr.md", "list fr in work.yml; a language with the role conversion has no file"),
        ("w/original.txt", "if it is the original, say `original: original.txt` in work.yml"),
        ("v/text.md", "write source/v/work.yml, or take the folder away"),
    ],
)
def test_a_file_that_is_not_used_is_a_warning(tmp_path, name, hint):
    _, problems = load.load(library(tmp_path, {name: "x\n"}))
    shown = "source/v" if name.startswith("v/") else f"source/{name}"
    assert [(p.code, p.source.path, p.hint) for p in problems] == [("W013", shown, hint)]


def test_hidden_files_pictures_and_ids_lock_are_no_problem(tmp_path):
    overlay = {".git/config.yml": "x", "w/.draft.md": "x", "w/a.png": "x", "w/ids.lock": "x"}
    assert found(tmp_path, overlay)[1] == []


def test_emendations_and_digest_need_an_original(tmp_path):
    overlay = {
        "w/work.yml": WORK + f"sha256: {'0' * 64}\n",
        "w/emendations.yml": "emendations:\n  - {at: p1, original: a, reading: b, reason: r}\n",
    }
    assert found(tmp_path, overlay)[1] == [
        "source/w/work.yml:6:1 E011 sha256: there is no `original` to compare with",
        "source/w/emendations.yml:1:1 E011 there is no original that these emendations "
        "could change",
    ]


@pytest.mark.parametrize("name", ["/etc/hostname", "../x.txt", "..", ".", "a/b.txt", "a\\b"])
def test_an_original_is_a_plain_name(tmp_path, name):
    _, lines = found(tmp_path, {"w/work.yml": f"{WORK}original: '{name}'\n"})
    assert [line.split(" E011 ")[0] for line in lines] == ["source/w/work.yml:6:1"]


def test_a_control_character_in_a_name_does_not_raise(tmp_path):
    _, problems = load.load(library(tmp_path, {"w/work.yml": f'{WORK}original: "a\\0b"\n'}))
    assert [p.code for p in problems] == ["E006", "E001"]


@pytest.mark.parametrize("name", ["w/en.md", "w/original.txt", "glossary.yml", "w/work.yml"])
@pytest.mark.parametrize("kind", ["loop", "outside", "folder", "pipe"])
def test_what_is_no_file_of_the_library_is_a_problem(tmp_path, name, kind):
    source = library(tmp_path, {name: None, "w/work.yml": WORK + "original: original.txt\n"})
    (source / "w" / "original.txt").write_text("x")
    path = source / name
    path.unlink(missing_ok=True)
    if kind == "loop":
        path.symlink_to(path)
    elif kind == "outside":
        (tmp_path / "secret").write_text("secret")
        path.symlink_to(tmp_path / "secret")
    elif kind == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    _, problems = load.load(source)
    assert [(p.code, p.source.path) for p in problems if p.code != "W013"] == [
        ("E001", f"source/{name}")
    ]


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("library.yml", "title: {en: ' '}", "1:9 E011 title.en: must not be empty"),
        (
            "library.yml",
            "title: {English: L}",
            "1:9 E011 title.English: “English” must be a language tag such as en, zh-Hans or pt-BR",
        ),
        ("library.yml", "title:", "1:1 E011 title: must not be empty"),
        ("library.yml", "- a", "1:1 E011 must be a mapping of keys to values"),
        ("library.yml", "title: x", "1:1 E011 title: must be a mapping of keys to values"),
        ("library.yml", "# nothing", "1:1 E003 there is nothing but comments in it"),
        ("library.yml", "title:\n\ten: x", "2:1 E010 indent with spaces, not tabs"),
        ("glossary.yml", "terms: x", "1:1 E011 terms: must be a list"),
        ("glossary.yml", "terms: [hello]", "1:9 E011 terms: must be a mapping of keys to values"),
        ("glossary.yml", f"terms:\n{TERM}    x: y", "3:5 E010"),
        (
            "glossary.yml",
            "terms: [{id: a, forms: {en: []}}]",
            "1:25 E011 terms.forms.en: must not be empty",
        ),
        (
            "glossary.yml",
            "terms: [{id: a, forms: {en: ['a  b']}}]",
            "1:30 E011 terms.forms.en: “a  b” must not have a line break or two spaces in a row",
        ),
        (
            "glossary.yml",
            "terms: [{id: a, forms: {en: [a, [b]]}}]",
            "1:33 E011 terms.forms.en: must be text",
        ),
        ("glossary.yml", "terms: [{forms: {en: [a]}}]", "1:9 E011 terms.id: this key is missing"),
        (
            "glossary.yml",
            "terms: [{id: A, forms: {en: [a]}}]",
            "1:10 E011 terms.id: “A” must be lower-case letters, digits and single hyphens",
        ),
        (
            "glossary.yml",
            "terms: [{id: index, forms: {en: [a]}}]",
            "1:9 E011 the id “index” is the address of the glossary itself",
        ),
        (
            "glossary.yml",
            "terms: [{id: a, forms: {en: [a]}, case: frist}]",
            "1:35 E011 terms.case: must be one of first, exact, ignore",
        ),
    ],
)
def test_messages_are_in_plain_words(tmp_path, name, text, line):
    _, lines = found(tmp_path, {name: text})
    assert lines[0].startswith(f"source/{name}:{line}")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("{tag: fr, rolle: base, role: translation}", "did you mean “role”?"),
        ("{tag: fr, xyz: 1, role: translation}", "keys here: from, licence, role, status, tag"),
        ("{tag: fr, role: translated}", "did you mean “translation”?"),
    ],
)
def test_a_hint_names_the_nearest_key_or_choice(tmp_path, text, hint):
    source = library(tmp_path, {"w/work.yml": f"{WORK}  - {text}\n"})
    _, problems = load.load(source)
    assert [p.code for p in problems] == ["E011"]
    assert problems[0].hint.startswith(hint)


def test_an_emendation_changes_something(tmp_path):
    overlay = {
        "w/work.yml": WORK + "original: o.txt\n",
        "w/o.txt": "x",
        "w/emendations.yml": "emendations:\n"
        "  - {at: p1, original: a, reading: a, reason: r}\n"
        "  - {at: p2, original: a, reading: b, reason: r}\n",
    }
    loaded, lines = found(tmp_path, overlay)
    assert lines == [
        "source/w/emendations.yml:2:5 E011 emendations: original and reading are the same"
    ]
    (kept,) = loaded.emendations["w"]
    assert (kept.at, kept.source.position(kept.place.start)) == ("p2", (3, 5))


@pytest.mark.parametrize("bad", ["  - hello\n", "  - {id: B!, forms: {en: [b]}}\n", "  - \n"])
def test_a_bad_term_keeps_the_good_ones(tmp_path, bad):
    loaded, lines = found(tmp_path, {"glossary.yml": f"terms:\n{bad}{TERM}"})
    assert len(lines) == 1
    assert "E011" in lines[0]
    (term,) = loaded.terms
    assert (term.id, term.source.position(term.place.start)) == ("first", (3, 5))


def test_an_unknown_key_keeps_the_terms(tmp_path):
    loaded, lines = found(tmp_path, {"glossary.yml": f"terms:\n{TERM}trems: []\n"})
    assert lines == ["source/glossary.yml:3:1 E011 unknown key “trems”"]
    assert [term.id for term in loaded.terms] == ["first"]


def test_empty_lists_are_no_entries(tmp_path):
    overlay = {"glossary.yml": "terms:\n", "conversion.yml": "exceptions:\n"}
    assert found(tmp_path, overlay)[1] == []


def test_values_are_stripped(tmp_path):
    overlay = {"glossary.yml": "terms:\n  - {id: a, forms: {en: [' a ']}, domain: }\n"}
    loaded, _ = found(tmp_path, overlay)
    assert loaded.terms[0].forms == {"en": ("a",)}


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("w/en.md", "# T\n\n1. a\x07b\x1b\n", "3:5 E006 U+0007 is no character of a text, and 1"),
        ("w/en.md", "# T\r\n\r\n1. a\x0cb\r\n", "3:5 E006 U+000C"),
        ("glossary.yml", f"# \x00\nterms:\n{TERM}", "1:3 E006 U+0000"),
        ("library.yml", 'title: {en: "a\\eb"}', "1:13 E006 an escape here stands for a control"),
        ("library.yml", "title: {en: a\x85b}", "1:14 E006 U+0085"),
    ],
)
def test_control_characters_are_found_and_replaced(tmp_path, name, text, line):
    loaded, lines = found(tmp_path, {name: text})
    assert len(lines) == 1
    assert lines[0].startswith(f"source/{name}:{line}")
    values = [s.text for s in loaded.texts.values()] + list(loaded.title.values())
    assert not any(c in value for value in values for c in "\x00\x07\x0c\x1b\x85")


def test_a_bom_and_other_line_ends_are_no_difference(tmp_path):
    overlay = {
        name: b"\xef\xbb\xbf" + VALID[name].replace("\n", "\r\n").encode()
        for name in ("library.yml", "w/work.yml", "w/en.md")
    }
    loaded, lines = found(tmp_path, overlay | {"glossary.yml": b"terms:\r"})
    assert lines == []
    assert loaded.texts["w", "en"].text == VALID["w/en.md"]


def test_the_place_of_a_bad_byte_is_right_after_a_bom(tmp_path):
    _, lines = found(tmp_path, {"w/en.md": b"\xef\xbb\xbf# T\r\n\r\n1. a\xff\r\n"})
    assert lines == ["source/w/en.md:3:5 E002 byte 0xff is not valid UTF-8"]


def test_the_original_stays_as_it_is(tmp_path):
    data = b"\xef\xbb\xbfTitle\r\n\x0c1. First.\r"
    digest = hashlib.sha256(data).hexdigest()
    work = f"{WORK}original: o.txt\nsha256: {digest}\n"
    source = library(tmp_path, {"w/work.yml": work, "w/o.txt": data})
    loaded, problems = load.load(source)
    assert problems == ()
    assert loaded.originals["w"].text.encode("utf-8") == data
    assert pipeline.check(source)[1] == ()


def test_a_control_character_in_the_original_is_told_and_kept(tmp_path):
    overlay = {"w/work.yml": WORK + "original: o.txt\n", "w/o.txt": b"a\x00b"}
    loaded, lines = found(tmp_path, overlay)
    assert lines == ["source/w/o.txt:1:2 E006 U+0000 is no character of a text"]
    assert loaded.originals["w"].text == "a\x00b"


def test_an_original_of_nothing_but_a_bom_is_empty(tmp_path):
    overlay = {"w/work.yml": WORK + "original: o.txt\n", "w/o.txt": b"\xef\xbb\xbf\r\n"}
    assert found(tmp_path, overlay)[1] == ["source/w/o.txt:1:1 E003 there is no text in it"]


def test_a_missing_library_is_fatal(tmp_path):
    _, problems = load.load(library(tmp_path, {"library.yml": None, "w/en.md": None}))
    assert [(p.code, p.source.path) for p in problems] == [("E001", "source/library.yml")]
    assert "title" in problems[0].hint


def test_a_folder_named_by_a_dot_is_shown_by_its_name(tmp_path, monkeypatch):
    monkeypatch.chdir(library(tmp_path, {"w/en.md": None}))
    _, problems = load.load(type(tmp_path)("."))
    assert [p.hint for p in problems] == [
        "write source/w/en.md, or take the language out of work.yml"
    ]
