"""When to wait, and when to stop, by what OTO answers and how calls fail."""

import asyncio
from collections import Counter, defaultdict

from importer.errors import Refused
from importer.problems import oto_codes
from importer.problems.problem import problem
from importer.problems.sending import (
    ACCOUNT_FORBIDDEN,
    OTO_TROUBLED,
    OTO_UNREACHABLE,
    SAME_REFUSAL,
)
from importer.sending.limits import Limits
from importer.sending.stop_signal import StopSignal

MAX_SAME_REFUSALS = 20
MAX_FAILURES_AT_START = 5  # before OTO ever answered: there is nothing to wait for yet
_TOLERATED_FAILURES = 2  # in a row, before everybody waits
_TROUBLED_ORDERS = 5  # with odd answers in a row, before they are tried one by one


class CircuitBreaker:
    """Records how every call and order ended; says when everybody waits, and stops the run when
    going on would do harm or waiting was in vain.

    An outage is a row of failures: `is_open` until OTO can be reached. What fails together is one
    failure, however many calls were in flight. Odd answers to several orders in a row, with none
    that goes through, are an outage of createOrder alone: `is_troubled`.
    """

    def __init__(
        self, stop_signal: StopSignal, limits: Limits, *, was_reached: bool = False
    ) -> None:
        """`was_reached`: whether OTO answered this process before, so that it is waited for."""
        self._stop_signal, self._limits, self._was_reached = stop_signal, limits, was_reached
        self.reached = False  # whether OTO ever answered this run
        self.is_open = False
        self._failing_path = ""
        self._failures: Counter[str] = Counter()
        # By path: seconds since the first failure of the row; in the event loop's time, when the
        # latest one ended, and when the latest call started that OTO answered.
        self._failing_for: defaultdict[str, float] = defaultdict(float)
        self._failed_at: defaultdict[str, float] = defaultdict(float)
        self._answered_start: defaultdict[str, float] = defaultdict(float)
        self._odd_orders: set[str] = set()
        self._odd_since = 0.0
        self._trials = 0
        self._accepted_at = -float("inf")
        self._refusal_code: str | None = None  # of all refusals so far
        self._refusals = 0
        self._mixed = False  # the first orders did not all end alike

    def record_failure(self, path: str, started: float) -> None:
        """A call that started then was not delivered, or ended without an answer.

        It does not count when OTO has answered one that started later, nor when it was in flight
        at the failure before: calls that hang for long, or a reset of all connections.
        """
        if started < max(self._answered_start[path], self._failed_at[path]):
            return
        now = asyncio.get_running_loop().time()
        if self._failures[path]:
            # A computer that slept waited for nothing: no probe takes longer.
            longest = self._limits.max_probe_seconds + self._limits.call_seconds
            self._failing_for[path] += min(now - self._failed_at[path], longest)
        self._failed_at[path] = now
        self._failures[path] += 1
        count = self._failures[path]
        given_up = self._failing_for[path] > self._limits.patience_seconds
        never_reached = not (self.reached or self._was_reached)
        if given_up or (never_reached and count >= MAX_FAILURES_AT_START):
            self._stop_signal.stop(problem(OTO_UNREACHABLE, count=count))
        if count > _TOLERATED_FAILURES:
            self.is_open, self._failing_path = True, path

    def record_answer(self, path: str, started: float) -> None:
        """OTO answered a call that started then, with whatever answer."""
        self.reached = True
        self._answered_start[path] = max(self._answered_start[path], started)
        self._failures[path], self._failing_for[path] = 0, 0.0
        if path == self._failing_path:
            self.is_open = False

    def record_probe(self, reached: bool, started: float) -> None:
        """What a probe of the outage, which started then, said: calls may be made again, or not."""
        if reached:
            self.is_open = False
        else:
            self.record_failure(self._failing_path, started)

    @property
    def probe_wait(self) -> float:
        """Seconds until the next probe."""
        excess = self._failures[self._failing_path] - _TOLERATED_FAILURES
        return self._growing_wait(excess, self._limits.max_probe_seconds)

    def record_odd_answer(self, order_id: str, kind: str) -> None:
        """A createOrder was answered, and nobody knows what with (a gateway's page, OTO1081)."""
        now = asyncio.get_running_loop().time()
        if not self._odd_orders:
            self._odd_since = now
        self._odd_orders.add(order_id)
        if self.is_troubled and now - self._odd_since > self._limits.patience_seconds:
            self._stop_signal.stop(problem(OTO_TROUBLED, kind=kind))

    @property
    def is_troubled(self) -> bool:
        """Whether orders are tried one by one, as the last ones had odd answers."""
        return len(self._odd_orders) >= _TROUBLED_ORDERS

    def next_trial_wait(self) -> float:
        """Seconds until the next order is tried, longer each time."""
        self._trials += 1
        return self._growing_wait(self._trials, self._limits.max_wait_seconds)

    def _growing_wait(self, times: int, longest: float) -> float:
        return min(self._limits.first_wait_seconds * 2.0 ** min(times, 30), longest)

    def went_through_since(self, moment: float) -> bool:
        """Whether OTO took or refused an order since then, in the event loop's time."""
        return self._accepted_at > moment

    def record_order_in_oto(self) -> None:
        """OTO has an order of this run."""
        self._mixed = True

    def record_order_through(self) -> None:
        """OTO took an order, or refused it in its own words."""
        self._accepted_at = asyncio.get_running_loop().time()
        self._odd_orders.clear()
        self._trials = 0

    def record_account_error(self, refusal: Refused) -> bool:
        """Stops sending when the refusal is of the account, not of one order; whether it is."""
        code = oto_codes.ACCOUNT_PROBLEMS.get(oto_codes.effect_of(refusal.code))
        if code is None and refusal.http_status == 403 and not oto_codes.is_known(refusal.code):
            code = ACCOUNT_FORBIDDEN
        if code is not None:
            self._stop_signal.stop(problem(code, oto_code=refusal.code, text=refusal.text))
        return code is not None

    def record_refused_order(self, refusal: Refused) -> None:
        """OTO refused an order for good."""
        self.record_order_through()
        if self.record_account_error(refusal):
            return
        self._mixed = self._mixed or self._refusal_code not in (None, refusal.code)
        self._refusal_code = refusal.code
        self._refusals += 1
        if not self._mixed and self._refusals >= MAX_SAME_REFUSALS:
            code, text = refusal.code, refusal.text
            self._stop_signal.stop(
                problem(SAME_REFUSAL, count=MAX_SAME_REFUSALS, oto_code=code, text=text)
            )
