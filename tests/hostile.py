# ruff: noqa: E501
"""Hostile text: what an author, or somebody who writes to one, may put into a field.

`TEXT` is a Hypothesis strategy; `texts` gives many from a seed. Neither has control characters that
the loader replaces, so that what a reader sees must be what was written. `RAW` has those too.
"""

from __future__ import annotations

import random

from hypothesis import strategies as st

CANARY = "window.__ran=1"
PIECES = (
    f"<script>{CANARY}</script>", "</script>", "<script", "<!--", "-->", "<![CDATA[", "]]>", "</p>",
    f"<img src=x onerror={CANARY}>", f"<svg onload={CANARY}>", f'" onmouseover="{CANARY}', "<?php",
    f"[x](javascript:{CANARY})", f"<javascript:{CANARY}>", f"[x]: javascript:{CANARY}", "<a@b.org>",
    "https://example.org/", "//example.org", "![x](y.png)", "[^1]", "[^1]: note", "{: onclick=x }",
    f'{{: onclick="{CANARY}" }}', "{.term}", "{#p1}", '<div markdown="1">', "</div>", "!!! note",
    '--8<-- "/etc/passwd"', "```", "`code`", "~~~", "$x$", "$$", "\\(", "{{ page.meta }}", "{% raw %}",
    "&amp;", "&#60;", "&lt;b&gt;", "&#x0;", "&nbsp;", "&copy", "**b**", "__b__", "_i_", "~~s~~", "==m==",
    "^^u^^", ":smile:", "# h", "## h", "> q", "- x", "1. x", "|a|b|", "|---|", "---", "***", "\t", "\\",
    "\\*", "*", "* *", "<b>", "</b>", "'", '"', "=cmd|' /C calc'!A0", "@SUM(1)", "+1", "\\end{x}", "%00",
    "\u2028", "\u2029", "\u202e", "\u202d", "\u2066", "\u2069", "\u200f", "\u061c", "\u200b", "\u200d",
    "\ufeff", "\u00ad", "\u00a0", "\u3000", "e\u0301", "\u0300" * 12, "\U0001f469\u200d\U0001f680",
    "\U0010fffd", "\U00020000", "\ufdd0", "\U0001fffe", "\ue000", "汉字", "核查", "العربية", "עברית",
    "[" * 30, "(" * 30, "<" * 30, "&" * 30, "*a " * 15, "“", "”", "‘", "|", " ", "  ", "a", "A. B",
    "editionData(", "{title}", "{0}", "%s", "{{", "}}", "{locator}", "<site>", "…/", "null", "~", "yes",
)  # fmt: skip
CONTROLS = ("\x00", "\x01", "\x08", "\x0b", "\x0c", "\x1b[2J", "\x7f", "\x85", "\ufffe", "\uffff")
TEXT = st.lists(
    st.sampled_from(PIECES)
    | st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=12,
).map("".join)
RAW = st.lists(st.sampled_from((*PIECES, *CONTROLS)) | st.characters(), max_size=12).map("".join)


def texts(seed, count):
    """So many texts, the same for the same seed; one in a hundred is very long."""
    chosen = random.Random(seed)
    for number in range(count):
        size = 400 if number % 100 == 99 else chosen.randint(1, 6)
        yield "".join(chosen.choice(PIECES) for _ in range(size))
