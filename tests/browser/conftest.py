"""A site that each renderer builds once, a server for it, and the system's Chromium."""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import re
import shutil
import threading
from pathlib import Path

import pytest
import sample
from playwright.sync_api import sync_playwright

from edition import pipeline
from edition.problems import has_errors

ROOT = Path(__file__).resolve().parent.parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


SITE_URL = "https://editions.example.net/"
RULES = {
    "library.yml": "title: {en: Rules, zh-Hans: 规则}\n",
    "glossary.yml": (
        "terms:\n"
        "  - {id: rule, forms: {en: [rule], zh-Hans: [规则]}, definition: {en: A rule.}}\n"
        "  - {id: short, forms: {en: [brief], zh-Hans: [很短]}, definition: {en: Not long.}}\n"
    ),
    "rules/work.yml": (
        "id: rules\ntitle: {en: Rules}\nbase: en\nlanguages:\n"
        "  - {tag: en, role: base}\n  - {tag: zh-Hans, role: translation}\n"
    ),
    "rules/en.md": (
        "# Rules\n\n## First\n\n1. The first rule says <b>go</b>. It is short.\n\n"
        "2. As paragraph 1 says.\n"
    ),
    "rules/zh-Hans.md": (
        "# 规则\n\n## 一\n\n1. 第一条规则说<b>去</b>。很短。\n\n2. 如第1段所说。\n"
    ),
}


def site_of(source, folder, renderer):
    sample.copy_docs(folder / "docs")
    at = pipeline.Folders(source, folder / "docs", folder / "site", ROOT / "mkdocs.yml", renderer)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", SITE_URL)
        problems = pipeline.build(at, lambda stage: None)
    assert not has_errors(problems), problems
    return at.site


def without_new_words(route):
    """Serves a page as a browser reads it that knows neither interest nor anchors."""
    response = route.fetch()
    body = response.text()
    for word in ("interestfor", "interestForElement", "position-area"):
        body = body.replace(word, f"un{word}")
    route.fulfill(response=response, body=body)


def styled(page, css):
    """Adds a style sheet as a reader's own would be, which a page's policy cannot forbid."""
    page.evaluate(
        """css => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(css);
            document.adoptedStyleSheets.push(sheet);
        }""",
        css,
    )


@contextlib.contextmanager
def served(site):
    """The address of a server of the folder, on this machine alone."""
    handler = functools.partial(Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="session")
def built(tmp_path_factory, renderer):
    return site_of(ROOT / "source", tmp_path_factory.mktemp("site"), renderer)


@pytest.fixture(scope="session")
def address(built):
    with served(built) as found:
        yield found


@pytest.fixture(scope="session")
def rules(tmp_path_factory, renderer):
    """The address of a small edition with a cross-reference."""
    folder = tmp_path_factory.mktemp("rules")
    with served(site_of(sample.library(folder, RULES), folder, renderer)) as found:
        yield found


@pytest.fixture(scope="session")
def chromium():
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        message = "no Chromium on this machine: the browser tests did not run"
        if os.environ.get("EDITION_REQUIRE_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, address):
    """Opens a page of the first edition, or another address, in a window of its own."""
    contexts = []

    def opening(path, width=1440, height=900, phone=False, older=False, **options):
        size = {"width": 390, "height": 800} if phone else {"width": width, "height": height}
        touch = {"has_touch": True, "is_mobile": True} if phone else {}
        contexts.append(chromium.new_context(viewport=size, **touch, **options))
        if older:
            contexts[-1].route(re.compile(r"/$|/edition\.(css|js)$"), without_new_words)
        page = contexts[-1].new_page()
        page.goto(address + path if "://" not in path else path)
        return page

    yield opening
    for context in contexts:
        context.close()


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()
