"""Rest for the garbage collector while a stage makes millions of values that all stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Collects nothing inside, and goes on as before after it.

    Values without cycles are freed all the same; the search for cycles among millions that stay
    takes up to a third of the time of marking (`benchmarks/terms.py`).
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
