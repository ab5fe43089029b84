"""What SQLite and the file system say when a ledger fails, in words that a person can use."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from importer.errors import SetupError
from importer.i18n import Localized, _


class LedgerUnusable(SetupError):  # noqa: N818
    """Something else than a ledger stands where the ledger should be; it was not touched."""

    def __init__(self, message: Localized) -> None:
        super().__init__(
            message,
            _(
                "It was left as it is. Set OTO_LEDGER to a file that does not exist yet, or leave "
                "it out."
            ),
        )


@contextmanager
def translate_errors(path: Path) -> Iterator[None]:
    """Turns what SQLite and the file system say into a SetupError that a person can use."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise setup_error(error, path) from error


def is_busy(error: Exception) -> bool:
    """Whether another process was in the way."""
    return _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def is_damaged(error: Exception) -> bool:
    """Whether the file is damaged, or no database."""
    return _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def setup_error(error: sqlite3.Error | OSError, path: Path) -> SetupError:
    """The error that a person can use for what SQLite or the file system says of the ledger."""
    if _code(error) == sqlite3.SQLITE_FULL or "disk is full" in str(error):
        return SetupError(
            _("The disk of the ledger is full ({path}).", path=path),
            _("Free some space there, then run again: only what is left is sent."),
        )
    if is_busy(error):
        return SetupError(
            _("Another program keeps the ledger locked ({path}).", path=path),
            _("Close it, then run again."),
        )
    if is_damaged(error):
        return SetupError(
            _("The ledger is damaged ({path}).", path=path),
            _("Run again: it is set aside, and OTO is asked about what it held."),
        )
    reason = getattr(error, "strerror", None) or error
    return SetupError(
        _("The ledger cannot be written ({path}): {error}.", path=path, error=reason),
        _("Set OTO_LEDGER to a file in a folder that you may write to."),
    )


def _code(error: Exception) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
