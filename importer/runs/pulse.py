"""What a worker shows of itself while it works."""

import os
import time
from dataclasses import dataclass, field

from importer.runs.jobs import SILENCE_SECONDS
from importer.runs.talk import SILENCE, TICK_SECONDS

ANSWER_SECONDS = 2.0  # an answer of the ledger takes no longer when all is well


def _silence() -> float:
    return float(os.environ.get(SILENCE, SILENCE_SECONDS))


@dataclass(slots=True)
class Pulse:
    """Written by the worker's threads, read by whoever asks how it is. `carried` are the jobs in
    its slots, `silence` is after how many seconds without a beat it counts as dead; the times are
    those of time.monotonic, None before the first."""

    slots: int
    silence: float = field(default_factory=_silence)
    carried: set[str] = field(default_factory=set)
    beat_at: float | None = None  # other workers know that it lives
    answered_at: float | None = None  # its ledger said something, as it is asked to each second
    is_leaving: bool = False

    def beat(self) -> None:
        """The worker has said that it lives."""
        self.beat_at = time.monotonic()

    def answered(self) -> None:
        """The ledger has answered."""
        self.answered_at = time.monotonic()

    def beat_age(self) -> float | None:
        """Seconds since the worker last said that it lives."""
        return None if self.beat_at is None else time.monotonic() - self.beat_at

    def troubles(self) -> list[str]:
        """Why the worker is not well; nothing when it is."""
        if self.is_leaving:
            return ["leaving"]
        age, answered_at = self.beat_age(), self.answered_at
        if age is None or answered_at is None:
            return ["starting"]
        is_late = time.monotonic() - answered_at > TICK_SECONDS + ANSWER_SECONDS
        found = {"ledger_silent": is_late, "no_beat": age > self.silence}
        return [name for name, is_so in found.items() if is_so]
