"""The file of a ledger: whether what stands there is one, and who may read it."""

import os
import shutil
import sqlite3
import stat
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from importer.i18n import _
from importer.ledger.errors import LedgerUnusable, is_damaged

APPLICATION_ID = 0x4F544F49  # "OTOI", by which a SQLite file is known to be ours
_ENDINGS = ("", "-wal", "-shm")  # of the files that SQLite keeps
_MAGIC = b"SQLite format 3\x00"
_HEADER_LENGTH = 100  # https://www.sqlite.org/fileformat.html#the_database_header
_APPLICATION_ID_AT = slice(68, 72)


def refuse_other_files(path: Path) -> None:
    """Raises LedgerUnusable when something else than a ledger stands there.

    Nothing is written, locked or put beside it to find out. A damaged ledger passes.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode):
        raise LedgerUnusable(_("{path} is a folder and not a ledger.", path=path))
    if not stat.S_ISREG(mode):
        raise LedgerUnusable(_("{path} is a device and not a ledger.", path=path))
    if _is_ours_or_empty(path):
        return
    if _header(path).startswith(_MAGIC):
        message = _("{path} is a database of another program and not a ledger.", path=path)
    else:
        message = _("{path} is a file of another kind and not a ledger.", path=path)
    raise LedgerUnusable(message)


def make_private(path: Path) -> None:
    """Makes the file when there is none, and lets nobody but its user read or write the ledger."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    for beside in _files(path):
        with suppress(FileNotFoundError, PermissionError):  # it is gone, or somebody else's
            if beside.stat().st_mode & 0o077:
                beside.chmod(0o600)


def set_aside(path: Path) -> Path:
    """Renames the ledger with all that SQLite keeps beside it, and gives its new path."""
    aside = path.with_name(f"{path.name}.set-aside-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}")
    for old, new in zip(_files(path), _files(aside), strict=True):
        if old.exists():
            old.rename(new)
    return aside


def _files(path: Path) -> list[Path]:
    return [path.with_name(path.name + ending) for ending in _ENDINGS]


def _is_ours_or_empty(path: Path) -> bool:
    """Whether the file is a ledger, sound or damaged, or nothing was ever written to it."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as file:
            file.execute("BEGIN")  # one view of the file, which another run may just be making
            if _is_ours(file):
                return True
            if not _is_empty(file):
                return False
        log = path.with_name(f"{path.name}-wal")
        if not log.exists():
            return True
        with TemporaryDirectory() as folder:  # what was written may not be in the file itself yet
            copy = shutil.copy(path, folder)
            with suppress(FileNotFoundError):
                shutil.copy(log, folder)
            with closing(sqlite3.connect(copy)) as file:
                file.execute("BEGIN")
                return _is_ours(file) or _is_empty(file)
    except sqlite3.DatabaseError as error:
        if not is_damaged(error):
            raise
    application = int.from_bytes(_header(path)[_APPLICATION_ID_AT], "big")
    return _header(path).startswith(_MAGIC) and application == APPLICATION_ID


def _header(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEADER_LENGTH)


def _is_ours(file: sqlite3.Connection) -> bool:
    return bool(file.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,))


def _is_empty(file: sqlite3.Connection) -> bool:
    no_program = file.execute("PRAGMA application_id").fetchone() == (0,)
    return bool(
        no_program and file.execute("SELECT COUNT(*) FROM sqlite_master").fetchone() == (0,)
    )
