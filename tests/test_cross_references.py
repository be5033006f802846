"""Cross-references: where each is stated, and what leads nowhere."""

import pytest
import sample

from edition import link, load, pipeline
from edition.model import Anchor, CrossReference

FILES = {
    "library.yml": "title: {en: L}\n",
    "glossary.yml": (
        "terms:\n"
        "  - {id: arms, forms: {en: [arms]}, definition: {en: A.}, see: [peace]}\n"
        "  - {id: peace, forms: {en: [peace]}, definition: {en: P.}}\n"
    ),
    "w/work.yml": ("id: w\ntitle: {en: W}\nbase: en\nlanguages: [{tag: en, role: base}]\n"),
    "w/en.md": "# Title\n\n1. Arms, as in paragraph 2.\n\n2. And peace.\n\n3. The end.\n",
    "w/references.yml": "references:\n  - {at: p3, see: [p1, p2]}\n  - {at: p1, see: [p2]}\n",
    "w/notes.yml": (
        "notes:\n"
        "  - {id: one, at: p1, quote: {en: Arms}, kind: context, body: {en: B.}, see: [two, p3]}\n"
        "  - {id: two, at: p2, quote: {en: peace}, kind: term, body: {en: B.}, see: [peace]}\n"
    ),
}


def found(tmp_path, **overlay):
    source = sample.library(tmp_path, FILES | {f"w/{k}.yml": v for k, v in overlay.items()})
    library, loading = load.load(source)
    edition, linking = link.link(library)
    return edition, [(p.code, p.message, p.hint) for p in (*loading, *linking)]


def segment(name):
    return Anchor("segment", name, "w")


def note(name):
    return Anchor("note", name, "w")


def test_each_is_collected_once_from_text_files_notes_and_terms(tmp_path):
    edition, problems = found(tmp_path)
    assert problems == []
    assert [(r.origin, r.target) for r in edition.cross_references] == [
        (segment("p1"), segment("p2")),
        (segment("p3"), segment("p1")),
        (segment("p3"), segment("p2")),
        (note("one"), note("two")),
        (note("one"), segment("p3")),
        (note("two"), Anchor("term", "peace")),
        (Anchor("term", "arms"), Anchor("term", "peace")),
    ]


@pytest.mark.parametrize(
    ("file", "text", "message", "hint"),
    [
        ("references", "{at: p9, see: [p1]}", "there is no “p9”", ""),
        ("references", "{at: p1, see: [p1]}", "“p1” refers to itself", ""),
        ("references", "{at: p1, see: [pp2]}", "there is no “pp2” for “p1” to refer to", "p2"),
        (
            "notes",
            "{id: one, at: p1, quote: {en: Arms}, kind: context, body: {en: B.}, see: [paece]}",
            "there is no “paece” for “one” to refer to",
            "did you mean “peace”?",
        ),
    ],
)
def test_what_leads_nowhere_is_an_error_with_a_hint(tmp_path, file, text, message, hint):
    _, problems = found(tmp_path, **{file: f"{file}:\n  - {text}\n"})
    ((code, said, suggested),) = problems
    assert (code, said) == ("E316", message)
    assert hint in suggested


def test_the_rest_of_an_entry_is_kept(tmp_path):
    edition, _ = found(tmp_path, references="references:\n  - {at: p3, see: [p8, p2]}\n")
    assert CrossReference(segment("p3"), segment("p2")) in edition.cross_references


def test_a_segment_that_a_translation_alone_has_is_no_end(tmp_path):
    source = sample.library(
        tmp_path,
        FILES
        | {
            "w/work.yml": FILES["w/work.yml"].replace(
                "[{tag: en, role: base}]", "[{tag: en, role: base}, {tag: fr, role: translation}]"
            ),
            "w/fr.md": "# T\n\n1. Voir paragraph 4.\n\n2. B.\n\n3. C.\n\n4. D.\n",
        },
    )
    edition, problems = pipeline.check(source)
    assert "E203" in {p.code for p in problems}
    assert segment("p4") not in {r.target for r in edition.cross_references}
