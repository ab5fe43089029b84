"""When going on would only do harm: the reasons to stop that lie in OTO's answers."""

from collections import Counter, defaultdict

from importer.errors import Refused
from importer.problems import oto_codes
from importer.problems.problem import problem
from importer.problems.sending import ACCOUNT_FORBIDDEN, OTO_UNREACHABLE, SAME_REFUSAL
from importer.sending.stop_signal import StopSignal

MAX_SAME_REFUSALS = 20
MAX_CONSECUTIVE_FAILURES = 10
MAX_FAILURES_AT_START = 5  # before OTO ever answered: there is nothing to wait for yet


class CircuitBreaker:
    """Records how every call and order ended, and stops the run when that says so."""

    def __init__(self, stop_signal: StopSignal) -> None:
        self._stop_signal = stop_signal
        self.reached = False  # whether OTO ever answered
        self._failures: Counter[str] = Counter()
        # By path, when the latest call started that OTO answered, in the event loop's time.
        self._answered_start: defaultdict[str, float] = defaultdict(float)
        self._refusal_code: str | None = None  # of all refusals so far
        self._refusals = 0
        self._mixed = False  # the first orders did not all end alike

    def record_failure(self, path: str, started: float) -> int:
        """A call that started then was not delivered, or ended without an answer of OTO's.

        Gives how many calls of this path did so in a row, 0 when OTO has answered one that started
        later: calls that hang for long end all at once in the quiet after a few failures.
        """
        if started < self._answered_start[path]:
            return 0
        self._failures[path] += 1
        limit = MAX_CONSECUTIVE_FAILURES if self.reached else MAX_FAILURES_AT_START
        if self._failures[path] >= limit:
            self._stop_signal.stop(problem(OTO_UNREACHABLE, count=limit))
        return self._failures[path]

    def record_answer(self, path: str, started: float) -> None:
        """OTO answered a call that started then, with whatever answer."""
        self.reached = True
        self._answered_start[path] = max(self._answered_start[path], started)
        self._failures[path] = 0

    def record_order_in_oto(self) -> None:
        """OTO has an order of this run."""
        self._mixed = True

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
