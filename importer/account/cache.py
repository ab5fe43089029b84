"""OTO's answers about an account kept for an hour, so that checking a file again costs no calls."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from importer.errors import SetupError
from importer.ledger import ANSWER_SECONDS, Ledger


class AccountCache:
    """The answers of one account in the table `account_cache` of `ledger`.

    A ledger that is missing, or fails, is no obstacle: then nothing is kept. `clock` gives seconds
    since 1970.
    """

    def __init__(self, ledger: Ledger | None, account: str, clock: Callable[[], float]) -> None:
        self._ledger, self._account, self._clock = ledger, account, clock
        self._fresh: dict[str, Any] = {}

    def get(self, question: str) -> Any:
        """The answer to that question, None when there is none younger than an hour."""
        if self._ledger is None:
            return None
        now = self._clock()
        with suppress(SetupError, ValueError):
            rows = self._ledger.database.execute(
                "cached_answer",
                account_key=self._account,
                question=question,
                now=now,
                since=now - ANSWER_SECONDS,
            )
            return json.loads(rows[0]["answer"]) if rows else None
        return None

    def put(self, question: str, answer: Any) -> None:
        """Keep an answer; `save` writes it."""
        self._fresh[question] = answer

    def save(self) -> None:
        """Write the answers that were put, all of them or none."""
        if self._ledger is None or not self._fresh:
            return
        with suppress(SetupError), self._ledger.transaction():
            for question, answer in self._fresh.items():
                self._ledger.database.execute(
                    "cache_answer",
                    account_key=self._account,
                    question=question,
                    answer=json.dumps(answer),
                    now=self._clock(),
                )


def remove_old_files(folder: Path) -> None:
    """Clears away the files in which an older version kept these answers."""
    with suppress(OSError):
        for path in (*folder.glob("account-*.json"), *folder.glob("account-*.tmp")):
            path.unlink(missing_ok=True)
