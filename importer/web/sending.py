"""How far a run of an open file is that goes on in this program."""

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from importer.i18n import Localized
from importer.outcome import Outcome, Status
from importer.progress import WAITING, NullListener

if TYPE_CHECKING:
    from importer.web.upload import Upload


@dataclass
class Sending:
    """How far a run of the file is; `ended` when its report is written."""

    total: int
    began: float = field(default_factory=time.monotonic)
    counts: Counter[Status] = field(default_factory=Counter)
    waiting_until: float = 0.0
    waiting_why: Localized = WAITING["too_many_calls"]
    is_stopping: bool = False
    ended: bool = False

    @property
    def settled(self) -> int:
        """How many orders reached their end."""
        return self.counts.total()

    @property
    def seconds_left(self) -> int | None:
        """By the pace so far; None while there is none."""
        passed = time.monotonic() - self.began
        if self.settled < 2 or passed < 1:
            return None
        return round(passed / self.settled * (self.total - self.settled))


class Listener(NullListener):
    """Writes down what the pipeline tells, for the page to look at."""

    def __init__(self, upload: "Upload") -> None:
        self._upload = upload

    def stage(self, name: str) -> None:
        """A room begins its work."""
        self._upload.stage = name

    def sending(self, total: int) -> None:
        """So many orders are about to be sent."""
        if self._upload.sending is not None:
            self._upload.sending.total = total

    def settled(self, outcome: Outcome) -> None:
        """One order reached its end."""
        if self._upload.is_sending and self._upload.sending is not None:
            self._upload.sending.counts[outcome.status] += 1

    def waiting(self, seconds: float, why: str) -> None:
        """Nothing moves for so long."""
        if self._upload.sending is not None:
            self._upload.sending.waiting_until = time.monotonic() + seconds
            self._upload.sending.waiting_why = WAITING.get(why, WAITING["too_many_calls"])
