"""What was meant and what became of it, kept so that no crash forgets it."""

import secrets
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from importer.ledger.accounts import account_for
from importer.ledger.database import Database, Row, path_of
from importer.ledger.failpoints import hit
from importer.ledger.lease import HEARTBEAT_SECONDS, LEASE_SECONDS, Process
from importer.ledger.records import (
    Attempt,
    Entry,
    PastRun,
    Run,
    State,
    attempt_of,
    entry_of,
    joined,
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

ANSWER_SECONDS = 3600.0  # how long OTO's answers in account_cache and tracking are kept


class Ledger:
    """A ledger file and its verbs.

    What a verb writes is on the disk when it returns or, inside `transaction`, when that ends.
    Every verb raises SetupError when the ledger can no longer be read or written. `problems` say
    what was found at opening. `database` is for the tables that others keep beside the ledger's
    own; what is stale in them is deleted at opening.
    """

    def __init__(self, path: Path, clock: Callable[[], float], process: Process) -> None:
        self.path = path
        self._clock, self._process = clock, process
        self.database = Database(path)
        try:
            self._delete_stale_answers()
        except BaseException:
            self.close()
            raise
        aside = self.database.set_aside
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

        `clock` gives seconds since 1970. Raises SetupError when the place cannot be used, as its
        kind LedgerUnusable when something else stands there, which is left as it is. A ledger that
        is damaged is set aside under a new name.
        """
        return cls(path_of(location), clock, process or Process())

    def close(self) -> None:
        """Lets the file go; what was not committed is forgotten."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _delete_stale_answers(self) -> None:
        now = self._clock()
        self.database.execute("delete_stale_cache", now=now, since=now - ANSWER_SECONDS)
        self.database.execute("delete_stale_tracking", now=now, since=now - ANSWER_SECONDS)

    def transaction(self) -> AbstractContextManager[None]:
        """Makes the verbs inside one transaction: all of them, or after an error none."""
        return self.database.transaction()

    def account_for(self, destination: str, aliases: Sequence[str]) -> str:
        """The account's one name in the ledger, to be given to `start_run` and `entries`.

        `aliases` are SHA-256 in hex of what is known of the account, the strongest first: its id,
        its e-mail address, the token's claims, the refresh token (of that 16 digits, by which older
        versions knew the account). One alias that is known is enough to find it; all are known from
        then on. Raises ValueError for an alias that is no hash.
        """
        return account_for(self.database, destination, aliases)

    def known_account(self, destination: str, alias: str) -> str:
        """The account that is known by the alias; empty when none is."""
        rows = self.database.select_in("known_accounts", [alias], destination=destination)
        return next((str(row["account"]) for row in rows), "")

    # --- runs

    def start_run(
        self, destination: str, account: str, file_name: str, source_hash: str, orders: int
    ) -> Run:
        """Notes that a run of `orders` orders begins, and that it is alive."""
        now = self._clock()
        run_id = f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime(now))}-{secrets.token_hex(4)}"
        with self.transaction():
            self.database.execute(
                "start_run",
                run_id=run_id,
                destination=destination,
                account=account,
                file_name=file_name,
                source_hash=source_hash,
                orders=orders,
                host=self._process.host,
                pid=self._process.pid,
                now=now,
            )
            hit("start_run")
        (row,) = self.database.execute("run", run_id=run_id)
        return run_of(row)

    def heartbeat(self, run: Run) -> None:
        """Notes that the run is still alive; to be called every HEARTBEAT_SECONDS."""
        with self.transaction():
            self.database.execute("heartbeat", run_id=run.run_id, now=self._clock())

    def finish_run(self, run: Run, ending: str) -> None:
        """Notes that the run ended: `done`, `stopped` or `interrupted`."""
        with self.transaction():
            self.database.execute("finish_run", run_id=run.run_id, now=self._clock(), ending=ending)
            hit("finish_run")

    def live_runs(self, destination: str, account: str) -> list[Run]:
        """The runs that are sending to the account now, the first to start first."""
        rows = self.database.execute(
            "open_runs",
            destination=destination,
            account=account,
            since=self._clock() - LEASE_SECONDS,
        )
        return [run_of(row) for row in rows if self._is_alive(row)]

    def runs(self, limit: int = 100) -> list[PastRun]:
        """The newest `limit` runs, newest first."""
        return self._past_runs(self.database.execute("newest_runs", limit=limit))

    def runs_of(self, destination: str, account: str, limit: int = 100) -> list[PastRun]:
        """The account's newest `limit` runs, newest first."""
        key = {"destination": destination, "account": account}
        return self._past_runs(self.database.execute("newest_runs_of_account", limit=limit, **key))

    def run(self, run_id: str) -> PastRun | None:
        """The run of that id."""
        return next(iter(self._past_runs(self.database.execute("run", run_id=run_id))), None)

    def run_orders(self, run_id: str) -> list[Outcome]:
        """The orders of a run that it got to, in file order; also of a run that crashed."""
        return [outcome_of(row) for row in self.database.execute("run_orders", run_id=run_id)]

    def _past_runs(self, rows: Sequence[Row]) -> list[PastRun]:
        counts: defaultdict[str, dict[Status, int]] = defaultdict(dict)
        for row in self.database.select_in("run_counts", [row["run_id"] for row in rows]):
            if row["status"]:
                counts[row["run_id"]][Status(row["status"])] = row["orders"]
        return [past_run_of(row, self._is_alive(row), counts[row["run_id"]]) for row in rows]

    # --- orders

    def entries(
        self, destination: str, account: str, order_ids: Collection[str]
    ) -> dict[str, Entry]:
        """What is known of those of the orders that were ever meant to be sent, by their id."""
        rows = self.database.select_in(
            "entries", list(order_ids), destination=destination, account=account
        )
        lives: dict[str, bool] = {}  # by owner: one may hold a hundred thousand
        known = {}
        for row in rows:
            owner = row["owner"]
            if owner not in lives:
                lives[owner] = self._is_alive(row)
            known[row["order_id"]] = entry_of(row, lives[owner])
        return known

    def created_of(
        self, destination: str, account: str, sources: Collection[str]
    ) -> list[tuple[str, Entry]]:
        """The orders that OTO has and that came of rows with one of the source fingerprints: each
        with that fingerprint, as often as it stands in the order's own."""
        wanted = frozenset(sources)
        key = {"destination": destination, "account": account}
        rows = [
            *self.database.select_in("created_of_source", list(wanted), **key),
            *self.database.execute("created_of_mended_rows", **key),
        ]
        entries = {row["order_id"]: entry_of(row, leased=False) for row in rows}
        return [
            (source, entry)
            for entry in entries.values()
            for source in entry.source_fingerprint.split()
            if source in wanted
        ]

    def entry(self, run: Run, order_id: str) -> Entry | None:
        """What is known of one order; it is `leased` when another run than this one has it."""
        rows = self.database.execute("entry", run_id=run.run_id, order_id=order_id)
        if not rows:
            return None
        (row,) = rows
        return entry_of(row, row["owner"] != run.run_id and self._is_alive(row))

    def start_attempt(self, run: Run, order: "Order", *, again: bool) -> Attempt | None:
        """Notes that an attempt is about to leave; `again` when the run already holds the order.

        None when nothing may be sent: the order is not free (created, in need of reconciliation or
        another run's), or the run was silent for so long that others count it as dead. Then `entry`
        tells more after a `heartbeat`, and OTO must be asked first.
        """
        with self.transaction():
            now = self._clock()
            rows = self.database.execute(
                "start_attempt",
                **self._sent(run, order),
                holder=run.run_id if again else None,
                since=now - LEASE_SECONDS,
                until=now + HEARTBEAT_SECONDS,
            )
            if rows and not again:
                self._record_open(run, order)
            hit("start_attempt")
        return attempt_of(rows[0]) if rows else None

    def seconds_since(self, attempt: Attempt) -> float:
        """How long ago the attempt was recorded: a process that was frozen since must ask first."""
        return self._clock() - attempt.at.timestamp()

    def claim(self, run: Run, order: "Order", entry: Entry) -> bool:
        """Takes over an order that needs reconciliation, from the owner that `entry` names, so that
        only one run asks.

        False when another run was quicker.
        """
        with self.transaction():
            rows = self.database.execute(
                "claim",
                run_id=run.run_id,
                order_id=order.order_id,
                known_owner=entry.owner,
                now=self._clock(),
            )
            if rows:
                self._record_open(run, order)
            hit("claim")
        return bool(rows)

    def record_outcome(self, run: Run, order: "Order", state: State, outcome: Outcome) -> bool:
        """Notes what became of an order that the run held, and lets it go.

        False when another run took the order over meanwhile: what that one says counts, and `entry`
        has it. That OTO created or overwrote it is true whoever says so.
        """
        with self.transaction():
            rows = self.database.execute(
                "record_outcome",
                **self._sent(run, order),
                state=state,
                oto_ids=joined(outcome.oto_ids),
                code=_code(outcome),
            )
            counts = bool(rows) or state in (State.CREATED, State.OVERWRITTEN)
            if counts:
                self._record_note(run, outcome, outcome.status)
            hit("record_outcome")
        return counts

    def record_notes(self, run: Run, outcomes: Iterable[Outcome]) -> None:
        """Notes how orders of the run ended about which nothing new is known of OTO."""
        with self.transaction():
            for outcome in outcomes:
                self._record_note(run, outcome, outcome.status)

    def state_counts(self) -> dict[State, int]:
        """How many orders are in each state."""
        return {State(row["state"]): row["orders"] for row in self.database.execute("state_counts")}

    def _record_open(self, run: Run, order: "Order") -> None:
        """Notes that the run has the order, and no end of it yet."""
        self._record_note(run, Outcome(order.order_id, order.rows, Status.UNCONFIRMED), "")

    def _record_note(self, run: Run, outcome: Outcome, status: str) -> None:
        self.database.execute(
            "record_note",
            run_id=run.run_id,
            order_id=outcome.order_id,
            first_row=outcome.rows[0] if outcome.rows else 0,
            sheet_rows=format_rows(outcome.rows),
            status=status,
            code=_code(outcome),
            oto_ids=joined(outcome.oto_ids),
            attempts=outcome.attempts,
            sent_at=outcome.sent_at.timestamp() if outcome.sent_at else None,
        )

    def _sent(self, run: Run, order: "Order") -> dict[str, object]:
        """The values of the statements that say what the run sends."""
        return {
            "run_id": run.run_id,
            "order_id": order.order_id,
            "fingerprint": order.fingerprint,
            "source_fingerprint": order.sources,
            "now": self._clock(),
        }

    def _is_alive(self, row: Row) -> bool:
        """Whether the run that the row names is alive."""
        if row["host"] is None or row["ended_at"] is not None:
            return False
        silent = self._clock() - row["beat_at"]
        return self._process.is_alive(row["host"], row["pid"], silent)


def _code(outcome: Outcome) -> str:
    """The code of why the order is not in OTO: the first problem, as in the report."""
    if outcome.status in IN_OTO or not outcome.problems:
        return ""
    return outcome.problems[0].code
