"""What the ledger gives out, and how it is read from rows and written as text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from importer.ledger.database import Row
from importer.outcome import Outcome, Status
from importer.problems import CODES
from importer.problems.problem import Problem
from importer.row_ranges import parse_rows

if TYPE_CHECKING:
    from importer.orders import Order  # which brings pandas, and `history` does without


class State(StrEnum):
    """What is known of an order in OTO."""

    SENDING = "sending"  # an attempt was meant, and may have left
    CREATED = "created"
    REFUSED = "refused"
    UNSENT = "unsent"  # it is surely not in OTO, and nobody is sending it
    UNSURE = "unsure"  # it may be in OTO: nobody could be asked
    CONFLICT = "conflict"  # its id is in OTO with other content
    OVERWRITTEN = "overwritten"  # OTO changed an order of that id which was not ours


# What is true by now of an order that its own run left open.
_STATUS_SINCE = {
    State.CREATED: Status.ALREADY_CREATED,
    State.REFUSED: Status.REJECTED,
    State.UNSENT: Status.NOT_SENT,
    State.CONFLICT: Status.CONFLICT,
    State.OVERWRITTEN: Status.CONFLICT,
}


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at an order: its number, counted over all runs, and when it was to leave.

    `asked` is when this machine's clock stood as it asked for it, in seconds since 1970.
    """

    number: int
    at: datetime
    asked: float


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger knows of one order.

    `owner` names the run that took it last and never let go (empty: nobody). `fingerprint` is the
    payload's, `source_fingerprint` that of the merchant's own cells with which it was sent, behind
    those of the cells as they first stood if they were mended in a report (empty: sent by an older
    version).
    `attempts` counts those of all runs, `sent_at` is the last one's time.
    """

    order_id: str
    state: State
    fingerprint: str
    source_fingerprint: str
    oto_ids: tuple[str, ...]
    code: str
    attempts: int
    sent_at: datetime
    owner: str

    @property
    def needs_reconciliation(self) -> bool:
        """Whether OTO must be asked before the order may be sent."""
        return self.state in (State.SENDING, State.UNSURE, State.CONFLICT)

    def is_same(self, order: "Order") -> bool:
        """Whether the order is the one that was sent: by its payload, or by what the merchant
        wrote, whatever was made of it since."""
        own = order.source_fingerprint
        is_source = own != "" and own in self.source_fingerprint.split()
        return is_source or self.fingerprint == order.fingerprint

    def was_mended(self, order: "Order") -> bool:
        """Whether the order's rows are those of one that was mended in a report and sent so."""
        return order.source_fingerprint in self.source_fingerprint.split()[:-1]


@dataclass(frozen=True, slots=True)
class Run:
    """One run, as it was started. `orders` is how many it was to send."""

    run_id: str
    destination: str
    account: str
    file_name: str
    source_hash: str
    orders: int
    started: datetime


@dataclass(frozen=True, slots=True)
class PastRun:
    """One run as `history` shows it.

    `ending` is what the run said of its end (`done`, `stopped`, `interrupted`), `running` while it
    lives and `crashed` when it died without a word. `counts` has the orders that reached an end.
    """

    run: Run
    ended: datetime | None
    ending: str
    counts: Mapping[Status, int]


def joined(values: Iterable[object]) -> str:
    """The ids of an order (a split one has several) as one text."""
    return ",".join(map(str, values))


def attempt_of(row: Row, asked: float) -> Attempt:
    """The attempt that a row of `orders` tells of, asked for at that moment of our clock."""
    return Attempt(row["attempts"], _utc(row["sent_at"]), asked)


def entry_of(row: Row) -> Entry:
    """The entry of a row of `orders`."""
    return Entry(
        order_id=row["order_id"],
        state=State(row["state"]),
        fingerprint=row["fingerprint"],
        source_fingerprint=row["source_fingerprint"],
        oto_ids=_split(row["oto_ids"]),
        code=row["code"],
        attempts=row["attempts"],
        sent_at=_utc(row["sent_at"]),
        owner=row["owner"],
    )


def run_of(row: Row) -> Run:
    """The run of a row of `runs`."""
    return Run(
        run_id=row["run_id"],
        destination=row["destination"],
        account=row["account"],
        file_name=row["file_name"],
        source_hash=row["source_hash"],
        orders=row["orders"],
        started=_utc(row["started_at"]),
    )


def past_run_of(row: Row, alive: bool, counts: Mapping[Status, int]) -> PastRun:
    """The run of a row of `runs` with how it ended."""
    ending = row["ending"] or ("running" if alive else "crashed")
    ended = None if row["ended_at"] is None else _utc(row["ended_at"])
    return PastRun(run_of(row), ended, ending, counts)


def outcome_of(row: Row) -> Outcome:
    """The end of an order of a run; of one that the run left open, what is known by now.

    A code that this version does not know, of an older or a newer one, is passed over.
    """
    if row["status"]:
        status, ids, code = Status(row["status"]), row["oto_ids"], row["code"]
        attempts, sent_at = row["attempts"], row["sent_at"]
    else:
        status = _STATUS_SINCE.get(row["state"], Status.UNCONFIRMED)
        ids, code = row["known_oto_ids"], row["known_code"]
        attempts, sent_at = row["known_attempts"], row["known_sent_at"]
    return Outcome(
        order_id=row["order_id"],
        rows=parse_rows(row["sheet_rows"]),
        status=status,
        oto_ids=_split(ids or ""),
        problems=(Problem(code),) if code in CODES else (),
        attempts=attempts or 0,
        sent_at=None if sent_at is None else _utc(sent_at),
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()


def _utc(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
