"""The rendered site: the first edition, and a work made on the spot."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from pathlib import Path
from urllib.parse import urljoin

import pytest
import sample
from lxml import html

from edition import audit, pipeline, site
from edition.model import Edition
from edition.problems import has_errors

ROOT = Path(__file__).resolve().parent.parent
WORK = "world-without-nuclear-weapons"
TAGS = ("zh-Hans", "zh-Hant", "en")


def build_in(folder: Path, source: Path, renderer="mkdocs") -> tuple[pipeline.Folders, tuple]:
    docs = folder / "docs"
    sample.copy_docs(docs)
    at = pipeline.Folders(source, docs, folder / "site", ROOT / "mkdocs.yml", renderer)
    return at, pipeline.build(at, lambda stage: None)


@pytest.fixture(scope="module")
def built(tmp_path_factory, renderer):
    folder = tmp_path_factory.mktemp("first")
    shutil.copytree(ROOT / "source", folder / "source")
    at, problems = build_in(folder, folder / "source", renderer)
    assert not has_errors(problems), problems
    return at


def articles(folder: Path) -> dict[str, bytes]:
    """Path of each generated page → its `article`, with each link as the address it leads to."""
    pages = (
        folder / "index.html",
        *(p for tag in TAGS for p in (folder / tag).rglob("index.html")),
    )
    found = {p.relative_to(folder).as_posix(): html.parse(p).find(".//article") for p in pages}
    for path, article in found.items():
        for link in article.xpath(".//a[@href]"):
            link.set(
                "href", urljoin(f"https://x/{path}".removesuffix("index.html"), link.get("href"))
            )
    return {path: html.tostring(article) for path, article in found.items()}


def test_every_renderer_writes_the_articles_that_mkdocs_writes(built, tmp_path):
    assert not site.render(ROOT / "mkdocs.yml", built.docs, tmp_path / "site", "mkdocs")
    assert articles(built.site) == articles(tmp_path / "site")


def test_the_search_of_the_theme_leaves_no_trace(built):
    assert not list(built.site.rglob("search_index.json")) + list(built.site.rglob("search.json"))
    for path in built.site.rglob("*.html"):
        page = path.read_text("utf-8")
        scripts = html.document_fromstring(page).xpath("//script/@src")
        assert [source.rpartition("/")[2] for source in scripts] == ["edition.js"]
        assert "workers/search" not in page and "__config" not in page


def pages_of(folder: Path, tag: str) -> list[html.HtmlElement]:
    return [
        html.document_fromstring(p.read_bytes().decode("utf-8"))
        for p in sorted((folder / tag / WORK).rglob("index.html"))
    ]


@pytest.mark.parametrize("tag", TAGS)
def test_segments_are_counted_in_the_rendered_pages(built, tag):
    kinds = Counter(k for page in pages_of(built.site, tag) for k in page.xpath("//@data-kind"))
    assert kinds == {
        "paragraph": 18, "item": 10, "bullet": 3, "heading": 5, "title": 1, "front": 2,
    }  # fmt: skip


@pytest.mark.parametrize("tag", TAGS)
def test_each_page_has_its_language_title_and_description(built, tag):
    for page in pages_of(built.site, tag):
        assert page.get("lang") == tag
        assert page.findtext(".//title").strip()
        assert page.xpath("//meta[@name='description']/@content")[0].strip()
        assert page.xpath("//link[@rel='canonical']/@href")
        assert {v for v in page.xpath("//link/@hreflang")} == set(TAGS)


@pytest.mark.parametrize(
    ("form", "term"),
    [
        ("透明度", "transparency"),
        ("核查", "verification"),
        ("不可逆性", "irreversibility"),
        ("裂变材料禁产条约", "fissile-material-cut-off-treaty"),
        ("不扩散核武器条约", "npt"),
    ],
)
def test_every_occurrence_is_linked(built, form, term):
    source = (ROOT / "source" / WORK / "zh-Hans.md").read_text("utf-8")
    linked = Counter(
        link.text_content()
        for page in pages_of(built.site, "zh-Hans")
        for link in page.xpath(f"//p[@lang='zh-Hans']//a[@data-term='{term}']")
    )
    assert sum(text.count(form) * n for text, n in linked.items()) == source.count(form) > 0


def test_a_longer_term_is_not_broken_by_a_shorter_one(built):
    links = [
        a
        for page in pages_of(built.site, "zh-Hans")
        for a in page.xpath("//a[@data-term='npt'][text()='不扩散核武器条约']")
    ]
    assert links and all(len(a) == 0 for a in links)


def test_base_text_of_the_site_equals_the_original(built):
    original = (ROOT / "source" / WORK / "original.txt").read_text("utf-8")
    data = json.loads((built.site / f"{WORK}.json").read_text("utf-8"))
    joined = "".join(row["text"]["zh-Hans"] for row in data["segments"])
    strip = str.maketrans("", "", " \n0123456789.()abcdefg•")
    assert joined.translate(strip) == original.translate(strip)


def test_the_manifest_names_every_file(built):
    manifest = json.loads((built.site / "manifest.json").read_text("utf-8"))
    files = {p.relative_to(built.site).as_posix() for p in built.site.rglob("*") if p.is_file()}
    assert set(manifest["files"]) == files - {"manifest.json"}
    for path, digest in manifest["files"].items():
        assert hashlib.sha256((built.site / path).read_bytes()).hexdigest() == digest


def test_nothing_is_asked_of_a_third_party(built):
    for page in built.site.rglob("*.html"):
        tree = html.document_fromstring(page.read_bytes().decode("utf-8"))
        loaded = tree.xpath("//script/@src | //img/@src | //link[@rel='stylesheet']/@href")
        assert not [url for url in loaded if "//" in url]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("取得的进展还不够", "取得的进展还不多", "E502"),
        ('data-text', 'data-no-text', "E502"),
        ('href="#p1"', 'href="#p999"', "E503"),
        ('href="#p1"', 'href="../../../../index.html"', "E503"),
        ('href="#p1"', 'href="https://[x"', "E503"),
        ('interestfor="g-', 'interestfor="h-', "E503"),
        ('popovertarget="', 'popovertarget="no-', "E503"),
        ('id="p2"', 'id="p1"', "E504"),
        ('<html lang="zh-Hans"', '<html lang="zh-Hant"', "E505"),
        ('lang="en"', 'lang="fr"', "E505"),
        ('href="#p1"', 'href="javascript:alert(1)"', "E517"),
        ('href="#p1"', 'href="//elsewhere.example.net/"', "E517"),
        ('src="../../../assets/edition.js', 'src="https://example.org/edition.js', "E517"),
        ("<article", "<script>alert(1)</script><article", "E518"),
        ("<article", '<article onclick="alert(1)"', "E518"),
        ("<article", '<article style="color: red"', "E518"),
        ("default-src", "default-src *", "E518"),
        ('<meta http-equiv="Content-Security-Policy"', '<meta name="x"', "E518"),
    ],
)  # fmt: skip
def test_the_audit_finds_what_was_changed_in_a_page(built, tmp_path, old, new, code):
    copy = tmp_path / "site"
    shutil.copytree(built.site, copy)
    page = copy / "zh-Hans" / WORK / "1" / "index.html"
    text = page.read_text("utf-8")
    plain = text if old in text else text.replace("&#39;", "'")
    if old not in plain:  # a term link divides the words
        old, new = "进展还不够", "进展还不多"
    assert old in plain
    page.write_text(plain.replace(old, new), "utf-8")
    edition, _ = pipeline.check(built.source)
    assert code in {p.code for p in audit.audit(edition, copy)}


def test_a_build_that_fails_leaves_the_previous_site(built, tmp_path):
    source = tmp_path / "source"
    shutil.copytree(built.source, source)
    at, _ = build_in(tmp_path, source)
    before = (at.site / "manifest.json").read_bytes()
    text = source / WORK / "zh-Hans.md"
    text.write_text(text.read_text("utf-8").replace("但取得", "取得"), "utf-8")
    _, problems = build_in(tmp_path, source)
    assert "E401" in {p.code for p in problems}
    assert (at.site / "manifest.json").read_bytes() == before


WRITTEN = {
    "[x](javascript:alert(1))": {"E517"},
    "[x](data:text/html,x)": {"E517"},
    "[x](//elsewhere.example.net/)": {"E517"},
    "![x](https://example.org/x.png)": {"E517"},
    '<p style="color: red">x</p>': {"E518"},
    '<p onclick="alert(1)">x</p>': {"E518"},
    "[x](https://example.org/) <editor@example.org>": set(),
    "<script>alert(1)</script>": set(),  # the author's own; the policy names it
}


def test_a_hand_written_page_is_held_to_the_same(tmp_path, renderer):
    docs, config = tmp_path / "docs", tmp_path / "mkdocs.yml"
    shutil.copytree(ROOT / "overrides", tmp_path / "overrides")
    shutil.copytree(ROOT / "docs" / "assets", docs / "assets")
    for number, written in enumerate(WRITTEN):
        (docs / f"{number}.md").write_text(f"# Title\n\n{written}\n", "utf-8")
    (docs / "index.md").write_text("# Title\n", "utf-8")
    text = (ROOT / "mkdocs.yml").read_text("utf-8").replace("unrecognized_links: warn", "")
    config.write_text(text, "utf-8")
    assert not site.render(config, docs, tmp_path / "site", renderer)
    problems = audit.audit(Edition({}, {}, (), (), ()), tmp_path / "site")
    for number, (written, codes) in enumerate(WRITTEN.items()):
        own = {p.code for p in problems if p.source.path == f"site/{number}/index.html"}
        assert (written, own & {"E517", "E518"}) == (written, codes)


@pytest.mark.parametrize("link", ["nowhere.md", "guide.md#nowhere"])
def test_a_broken_link_of_a_hand_written_page_stops_the_build(tmp_path, renderer, link):
    docs = tmp_path / "docs"
    sample.copy_docs(docs)
    (docs / "extra.md").write_text(f"[x]({link})\n", "utf-8")
    (problem,) = site.render(ROOT / "mkdocs.yml", docs, tmp_path / "site", renderer)
    assert problem.code == "E501"
    assert link in problem.message


LAW = """# 示例法

本法自公布之日起施行。

第一条 为了保护<b>文字</b>的*准确*，制定本法。

下列文字原样显示：[链接](javascript:alert(1))、`代码`、$x$、{{ page }}、&amp;。

第二条 依照第一条的规定，适用本法。

第二之一条 附则。
"""


def test_another_work_with_other_numbering_and_no_translation_builds(tmp_path, renderer):
    source = tmp_path / "source"
    (source / "sample-law").mkdir(parents=True)
    (source / "library.yml").write_text("title: {zh-Hans: 法规, en: Laws}\n", "utf-8")
    (source / "glossary.yml").write_text("terms: []\n", "utf-8")
    (source / "sample-law" / "zh-Hans.md").write_text(LAW, "utf-8")
    (source / "sample-law" / "work.yml").write_text(
        "id: sample-law\ntitle: {zh-Hans: 示例法}\nbase: zh-Hans\nnumbering: by-article\n"
        "languages:\n  - {tag: zh-Hans, role: base, status: published}\n",
        "utf-8",
    )
    at, problems = build_in(tmp_path, source, renderer)
    assert not has_errors(problems), problems
    pages = sorted((at.site / "zh-Hans" / "sample-law").rglob("index.html"))
    trees = [html.document_fromstring(p.read_bytes().decode("utf-8")) for p in pages]
    ids = [i for t in trees for i in t.xpath("//*[@data-kind]/@id")]
    assert {"title", "front-1", "art1", "art1-u1", "art2"} <= set(ids)
    texts = "".join(t.text_content() for tree in trees for t in tree.xpath("//*[@data-text]"))
    assert "<b>文字</b>的准确" in texts
    assert "[链接](javascript:alert(1))、`代码`、$x$、{{ page }}、&amp;。" in texts
    assert not [h for t in trees for h in t.xpath("//a/@href") if h.startswith("javascript")]
    assert [a for t in trees for a in t.xpath("//*[@data-text]//a/@href") if a.endswith("#art1")]
