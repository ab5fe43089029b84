"""A file that is no longer what was read."""

import hashlib
import os
from pathlib import Path

import pytest

from importer.errors import FileUnreadable
from importer.reading import check_unchanged, read_workbook


def test_a_workbook_knows_the_bytes_that_it_was_read_from(tmp_path: Path) -> None:
    """The hash is that of the file as it was read; a file only touched since is the same."""
    file = tmp_path / "orders.csv"
    file.write_bytes(b"a,b\n1,2\n")
    book = read_workbook(file)
    assert book.sha256 == hashlib.sha256(b"a,b\n1,2\n").hexdigest()
    os.utime(file, (1, 1))
    check_unchanged(book)


def test_a_changed_file_is_named_though_size_and_time_are_the_same(tmp_path: Path) -> None:
    """One other digit at the same time makes another file."""
    file = tmp_path / "orders.csv"
    file.write_bytes(b"a,b\n1,2\n")
    book, times = read_workbook(file), file.stat()
    file.write_bytes(b"a,b\n1,3\n")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    with pytest.raises(FileUnreadable, match=r"orders\.csv was changed"):
        check_unchanged(book)


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    """A file that was moved away is no reason to send what nobody can look up any more."""
    file = tmp_path / "orders.csv"
    file.write_bytes(b"a,b\n1,2\n")
    book = read_workbook(file)
    file.unlink()
    with pytest.raises(FileUnreadable, match=r"orders\.csv is gone"):
        check_unchanged(book)
