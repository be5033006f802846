"""Every page passes its Content-Security-Policy, on a server and from a folder, whatever is used;
and what the policy does not name neither runs nor loads."""

from __future__ import annotations

import re

import pytest
from conftest import without_new_words
from playwright.sync_api import expect
from sample import WORK

pytestmark = pytest.mark.browser
WATCH = """
    window.refused = [];
    document.addEventListener("securitypolicyviolation",
        e => refused.push(`${e.effectiveDirective} ${e.blockedURI} ${e.sample}`));
"""
PATHS = ("", f"{WORK}/", f"{WORK}/2/", "glossary/", "glossary/verification/", "notes/", "about/")
TAGS = ("zh-Hans", "zh-Hant", "en")
PAGES = ("", "404.html", "guide/", "problems/", *(f"{t}/{path}" for t in TAGS for path in PATHS))
INJECTED = """
<script>window.ran = "script"</script>
<img src="nothing.png" onerror="window.ran = 'handler'">
<p style="color: rgb(1, 2, 3)" id="styled">x</p>
<style>#styled { color: rgb(1, 2, 3) }</style>
<iframe src="data:text/html,x"></iframe>
<script src="https://elsewhere.example.net/x.js"></script>
<script src="data:text/javascript,window.ran='data'"></script>
<a id="link" href="javascript:window.ran='link'">x</a>
"""


@pytest.fixture(params=["server", "folder"])
def site(request, built, address):
    return address if request.param == "server" else built.as_uri() + "/"


@pytest.fixture
def visit(chromium):
    """Opens a page, and keeps what its policy refused and what it asked of other hosts."""
    contexts, said, asked = [], [], []

    def visiting(address, **options):
        contexts.append(chromium.new_context(viewport={"width": 1440, "height": 900}, **options))
        contexts[-1].add_init_script(WATCH)
        page = contexts[-1].new_page()
        page.on("console", lambda m: said.append(m.text) if "Security Policy" in m.text else None)
        page.on("request", lambda r: asked.append(r.url))
        if address.startswith("file:") and address.endswith("/"):
            address += "index.html"
        page.goto(address)
        return page

    visiting.said, visiting.asked = said, asked
    yield visiting
    for context in contexts:
        context.close()


def refused(page):
    return page.evaluate("window.refused")


def test_every_page_passes_its_policy(site, visit):
    page = visit(site)
    for path in PAGES:
        address = f"{site}{path}"
        if site.startswith("file:"):
            # The error page names its files from the root of a server.
            address += "index.html" * address.endswith("/")
            if path == "404.html":
                continue
        page.goto(address)
        assert page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1
        page.wait_for_function("() => window.edition")
        assert (path, refused(page)) == (path, [])
    assert visit.said == []
    assert [url for url in visit.asked if not url.startswith((site, "data:"))] == []


def test_what_a_reader_uses_passes_the_policy(site, visit):
    page = visit(f"{site}en/{WORK}/3/")
    page.locator("a.term:visible").first.hover()
    page.wait_for_selector(".card:popover-open")
    page.keyboard.press("Escape")
    page.wait_for_selector(":root.margin")
    page.locator("#p9 .row-no").click()
    page.wait_for_selector(".edition-cite:popover-open")
    page.keyboard.press("Escape")
    for name in ("with.zh-Hant", "view.interleaved", "view.single", "view.facing", "scheme.dark"):
        page.locator(".edition-reading-button").click()
        page.locator(f"label:has([id='{name}'])").click()
        page.keyboard.press("Escape")
    page.locator(".s:visible").first.click(position={"x": 4, "y": 4})
    page.keyboard.press("/")
    page.keyboard.type("verifying warheads")
    page.wait_for_selector("#edition\\.results a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark")
    assert refused(page) == []
    page.goto(f"{site}en/glossary/{'index.html' * site.startswith('file:')}")
    page.fill("#glossary\\.filter", "hecha")
    expect(page.locator(".entry:not([hidden])")).not_to_have_count(0)
    page.wait_for_function("() => document.querySelector('output').textContent")
    assert refused(page) == []
    assert visit.said == []


def test_a_card_that_a_script_places_passes_the_policy(address, visit):
    page = visit(address)
    page.context.route(re.compile(r"/$|/edition\.(css|js)$"), without_new_words)
    page.goto(f"{address}en/{WORK}/3/")
    page.locator("a.term:visible").first.hover()
    page.wait_for_selector(".card:popover-open")
    assert page.locator(".card:popover-open").evaluate("e => e.style.position") == "fixed"
    assert refused(page) == []


def test_what_the_policy_does_not_name_does_nothing(built, visit):
    page = visit("about:blank")
    failed = {}
    page.on("requestfailed", lambda request: failed.update({request.url: request.failure}))
    path = built / "en" / WORK / "2" / "index.html"
    text = path.read_text("utf-8").replace("</article>", f"{INJECTED}</article>")
    spoiled = path.with_name("spoiled.html")
    spoiled.write_text(text, "utf-8")
    try:
        page.goto(spoiled.as_uri())
        page.wait_for_function("() => window.refused.length >= 7")
        page.click("#link")
        page.wait_for_function("() => window.refused.length >= 8")
        assert page.evaluate("window.ran") is None
        assert page.locator("#styled").evaluate("e => getComputedStyle(e).color") != "rgb(1, 2, 3)"
    finally:
        spoiled.unlink()
    assert {failed[url] for url in visit.asked if "elsewhere" in url} == {"csp"}
    kinds = {entry.split()[0] for entry in refused(page)}
    assert kinds >= {
        "script-src-elem", "script-src-attr", "style-src-elem", "style-src-attr", "frame-src",
    }  # fmt: skip
