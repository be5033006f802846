"""The glossary in a browser: the filter, its address, the way to a term's page and back."""

from __future__ import annotations

import pytest

FIELD = "#glossary\\.filter"
SHOWN = ".entry:not([hidden])"


def ids(page):
    return page.locator(SHOWN).evaluate_all("all => all.map((entry) => entry.id)")


@pytest.mark.parametrize(
    ("tag", "query"),
    [
        ("zh-Hans", "核实"),
        ("zh-Hans", "核實"),
        ("zh-Hant", "核实"),
        ("zh-Hans", "hecha"),
        ("zh-Hans", "HÉ CHÁ"),
        ("en", "verifiab"),
        ("en", "hé chá"),
        ("zh-Hant", "VERIFY"),
    ],
)
def test_entries_are_filtered_by_form_pinyin_and_script(open_page, tag, query):
    page = open_page(f"{tag}/glossary/")
    whole = page.locator(SHOWN).count()
    page.fill(FIELD, query)
    assert "verification" in ids(page)
    assert len(ids(page)) < whole / 4
    said = page.locator("output").inner_text()
    assert str(len(ids(page))) in said and str(whole) in said


def test_what_nothing_fits_shows_none_and_escape_shows_all(open_page):
    page = open_page("en/glossary/")
    whole = len(ids(page))
    page.fill(FIELD, "zzzz")
    assert ids(page) == []
    assert page.locator(".letters").is_hidden()
    page.press(FIELD, "Escape")
    assert len(ids(page)) == whole
    assert page.locator(".letters").is_visible()
    assert page.locator("output").inner_text() == ""


def test_the_address_keeps_the_filter(open_page):
    page = open_page("en/glossary/")
    page.fill(FIELD, "iaea")
    page.wait_for_url("**/en/glossary/?filter=iaea")
    page.reload()
    page.wait_for_function("document.querySelector('output').textContent")
    assert page.input_value(FIELD) == "iaea"
    assert ids(page) == ["iaea"]


def test_a_link_to_an_entry_that_is_filtered_out_shows_it(open_page):
    page = open_page("en/glossary/")
    page.fill(FIELD, "iaea")
    page.click("#iaea .see a")
    page.wait_for_function("!document.getElementById('safeguards').hidden")
    assert page.input_value(FIELD) == ""


def test_without_script_there_is_no_filter_and_all_entries_stand(open_page):
    page = open_page("en/glossary/", java_script_enabled=False)
    assert page.locator(FIELD).is_hidden()
    assert page.locator(SHOWN).count() >= 40
    page.click("#verification h2 a")
    page.wait_for_url("**/en/glossary/verification/")
    assert page.locator(".kwic").count() >= 8


def test_from_a_term_page_to_its_place_and_its_neighbour(open_page):
    page = open_page("zh-Hans/glossary/verification/")
    page.click(".term-order >> nth=0 >> a >> nth=0")
    page.wait_for_url("**/zh-Hans/glossary/*/")
    page.go_back()
    page.click(".kwic-place a >> nth=0")
    page.wait_for_url("**/#p*")
    assert page.locator(".row:target a.term[data-term=verification]").count() > 0


@pytest.mark.parametrize("width", [320, 390, 820, 1440])
def test_a_term_page_is_no_wider_than_the_window(open_page, width):
    page = open_page("en/glossary/nuclear-weapon/", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    clipped = page.evaluate(
        """() => [...document.querySelectorAll('.kwic-line b')]
            .filter((e) => e.getBoundingClientRect().right > innerWidth).length"""
    )
    assert clipped == 0
