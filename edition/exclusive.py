"""One build at a time in a folder, by a lock of the operating system.

Such a lock ends with the last process that holds it, so that none outlives a killed build.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

WAIT = 30.0
PAUSE = 0.1


class Busy(Exception):
    """Another process holds the lock at the path that is the argument."""


@contextlib.contextmanager
def held(path: Path, waiting: Callable[[], None], wait: float = WAIT) -> Iterator[int]:
    """Holds a lock at `path`, a file that is there only meanwhile; gives its descriptor.

    A process that is given the descriptor holds the lock too. Where another process has the
    lock, calls `waiting` once and waits for `wait` seconds at most. Raises `Busy` then, and
    `OSError` where no file can be made.
    """
    descriptor = _taken(path, waiting, time.monotonic() + wait)
    try:
        yield descriptor
    finally:
        # Still locked: whoever opened this file meanwhile sees that it is gone, and opens anew.
        with contextlib.suppress(OSError):
            path.unlink()
        os.close(descriptor)


def _taken(path: Path, waiting: Callable[[], None], deadline: float) -> int:
    told = False
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        if _lock(descriptor) and _is_at(descriptor, path):
            return descriptor
        os.close(descriptor)
        if time.monotonic() >= deadline:
            raise Busy(path)
        if not told:
            waiting()
            told = True
        time.sleep(PAUSE)


def _is_at(descriptor: int, path: Path) -> bool:
    """Whether the open file is the one at the path, and was not deleted since."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        """Whether the lock was free, and is now held."""
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import errno
    import fcntl

    UNKNOWN = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}

    def _lock(descriptor: int) -> bool:
        """Whether the lock was free, and is now held; or the file system knows no locks."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno not in UNKNOWN:
                raise
        return True
