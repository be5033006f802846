"""What happens in a browser: layout, pop-ups, the switch, search, no script."""

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


# Each theme has its own search box and list of results; Zensical's are in a dialog.
BOX = {"mkdocs": "input[name=query]", "zensical": "dialog input"}
RESULT = {"mkdocs": ".md-search-result__item", "zensical": "dialog ol > li"}


def ask(page, query, renderer):
    """Searches as a reader does: the theme listens to keys, and only once its script has begun."""
    if renderer == "zensical":
        page.click(".md-search__button")
        page.wait_for_selector(BOX[renderer])
    page.fill(BOX[renderer], query)
    results = page.locator(RESULT[renderer])
    for _ in range(60):
        page.press(BOX[renderer], "End")
        page.wait_for_timeout(500)
        if results.count():
            break
    return results


@pytest.mark.parametrize(
    ("tag", "query", "at_least", "at_most"),
    [("zh-Hans", "斯德哥尔摩", 1, 8), ("zh-Hant", "裂變材料", 1, 12), ("en", "cut-off", 1, 6)],
)
def test_search_finds_what_was_asked_for(page, address, renderer, tag, query, at_least, at_most):
    page.goto(f"{address}{tag}/")
    results = ask(page, query, renderer)
    links = results.locator("> a").evaluate_all("a => a.map(x => x.href)")
    assert at_least <= len(links)
    first = results.first
    assert not first.get_by_text("¶").count()
    marks = first.locator("mark").all_inner_texts()
    assert marks and all(len(mark) <= len(query) for mark in marks)
    assert any(f"/{tag}/" in link for link in links[:at_most])


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


def test_the_script_and_the_index_of_the_search_are_loaded_when_it_is_used(open_page, renderer):
    page = open_page(f"en/{WORK}/2/")
    loaded = "performance.getEntriesByType('resource').map(e => new URL(e.name).pathname)"
    before = page.evaluate(loaded)
    assert not [path for path in before if "bundle" in path or "search" in path]
    page.keyboard.press("/")
    page.wait_for_function(f"{loaded}.some(path => path.includes('search'))")
    if renderer == "mkdocs":
        page.keyboard.type("fissile")
        page.wait_for_selector(RESULT[renderer])
