"""Small XML trees: elements in the namespace of their parent, text that XML 1.0 can hold."""

from __future__ import annotations

import re

from lxml import etree

# https://www.w3.org/TR/xml/#charsets
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def element(parent: etree._Element, name: str, text: str = "", **values: str) -> etree._Element:
    """A new element at the end of `parent`, with its text and attributes.

    What XML 1.0 forbids becomes U+FFFD.
    """
    namespace = etree.QName(parent).namespace
    found = etree.SubElement(parent, f"{{{namespace}}}{name}" if namespace else name)
    if text:
        found.text = clean(text)
    for key, value in values.items():
        found.set(key, clean(value))
    return found


def tagged(found: etree._Element, tag: str) -> etree._Element:
    """The element with its language, a BCP 47 tag, in `xml:lang`."""
    found.set(LANG, tag)
    return found


def clean(text: str) -> str:
    """The text with U+FFFD for every character that XML 1.0 forbids."""
    return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def encoded(root: etree._Element) -> bytes:
    """A whole document, with its declaration, indented, in UTF-8."""
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
