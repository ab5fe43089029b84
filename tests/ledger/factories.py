"""Runs, orders and ends for the tests of the ledger."""

from importer.ledger import Ledger, Run
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


def start(ledger: Ledger, account: str = HERE[1]) -> Run:
    """A new run of three orders."""
    return ledger.start_run(HERE[0], account, "orders.xlsx", "hash", 3)


def end(of: Order, status: Status, *oto_ids: str) -> Outcome:
    """The order's end."""
    return Outcome(of.order_id, of.rows, status, oto_ids)
