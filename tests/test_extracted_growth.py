"""An import takes steps in proportion to the text, whatever its shape."""

import growth
import pytest

from edition.readers.extracted import extract
from edition.text import Source

SHAPES = {
    "one line": lambda n: "word " * n,
    "one long word": lambda n: "x" * n,
    "short lines": lambda n: "x\n" * n,
    "paragraphs": lambda n: "".join(f"{i}. Some words here.\n\n" for i in range(n)),
    "items without a paragraph": lambda n: "(a) x\n\n" * n,
    "one number for all": lambda n: "1. x\n\n" * n,
    "marks alone": lambda n: "5.\n" * n,
    "page numbers": lambda n: "".join(f"text here\n{i}\n\f" for i in range(n)),
    "numbers that never count on": lambda n: "".join(f"{i * 7 % 97}\n" for i in range(n)),
    "running headers": lambda n: "A/CONF.900/WP.3\nsome text\n\f" * n,
    "form feeds": lambda n: "\f" * n,
    "footnotes": lambda n: "".join(f"Words{i} here.\n____\n{i} Note.\n\f" for i in range(n)),
    "notes that nothing calls": lambda n: "Words here.\n\f1 Note.\n\f" * n,
    "hyphens": lambda n: "disarma-\n" * n,
    "soft hyphens": lambda n: "a\u00ad\n" * n,
    "radicals in a line": lambda n: "\u2f00" * n,
    "radicals in a block": lambda n: "1. x\n" + "\u2f00 x\n" * n,
    "blanks apart": lambda n: "核 武 器 国 家\n" * n,
    "blanks apart in a line": lambda n: "核 " * n,
    "tabs": lambda n: "a\tb\tc\n" * n,
    "open quotations": lambda n: "“‘（\n" * n,
    "backslashes": lambda n: "\\" * n + "\n" + "\\*|\n" * n,
    "blank lines": lambda n: "x" + "\n" * n + "y",
    "white space": lambda n: "x" + " \u3000\t" * n + "y",
}


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
@pytest.mark.parametrize("shape", SHAPES)
def test_steps_grow_with_the_text(shape, language):
    counts = []
    for size in (40, 80, 160):
        source = Source("raw.txt", SHAPES[shape](size))
        counts.append(sum(growth.steps(extract, source, language).values()))
    one, two, four = counts
    assert four - two <= 2.6 * (two - one) + 400
