"""Cards for terms and cross-references: hover, focus, tap, Escape, outside, links, edges."""

from __future__ import annotations

import pytest
from sample import WORK

CARD = ".card:popover-open"
TERM = "#p5 > .text:not(.facing) a.term"
SECTION = f"zh-Hans/{WORK}/2/"


@pytest.fixture(params=["platform", "script"])
def opened(request, open_page):
    """Opens a page in the browser as it is, and in one that lacks interest and anchors."""

    def opening(path=SECTION, **how):
        return open_page(path, older=request.param == "script", **how)

    return opening


def test_the_older_browser_lacks_what_the_fallback_stands_in_for(open_page):
    page = open_page(SECTION, older=True)
    assert page.locator("a.term[interestfor]").count() == 0
    page.hover(f"{TERM} >> nth=0")
    page.wait_for_selector(CARD)
    assert page.locator(CARD).evaluate("e => e.style.position") == "fixed"


def test_hover_opens_after_a_delay_and_the_card_can_be_pointed_at(opened):
    page = opened()
    page.hover(f"{TERM} >> nth=0")
    page.wait_for_timeout(100)
    assert page.locator(CARD).count() == 0
    card = page.wait_for_selector(CARD)
    box = card.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 30, steps=12)
    page.wait_for_timeout(600)
    assert page.locator(CARD).count() == 1
    page.mouse.move(2, 890)
    page.wait_for_selector(CARD, state="detached")


def test_focus_opens_and_escape_closes(opened):
    page = opened()
    page.focus("#p5 .row-no")
    page.keyboard.press("Tab")
    page.wait_for_selector(CARD)
    assert page.evaluate("document.activeElement.matches('a.term')")
    page.keyboard.press("Escape")
    page.wait_for_selector(CARD, state="detached")
    assert page.evaluate("document.activeElement.matches('a.term')")


def test_one_card_at_a_time(opened):
    page = opened()
    for number in (0, 1, 2):
        link = page.locator(f"{TERM} >> nth={number}")
        link.hover()
        page.wait_for_selector(
            "#" + (link.get_attribute("interestfor") or link.get_attribute("uninterestfor")),
            state="visible",
        )
        assert page.locator(CARD).count() == 1
        page.mouse.move(2, 890)
        page.wait_for_selector(CARD, state="detached")


def test_a_click_outside_closes(opened):
    page = opened(phone=True)
    page.locator(TERM).first.tap()
    page.wait_for_selector(CARD)
    page.touchscreen.tap(380, 70)
    page.wait_for_selector(CARD, state="detached")


def test_a_tap_opens_and_the_full_entry_is_a_tap_further(opened):
    page = opened(phone=True)
    page.locator(f"{TERM} >> nth=1").tap()
    page.wait_for_selector(CARD)
    assert page.url.endswith("/2/")
    page.locator(f"{CARD} .card-more a").first.tap()
    page.wait_for_url("**/zh-Hans/glossary/#*")


@pytest.mark.parametrize("width", [320, 390, 820, 1440])
def test_no_card_leaves_the_screen(opened, width):
    page = opened(width=width, height=700)
    for link in page.locator(".text:not(.facing) a.term").all()[:14]:
        link.hover()
        card = page.wait_for_selector(CARD)
        box = card.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        assert box["y"] >= 0 and box["y"] + box["height"] <= 700
        first, *_ = link.evaluate("e => [...e.getClientRects()].map(r => [r.top, r.bottom])")
        assert box["y"] >= first[0] + 4 or box["y"] + box["height"] <= first[1]
        page.keyboard.press("Escape")
        page.mouse.move(1, 699)
        page.wait_for_selector(CARD, state="detached")


def test_a_card_holds_both_languages_and_scrolls(opened):
    page = opened(f"en/{WORK}/3/", height=500)
    page.locator(".text:not(.facing) a.term[data-term=transparency]").first.hover()
    card = page.wait_for_selector(CARD)
    assert [p.get_attribute("lang") for p in card.query_selector_all("p[lang]")] == [
        "en",
        "zh-Hans",
    ]
    assert card.evaluate("e => e.scrollHeight > e.clientHeight")
    page.mouse.move(*[card.bounding_box()[k] + 30 for k in "xy"])
    page.mouse.wheel(0, 120)
    page.wait_for_function("e => e.scrollTop > 0", arg=card)


def test_cards_open_without_script_by_pointer_and_keyboard(open_page):
    page = open_page(SECTION, java_script_enabled=False)
    page.hover(f"{TERM} >> nth=0")
    page.wait_for_selector(CARD)
    page.keyboard.press("Escape")
    page.wait_for_selector(CARD, state="detached")
    page.focus("#p5 .row-no")
    page.keyboard.press("Tab")
    page.wait_for_selector(CARD)


def test_without_script_a_tap_follows_the_link(open_page):
    page = open_page(SECTION, phone=True, java_script_enabled=False)
    page.locator(TERM).first.tap()
    page.wait_for_url("**/zh-Hans/glossary/#*")


def test_long_terms_wrap_like_text(open_page):
    page = open_page(f"en/{WORK}/2/", width=390)
    lines = page.locator("#p5 > [lang=en] a.term").evaluate_all(
        "links => links.map(a => a.getClientRects().length)"
    )
    assert max(lines) > 1


def test_each_term_is_a_tab_stop_once_on_a_page(open_page):
    page = open_page(SECTION)
    stops = page.locator("a.term:not([tabindex])").evaluate_all("a => a.map(x => x.dataset.term)")
    every = page.locator("a.term").evaluate_all("a => a.map(x => x.dataset.term)")
    assert sorted(stops) == sorted(set(every))


def test_a_cross_reference_shows_the_paragraph(open_page, rules):
    page = open_page(f"{rules}en/rules/1/")
    page.hover("#p2 a.ref")
    card = page.wait_for_selector(CARD)
    assert "The first rule says" in card.inner_text()
    page.click(f"{CARD} .card-more a")
    page.wait_for_url("**/en/rules/1/#p1")


def test_a_note_shows_its_card_and_leads_to_its_entry(opened):
    page = opened(f"zh-Hans/{WORK}/1/", width=1100)
    call = page.locator("#p2 > .text:not(.facing) a.note").first
    call.hover()
    card = page.wait_for_selector(CARD)
    assert [q.get_attribute("lang") for q in card.query_selector_all("q")] == ["zh-Hans", "en"]
    page.keyboard.press("Escape")
    call.click()
    page.wait_for_url("**/zh-Hans/notes/#*")
