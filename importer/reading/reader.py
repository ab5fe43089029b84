"""The one way from a path to a workbook."""

import hashlib
from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from importer.errors import FileUnreadable
from importer.i18n import Message, _
from importer.reading import delimited, errors, excel, limits, ods, xlsx
from importer.reading.cells import Workbook
from importer.reading.relations import with_usual_names
from importer.reading.sniff import Format, detect_format
from importer.text import nearest

_ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt"})


def read_workbook(path: Path, *, encoding: str | None = None) -> Workbook:
    """The cells of all sheets of the file, whatever its name says that it is.

    `encoding` is the option `--encoding`; it matters to text files alone. Raises FileUnreadable
    when the file cannot be opened or is no table, UsageError when `encoding` must be told.
    """
    data = _read_bytes(path)
    format_ = detect_format(data)
    if format_ is Format.TEXT:
        book = delimited.read_text(path, data, encoding)
    elif format_ is Format.ODS:
        book = ods.read_ods(path, data)
    else:
        book = excel.read_excel(path, data, format_)
    return replace(book, sha256=_sha256(data))


def check_unchanged(book: Workbook) -> bytes:
    """The file's bytes; raises FileUnreadable when it is no longer what was read, or is gone.

    For the moment before orders are sent: what was checked must still be what the file says.
    """
    try:
        data = _read_bytes(book.path)
    except FileUnreadable as error:
        raise errors.unreadable(
            _("{path} is gone, or cannot be read any more, since it was checked.", path=book.path),
            _("Nothing was sent. Put the file back and run again."),
        ) from error
    if _sha256(data) != book.sha256:
        raise errors.unreadable(
            _("{path} was changed after it was checked.", path=book.path),
            _("Nothing was sent. Run again: the file is then checked as it is now."),
        )
    return data


def number_formats(path: Path, sheet: str, rows: Collection[int]) -> xlsx.Formats:
    """The number format of the cells of those rows of a sheet, such as `00000` or `yyyy-mm-dd`.

    Sheet row → 0-based column → code; rows formatted alike share one mapping. Cells of the format
    General are left out, and so are all cells of files other than .xlsx and .xlsm. Raises
    FileUnreadable as `read_workbook` does.
    """
    data = _read_bytes(path)
    if detect_format(data) is not Format.XLSX:
        return {}
    with errors.translate_errors():
        return xlsx.number_formats(with_usual_names(data, "xml"), sheet, rows)


def order_files(folder: Path) -> list[Path]:
    """The files of the folder that may hold orders, by their names, the newest first."""
    with suppress(OSError):
        files = [each for each in folder.iterdir() if each.suffix.lower() in _ENDINGS]
        files = [each for each in files if each.is_file() and each.name[0] not in ".~"]
        return sorted(files, key=lambda each: (each.stat().st_mtime, each.name), reverse=True)
    return []


def _where_it_may_be(path: Path) -> Message:
    names = {each: each.name.casefold() for each in order_files(path.parent)}
    name = path.name.casefold()
    by_stem = [each for each, known in names.items() if Path(known).stem in (name, Path(name).stem)]
    near = by_stem or list(nearest(name, names, least=75))
    if not near:
        return _("Look at the name and the folder.")
    return _("Did you mean {near}?", near=near[0])


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read_bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise errors.unreadable(
                _("{path} is a folder, not a file.", path=path),
                _("Name the file in it."),
            )
        size = path.stat().st_size
        if size > limits.MAX_FILE_BYTES:
            raise errors.too_large(_("{size:,} MB", size=size // 2**20))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise errors.unreadable(
            _("There is no file {path}.", path=path), _where_it_may_be(path)
        ) from error
    except (OSError, ValueError) as error:
        raise errors.unreadable(
            _("The file {path} cannot be opened.", path=path),
            _("If it is open in Excel, close it there; then look whether you may read it."),
        ) from error
