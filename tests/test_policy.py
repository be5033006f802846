"""The Content-Security-Policy of a page: what it names, and what the audit makes of a page."""

import hashlib
from base64 import b64encode

import pytest
from lxml import html

from edition.policy import faults, policy, with_policy

PAGE = """<!doctype html>
<html><head>
  <meta charset="utf-8">
  <style>p { color: red }</style>
  <script>go("<b>")</script>
  <script type="application/ld+json">{"a": 1}</script>
  <script src="a.js"></script>
</head><body><script>go("<b>")</script><p>text 汉</p></body></html>
"""


def digest(text):
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def directives(text):
    stated = policy(html.document_fromstring(text))
    return dict(each.split(" ", 1) for each in stated.split("; "))


def test_inline_scripts_and_styles_are_named_by_digest_and_data_is_not():
    found = directives(PAGE)
    script, style = digest('go("<b>")'), digest("p { color: red }")
    assert found["script-src"] == f"'self' file: {script}"
    assert found["style-src"] == f"'self' file: {style}"
    assert not any("unsafe" in value or "http" in value or "*" in value for value in found.values())
    assert {found[name] for name in ("object-src", "frame-src", "base-uri", "form-action")} == {
        "'none'"
    }


def test_the_policy_comes_before_anything_that_it_governs():
    text = with_policy(PAGE)
    assert list(faults(html.document_fromstring(text))) == []
    assert text.index("Content-Security-Policy") < text.index("<style>")
    assert text.index("charset") < text.index("Content-Security-Policy")


def test_a_page_with_its_policy_differs_in_that_alone():
    lines = with_policy(PAGE).split("\n")
    assert [line for line in lines if "Content-Security-Policy" not in line] == PAGE.split("\n")


CHARSET = '<meta charset="utf-8">'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('go("<b>")</script><p>', 'go("<i>")</script><p>', "does not state the policy"),
        ("color: red", "color: blue", "does not state the policy"),
        ("<p>", "<script>more()</script><p>", "does not state the policy"),
        ("base-uri 'none'", "base-uri *", "does not state the policy"),
        ('http-equiv="Content-Security-Policy"', 'name="x"', "does not state the policy"),
        (CHARSET, f'{CHARSET}<script src="b.js"></script>', "<script> stands before"),
        (CHARSET, f'{CHARSET}<link rel="icon" href="b.png">', "<link> stands before"),
        ("<p>", '<p onclick="x()">', "attribute onclick"),
        ("<p>", '<p ONCLICK="x()">', "attribute onclick"),
        ("<p>", '<p style="color: red">', "attribute style"),
        ("<p>", '<iframe srcdoc="x"></iframe><p>', "attribute srcdoc"),
        ("<p>", '<svg onload="x()"></svg><p>', "attribute onload"),
    ],
)
def test_what_a_page_fails_by(old, new, said):
    text = with_policy(PAGE)
    assert old in text
    found = list(faults(html.document_fromstring(text.replace(old, new, 1))))
    assert any(said in message for message in found), found


@pytest.mark.parametrize("kind", ["text/javascript", " Module ", "", "importmap"])
def test_a_script_of_a_kind_that_runs_is_named(kind):
    text = f'<html><head><script type="{kind}">x</script></head><body></body></html>'
    assert digest("x") in directives(text)["script-src"]


def test_a_page_without_the_usual_encoding_is_left_to_the_audit():
    text = PAGE.replace('<meta charset="utf-8">', '<meta charset="UTF-8"/>')
    assert with_policy(text) == text
    assert list(faults(html.document_fromstring(text)))
