"""What the pages share: which text faces which."""

from edition.model import Document, Language, Reading, Work
from edition.text import Source
from edition.writers.layout import beside


def reading(base, *languages):
    work = Work("w", {}, base, tuple(languages))
    documents = {each.tag: Document(each.tag, Source("x", "")) for each in languages}
    return Reading(work, (), documents)


def test_a_conversion_is_faced_as_the_text_it_was_made_from():
    chinese = Language("zh-Hant", "conversion", "", "zh-Hans")
    translated = reading(
        "en", Language("en", "base", ""), Language("zh-Hans", "translation", ""), chinese
    )
    assert [beside(translated, tag)[1] for tag in ("en", "zh-Hans", "zh-Hant")] == [
        "zh-Hans",
        "en",
        "en",
    ]
    original = reading(
        "zh-Hans", Language("zh-Hans", "base", ""), chinese, Language("en", "translation", "")
    )
    assert [beside(original, tag)[1] for tag in ("zh-Hans", "zh-Hant", "en")] == [
        "en",
        "en",
        "zh-Hans",
    ]


def test_a_text_alone_has_nothing_beside_it():
    assert beside(reading("en", Language("en", "base", "")), "en") == ("en",)
