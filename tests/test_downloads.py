"""Files to take away, read back by programs of others: Anki, translate-toolkit, csv, json."""

import csv
import io
import json
from html.parser import HTMLParser

import pytest
import sample
from anki.collection import Collection, ImportCsvRequest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from translate.storage import tbx, tmx

from edition import pipeline
from edition.model import Document, Edition, Language, Reading, Row, Segment, Term, Work
from edition.text import Source, Span
from edition.writers import data, glossary_files, text_files
from edition.writers.termbase import termbase, termbase_of_2008
from edition.writers.xml import encoded

TBX = "{urn:iso:std:iso:30042:ed-2}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HOSTILE = '=1+1, "<b>&amp;</b>"; #a\\ \t𠀀 ]]>'
ANY = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(str.strip)
TEXTS = ANY.filter(bool)


def term(form="arms", definition="What is borne.", **more):
    forms = {"zh-Hans": ("兵器", "武器"), "zh-Hant": ("兵器", "武器"), "en": (form, "arm")}
    return Term("arms", forms, {"en": definition, "zh-Hans": "所持之器。"}, **more)


def edition(*terms, readings=()):
    return Edition({"en": "Library"}, {}, readings, terms, ("zh-Hans", "zh-Hant", "en"))


def reading(chinese, english, aligned):
    segments = {
        "zh-Hans": Segment("p1", "paragraph", "1.", chinese),
        "en": Segment("p1", "paragraph", "1.", english),
    }
    languages = (
        Language("zh-Hans", "base", "published"),
        Language("en", "translation", "working", "zh-Hans"),
    )
    documents = {tag: Document(tag, Source(tag, s.text), (s,)) for tag, s in segments.items()}
    row = Row("p1", "paragraph", segments, 0, aligned)
    return Reading(Work("w", {"en": "W"}, "zh-Hans", languages), (row,), documents)


def read_csv(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def xml_of(text):
    """The text as XML can hold it."""
    return text.translate({0xFFFE: "\ufffd", 0xFFFF: "\ufffd"})


def shown(markup):
    """What a browser shows of HTML."""
    found = []
    parser = HTMLParser(convert_charrefs=True)
    parser.handle_data = found.append
    parser.feed(markup)
    parser.close()
    return "".join(found)


def test_the_table_has_a_line_per_term():
    found = read_csv(
        glossary_files.table(
            edition(term(sources=("A", "B"), see=("peace",), pinyin="bīngqì", domain="war"))
        )
    )
    assert found == [
        {
            "id": "arms",
            "domain": "war",
            "status": "working",
            "pinyin": "bīngqì",
            "abbreviation": "",
            "headword zh-Hans": "兵器",
            "variants zh-Hans": "武器",
            "definition zh-Hans": "所持之器。",
            "headword zh-Hant": "兵器",
            "variants zh-Hant": "武器",
            "definition zh-Hant": "",
            "headword en": "arms",
            "variants en": "arm",
            "definition en": "What is borne.",
            "sources": "A\nB",
            "see": "peace",
            "occurrences zh-Hans": "0",
            "occurrences zh-Hant": "0",
            "occurrences en": "0",
            "address": "zh-Hans/glossary/#arms",
        }
    ]


@given(TEXTS, TEXTS)
def test_any_text_comes_back_from_the_table(form, source):
    (found,) = read_csv(glossary_files.table(edition(term(form, sources=(source,)))))
    assert (found["headword en"], found["sources"]) == (form, source)


@given(TEXTS)
def test_any_text_comes_back_from_a_termbase(form):
    of = edition(term(form))
    root = etree.fromstring(encoded(termbase(of)))
    terms = [t.text for t in root.iterfind(f".//{TBX}langSec[@{LANG}='en']//{TBX}term")]
    assert terms == [xml_of(form), "arm"]
    store = tbx.tbxfile.parsestring(encoded(termbase_of_2008(of)))
    store.setsourcelanguage("zh-Hans")
    store.settargetlanguage("en")
    (unit,) = store.units
    assert [t.text for t in unit._get_terms(unit.target_dom)] == [xml_of(form), "arm"]


def test_a_termbase_tells_what_is_known_of_a_term():
    peace = Term("peace", {"en": ("peace",)}, {"en": "Calm."})
    of = edition(
        term(
            see=("peace", "lost"), abbreviation="A", pinyin="bīngqì", domain="war", sources=("S",)
        ),
        peace,
    )
    root = etree.fromstring(encoded(termbase(of)))
    assert (root.tag, root.get("type"), root.get("style")) == (f"{TBX}tbx", "TBX-Basic", "dca")
    first = root.find(f".//{TBX}conceptEntry")
    refs = [(r.get("target"), r.text) for r in first.iterfind(f"{TBX}ref")]
    assert refs == [("term.peace", "peace")]
    assert first.get("id") == "term.arms"
    english = first.find(f"{TBX}langSec[@{LANG}='en']")
    status = [
        (t.find(f"{TBX}term").text, [n.text for n in t.iterfind(f"{TBX}termNote")])
        for t in english.iterfind(f"{TBX}termSec")
    ]
    assert status == [
        ("arms", ["fullForm", "preferredTerm-admn-sts"]),
        ("arm", ["fullForm", "admittedTerm-admn-sts"]),
        ("A", ["abbreviation", "admittedTerm-admn-sts"]),
    ]
    notes = [n.text for n in first.iterfind(f".//{TBX}note")]
    assert notes == ["bīngqì"]
    groups = [[part.text for part in g] for g in first.iterfind(f".//{TBX}descripGrp")]
    assert groups == [["所持之器。", "S"], ["What is borne.", "S"]]
    store = tbx.tbxfile.parsestring(encoded(termbase_of_2008(of)))
    assert [unit.xmlelement.get("id") for unit in store.units] == ["term.arms", "term.peace"]


@pytest.fixture(scope="module")
def collection(tmp_path_factory):
    found = Collection(str(tmp_path_factory.mktemp("anki") / "cards.anki2"))
    yield found
    found.close()


def imported(collection, folder, of):
    path = folder / "cards.csv"
    path.write_bytes(glossary_files.flash_cards(of, "en"))
    known = collection.get_csv_metadata(path=str(path), delimiter=None)
    collection.import_csv(ImportCsvRequest(path=str(path), metadata=known))
    return [collection.get_note(i) for i in collection.find_notes("")]


def test_anki_reads_the_cards_and_a_second_time_adds_none(collection, tmp_path):
    first = term(HOSTILE, "A <i>defined</i> & thing.", pinyin="bīngqì", domain="of war")
    (note,) = imported(collection, tmp_path, edition(first))
    assert shown(note.fields[0]) == HOSTILE
    assert shown(note.fields[1]).startswith("兵器 · bīngqì")
    assert shown(note.fields[1]).endswith("A <i>defined</i> & thing.")
    assert note.tags == ["of-war"]
    (again,) = imported(collection, tmp_path, edition(term(HOSTILE, "Defined anew.")))
    assert (again.id, again.guid) == (note.id, note.guid)
    assert shown(again.fields[1]).endswith("Defined anew.")


def test_nothing_in_the_glossary_is_sound_or_a_formula_on_a_card(tmp_path):
    text = "[sound:x.mp3] \\(x\\) {{c1::x}} <b>"
    found = Collection(str(tmp_path / "cards.anki2"))
    (note,) = imported(found, tmp_path, edition(term(text, text)))
    (card,) = note.cards()
    assert shown(note.fields[0]) == text
    assert not card.question_av_tags() and not card.answer_av_tags()
    assert all(field.startswith('<div class="tex2jax_ignore">') for field in note.fields)
    found.close()


@given(TEXTS, TEXTS)
def test_a_memory_brings_back_each_aligned_sentence(chinese, english):
    both = f"{chinese}。{chinese}", f"{english}. {english}"
    cut = len(chinese) + 1, len(english) + 2
    aligned = {
        tag: (Span(0, at), Span(at, len(text)))
        for tag, text, at in zip(("zh-Hans", "en"), both, cut, strict=True)
    }
    store = tmx.tmxfile.parsestring(text_files.memory(reading(*both, aligned)))
    assert [(u.source, u.target) for u in store.units] == [
        (xml_of(chinese) + "。", xml_of(english) + "."),
        (xml_of(chinese), xml_of(english)),
    ]


def test_a_memory_says_what_each_text_is():
    root = etree.fromstring(text_files.memory(reading("甲。", "One.", {})))
    notes = [note.text for note in root.iterfind("header/note")]
    assert notes == ["zh-Hans: base, published", "en: translation from zh-Hans, working"]


def test_a_text_without_aligned_sentences_is_a_unit_for_each_segment():
    store = tmx.tmxfile.parsestring(text_files.memory(reading("甲。乙。", "One.", {})))
    assert [(u.source, u.target) for u in store.units] == [("甲。乙。", "One.")]


def test_the_first_edition_comes_back_whole(tmp_path):
    root = sample.DOCS.parent
    of, _ = pipeline.check(root / "source")
    (read,) = of.readings
    store = tmx.tmxfile.parsestring(text_files.memory(read))
    assert store.getsourcelanguage() == "zh-Hans"
    units = {}
    for unit in store.units:
        segment = unit.xmlelement.get("tuid").split(".")[0]
        for tuv in unit.xmlelement.iterfind("tuv"):
            units.setdefault((segment, tuv.get(LANG)), []).append(tuv.find("seg").text)
    for row in read.rows:
        for tag, segment in row.texts.items():
            joined = ("" if tag.startswith("zh") else " ").join(units[row.id, tag])
            assert joined == segment.text
    (found,) = (o for o in data.write(of) if o.path != "manifest.json")
    for segment in json.loads(found.data)["segments"]:
        for tag, spans in segment["sentences"].items():
            text = segment["text"][tag]
            assert "".join(text[a:b] for a, b in spans) == text
        for tag, places in segment["terms"].items():
            for name, start, end in places:
                forms = next(t.forms[tag] for t in of.terms if t.id == name)
                assert segment["text"][tag][start:end].casefold() in map(str.casefold, forms)
