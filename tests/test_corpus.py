"""The corpus: its texts, its layouts, and a score that neither flatters nor slanders."""

from collections import Counter
from dataclasses import dataclass, replace

import pytest
from corpus import scoring
from corpus.characters import columns
from corpus.dev_profiles import DEV
from corpus.forms import loose
from corpus.held_out_profiles import HELD_OUT
from corpus.layouts import CALLS, FURNITURE, HYPHEN, render
from corpus.profiles import Profile
from corpus.texts import Text, as_edition, texts

from edition.problems import has_errors
from edition.readers import edition_text
from edition.text import Source, Span

PROFILES = DEV + HELD_OUT
SAMPLE = tuple({t.language: t for t in reversed(texts())}.values())


@dataclass(frozen=True)
class Fix:
    span: Span
    removed: str
    inserted: str


@dataclass(frozen=True)
class Made:
    text: str
    repairs: tuple[Fix, ...]
    numbering: str


def perfect(rendering):
    """What an importer that knows the clean text would give back."""
    text, raw, origin = rendering.text, rendering.raw, rendering.origin
    edition = as_edition(text)
    fixes = [
        Fix(Span(i, i + 1), raw[i], "") for i in range(len(raw)) if origin[i] < 0 and raw[i].strip()
    ]
    before, after = (Counter(c for c in t if not c.isspace()) for t in (raw, edition))
    before.subtract(Counter(f.removed for f in fixes))
    removed = "".join((+(before - after)).elements())
    inserted = "".join((after - +before).elements())
    fixes.append(Fix(Span(0, 0), removed, inserted))
    return Made(edition, tuple(fixes), text.numbering)


def by_name(profile):
    return profile.name


def test_there_are_enough_texts_and_layouts():
    assert Counter(t.language for t in texts()) == {"zh-Hans": 8, "zh-Hant": 8, "en": 8}
    assert len(DEV) >= 16
    assert len(HELD_OUT) >= 8
    assert len({p.name for p in PROFILES}) == len(PROFILES)


@pytest.mark.parametrize("text", texts(), ids=by_name)
def test_a_clean_text_is_an_edition_text(text):
    document, problems = edition_text.read(
        Source("t", as_edition(text)), text.language, text.numbering
    )
    assert not has_errors(problems)
    assert not [p for p in problems if p.code in ("W108", "W109")]
    assert len(document.segments) == len(text.blocks)
    lines = render(text, Profile("plain", width=60)).raw.splitlines()
    assert 60 <= len(lines) <= 260


@pytest.mark.parametrize("profile", PROFILES, ids=by_name)
def test_a_layout_keeps_every_character_of_the_text(profile):
    for text in SAMPLE:
        rendering = render(text, profile)
        assert rendering == render(text, profile)
        assert len(rendering.raw) == len(rendering.origin)
        for index, block in enumerate(text.blocks):
            pairs = zip(rendering.raw, rendering.origin, strict=True)
            shown = "".join(c for c, o in pairs if o == index)
            mark = "" if block.kind in ("bullet", "note") else block.mark
            assert loose(shown).endswith(loose(mark + block.bare)), block


@pytest.mark.parametrize("profile", PROFILES, ids=by_name)
def test_lines_keep_to_the_width_and_to_the_rules_of_line_breaking(profile):
    free = replace(profile, spread=0, speckle=0, mark_alone=0)
    for text in SAMPLE:
        rendering = render(text, free)
        for line in rendering.raw.splitlines():
            if not any(b.kind in ("row", "signature") and b.text[:9] in line for b in text.blocks):
                assert columns(line.rstrip()) <= profile.width + 22
            assert line.strip()[:1] not in tuple("，。、；：）》”")


def test_no_held_out_layout_repeats_the_furniture_of_a_development_layout():
    used = {line for p in DEV for line in (*p.header, *p.footer) if line != "{symbol}"}
    fresh = [p for p in HELD_OUT if not used & {*p.header, *p.footer}]
    assert len(fresh) >= 8


@pytest.mark.parametrize("profile", PROFILES, ids=by_name)
def test_a_perfect_import_has_a_perfect_score(profile):
    for text in SAMPLE:
        rendering = render(text, profile)
        found = scoring.score(rendering, perfect(rendering))
        counts = found.counts
        assert scoring.f1(counts) == 1, found.differences
        for part, whole in (
            ("found", "blocks"),
            ("exact", "blocks"),
            ("strict", "blocks"),
            ("kinds right", "kinds"),
            ("open kinds right", "open kinds"),
            ("levels right", "levels"),
            ("furniture removed", "furniture"),
            ("notes whole", "notes"),
            ("broken words joined", "broken words"),
            ("compounds kept", "compounds"),
            ("numbering", "renderings"),
        ):
            assert counts[part] == counts[whole], (part, found.differences)
        assert not any(counts[c] for c in ("false removals", "law broken", "errors", "warnings"))


def rendering_of(language, **options):
    text = next(t for t in SAMPLE if t.language == language)
    return render(text, Profile("test", **options))


def spoilt(rendering, old, new):
    made = perfect(rendering)
    assert old in made.text
    return scoring.score(rendering, replace(made, text=made.text.replace(old, new, 1))).counts


def test_a_lost_boundary_is_seen():
    rendering = rendering_of("en")
    at = perfect(rendering).text.index("\n\n2. ")
    part = perfect(rendering).text[at - 12 : at + 10]
    counts = spoilt(rendering, part, part.replace("\n\n", " "))
    assert counts["boundaries right"] == counts["boundaries wanted"] - 1
    assert counts["boundaries given"] == counts["boundaries wanted"] - 1
    assert counts["found"] == counts["blocks"] - 2


def test_a_lost_character_is_seen_though_the_report_hides_it():
    counts = spoilt(rendering_of("zh-Hans"), "的", "")
    assert counts["false removals"] == 1
    assert counts["law broken"] == 1
    assert counts["exact"] == counts["blocks"] - 1


def test_text_reported_as_removed_is_a_false_removal():
    rendering = rendering_of("zh-Hans")
    made = perfect(rendering)
    at = rendering.raw.index("的")
    wrong = Fix(Span(at, at + 1), "的", "")
    text = made.text.replace("的", "", 1)
    made = replace(made, text=text, repairs=(*made.repairs, wrong))
    counts = scoring.score(rendering, made).counts
    assert counts["law broken"] == 0
    assert counts["false removals"] == 1


def test_a_space_counts_between_two_chinese_characters_alone():
    rendering = rendering_of("zh-Hans")
    assert "世界上" in perfect(rendering).text
    counts = spoilt(rendering, "世界上", "世 界上")
    assert counts["exact"] == counts["found"] - 1
    counts = spoilt(rendering, "约 35%", "约35%")
    assert counts["exact"] == counts["found"] == counts["strict"] + 1


def test_kept_furniture_is_seen():
    rendering = rendering_of("en", header=("{symbol}",), footer=("{page}",), lines=30)
    made = perfect(rendering)
    piece = rendering.furniture[0]
    kept = rendering.raw[piece.start : piece.end]
    fixes = tuple(f for f in made.repairs if not piece.start <= f.span.start < piece.end)
    made = replace(made, text=f"{made.text}\n{kept}\n", repairs=fixes)
    counts = scoring.score(rendering, made).counts
    assert counts["furniture removed"] == counts["furniture"] - 1
    assert counts["law broken"] == 0


def test_a_wrong_kind_is_seen():
    counts = spoilt(rendering_of("en"), "\n\n## ", "\n\n")
    assert counts["kinds right"] == counts["kinds"] - 1


def test_a_rendering_knows_where_its_furniture_is():
    rendering = rendering_of("en", header=("{symbol}",), lines=30, hyphenate=1, call="bracket")
    assert {rendering.raw[p.start : p.end] for p in rendering.furniture} == {rendering.text.symbol}
    assert all(p.kind == FURNITURE for p in rendering.furniture)
    assert HYPHEN in rendering.origin
    assert isinstance(rendering.text, Text)
    calls = [c for c, o in zip(rendering.raw, rendering.origin, strict=True) if o <= CALLS]
    assert len(calls) % 3 == 0
