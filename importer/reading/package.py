"""The zip archive around .xlsx, .xlsb and .ods, read within bounds that its bytes cannot break."""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from posixpath import normpath

from importer.i18n import _
from importer.reading import errors, limits

_PIECE = 2**16
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_ENCRYPTED = 0x1


class Package:
    """The parts of an archive by their names, in any case and with either slash.

    Raises FileUnreadable when it is damaged or larger than the limits, by what its directory says
    as well as by what really comes out of it.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                self.entries = archive.infolist()
        except Exception as error:  # zipfile raises many kinds for mangled bytes
            raise errors.damaged() from error
        self._parts = {_plain(entry.filename): entry for entry in self.entries}
        explode_items = sum(entry.file_size for entry in self.entries)
        if len(self.entries) > limits.MAX_PARTS or explode_items > limits.MAX_UNPACKED_BYTES:
            size = explode_items // 2**20
            raise errors.too_large(_("it unpacks to {size:,} MB", size=size))

    def has(self, name: str) -> bool:
        """Whether the archive has that part."""
        return _plain(name) in self._parts

    def named(self, name: str) -> str:
        """The part's name as the archive writes it."""
        return self._parts[_plain(name)].filename

    def size(self, name: str) -> int:
        """The unpacked size of the part in bytes, as the directory says; 0 when it is not there."""
        return self._parts[_plain(name)].file_size if self.has(name) else 0

    def read(self, name: str) -> bytes:
        """The whole part; nothing when it is not there."""
        return b"".join(self.pieces(name)) if self.has(name) else b""

    def xml(self, name: str) -> bytes:
        """The whole part, refused when it declares entities: no spreadsheet program writes any."""
        part = self.read(name)
        if part.startswith((b"\xff\xfe", b"\xfe\xff")) or _DTD.search(part):
            raise errors.damaged()
        return part

    def pieces(self, name: str) -> Iterator[bytes]:
        """The part as it unpacks, a few hundred kilobytes at a time."""
        entry = self._parts[_plain(name)]
        explode_items = 0
        for piece in self._unpacked(entry):
            explode_items += len(piece)
            if explode_items > min(entry.file_size, limits.MAX_PART_BYTES):
                raise errors.damaged()
            yield piece
        if explode_items < entry.file_size:
            raise errors.damaged()

    def replaced(self, parts: Mapping[str, Iterable[bytes]]) -> bytes:
        """The archive with other content for some parts, by their names as the archive has them."""
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for entry in self._parts.values():
                name = entry.filename
                with archive.open(name, "w", force_zip64=True) as part:
                    for piece in parts.get(name) or self.pieces(name):
                        part.write(piece)
        return out.getvalue()

    def _unpacked(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """Plain zlib: half the time of zipfile, whose checksums are the engine's work already."""
        start = self._start(entry)
        end = start + entry.compress_size
        if entry.flag_bits & _ENCRYPTED:
            raise errors.encrypted()
        if end > len(self.data):
            raise errors.damaged()
        if entry.compress_type == zipfile.ZIP_STORED:
            yield from (self.data[at : min(at + _PIECE, end)] for at in range(start, end, _PIECE))
            return
        if entry.compress_type != zipfile.ZIP_DEFLATED:
            raise errors.damaged()
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for at in range(start, end, _PIECE):
                packed = self.data[at : min(at + _PIECE, end)]
                while packed:
                    yield inflater.decompress(packed, 64 * _PIECE)
                    packed = inflater.unconsumed_tail
        except zlib.error as error:
            raise errors.damaged() from error

    def _start(self, entry: zipfile.ZipInfo) -> int:
        header = self.data[entry.header_offset : entry.header_offset + 30]
        if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
            raise errors.damaged()
        name, extra = (int.from_bytes(header[at : at + 2], "little") for at in (26, 28))
        return entry.header_offset + 30 + name + extra


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def resolve(folder: str, target: str) -> str:
    """The part that a relationship's `target` in `folder` names."""
    path = target.replace("\\", "/")
    return normpath(path if path.startswith("/") else f"{folder}/{path}").lstrip("/")
