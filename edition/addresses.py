"""Which addresses a page may lead to and load: an allow-list that the audit holds pages to.

The inline grammar of texts, notes and definitions has no links, so that an author's words never
become one; this proves it of what was rendered, and of hand-written pages too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
ALLOWED = re.compile(r"https?://[^/?#]|mailto:[^/]", re.IGNORECASE)
# What browsers ignore in an address, or read as a slash (WHATWG URL, 4.4).
FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\\]|\s")
REFRESH = re.compile(r"0; url=(\S+)\Z")
IMAGE = re.compile(r"data:image/(?:png|gif|jpeg|webp|svg\+xml)[;,]")
STYLED = re.compile(r"url\(\s*[\"']?([^\"')]*)|@import\s+[\"']([^\"']*)", re.IGNORECASE)
# What these name is read when a reader follows it; all else is loaded with the page.
FOLLOWED = frozenset({"a", "area", "blockquote", "q", "del", "ins"})
RELATED = frozenset({"alternate", "author", "canonical", "help", "license", "next", "prev"})
NAMES = {
    "href", "src", "srcset", "imagesrcset", "action", "formaction", "data", "poster", "cite",
    "background", "manifest", "longdesc", "codebase", "classid", "archive",
}  # fmt: skip


def faults(page: html.HtmlElement) -> Iterator[str]:
    """In words each address of a page that it may not lead to, or not load."""
    for element in page.iter("*"):
        for name, value in element.attrib.items():
            bare = re.split("[:}]", name)[-1]
            if bare == "ping":
                yield f"<{element.tag}> tells “{value}” that a link was followed"
            elif bare in NAMES:
                yield from _of_attribute(element, bare, value)
        if element.tag == "style":
            for found in STYLED.finditer(element.text or ""):
                yield from _loaded(found[1] or found[2] or "", image=True)
        if element.tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
            content = element.get("content") or ""
            target = REFRESH.match(content)
            if target is None or not is_inside(target[1]):
                yield f"<meta> sends the reader away: “{content}”"


def is_inside(address: str) -> bool:
    """Whether an address is one of the site itself: it has neither scheme nor host."""
    return not (SCHEME.match(address) or address.startswith("//") or FORBIDDEN.search(address))


def _of_attribute(element: html.HtmlElement, name: str, value: str) -> Iterator[str]:
    related = (element.get("rel") or "").lower().split()
    if name.endswith("srcset"):
        for part in value.split(","):
            yield from _loaded(part.strip().split(" ")[0], image=True)
    elif element.tag in FOLLOWED or (element.tag == "link" and RELATED.issuperset(related)):
        if not (is_inside(value) or (ALLOWED.match(value) and not FORBIDDEN.search(value))):
            yield f"“{value}” is of a kind that a page may not lead to"
    else:
        yield from _loaded(value, image=element.tag == "img" or "icon" in related)


def _loaded(address: str, *, image: bool) -> Iterator[str]:
    if not (is_inside(address) or (image and IMAGE.match(address))):
        yield f"the page would load “{address}”, which is no address of the site"
