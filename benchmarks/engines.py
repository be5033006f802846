"""Other searches over the same text: Material's own, Pagefind, and MiniSearch with our folding.

Each is a folder to serve with a page `bench.html`, in which `ready()` loads what a first search
needs and `ask(query)` answers with the number of results, the first ten of them read.
"""

from __future__ import annotations

import html
import json
import shutil
import subprocess
import sys
from pathlib import Path

import served  # noqa: F401  (puts the project on the path)

from edition.model import Edition
from edition.writers.search_fold import fold, tokens

PAGE = (
    '<!doctype html><html lang="{lang}"><meta charset="utf-8"><body>{body}<script>{script}</script>'
)
SECTION = 20  # segments on a page
TAGS = ("zh-Hans", "en")
HAN = "\\u3040-\\u9fff"
PARTED = f'[\\s\\u3000-\\u303f\\uff00-\\uff0f,:;.!?"“”‘’-]+|(?<=[{HAN}])|(?=[{HAN}])'
MATERIAL = {
    "site_name": "Bench",
    "theme": {"name": "material", "font": False},
    "plugins": [{"search": {"lang": ["en"], "pipeline": [], "separator": PARTED}}],
}
MATERIAL_SCRIPT = """
let worker, waiting;
const reply = () => new Promise(resolve => { waiting = resolve; });
window.ready = async () => {
    const index = await (await fetch('search/search_index.json')).json();
    worker = new Worker(WORKER);
    worker.onmessage = event => waiting(event.data);
    worker.postMessage({type: 0, data: index});
    await reply();
};
window.ask = async query => {
    worker.postMessage({type: 2, data: query});
    return (await reply()).data.items.length;
};"""
PAGEFIND_SCRIPT = """
let found;
window.ready = async () => { found = await import('/pagefind/pagefind.js'); await found.init(); };
window.ask = async query => {
    const {results} = await found.search(query);
    await Promise.all(results.slice(0, 10).map(result => result.data()));
    return results.length;
};"""
MINISEARCH_SCRIPT = """
let index;
const tokenize = text => text.split('\\u001f');
const options = {fields: ['text'], tokenize, processTerm: term => term};
window.ready = async () => {
    await new Promise(resolve => {
        const script = document.createElement('script');
        script.src = 'minisearch.js';
        script.onload = resolve;
        document.head.append(script);
    });
    index = await MiniSearch.loadJSONAsync(await (await fetch('index.json')).text(), options);
};
window.ask = async query => index.search(query, {combineWith: 'AND', prefix: true}).length;"""


def sections(edition: Edition) -> list[tuple[str, str, list[str]]]:
    """Pages of plain paragraphs: the language, a name, the texts of some twenty segments."""
    found = []
    for reading in edition.readings:
        for tag in TAGS:
            texts = [row.texts[tag].text for row in reading.rows if tag in row.texts]
            for first in range(0, len(texts), SECTION):
                name = f"{tag}/{reading.work.id}-{first}"
                found.append((tag, name, texts[first : first + SECTION]))
    return found


def material(edition: Edition, folder: Path) -> Path:
    """A site of Material for MkDocs with its own search, tuned for Chinese."""
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(json.dumps(MATERIAL), "utf-8")
    for _, name, texts in sections(edition):
        path = folder / "docs" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        body = "\n\n".join(html.escape(text).replace("*", "&#42;") for text in texts)
        path.write_text(f"# {name}\n\n{body}\n", "utf-8")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml")],
        check=True,
        capture_output=True,
    )
    site = folder / "site"
    worker = next(site.glob("assets/javascripts/workers/search.*.min.js")).relative_to(site)
    script = MATERIAL_SCRIPT.replace("WORKER", json.dumps(worker.as_posix()))
    (site / "bench.html").write_text(PAGE.format(lang="en", body="", script=script), "utf-8")
    return site


def pagefind(edition: Edition, folder: Path) -> Path | None:
    """Plain pages indexed by Pagefind, as published for Python; none where it is not to be had."""
    for tag, name, texts in sections(edition):
        path = folder / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        body = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
        path.write_text(PAGE.format(lang=tag, body=f"<main>{body}</main>", script=""), "utf-8")
    tool = folder.parent / "pagefind-tool"
    if not tool.exists():
        command = [sys.executable, "-m", "pip", "install", "-q", "--target", str(tool)]
        if subprocess.run([*command, "pagefind[bin]"], check=False).returncode:
            return None
    subprocess.run(
        [sys.executable, "-m", "pagefind", "--site", str(folder)],
        check=True,
        capture_output=True,
        env={"PYTHONPATH": str(tool), "PATH": ""},
    )
    page = PAGE.format(lang="zh-Hans", body="", script=PAGEFIND_SCRIPT)
    (folder / "bench.html").write_text(page, "utf-8")
    return folder


BUILD_MINISEARCH = """
const MiniSearch = require(process.argv[1]);
const documents = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const tokenize = text => text.split('\\u001f');
const index = new MiniSearch({fields: ['text'], tokenize, processTerm: term => term});
index.addAll(documents);
process.stdout.write(JSON.stringify(index));
"""


def minisearch(edition: Edition, folder: Path) -> Path | None:
    """An index of MiniSearch over the tokens of ours; none where npm or Node.js is missing."""
    if not shutil.which("npm") or not shutil.which("node"):
        return None
    folder.mkdir(parents=True)
    tool = folder.parent / "minisearch-tool"
    if not tool.exists():
        subprocess.run(
            ["npm", "install", "--silent", "--prefix", str(tool), "minisearch@7"], check=True
        )
    library = tool / "node_modules" / "minisearch" / "dist"
    documents = [
        {
            "id": n,
            "text": "\x1f".join(
                token for tag in TAGS for token in tokens(fold(row.texts[tag].text))
            ),
        }
        for n, row in enumerate(row for reading in edition.readings for row in reading.rows)
    ]
    done = subprocess.run(
        [
            "node",
            "--max-old-space-size=8000",
            "-e",
            BUILD_MINISEARCH,
            str(library / "cjs" / "index.cjs"),
        ],
        input=json.dumps(documents).encode(),
        check=True,
        capture_output=True,
    )
    (folder / "index.json").write_bytes(done.stdout)
    shutil.copy(library / "umd" / "index.js", folder / "minisearch.js")
    page = PAGE.format(lang="en", body="", script=MINISEARCH_SCRIPT)
    (folder / "bench.html").write_text(page, "utf-8")
    return folder
