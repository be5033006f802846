"""A build of the present source in a temporary folder, served as a static host would.

Text is compressed with gzip, answers may be kept for ten minutes, and an unknown address gets
`404.html`: what GitHub Pages does. What was sent is recorded, byte for byte.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import mimetypes
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import sample  # noqa: E402

from edition import pipeline  # noqa: E402
from edition.problems import has_errors, human  # noqa: E402

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
KINDS = {
    "text/html": "page",
    "text/css": "style",
    "text/javascript": "script",
    "application/javascript": "script",
    "application/json": "data",
}
COMPRESSED = {*KINDS, "application/xml", "text/xml", "text/plain", "image/svg+xml"}


@dataclass(frozen=True)
class Sent:
    """One answer: its address, its status, the kind of its content, its bytes on the wire."""

    path: str
    status: int
    kind: str
    bytes: int


@dataclass
class Served:
    """A site under an address, and every answer given since the list was last emptied."""

    site: Path
    address: str
    sent: list[Sent] = field(default_factory=list)


def chromium() -> str | None:
    """The path of the system's Chromium; none when there is none."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def media_type(path: Path) -> str:
    """The media type of a file, by its name."""
    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def kind_of(media: str) -> str:
    """The column of the tables in which a media type counts."""
    return KINDS.get(media) or {"image": "image", "font": "font"}.get(media.split("/")[0], "other")


@functools.cache
def compressed(path: Path) -> bytes:
    """The gzip of a file, at the level that hosts use."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers GET and HEAD from the folder of `served`, and records each answer."""

    protocol_version = "HTTP/1.1"
    served: Served

    def log_message(self, *arguments: object) -> None:
        """Nothing: the record is in `served`."""

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        path, status = self._file()
        media = media_type(path)
        packed = media in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", "")
        body = compressed(path) if packed else path.read_bytes()
        head = _head(path, status, media, packed, len(body))
        answer = head if self.command == "HEAD" else head + body
        self.served.sent.append(Sent(self.path, status, kind_of(media), len(answer)))
        self.wfile.write(answer)

    def _file(self) -> tuple[Path, HTTPStatus]:
        """The file that answers, and the status it is sent with."""
        path = self.served.site / unquote(urlsplit(self.path).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        inside = path.resolve().is_relative_to(self.served.site.resolve())
        if inside and path.is_file():
            return path, HTTPStatus.OK
        return self.served.site / "404.html", HTTPStatus.NOT_FOUND


def _head(path: Path, status: HTTPStatus, media: str, packed: bool, length: int) -> bytes:
    """The status line and the headers of an answer."""
    text = media.startswith("text/") or media in COMPRESSED
    lines = [
        f"HTTP/1.1 {status.value} {status.phrase}",
        f"Date: {formatdate(usegmt=True)}",
        f"Content-Type: {media}{'; charset=utf-8' if text else ''}",
        f"Content-Length: {length}",
        f"Last-Modified: {formatdate(path.stat().st_mtime, usegmt=True)}",
        "Cache-Control: max-age=600",
        "Vary: Accept-Encoding",
        *(["Content-Encoding: gzip"] if packed else []),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def build(folder: Path, address: str) -> Path:
    """The site built in a folder, for an address; stops where the build has errors."""
    sample.copy_docs(folder / "docs")
    os.environ["SITE_URL"] = address
    problems = pipeline.build(
        pipeline.Folders(ROOT / "source", folder / "docs", folder / "site", ROOT / "mkdocs.yml"),
        lambda stage: None,
    )
    if has_errors(problems):
        raise SystemExit("\n".join(map(human, problems)))
    return folder / "site"


@contextmanager
def serving() -> Iterator[Served]:
    """The present source, built for the address it is served at until the end."""
    with tempfile.TemporaryDirectory() as name:
        handler = type("Bound", (Handler,), {})
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        address = f"http://127.0.0.1:{server.server_port}/"
        handler.served = Served(build(Path(name), address), address)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield handler.served
        finally:
            server.shutdown()
            server.server_close()


def pages(site: Path) -> list[tuple[str, str, str]]:
    """The kinds of page: (type, language, address in the site).

    Of the sections of all works the heaviest one stands for the rest, in each language.
    """
    found = [("front", "", "")]
    for glossary in sorted(site.glob("*/about/index.html")):
        home = glossary.parent.parent
        found.append(("language", home.name, f"{home.name}/"))
        sections = [path for path in home.glob("*/*/index.html") if path.parent.name.isdigit()]
        if sections:
            section = max(sections, key=lambda path: len(compressed(path))).parent
            for name, path in (("contents", section.parent), ("section", section)):
                found.append((name, home.name, f"{path.relative_to(site).as_posix()}/"))
        for name in ("glossary", "notes", "about"):
            if (home / name / "index.html").is_file():
                found.append((name, home.name, f"{home.name}/{name}/"))
    hand = [path.parent.name for path in sorted(site.glob("*/index.html"))]
    found += [("guide", "", f"{name}/") for name in hand if not (site / name / "glossary").is_dir()]
    return [*found, ("404", "", "no/such/page/")]
