"""Orders to send, and one call that sends them to a sandbox with the real client and ledger."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from importer.ledger import Ledger, Process
from importer.orders import Order, fingerprint
from importer.oto import Oto
from importer.outcome import Outcome, Status
from importer.problems import Problem
from importer.progress import NullListener
from importer.sending import Limits, SendResult, send, start_run
from importer.sending.rate_limiter import RateLimiter
from tests import faulty_oto as sandbox

TOKEN = "sandbox-token"
ACCOUNT = "0123456789abcdef"
DESTINATION = "127.0.0.1/rest/v2"
# Short waits; calls have long, so that a busy machine changes no outcome.
QUICK_LIMITS = Limits(
    call_seconds=30.0,
    order_seconds=120.0,
    lookup_gap_seconds=0.01,
    first_wait_seconds=0.005,
    max_wait_seconds=0.02,
    drain_seconds=30.0,
)


def make_order(number: int, amount: str = "100.5", **changes: object) -> Order:
    """The order `A-<number>`, of one row."""
    payload: dict[str, object] = {
        "orderId": f"A-{number}",
        "payment_method": "cod",
        "amount": Decimal(amount),
        "amount_due": Decimal(amount),
        "currency": "SAR",
        "customer": {
            "name": "نورة",
            "mobile": "966546607389",
            "address": "King Fahd Road 1",
            "city": "Riyadh",
            "country": "SA",
        },
        "items": [{"sku": "S-1", "quantity": Decimal(2), "name": "قميص", "price": Decimal(50)}],
        **changes,
    }
    payload = {name: value for name, value in payload.items() if value is not None}
    return Order(f"A-{number}", (number + 1,), payload, fingerprint(payload))


def make_orders(count: int, first: int = 1) -> list[Order]:
    """So many orders, `A-1` and on."""
    return [make_order(number) for number in range(first, first + count)]


@dataclass
class RecordingListener(NullListener):
    """A listener that remembers, and calls `on_outcome` after every outcome."""

    outcomes: list[Outcome] = field(default_factory=list)
    waits: list[tuple[float, str]] = field(default_factory=list)
    on_outcome: Callable[[], object] = lambda: None

    def settled(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)
        self.on_outcome()

    def waiting(self, seconds: float, why: str) -> None:
        self.waits.append((seconds, why))


@dataclass
class Harness:
    """One sandbox, one ledger file, and runs between them."""

    base_url: str
    ledger_path: Path | str
    limits: Limits = QUICK_LIMITS
    rate: float = 1000.0
    listener: RecordingListener = field(default_factory=RecordingListener)
    prepare: Callable[[Ledger], object] = lambda ledger: None
    process: Process = field(default_factory=Process)
    may_look: bool = True

    @property
    def remote(self) -> sandbox.Remote:
        """What the sandbox says of itself."""
        return sandbox.Remote(self.base_url)

    def send(self, orders: Iterable[Order], **limits: object) -> SendResult:
        """A whole run."""
        return asyncio.run(self.send_async(orders, **limits))

    async def send_async(
        self, orders: Iterable[Order], stop: asyncio.Event | None = None, **limits: object
    ) -> SendResult:
        """A whole run, in a loop that others work in, too."""
        with Ledger.open(self.ledger_path, process=self.process) as ledger:
            self.prepare(ledger)
            of, never = (DESTINATION, ACCOUNT, "orders.xlsx", "hash", 0), asyncio.Event()
            run = await start_run(ledger, *of, listener=self.listener, stop=never)
            assert run is not None
            limits_of_run = replace(self.limits, **limits)
            async with Oto(self.base_url, TOKEN, limits_of_run.call_seconds) as oto:
                return await send(
                    orders,
                    oto=oto,
                    rate_limiter=RateLimiter(self.rate),
                    ledger=ledger,
                    run=run,
                    limits=limits_of_run,
                    listener=self.listener,
                    stop=stop or never,
                    may_look=self.may_look,
                )

    def create_calls(self) -> list[str]:
        """The ids of all createOrder calls, in their order."""
        return [str(call["orderId"]) for call in self.remote.calls("createOrder")]

    def oto_ids(self) -> dict[str, tuple[str, ...]]:
        """The otoIds of every order in the sandbox."""
        return {
            order["orderId"]: tuple(map(str, order["otoIds"])) for order in self.remote.orders()
        }


@contextmanager
def start_harness(folder: Path, *rules: dict[str, object], **options: object) -> Iterator[Harness]:
    """A sandbox that plays the rules, and a ledger in the folder."""
    with sandbox.serve(script=list(rules)) as base_url:
        yield Harness(base_url, folder / "ledger.db", **options)  # type: ignore[arg-type]


def statuses(sent: SendResult) -> list[Status]:
    """The status of every order, in order."""
    return [outcome.status for outcome in sent.outcomes]


def codes(problems: Iterable[Problem]) -> list[str]:
    """The codes of the problems."""
    return [problem.code for problem in problems]
