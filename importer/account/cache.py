"""OTO's answers about an account kept for an hour, so that checking a file again costs no calls."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from importer.errors import SetupError
from importer.ledger import ANSWER_SECONDS, Ledger


class AccountCache:
    """The answers of one account in the table `account_cache` of `ledger`.

    A ledger that is missing, or fails, is no obstacle: then nothing is kept.
    """

    def __init__(self, ledger: Ledger | None, account: str) -> None:
        self._ledger, self._account = ledger, account
        self._fresh: dict[str, Any] = {}

    def get(self, question: str) -> Any:
        """The answer to that question, None when there is none younger than an hour."""
        if self._ledger is None:
            return None
        with suppress(SetupError, ValueError):
            rows = self._ledger.database.execute(
                "cached_answer",
                account_key=self._account,
                question=question,
                seconds=ANSWER_SECONDS,
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
                )


def remove_old_files(folder: Path) -> None:
    """Clears away the files in which an older version kept these answers."""
    with suppress(OSError):
        for path in (*folder.glob("account-*.json"), *folder.glob("account-*.tmp")):
            path.unlink(missing_ok=True)
