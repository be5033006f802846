"""The Content-Security-Policy of a page: what a browser may load and run there, and nothing else.

It stands in the page itself, since a site on GitHub Pages sends no headers, and names each inline
script and style by its digest (CSP Level 3, https://www.w3.org/TR/CSP3/). `file:` says for pages
read from a folder what `'self'` says for a site: Firefox gives such a page no origin of its own.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator

from lxml import html

OWN = "'self' file:"
PLACE = '<meta charset="utf-8">'
# Only scripts of these types run; any other type is data (HTML, 4.12.1).
SCRIPTS = frozenset({"", "module", "importmap", "text/javascript", "application/javascript"})


def policy(page: html.HtmlElement) -> str:
    """The policy of a page: its own scripts, styles and images, and what it holds inline."""
    scripts = [e for e in page.iter("script") if e.get("src") is None and _runs(e)]
    return "; ".join(
        (
            f"default-src {OWN}",
            " ".join(("script-src", OWN, *_digests(scripts))),
            " ".join(("style-src", OWN, *_digests([*page.iter("style")]))),
            f"img-src {OWN} data:",
            "object-src 'none'",
            "frame-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def with_policy(text: str) -> str:
    """A rendered page with its policy, right after what states its encoding.

    A page that does not state it so is left as it is; the audit reports it (E518).
    """
    stated = policy(html.document_fromstring(text))
    meta = f'{PLACE}\n  <meta http-equiv="Content-Security-Policy" content="{stated}">'
    return text.replace(PLACE, meta, 1)


def faults(page: html.HtmlElement) -> Iterator[str]:
    """In words what keeps a page from passing its policy, or the policy from being there."""
    stated = [e for e in page.iter("meta") if _states_policy(e)]
    if [e.get("content") for e in stated] != [policy(page)]:
        yield "the page does not state the policy of what it holds"
    for element in page.iter("script", "style", "link", "base", "meta"):
        if element in stated:
            break
        if element.tag != "meta":
            yield f"<{element.tag}> stands before the policy, which cannot forbid it"
    for element in page.iter("*"):
        for name in element.attrib:
            if name.startswith("on") or name in ("style", "srcdoc"):
                yield f"<{element.tag}> has the attribute {name}, which the policy forbids"


def _states_policy(meta: html.HtmlElement) -> bool:
    return (meta.get("http-equiv") or "").lower() == "content-security-policy"


def _runs(script: html.HtmlElement) -> bool:
    return (script.get("type") or "").strip().lower() in SCRIPTS


def _digests(elements: list[html.HtmlElement]) -> list[str]:
    """Each digest once, in the order of the page."""
    texts = ((element.text or "").encode("utf-8") for element in elements)
    digests = (b64encode(hashlib.sha256(text).digest()).decode("ascii") for text in texts)
    return [f"'sha256-{digest}'" for digest in dict.fromkeys(digests)]
