"""The compound file around .xls and encrypted workbooks ([MS-CFB]): its streams and their names."""

import struct

from importer.reading import errors

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_SECTOR = 0xFFFFFFFA  # at and above: the end of a chain, or a sector of the tables themselves
_LISTED = 109  # sectors of the FAT that the header lists
_MAX_UNUSED = 1_200  # places in the lists of them, of which the last may be nearly empty
_ENTRY_SIZE = 128
_MINI_SECTOR = 64


def stream_names(data: bytes) -> set[str]:
    """The names, in lower case, of all streams and folders. Raises FileUnreadable as below."""
    return {name.lower() for name, _, _ in _CompoundFile(data).entries()}


def read_stream(data: bytes, names: tuple[str, ...]) -> bytes:
    """The first stream of one of those names (lower case), cut to its length.

    Raises FileUnreadable when it is not there, or a chain of sectors leaves the file or loops.
    """
    file = _CompoundFile(data)
    for name, first, length in file.entries():
        if name.lower() in names:
            is_mini = length < file.mini_cutoff
            return (file.mini_chain(first) if is_mini else file.chain(first))[:length]
    raise errors.damaged()


class _CompoundFile:
    """Sectors that are chained by a table, the FAT."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512:
            raise errors.damaged()
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise errors.damaged()
        self._sector_size = 1 << shift
        directory, _, self.mini_cutoff, mini_fat = struct.unpack_from("<4I", data, 48)
        self._fat = self._read_fat()
        self._directory = self.chain(directory)
        self._mini_fat = _numbers(self.chain(mini_fat))

    def _read_fat(self) -> tuple[int, ...]:
        """The FAT's own sectors are listed in the header, the rest in a chain of lists."""
        (next_list,) = struct.unpack_from("<I", self._data, 68)
        sectors = list(struct.unpack_from(f"<{_LISTED}I", self._data, 76))
        while next_list < _NO_SECTOR:
            *more, next_list = _numbers(self._sector(next_list))
            sectors += more
            if len(sectors) > _MAX_UNUSED + len(self._data) // self._sector_size:
                raise errors.damaged()
        return _numbers(b"".join(map(self._sector, (n for n in sectors if n < _NO_SECTOR))))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._sector_size
        sector = self._data[start : start + self._sector_size]
        if not sector:
            raise errors.damaged()
        return sector

    def chain(self, first: int) -> bytes:
        """The bytes of the chain of sectors that begins with `first`."""
        return b"".join(map(self._sector, _links(first, self._fat)))

    def mini_chain(self, first: int) -> bytes:
        """The same for a small stream, whose sectors are pieces of the root entry's stream."""
        (root,) = struct.unpack_from("<I", self._directory, 116)
        whole = self.chain(root)
        starts = (number * _MINI_SECTOR for number in _links(first, self._mini_fat))
        return b"".join(whole[start : start + _MINI_SECTOR] for start in starts)

    def entries(self) -> list[tuple[str, int, int]]:
        """(name, first sector, length) of every stream and folder."""
        entries = []
        for at in range(0, len(self._directory) - _ENTRY_SIZE + 1, _ENTRY_SIZE):
            entry = self._directory[at : at + _ENTRY_SIZE]
            size = min(struct.unpack_from("<H", entry, 64)[0], 64)
            if entry[66] and size > 2:
                name = entry[: size - 2].decode("utf-16-le", "replace")
                entries.append((name, *struct.unpack_from("<2I", entry, 116)))
        return entries


def _numbers(table: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])


def _links(number: int, table: tuple[int, ...]) -> list[int]:
    links: list[int] = []
    while number < _NO_SECTOR:
        if number >= len(table) or len(links) > len(table):
            raise errors.damaged()
        links.append(number)
        number = table[number]
    return links
