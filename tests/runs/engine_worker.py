"""A worker of which only the engine is real: `LEDGER NAME SLOTS SECONDS FILE` writes when each job,
which takes so long, begins and ends, until none is left."""

import sys
import time
from pathlib import Path

from importer.runs.engine import Engine


def main() -> None:
    ledger, name, slots, seconds, file = sys.argv[1:]

    def note(event: str, job_id: str) -> None:
        with Path(file).open("a", encoding="utf-8") as out:  # whole lines, whoever writes beside
            out.write(f"{event} {job_id}\n")

    def carry(job_id: str) -> None:
        note("begins", job_id)
        time.sleep(float(seconds))  # the work
        note("ends", job_id)

    engine = Engine(ledger)
    with engine.carrying(name, int(slots), carry):
        while engine.list():
            time.sleep(0.1)
    engine.close()


if __name__ == "__main__":
    main()
