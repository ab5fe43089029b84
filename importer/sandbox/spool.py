"""What arrived, kept on disk: memory stays flat however many orders come."""

import tempfile
from collections.abc import Iterator


class Spool:
    """An append-only row of byte strings, in a temporary file once it has outgrown a megabyte."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=2**20)  # noqa: SIM115
        self._end = 0

    def add(self, entry: bytes) -> int:
        """The place under which `entry` can be read again."""
        place = self._end
        self._file.seek(place)
        self._file.write(len(entry).to_bytes(4, "big") + entry)
        self._end += 4 + len(entry)
        return place

    def read(self, place: int) -> bytes:
        """The entry at `place`."""
        self._file.seek(place)
        return self._file.read(int.from_bytes(self._file.read(4), "big"))

    def __iter__(self) -> Iterator[bytes]:
        place = 0
        while place < self._end:
            entry = self.read(place)
            place += 4 + len(entry)
            yield entry

    def close(self) -> None:
        """Gives the file back to the system."""
        self._file.close()
