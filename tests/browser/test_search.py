"""The search box by mouse, touch, keyboard and address; and what it finds, against a plain scan."""

from __future__ import annotations

import random
import re
import shutil
from unicodedata import category

import pytest
from conftest import served, site_of
from playwright.sync_api import expect
from sample import WORK, library

from edition import pipeline
from edition.writers import search_data
from edition.writers.search_fold import fold, variants
from edition.writers.search_texts import of_notes, of_segments, of_term

pytestmark = pytest.mark.browser
TAGS = ("zh-Hans", "zh-Hant", "en")
PAGE = f"zh-Hans/{WORK}/2/"
ASK = """async ([queries, options]) => {
    const found = [];
    for (const query of queries) {
        found.push((await editionSearch(query, options)).map(r => `${r.work}/${r.id}`));
    }
    return found;
}"""


@pytest.fixture(scope="module")
def edition(root):
    return pipeline.check(root / "source")[0]


@pytest.fixture(scope="module")
def root(request):
    return request.config.rootpath


@pytest.fixture(scope="module")
def scanned(edition):
    """The folded texts of every document, in every language, by `<work>/<id>`."""
    found = {f"glossary/{t.id}": of_term(t).texts for t in edition.terms}
    for reading in edition.readings:
        for each in (*of_segments(reading), *of_notes(reading)):
            found[f"{reading.work.id}/{each.id}"] = each.texts
    return {key: [fold(text) for text in texts.values()] for key, texts in found.items()}


@pytest.fixture(scope="module")
def parted(built, edition, tmp_path_factory):
    """The address of the same site with its data in many files, as of a large library."""
    site = tmp_path_factory.mktemp("parted") / "site"
    shutil.copytree(built, site)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_data, "SMALL", 0)
        for output in search_data.write(edition):
            (site / output.path).write_bytes(output.data)
    with served(site) as found:
        yield found


def open_box(page, query=""):
    page.keyboard.press("/")
    expect(page.locator("#edition\\.query")).to_be_focused()
    page.keyboard.type(query)
    return page.locator("#edition\\.results a")


# What a query finds


def cuts(texts, count, seed):
    """Random substrings of texts, of one to twelve characters that hold more than punctuation."""
    at = random.Random(seed)
    found = []
    while len(found) < count:
        text = at.choice(texts)
        start = at.randrange(len(text))
        cut = text[start : start + at.randint(1, 12)]
        if fold(cut):
            found.append(cut)
    return found


def words(texts, count, seed):
    """Random runs of one to five words, the last one cut short here and there."""
    at = random.Random(seed)
    found = []
    while len(found) < count:
        run = at.choice(texts).split()
        start = at.randrange(len(run))
        cut = " ".join(run[start : start + at.randint(1, 5)])
        cut = cut[: max(2, len(cut) - at.randint(0, 3))].strip(" \"“”'’")
        if fold(cut):
            found.append(cut)
    return found


def mixed(text):
    """The text in both scripts at once: every other character as the Traditional text has it."""
    one, other = text
    return "".join(pair[n % 2] for n, pair in enumerate(zip(one, other, strict=True)))


def holds(folded, unit):
    """Whether a folded text holds a unit: words of Latin letters begin where a word begins."""
    if re.search(r"[^a-z ]", unit):
        return unit in folded
    return re.search(rf"(?<![a-z]){re.escape(unit)}", folded) is not None


def scan(scanned, query):
    units = [unit for unit in map(fold, query.split()) if unit]
    return {
        key
        for key, texts in scanned.items()
        if all(any(holds(text, unit) for text in texts) for unit in units)
    }


def texts_in(edition, tag):
    rows = [row for reading in edition.readings for row in reading.rows]
    return [row.texts[tag].text for row in rows if tag in row.texts]


@pytest.mark.parametrize("tag", ["zh-Hans", "zh-Hant", "mixed", "en"])
@pytest.mark.parametrize("kind", ["whole", "parted"])
def test_all_that_hold_a_piece_of_the_text_are_found_and_no_others(
    page, request, address, edition, scanned, tag, kind
):
    site = request.getfixturevalue("parted") if kind == "parted" else address
    page.goto(f"{site}zh-Hans/")
    count = 1000 if kind == "whole" else 400
    if tag == "mixed":
        texts = list(map(mixed, zip(*(texts_in(edition, t) for t in TAGS[:2]), strict=True)))
    else:
        texts = texts_in(edition, tag)
    queries = (words if tag == "en" else cuts)(texts, count, 7)
    found = page.evaluate(ASK, [queries, {"lang": "en", "limit": 1000}])
    wrong = [
        (query, set(keys) ^ scan(scanned, query))
        for query, keys in zip(queries, found, strict=True)
        if set(keys) != scan(scanned, query) or len(set(keys)) != len(keys)
    ]
    assert wrong == []


def test_the_browser_folds_as_the_generator_does(page, address, edition):
    page.goto(f"{address}en/")
    at = random.Random(3)
    pools = [
        "核武器国家無裏髮 ，。1２a",
        "".join(map(chr, range(32, 0x250))),
        "".join(map(chr, range(0x2000, 0x2700))),
    ]
    # The browser is given the classes of those characters alone that the library has.
    known = {c for text in texts_in(edition, "zh-Hans") for c in text}
    strange = {c for c, forms in variants().items() if not known & set(forms)}
    codes = (*range(0x20, 0xD800), *range(0xE000, 0x30000))
    anything = [c for c in map(chr, codes) if category(c) != "Cn" and fold(c) not in strange]
    made = [
        "".join(at.choices(at.choice([*pools, anything]), k=at.randint(1, 30))) for _ in range(3000)
    ]
    made += [text for tag in TAGS for text in texts_in(edition, tag)]
    folded = page.evaluate(
        "async texts => { await editionSearch('x'); return texts.map(t => edition.text.fold(t)) }",
        made,
    )
    different = [(text, a) for text, a in zip(made, folded, strict=True) if a != fold(text)]
    assert different == []


HARD = [
    ("透明度", "zh-Hans", "glossary/transparency", {"p11", "p11-1", "p17"}),
    ("不可逆", "zh-Hans", "glossary/irreversibility", {"p11", "p11-3", "p17"}),
    ("不可逆性", "zh-Hant", "glossary/irreversibility", {"p11-3", "p17"}),
    ("查", "zh-Hans", None, {"p11", "p11-2", "p17"}),
    ("裂变材料", "en", None, {"p5-c"}),
    ("國際原子能機構", "zh-Hans", "glossary/iaea", set()),
    ("verification", "zh-Hans", "glossary/verification", {"p11-2", "p17"}),
    ("2022", "en", None, {"front-1"}),
    ("“无核武器世界”", "zh-Hans", "glossary/world-without-nuclear-weapons", {"p5-c", "p17"}),
    ("核武器国家", "zh-Hans", "glossary/nuclear-weapon-state", {"p2", "p5-d"}),
    ("无核武器国家", "zh-Hans", "glossary/non-nuclear-weapon-state", {"p5-d"}),
    ("还不够。", "zh-Hans", None, {"p1"}),
    ("架。但取得", "zh-Hans", None, {"p1"}),
    ("条约》生效", "zh-Hant", None, {"p5-b"}),
    ("CUT－OFF treaty", "en", None, {"p5-c"}),
    ("treaty fissile", "en", None, {"p5-c"}),
    ("裁军谈判 fissile", "en", None, {"p5-c"}),
]


@pytest.mark.parametrize(("query", "tag", "first", "segments"), HARD)
def test_hard_queries(page, address, scanned, query, tag, first, segments):
    page.goto(f"{address}{tag}/")
    (found,) = page.evaluate(ASK, [[query], {"lang": tag}])
    assert set(found) >= {f"{WORK}/{segment}" for segment in segments}
    assert set(found) <= scan(scanned, query.strip("“”"))
    if first:
        assert found[0] == first


def test_nuclear_weapon_states_are_not_only_those_that_have_none(page, address):
    page.goto(f"{address}zh-Hans/")
    with_, without = page.evaluate(ASK, [["核武器国家", "无核武器国家"], {}])
    assert set(without) < set(with_)


@pytest.mark.parametrize(
    "query", ["", "   ", "。，", "”", "\u200b", "xyzzy", "<script>alert(1)</script>"]
)
def test_what_is_nowhere_is_not_found(page, address, query):
    page.goto(f"{address}en/")
    assert page.evaluate(ASK, [[query], {}]) == [[]]


def test_a_query_of_a_thousand_characters(page, address, parted, edition):
    whole = "".join(texts_in(edition, "zh-Hans"))[:1000]
    row = max(texts_in(edition, "zh-Hans"), key=len)
    for site in (address, parted):
        page.goto(f"{site}zh-Hans/")
        nothing, one = page.evaluate(ASK, [[whole, row], {"in": "text"}])
        assert nothing == [] and len(one) == 1


def test_quoted_words_stand_so_in_the_text(page, address):
    page.goto(f"{address}en/")
    queries = [
        "weapon nuclear",
        '"weapon nuclear"',
        '"nuclear weapon"',
        '"nuclear weapons"',
        "nuclear weapon",
    ]
    scattered, none, one, several, prefix = page.evaluate(ASK, [queries, {"in": "text"}])
    assert scattered and not none
    assert set(one) < set(prefix) and set(several) <= set(prefix) and set(one) < set(several)


def test_stems_are_tried_where_nothing_is_found_and_parts_of_words_after_them(
    page, address, parted, edition
):
    texts = {row.id: row.texts["en"].text for r in edition.readings for row in r.rows}

    def having(pattern):
        return {f"{WORK}/{key}" for key, text in texts.items() if re.search(pattern, text, re.I)}

    for site in (address, parted):
        page.goto(f"{site}en/")
        queries = ["limiting", "describing removes", '"limiting"', "onsider"]
        one, two, quoted, within = page.evaluate(ASK, [queries, {"in": "text", "limit": 99}])
        assert set(one) == having(r"\blimit(s|ed)\b") != set()
        assert set(two) == having(r"\bdescribes?\b") & having(r"\bremov(e|ed|ing)\b")
        assert quoted == []
        assert set(within) == (having("onsider") if site == address else set())


def test_order(page, address):
    page.goto(f"{address}en/")
    results = page.evaluate(
        """async () => (await editionSearch('nuclear disarmament')).map(r => [r.kind, r.id,
        r.texts.some(t => /nuclear disarmament/i.test(t.text)), r.number])"""
    )
    exact = [result[2] for result in results]
    assert exact == sorted(exact, reverse=True) and len(set(exact)) == 2
    for half in (True, False):
        kinds = [kind for kind, _, whole, _ in results if whole is half]
        assert kinds == sorted(kinds, key=["glossary", "text", "notes"].index)
    assert results[0][:2] == ["glossary", "nuclear-disarmament"]


def test_a_heading_comes_before_the_text(page, address, edition):
    page.goto(f"{address}zh-Hans/")
    (found,) = page.evaluate(ASK, [["长期"], {"in": "text"}])
    headings = [row.id for r in edition.readings for row in r.rows if row.kind == "heading"]
    places = [key.partition("/")[2] in headings for key in found]
    assert places == sorted(places, reverse=True) and places[0] and not places[-1]


def test_what_a_result_says(page, address):
    page.goto(f"{address}zh-Hans/")
    result = page.evaluate("async () => (await editionSearch('verification', {in: 'text'}))[0]")
    assert result["work"] == WORK and result["lang"] == "en"
    assert result["href"].endswith(f"/zh-Hans/{WORK}/3/?q=verification#{result['id']}")
    assert [result["text"][a:b].lower() for a, b in result["ranges"]]
    assert {result["text"][a:b].lower() for a, b in result["ranges"]} == {"verification"}
    assert [text["lang"] for text in result["texts"]] == ["zh-Hans", "en"]


# The box


@pytest.mark.parametrize("how", ["click", "/", "Control+k", "Meta+k", "tap"])
def test_the_box_opens_and_closes(open_page, how):
    page = open_page(PAGE, phone=how == "tap")
    query = page.locator("#edition\\.query")
    assert not query.is_visible()
    button = page.locator(".edition-search-button")
    {"click": button.click, "tap": button.tap}.get(how, lambda: page.keyboard.press(how))()
    expect(query).to_be_focused()
    page.keyboard.type("核查")
    expect(page.locator("#edition\\.results mark").first).to_have_text("核查")
    page.keyboard.press("Escape")
    expect(query).to_be_hidden()
    page.wait_for_url(lambda address: "?" not in address)


def test_the_combobox_is_as_the_pattern_says(open_page):
    page = open_page(PAGE)
    results = open_box(page, "透明度")
    expect(results.first).to_have_attribute("data-term", "transparency")
    query = page.locator("#edition\\.query")
    assert query.get_attribute("role") == "combobox"
    assert query.get_attribute("aria-expanded") == "true"
    assert query.get_attribute("aria-controls") == page.get_by_role("listbox").get_attribute("id")
    options = page.get_by_role("option")
    assert options.count() > 3
    assert query.get_attribute("aria-activedescendant") is None
    for key, at in (
        ("ArrowDown", 0),
        ("ArrowDown", 1),
        ("ArrowUp", 0),
        ("ArrowUp", None),
        ("ArrowUp", -1),
    ):
        page.keyboard.press(key)
        chosen = page.locator("[role=option][aria-selected=true]")
        if at is None:
            assert chosen.count() == 0
        else:
            wanted = options.nth(at if at >= 0 else options.count() - 1).get_attribute("id")
            assert (
                query.get_attribute("aria-activedescendant") == wanted == chosen.get_attribute("id")
            )
    assert re.match(r"\d+ 条结果", page.locator(".edition-search-status").inner_text())


def test_enter_leads_to_the_paragraph_with_its_hit_marked(open_page):
    page = open_page(f"en/{WORK}/2/")
    expect(open_box(page, "透明度").first).to_have_attribute("data-term", "transparency")
    segment = page.locator("#edition\\.results a[data-segment]").first
    name = segment.get_attribute("data-segment")
    for _ in range(20):
        if segment.get_attribute("aria-selected") == "true":
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/en/{WORK}/*/?q=*#{name.partition('/')[2]}")
    marks = page.locator(f"#{name.partition('/')[2]} mark")
    expect(marks.first).to_have_text("透明度")
    assert page.locator("mark").count() == marks.count()
    row = page.locator(f"#{name.partition('/')[2]}")
    assert row.bounding_box()["y"] < 900


@pytest.mark.parametrize("folder", [False, True])
def test_a_result_on_the_same_page_is_reached_and_marked(open_page, built, folder):
    page = open_page(f"{built.as_uri()}/{PAGE}index.html" if folder else PAGE)
    for query, segment in (("试爆", "p5-b"), ("民用", "p5-g")):
        link = open_box(page, query).and_(page.locator(f"[data-segment='{WORK}/{segment}']"))
        link.click()
        expect(page.locator("#edition\\.search")).to_be_hidden()
        expect(page.locator(".text:not(.facing) mark")).to_have_text([query])
        expect(page.locator(f"#{segment}:target mark").first).to_have_text(query)
        assert page.url.endswith(f"#{segment}")


def test_what_an_input_method_composes_is_not_yet_asked(open_page):
    page = open_page(PAGE)
    expect(open_box(page, "核查").first).to_be_visible()
    page.locator("#edition\\.query").fill("")
    expect(page.locator("#edition\\.results a")).to_have_count(0)
    typed = """composing => document.getElementById('edition.query')
        .dispatchEvent(new InputEvent('input', {bubbles: true, isComposing: composing}))"""
    page.evaluate("document.getElementById('edition.query').value = 'treaty'")
    page.evaluate(typed, True)
    page.wait_for_timeout(300)
    assert page.locator("#edition\\.results a").count() == 0
    page.evaluate(typed, False)
    expect(page.locator("#edition\\.results a").first).to_be_visible()


def test_marks_do_not_change_the_text(open_page, edition):
    rows = {row.id: row for reading in edition.readings for row in reading.rows}
    page = open_page(f"zh-Hant/{WORK}/5/?q=的 of#p17")
    page.wait_for_selector("#p17 mark")
    for tag in TAGS:
        shown = page.evaluate(
            """tag => {
                const shown = document.querySelector(`#p17 [data-text][lang="${tag}"]`);
                const text = shown.cloneNode(true);
                text.querySelectorAll('[data-apparatus]').forEach(e => e.remove());
                return text.textContent;
            }""",
            tag,
        )
        assert shown == rows["p17"].texts[tag].text


@pytest.mark.parametrize(
    "path", ["glossary/?q=核實#verification", "notes/?q=2022#dates-of-the-conference"]
)
def test_entries_and_notes_show_their_hits(open_page, path):
    page = open_page(f"zh-Hans/{path}")
    page.wait_for_selector(f"#{path.partition('#')[2]} mark")


def test_a_search_can_be_linked(open_page):
    page = open_page(f"{PAGE}?q=裂變材料&in=text")
    expect(page.locator("#edition\\.results a").first).to_be_visible()
    assert page.locator("#edition\\.query").input_value() == "裂變材料"
    assert page.get_by_role("radio", name="正文").is_checked()
    page.locator("#edition\\.query").fill("核查")
    page.wait_for_url("**/?q=%E6%A0%B8%E6%9F%A5&in=text")
    page.reload()
    expect(page.locator("#edition\\.results mark").first).to_have_text("核查")


def test_an_address_that_is_not_well_formed_opens_the_box(page, address):
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    page.goto(f"{address}{PAGE}?q=核查#%")
    expect(page.locator("#edition\\.results a").first).to_be_visible()
    assert errors == []


def test_the_filter_leaves_one_kind(open_page):
    page = open_page(PAGE)
    results = open_box(page, "核查")
    expect(results.first).to_be_visible()
    for name, selector in (
        ("正文", "[data-segment]"),
        ("词汇表", "[data-term]"),
        ("注释", "[data-note]"),
    ):
        page.get_by_role("radio", name=name).check()
        expect(page.locator(f"#edition\\.results a:not({selector})")).to_have_count(0)
        assert page.locator(f"#edition\\.results a{selector}").count()


def test_other_forms_of_a_term_are_offered(open_page):
    page = open_page(PAGE)
    open_box(page, "verification")
    offered = page.locator(".edition-search-forms a")
    expect(offered.first).to_have_text("核查")
    assert "核實" not in offered.all_inner_texts()
    offered.first.click()
    expect(page.locator("#edition\\.query")).to_have_value("核查")
    expect(page.locator("#edition\\.results mark").first).to_have_text("核查")


def test_each_word_of_a_query_is_seen_in_a_long_text(open_page):
    page = open_page(PAGE)
    results = open_box(page, "核武器国家 责任")
    expect(results.first.locator("mark", has_text="责任").first).to_be_visible()
    for result in results.all():
        box = result.locator(".edition-result-text").first.bounding_box()
        for word in ("核武器国家", "责任"):
            hit = result.locator("mark", has_text=word).first.bounding_box()
            assert hit["y"] + hit["height"] <= box["y"] + box["height"] + 2


def test_the_glossary_does_not_stand_in_the_way_of_the_text(open_page):
    page = open_page(PAGE)
    results = open_box(page, "核武器国家")
    expect(results.nth(3)).to_have_attribute("data-segment", re.compile(WORK))
    more = page.locator(".edition-result-more")
    before = results.count()
    more.first.click()
    assert results.count() > before
    expect(results.nth(3)).to_have_attribute("data-term", re.compile("."))


def test_what_the_reader_sees_is_what_was_typed(open_page, rules):
    page = open_page(f"{rules}en/rules/1/")
    page.evaluate("window.alert = () => { window.ran = true }")
    results = open_box(page, "<b>go</b>")
    expect(results.first.locator("mark").first).to_have_text("<b>go</b>")
    page.locator("#edition\\.query").fill("<img src=x onerror=alert(1)>")
    expect(page.locator(".edition-search-status")).to_have_text("Nothing holds these words.")
    page.goto(f"{rules}en/rules/1/?q=<b>go#p1")
    expect(page.locator("#p1 mark").first).to_have_text("<b>go")
    assert page.evaluate("window.ran") is None


def test_without_script_the_box_says_what_to_use(open_page):
    page = open_page(f"en/{WORK}/2/", java_script_enabled=False)
    page.click(".edition-search-button")
    assert "The search needs JavaScript." in page.locator("#edition\\.search noscript").inner_text()
    assert not page.locator("#edition\\.query").is_visible()


def test_from_a_folder(page, built):
    page.goto(f"{built.as_uri()}/zh-Hant/{WORK}/2/index.html")
    results = open_box(page, "transparency")
    expect(results.first).to_be_visible()
    page.locator("#edition\\.results a[data-segment]").first.click()
    page.wait_for_url(f"**/zh-Hant/{WORK}/*/index.html?q=transparency#p*")
    page.wait_for_selector(".row mark")


def test_nothing_is_loaded_before_the_search_is_used(open_page):
    page = open_page(f"en/{WORK}/2/")
    loaded = "performance.getEntriesByType('resource').map(e => new URL(e.name).pathname)"
    page.wait_for_load_state("networkidle")
    assert not [path for path in page.evaluate(loaded) if "search" in path]
    open_box(page, "treaty")
    page.wait_for_selector("#edition\\.results a")
    names = {path.rpartition("/")[2] for path in page.evaluate(loaded)}
    assert {"search-engine.js", "root.js"} <= names
    assert not [name for name in names if "bundle" in name or "worker" in name]


def test_a_search_that_cannot_be_loaded_says_so(open_page):
    page = open_page(f"en/{WORK}/2/")
    page.route("**/assets/search/*", lambda route: route.abort())
    page.keyboard.press("/")
    page.keyboard.type("treaty")
    expect(page.locator(".edition-search-failed")).to_be_visible()
    page.unroute("**/assets/search/*")
    page.keyboard.type(" ")
    expect(page.locator("#edition\\.results a").first).to_be_visible()


WORK_FILE = "id: {0}\ntitle: {{en: {0}}}\nbase: en\nlanguages:\n  - {{tag: en, role: base}}\n"
TWO = {"library.yml": "title: {en: Two}\n", "glossary.yml": "terms: []\n"}
for name in ("one", "two"):
    TWO[f"{name}/work.yml"] = WORK_FILE.format(name)
    TWO[f"{name}/en.md"] = f"# {name}\n\n## First\n\n1. The states in {name}.\n"


def test_one_work_of_several_may_be_searched(open_page, tmp_path, renderer):
    with served(site_of(library(tmp_path, TWO), tmp_path, renderer)) as site:
        page = open_page(f"{site}en/")
        results = open_box(page, "states")
        expect(results).to_have_count(2)
        page.select_option("select[name=work]", "two")
        expect(results).to_have_count(1)
        expect(results.first).to_have_attribute("data-segment", "two/p1")
        assert "work=two" in page.url


def test_a_phrase_deep_in_a_large_library_comes_first(page, tmp_path, renderer, monkeypatch):
    monkeypatch.setattr(search_data, "SMALL", 0)
    paragraphs = [f"{n}. The weapon of state {n} is nuclear." for n in range(1, 900)]
    paragraphs[876] = "877. No nuclear weapon of any state."
    files = TWO | {"one/en.md": "# one\n\n## First\n\n" + "\n\n".join(paragraphs) + "\n"}
    with served(site_of(library(tmp_path, files), tmp_path, renderer)) as site:
        page.goto(f"{site}en/")
        queries = ["nuclear weapon", '"nuclear weapon"', "nuclear-weapon of", '"weapon nuclear"']
        first, quoted, joined, none = page.evaluate(ASK, [queries, {}])
        assert first[0] == "one/p877" and len(first) == 10
        assert quoted == joined == ["one/p877"]
        assert none == []
