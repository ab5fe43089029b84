"""The compound file around .xls and encrypted workbooks, after [MS-CFB]: names and streams only."""

import struct

from importer.reading import errors

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # at and above: not a sector
_ENTRY = 128


class _Container:
    """The sectors of a compound file. Raises FileUnreadable for chains that leave it or loop."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512:
            raise errors.damaged()
        self.data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise errors.damaged()
        self.size = 1 << shift
        (directory, _, self.cutoff, mini_fat) = struct.unpack_from("<4I", data, 48)
        self.fat = self._fat()
        self.directory = self.chain(directory)
        self.mini_fat = self._numbers(self.chain(mini_fat))
        self.mini: bytes | None = None

    def _fat(self) -> tuple[int, ...]:
        (next_difat, _) = struct.unpack_from("<2I", self.data, 68)
        sectors = list(struct.unpack_from("<109I", self.data, 76))
        seen = 0
        while next_difat < _END:
            numbers = self._numbers(self.sector(next_difat))
            sectors += numbers[:-1]
            next_difat = numbers[-1]
            seen += 1
            if seen > len(self.data) // self.size:
                raise errors.damaged()
        return self._numbers(b"".join(self.sector(n) for n in sectors if n < _END))

    @staticmethod
    def _numbers(data: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        found = self.data[start : start + self.size]
        if not found:
            raise errors.damaged()
        return found

    def chain(self, number: int) -> bytes:
        """The bytes of the chain of sectors that begins with `number`."""
        return b"".join(self.sector(n) for n in _links(number, self.fat))

    def mini_chain(self, number: int) -> bytes:
        if self.mini is None:
            (root,) = struct.unpack_from("<I", self.directory, 116)
            self.mini = self.chain(root)
        return b"".join(self.mini[n * 64 : n * 64 + 64] for n in _links(number, self.mini_fat))

    def entries(self) -> list[tuple[str, int, int]]:
        """(name, first sector, length) of every stream and folder."""
        found = []
        for at in range(0, len(self.directory) - _ENTRY + 1, _ENTRY):
            entry = self.directory[at : at + _ENTRY]
            length = min(struct.unpack_from("<H", entry, 64)[0], 64)
            if entry[66] and length > 2:
                name = entry[: length - 2].decode("utf-16-le", "replace")
                found.append((name, *struct.unpack_from("<2I", entry, 116)))
        return found


def _links(number: int, table: tuple[int, ...]) -> list[int]:
    links: list[int] = []
    while number < _END:
        if number >= len(table) or len(links) > len(table):
            raise errors.damaged()
        links.append(number)
        number = table[number]
    return links


def names(data: bytes) -> list[str]:
    """The names of all streams and folders of the compound file."""
    return [name for name, _, _ in _Container(data).entries()]


def stream(data: bytes, wanted: tuple[str, ...]) -> bytes:
    """The first stream named as one of `wanted` (any case), cut to its length.

    Raises FileUnreadable when it is not there or its chain is broken.
    """
    container = _Container(data)
    for name, first, length in container.entries():
        if name.lower() in wanted:
            mini = length < container.cutoff
            whole = container.mini_chain(first) if mini else container.chain(first)
            return whole[:length]
    raise errors.damaged()
