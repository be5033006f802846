"""The menu of a paragraph's number: pointer, keyboard, touch, what is copied, and no script."""

from __future__ import annotations

import json
import re

import bibtexparser
import pytest
import rispy
import sample
from conftest import site_of, styled
from sample import WORK
from test_accessibility import STILL, violations

MENU = ".edition-cite:popover-open"
SECTION = f"en/{WORK}/2/"
SITE = "https://editions.example.net/"
URL = f"{SITE}{SECTION}#p5-a"
CHICAGO = (
    "United Kingdom of Great Britain and Northern Ireland, “Building a world without nuclear "
    "weapons: reference paper” (working translation, not official), New York, January 4–28, 2022, "
    f"in Documents on Nuclear Disarmament, version 0.5, para. 5 (a), {URL}."
)
REFUSED = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
HEARD = """() => window.addEventListener('copy', event => {
    window.heard = event.clipboardData.getData('text/plain')
})"""


@pytest.fixture
def opened(open_page):
    """A page with the menu of a paragraph open, and leave to read the clipboard."""

    def opening(path=SECTION, row="p5-a", **how):
        page = open_page(path, permissions=["clipboard-read", "clipboard-write"], **how)
        page.locator(f"#{row} .row-no").click()
        page.wait_for_selector(MENU)
        return page

    return opening


def copied(page, form):
    page.locator(f"{MENU} [data-form={form}] .edition-cite-copy").click()
    page.wait_for_selector(f"{MENU} [data-form={form}].copied")
    return page.evaluate("navigator.clipboard.readText()")


def text_of(page, row):
    return page.evaluate(
        """id => {
            const text = document.querySelector(`#${id} .text:not(.facing)`).cloneNode(true)
            text.querySelectorAll('[data-apparatus]').forEach(e => e.remove())
            return text.textContent
        }""",
        row,
    )


def test_a_click_goes_to_the_address_and_opens_the_menu(opened):
    page = opened()
    assert page.url.endswith("/2/#p5-a")
    menu = page.get_by_role("dialog", name="Cite para. 5 (a)")
    assert menu.locator("li").count() == 7
    assert (
        page.evaluate("document.activeElement.closest('[data-form]').dataset.form") == "permalink"
    )


def test_what_is_copied_in_english(opened):
    page = opened()
    day = page.evaluate("new Date().toLocaleDateString('sv')")
    assert copied(page, "permalink") == URL
    assert copied(page, "chicago") == CHICAGO
    assert copied(page, "gbt") == (
        "United Kingdom of Great Britain and Northern Ireland. Building a world without nuclear "
        "weapons: reference paper: working translation, not official: New York, "
        "4–28 January 2022[R/OL]//Documents on Nuclear Disarmament. Version 0.5: "
        f"para. 5 (a)[{day}]. {URL}."
    )
    assert copied(page, "quote") == f"“{text_of(page, 'p5-a')}”\n{CHICAGO}"
    assert page.locator(f"{MENU} [role=status]").inner_text() == "Copied: Quotation"


def test_what_is_copied_in_chinese(opened):
    path = f"zh-Hans/{WORK}/2/"
    page = opened(path)
    day = page.evaluate("new Date().toLocaleDateString('sv')")
    cited = (
        "大不列颠及北爱尔兰联合王国. 建立一个没有核武器的世界：参考文件: 纽约, "
        f"2022年1月4日至28日[R/OL]//核裁军文献. 版本 0.5: 第 5(a) 段[{day}]. {SITE}{path}#p5-a."
    )
    assert page.get_by_role("dialog", name="引用第 5(a) 段").count() == 1
    assert copied(page, "gbt") == cited
    assert copied(page, "quote") == f"“{text_of(page, 'p5-a')}”\n{cited}"
    assert "“建立一个没有核武器的世界：参考文件” [Building a world" in copied(page, "chicago")


def test_traditional_chinese_has_its_own_quotation_marks(opened):
    page = opened(f"zh-Hant/{WORK}/2/", row="p5-d")
    quoted = copied(page, "quote").partition("\n")[0]
    assert text_of(page, "p5-d").count("「") == 1
    assert (quoted[0], quoted[-1], quoted.count("「"), quoted.count("『")) == ("「", "」", 1, 1)


def test_reference_managers_can_read_what_is_copied(opened):
    page = opened()
    (entry,) = bibtexparser.parse_string(copied(page, "bibtex")).entries
    assert entry.key == f"{WORK}.en.p5-a" and entry.entry_type == "techreport"
    assert entry.fields_dict["url"].value == URL
    assert entry.fields_dict["note"].value.startswith("para. 5 (a); working translation")
    (record,) = rispy.loads(copied(page, "ris"))
    assert (record["urls"], record["year"]) == ([URL], "2022")
    assert re.fullmatch(r"\d{4}/\d\d/\d\d/", record["access_date"])
    (item,) = json.loads(copied(page, "csl"))
    assert (item["URL"], item["locator"], item["version"]) == (URL, "para. 5 (a)", "0.5")
    assert len(item["accessed"]["date-parts"][0]) == 3


def test_italics_are_copied_where_a_page_can(opened):
    page = opened()
    copied(page, "chicago")
    markup = page.evaluate(
        """async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()"""
    )
    assert "<i>Documents on Nuclear Disarmament</i>" in markup


def test_a_passage_without_a_number_is_cited_by_its_address(opened):
    page = opened(row="s2")
    assert page.locator("#edition\\.cite-head").inner_text() == "Cite this passage"
    assert copied(page, "chicago").endswith(f"version 0.5, {SITE}{SECTION}#s2.")


def test_the_keyboard_opens_chooses_copies_and_comes_back(open_page):
    page = open_page(SECTION, permissions=["clipboard-read", "clipboard-write"])
    page.focus("#p5-a .row-no")
    page.keyboard.press("Enter")
    page.wait_for_selector(MENU)
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    page.wait_for_selector(f"{MENU} [data-form=chicago].copied")
    assert page.evaluate("navigator.clipboard.readText()") == CHICAGO
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[data-form]').dataset.form") == "quote"
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    assert (
        page.evaluate("document.activeElement.closest('[data-form]').dataset.form") == "permalink"
    )
    page.keyboard.press("Escape")
    page.wait_for_selector(MENU, state="detached")
    assert page.evaluate("document.activeElement.matches('#p5-a .row-no')")


def test_leaving_the_menu_closes_it(opened):
    page = opened()
    page.locator(f"{MENU} .edition-cite-close").click()
    page.wait_for_selector(MENU, state="detached")
    assert page.evaluate("document.activeElement.matches('#p5-a .row-no')")
    page.locator("#p5-a .row-no").click()
    page.wait_for_selector(MENU)
    page.mouse.click(1400, 60)
    page.wait_for_selector(MENU, state="detached")


def test_a_click_with_a_key_is_that_of_any_link(open_page):
    page = open_page(SECTION)
    with page.context.expect_page():
        page.locator("#p5-a .row-no").click(modifiers=["ControlOrMeta"])
    page.wait_for_timeout(200)
    assert page.locator(".edition-cite").count() == 0 and "#" not in page.url


@pytest.mark.parametrize("path", [SECTION, f"zh-Hans/{WORK}/2/"])
def test_a_finger_opens_it_and_copies(open_page, path):
    page = open_page(path, phone=True, permissions=["clipboard-read", "clipboard-write"])
    page.locator("#p5-a .row-no").tap()
    page.wait_for_selector(MENU)
    button = page.locator(f"{MENU} [data-form=permalink] .edition-cite-copy")
    box = button.bounding_box()
    assert box["width"] >= 44 and box["height"] >= 44
    button.tap()
    page.wait_for_selector(f"{MENU} .copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{SITE}{path}#p5-a"


@pytest.mark.parametrize("width", [320, 390, 820, 1440])
@pytest.mark.parametrize("row", ["p5", "p5-g", "p6"])
def test_the_menu_stays_on_the_screen(opened, width, row):
    page = opened(row=row, width=width, height=640)
    for summary in page.locator(f"{MENU} summary").all():
        summary.click()
    box = page.locator(MENU).bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    assert box["y"] >= 0 and box["y"] + box["height"] <= 640
    assert page.locator(MENU).evaluate("e => e.scrollWidth <= e.clientWidth")


def test_an_older_browser_has_the_menu_too(opened):
    page = opened(older=True)
    box = page.locator(MENU).bounding_box()
    number = page.locator("#p5-a .row-no").bounding_box()
    assert box["y"] >= number["y"] and box["x"] + box["width"] <= 1440


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("tag", ["zh-Hans", "zh-Hant", "en"])
def test_axe_finds_nothing_in_the_menu(opened, tag, width, scheme):
    page = opened(f"{tag}/{WORK}/2/", width=width, color_scheme=scheme)
    styled(page, STILL)
    copied(page, "ris")
    for summary in page.locator(f"{MENU} summary").all():
        summary.click()
    assert violations(page) == set()


def test_it_copies_where_the_clipboard_is_refused(open_page):
    page = open_page(SECTION)
    page.evaluate(REFUSED)
    page.evaluate(HEARD)
    page.locator("#p5-a .row-no").click()
    page.locator(f"{MENU} [data-form=chicago] .edition-cite-copy").click()
    page.wait_for_selector(f"{MENU} .copied")
    assert page.evaluate("window.heard") == CHICAGO
    assert page.evaluate("document.activeElement.matches('.edition-cite-copy')")


def test_where_nothing_copies_the_text_is_selected(open_page):
    page = open_page(SECTION)
    page.evaluate(REFUSED + "; document.execCommand = () => false")
    page.locator("#p5-a .row-no").click()
    page.locator(f"{MENU} [data-form=bibtex] .edition-cite-copy").click()
    page.wait_for_function("document.querySelector('.edition-cite [role=status]').textContent")
    assert page.evaluate("getSelection().toString()").startswith("@techreport{")


def test_it_works_from_a_folder(built, open_page):
    page = open_page(f"file://{built}/{SECTION}index.html")
    page.locator("#p5-a .row-no").click()
    page.wait_for_selector(MENU)
    page.locator(f"{MENU} [data-form=permalink] .edition-cite-copy").click()
    page.wait_for_selector(f"{MENU} .copied")
    assert page.url.endswith("index.html#p5-a")


def test_markup_in_a_text_is_quoted_as_text(open_page, rules):
    page = open_page(
        f"{rules}en/rules/1/?view=single", permissions=["clipboard-read", "clipboard-write"]
    )
    page.locator("#p1 .row-no").click()
    page.wait_for_selector(MENU)
    assert "says <b>go</b>." in copied(page, "quote")
    assert page.locator(f"{MENU} b").count() == 0


def test_it_is_not_printed(opened):
    page = opened()
    page.emulate_media(media="print")
    assert not page.locator(".edition-cite").is_visible()


def test_without_script_the_number_is_a_link_and_the_contents_cite_the_work(open_page):
    page = open_page(SECTION, java_script_enabled=False)
    page.locator("#p5-a .row-no").click()
    assert page.url.endswith("/2/#p5-a")
    page.goto(page.url.split("/2/")[0] + "/")
    citations = page.locator(".matter .citation")
    assert citations.count() == 2
    assert f"version 0.5, {SITE}en/{WORK}/." in citations.nth(1).inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="BibTeX").click()
    text = download.value.path().read_text("utf-8")
    entries = bibtexparser.parse_string(text).entries
    assert [e.fields_dict["url"].value for e in entries] == [
        f"{SITE}{tag}/{WORK}/" for tag in ("zh-Hans", "zh-Hant", "en")
    ]


def test_a_place_may_hold_what_tex_and_ris_read_as_their_own(page, tmp_path, renderer):
    files = {
        "library.yml": 'title: {en: L}\nversion: "1"\n',
        "glossary.yml": "terms: []",
        "w/work.yml": "id: w\ntitle: {en: W}\nbase: en\nnumbering: by-section\n"
        "languages: [{tag: en, role: base}]",
        "w/en.md": "# T\n\n## 5% & {x} -- \\\\ “so” $a_b^c~#\n\n1. “We” trust.\n",
    }
    site = site_of(sample.library(tmp_path, files), tmp_path, renderer)
    page.goto(f"file://{site}/en/w/1/index.html")
    page.locator("#s1-p1 .row-no").click()
    shown = {
        form: page.locator(f"{MENU} [data-form={form}] .edition-cite-preview").text_content()
        for form in ("bibtex", "ris", "quote")
    }
    (entry,) = bibtexparser.parse_string(shown["bibtex"]).entries
    assert entry.fields_dict["note"].value.startswith(
        r"under “5\% \& \textbraceleft{}x\textbraceright{} -{}- \textbackslash{} "
        r"‘so’ \$a\_b\textasciicircum{}c\textasciitilde{}\#,” para. 1; "
    )
    (record,) = rispy.loads(shown["ris"])
    assert "under “5% & {x} -- \\ ‘so’ $a_b^c~#,” para. 1" in record["notes"]
    assert shown["quote"].startswith("“‘We’ trust.”")
