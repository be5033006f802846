"""A sentence lights its counterpart: by pointer, focus, touch, and with no script."""

from __future__ import annotations

import pytest
from conftest import styled
from sample import WORK

LIT = """() => [...document.querySelectorAll('.s')].filter(e => e.checkVisibility()
    && getComputedStyle(e).backgroundColor !== 'rgba(0, 0, 0, 0)')
    .map(e => [e.closest('.row').id, e.closest('[lang]').lang, e.dataset.s])"""
STILL = "*, ::before, ::after { transition: none !important }"
PAIR = [["p5", "zh-Hans", "1"], ["p5", "en", "1"]]


def opened(open_page, path=f"zh-Hans/{WORK}/2/", **how):
    page = open_page(path, **how)
    styled(page, STILL) if how.get("java_script_enabled", True) else None
    return page


def start_of(page, number, tag="zh-Hans"):
    """A point on the first character of a sentence of paragraph 5."""
    sentence = page.locator(f"#p5 > [lang={tag}] .s[data-s='{number}']")
    sentence.scroll_into_view_if_needed()
    return sentence.evaluate("e => [e.getClientRects()[0].x + 4, e.getClientRects()[0].y + 8]")


@pytest.mark.parametrize("tag", ["zh-Hans", "en"])
def test_pointing_at_a_sentence(open_page, tag):
    page = opened(open_page)
    page.mouse.move(*start_of(page, 1, tag))
    assert page.evaluate(LIT) == PAIR
    page.mouse.move(2, 890)
    assert page.evaluate(LIT) == []


def test_pointing_at_a_sentence_without_script(open_page):
    page = opened(open_page, java_script_enabled=False)
    page.mouse.move(*start_of(page, 1))
    page.wait_for_timeout(400)
    colours = [
        page.locator(f"#p5 > [lang={tag}] .s[data-s='{n}']").evaluate(
            "e => getComputedStyle(e).backgroundColor"
        )
        for n in (0, 1)
        for tag in ("zh-Hans", "en")
    ]
    assert colours[0] == colours[1] == "rgba(0, 0, 0, 0)"
    assert colours[2] == colours[3] != colours[0]


def test_tapping_a_sentence(open_page):
    page = opened(open_page, phone=True)
    page.touchscreen.tap(*start_of(page, 1))
    assert page.evaluate(LIT) == PAIR
    page.locator("#p6 .row-mark").tap(position={"x": 1, "y": 1})
    assert page.evaluate(LIT) == []


def test_the_keyboard_goes_through_the_sentences(open_page):
    page = opened(open_page)
    page.focus("#s2 .row-no")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    assert page.evaluate(LIT) == PAIR
    page.keyboard.press("ArrowUp")
    assert page.evaluate(LIT)[0] == ["p5", "zh-Hans", "0"]


def test_focusing_a_term_lights_its_sentence(open_page):
    page = opened(open_page)
    page.focus("#p5 > [lang=zh-Hans] a.term >> nth=0")
    assert [lit[2] for lit in page.evaluate(LIT)] == ["0", "0"]


def test_one_language_is_read_in_peace(open_page):
    page = opened(open_page, f"zh-Hans/{WORK}/2/?view=single")
    page.mouse.move(*start_of(page, 1))
    page.mouse.click(*start_of(page, 1))
    assert page.evaluate(LIT) == []
