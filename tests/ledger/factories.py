"""Runs, orders and ends for the tests of the ledger."""

from importer.ledger import Attempt, Entry, Ledger, Run, State
from importer.ledger.lease import LEASE_SECONDS
from importer.orders import Order
from importer.outcome import Outcome, Status

HERE = ("api.tryoto.com/rest/v2", "0123456789abcdef")


class Clock:
    """Time that moves only when a test moves it."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def order(
    name: str, fingerprint: str = "f1", rows: tuple[int, ...] = (2,), source: str = "s1"
) -> Order:
    """An order of that id whose payload and cells have these fingerprints."""
    return Order(name, rows, {}, fingerprint, source)


def start(ledger: Ledger, account: str = HERE[1], destination: str = HERE[0]) -> Run:
    """A new run of three orders; no other of the account is alive."""
    run = ledger.start_run(destination, account, "orders.xlsx", "hash", 3)
    assert run is not None
    return run


def take_over(ledger: Ledger, account: str = HERE[1], destination: str = HERE[0]) -> Run:
    """A new run in the place of one that was silent for longer than its lease."""
    silent = "UPDATE runs SET beat_at = beat_at - :lease WHERE ended_at IS NULL"
    ledger.database.run(silent, {"lease": LEASE_SECONDS})
    return start(ledger, account, destination)


def live_run(ledger: Ledger, destination: str, account: str) -> Run | None:
    """The run that sends to the account now."""
    key = (destination, account)
    live = ledger.live_runs()
    return next((run for run in live if (run.destination, run.account) == key), None)


def begin(ledger: Ledger, run: Run, of: Order, *, again: bool) -> Attempt | None:
    """The attempt at the order that the run is given."""
    (attempt,) = ledger.commit([ledger.start_attempt(run, of, again=again)])
    assert attempt is None or isinstance(attempt, Attempt)
    return attempt


def claim(ledger: Ledger, run: Run, of: Order, entry: Entry) -> bool:
    """Whether the run took the order over."""
    (taken,) = ledger.commit([ledger.claim(run, of, entry)])
    return bool(taken)


def settle(ledger: Ledger, run: Run, of: Order, state: State, outcome: Outcome) -> bool:
    """Whether what the run says of the order counts."""
    (counts,) = ledger.commit([ledger.record_outcome(run, of, state, outcome)])
    return bool(counts)


def end(of: Order, status: Status, *oto_ids: str) -> Outcome:
    """The order's end."""
    return Outcome(of.order_id, of.rows, status, oto_ids)
