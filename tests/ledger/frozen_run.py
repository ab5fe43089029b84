"""A run in a process of its own, to be frozen between two of its steps.

    python -m tests.ledger.frozen_run LEDGER CLOCK

Its time is what stands in the file CLOCK. It begins A-1, says so, waits for a line on its standard
input, and then says what each of its verbs gives.
"""

import json
import sys
from pathlib import Path

from importer.ledger import Attempt, Ledger, State
from importer.outcome import Status
from tests.ledger.factories import begin, end, order, settle, start


def main(ledger_path: str, clock: Path) -> None:
    """The run."""
    with Ledger.open(ledger_path, clock=lambda: float(clock.read_text())) as ledger:
        run, claimed, fresh = start(ledger), order("A-1"), order("A-2")
        assert begin(ledger, run, claimed, again=False)
        print("begun", flush=True)
        sys.stdin.readline()
        unsent = end(claimed, Status.NOT_SENT)
        results = {
            "claimed_again": _number(begin(ledger, run, claimed, again=True)),
            "claimed_outcome": settle(ledger, run, claimed, State.UNSENT, unsent),
            "fresh": _number(begin(ledger, run, fresh, again=False)),
        }
        ledger.heartbeat(run)
        results["claimed_after_beat"] = _number(begin(ledger, run, claimed, again=True))
        results["fresh_after_beat"] = _number(begin(ledger, run, fresh, again=False))
        print(json.dumps(results), flush=True)


def _number(attempt: Attempt | None) -> int | None:
    return None if attempt is None else attempt.number


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
