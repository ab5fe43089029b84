"""A ledger in PostgreSQL, for several machines: connected, migrated, and the statements made on it.

Its tables stand in a schema of their own, so that the database may be another program's, too. All
times are those of the database's clock: the clocks of hosts differ.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from importer.errors import LedgerAway, LedgerNewer, SetupError
from importer.hosts import is_loopback
from importer.i18n import Verbatim, _
from importer.ledger.database import Database, Row, Statement, insertion
from importer.ledger.failpoints import hit
from importer.ledger.sql import queries, versions

try:
    import psycopg
    from psycopg.conninfo import make_conninfo
    from psycopg.rows import dict_row
except ImportError as missing:
    raise SetupError(
        _("A ledger in PostgreSQL needs parts of the program that are not installed."),
        _("In the program's folder: python -m pip install '.[server]'"),
    ) from missing

logging.getLogger("psycopg").addHandler(logging.NullHandler())  # what it warns of is raised, too
SCHEMA = "oto_importer"
_LOCK = 0x4F544F49  # "OTOI": whoever makes a transaction alone holds it
_TRIES = 5  # of a transaction that ran into another
# A host that went silent is noticed, and no statement waits for it for minutes.
_CONNECTION: dict[str, str | int] = {
    "connect_timeout": 5,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
    "application_name": "oto-importer",
}
# What the server is to know of this session: of a client whose host was lost, or that is frozen in
# the midst of a transaction, it must not keep the locks for hours.
_SESSION = (
    f"SET search_path = {SCHEMA}; SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5; "
    "SET tcp_keepalives_count = 3; SET tcp_user_timeout = 20000; "
    "SET idle_in_transaction_session_timeout = 10000"
)
_AWAY = (
    psycopg.OperationalError,
    psycopg.InterfaceError,
    psycopg.errors.IdleInTransactionSessionTimeout,
)
# By these words a server refuses a user, a password or a name; libpq gives no code of it.
_LOCKED_OUT = ("password authentication failed", "no password supplied", '" does not exist')
_NOW = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS DOUBLE PRECISION)"


class PostgresDatabase(Database):
    """An open ledger in the database of a `postgresql://` URL, its tables made when there are none.

    Where the URL does not say otherwise, another machine is only spoken to encrypted. A `clock`
    takes the place of the database's own.
    """

    is_shared = True

    def __init__(self, url: str, clock: Callable[[], float] | None = None) -> None:
        self.location, self._clock = location_of(url), clock
        with self._translated_errors():
            self._connection = connect(url)
        try:
            with self._translated_errors():
                self._migrate()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Lets the connection go; what was not committed is forgotten."""
        self._connection.close()

    @contextmanager
    def transaction(self, *, alone: bool = False) -> Iterator[None]:
        """Makes the statements inside one transaction."""
        status = self._connection.info.transaction_status
        if status != psycopg.pq.TransactionStatus.IDLE:
            yield
            return
        with self._translated_errors():
            with self._connection.transaction():
                if alone:
                    self._connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
                yield
                hit("commit")
            hit("committed")

    def write(
        self, statements: Sequence[Statement], written: Callable[[], None] = lambda: None
    ) -> list[list[Row]]:
        """What each of the statements gives, made in one transaction and one turn of the network;
        again when another transaction was in the way."""
        if not statements:
            return []
        with self._translated_errors():
            for _try in range(_TRIES - 1):
                try:
                    return self._write(statements, written)
                except (psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure):
                    pass  # nothing was written
            return self._write(statements, written)

    def _write(
        self, statements: Sequence[Statement], written: Callable[[], None]
    ) -> list[list[Row]]:
        texts = [(self._text(queries()[name]), self._values(values)) for name, values in statements]
        with self._connection.pipeline(), self._connection.transaction():
            cursors = [self._connection.execute(sql, values) for sql, values in texts]
            written()
            hit("commit")
        hit("committed")
        return [_rows(cursor) for cursor in cursors]

    def run(self, sql: str, values: Mapping[str, object]) -> list[Row]:
        """What the SQL gives."""
        with self._translated_errors():
            return _rows(self._connection.execute(self._text(sql), self._values(values)))

    def insert(self, table: str, rows: Sequence[Mapping[str, object]]) -> None:
        """Puts whole rows into the table."""
        with self._translated_errors(), self._connection.cursor() as cursor:
            cursor.executemany(self._text(insertion(table, rows[0])), rows)

    def _text(self, sql: str) -> str:
        return _dialect(sql, own_clock=self._clock is None)

    def _values(self, values: Mapping[str, object]) -> Mapping[str, object]:
        return values if self._clock is None else {"now": self._clock(), **values}

    def _migrate(self) -> None:
        with self._connection.transaction():
            self._connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            self._connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)"
            )
            row = self._connection.execute("SELECT version FROM schema_version").fetchone()
            version, schema = (row["version"] if row else 0), versions()
            if version > len(schema):
                raise LedgerNewer(self.location)
            for statements in schema[version:]:
                for statement in statements:
                    self._connection.execute(statement.replace(" BLOB ", " BYTEA "))
            if version < len(schema):
                self._connection.execute("DELETE FROM schema_version")
                self._connection.execute("INSERT INTO schema_version VALUES (%s)", (len(schema),))
            hit("migrate")

    @contextmanager
    def _translated_errors(self) -> Iterator[None]:
        """Turns what the database says into a SetupError that a person can use; it may quote
        values, so its own words are kept for what is wrong with a connection."""
        try:
            yield
        except _AWAY as error:
            if any(mark in str(error) for mark in _LOCKED_OUT):
                raise SetupError(
                    _(
                        "The ledger's database {location} lets nobody in ({why}).",
                        location=self.location,
                        why=_why(error),
                    ),
                    _("Look at the user, the password and the database's name in OTO_LEDGER."),
                ) from None
            raise LedgerAway(
                _(
                    "The ledger's database {location} does not answer ({why}).",
                    location=self.location,
                    why=_why(error),
                ),
                _(
                    "See that the database runs and that OTO_LEDGER is right, then run again: only "
                    "what is left is sent."
                ),
            ) from None
        except psycopg.Error as error:
            raise SetupError(
                _(
                    "The ledger's database {location} refuses what is to be written ({why}).",
                    location=self.location,
                    why=Verbatim(f"{type(error).__name__} {error.sqlstate or ''}".strip()),
                ),
                _(
                    "Let the database's owner see that its user may create and write the tables of "
                    "the schema {schema}.",
                    schema=SCHEMA,
                ),
            ) from None


def connect(url: str) -> "psycopg.Connection[Row]":
    """A connection to the database, which commits each statement; its tables are SCHEMA's."""
    conninfo = make_conninfo(_encrypted(url), **_CONNECTION)
    connection = psycopg.connect(conninfo, autocommit=True, row_factory=dict_row)
    connection.execute(_SESSION)
    return connection


def url_for_others(url: str) -> str:
    """The URL for another library, whose connections are to be like ours."""
    limits = urlencode(_CONNECTION)
    encrypted = _encrypted(url)
    return f"{encrypted}{'&' if urlsplit(encrypted).query else '?'}{limits}"


def location_of(url: str) -> str:
    """The URL as people may see it: without the password and all else that it may hold."""
    parts = urlsplit(url)
    user = f"{quote(parts.username)}@" if parts.username else ""
    host = parts.netloc.rpartition("@")[2]
    return f"postgresql://{user}{host}{parts.path}"


def _encrypted(url: str) -> str:
    """The URL, which demands encryption to another machine unless it says otherwise."""
    parts = urlsplit(url)
    given = parse_qs(parts.query)
    hosts = [*given.get("host", []), *(parts.hostname or "").split(",")]
    local = all(not host or host.startswith("/") or is_loopback(host) for host in hosts)
    if local or "sslmode" in given:
        return url
    return f"{url}{'&' if parts.query else '?'}sslmode=require"


@cache
def _dialect(sql: str, *, own_clock: bool) -> str:
    """The SQL of queries.sql with PostgreSQL's marks of values, and its time."""
    sql = sql.replace("%", "%%")
    if own_clock:
        sql = re.sub(r"(?<!:):now\b", _NOW, sql)
    return re.sub(r"(?<!:):([a-z_0-9]+)", r"%(\1)s", sql)


def _rows(cursor: "psycopg.Cursor[Row]") -> list[Row]:
    return cursor.fetchall() if cursor.description else []


def _why(error: psycopg.Error) -> Verbatim:
    """The first line of what was said of the connection, which names hosts and users alone."""
    lines = str(error).strip().splitlines()
    return Verbatim(lines[0] if lines else type(error).__name__)
