"""The concordance: occurrences, what faces each, and which form renders which."""

from hypothesis import given
from hypothesis import strategies as st

from edition import link
from edition.concordance import concordance, usages
from edition.model import Language, Library, Term, Work
from edition.text import Source, Span
from edition.writers.kwic import around, window

LANGUAGES = (
    Language("zh-Hans", "base", "published"),
    Language("zh-Hant", "conversion", "published", "zh-Hans"),
    Language("en", "translation", "working", "zh-Hans"),
)
CHECK = Term(
    "check", {"zh-Hans": ("核查", "核实"), "en": ("verification", "verify")}, {"en": "A check."}
)


def reading(chinese, english):
    work = Work("w", {"en": "W"}, "zh-Hans", LANGUAGES)
    texts = {("w", "zh-Hans"): Source("zh", chinese), ("w", "en"): Source("en", english)}
    edition, _ = link.link(Library({}, {}, (work,), texts, {}, (CHECK,), {}))
    return edition.readings[0], edition.terms[0]


def found(chinese, english, tag="zh-Hans", other="en"):
    """Per occurrence its word, the words that render it, and the text that faces it."""
    of, _ = reading(chinese, english)
    texts = {(t, s.id): s.text for t, d in of.documents.items() for s in d.segments}

    def words(language, segment, span):
        return texts[language, segment][span.start : span.end] if span else None

    return [
        (
            words(tag, r.occurrence.segment, r.occurrence.span),
            [words(other, x.segment, x.span) for x in r.renderings],
            words(other, r.occurrence.segment, r.facing),
        )
        for r in concordance(of, tag, other).get("check", ())
    ]


def table(chinese, english, tag="zh-Hans", other="en"):
    of, term = reading(chinese, english)
    lines = concordance(of, tag, other).get("check", ())
    return [
        (u.form, u.rendered, u.places)
        for u in usages(term, {row.id: row for row in of.rows}, lines)
    ]


def test_an_occurrence_is_faced_by_its_sentence_and_rendered_there():
    assert found("# 题\n\n1. 甲。须核查。\n", "# T\n\n1. One. So verify. End it.\n") == [
        ("核查", ["verify"], "One. So verify. End it.")
    ]
    assert found("# 题\n\n1. 甲。须核查。\n", "# T\n\n1. One. So verify.\n") == [
        ("核查", ["verify"], " So verify.")
    ]


def test_as_many_in_both_are_paired_in_order_else_all_are_shown():
    assert [
        f[:2] for f in found("# 题\n\n1. 核查与核实。\n", "# T\n\n1. Verification; verify.\n")
    ] == [
        ("核查", ["Verification"]),
        ("核实", ["verify"]),
    ]
    assert [f[:2] for f in found("# 题\n\n1. 核查。\n", "# T\n\n1. Verification: verify.\n")] == [
        ("核查", ["Verification", "verify"])
    ]


def test_what_has_no_rendering_or_no_facing_text_is_kept():
    assert found("# 题\n\n1. 核查。\n", "# T\n\n1. A look.\n") == [("核查", [], "A look.")]
    assert found("# 题\n\n1. 核查。\n\n2. 核实。\n", "# T\n\n1. Verify.\n")[1] == ("核实", [], None)


def test_the_conversion_is_faced_like_its_source():
    assert found("# 题\n\n1. 核实。\n", "# T\n\n1. Verify.\n", "zh-Hant") == [
        ("核實", ["Verify"], "Verify.")
    ]


def test_nothing_faces_a_text_alone():
    of, _ = reading("# 题\n\n1. 核查。\n", "# T\n\n1. Verify.\n")
    (line,) = concordance(of, "zh-Hans", "")["check"]
    assert (line.facing, line.renderings, line.within) == (None, (), Span(0, 3))


def test_forms_are_told_as_the_glossary_spells_them_with_each_rendering():
    chinese = "# 题\n\n1. 核实。\n\n2. 核查。\n\n3. 核查。核查。\n\n4. 核查。\n\n5. 核查。\n"
    english = (
        "# T\n\n1. Verify.\n\n2. Verify.\n\n3. Verification. Verification.\n\n"
        "4. Look.\n\n5. Verify and verification.\n"
    )
    assert table(chinese, english) == [
        ("核查", ("verification",), ("p3", "p3")),
        ("核查", ("verify",), ("p2",)),
        ("核查", (), ("p4",)),
        ("核查", ("verify", "verification"), ("p5",)),
        ("核实", ("verify",), ("p1",)),
    ]
    assert table(chinese, english, "en", "zh-Hans")[0] == (
        "verification",
        ("核查",),
        ("p3", "p3", "p5"),
    )


TEXTS = st.text(st.sampled_from("核查实。 verify."), min_size=1, max_size=40)


@given(TEXTS, TEXTS)
def test_every_occurrence_comes_once_and_in_order(chinese, english):
    of, _ = reading(f"# 题\n\n1. 甲{chinese}\n", f"# T\n\n1. A{english}\n")
    for tag, other in (("zh-Hans", "en"), ("en", "zh-Hans"), ("zh-Hant", "en")):
        lines = concordance(of, tag, other).get("check", ())
        assert [r.occurrence for r in lines] == [o for o in of.occurrences if o.language == tag]
        assert all(x.language == other for r in lines for x in r.renderings)
        assert all(
            r.facing.start <= x.span.start < r.facing.end for r in lines for x in r.renderings
        )


def test_the_context_is_cut_at_words_and_at_characters():
    text = "It is hard to say how to verify nuclear disarmament in practice."
    at = text.index("verify")
    assert around(text, Span(at, at + 6), 16) == ("…to say how to ", "verify", " nuclear…")
    assert around(text, Span(at, at + 6), 99) == (text[:at], "verify", text[at + 6 :])
    assert around("甲乙丙丁核查戊己庚辛", Span(4, 6), 4) == ("…丙丁", "核查", "戊己…")


@given(st.text(max_size=60), st.data(), st.integers(0, 40))
def test_the_context_is_part_of_the_text(text, data, width):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    before, key, after = around(text, Span(start, end), width)
    assert key == text[start:end]
    assert text[:start].endswith(before.removeprefix("…"))
    assert text[end:].startswith(after.removesuffix("…"))


def test_a_long_text_is_shown_about_its_rendering():
    assert window(Span(0, 10), Span(4, 6), 20) == Span(0, 10)
    assert window(Span(0, 100), Span(50, 52), 20) == Span(40, 60)
    assert window(Span(0, 100), Span(2, 4), 20) == Span(0, 20)
    assert window(Span(5, 100), None, 20) == Span(5, 25)
