"""The zip archive around .xlsx, .xlsb and .ods, read within bounds that its bytes cannot break."""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from posixpath import normpath
from xml.etree import ElementTree

from importer.errors import FileUnreadable
from importer.i18n import _
from importer.reading import errors, limits

_PIECE = 2**16
_MAX_PIECE = 2**22
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_ENCRYPTED = 0x1
_NONE: Mapping[str, str] = {}


class Package:
    """The parts of an archive by their names, in any case and with either slash.

    Raises FileUnreadable when it is damaged or larger than the limits, by what its directory says
    as well as by what really comes out of it.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                entries = archive.infolist()
        except Exception as error:  # zipfile raises many kinds for mangled bytes
            raise errors.damaged() from error
        self._entries = {_key(entry.filename): entry for entry in entries}
        size = sum(entry.file_size for entry in entries)
        if len(entries) > limits.MAX_PARTS or size > limits.MAX_UNPACKED_BYTES:
            raise _too_large(size)

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._entries

    def size(self, name: str) -> int:
        """The unpacked size of the part in bytes, as the directory says; 0 when it is not there."""
        return self._entries[_key(name)].file_size if name in self else 0

    def read(self, name: str) -> bytes:
        """The whole part; nothing when it is not there."""
        return b"".join(self.pieces(name)) if name in self else b""

    def read_xml(self, name: str) -> bytes:
        """The whole part, refused when it declares entities: no spreadsheet program writes any."""
        part = self.read(name)
        if part.startswith(UTF_16) or _DTD.search(part):
            raise errors.damaged()
        return part

    def parse_xml(self, name: str) -> ElementTree.Element:
        """The root element of the part; one without children when the part is not there."""
        if self.size(name) > limits.MAX_TREE_BYTES:
            raise _too_large(self.size(name))
        part = self.read_xml(name)
        try:
            return ElementTree.fromstring(part) if part else ElementTree.Element("none")
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            raise errors.damaged() from error

    def check_sheets(self, parts: Sequence[str]) -> None:
        """Raise FileUnreadable when the parts of all sheets are too much: several sheets may share
        one part, which is read as often."""
        limits.check_sheets(len(parts))
        size = sum(map(self.size, parts))
        if size > limits.MAX_UNPACKED_BYTES:
            raise _too_large(size)

    def workbook_relations(self, part: str) -> dict[str, str]:
        """What the workbook's relations name, its parts being under their usual names: the ids →
        the parts that are there."""
        relations = {}
        for element in elements(self.parse_xml(part), "Relationship"):
            target = element.get("Target", "").replace("\\", "/")
            path = target if target.startswith("/") else f"xl/{target}"
            relations[element.get("Id", "")] = normpath(path).lstrip("/")
        return {key: target for key, target in relations.items() if target in self}

    def pieces(self, name: str) -> Iterator[bytes]:
        """The part as it unpacks, up to a few megabytes at a time."""
        entry = self._entries[_key(name)]
        usual = max(limits.USUAL_PART_BYTES, limits.MAX_RATIO * entry.compress_size)
        if entry.file_size > min(usual, limits.MAX_PART_BYTES):
            raise _too_large(entry.file_size)
        size = 0
        for piece in self._unpack(entry):
            size += len(piece)
            if size > entry.file_size:
                raise errors.damaged()
            yield piece
        if size < entry.file_size:
            raise errors.damaged()

    def with_parts(
        self, parts: Mapping[str, Iterable[bytes]], renamed: Mapping[str, str] = _NONE
    ) -> bytes:
        """The archive with other content for some of its parts, and some under other names, in
        place of parts that had those."""
        contents = {_key(name): pieces for name, pieces in parts.items()}
        names = {_key(part): name for part, name in renamed.items()}
        taken = set(map(_key, names.values())) - set(names)
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for key, entry in self._entries.items():
                if key in taken:
                    continue
                with archive.open(names.get(key, entry.filename), "w", force_zip64=True) as part:
                    for piece in contents.get(key) or self.pieces(key):
                        part.write(piece)
        return out.getvalue()

    def _unpack(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """Plain zlib: half the time of zipfile, whose checksums are the engine's work already."""
        start = self._content_start(entry)
        end = start + entry.compress_size
        if entry.flag_bits & _ENCRYPTED:
            raise errors.encrypted()
        if end > len(self._data):
            raise errors.damaged()
        if entry.compress_type == zipfile.ZIP_STORED:
            yield from (self._data[at : min(at + _PIECE, end)] for at in range(start, end, _PIECE))
            return
        if entry.compress_type != zipfile.ZIP_DEFLATED:
            raise errors.damaged()
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for at in range(start, end, _PIECE):
                packed = self._data[at : min(at + _PIECE, end)]
                while packed:
                    yield inflater.decompress(packed, _MAX_PIECE)
                    packed = inflater.unconsumed_tail
        except zlib.error as error:
            raise errors.damaged() from error

    def _content_start(self, entry: zipfile.ZipInfo) -> int:
        header = self._data[entry.header_offset : entry.header_offset + 30]
        if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
            raise errors.damaged()
        name, extra = (int.from_bytes(header[at : at + 2], "little") for at in (26, 28))
        return entry.header_offset + 30 + name + extra


def _too_large(size: int) -> FileUnreadable:
    return errors.too_large(_("it unpacks to {size:,} MB", size=size // 2**20))


def elements(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """All elements of that local name, in any namespace."""
    return (element for element in root.iter() if element.tag.rpartition("}")[2] == name)


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
