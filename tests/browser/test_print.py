"""Printed pages, read back from their PDF."""

from __future__ import annotations

import io
import re
import unicodedata

import pytest
from pypdf import PdfReader
from sample import WORK

BARE = re.compile(r"\s+")
# A PDF may name a shared glyph by its radical; those that NFKC does not undo.
RADICALS = str.maketrans("⻓⻑⻔⻅⻆⻋⻚⻛⻜⻝⻢⺠⻄⻘", "长長门见角车页风飞食马民西青")


def bare(text):
    return BARE.sub("", unicodedata.normalize("NFKC", text).translate(RADICALS))


def printed(page, size):
    pages = PdfReader(io.BytesIO(page.pdf(format=size))).pages
    return [bare(each.extract_text()) for each in pages]


def texts(page):
    """The texts that the page shows, without white space, in order."""
    found = page.evaluate(
        """() => [...document.querySelectorAll('[data-text]')].filter(e => e.checkVisibility())
        .map(e => e.textContent)"""
    )
    return [bare(text) for text in found]


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("tag", ["zh-Hans", "zh-Hant", "en"])
@pytest.mark.parametrize("view", ["single", "facing"])
def test_the_text_its_definitions_and_its_addresses_are_printed(open_page, size, tag, view):
    page = open_page(f"{tag}/{WORK}/3/?view={view}")
    wanted = texts(page)
    sheets = printed(page, size)
    whole = "".join(sheets)
    if view == "single":
        for text in wanted:
            assert text[:12] in whole and text[-12:] in whole
    assert "#p11-1" in whole
    assert f"https://editions.example.net/{tag}/{WORK}/3/" in whole
    assert {"zh-Hans": "释义", "zh-Hant": "釋義", "en": "Definitions"}[tag] in whole
    chrome = {"zh-Hans": "搜索", "zh-Hant": "搜尋", "en": "Search"}[tag]
    assert chrome not in whole
    for heading in page.locator(".row-head > .text:not(.facing)").all_inner_texts():
        assert not any(sheet.endswith(bare(heading)) for sheet in sheets)


def test_paper_shows_columns_where_the_screen_is_asked_to(open_page):
    page = open_page(f"zh-Hans/{WORK}/2/")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 900})
    first, second = page.evaluate(
        """() => [...document.querySelectorAll('#p5 > [data-text]')]
        .filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().left)"""
    )
    assert second > first + 100
    assert page.locator(".card").first.is_visible()
    assert page.locator(".md-header").is_hidden()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.card')).color") == "rgb(0, 0, 0)"
    )


def test_paper_lists_only_what_is_called_on_it(open_page, rules):
    page = open_page(f"{rules}en/rules/1/")
    page.emulate_media(media="print")
    cards = "() => [...document.querySelectorAll('.card')].map(e => [e.id, e.checkVisibility()])"
    assert dict(page.evaluate(cards)) == {"g-rule": True, "g-short": True, "x-p1": True}
    page.goto(page.url + "?view=single")
    page.emulate_media(media="print")
    assert dict(page.evaluate(cards)) == {"g-rule": True, "g-short": False, "x-p1": True}
    page.goto(page.url.replace("single", "facing&marks=unmarked"))
    page.emulate_media(media="print")
    assert not any(dict(page.evaluate(cards)).values())
