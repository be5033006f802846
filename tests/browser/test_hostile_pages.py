"""Hostile text in a real browser: on no page, and by nothing that a reader does, does it run, load
or turn into markup; what is shown and copied are the characters that were written."""

from __future__ import annotations

from itertools import count
from urllib.parse import quote

import hostile
import pytest
from conftest import served, site_of
from hostile import CANARY
from playwright.sync_api import expect
from test_hostile import library, one_line, quoted, written

pytestmark = pytest.mark.browser
CANARIES = (
    f"<script>{CANARY}</script>", f'<img src=x onerror="{CANARY}">',
    f"</script><script>{CANARY}</script>", f'"><svg onload={CANARY}>', f"javascript:{CANARY}",
    f'{{: onclick="{CANARY}" }}', f"[x](javascript:{CANARY})", f"a\u2028{CANARY}\u2029b",
    f"\u202e<b onclick={CANARY}>\u2066c\u2069\u202c", f"{{i}}{CANARY}{{/i}} {{{{url}}}} $& $'",
    f"'-{CANARY}-'", f"]]>--></style></template><iframe srcdoc='<script>parent.{CANARY}</script>'>",
)  # fmt: skip
COUNT, SECTIONS = 40, 2
TITLE = CANARIES[0]
FIRST = (COUNT // SECTIONS + 1) * SECTIONS + 1
LAST = f"en/w/{SECTIONS + 1}/"
PATHS = (
    "en/",
    "en/w/",
    "en/w/1/",
    LAST,
    "en/glossary/",
    "en/glossary/c0/",
    "en/notes/",
    "en/about/",
)
WATCH = """
    window.refused = [];
    document.addEventListener("securitypolicyviolation",
        e => refused.push(`${e.effectiveDirective} ${e.blockedURI} ${e.sample}`));
"""
TEXTS = """() => Object.fromEntries([...document.querySelectorAll('.row')].map(row => {
    const text = row.querySelector('[data-text]').cloneNode(true);
    text.querySelectorAll('[data-apparatus]').forEach(e => e.remove());
    return [row.id, text.textContent];
}))"""
# What the pages' own scripts and templates never make.
FOREIGN = "b[onclick], [onload], [onerror], [onclick], iframe, img[src=x], a[href^='javascript:']"


def texts():
    """Each free field of the library: a canary, and after it hostile text."""
    for number, text in zip(count(), hostile.texts(11, 1000), strict=False):
        yield f"{CANARIES[number % len(CANARIES)]} {text[:300]}"


def source(folder):
    """The library of hostile texts, and each canary alone as a paragraph, term and note."""
    found = library(folder, texts(), COUNT, SECTIONS)

    def add(name, lines):
        with (found / name).open("a", encoding="utf-8") as file:
            file.writelines(lines)

    add("w/en.md", [f"\n## {written(CANARIES[0])}\n"])
    for number, canary in enumerate(CANARIES):
        value = quoted(canary)
        at = FIRST + number
        add("w/en.md", [f"\n{at}. Þ {written(canary)} ends.\n"])
        add("glossary.yml", [
            f"  - {{id: c{number}, forms: {{en: [{value}]}}, definition: {{en: {value}}}, "
            f"sources: [{value}], domain: {value}, pinyin: {value}, abbreviation: {value}}}\n"
        ])  # fmt: skip
        add("w/notes.yml", [
            f"  - {{id: c{number}, at: p{at}, quote: {{en: Þ}}, kind: context, "
            f"body: {{en: {value}}}, sources: [{value}]}}\n"
        ])  # fmt: skip
    return found


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    return site_of(source(folder), folder, "mkdocs")


@pytest.fixture(scope="module", params=["server", "folder"])
def address(request, edition):
    if request.param == "folder":
        yield edition.as_uri() + "/"
    else:
        with served(edition) as found:
            yield found


class Visit:
    """A reader's window, and all that must not happen in it."""

    def __init__(self, context, address):
        self.address, self.strange, self.asked = address, [], []
        context.add_init_script(WATCH)
        self.page = page = context.new_page()
        page.on("pageerror", lambda error: self.strange.append(f"error {error}"))
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("popup", lambda popup: self.strange.append(f"window {popup.url}"))
        page.on("dialog", self.refuse)

    def refuse(self, dialog):
        self.strange.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def to(self, path, after=""):
        """Goes to a page, with a query or fragment after its address."""
        index = "index.html" if self.address.startswith("file:") else ""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}{path}{index}{after}")
        self.page.wait_for_function("() => window.edition")
        return self.page

    def unharmed(self):
        """Asserts that nothing of a text has run, loaded or become an element."""
        page = self.page
        assert page.evaluate("[window.__ran ?? null, window.refused]") == [None, []]
        assert page.locator(FOREIGN).count() == 0
        assert self.strange == []
        elsewhere = [u for u in self.asked if not u.startswith((self.address, "data:", "about:"))]
        assert elsewhere == []


@pytest.fixture
def visit(chromium, address):
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    # No more than a window is served: a request to another host is seen, and goes nowhere.
    context.route(lambda url: not url.startswith((address, "data:", "about:")), lambda r: r.abort())
    found = Visit(context, address)
    yield found
    found.unharmed()
    context.close()


def paragraphs():
    """The texts of the canaries' section by id, as they were written."""
    return {f"p{FIRST + n}": f"Þ {canary} ends." for n, canary in enumerate(CANARIES)}


def test_the_watch_sees_what_runs(chromium):
    """Without a policy, and as markup, a canary runs: the other tests could fail."""
    context = chromium.new_context()
    found = Visit(context, "about:")
    found.page.set_content(CANARIES[1])
    found.page.wait_for_function("() => window.__ran === 1")
    with pytest.raises(AssertionError):
        found.unharmed()
    context.close()


@pytest.mark.parametrize("path", PATHS)
def test_a_page_runs_nothing(visit, path):
    visit.to(path)
    visit.page.wait_for_load_state("load")
    visit.unharmed()


def test_the_reader_sees_the_characters_that_were_written(visit):
    seen = visit.to(LAST).evaluate(TEXTS)
    wanted = {key: one_line(text) for key, text in paragraphs().items()}
    assert {key: seen[key] for key in wanted} == wanted
    stream = [one_line(text) for text in texts_of_work()]
    seen = list(visit.to("en/w/1/").evaluate(TEXTS).values())
    assert len(seen) > 20
    assert seen == [
        stream[1].rstrip(),
        *(f"Þ{text}".rstrip() for text in stream[2 : len(seen) + 1]),
    ]
    assert visit.to("en/w/").evaluate(TEXTS)["title"] == stream[0].rstrip()


def texts_of_work():
    return [text for text, _ in zip(texts(), range(COUNT + 20), strict=False)]


def test_entries_notes_and_the_title_show_the_characters(visit):
    page = visit.to("en/glossary/")
    for number, canary in enumerate(CANARIES):
        assert page.locator(f"#c{number}").text_content().count(canary) >= 2, canary
    page = visit.to("en/glossary/c0/")
    assert page.locator("article").text_content().count(CANARIES[0]) >= 3
    page = visit.to("en/notes/")
    for number, canary in enumerate(CANARIES):
        assert page.locator(f"[id='c{number}']").text_content().count(canary) >= 1, canary
    page = visit.to("en/w/")
    assert TITLE in page.title() and TITLE in page.locator("article").text_content()


def test_the_search_shows_opens_and_marks_hostile_text(visit):
    page = visit.to("en/w/")
    page.keyboard.press("/")
    page.locator("#edition\\.query").fill("<img src=x onerror")
    result = page.locator(f"#edition\\.results a[data-segment='w/p{FIRST + 1}']")
    expect(result).to_be_visible()
    assert CANARIES[1] in result.text_content()
    visit.unharmed()
    result.click()
    page.wait_for_selector(f"#p{FIRST + 1} mark")
    assert page.evaluate(TEXTS)[f"p{FIRST + 1}"] == f"Þ {CANARIES[1]} ends."
    visit.unharmed()
    page.keyboard.press("/")
    page.locator("#edition\\.query").fill("javascript:")
    expect(page.locator("#edition\\.results a").first).to_be_visible()


@pytest.mark.parametrize("number", [0, 1, 4, 9])
def test_an_address_that_asks_for_it(visit, number):
    canary = CANARIES[number]
    page = visit.to("en/w/", f"?q={quote(canary, safe='')}&in={quote(canary)}&work={quote(canary)}")
    expect(page.locator("#edition\\.query")).to_have_value(canary.strip())
    expect(page.locator(".edition-search-status")).not_to_be_empty()
    visit.unharmed()
    page = visit.to(LAST, f"?q={quote(canary, safe='')}&view={quote(canary)}#p{FIRST + number}")
    page.wait_for_selector(f"#p{FIRST + number} mark")
    assert page.evaluate(TEXTS)[f"p{FIRST + number}"] == f"Þ {canary} ends."
    visit.unharmed()
    page = visit.to("en/glossary/", f"?filter={quote(canary, safe='')}#{quote(canary)}")
    page.wait_for_function("() => document.querySelector('output').textContent")
    assert page.locator("#glossary\\.filter").input_value() == canary
    assert page.locator(f"#c{number}").is_visible()


@pytest.mark.parametrize("path", [LAST, "en/glossary/", "en/notes/"])
def test_a_fragment_that_is_no_id(visit, path):
    page = visit.to(path, "?filter=script&q=script#%E0%A4")
    page.wait_for_function("() => window.edition.box")
    for fragment in ("%", "%E0%A4", "<script>", "javascript:x", "'\"]", "%00"):
        page.evaluate("fragment => { location.hash = fragment }", fragment)
        page.wait_for_timeout(30)
        visit.unharmed()


def test_the_card_of_a_term_by_pointer_and_focus(visit):
    page = visit.to(LAST)
    links = page.locator(".row a.term:visible[data-term^=c]")
    assert links.count() >= 4
    for n in range(4):
        link = links.nth(n)
        canary = CANARIES[int(link.get_attribute("data-term")[1:])]
        (link.focus if n % 2 else link.hover)()
        card = page.locator(".card:popover-open")
        expect(card).to_have_count(1)
        assert card.text_content().count(canary) >= 2
        visit.unharmed()
        page.keyboard.press("Escape")
        page.mouse.move(2, 890)
        expect(card).to_have_count(0)


@pytest.mark.parametrize("width", [1440, 1000])
def test_notes_in_the_margin_and_as_cards(visit, width):
    page = visit.page
    page.set_viewport_size({"width": width, "height": 900})
    visit.to(LAST)
    if width == 1440:
        page.wait_for_selector(":root.margin")
        shown = page.locator(".card-note:visible")
        assert shown.count() == len(CANARIES)
        for number, text in enumerate(shown.all_text_contents()):
            assert CANARIES[number] in text
    else:
        page.locator(f"#p{FIRST + 1} a.note:visible").hover()
        card = page.locator(".card-note:popover-open")
        expect(card).to_have_count(1)
        assert CANARIES[1] in card.text_content()


def test_the_menu_of_citations_shows_the_characters(visit):
    page = visit.to(LAST)
    for number, canary in enumerate(CANARIES):
        page.locator(f"#p{FIRST + number} .row-no").click()
        menu = page.locator(".edition-cite:popover-open")
        quoted_text = menu.locator("[data-form=quote]").text_content()
        assert canary in quoted_text
        shown = menu.locator("[data-form=chicago]").text_content()
        assert TITLE in shown
        visit.unharmed()
        page.keyboard.press("Escape")
        expect(menu).to_have_count(0)


def test_the_filter_of_the_glossary(visit):
    page = visit.to("en/glossary/")
    for number, canary in enumerate(CANARIES):
        page.fill("#glossary\\.filter", canary)
        assert page.locator(f"#c{number}").is_visible()
        visit.unharmed()
