"""The ledger as a page for a team asks it, at every request: kept open, in a thread of its own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from importer.errors import ImporterError, LedgerAway
from importer.ledger import Ledger

_Result = TypeVar("_Result")


class Register:
    """The ledger at that location, opened when it is first asked and again after it failed."""

    def __init__(self, location: str) -> None:
        self._location = location
        self._ledger: Ledger | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="register")

    async def ask(self, question: Callable[[Ledger], _Result]) -> _Result:
        """What the question gives. Raises what it raises, SetupError among it."""
        return await asyncio.wrap_future(self._thread.submit(self._answer, question))

    def ask_now(self, question: Callable[[Ledger], _Result]) -> _Result:
        """The same, for a thread that may wait."""
        return self._thread.submit(self._answer, question).result()

    def close(self) -> None:
        """Lets the ledger go, when all that was asked is answered."""
        self._thread.submit(self._let_go).result()
        self._thread.shutdown()

    def _answer(self, question: Callable[[Ledger], _Result]) -> _Result:
        is_fresh = self._ledger is None
        if self._ledger is None:
            self._ledger = Ledger.open(self._location)
        try:
            return question(self._ledger)
        except ImporterError as error:
            self._let_go()
            if is_fresh or not isinstance(error, LedgerAway):
                raise
        return self._answer(question)  # the database was started anew meanwhile

    def _let_go(self) -> None:
        ledger, self._ledger = self._ledger, None
        if ledger is not None:
            ledger.close()
