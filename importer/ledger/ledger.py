"""What was meant and what became of it, kept so that no crash forgets it."""

import secrets
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from importer.ledger.accounts import account_for
from importer.ledger.database import Row, open_database
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
from importer.ledger.writes import Write, code_of, note_values, open_note, sent_values
from importer.outcome import Outcome, Status
from importer.problems.problem import Problem, problem
from importer.problems.sending import LEDGER_SET_ASIDE

if TYPE_CHECKING:
    from importer.orders import Order  # which brings pandas, and `history` does without

_LIVELY = {"lease": LEASE_SECONDS, "heartbeat": HEARTBEAT_SECONDS}
ANSWER_SECONDS = 3600.0  # how long OTO's answers in account_cache and tracking are kept


class Ledger:
    """A ledger and its verbs.

    What a verb writes is on the disk when it returns or, inside `transaction`, when that ends.
    Every verb raises SetupError when the ledger can no longer be read or written. `problems` say
    what was found at opening. `database` is for the tables that others keep beside the ledger's
    own; what is stale in them is deleted at opening.
    """

    def __init__(
        self, location: str | Path, clock: Callable[[], float] | None, process: Process | None
    ) -> None:
        self._clock = clock or time.time
        self.database = open_database(location, clock)
        # Of another machine nothing is seen: there, only what a run says of itself counts.
        self._process = process or (
            Process(lives=lambda host, pid: True) if self.database.is_shared else Process()
        )
        try:
            self._delete_stale_answers()
        except BaseException:
            self.close()
            raise
        aside = self.database.set_aside
        self.problems: tuple[Problem, ...] = (
            (problem(LEDGER_SET_ASIDE, ledger=self.location, aside=aside),) if aside else ()
        )

    @property
    def location(self) -> str:
        """Where it is, as people are told: without a password."""
        return self.database.location

    @classmethod
    def open(
        cls,
        location: str | Path,
        *,
        clock: Callable[[], float] | None = None,
        process: Process | None = None,
    ) -> Self:
        """The ledger at a file's path, a `sqlite:///path` or a `postgresql://` URL; made when
        there is none.

        `clock` gives seconds since 1970; without one a file goes by this machine's, and another
        database by its own. Raises SetupError when the place cannot be used, as its kind
        LedgerUnusable when something else stands there, which is left as it is. A ledger that is
        damaged is set aside under a new name.
        """
        return cls(location, clock, process)

    def close(self) -> None:
        """Lets the file go; what was not committed is forgotten."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _delete_stale_answers(self) -> None:
        self.database.execute("delete_stale_cache", seconds=ANSWER_SECONDS)
        self.database.execute("delete_stale_tracking", seconds=ANSWER_SECONDS)

    def transaction(self, *, alone: bool = False) -> AbstractContextManager[None]:
        """Makes the verbs inside one transaction: all of them, or after an error none. Of those
        that are `alone` one follows another, whoever makes it."""
        return self.database.transaction(alone=alone)

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
    ) -> Run | None:
        """Notes that a run of `orders` orders begins, and that it is alive.

        None while another run of the account is alive: one at a time sends. An open run that is
        dead is closed; should it wake, it can begin nothing any more.
        """
        when = time.strftime("%Y%m%d-%H%M%S", time.gmtime(self._clock()))
        with self.transaction(alone=True):
            self._close_dead_run(destination, account)
            rows = self.database.execute(
                "start_run",
                run_id=f"{when}-{secrets.token_hex(8)}",
                destination=destination,
                account=account,
                file_name=file_name,
                source_hash=source_hash,
                orders=orders,
                host=self._process.host,
                pid=self._process.pid,
            )
            hit("start_run")
        return run_of(rows[0]) if rows else None

    def _close_dead_run(self, destination: str, account: str) -> None:
        for row in self.database.execute("open_run", destination=destination, account=account):
            if not self._is_alive(row):
                self.database.execute("close_run", run_id=row["run_id"], beat_at=row["beat_at"])

    def heartbeat(self, run: Run) -> bool:
        """Notes that the run is still alive; to be called every HEARTBEAT_SECONDS. False when
        another run has taken over: then this one has ended."""
        return bool(self.database.write([("heartbeat", {"run_id": run.run_id})])[0])

    def finish_run(self, run: Run, ending: str) -> None:
        """Notes that the run ended: `done`, `stopped` or `interrupted`; one that another has taken
        over was `superseded`."""
        with self.transaction():
            self.database.execute("finish_run", run_id=run.run_id, ending=ending)
            hit("finish_run")

    def live_runs(self) -> list[Run]:
        """The runs that send now, of all accounts."""
        rows = self.database.execute("open_runs")
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
        return {row["order_id"]: entry_of(row) for row in rows}

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
        entries = {row["order_id"]: entry_of(row) for row in rows}
        return [
            (source, entry)
            for entry in entries.values()
            for source in entry.source_fingerprint.split()
            if source in wanted
        ]

    def entry(self, run: Run, order_id: str) -> Entry | None:
        """What is known of one order of the run's account."""
        rows = self.database.execute("entry", run_id=run.run_id, order_id=order_id)
        return entry_of(rows[0]) if rows else None

    def start_attempt(self, run: Run, order: "Order", *, again: bool) -> Write[Attempt | None]:
        """Notes that an attempt is about to leave; `again` when the run already holds the order.

        Gives None when nothing may be sent: the order is not free (created, in need of
        reconciliation or another run's), or the run was silent for so long that others count it as
        dead. Then `entry` tells more after a `heartbeat`, and OTO must be asked first.
        """
        statement = (
            "start_attempt",
            {
                **sent_values(run, order),
                "holder": run.run_id if again else None,
                **_LIVELY,
            },
        )
        notes = [] if again else [open_note(run, order)]
        asked = self._clock()
        return Write(
            "start_attempt",
            [statement, *notes],
            lambda rows: attempt_of(rows[0], asked) if rows else None,
        )

    def seconds_since(self, attempt: Attempt) -> float:
        """How long ago the attempt was to be recorded, by this machine's clock: a process that was
        frozen since must ask first."""
        return self._clock() - attempt.asked

    def claim(self, run: Run, order: "Order", entry: Entry) -> Write[bool]:
        """Takes over an order that needs reconciliation, from the owner that `entry` names, so that
        only one run asks.

        Gives False when another run was quicker, or others count this one as dead.
        """
        values = {
            "run_id": run.run_id,
            "order_id": order.order_id,
            "known_owner": entry.owner,
            **_LIVELY,
        }
        return Write("claim", [("claim", values), open_note(run, order)], bool)

    def record_outcome(
        self, run: Run, order: "Order", state: State, outcome: Outcome
    ) -> Write[bool]:
        """Notes what became of an order that the run held, and lets it go.

        Gives False when another run took the order over meanwhile: what that one says counts, and
        `entry` has it. That OTO created or overwrote it is true whoever says so.
        """
        values = {
            **sent_values(run, order),
            "state": state,
            "oto_ids": joined(outcome.oto_ids),
            "code": code_of(outcome),
        }
        return Write(
            "record_outcome",
            [
                ("note_outcome", {**note_values(run, outcome), "state": state}),
                ("record_outcome", values),
            ],
            lambda rows: bool(rows) or state in (State.CREATED, State.OVERWRITTEN),
        )

    def commit(
        self, writes: Sequence[Write[Any]], run: Run | None = None, notes: Iterable[Outcome] = ()
    ) -> list[Any]:
        """Makes the writes in one commit, or after an error none, and gives the result of each.

        `notes` say how orders of the `run` ended about which nothing new is known of OTO.
        """
        statements = [statement for write in writes for statement in write.statements]
        noted = [] if run is None else [("note", note_values(run, outcome)) for outcome in notes]
        rows = iter(
            self.database.write(
                [*statements, *noted], written=partial(_hit_all, [write.name for write in writes])
            )
        )
        return [write.result_of([next(rows) for _ in write.statements]) for write in writes]

    def state_counts(self) -> dict[State, int]:
        """How many orders are in each state."""
        return {State(row["state"]): row["orders"] for row in self.database.execute("state_counts")}

    def _is_alive(self, row: Row) -> bool:
        """Whether the run that the row names is alive."""
        if row["ended_at"] is not None:
            return False
        return self._process.is_alive(row["host"], row["pid"], row["silent"])


def _hit_all(names: Iterable[str]) -> None:
    for name in names:
        hit(name)
