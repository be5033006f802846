"""The digest of passages, which anyone can make again from a page or from `<work>.json`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def digest(passages: Iterable[tuple[str, str]]) -> str:
    """The SHA-256, in lower-case hexadecimal, of passages given as segment id and text.

    It is taken over the UTF-8 bytes of the id, a tab, the text and a line feed, for each in
    order. No id holds a tab and no text a line feed, so that no two lists give the same bytes.
    """
    found = hashlib.sha256()
    for name, text in passages:
        found.update(f"{name}\t{text}\n".encode())
    return found.hexdigest()
