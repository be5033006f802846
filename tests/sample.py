"""What tests build from: a library made on the spot, and the hand-written pages."""

import shutil
from pathlib import Path

from edition.save import MANIFEST, owned

WORK = "world-without-nuclear-weapons"
DOCS = Path(__file__).resolve().parent.parent / "docs"


def copy_docs(target):
    """Copies the hand-written pages and assets, without what a build has generated."""
    generated = {DOCS / path for path in (*owned(DOCS), MANIFEST)}

    def skip(folder, names):
        return [name for name in names if Path(folder, name) in generated]

    shutil.copytree(DOCS, target, ignore=skip, dirs_exist_ok=True)


def library(folder, files):
    """Writes `files` (name → text, bytes, or `None` for absent) under `folder/source`."""
    source = folder / "source"
    for name, value in files.items():
        if value is None:
            continue
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(value if isinstance(value, bytes) else value.encode("utf-8"))
    return source
