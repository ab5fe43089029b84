"""What was meant and what became of it, kept so that no crash forgets it."""

import secrets
import sqlite3
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from importer.ledger import queries as sql
from importer.ledger.database import open_database, path_of
from importer.ledger.errors import translate_errors
from importer.ledger.failpoints import hit
from importer.ledger.lease import LEASE_SECONDS, Process
from importer.ledger.records import Attempt, Entry, PastRun, Run, State
from importer.ledger.rows import (
    attempt_of,
    entry_of,
    ids_text,
    outcome_of,
    past_run_of,
    run_of,
)
from importer.outcome import IN_OTO, Outcome, Status
from importer.problems.problem import Problem, problem
from importer.problems.sending import LEDGER_SET_ASIDE
from importer.row_ranges import format_rows

if TYPE_CHECKING:
    from importer.orders import Order  # which brings pandas, and `history` does without

_MANY = 500  # values in one statement
_Row = sqlite3.Row


class Ledger:
    """A ledger file; its verbs are the only way to it.

    What a verb writes is on the disk when it returns or, inside `together`, when that ends. Every
    verb raises SetupError when the ledger can no longer be read or written. `problems` say what
    was found at opening.
    """

    def __init__(self, path: Path, clock: Callable[[], float], process: Process) -> None:
        self.path = path
        self._clock, self._process = clock, process
        self._database, aside = open_database(path)
        self._writing = False
        self.problems: tuple[Problem, ...] = (
            (problem(LEDGER_SET_ASIDE, ledger=path, aside=aside),) if aside else ()
        )

    @classmethod
    def open(
        cls,
        location: str | Path,
        *,
        clock: Callable[[], float] = time.time,
        process: Process | None = None,
    ) -> Self:
        """The ledger at a file's path or a `sqlite:///path` URL; made when there is none.

        `clock` gives seconds since 1970. Raises SetupError when the place cannot be used; a file
        there that is damaged or no ledger is set aside under a new name.
        """
        return cls(path_of(location), clock, process or Process())

    def close(self) -> None:
        """Lets the file go; what was not committed is forgotten."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Makes the verbs inside one transaction: all of them, or after an error none."""
        if self._writing:
            yield
            return
        with translate_errors(self.path):
            self._database.execute("BEGIN IMMEDIATE")
            self._writing = True
            try:
                yield
                hit("commit")
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise
            finally:
                self._writing = False
            hit("committed")

    # --- runs

    def start_run(
        self, destination: str, account: str, file_name: str, source_hash: str, orders: int
    ) -> Run:
        """Notes that a run of `orders` orders begins, and that it is alive."""
        now = self._clock()
        run_id = f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime(now))}-{secrets.token_hex(2)}"
        about = {
            "run_id": run_id,
            "destination": destination,
            "account": account,
            "file_name": file_name,
            "source_hash": source_hash,
            "orders": orders,
        }
        process = {"host": self._process.host, "pid": self._process.pid, "now": now}
        with self.together():
            self._database.execute(sql.START_RUN, {**about, **process})
            hit("start_run")
        (row,) = self._all(sql.RUN, run_id=run_id)
        return run_of(row)

    def beat(self, run: Run) -> None:
        """Notes that the run is still alive; to be called every BEAT_SECONDS."""
        with self.together():
            self._database.execute(sql.BEAT, {"run_id": run.run_id, "now": self._clock()})

    def finish_run(self, run: Run, ending: str) -> None:
        """Notes that the run ended: `done`, `stopped` or `interrupted`."""
        with self.together():
            values = {"run_id": run.run_id, "now": self._clock(), "ending": ending}
            self._database.execute(sql.FINISH_RUN, values)
            hit("finish_run")

    def live_runs(self, destination: str, account: str) -> list[Run]:
        """The runs that are sending to the account now, the first to start first."""
        since = self._clock() - LEASE_SECONDS
        rows = self._all(sql.OPEN_RUNS, destination=destination, account=account, since=since)
        return [run_of(row) for row in rows if self._holds(row)]

    def runs(self, most: int = 100) -> list[PastRun]:
        """The newest `most` runs, newest first."""
        return self._past(self._all(sql.RUNS, most=most))

    def run(self, run_id: str) -> PastRun | None:
        """The run of that id."""
        return next(iter(self._past(self._all(sql.RUN, run_id=run_id))), None)

    def run_orders(self, run_id: str) -> Iterator[Outcome]:
        """The orders of a run that it got to, in file order; also of a run that crashed."""
        with translate_errors(self.path):
            for row in self._database.execute(sql.RUN_ORDERS, {"run_id": run_id}):
                yield outcome_of(row)

    def _past(self, rows: Sequence[_Row]) -> list[PastRun]:
        counts: defaultdict[str, dict[Status, int]] = defaultdict(dict)
        for row in self._among(sql.COUNTS, [row["run_id"] for row in rows]):
            if row["status"]:
                counts[row["run_id"]][Status(row["status"])] = row["orders"]
        return [past_run_of(row, self._holds(row), counts[row["run_id"]]) for row in rows]

    # --- orders

    def known(self, destination: str, account: str, order_ids: Collection[str]) -> dict[str, Entry]:
        """What is known of those of the orders that were ever meant to be sent."""
        rows = self._among(sql.ENTRIES, list(order_ids), destination=destination, account=account)
        return {row["order_id"]: entry_of(row, self._holds(row)) for row in rows}

    def entry(self, run: Run, order_id: str) -> Entry | None:
        """What is known of one order."""
        return self.known(run.destination, run.account, [order_id]).get(order_id)

    def begin(self, run: Run, order: "Order", *, again: bool) -> Attempt | None:
        """Notes that an attempt is about to leave; `again` when the run already holds the order.

        None when the order is not free (created, in question or in another run's hands): then
        nothing may be sent.
        """
        values = {
            **self._place(run, order.order_id),
            "fingerprint": order.fingerprint,
            "holder": run.run_id if again else None,
        }
        with self.together():
            rows = self._database.execute(sql.BEGIN, values).fetchall()
            if rows and not again:
                self._note(run, Outcome(order.order_id, order.rows, Status.UNCONFIRMED), status="")
            hit("begin")
        return attempt_of(rows[0]) if rows else None

    def take_over(self, run: Run, order: "Order", seen: Entry) -> bool:
        """Takes an order in question from the owner that was `seen`, so that only one run asks.

        False when another run was quicker.
        """
        with self.together():
            values = {**self._place(run, order.order_id), "seen": seen.owner}
            taken = bool(self._database.execute(sql.TAKE_OVER, values).fetchall())
            if taken:
                self._note(run, Outcome(order.order_id, order.rows, Status.UNCONFIRMED), status="")
            hit("take_over")
        return taken

    def settle(self, run: Run, order: "Order", state: State, outcome: Outcome) -> None:
        """Notes what became of an order that the run held, and lets it go."""
        values = {
            **self._place(run, order.order_id),
            "state": state,
            "fingerprint": order.fingerprint,
            "oto_ids": ids_text(outcome.oto_ids),
            "code": _code(outcome),
        }
        with self.together():
            self._database.execute(sql.SETTLE, values)
            self._note(run, outcome)
            hit("settle")

    def note(self, run: Run, outcomes: Iterable[Outcome]) -> None:
        """Notes how orders of the run ended about which nothing new is known of OTO."""
        with self.together():
            for outcome in outcomes:
                self._note(run, outcome)

    # --- what `doctor` asks

    def states(self) -> dict[State, int]:
        """How many orders are in each state."""
        return {State(row["state"]): row["orders"] for row in self._all(sql.STATES)}

    # --- beneath the verbs

    def _note(self, run: Run, outcome: Outcome, status: str | None = None) -> None:
        values = {
            "run_id": run.run_id,
            "order_id": outcome.order_id,
            "first_row": outcome.rows[0] if outcome.rows else 0,
            "sheet_rows": format_rows(outcome.rows),
            "status": outcome.status if status is None else status,
            "code": _code(outcome),
            "oto_ids": ids_text(outcome.oto_ids),
            "attempts": outcome.attempts,
            "sent_at": outcome.sent_at.timestamp() if outcome.sent_at else None,
        }
        self._database.execute(sql.NOTE, values)

    def _place(self, run: Run, order_id: str) -> dict[str, object]:
        return {
            "destination": run.destination,
            "account": run.account,
            "order_id": order_id,
            "run_id": run.run_id,
            "now": self._clock(),
        }

    def _holds(self, row: _Row) -> bool:
        """Whether the run that the row names is alive."""
        if row["host"] is None or row["ended_at"] is not None:
            return False
        silent = self._clock() - row["beat_at"]
        return self._process.holds(row["host"], row["pid"], silent)

    def _all(self, statement: str, **values: object) -> list[_Row]:
        with translate_errors(self.path):
            return self._database.execute(statement, values).fetchall()

    def _among(self, statement: str, wanted: Sequence[str], **values: object) -> Iterator[_Row]:
        """The rows for each of the wanted values, a few hundred at a time."""
        for start in range(0, len(wanted), _MANY):
            some = {f"_{n}": value for n, value in enumerate(wanted[start : start + _MANY])}
            places = ", ".join(f":{name}" for name in some)
            yield from self._all(statement.format(places=places), **values, **some)


def _code(outcome: Outcome) -> str:
    """The code of why the order is not in OTO: the first problem, as in the report."""
    if outcome.status in IN_OTO or not outcome.problems:
        return ""
    return outcome.problems[0].code
