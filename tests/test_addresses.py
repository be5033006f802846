"""Link targets by allow-list: what a page may lead to, and what it may load."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from edition import addresses

INSIDE = ["", "#p5-a", "../2/", "./", "/assets/a.css", "a/b%20c.md#x", "?q=x", "manifest.json"]
OUTSIDE = [
    "https://example.org/a?b#c",
    "http://example.org",
    "HTTPS://example.org",
    "mailto:a@b.org",
]
REFUSED = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "javascript\r:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:https://example.org/1",
    "view-source:https://example.org",
    "//elsewhere.example.net/",
    "\\\\elsewhere.example.net/",
    "/\\elsewhere.example.net/",
    "https:elsewhere.example.net",
    "https:///elsewhere.example.net",
    "https:\\\\elsewhere.example.net",
    "https://a b",
    "mailto:",
    "tel:112",
    "a\u2028b",
    "x-y.z+1:",
]


def faults(markup):
    return list(addresses.faults(html.document_fromstring(f"<body>{markup}</body>")))


def link(address):
    page = html.document_fromstring("<body><a>x</a></body>")
    try:
        page.find(".//a").set("href", address)
    except ValueError:  # lxml holds no control character; a page may hold its entity
        return ["refused"]
    return list(addresses.faults(page))


@pytest.mark.parametrize("address", [*INSIDE, *OUTSIDE])
def test_a_link_may_lead_there(address):
    assert link(address) == []


@pytest.mark.parametrize("address", REFUSED)
def test_a_link_may_not_lead_there(address):
    assert link(address)


@pytest.mark.parametrize(
    "written",
    [
        "&#106;avascript:alert(1)",
        "&#x6A;&#x61;vascript&colon;alert(1)",
        "java&Tab;script:alert(1)",
        "java&NewLine;script:alert(1)",
        "&#1;javascript:alert(1)",
        "&#32;javascript:alert(1)",
        "&sol;&sol;elsewhere.example.net",
    ],
)
def test_an_address_is_judged_as_the_browser_reads_it(written):
    assert faults(f'<a href="{written}">x</a>')


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="#x" ping="https://example.org/">x</a>',
        '<img src="https://example.org/a.png">',
        '<img src="data:text/html,x">',
        '<img srcset="a.png 1x, https://example.org/b.png 2x">',
        '<script src="https://example.org/a.js"></script>',
        '<script src="data:text/javascript,1"></script>',
        '<link rel="stylesheet" href="https://example.org/a.css">',
        '<link rel="stylesheet alternate" href="https://example.org/a.css">',
        '<link rel="preconnect" href="https://example.org/">',
        '<link rel="prefetch" href="//example.org/">',
        '<link rel="icon" href="https://example.org/a.png">',
        '<form action="https://example.org/"></form>',
        '<button formaction="javascript:alert(1)">x</button>',
        '<iframe src="https://example.org/"></iframe>',
        '<object data="https://example.org/x"></object>',
        '<embed src="https://example.org/x">',
        '<video poster="https://example.org/x"></video>',
        '<svg><a xlink:href="javascript:alert(1)">x</a></svg>',
        '<svg><use xlink:href="https://example.org/#x"></use></svg>',
        '<base href="https://example.org/">',
        '<meta http-equiv="refresh" content="0; url=https://example.org/">',
        "<style>a { background: url(https://example.org/a.png) }</style>",
        '<style>@import "https://example.org/a.css";</style>',
        "<blockquote cite='javascript:alert(1)'>x</blockquote>",
    ],
)
def test_what_no_page_may_do(markup):
    assert faults(markup)


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="a.png" srcset="a.png 1x, ../b.png 2x">',
        '<img src="data:image/png;base64,AA">',
        '<script src="../assets/a.js?v=1"></script>',
        '<link rel="stylesheet" href="a.css"><link rel="canonical" href="https://example.org/">',
        '<link rel="alternate " hreflang="en" href="https://example.org/en/">',
        "<style>a { background: url(a.png) }</style>",
        "<style>a { background: url('data:image/svg+xml,x') }</style>",
        '<blockquote cite="https://example.org/a">x</blockquote>',
    ],
)
def test_what_any_page_may_do(markup):
    assert faults(markup) == []


@given(st.text("jJaAvVsScCrRiIpPtTdD:/\\. \t\n\x00\x01#?&;", max_size=14))
def test_nothing_that_runs_is_let_through(address):
    """A browser drops tab, line feed and controls; what is left must not be a script."""
    seen = "".join(c for c in address if c > " ").replace("\\", "/").lower()
    if seen.startswith(("javascript:", "vbscript:", "data:", "//")):
        assert not addresses.is_inside(address)
        assert link(address)
