"""All that one ledger knows, put into another: from a file into PostgreSQL, or back."""

from collections.abc import Iterator, Mapping

from importer.errors import SetupError
from importer.i18n import _, _n
from importer.ledger.database import Row
from importer.ledger.ledger import Ledger

# The tables, each behind those that it refers to, by what their rows are told apart.
TABLES: Mapping[str, tuple[str, ...]] = {
    "runs": ("run_id",),
    "orders": ("destination", "account", "order_id"),
    "run_orders": ("run_id", "order_id"),
    "account_names": ("destination", "alias"),
    "accounts": ("name",),
    "preferences": ("kind", "scope", "name"),
    "jobs": ("job_id",),
    "job_files": ("job_id", "kind"),
    "operators": ("name",),
    "audit": ("entry",),
    "folders": ("path",),
    "schedules": ("name",),
}
# What OTO answered within the hour is asked anew, and workers say themselves that they are there.
LEFT_OUT = frozenset({"account_cache", "tracking", "workers", "sessions"})
_ROWS = 1000  # at a time


def copy(source: Ledger, target: Ledger) -> dict[str, int]:
    """Puts all that `source` knows into `target`, which must be empty, and gives the number of
    rows by table. The source stays as it is.

    Raises SetupError, and then has changed nothing, when a run is under way in the source or the
    target knows anything.
    """
    with source.transaction(alone=True), target.transaction(alone=True):
        if live := source.live_runs():
            raise SetupError(
                _("A run is sending just now ({file}).", file=live[0].file_name),
                _("Wait until it has ended, then copy."),
            )
        held = sum(_count(target, table) for table in TABLES)
        if held:
            raise SetupError(
                _n(
                    "{location} holds {count} entry already.",
                    "{location} holds {count} entries already.",
                    by="count",
                ).given(location=target.location, count=held),
                _("Copy into a ledger that does not exist yet."),
            )
        copied = {}
        for table, key in TABLES.items():
            for rows in _rows_of(source, table, key):
                target.database.insert(table, rows)
            copied[table] = _count(target, table)
        if copied != {table: _count(source, table) for table in TABLES}:
            raise AssertionError("not every row arrived")
    return copied


def _rows_of(ledger: Ledger, table: str, key: tuple[str, ...]) -> Iterator[list[dict[str, Row]]]:
    """The rows of a table, so many at a time."""
    columns, marks = ", ".join(key), ", ".join(f":{name}" for name in key)
    last: Mapping[str, Row] | None = None
    while True:
        after = "" if last is None else f"WHERE ({columns}) > ({marks})"
        values = {} if last is None else {name: last[name] for name in key}
        found = ledger.database.run(
            f"SELECT * FROM {table} {after} ORDER BY {columns} LIMIT {_ROWS}", values
        )
        if not found:
            return
        rows = [dict(row) for row in found]
        yield rows
        last = rows[-1]


def _count(ledger: Ledger, table: str) -> int:
    (row,) = ledger.database.run(f"SELECT COUNT(*) AS held FROM {table}", {})
    return int(row["held"])
