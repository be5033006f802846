"""Writers: one module per output, each with `NAME` and `write(edition)`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from edition.model import Edition, Output


def write_all(edition: Edition) -> Iterator[Output]:
    """The outputs of every module in this folder that has a `write`."""
    for info in sorted(pkgutil.iter_modules(__path__), key=lambda i: i.name):
        module = importlib.import_module(f"{__name__}.{info.name}")
        if hasattr(module, "NAME"):
            yield from module.write(edition)
