"""What a file's bytes are, whatever its name says."""

import re
import zipfile
from enum import StrEnum
from io import BytesIO

from importer.errors import FileUnreadable
from importer.i18n import Message, _
from importer.reading import errors, ole


class Format(StrEnum):
    """The kinds of file that are read."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    TEXT = "text"


_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00")
_UNPACK = _("Unpack it first, and use the file inside.")
# Magic numbers as listed by each format's own specification: (offset, bytes, what it is, cure).
_OTHER_FORMATS: tuple[tuple[int, bytes, Message, Message], ...] = (
    (0, b"%PDF", _("a PDF document"), errors.EXPORT_TABLE),
    (0, b"\x89PNG", _("a picture (PNG)"), errors.EXPORT_TABLE),
    (0, b"\xff\xd8\xff", _("a picture (JPEG)"), errors.EXPORT_TABLE),
    (0, b"GIF8", _("a picture (GIF)"), errors.EXPORT_TABLE),
    (0, b"II*\x00", _("a picture (TIFF)"), errors.EXPORT_TABLE),
    (0, b"MM\x00*", _("a picture (TIFF)"), errors.EXPORT_TABLE),
    (8, b"WEBP", _("a picture (WebP)"), errors.EXPORT_TABLE),
    (4, b"ftyphei", _("a picture (HEIC)"), errors.EXPORT_TABLE),
    (4, b"ftypmif1", _("a picture (HEIC)"), errors.EXPORT_TABLE),
    (4, b"ftyp", _("a video"), errors.EXPORT_TABLE),
    (0, b"\x1f\x8b", _("a compressed archive (gzip)"), _UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", _("a compressed archive (7-Zip)"), _UNPACK),
    (0, b"Rar!", _("a compressed archive (RAR)"), _UNPACK),
    (0, b"\x28\xb5\x2f\xfd", _("a compressed archive (zstd)"), _UNPACK),
    (0, b"\xfd7zXZ", _("a compressed archive (xz)"), _UNPACK),
    (0, b"{\\rtf", _("a formatted text document (RTF)"), errors.EXPORT_TABLE),
    (0, b"SQLite format 3", _("a database (SQLite)"), errors.EXPORT_TABLE),
    (0, b"PAR1", _("a data file (Parquet)"), errors.EXPORT_TABLE),
    (0, b"MZ", _("a program"), errors.EXPORT_TABLE),
    (0, b"\x7fELF", _("a program"), errors.EXPORT_TABLE),
)
# Letters that may well begin a table; in a file of that format NUL bytes follow.
_ORDINARY = (b"MZ", b"GIF8", b"PAR1", b"Rar!", b"ftyp", b"WEBP")
# A SYLK file: its first record, and another one. A CSV may begin with “ID;Payment”.
_SYLK = re.compile(r"ID;P[^\r\n]*\r?\n(?:[BCEFNOPW]{1,2};|E\r?\n)")
# The workbook's own entry among an Office package's types of content, whatever its name.
_WORKBOOK = re.compile(rb"(?:spreadsheetml\.\w+|ms-excel\.\w+\.macroEnabled)\.main\+xml", re.I)
_BINARY_WORKBOOK = re.compile(rb"ms-excel\.sheet\.binary", re.I)
_FILLED = re.compile(rb"[^\x00\t\n\r \xef\xbb\xbf\xff\xfe]")


def detect_format(data: bytes) -> Format:
    """The format of `data`.

    Raises FileUnreadable for anything that is no table, naming what it really is.
    """
    if not _FILLED.search(data):
        raise errors.empty()
    if data.startswith(_ZIP):
        return _zip(data)
    if data.startswith(ole.MAGIC):
        return _compound(data)
    if data.startswith(_OLD_BIFF):
        raise errors.other_format(
            _("a workbook of a very old Excel (before 1997)"),
            errors.SAVE_AS_XLSX,
        )
    for offset, magic, what, cure in _OTHER_FORMATS:
        may_be_text = magic in _ORDINARY and b"\0" not in data[:64]
        if data.startswith(magic, offset) and not may_be_text:
            raise errors.other_format(what, cure)
    return Format.TEXT


def _compound(data: bytes) -> Format:
    names = ole.stream_names(data)
    if names & {"encryptedpackage", "encryptioninfo"}:
        raise errors.encrypted()
    if names & {"workbook", "book"}:
        return Format.XLS
    if "worddocument" in names:
        raise errors.other_format(_("a Word document"))
    if "powerpoint document" in names:
        raise errors.other_format(_("a PowerPoint presentation"))
    if any(name.startswith("__substg1.0_") for name in names):
        raise errors.other_format(_("an Outlook e-mail"))
    raise errors.other_format(_("not an Excel workbook but another Office file"))


def _zip(data: bytes) -> Format:
    mimetype = types = b""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
            for part in archive.infolist():
                if part.filename == "mimetype" and part.file_size < 1000:
                    mimetype = archive.read(part)[:100]
                elif _names_types(part) and not part.flag_bits & 0x1:
                    types = archive.read(part)
    except Exception as error:  # zipfile raises many kinds for mangled bytes
        raise errors.damaged() from error
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return Format.ODS
    if "xl/workbook.xml" in names or _WORKBOOK.search(types):
        return Format.XLSX
    if "xl/workbook.bin" in names or _BINARY_WORKBOOK.search(types):
        return Format.XLSB
    raise _other_zip(names, mimetype)


def _names_types(part: zipfile.ZipInfo) -> bool:
    return part.filename.lower() == "[content_types].xml" and part.file_size < 2**20


def _other_zip(names: set[str], mimetype: bytes) -> FileUnreadable:
    folders = {name.partition("/")[0] for name in names if "/" in name}
    if "word" in folders:
        return errors.other_format(_("a Word document"))
    if "ppt" in folders:
        return errors.other_format(_("a PowerPoint presentation"))
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        return errors.other_format(_("an OpenDocument text"))
    if "index" in folders or "index.zip" in names:
        return errors.other_format(
            _("an Apple Numbers document"),
            _("In Numbers choose File → Export To → Excel, and use that file."),
        )
    if "[content_types].xml" in names:
        return errors.damaged()
    return errors.other_format(_("a zip archive"), _UNPACK)


_MARKUP = re.compile(
    r"<(?:!doctype html|html|table|head|body|meta|div|style|script|center)\b", re.I
)
_EXCEL_2003 = "urn:schemas-microsoft-com:office:spreadsheet"
_JSON = re.compile(r"(?:\[\s*)?\{\s*(?:\"|\})|\[\s*\[|\[\s*\]\s*$")
_WEB_ARCHIVE = re.compile(r"(?:MIME-Version|Content-Type|Message-ID|From|Return-Path):", re.I)


def is_web_page(start: str) -> bool:
    """Whether a text that starts so is HTML."""
    start = start.lstrip("\ufeff \t\r\n")
    is_markup = re.match(r"<[A-Za-z!?/]", start) and _MARKUP.search(start)
    return bool(is_markup) and _EXCEL_2003 not in start


def refuse_other_text(start: str) -> None:
    """Raise FileUnreadable when a text that starts so is no delimited table."""
    start = start.lstrip("\ufeff \t\r\n")
    if re.match(r"<[A-Za-z!?/]", start):
        if _EXCEL_2003 in start:
            raise errors.other_format(_("an XML spreadsheet of Excel 2003"), errors.SAVE_AS_XLSX)
        if _MARKUP.search(start):
            raise errors.other_format(_("a web page (HTML)"), errors.SAVE_AS_XLSX)
        raise errors.other_format(_("XML data"))
    if _JSON.match(start):
        raise errors.other_format(_("JSON data"))
    if _WEB_ARCHIVE.match(start) and "\nMIME-Version:" in "\n" + start:
        raise errors.other_format(_("a saved web page (MHTML)"), errors.SAVE_AS_XLSX)
    if _SYLK.match(start) or start.startswith(("TABLE\r\n0,1", "TABLE\n0,1")):
        raise errors.other_format(
            _("an old exchange format (SYLK or DIF)"),
            errors.SAVE_AS_XLSX,
        )
    if start.startswith("BEGIN:V"):
        raise errors.other_format(_("a contact or calendar card"))
    # Texts may hold a stray control character, even a few; they are not made of them.
    sample = start[:20_000]
    controls = sum(1 for char in sample if char < " " and char not in "\t\r\n\x0b\x0c")
    if controls > max(20, len(sample) // 50):
        raise errors.other_format(_("not a spreadsheet but binary data"), errors.AGAIN)
