"""Clean texts: one file each under `texts/`, in the form described in `texts/README.md`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "texts"
KINDS = {
    "title": "title",
    "front": "front",
    "h1": "heading",
    "h2": "heading",
    "art": "article",
    "p": "paragraph",
    "i1": "item",
    "i2": "item",
    "b1": "bullet",
    "b2": "bullet",
    "e1": "enumeration",
    "e2": "enumeration",
    "e3": "enumeration",
    "u": "unnumbered",
    "note": "note",
    "row": "row",
    "sign": "signature",
}
CALL = re.compile(r"\{([0-9]+)\}")
SOFT = frozenset({"row", "signature"})


@dataclass(frozen=True, slots=True)
class Block:
    """One block as printed: its kind, depth (1 outermost), mark, and text.

    `{1}` in the text is the call of the note whose mark is `1`; the cells of a row are
    separated by ` | `.
    """

    kind: str
    level: int
    mark: str
    text: str

    @property
    def notes(self) -> tuple[str, ...]:
        """The marks of the notes that the text calls, in order."""
        return tuple(CALL.findall(self.text))

    @property
    def headline(self) -> bool:
        """Whether it is set as a heading: one, a title, or an article's number and name."""
        named = self.kind == "article" and not self.text.endswith((".", "。", "：", ":"))
        return named or self.kind in ("title", "heading")

    @property
    def bare(self) -> str:
        """The text without note calls; the cells of a row with one space between."""
        text = CALL.sub("", self.text)
        return text.replace(" | ", " ") if self.kind == "row" else text


@dataclass(frozen=True, slots=True)
class Text:
    """A clean text: name, language, numbering as `work.yml` has it, facts, and blocks."""

    name: str
    language: str
    numbering: str
    symbol: str
    date: str
    header: str
    masthead: tuple[str, ...]
    blocks: tuple[Block, ...]


@cache
def texts() -> tuple[Text, ...]:
    """Every text of the corpus, by name."""
    return tuple(parse(p.stem, p.read_text("utf-8")) for p in sorted(FOLDER.glob("*.txt")))


def seen(text: Text) -> bool:
    """Whether an importer may be developed on the text; the last two of each language are not."""
    number = re.search(r"-([0-9]+)-", text.name)
    return number is not None and int(number[1]) <= 6


def parse(name: str, content: str) -> Text:
    """Reads one file: `key: value` lines, a blank line, then one block a line."""
    head, _, body = content.partition("\n\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    blocks = tuple(_block(line) for line in body.splitlines() if line.strip())
    masthead = tuple(facts["masthead"].split(" / "))
    return Text(
        name,
        facts["language"],
        facts["numbering"],
        facts["symbol"],
        facts["date"],
        facts["header"],
        masthead,
        blocks,
    )


def _block(line: str) -> Block:
    tag, _, rest = line.partition(" ")
    mark, found, text = rest.partition(" ¦ ")
    if not found:
        mark, text = "", rest
    level = int(tag[-1]) if tag[-1].isdigit() else 1
    return Block(KINDS[tag], level, mark.strip(), text.strip())


ESCAPED = re.compile(r"[\\*|]")
MARK_LIKE = re.compile(r"[#\-•·–—(（第0-9０-９]|Article |[a-z][)）]")


def as_edition(text: Text) -> str:
    """The clean text in the grammar of the edition text; notes come last."""
    notes = [block for block in text.blocks if block.kind == "note"]
    running = [block for block in text.blocks if block.kind != "note"]
    return "\n\n".join(_edition(b) for b in [*running, *notes]) + "\n"


def _edition(block: Block) -> str:
    body = ESCAPED.sub(lambda m: "\\" + m[0], block.bare)
    if block.kind in ("title", "heading"):
        hashes = "#" if block.kind == "title" else "#" * (block.level + 1)
        return " ".join(part for part in (hashes, block.mark, body) if part)
    if block.kind == "article":
        return f"{block.mark} {body}".strip()
    if block.kind in ("paragraph", "item"):
        return f"{block.mark} {body}"
    if block.kind == "bullet":
        return f"- {body}"
    plain = f"{block.mark} {body}" if block.mark else body
    return "\\" + plain if MARK_LIKE.match(plain) else plain
