"""How long and how often sending tries."""

from dataclasses import dataclass


@dataclass(slots=True)
class Deadline:
    """When an order's own time is up, in the event loop's time; what it waits for a start, a pause
    or an outage does not count."""

    at: float = float("inf")

    def extend(self, seconds: float) -> None:
        """Leaves out so much waiting."""
        self.at += seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The bounds of a run; times are in seconds.

    `concurrency` is the most calls in flight. As calls start at the rate, only as many of them are
    in flight as rate × latency asks for; this bounds what a slow API can pile up.
    """

    concurrency: int = 64
    call_seconds: float = 30.0  # what the client gives a call; less left, and none is begun
    order_seconds: float = 120.0  # all calls of an order together, from the first one on
    lookup_gap_seconds: float = 3.0  # between the two look-ups before an order counts as absent
    max_mark_seconds: float = 10.0  # between the ledger's mark and the call
    lookup_seconds: float = 300.0  # that a look-up before sending counts
    tries: int = 10  # of one call, and of one order
    first_wait_seconds: float = 0.25  # before a call is made again; doubled each time
    max_wait_seconds: float = 8.0
    drain_seconds: float = 30.0  # for calls in flight after sending stopped
    max_pause_seconds: float = 900.0  # OTO may ask for; longer, and sending stops
    patience_seconds: float = 600.0  # that an outage is waited out
    max_probe_seconds: float = 30.0  # between two probes of an outage
    max_odd_answers: int = 3  # to one order, while others go through
    max_odd_attempts: int = 5  # the same, while none does

    @property
    def open_orders(self) -> int:
        """The most orders under way at once: those in flight, and those that wait to ask again."""
        return 2 * self.concurrency + 64
