"""A ledger in a file: made, checked, migrated, or set aside; and the statements made on it."""

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from importer.errors import LedgerNewer
from importer.ledger.database import Database, Row, Statement, insertion
from importer.ledger.errors import is_busy, is_damaged, setup_error, translate_errors
from importer.ledger.failpoints import hit
from importer.ledger.file import APPLICATION_ID, make_private, refuse_other_files, set_aside
from importer.ledger.sql import queries, versions

WAIT_SECONDS = 10.0  # for another run that is writing
_MIN_FREE_BYTES = 8 * 1024 * 1024  # on the disk: the log is folded in at 4 MB


class SqliteDatabase(Database):
    """An open ledger file, made when there is none; its time is what `clock` says."""

    is_shared = False

    def __init__(self, path: Path, clock: Callable[[], float]) -> None:
        self.path, self.location, self._clock = path, str(path), clock
        self._connection, self.set_aside = open_file(path)
        self._in_transaction = False

    def close(self) -> None:
        """Lets the file go; what was not committed is forgotten."""
        self._connection.close()

    @contextmanager
    def transaction(self, *, alone: bool = False) -> Iterator[None]:
        """Makes the statements inside one transaction, which is always alone in a file."""
        if self._in_transaction:
            yield
            return
        with translate_errors(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            self._in_transaction = True
            try:
                yield
                hit("commit")
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                self._in_transaction = False
            hit("committed")

    def write(
        self, statements: Sequence[Statement], written: Callable[[], None] = lambda: None
    ) -> list[list[Row]]:
        """What each of the statements gives, made in one transaction."""
        with self.transaction():
            rows = [self.run(queries()[name], values) for name, values in statements]
            written()
        return rows

    def run(self, sql: str, values: Mapping[str, object]) -> list[Row]:
        """What the SQL gives."""
        try:
            return self._connection.execute(sql, {"now": self._clock(), **values}).fetchall()
        except (sqlite3.Error, OSError) as error:
            raise setup_error(error, self.path) from error

    def insert(self, table: str, rows: Sequence[Mapping[str, object]]) -> None:
        """Puts whole rows into the table."""
        try:
            self._connection.executemany(insertion(table, rows[0]), rows)
        except (sqlite3.Error, OSError) as error:
            raise setup_error(error, self.path) from error


def open_file(path: Path) -> tuple[sqlite3.Connection, Path | None]:
    """An open database of the newest version, and where a damaged ledger was put.

    Raises SetupError when the ledger cannot be kept there, LedgerUnusable for another file.
    """
    with translate_errors(path):
        _make_folder(path)
        until = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                return _open(path)
            except sqlite3.OperationalError as error:
                # SQLite does not wait by itself while another process makes the file or cleans up.
                if not is_busy(error) or time.monotonic() > until:
                    raise
            time.sleep(0.02)


def _open(path: Path) -> tuple[sqlite3.Connection, Path | None]:
    refuse_other_files(path)
    aside = None
    # When it is looked at again, another run has perhaps just set it aside and made a new one.
    if not _is_sound(path) and not _is_sound(path):
        aside = set_aside(path)
    make_private(path)
    database = _connect(path)
    try:
        migrate(database, path)
    except BaseException:
        database.close()
        raise
    return database, aside


def _make_folder(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    disk = shutil.disk_usage(path.parent)
    # Some network folders do not say how large they are.
    if disk.total and disk.free < _MIN_FREE_BYTES:
        raise sqlite3.OperationalError("database or disk is full")


def _is_sound(path: Path) -> bool:
    """Whether the ledger is sound, or yet to be made."""
    if not path.exists():
        return True
    with closing(sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)) as database:
        try:
            return bool(database.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
        except sqlite3.DatabaseError as error:
            if is_damaged(error):
                return False
            raise


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
    try:
        database.row_factory = sqlite3.Row
        database.execute("PRAGMA journal_mode = WAL")
        # NORMAL could lose the last marks when the power fails.
        database.execute("PRAGMA synchronous = FULL")
        # What is deleted is gone from the file, too.
        database.execute("PRAGMA secure_delete = ON")
    except BaseException:
        database.close()
        raise
    return database


def migrate(database: sqlite3.Connection, path: Path) -> None:
    """Brings the schema to the newest version in one transaction; this also proves that the file
    can be written before anything is sent."""
    database.execute("BEGIN IMMEDIATE")
    (version,) = database.execute("PRAGMA user_version").fetchone()
    schema = versions()
    if version > len(schema):
        raise LedgerNewer(path)
    for statements in schema[version:]:
        for statement in statements:
            database.execute(statement)
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.execute(f"PRAGMA user_version = {len(schema)}")
    hit("migrate")
    database.execute("COMMIT")
