"""How the text is set: line breaks (W3C clreq), measure, spacing, faces, numbers in the margin."""

from __future__ import annotations

import pytest
from sample import WORK

# Marks that must not begin a line, and marks that must not end one (clreq, “prohibition rules”).
NEVER_FIRST = "，。、；：？！）》〉」』】〕”’…—·％"
NEVER_LAST = "（《〈「『【〔“‘"
LINES = """tag => [...document.querySelectorAll(`.row > [lang="${tag}"]`)]
  .filter(e => e.checkVisibility()).flatMap(element => {
    const lines = [], walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let last = null;
    for (let node; (node = walk.nextNode());) {
      if (node.parentElement.closest('[data-apparatus]')) continue;
      for (let i = 0; i < node.data.length; i++) {
        const range = document.createRange();
        range.setStart(node, i); range.setEnd(node, i + 1);
        const box = range.getBoundingClientRect();
        if (!box.width) continue;
        if (last === null || box.top > last + box.height / 2) { lines.push(''); last = box.top; }
        lines[lines.length - 1] += node.data[i];
      }
    }
    return lines.length > 1 ? [lines] : [];
  })"""


def lines_of(page, tag):
    """Paragraphs as lists of lines, those of one line left out."""
    return page.evaluate(LINES, tag)


@pytest.mark.parametrize("width", [320, 390, 600, 820, 1280, 1440])
@pytest.mark.parametrize("tag", ["zh-Hans", "zh-Hant"])
def test_no_line_begins_or_ends_with_a_mark_that_must_not(open_page, tag, width):
    page = open_page(f"{tag}/{WORK}/3/", width=width)
    for paragraph in lines_of(page, tag):
        for line in paragraph[1:]:
            # A dash of two characters may go to the next line whole.
            assert line[0] not in NEVER_FIRST or line.startswith("——"), paragraph
        for line in paragraph[:-1]:
            assert line.rstrip()[-1] not in NEVER_LAST, paragraph


@pytest.mark.parametrize(
    ("tag", "low", "high"), [("zh-Hans", 32, 38), ("zh-Hant", 32, 38), ("en", 60, 72)]
)
def test_the_measure(open_page, tag, low, high):
    page = open_page(f"{tag}/{WORK}/4/?view=single")
    full = [len(line) for paragraph in lines_of(page, tag) for line in paragraph[:-1]]
    assert low <= sum(full) / len(full) <= high


@pytest.mark.parametrize(
    ("width", "marks", "chinese", "english"),
    [(1440, "unmarked", 31, 60), (1440, "marked", 23, 46), (1800, "marked", 30, 60)],
)
def test_columns_are_wide_enough_to_read(open_page, width, marks, chinese, english):
    """With notes in the margin, the columns of a laptop are narrower, those of a desk are not."""
    page = open_page(f"zh-Hans/{WORK}/4/?marks={marks}", width=width)
    for tag, low in (("zh-Hans", chinese), ("en", english)):
        full = [len(line) for paragraph in lines_of(page, tag) for line in paragraph[:-1]]
        assert sum(full) / len(full) >= low


def test_no_call_of_a_note_begins_a_line(open_page):
    for width in range(320, 900, 37):
        page = open_page(f"zh-Hans/{WORK}/1/?view=single", width=width)
        begins = page.evaluate(
            """() => [...document.querySelectorAll('a.note')].filter(e => e.checkVisibility())
            .filter(e => e.getBoundingClientRect().left
              <= e.closest('[data-text]').getBoundingClientRect().left + 2).length"""
        )
        assert begins == 0


@pytest.mark.parametrize("tag", ["zh-Hans", "zh-Hant"])
def test_what_chinese_is_set_with(open_page, tag):
    page = open_page(f"{tag}/{WORK}/2/")
    style = page.locator("#p5 > .text").first.evaluate(
        """e => { const s = getComputedStyle(e);
        return [s.lineBreak, s.textAutospace, s.textSpacingTrim, s.fontFamily]; }"""
    )
    assert style[:3] == ["strict", "normal", "normal"]
    assert {"zh-Hans": "SC", "zh-Hant": "TC"}[tag] in style[3]
    face = page.locator("#p5 > [lang=en]").evaluate("e => getComputedStyle(e).fontFamily")
    assert "CJK" not in face


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_numbers_hang_in_the_margin(open_page, width):
    page = open_page(f"en/{WORK}/2/", width=width)
    for segment in ("p5", "p5-a", "p6"):
        number, text = page.evaluate(
            """id => [...document.querySelectorAll(`#${id} .row-no, #${id} > .text:not(.facing)`)]
            .map(e => { const r = document.createRange(); r.selectNodeContents(e);
              const b = r.getClientRects()[0]; return [b.left, b.right, b.top, b.bottom]; })""",
            segment,
        )
        assert number[0] >= 0 and number[1] <= text[0]
        assert number[2] < text[3] and text[2] < number[3]


def test_a_number_is_a_permalink(open_page):
    page = open_page(f"en/{WORK}/2/")
    page.click("#p6 .row-no")
    assert page.url.endswith("#p6")
    assert page.locator("#p6").evaluate("e => e.matches(':target')")
