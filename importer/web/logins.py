"""Logins by name and password, and how long the next one has to wait after those that failed."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from importer import operators
from importer.ledger import Ledger
from importer.operators.audit import Action, record
from importer.web.register import Register

_OF_NAME, _OF_ADDRESS = 5, 20  # failed logins, before the next one waits
_MOST_WAITING = 20  # logins at once
_FIRST_WAIT, _LONGEST_WAIT = 30.0, 900.0  # seconds
_FORGOTTEN_AFTER = 3600.0  # seconds without another one
_MOST_KEYS = 10_000
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Failures:
    count: int = 0
    latest: float = 0.0
    wait: float = 0.0


class Attempts:
    """Counts by keys (a name, an address), each with how often it may fail before it must wait: 30
    seconds, then twice as long with each failure, 15 minutes at the most.

    It is kept in memory: whoever starts the program anew starts anew.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: dict[str, _Failures] = {}

    def begin(self, allowed: Mapping[str, int]) -> float:
        """Counts an attempt as failed until it has `succeeded`, so that many at once are no way
        around; gives the seconds to wait if it may not be made: then it is not counted."""
        now = self._clock()
        self._forget(now)
        known = [self._failures.get(key, _Failures()) for key in allowed]
        wait = max(each.latest + each.wait - now for each in known)
        if wait > 0:
            return wait
        for key, most in allowed.items():
            failures = self._failures.setdefault(key, _Failures())
            if now - failures.latest > _FORGOTTEN_AFTER:
                failures.count = 0
            failures.count += 1
            failures.latest = now
            beyond = failures.count - most
            failures.wait = min(_FIRST_WAIT * 2.0**beyond, _LONGEST_WAIT) if beyond >= 0 else 0.0
        return 0.0

    def succeeded(self, name: str, address: str) -> None:
        """The name's failures are forgotten; of the address, that it was not one."""
        self._failures.pop(name, None)
        failures = self._failures.get(address)
        if failures is not None:
            failures.count -= 1
            failures.wait = 0.0

    def _forget(self, now: float) -> None:
        """What is long ago and, when there are too many, what is longest ago."""
        if len(self._failures) < _MOST_KEYS:
            return
        newest = sorted(self._failures.items(), key=lambda item: item[1].latest)[_MOST_KEYS // 2 :]
        since = now - _FORGOTTEN_AFTER
        self._failures = {key: each for key, each in newest if each.latest > since}


class Logins:
    """Whoever logs in over HTTP; the ledger at that location knows the passwords."""

    def __init__(self, location: str) -> None:
        self._register = Register(location)  # of its own: a password takes its time to check
        self._attempts = Attempts()
        self._under_way = 0

    async def begin(self, name: str, password: str, address: str, before: str) -> str | float:
        """The key of a new session, in place of the one `before`; else in how many seconds to try
        again, 0 after a wrong name or password."""
        if self._under_way >= _MOST_WAITING:
            return 1.0
        of_name, of_address = f"as {name.strip().casefold()}", f"from {address}"
        wait = self._attempts.begin({of_name: _OF_NAME, of_address: _OF_ADDRESS})
        if wait:
            logger.warning("login waits: %s", address)
            return wait
        self._under_way += 1
        try:
            key = await self._register.ask(partial(_begun, name, password, before))
        finally:
            self._under_way -= 1
        if key is None:
            logger.warning("login failed: %s", address)
            return 0.0
        self._attempts.succeeded(of_name, of_address)
        return key

    def close(self) -> None:
        """Lets the ledger go."""
        self._register.close()


def _begun(name: str, password: str, before: str, ledger: Ledger) -> str | None:
    """The key of a new session; None for a wrong name or password."""
    operator = operators.check_password(ledger, name, password)
    key = operators.begin_session(ledger, operator) if operator is not None else None
    if operator is not None and key is not None:
        operators.end_session(ledger, before)
        record(ledger, operator.name, Action.LOGGED_IN)
    return key
