"""Old addresses: a fragment that moved, a paragraph on another page now, a page that is gone."""

from __future__ import annotations

import pytest
from conftest import served, site_of
from test_accessibility import violations
from test_former import changed


@pytest.fixture(scope="module")
def site(tmp_path_factory, renderer):
    folder = tmp_path_factory.mktemp("addresses")
    return site_of(changed(folder), folder, renderer)


@pytest.fixture(scope="module")
def base(site):
    with served(site) as found:
        yield found


LEADS = {
    "2/#p3": "3/#p3",
    "2/?view=single#p3-1": "3/?view=single#p3-1",
    "2/#p3-2": "3/#p3-1",
    "3/#p3-2": "3/#p3-1",
    "#p1": "1/#p1",
    "4/#p5": "3/#p5",
    "4/": "3/",
    "4/#nothing": "3/",
}


@pytest.mark.parametrize("tag", ["en", "zh-Hant"])
@pytest.mark.parametrize("old", LEADS)
def test_an_old_address_leads_to_where_the_passage_stands(open_page, base, tag, old):
    page = open_page(f"{base}{tag}/rules/{old}")
    wanted = LEADS[old]
    page.wait_for_url(lambda url: url.split("&")[0].startswith(f"{base}{tag}/rules/{wanted[:2]}")
                      and url.partition("#")[2] == wanted.partition("#")[2])  # fmt: skip
    if fragment := wanted.partition("#")[2]:
        page.wait_for_selector(f"#{fragment}:target")
        assert page.locator(f"#{fragment}").is_visible()
    assert ("view=single" in page.url) == ("view=single" in old)


@pytest.mark.parametrize("old", ["2/#p3", "3/#p3-2", "4/#p5"])
def test_the_way_back_does_not_lead_there_again(open_page, base, old):
    page = open_page(f"{base}en/about/")
    page.goto(f"{base}en/rules/{old}")
    page.wait_for_selector(".row:target, .gone:target:not([data-retired=moved])")
    page.go_back()
    page.wait_for_url(f"{base}en/about/")


@pytest.mark.parametrize("place", ["1/#p2", "1/#nothing", "1/#p1", "1/"])
def test_an_address_that_leads_nowhere_else_stays(open_page, base, place):
    page = open_page(f"{base}en/rules/{place}")
    page.wait_for_timeout(300)
    assert page.url.startswith(f"{base}en/rules/1/")
    assert page.url.partition("#")[2] == place.partition("#")[2]


def test_a_removed_paragraph_is_shown_and_lit(open_page, base):
    page = open_page(f"{base}en/rules/1/")
    before = page.evaluate("getComputedStyle(document.getElementById('p2')).backgroundColor")
    page.goto(f"{base}en/rules/1/#p2")
    after = page.evaluate("getComputedStyle(document.getElementById('p2')).backgroundColor")
    assert before != after
    assert page.get_by_text("Passage 2 was removed (24 November 2026)").is_visible()


def test_a_link_in_the_page_to_what_moved_is_followed(open_page, base):
    page = open_page(f"{base}en/rules/3/")
    page.evaluate("location.hash = 'p3-2'")
    page.wait_for_selector("#p3-1:target")


def test_no_page_asks_for_the_ids_unless_one_is_missing(open_page, base):
    page = open_page(f"{base}en/rules/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{base}en/rules/3/#p3")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/ids/" in url]
    page.goto(f"{base}en/rules/2/#p3")
    page.wait_for_selector("#p3:target")
    assert len([url for url in asked if "/ids/" in url]) == 1


@pytest.mark.parametrize("old", ["2/index.html#p3", "4/index.html#p5", "3/index.html#p3-2"])
def test_old_addresses_lead_on_in_a_folder(open_page, site, old):
    page = open_page(f"{site.as_uri()}/en/rules/{old}")
    wanted = LEADS[old.replace("index.html", "")]
    page.wait_for_url(f"**/3/index.html*#{wanted.partition('#')[2]}")


def test_without_script_links_lead_on(open_page, base):
    page = open_page(f"{base}en/rules/2/#p3", java_script_enabled=False)
    page.click(".formerly a >> nth=1")
    assert page.url == f"{base}en/rules/3/#p3"
    page.goto(f"{base}en/rules/3/#p3-2")
    page.click("#p3-2 a")
    assert page.url == f"{base}en/rules/3/#p3-1"
    page.goto(f"{base}en/rules/4/#p5")
    page.wait_for_url(f"{base}en/rules/3/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["en/rules/1/", "zh-Hant/rules/3/", "en/rules/2/"])
def test_what_is_said_of_published_ids_is_accessible(open_page, base, path, scheme):
    page = open_page(f"{base}{path}", color_scheme=scheme, width=390)
    assert violations(page) == set()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
