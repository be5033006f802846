"""The ways of reading: one text, facing columns, interleaved; any pair of languages."""

from __future__ import annotations

import pytest
from sample import WORK

PAIRS = [
    (a, b) for a in ("zh-Hans", "zh-Hant", "en") for b in ("zh-Hans", "zh-Hant", "en") if a != b
]
SHOWN = """segment => [...document.querySelectorAll(`#${segment} > [data-text]`)]
    .filter(e => e.checkVisibility()).map(e => e.lang)"""
BOXES = """segment => [...document.querySelectorAll(`#${segment} > [data-text]`)]
    .filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().toJSON())"""


def shown(page, segment="p5"):
    return page.evaluate(SHOWN, segment)


def choose(page, *names):
    """Opens the menu and picks choices by their ids, as a pointer does."""
    page.click(".edition-reading-button")
    for name in names:
        page.click(f"label:has([id='{name}'])")
    page.keyboard.press("Escape")


def side_by_side(page, segment="p5"):
    first, second = page.evaluate(BOXES, segment)
    return first["right"] <= second["left"]


@pytest.mark.parametrize(("tag", "other"), PAIRS)
@pytest.mark.parametrize("script", [True, False])
def test_any_pair_of_languages_by_mouse(open_page, tag, other, script):
    page = open_page(f"{tag}/{WORK}/2/", java_script_enabled=script)
    choose(page, f"with.{other}")
    assert shown(page) == [tag, other]
    assert side_by_side(page)
    choose(page, "view.interleaved")
    assert shown(page) == [tag, other]
    first, second = page.evaluate(BOXES, "p5")
    assert first["bottom"] <= second["top"]
    choose(page, "view.single")
    assert shown(page) == [tag]


@pytest.mark.parametrize("script", [True, False])
def test_the_way_of_reading_by_keyboard(open_page, script):
    page = open_page(f"zh-Hans/{WORK}/2/", java_script_enabled=script)
    page.focus(".edition-reading-button")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert page.get_by_role("radio", name="逐段对照").is_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert page.get_by_role("radio", name="繁體中文").is_checked()
    page.keyboard.press("Escape")
    assert page.locator(".edition-reading").is_hidden()
    assert page.evaluate("document.activeElement.className.includes('edition-reading-button')")
    assert shown(page) == ["zh-Hans", "zh-Hant"]


@pytest.mark.parametrize("script", [True, False])
def test_the_way_of_reading_by_touch(open_page, script):
    page = open_page(f"en/{WORK}/2/", phone=True, java_script_enabled=script)
    page.tap(".edition-reading-button")
    page.tap("label:has([id='view.single'])")
    page.touchscreen.tap(20, 780)
    page.wait_for_selector(".edition-reading", state="hidden")
    assert shown(page) == ["en"]


@pytest.mark.parametrize("width", [320, 390, 820, 1100, 1440, 1920])
def test_rows_stay_aligned_at_every_width_and_narrow_screens_interleave(open_page, width):
    page = open_page(f"zh-Hans/{WORK}/2/", width=width)
    tops = page.evaluate(
        """() => [...document.querySelectorAll('.row')].map(row => [...row.children]
        .filter(e => e.matches('[data-text]') && e.checkVisibility())
        .map(e => e.getBoundingClientRect()).map(b => [b.left, b.top, b.bottom]))"""
    )
    beside = {first[0] < second[0] and second[1] < first[2] for first, second in tops}
    assert beside == {width >= 1100}
    columns = {(round(first[0]), round(second[0])) for first, second in tops}
    assert len(columns) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_is_kept_in_the_address_and_remembered(open_page):
    page = open_page(f"zh-Hans/{WORK}/2/#p6")
    assert "?" not in page.url
    choose(page, "view.interleaved", "with.zh-Hant")
    assert page.url.endswith("/2/?view=interleaved&with=zh-Hant#p6")
    page.click("a[rel=next] >> nth=0")
    page.wait_for_url("**/3/?view=interleaved&with=zh-Hant")
    assert shown(page, "p9") == ["zh-Hans", "zh-Hant"]
    choose(page, "view.facing", "with.en")
    assert page.url.endswith("/3/?view=facing&with=en")


def test_an_address_says_how_a_page_is_read(open_page):
    page = open_page(f"en/{WORK}/2/?view=interleaved&with=zh-Hant#p6")
    assert shown(page, "p6") == ["en", "zh-Hant"]
    page.goto(page.url.split("?")[0] + "?view=<b>&with=xx")
    assert shown(page, "p6") == ["en", "zh-Hant"]


def test_a_change_of_language_turns_the_pair_round(open_page):
    page = open_page(f"zh-Hant/{WORK}/2/")
    assert shown(page) == ["zh-Hant", "en"]
    page.click(".edition-languages a[hreflang=en]")
    page.wait_for_url("**/en/**")
    assert shown(page) == ["en", "zh-Hant"]


def test_a_change_keeps_the_paragraph_in_place(open_page):
    page = open_page(f"zh-Hans/{WORK}/2/", width=820, height=400)
    page.evaluate("document.querySelector('#p5-d').scrollIntoView()")
    top = "document.querySelector('#p5-d').getBoundingClientRect().top"
    before = page.evaluate(top)
    for name in ("view.single", "view.interleaved", "view.facing"):
        choose(page, name)
        assert abs(page.evaluate(top) - before) <= 2


def test_the_language_switch_stays_on_the_paragraph_at_the_top(open_page):
    page = open_page(f"zh-Hans/{WORK}/2/", width=820, height=400)
    page.evaluate("document.querySelector('#p5-d').scrollIntoView()")
    page.click(".edition-languages a[hreflang=en]")
    page.wait_for_url(f"**/en/{WORK}/2/#p5-d")


def test_no_text_moves_while_a_page_loads(open_page):
    page = open_page(f"zh-Hans/{WORK}/2/?view=single")
    page.add_init_script(
        """window.moved = []; new PerformanceObserver(list => moved.push(...list.getEntries()
        .flatMap(e => e.sources).map(s => s.node).filter(n => n?.parentElement
        ?.closest('.md-content')).map(n => n.textContent)))
        .observe({type: 'layout-shift', buffered: true});"""
    )
    page.reload(wait_until="networkidle")
    assert shown(page) == ["zh-Hans"]
    assert page.evaluate("moved") == []


def test_terms_and_notes_may_be_left_unmarked(open_page):
    page = open_page(f"en/{WORK}/2/")
    assert page.locator(".row [data-text] a[href]").count() > 20
    choose(page, "marks.unmarked")
    assert page.url.endswith("?marks=unmarked")
    assert page.locator(".row [data-text] a[href]").count() == 0
    assert page.locator("#p5 > [data-text]").first.get_by_role("link").count() == 0
    choose(page, "marks.marked")
    page.click("#p5 > [lang=en] a.term >> nth=0")
    page.wait_for_url("**/en/glossary/#*")


BACKGROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.mark.parametrize("script", [True, False])
def test_the_colours_follow_the_system_or_a_choice(open_page, script):
    how = {"java_script_enabled": script, "color_scheme": "dark"}
    page = open_page(f"en/{WORK}/2/", **how)
    dark = page.evaluate(BACKGROUND)
    choose(page, "scheme.light")
    light = page.evaluate(BACKGROUND)
    assert dark != light
    if script:
        page.goto(page.url.replace("/2/", "/3/"))
        assert page.evaluate(BACKGROUND) == light
    choose(page, "scheme.dark")
    assert page.evaluate(BACKGROUND) == dark


def test_the_first_paint_has_the_chosen_colours(open_page):
    page = open_page(f"en/{WORK}/2/")
    light = page.evaluate(BACKGROUND)
    choose(page, "scheme.dark")
    page.route("**/edition.js", lambda route: route.abort())
    page.reload()
    assert page.evaluate(BACKGROUND) != light


def test_from_a_folder_the_choice_is_kept(open_page, built):
    page = open_page(f"{built.as_uri()}/en/{WORK}/2/index.html")
    choose(page, "view.interleaved", "with.zh-Hant")
    assert page.url.endswith("/2/index.html?view=interleaved&with=zh-Hant")
    page.click("a[rel=next] >> nth=0")
    page.wait_for_url("**/3/index.html*")
    assert shown(page, "p9") == ["en", "zh-Hant"]
