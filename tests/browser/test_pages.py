"""What happens in a browser: layout, pop-ups, the switch, no script."""

from __future__ import annotations

import pytest
from sample import WORK

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [390, 820, 1440])
@pytest.mark.parametrize("tag", ["zh-Hans", "zh-Hant", "en"])
def test_nothing_is_wider_than_the_window(page, address, width, tag):
    page.set_viewport_size({"width": width, "height": 900})
    places = ("", f"{WORK}/", f"{WORK}/4/", "glossary/", "about/")
    for path in ("", *(f"{tag}/{place}" for place in places)):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_term_leads_to_its_entry_with_and_without_script(chromium, address):
    for script in (True, False):
        context = chromium.new_context(java_script_enabled=script)
        page = context.new_page()
        page.goto(f"{address}zh-Hans/{WORK}/3/")
        page.click("#p11-1 a.term[data-term=transparency]")
        page.wait_for_url("**/zh-Hans/glossary/#transparency")
        context.close()


def test_the_language_switch_stays_on_the_paragraph(page, address):
    page.goto(f"{address}zh-Hans/{WORK}/3/#p9")
    page.click(".edition-languages a[hreflang=en]")
    page.wait_for_url(f"**/en/{WORK}/3/#p9")
    assert page.evaluate("document.documentElement.lang") == "en"


def test_from_a_folder_every_link_of_the_front_page_leads_to_a_page(page, built):
    page.goto(built.as_uri() + "/index.html")
    page.wait_for_function("document.querySelector('.column h3 a').href.includes('index.html')")
    page.click(".column h3 a >> nth=0")
    page.wait_for_url(f"**/zh-Hans/{WORK}/index.html")
    page.click(".contents a[href*='#p9']")
    page.wait_for_url(f"**/zh-Hans/{WORK}/3/index.html#p9")
    page.click(".edition-languages a[hreflang=en]")
    page.wait_for_url(f"**/en/{WORK}/3/index.html#p9")


@pytest.mark.parametrize("script", [True, False])
def test_the_drawer_opens_by_keyboard(chromium, address, script):
    size = {"width": 390, "height": 800}
    context = chromium.new_context(viewport=size, java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{address}zh-Hans/{WORK}/1/")
    page.keyboard.press("Tab")
    drawer = page.get_by_role("checkbox", name="导航栏")
    assert drawer.evaluate("e => e === document.activeElement")
    page.keyboard.press("Space")
    assert drawer.is_checked()
    if script:
        page.keyboard.press("Escape")
        assert not drawer.is_checked()
    context.close()


def test_an_address_without_a_page_leads_home(page, address):
    page.goto(f"{address}404.html")
    page.click("text=首页")
    page.wait_for_url(address)


def test_a_page_loads_without_errors_or_requests_elsewhere(page, address):
    problems, requests = [], []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{address}en/{WORK}/2/", wait_until="networkidle")
    assert not problems
    assert not [url for url in requests if not url.startswith((address, "data:", "blob:"))]
    assert not [url for url in requests if url.endswith("sitemap.xml")]
