"""What every database of a ledger can do, and the one at a location."""

import re
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeAlias

from importer.errors import SetupError, UsageError
from importer.i18n import _
from importer.ledger.sql import queries

_MAX_VALUES = 500  # in one statement
Row: TypeAlias = Any  # by the names of columns: row["order_id"]
Statement: TypeAlias = tuple[str, Mapping[str, object]]  # of queries.sql, and its values


class Database(ABC):
    """An open database that makes the statements of queries.sql.

    `location` is how people know it, without a password; `is_shared` says that several machines
    may use it. `set_aside` is where a damaged ledger was put that stood there. Opening and every
    method raise SetupError when the ledger cannot be kept there, read or written. `:now` in a
    statement is the database's time, in seconds since 1970: nobody gives it a value.
    """

    location: str
    is_shared: bool
    set_aside: Path | None = None

    @abstractmethod
    def close(self) -> None:
        """Lets it go; what was not committed is forgotten."""

    @abstractmethod
    def transaction(self, *, alone: bool = False) -> AbstractContextManager[None]:
        """Makes the statements inside one transaction: all of them, or after an error none. Of
        those that are `alone` one follows another, whoever makes it."""

    @abstractmethod
    def write(
        self, statements: Sequence[Statement], written: Callable[[], None] = lambda: None
    ) -> list[list[Row]]:
        """What each of the statements gives, all made in one transaction and, where the database
        is far away, sent without waiting for the one before. `written` is called before they are
        committed."""

    @abstractmethod
    def run(self, sql: str, values: Mapping[str, object]) -> list[Row]:
        """What the SQL gives; one that writes is committed at once, or with the transaction around
        it."""

    @abstractmethod
    def insert(self, table: str, rows: Sequence[Mapping[str, object]]) -> None:
        """Puts whole rows into the table; committed as with `run`."""

    def execute(self, statement: str, **values: object) -> list[Row]:
        """What the statement of that name gives; committed as with `run`."""
        return self.run(queries()[statement], values)

    def select_in(self, statement: str, many: Sequence[str], **values: object) -> Iterator[Row]:
        """What the statement gives for each of `many`, its `:many`, a few hundred at a time."""
        for start in range(0, len(many), _MAX_VALUES):
            some = {f"_{n}": value for n, value in enumerate(many[start : start + _MAX_VALUES])}
            names = ", ".join(f":{name}" for name in some)
            sql = queries()[statement].replace(":many", names)
            yield from self.run(sql, {**values, **some})


def open_database(location: str | Path, clock: Callable[[], float] | None) -> Database:
    """The database at a file's path, a `sqlite:///path` or a `postgresql://` URL, made or brought
    to the newest version. `clock` gives seconds since 1970; without one a file goes by this
    machine's, and another database by its own.

    Raises SetupError when the ledger cannot be kept there, LedgerUnusable for another file.
    """
    text = str(location)
    if is_shared(text):
        from importer.ledger.postgres import PostgresDatabase

        return PostgresDatabase(text, clock)
    from importer.ledger.sqlite import SqliteDatabase

    return SqliteDatabase(path_of(text), clock or time.time)


def is_shared(location: str) -> bool:
    """Whether several machines may use the ledger at that location."""
    return _scheme(location) in ("postgresql", "postgres")


def must_exist(location: str) -> None:
    """Raises UsageError when a ledger's file is not there, which opening it would make."""
    if not is_shared(location) and not path_of(location).is_file():
        raise UsageError(
            _("There is no ledger at {path}.", path=location),
            _("“python -m importer doctor” says where yours is."),
        )


def insertion(table: str, columns: Iterable[str]) -> str:
    """The SQL that puts a row of these columns into the table."""
    names = list(columns)
    marks = ", ".join(f":{name}" for name in names)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"


def path_of(text: str) -> Path:
    """The file of a path or a `sqlite:///path` URL; raises SetupError for other databases."""
    scheme = _scheme(text)
    if not scheme:
        return Path(text).expanduser()
    if scheme != "sqlite" or not text[len("sqlite://") :].startswith("/"):
        raise SetupError(
            _(
                "The ledger cannot be kept in {scheme}: it is a file, or a PostgreSQL database.",
                scheme=scheme,
            ),
            _(
                "Set OTO_LEDGER to a file's path, such as /home/me/ledger.db, or to "
                "postgresql://user@host/name, or leave it out."
            ),
        )
    return Path(text[len("sqlite:///") :]).expanduser()


def _scheme(text: str) -> str:
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]+)://", text)
    return scheme[1].lower() if scheme else ""
