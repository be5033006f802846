"""Notes in the margin of a wide screen: where they stand, what they leave as it was."""

from __future__ import annotations

from itertools import pairwise

import pytest
from sample import WORK

SECTION = f"en/{WORK}/3/"
NOTES = ".card-note:not(.absent)"
BOXES = """() => [...document.querySelectorAll('.card-note:not(.absent)')].map((note) => {
    const box = note.getBoundingClientRect();
    const call = [...document.querySelectorAll(`.row a.note[data-note="${note.dataset.of}"]`)]
        .find((link) => link.checkVisibility()).getBoundingClientRect();
    return {top: box.top, bottom: box.bottom, left: box.left, right: box.right,
            call: call.top, edge: call.right};
})"""


def margin(page):
    page.wait_for_selector(":root.margin")
    return page.evaluate(BOXES)


@pytest.mark.parametrize(
    ("width", "view"),
    [(1440, "facing"), (1440, "single"), (1920, "facing"), (1280, "single"), (1280, "interleaved")],
)
def test_notes_stand_beside_their_calls_and_never_on_each_other(open_page, width, view):
    page = open_page(f"{SECTION}?view={view}", width=width)
    boxes = margin(page)
    assert len(boxes) >= 2
    for box in boxes:
        assert box["left"] >= box["edge"] and box["right"] <= width
        assert box["top"] >= box["call"] - 1
    for one, other in pairwise(boxes):
        assert other["top"] >= one["bottom"]
    foot = page.evaluate("document.querySelector('.md-footer').getBoundingClientRect().top")
    assert boxes[-1]["bottom"] <= foot
    texts = page.evaluate(
        """Math.max(...[...document.querySelectorAll('.row > .text')]
        .filter((text) => text.checkVisibility())
        .map((text) => text.getBoundingClientRect().right))"""
    )
    assert all(box["left"] >= texts for box in boxes)


@pytest.mark.parametrize(("width", "view"), [(390, "single"), (820, "single"), (1280, "facing")])
def test_where_there_is_no_room_notes_pop_up(open_page, width, view):
    page = open_page(f"{SECTION}?view={view}", width=width)
    page.wait_for_load_state("networkidle")
    assert page.locator(":root.margin").count() == 0
    page.locator(".text:not(.facing) a.note").first.hover()
    page.wait_for_selector(".card-note:popover-open")


def test_the_way_of_reading_and_the_window_move_them_out_and_in(open_page):
    page = open_page(SECTION, width=1440)
    margin(page)
    page.set_viewport_size({"width": 1000, "height": 900})
    page.wait_for_selector(":root:not(.margin)")
    page.locator(".text:not(.facing) a.note").first.hover()
    page.wait_for_selector(".card-note:popover-open")
    page.set_viewport_size({"width": 1440, "height": 900})
    margin(page)
    page.click(".edition-reading-button")
    page.click("[for='marks.unmarked'], label:has([id='marks.unmarked'])")
    page.wait_for_selector(":root:not(.margin)")
    assert page.locator(NOTES).first.is_hidden()


def test_a_note_that_is_cut_opens_under_the_pointer(open_page):
    page = open_page(SECTION, width=1440)
    margin(page)
    page.evaluate(
        """() => { const note = document.querySelector('.card-note');
        note.style.maxHeight = '60px'; note.classList.add('cut') }"""
    )
    note = page.locator(".card-note").first
    assert note.bounding_box()["height"] <= 60
    note.hover()
    assert note.bounding_box()["height"] > 100


def test_a_note_and_its_call_light_each_other(open_page):
    page = open_page(SECTION, width=1440)
    margin(page)
    call = page.locator(".text:not(.facing) a.note").first
    call.hover()
    name = call.get_attribute("data-note")
    assert page.locator(".card-note.lit").get_attribute("data-of") == name
    assert page.locator(".card:popover-open").count() == 0
    page.locator(f".card-note[data-of={name}] .card-more a").focus()
    assert page.locator("a.note.lit").first.get_attribute("data-note") == name


def test_the_margin_speaks_the_language_of_the_page(open_page):
    page = open_page(f"zh-Hant/{WORK}/3/", width=1440)
    margin(page)
    seen = page.evaluate(
        """[...document.querySelectorAll('.card-note p[lang], .card-note q[lang]')]
        .filter((e) => e.checkVisibility()).map((e) => e.lang)"""
    )
    assert set(seen) == {"zh-Hant"}


def test_without_script_notes_pop_up_and_no_room_is_kept(open_page):
    page = open_page(f"{SECTION}?view=single", width=1440, java_script_enabled=False)
    assert page.locator(".md-content__inner").evaluate("e => getComputedStyle(e).paddingRight") in (
        "0px",
        "24px",
    )
    page.locator(".text:not(.facing) a.note").first.hover()
    page.wait_for_selector(".card-note:popover-open")


def test_paper_has_them_as_endnotes(open_page):
    page = open_page(SECTION, width=1440)
    margin(page)
    page.emulate_media(media="print")
    shown = page.evaluate(
        """[...document.querySelectorAll('.card-note')].map((e) => [e.checkVisibility(),
        getComputedStyle(e).position])"""
    )
    assert shown and {tuple(each) for each in shown} == {(True, "static")}


def test_no_text_moves_when_the_notes_are_set(open_page):
    page = open_page(f"{SECTION}?view=single", width=1440)
    before = """[...document.querySelectorAll('.row > .text')]
        .map((e) => e.getBoundingClientRect()).map((box) => box.x + box.y)"""
    page.route("**/edition-margin.js", lambda route: None)
    page.reload(wait_until="commit")
    page.wait_for_selector(".edition-colophon", state="attached")
    page.wait_for_function("document.readyState !== 'loading'")
    first = page.evaluate(before)
    page.unroute("**/edition-margin.js")
    page.reload(wait_until="networkidle")
    margin(page)
    assert page.evaluate(before) == first
