"""Which strings are terms, and which are not."""

import itertools
import string
import time
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from edition.model import Kind, Segment, Term
from edition.readers import edition_text
from edition.terms import _goes_on, _is_mark, _is_word, case_fits, fold, matcher, word_around
from edition.text import Source, Span


def term(name, *forms, tag="en", **more):
    return Term(name, {tag: forms}, {}, **more)


def found(text, *terms, tag="en"):
    segment = Segment("p1", "paragraph", "1.", text)
    return [(o.term, text[o.span.start : o.span.end]) for o in matcher(terms, tag).find(segment)]


TREATY = term("npt", "不扩散核武器条约", tag="zh-Hans")
WEAPON = term("weapon", "核武器", tag="zh-Hans")


@pytest.mark.parametrize("terms", [(TREATY, WEAPON), (WEAPON, TREATY)])
def test_the_longest_wins(terms):
    assert found("《不扩散核武器条约》与核武器", *terms, tag="zh-Hans") == [
        ("npt", "不扩散核武器条约"),
        ("weapon", "核武器"),
    ]


def test_not_in():
    state = term("nws", "核武器国家", tag="zh-Hans", not_in={"zh-Hans": ("拥有核武器国家",)})
    assert found("拥有核武器国家和核武器国家", state, tag="zh-Hans") == [("nws", "核武器国家")]


def test_mark_first():
    assert len(found("arms arms arms", term("a", "arms"))) == 3
    assert len(found("arms arms arms", term("a", "arms", mark="first"))) == 1


def test_mark_first_counts_in_each_segment_by_itself():
    matching = matcher([term("a", "arms", "weapons", mark="first")], "en")
    texts = ["Weapons and arms.", "no", "arms"]
    segments = [Segment(f"p{n}", "paragraph", "", text) for n, text in enumerate(texts)]
    marked = [(o.segment, o.span) for s in segments for o in matching.find(s)]
    assert marked == [("p0", Span(0, 7)), ("p2", Span(0, 4))]


def test_a_term_marked_once_still_keeps_shorter_ones_out():
    race = term("race", "arms race", mark="first")
    assert found("arms race, arms race", race, term("a", "arms")) == [("race", "arms race")]


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_kind_of_segment_is_marked_alike(kind):
    segment = Segment("s", kind, "", "无核武器世界：“核武器”")
    spans = [o.span for o in matcher([WEAPON], "zh-Hans").find(segment)]
    assert spans == [Span(1, 4), Span(8, 11)]


@pytest.mark.parametrize(
    "quoted",
    ["《核武器》", "“核武器”", "「核武器」", "（核武器）", "'核武器'", "核武器：", "—核武器—"],
)
def test_titles_and_quotations_are_marked_as_running_text_is(quoted):
    assert found(quoted, WEAPON, tag="zh-Hans") == [("weapon", "核武器")]


@pytest.mark.parametrize(
    "written",
    [
        "the nuclear| weapon is",
        "the nuclear *weapon* is",
        "the *nuclear wea*pon is",
        "the nuc|*lear* weapon is",
        "the nuclear\nweapon is",
        "“The *nuclear weapon*” is",
    ],
)
def test_a_form_may_stand_across_marks_of_sentences_and_emphasis(written):
    source = Source("en.md", f"# T\n\n1. {written}\n")
    document, _ = edition_text.read(source, "en", "continuous")
    entry = matcher([term("w", "nuclear weapon")], "en")
    (occurrence,) = entry.find(document.segments[1])
    text = document.segments[1].text
    assert text[occurrence.span.start : occurrence.span.end] == "nuclear weapon"


def test_latin_words_are_whole():
    assert found("disarm arms armset 3arms", term("a", "arm", "arms")) == [("a", "arms")]
    assert found("(arms)", term("a", "arms")) == [("a", "arms")]
    assert found("用NPT条约", term("npt", "NPT", tag="zh-Hans"), tag="zh-Hans") == [("npt", "NPT")]
    assert found("NPTX", term("npt", "NPT", tag="zh-Hans"), tag="zh-Hans") == []


@pytest.mark.parametrize(
    ("rule", "accepted"),
    [
        ("first", ["global zero", "Global zero"]),
        ("exact", ["global zero"]),
        ("ignore", ["global zero", "Global zero", "GLOBAL Zero"]),
    ],
)
def test_case(rule, accepted):
    every = ["global zero", "Global zero", "GLOBAL Zero"]
    entry = term("z", "global zero", case=rule)
    assert [text for text in every if found(text, entry)] == accepted


def test_a_capital_form_needs_its_capital():
    assert found("the treaty, the Treaty", term("t", "Treaty")) == [("t", "Treaty")]


@pytest.mark.parametrize(
    ("form", "text", "tag"),
    [
        ("سلاح", "هذا سلاح نووي", "ar"),
        ("핵무기", "핵무기 없는 세계", "ko"),
        ("2030 Agenda", "the 2030 Agenda", "en"),
        ("(x)", "see (x)", "en"),
        ("$", "costs $5", "en"),
    ],
)
@pytest.mark.parametrize("rule", ["first", "exact", "ignore"])
def test_a_form_without_a_cased_first_letter(form, text, tag, rule):
    assert found(text, term("f", form, tag=tag, case=rule), tag=tag) == [("f", form)]


@pytest.mark.parametrize("other", [("nws", "weapon state"), ("wc", "weapon council", "on state")])
def test_a_rejected_match_hides_nothing(other):
    assert found("weapon stateless", term("w", "weapon"), term(*other)) == [("w", "weapon")]


def test_a_match_of_the_wrong_case_hides_nothing():
    terms = (term("nc", "NATO Council", case="exact"), term("c", "council"))
    assert found("nato council", *terms) == [("c", "council")]
    assert found("NATO Council", *terms) == [("nc", "NATO Council")]


def test_not_in_holds_behind_an_earlier_match():
    ab = term("ab", "甲乙", tag="zh-Hans")
    cd = term("cd", "丙丁", tag="zh-Hans", not_in={"zh-Hans": ("乙丙丁",)})
    assert found("甲乙丙丁", ab, cd, tag="zh-Hans") == [("ab", "甲乙")]


def test_not_in_bars_its_own_term_alone():
    state = term("nws", "核武器国家", tag="zh-Hans", not_in={"zh-Hans": ("拥有核武器国家",)})
    weapon = term("nw", "核武器", tag="zh-Hans")
    assert found("拥有核武器国家", state, weapon, tag="zh-Hans") == [("nw", "核武器")]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("arms race", 0),
        ("Arms Race", 0),
        ("arms racecourse", 0),
        ("arms  race", 1),
        ("no arms", 0),
        ("no arms race", 0),
        ("arms, arms race, arms", 2),
        ("arms to arms", 0),
        ("arms to arms to arms", 0),
        ("arms to the arms", 2),
    ],
)
def test_not_in_bars_wherever_the_form_stands_in_it(text, marked):
    entry = term("a", "arms", not_in={"en": ("arms race", "no arms", "arms to arms")})
    assert len(found(text, entry)) == marked


def test_a_form_that_one_term_may_not_have_is_left_to_another():
    people = term("pl", "Polish", case="exact", not_in={"en": ("Polish it",)})
    assert found("Polish it", people, term("wax", "polish")) == [("wax", "Polish")]


def test_not_in_holds_in_its_own_language_alone():
    entry = Term("t", {"en": ("NPT",)}, {}, not_in={"zh-Hans": ("the NPT",)})
    assert found("the NPT", entry) == [("t", "NPT")]


def test_a_longer_term_wins_over_not_in():
    arms = term("arms", "arms", not_in={"en": ("arms race",)})
    race = term("end", "arms race control")
    assert found("arms race control, arms race, arms", arms, race) == [
        ("end", "arms race control"),
        ("arms", "arms"),
    ]


def test_not_in_equal_to_a_form_leaves_the_form():
    arms = term("arms", "arms", not_in={"en": ("arms", "arms race")})
    assert found("arms", arms) == [("arms", "arms")]
    assert found("arms race", arms, term("race", "arms race")) == [("race", "arms race")]
    assert found("x", term("t", "t", not_in={"en": ("",)})) == []


@pytest.mark.parametrize("turn", [1, -1])
def test_forms_that_differ_in_case_alone(turn):
    people, wax = term("pl", "Polish", case="exact"), term("wax", "polish", case="exact")
    assert found("polish Polish", *(people, wax)[::turn]) == [("wax", "polish"), ("pl", "Polish")]
    small, large = term("small", "[beta]"), term("large", "[Beta]")
    assert found("[Beta][beta]", *(small, large)[::turn]) == [
        ("large", "[Beta]"),
        ("small", "[beta]"),
    ]


def test_the_exact_spelling_wins_over_one_that_merely_fits():
    assert found("Polish", term("wax", "polish"), term("pl", "Polish")) == [("pl", "Polish")]
    assert found("Arms", term("a", "arms"), term("b", "arms")) == [("a", "Arms")]


@pytest.mark.parametrize(
    ("form", "inside", "tag"),
    [
        ("cafe", "cafe\u0301", "en"),
        ("мир", "мировой", "ru"),
        ("мир", "примирить", "ru"),
        ("λόγος", "διάλόγος", "el"),
        ("سلاح", "سلاحهم", "ar"),
        ("नियम", "नियमों", "hi"),
        ("नियम", "नियम\u0947", "hi"),
        ("핵무기", "비핵무기", "ko"),
        ("가", "가\u11a8", "ko"),
        ("ＮＰＴ", "ＮＰＴＸ", "zh-Hans"),
        ("は", "は\u3099", "ja"),
        ("NPT", "NPT2", "en"),
        ("NPT", "2NPT", "en"),
        ("NPT", "NPT٢", "ar"),
        ("1540", "15401", "en"),
        ("arms", "arms\u00adrace", "en"),
        ("arms", "dis\u00adarms", "en"),
        ("کتاب", "کتاب\u200cها", "fa"),
        ("NPT", "비NPT", "ko"),
        ("е", "е\u0308", "ru"),
        ("é", "é\u0323", "fr"),
        ("核", "核\u0301", "zh-Hans"),
    ],
)
def test_no_match_inside_a_word(form, inside, tag):
    assert found(inside, term("t", form, tag=tag), tag=tag) == []
    assert found(f"{form}, «{form}»", term("t", form, tag=tag), tag=tag) == [("t", form)] * 2


@pytest.mark.parametrize(
    ("form", "text", "tag"),
    [
        ("weapon", "weapon’s", "en"),
        ("weapon", "weapon²", "en"),
        ("핵무기", "핵무기를", "ko"),
        ("NPT", "NPT는", "ko"),
        ("核兵器", "核兵器の", "ja"),
        ("カフェ", "カフェへ", "ja"),
        ("辻", "辻\U000e0100", "ja"),
        ("อาวุธ", "มีอาวุธนิวเคลียร์", "th"),
        ("НПТ", "用НПТ条约", "zh-Hans"),
        ("NPT", "用Npt条约，NPT", "zh-Hans"),
        ("核武器", "2核武器2", "zh-Hans"),
        ("1540", "第1540号", "zh-Hans"),
        ("核武器", "NPT核武器NPT", "zh-Hans"),
        ("weapon", "anti-weapon-free", "en"),
        ("arme", "l’arme", "fr"),
        ("weapon", "_weapon_", "en"),
        ("核武器", "核武器\ufe00", "zh-Hans"),
        ("NPT", "「NPT」", "ko"),
        ("핵무기", "핵무기가", "ko"),
    ],
)
def test_a_word_may_end_here(form, text, tag):
    assert found(text, term("t", form, tag=tag), tag=tag) == [("t", form)]


def test_a_final_sigma_is_a_sigma():
    assert found("ΛΟΓΟΣ λογος", term("t", "λογος", tag="el", case="ignore"), tag="el") == [
        ("t", "ΛΟΓΟΣ"),
        ("t", "λογος"),
    ]


def test_many_terms_are_found_fast():
    terms = [term(f"t{i}", f"term{i}", f"term{i} state") for i in range(2000)]
    text = " ".join(f"term{i} stateless disarmament" for i in range(20_000))
    started = time.perf_counter()
    assert len(found(text, *terms)) == 2000
    assert time.perf_counter() - started < 2


def test_no_terms_no_occurrences():
    assert found("anything") == []


@given(st.text(st.sampled_from("核武器不扩散条约ab NPTİ")))
def test_occurrences_are_ordered_and_apart(text):
    segment = Segment("p1", "paragraph", "1.", text)
    for tag in ("en", "zh-Hans"):
        terms = (TREATY, WEAPON, term("a", "ab", "npt"))
        spans = [o.span for o in matcher(terms, tag).find(segment)]
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


@given(st.text())
def test_fold_keeps_offsets(text):
    assert len(fold(text)) == len(text)
    assert fold(text) == "".join(map(fold, text))


def test_fold_keeps_the_length_of_every_character():
    assert all(len(fold(chr(code))) == 1 for code in range(0x110000))


def test_all_cases_of_a_character_are_alike_part_of_a_word():
    for character in map(chr, range(0x110000)):
        assert _is_word(character) == _is_word(fold(character))
        if fold(character) != character:
            assert fold(character).islower()


@pytest.mark.parametrize(
    ("text", "form", "word"),
    [
        ("the disarmament of", "arm", "disarmament"),
        ("cafe\u0301s", "cafe", "cafe\u0301s"),
        ("用NPTX条约", "NPT", "NPTX"),
        ("は\u3099か", "は", "は\u3099"),
        ("arms", "arms", "arms"),
        ("on arms\u00adrace.", "arms", "arms\u00adrace"),
    ],
)
def test_the_word_around_a_match(text, form, word):
    start = text.index(form)
    around = word_around(text, Span(start, start + len(form)))
    assert text[around.start : around.end] == word


WORDS = st.text(string.ascii_letters + "éßñçĐłœμЖж", min_size=1, max_size=6)


@given(
    st.lists(WORDS, min_size=1, max_size=12),
    st.lists(WORDS, min_size=1, max_size=4),
    st.data(),
)
def test_no_term_is_marked_inside_another_word(words, forms, data):
    pieces = [w[a:b] for w in words for a in range(len(w)) for b in range(a + 1, len(w) + 1)]
    forms += data.draw(st.lists(st.sampled_from(pieces), max_size=6))
    joints = st.sampled_from([" ", ", ", "-", "’", " “", "” ", ". ", "/"])
    text, edges = "", set()
    for word in words:
        start = len(text)
        text += word
        edges.add((start, len(text)))
        text += data.draw(joints)
    entries = [term(f"t{n}", form, case="ignore") for n, form in enumerate(forms)]
    segment = Segment("p1", "paragraph", "", text)
    marked = {(o.span.start, o.span.end) for o in matcher(entries, "en").find(segment)}
    assert marked == {(a, b) for a, b in edges if fold(text[a:b]) in set(map(fold, forms))}


def plainly(text, terms, tag):
    """The occurrences as the rules say, found by trying every place with every form."""

    def stands(entry, form, start):
        end = start + len(form)
        if fold(text[start:end]) != fold(form) or not whole(start, end):
            return False
        return case_fits(entry.case, form, text[start:end]) and not barred(entry, start, end)

    def whole(start, end):
        before, after = text[:start][-1:], text[end : end + 1]
        if before and _is_word(before) and _is_word(text[start]):
            return False
        return not after or not (_is_mark(after) or (_is_word(text[end - 1]) and _goes_on(after)))

    def barred(entry, start, end):
        return any(
            at <= start and end <= at + len(longer) and len(longer) > end - start
            for longer in entry.not_in.get(tag, ())
            for at in range(len(text))
            if fold(text[at : at + len(longer)]) == fold(longer)
        )

    seen, at = set(), 0
    while at < len(text):
        standing = [
            (-len(form), form != text[at : at + len(form)], number, entry)
            for number, entry in enumerate(terms)
            for form in entry.forms.get(tag, ())
            if stands(entry, form, at)
        ]
        if not standing:
            at += 1
            continue
        length, _, _, entry = min(standing, key=lambda found: found[:3])
        if entry.mark == "all" or entry.id not in seen:
            yield entry.id, at, at - length
        seen.add(entry.id)
        at -= length


SIGNS = st.text("abABİıςσß é\u0301핵가가核武は\u3099-1", min_size=1, max_size=4)


@st.composite
def entries(draw):
    return [
        Term(
            f"t{number}",
            {"en": tuple(draw(st.lists(SIGNS, min_size=1, max_size=3)))},
            {},
            case=draw(st.sampled_from(["first", "exact", "ignore"])),
            mark=draw(st.sampled_from(["all", "first"])),
            not_in={"en": tuple(draw(st.lists(SIGNS, max_size=2)))},
        )
        for number in range(draw(st.integers(1, 5)))
    ]


@given(entries(), st.data())
@example([Term("t", {"en": ("a",)}, {}, not_in={"en": ("aa",)})], None)
def test_the_matcher_finds_what_the_rules_say(terms, data):
    known = [s for t in terms for s in (*t.forms["en"], *t.not_in["en"])]
    text = (
        "aaa a"
        if data is None
        else "".join(data.draw(st.lists(st.one_of(st.sampled_from(known), SIGNS), max_size=12)))
    )
    segment = Segment("p1", "paragraph", "", text)
    marked = [(o.term, o.span.start, o.span.end) for o in matcher(terms, "en").find(segment)]
    assert marked == list(plainly(text, terms, "en"))
