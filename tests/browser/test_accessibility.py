"""WCAG 2.2: axe-core over every page type, zoom, focus, names, motion, landmarks."""

from __future__ import annotations

from importlib.resources import files

import pytest
from conftest import styled
from sample import WORK

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
RUN = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
    .flatMap(v => v.nodes.map(n => `${v.id}: ${n.target}`))"""
# A check box of the theme, the switch of its drawer, stands outside every landmark.
THEME = {"region: #__drawer"}
TAGS = ("zh-Hans", "zh-Hant", "en")
PATHS = ("", WORK + "/", WORK + "/2/", "glossary/", "glossary/verification/", "notes/", "about/")
SHARED = ("", "404.html", "guide/", "problems/")
PAGES = [*(f"{tag}/{path}" for tag in TAGS for path in PATHS), *SHARED]
STILL = "*, ::before, ::after { transition: none !important }"


def violations(page):
    page.evaluate(AXE)
    return set(page.evaluate(RUN)) - THEME


@pytest.mark.parametrize(
    ("width", "scheme"), [(390, "light"), (820, "light"), (1440, "light"), (1440, "dark")]
)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(open_page, path, width, scheme):
    page = open_page(path, width=width, color_scheme=scheme)
    assert violations(page) == set()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tag", TAGS)
def test_axe_finds_nothing_in_what_opens(open_page, tag, scheme):
    page = open_page(f"{tag}/{WORK}/2/", color_scheme=scheme)
    styled(page, STILL)
    page.locator("a.term").first.hover()
    page.wait_for_selector(".card:popover-open")
    assert violations(page) == set()
    page.keyboard.press("Escape")
    page.click(".edition-reading-button")
    assert violations(page) == set()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("verification")
    page.wait_for_selector("#edition\\.results a")
    page.keyboard.press("ArrowDown")
    assert violations(page) == set()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("zoom", [2, 4])
def test_zoom_loses_nothing(open_page, path, zoom):
    page = open_page(path, width=1280 // zoom, height=1024 // zoom)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280 // zoom
    hidden = page.evaluate(
        """() => [...document.querySelectorAll('.md-header :is(a, label, button)')]
        .filter(e => e.checkVisibility({visibilityProperty: true}))
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML)"""
    )
    assert hidden == []


@pytest.mark.parametrize("tag", TAGS)
def test_text_spacing_may_be_set_by_the_reader(open_page, tag):
    page = open_page(f"{tag}/{WORK}/2/", width=390)
    styled(
        page,
        "* { line-height: 1.5 !important; letter-spacing: .12em !important; "
        "word-spacing: .16em !important } p { margin-bottom: 2em !important }",
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("tag", TAGS)
def test_the_skip_link_comes_first_and_leads_to_the_text(open_page, tag):
    page = open_page(f"{tag}/{WORK}/2/")
    page.keyboard.press("Tab")
    skip = page.locator(".edition-skip")
    assert skip.evaluate("e => e === document.activeElement")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.row').id") == "s2"


@pytest.mark.parametrize("width", [390, 1440])
def test_focus_is_seen_and_never_hidden(open_page, width):
    page = open_page(f"zh-Hans/{WORK}/2/", width=width)
    styled(page, STILL)
    for _ in range(40):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => {
              const e = document.activeElement, box = e.getBoundingClientRect();
              if (e === document.body) return null;
              const shown = e.matches('.md-toggle, .md-option')
                ? document.querySelector(`label[for="${e.id}"]:not(.md-overlay)`) || e : e;
              const style = getComputedStyle(e.matches('.md-toggle, .md-option')
                ? (e.nextElementSibling?.matches('label') ? e.nextElementSibling : shown) : e);
              return [e.outerHTML.slice(0, 90), box.bottom > 0 && box.top < innerHeight,
                style.outlineStyle !== 'none' || e.matches('.md-toggle, .md-option, input')];
            }"""
        )
        if found is not None:
            assert found[1:] == [True, True], found[0]


@pytest.mark.parametrize(
    ("tag", "names"),
    [
        ("zh-Hans", {"阅读设置", "搜索", "跳到正文"}),
        ("zh-Hant", {"閱讀設定", "搜尋", "跳到正文"}),
        ("en", {"Reading", "Search", "Skip to the text"}),
    ],
)
def test_controls_are_named_in_the_language_of_the_page(open_page, tag, names):
    page = open_page(f"{tag}/{WORK}/2/")
    found = page.locator(".edition-reading-button, .edition-skip, .edition-search").evaluate_all(
        "found => found.map(e => e.getAttribute('aria-label') || e.textContent.trim())"
    )
    assert set(found) == names


def test_landmarks(open_page):
    page = open_page(f"en/{WORK}/2/")
    for role in ("banner", "main", "contentinfo", "search"):
        assert page.get_by_role(role).count() == 1
    assert page.get_by_role("heading", level=1).count() == 1
    names = page.get_by_role("navigation").evaluate_all("e => e.map(x => x.ariaLabel)")
    assert len(names) == len(set(names)) and all(names)


def test_nothing_moves_for_those_who_asked_for_stillness(open_page):
    page = open_page(f"en/{WORK}/2/", reduced_motion="reduce")
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(e => {
          const s = getComputedStyle(e);
          return parseFloat(s.transitionDuration) > 0 || s.animationName !== 'none';
        }).map(e => e.className)"""
    )
    assert moving == []
