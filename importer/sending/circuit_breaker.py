"""When going on would only do harm: the reasons to stop that lie in OTO's answers."""

from collections import Counter, defaultdict

from importer.errors import Refused
from importer.problems import oto_codes
from importer.problems.problem import problem
from importer.problems.sending import ACCOUNT_FORBIDDEN, OTO_UNREACHABLE, SAME_REFUSAL
from importer.sending.stop_signal import StopSignal

SAME_REFUSALS = 20
FAILURES_IN_A_ROW = 10
FAILURES_AT_START = 5  # before OTO ever answered: there is nothing to wait for yet


class CircuitBreaker:
    """Hears how every call ended, and stops the run when that says so."""

    def __init__(self, halt: StopSignal) -> None:
        self._halt = halt
        self.reached = False  # whether OTO ever answered
        self._failures: Counter[str] = Counter()
        # When the latest call began that OTO answered, in the event loop's time.
        self._answered: defaultdict[str, float] = defaultdict(float)
        self._same: str | None = None  # the code of all refusals so far
        self._refusals = 0
        self._mixed = False  # the first orders did not all end alike

    def failed(self, path: str, began: float) -> int:
        """A call that began then ended on the way: not delivered, or without an answer of OTO's.

        Gives how many calls of this path did so in a row, 0 when OTO has answered one since that
        began later: calls that hang for long end all at once in the quiet after a few failures.
        """
        if began < self._answered[path]:
            return 0
        self._failures[path] += 1
        most = FAILURES_IN_A_ROW if self.reached else FAILURES_AT_START
        if self._failures[path] >= most:
            self._halt.stop(problem(OTO_UNREACHABLE, count=most))
        return self._failures[path]

    def answered(self, path: str, began: float) -> None:
        """OTO answered a call that began then, whatever it said."""
        self.reached = True
        self._answered[path] = max(self._answered[path], began)
        self._failures[path] = 0

    def accepted(self) -> None:
        """OTO has an order of this run."""
        self._mixed = True

    def forbids(self, no: Refused) -> bool:
        """Whether the refusal is of the account, not of one order: then sending stops."""
        code = oto_codes.ACCOUNT_PROBLEMS.get(oto_codes.effect_of(no.code))
        if code is None and no.http_status == 403 and not oto_codes.is_known(no.code):
            code = ACCOUNT_FORBIDDEN
        if code is not None:
            self._halt.stop(problem(code, oto_code=no.code, text=no.text))
        return code is not None

    def refused(self, no: Refused) -> None:
        """OTO refused an order for good."""
        if self.forbids(no):
            return
        self._mixed = self._mixed or self._same not in (None, no.code)
        self._same = no.code
        self._refusals += 1
        if not self._mixed and self._refusals >= SAME_REFUSALS:
            self._halt.stop(
                problem(SAME_REFUSAL, count=SAME_REFUSALS, oto_code=no.code, text=no.text)
            )
