"""Writes edition/opencc_data/ again, from the dictionaries of the installed OpenCC.

Run it after another version of OpenCC was locked: `make opencc-data`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import opencc

PACKAGE = Path(opencc.__file__).parent / "clib"
FOLDER = Path(__file__).resolve().parent.parent / "edition" / "opencc_data"
PHRASES = ("STPhrases", "STPhrases_GeneratedFromRegionalPhrases")
HEAD = "# OpenCC {version}, Apache-2.0; see README.md. Written by tools/opencc_data.py.\n"


def dictionary(name: str) -> dict[str, tuple[str, ...]]:
    """A dictionary of the installed OpenCC: the readings of each key, the chosen one first."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "dictionary.txt"
        tool = PACKAGE / "bin" / "opencc_dict"
        source = PACKAGE / "share" / "opencc" / f"{name}.ocd2"
        subprocess.run([tool, "-i", source, "-o", out, "-f", "ocd2", "-t", "text"], check=True)
        lines = (line.split("\t") for line in out.read_text("utf-8").splitlines() if line)
        return {key: tuple(values.split(" ")) for key, values in lines}


def tables() -> dict[str, str]:
    """The data files by name: what `s2tw` chooses among, in Taiwan's characters."""
    taiwan = {key: values[0] for key, values in dictionary("TWVariants").items()}

    def readings(values: tuple[str, ...]) -> tuple[str, ...]:
        """The different readings in Taiwan's characters, the chosen one first."""
        written = ("".join(taiwan.get(c, c) for c in value) for value in values)
        return tuple(dict.fromkeys(written))

    characters = {k: readings(v) for k, v in dictionary("STCharacters").items()}
    phrases: dict[str, tuple[str, ...]] = {}
    for name in PHRASES:
        phrases = {k: readings(v) for k, v in dictionary(name).items()} | phrases
    head = HEAD.format(version=opencc.__version__)
    several = sorted((k, v) for k, v in characters.items() if len(v) > 1)
    words = ((k, v if len(v) > 1 else ()) for k, v in sorted(phrases.items()))
    return {
        "characters.txt": head + "".join(f"{k} {' '.join(v)}\n" for k, v in several),
        "phrases.txt": head + "".join(f"{' '.join((k, *v))}\n" for k, v in words),
    }


def main() -> int:
    """Writes the tables; 1 where this OpenCC has no tool that reads its dictionaries."""
    try:
        found = tables()
    except OSError as error:
        print(f"{error.filename} of OpenCC cannot be run: {error.strerror}", file=sys.stderr)
        return 1
    for name, text in found.items():
        (FOLDER / name).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
