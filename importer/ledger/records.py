"""What the ledger gives out: entries of orders and of runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from importer.outcome import Status


class State(StrEnum):
    """What is known of an order in OTO."""

    SENDING = "sending"  # an attempt was meant, and may have left
    CREATED = "created"
    REFUSED = "refused"
    UNSENT = "unsent"  # it is surely not in OTO, and nobody is sending it
    UNSURE = "unsure"  # it may be in OTO: nobody could be asked
    CONFLICT = "conflict"  # its id is in OTO with other content


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at an order: its number, counted over all runs, and when it was to leave."""

    number: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger knows of one order.

    `leased` says that a living run has it; `owner` names the run that took it last and
    never let go (empty: nobody). `attempts` counts those of all runs, `sent_at` is the last one's
    time.
    """

    order_id: str
    state: State
    fingerprint: str
    oto_ids: tuple[str, ...]
    code: str
    attempts: int
    sent_at: datetime
    owner: str
    leased: bool

    @property
    def needs_reconciliation(self) -> bool:
        """Whether OTO must be asked before the order may be sent."""
        return self.state in (State.SENDING, State.UNSURE, State.CONFLICT)


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


def moment(seconds: float) -> datetime:
    """The UTC time of `seconds` since 1970."""
    return datetime.fromtimestamp(seconds, UTC)
