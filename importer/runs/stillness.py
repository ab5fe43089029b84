"""Which files nobody writes any more."""

import errno
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

STILL_SECONDS = 5.0
_FORGOTTEN_SECONDS = 600.0  # after which a file that nobody asked for is a new one
_State: TypeAlias = tuple[int, int]  # its size and its time


class Stillness:
    """What this process saw of files: one is still when its size and its time have stayed the same
    for `STILL_SECONDS` of the `clock`. It compares no clock with that of a share."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        # By file: how it was, since when, and when it was looked at last.
        self._seen: dict[Path, tuple[_State, float, float]] = {}

    def is_still(self, file: Path) -> bool:
        """Looks at the file; raises OSError when it is not there."""
        now, state = self._clock(), _state_of(file)
        before, since, looked_at = self._seen.get(file, (state, now, now))
        if before != state or looked_at < now - _FORGOTTEN_SECONDS:
            since = now
        self._seen[file] = (state, since, now)
        return now - since >= STILL_SECONDS

    def read(self, file: Path) -> bytes | None:
        """As `read_file`, or None when somebody may still be writing it."""
        if not self.is_still(file):
            return None
        data = read_file(file)
        return data if self._seen[file][0] == _state_of(file) else None

    def tidy(self) -> None:
        """Forgets the files that are gone."""
        since = self._clock() - _FORGOTTEN_SECONDS
        self._seen = {file: seen for file, seen in self._seen.items() if seen[2] >= since}


def read_file(file: Path, *, follow: bool = True) -> bytes:
    """The bytes of a file: of one that is too large for a run as many as let the run say so. Raises
    OSError when it is not there, does not open, is no file, or is a link that is not to be
    followed."""
    from importer.reading import MAX_FILE_BYTES  # which brings pandas

    def opener(path: str, flags: int) -> int:
        # A pipe in the file's place is not waited for.
        flags |= getattr(os, "O_NONBLOCK", 0) | (0 if follow else getattr(os, "O_NOFOLLOW", 0))
        return os.open(path, flags)

    with open(file, "rb", opener=opener) as opened:
        if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        return opened.read(MAX_FILE_BYTES + 1)


def _state_of(file: Path) -> _State:
    found = file.stat()
    return found.st_size, found.st_mtime_ns
