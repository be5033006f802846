"""Notes: where their quotations stand, how they are numbered, and the page that lists them."""

import markdown
import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from edition import audit, checks, link, load, pipeline
from edition.model import (
    Document,
    Edition,
    Language,
    Library,
    Note,
    NoteMark,
    Reading,
    Row,
    Segment,
    Work,
)
from edition.notes import anchor
from edition.text import Source, Span
from edition.writers import annotations, entries, notes

CHINESE = "# 题\n\n1. 发展核武器，发展和平。\n\n2. 甲\\*乙\\|丙 <b>&amp; *丁*戊。\n"
ENGLISH = "# Title\n\n1. Develop arms, develop peace.\n\n2. A\\*B\\|C <b>&amp; *D*E.\n"
LANGUAGES = (
    Language("zh-Hans", "base", "published"),
    Language("zh-Hant", "conversion", "published", "zh-Hans"),
    Language("en", "translation", "working", "zh-Hans"),
)
EXTENSIONS = ["attr_list", "md_in_html"]
HOSTILE = "<script>alert(1)</script> *a* [b](c) & `d` {e}"


def note(name="n", at="p1", quote=None, body=None, **more):
    return Note(name, at, quote or {"zh-Hans": "核武器"}, "context", body or {"en": "B."}, **more)


def linked(*found, chinese=CHINESE, english=ENGLISH):
    work = Work("w", {"en": "W"}, "zh-Hans", LANGUAGES)
    texts = {("w", "zh-Hans"): Source("zh", chinese), ("w", "en"): Source("en", english)}
    library = Library({}, {}, (work,), texts, {}, (), {}, notes={"w": found})
    edition, problems = link.link(library)
    return edition, [p for p in problems if p.code.startswith("E31")]


def marks(edition):
    (reading,) = edition.readings
    texts = {(t, s.id): s.text for t, d in reading.documents.items() for s in d.segments}
    return [
        (m.note, m.language, m.span.start, texts[m.language, m.segment][m.span.start : m.span.end])
        for m in reading.note_marks
    ]


def codes(*found):
    return [p.code for p in linked(*found)[1]]


def test_a_quotation_is_found_in_its_language_and_in_the_conversion():
    edition, problems = linked(note(quote={"zh-Hans": "发展和平", "en": "develop peace"}))
    assert problems == []
    assert marks(edition) == [
        ("n", "zh-Hans", 6, "发展和平"),
        ("n", "zh-Hant", 6, "發展和平"),
        ("n", "en", 14, "develop peace"),
    ]
    (found,) = edition.readings[0].notes
    assert found.quote == {
        "zh-Hans": "发展和平",
        "en": "develop peace",
        "zh-Hant": "發展和平",
    }


def test_body_and_quotation_given_in_the_converted_script_are_kept():
    given_there = note(
        quote={"zh-Hans": "核武器", "zh-Hant": "發展核"}, body={"zh-Hans": "发", "zh-Hant": "髮"}
    )
    edition, problems = linked(given_there, note("m", body={"zh-Hans": "发展"}))
    assert problems == []
    assert ("n", "zh-Hant", 0, "發展核") in marks(edition)
    assert [n.body["zh-Hant"] for n in edition.readings[0].notes] == ["髮", "發展"]


@pytest.mark.parametrize("quote", ["甲*乙|丙", "<b>&amp;", "丁戊", "丙 <b>&amp; 丁"])
def test_a_quotation_is_the_text_as_the_reader_sees_it(quote):
    edition, problems = linked(note(at="p2", quote={"zh-Hans": quote}))
    assert problems == []
    assert marks(edition)[0][3] == quote


def test_overlapping_quotations_both_stand():
    edition, problems = linked(
        note("a", quote={"zh-Hans": "展核武"}), note("b", quote={"zh-Hans": "核武器"})
    )
    assert problems == []
    assert [m[:3] for m in marks(edition) if m[1] == "zh-Hans"] == [
        ("a", "zh-Hans", 1),
        ("b", "zh-Hans", 2),
    ]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (note(at="p9"), "E311"),
        (note(quote={"zh-Hans": "和战"}), "E312"),
        (note(quote={"en": "Develop  arms"}), "E312"),
        (note(quote={"zh-Hant": "发展核"}), "E312"),
        (note(quote={"zh-Hans": "发展"}), "E313"),
        (note(quote={"fr": "paix"}), "E314"),
    ],
)
def test_what_cannot_be_anchored(bad, code):
    assert codes(bad, note("other")) == [code]


def test_hints_lead_to_the_right_place():
    _, problems = linked(note(quote={"zh-Hans": "甲"}), note("m", at="titel"))
    assert [p.hint for p in problems] == ["it stands in p2", "did you mean “title”?"]


def test_an_ambiguous_quotation_stands_at_its_first_place():
    edition, _ = linked(note(quote={"zh-Hans": "发展"}))
    assert marks(edition)[0][:3] == ("n", "zh-Hans", 0)


def test_occurrences_that_overlap_are_several():
    _, problems = linked(note(quote={"zh-Hans": "啊啊"}), chinese="# 题\n\n1. 啊啊啊")
    assert [p.code for p in problems] == ["E313"]


@given(st.data())
def test_a_quotation_cut_from_a_text_is_found_first_or_called_ambiguous(data):
    text = data.draw(st.text("ab核 .*", min_size=1))
    start = data.draw(st.integers(0, len(text) - 1))
    quote = text[start : data.draw(st.integers(start + 1, len(text)))]
    document = Document("zh-Hans", Source("x", text), (Segment("p1", "paragraph", "1.", text),))
    work = Work("w", {}, "zh-Hans", LANGUAGES[:1])
    problems = []
    cut = note(quote={"zh-Hans": quote})
    _, (mark,) = anchor((cut,), work, {"zh-Hans": document}, problems)
    first = text.index(quote)
    assert mark == NoteMark("n", "p1", "zh-Hans", Span(first, first + len(quote)))
    several = sum(text.startswith(quote, at) for at in range(len(text))) > 1
    assert [p.code for p in problems] == ["E313"] * several


def test_an_id_is_taken_for_the_whole_library():
    edition, _ = linked(note(), note("m"))
    assert list(checks.note_ids_are_unique(edition)) == []
    other, _ = linked(note("m"))
    both = Edition({}, {}, (*edition.readings, *other.readings), (), ())
    (problem,) = checks.note_ids_are_unique(both)
    assert (problem.code, problem.message) == ("E315", "“m” is already taken by a note of w")


def test_notes_are_read_with_their_places(tmp_path):
    text = (
        "notes:\n"
        "  - {id: bad, at: p1, quote: {}, kind: context, body: {en: B.}}\n"
        "  - id: good\n    at: p1\n    quote:\n      en: ' First '\n"
        "    kind: textual\n    body: {en: B.}\n    sources: [S]\n"
    )
    files = {
        "library.yml": "title: {en: L}\n",
        "glossary.yml": "terms: []\n",
        "w/work.yml": "id: w\ntitle: {en: W}\nbase: en\nlanguages:\n  - {tag: en, role: base}\n",
        "w/en.md": "# T\n\n1. First.\n",
        "w/notes.yml": text,
    }
    loaded, problems = load.load(sample.library(tmp_path, files))
    assert [(p.code, p.source.position(p.span.start)) for p in problems] == [("E011", (2, 23))]
    (kept,) = loaded.notes["w"]
    assert kept == Note("good", "p1", {"en": "First"}, "textual", {"en": "B."}, ("S",), "working")
    assert kept.source.position(kept.place.start) == (3, 5)
    assert kept.source.position(kept.quote_places["en"].start) == (6, 7)


def test_numbers_follow_the_text():
    edition, _ = linked(
        note("later", at="p2", quote={"zh-Hans": "甲"}),
        note("second", quote={"zh-Hans": "武器"}),
        note("also-second", quote={"zh-Hans": "核武器"}),
        note("first", quote={"zh-Hans": "核武"}),
        note("last-in-p1", quote={"en": "peace."}),
        note("nowhere", at="p9"),
    )
    order = ["first", "second", "also-second", "last-in-p1", "later"]
    assert annotations.numbers(edition.readings[0]) == {n: i for i, n in enumerate(order, 1)}


def test_calls_stand_at_the_ends_of_their_quotations():
    segment = Segment("p1", "paragraph", "1.", "abcdef")
    reading = Reading(
        Work("w", {}, "en", (Language("en", "base", ""),)),
        (Row("p1", "paragraph", {"en": segment}, 0),),
        {"en": Document("en", Source("x", ""), (segment,))},
        note_marks=tuple(
            NoteMark(name, "p1", "en", Span(0, end)) for name, end in (("b", 5), ("a", 3), ("c", 2))
        ),
    )
    assert annotations.calls(reading) == {("en", "p1"): [(2, "c"), (3, "a"), (5, "b")]}


@pytest.mark.parametrize(
    ("tag", "order"),
    [
        ("en", ["en", "zh-Hans", "fr"]),
        ("zh-Hans", ["zh-Hans", "en", "fr"]),
        ("zh-Hant", ["zh-Hant", "en", "fr"]),
        ("fr", ["fr", "zh-Hans", "en"]),
    ],
)
def test_texts_are_shown_in_the_order_of_the_reader(tag, order):
    texts = {t: t for t in ("zh-Hans", "en", "zh-Hant", "fr")}
    assert entries.in_reading_order(texts, tag) == [(t, t) for t in order]
    assert entries.in_reading_order({"zh-Hans": "x"}, "zh-Hant") == [("zh-Hans", "x")]


def page_of(edition, tag):
    (output,) = (o for o in notes.write(edition) if o.path == f"{tag}/notes.md")
    head, _, body = output.data.decode("utf-8").removeprefix("---\n").partition("\n---\n")
    assert f'lang: "{tag}"' in head
    return html.fromstring(f"<main>{markdown.markdown(body, extensions=EXTENSIONS)}</main>")


def lines(element):
    return [(e.tag, e.get("lang"), e.text_content()) for e in element]


def test_an_entry_says_what_is_known():
    edition, _ = linked(
        note("b", at="p2", quote={"en": "A*B"}, status="reviewed"),
        note(
            "a",
            quote={"zh-Hans": "发展和平", "en": "develop peace"},
            body={"zh-Hans": "说*明*。", "en": "An *account*."},
            sources=("A/1", "B/2"),
        ),
    )
    page = page_of(edition, "en")
    assert page.xpath("//section/@id") == ["a", "b"]
    first, second = page.xpath("//section[@class='entry note-entry']")
    assert lines(first) == [
        ("h3", None, "1. develop peace"),
        ("p", None, "发展和平 · Context · working note"),
        ("p", "en", "An account."),
        ("p", "zh-Hans", "说明。"),
        ("p", None, "Sources: A/1; B/2"),
        ("p", None, "In the text: 1"),
    ]
    assert first.xpath(".//q/@lang") == ["en", "zh-Hans"]
    assert first.xpath(".//em/text()") == ["working note", "account", "明"]
    assert first.xpath(".//a/@href") == ["w/index.md#p1"]
    assert lines(second)[1:] == [
        ("p", None, "Context"),
        ("p", "en", "B."),
        ("p", None, "In the text: 2"),
    ]
    assert page.xpath("//h2/@id") == ["w.notes"]


def test_each_script_shows_its_own():
    edition, _ = linked(note(body={"zh-Hans": "发展", "en": "Development"}))
    (entry,) = page_of(edition, "zh-Hant").xpath("//section")
    assert lines(entry) == [
        ("h3", None, "1. 核武器"),
        ("p", None, "背景 · 草擬註釋"),
        ("p", "zh-Hant", "發展"),
        ("p", "en", "Development"),
        ("p", None, "正文位置：1"),
    ]


def test_markup_in_a_note_reaches_the_reader_as_written():
    text = f"# 题\n\n1. {HOSTILE}".replace("*", "\\*")
    hostile = note(
        quote={"zh-Hans": HOSTILE},
        body={"en": HOSTILE.replace("*", "\\*")},
        sources=(HOSTILE,),
    )
    edition, problems = linked(hostile, chinese=text)
    assert problems == []
    page = page_of(edition, "en")
    assert page.xpath("//script") == []
    (entry,) = page.xpath("//section")
    heading, _, body, cited, _ = (element.text_content() for element in entry)
    assert heading == f"1. {HOSTILE}"
    assert body == HOSTILE
    assert cited == f"Sources: {HOSTILE}"
    assert len(entry.xpath(".//a")) == 1


def test_a_library_without_notes_has_no_page():
    edition, _ = linked()
    assert list(notes.write(edition)) == []


def test_a_link_of_a_note_that_leads_nowhere_is_found(tmp_path):
    edition, _ = linked(note())
    page = tmp_path / "en" / "notes" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text('<html lang="en"><a href="#n">1</a> <a href="../w/#p1">1</a>', "utf-8")
    found = [p.message for p in audit.audit(edition, tmp_path) if p.code == "E503"]
    assert found == ["#n names no element", "../w/#p1 leads to no file"]


def test_the_languages_of_notes_are_known_to_the_audit(tmp_path):
    edition, _ = linked(note(body={"la": "Nota."}))
    page = tmp_path / "en" / "notes" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text('<html lang="en"><p lang="la">Nota.</p><p lang="fr">x</p>', "utf-8")
    found = [p.message for p in audit.audit(edition, tmp_path) if p.code == "E505"]
    assert found == ["lang=“fr” is no language of this edition"]


def test_every_note_of_the_first_edition_is_numbered_and_complete():
    root = sample.DOCS.parent
    edition, problems = pipeline.check(root / "source")
    assert [p for p in problems if p.code.startswith("E31")] == []
    (reading,) = (r for r in edition.readings if r.work.id == "world-without-nuclear-weapons")
    assert len(annotations.numbers(reading)) == len(reading.notes) >= 10
    for each in reading.notes:
        assert {"zh-Hans", "zh-Hant", "en"} <= each.quote.keys() & each.body.keys()
