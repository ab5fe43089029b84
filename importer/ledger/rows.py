"""From the ledger's rows to what it gives out."""

import sqlite3
from collections.abc import Mapping

from importer.ledger.records import Attempt, Entry, PastRun, Run, State, moment
from importer.outcome import Outcome, Status
from importer.problems import CODES
from importer.problems.problem import Problem
from importer.row_ranges import parse_rows

# What is true by now of an order that its own run left open.
_SINCE = {
    State.CREATED: Status.ALREADY_CREATED,
    State.REFUSED: Status.REJECTED,
    State.UNSENT: Status.NOT_SENT,
    State.CONFLICT: Status.CONFLICT,
}


def ids_text(oto_ids: tuple[str, ...]) -> str:
    """The ids of an order as one text; a split order has several."""
    return ",".join(oto_ids)


def _ids(text: str) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()


def attempt_of(row: sqlite3.Row) -> Attempt:
    """The attempt that a row of `orders` tells of."""
    return Attempt(row["attempts"], moment(row["sent_at"]))


def entry_of(row: sqlite3.Row, held: bool) -> Entry:
    """The entry of a row of `orders`."""
    return Entry(
        order_id=row["order_id"],
        state=State(row["state"]),
        fingerprint=row["fingerprint"],
        oto_ids=_ids(row["oto_ids"]),
        code=row["code"],
        attempts=row["attempts"],
        sent_at=moment(row["sent_at"]),
        owner=row["owner"],
        held=held,
    )


def run_of(row: sqlite3.Row) -> Run:
    """The run of a row of `runs`."""
    return Run(
        run_id=row["run_id"],
        destination=row["destination"],
        account=row["account"],
        file_name=row["file_name"],
        source_hash=row["source_hash"],
        orders=row["orders"],
        started=moment(row["started_at"]),
    )


def past_run_of(row: sqlite3.Row, alive: bool, counts: Mapping[Status, int]) -> PastRun:
    """The run of a row of `runs` with how it ended."""
    ending = row["ending"] or ("running" if alive else "crashed")
    ended = None if row["ended_at"] is None else moment(row["ended_at"])
    return PastRun(run_of(row), ended, ending, counts)


def outcome_of(row: sqlite3.Row) -> Outcome:
    """The end of an order of a run; of one that the run left open, what is known by now."""
    if row["status"]:
        status, ids, code = Status(row["status"]), row["oto_ids"], row["code"]
        attempts, sent_at = row["attempts"], row["sent_at"]
    else:
        status = _SINCE.get(row["state"], Status.UNCONFIRMED)
        ids, code = row["known_oto_ids"], row["known_code"]
        attempts, sent_at = row["known_attempts"], row["known_sent_at"]
    return Outcome(
        order_id=row["order_id"],
        rows=parse_rows(row["sheet_rows"]),
        status=status,
        oto_ids=_ids(ids or ""),
        problems=(Problem(code),) if code in CODES else (),
        attempts=attempts or 0,
        sent_at=None if sent_at is None else moment(sent_at),
    )
