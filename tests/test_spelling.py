"""What was probably meant: names, ids, tags, passages, files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition import file_hints, schemas
from edition.spelling import as_id, as_tag, closest, nearest, passage, where_else

IDS = ("title", "p1", "p5", "p5-a", "p5-b", "p11", "p1-1", "irreversibility", "not_in")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("P5-a", "p5-a"),
        ("p5a", "p5-a"),
        ("p5_a", "p5-a"),
        ("P5 A", "p5-a"),
        ("p1_1", "p1-1"),
        ("irreversibilty", "irreversibility"),
        ("irreversibiltiy", "irreversibility"),
        ("Irreversibility", "irreversibility"),
        ("tilte", "title"),
        ("not-in", "not_in"),
        ("p3", ""),
        ("xyz", ""),
        ("", ""),
        ("--", ""),
    ],
)
def test_the_nearest_name(name, meant):
    assert closest(name, IDS) == meant
    assert nearest(name, IDS) == (f"did you mean “{meant}”?" if meant else "")


@given(st.text("ab-_ P5", max_size=5), st.lists(st.text("ab-_ P5", max_size=5)))
def test_a_name_is_known_and_another(name, known):
    found = closest(name, known)
    assert found == "" or (found in known and found != name)
    assert closest(name, [name]) == ""


@given(st.text("abcdefghij", min_size=4, max_size=12), st.data())
def test_two_neighbours_exchanged_are_put_right(name, data):
    at = data.draw(st.integers(0, len(name) - 2))
    slip = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    assert closest(slip, ["zzzz", name]) == ("" if slip == name else name)


@pytest.mark.parametrize(
    ("text", "id"), [("P5 (a)", "p5-a"), ("my_work", "my-work"), ("Café", "cafe"), ("核", "")]
)
def test_a_text_as_an_id(text, id):
    assert as_id(text) == id


@pytest.mark.parametrize(
    ("text", "tag"),
    [("zh_hans", "zh-Hans"), ("EN", "en"), ("pt-br", "pt-BR"), ("es-419", "es-419"), ("", "")],
)
def test_a_text_as_a_tag(text, tag):
    assert as_tag(text) == tag


@pytest.mark.parametrize(
    ("pattern", "text", "hint"),
    [
        (schemas.TAG, "zh_hans", "did you mean “zh-Hans”?"),
        (schemas.TAG, "English", ""),
        (schemas.ID, "My Work", "did you mean “my-work”?"),
        (schemas.ID, "核", ""),
        (schemas.SHA256, "x", ""),
    ],
)
def test_only_what_would_fit_is_suggested(pattern, text, hint):
    assert schemas.spelled(pattern, text) == hint


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("The rast", "So. The rest, see 1.", "The rest"),
        ("the  rest", "The rest", "The rest"),
        ("其他", "其余，见", ""),
        ("The rest", "The rest", ""),
        ("", "a", ""),
        ("a" * 500, "b" * 500, ""),
    ],
)
def test_the_passage_that_was_meant(words, text, found):
    assert passage(words, text) == found


def test_words_that_stand_elsewhere():
    texts = {"p1": "The first.", "p2": "The rest."}
    assert where_else("rest", "p1", texts) == "it stands in p2"
    assert where_else("The frist", "p1", texts) == "did you mean “The first”?"
    assert where_else("", "p1", texts) == ""


@pytest.mark.parametrize(
    ("names", "hint"),
    [
        (("zh_hans.md", "en.md"), "rename zh_hans.md to zh-Hans.md, if that is it"),
        (("zh-Hans.txt",), "rename zh-Hans.txt to zh-Hans.md, if that is it"),
        (("zh-Hant.md", "en.md", "original.txt"), ""),
    ],
)
def test_a_text_with_a_wrong_name(names, hint):
    assert file_hints.misnamed_text("zh-Hans", names) == hint


@pytest.mark.parametrize(
    ("names", "hint"),
    [
        (("work.yaml",), "rename work.yaml to work.yml, if that is it"),
        (("wrok.yml",), "rename wrok.yml to work.yml, if that is it"),
        (("notes.yml", "work.md"), ""),
    ],
)
def test_a_yaml_file_with_a_wrong_name(names, hint):
    assert file_hints.misnamed("work.yml", names, ("work.yml", "notes.yml")) == hint
