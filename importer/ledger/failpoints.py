"""Named points at which a process can be ended, so that tests can kill it there.

`OTO_IMPORTER_STOP_AT=claim#3` in the environment ends the process, as kill -9 would, when it gets
to the point named `claim` for the third time. Nobody sets this outside of tests.
"""

import os
from collections.abc import Callable

STOP_AT = "OTO_IMPORTER_STOP_AT"
NAMES = (
    "migrate",  # the schema was made, not committed
    "start_run",  # verbs of the ledger: written, not committed
    "start_attempt",
    "claim",
    "record_outcome",
    "finish_run",
    "commit",  # a transaction is about to be committed
    "committed",  # it was
    "taken",  # a file of a watched folder is in progress, and not submitted yet
    "linked",  # it, or what belongs to it, is where it goes, and still where it was
    "moved",  # it is only there
    "answered",  # OTO's answer is known, the ledger does not have it yet
)


def _ignore(name: str) -> None:
    """Goes on."""


def ends_at(point: str) -> Callable[[str], None]:
    """A callback that ends the process at a point such as `claim#3`."""
    wanted, _, count = point.partition("#")
    left = int(count or 1)

    def callback(name: str) -> None:
        nonlocal left
        left -= name == wanted
        if left <= 0:
            os._exit(137)

    return callback


_callback = ends_at(os.environ[STOP_AT]) if STOP_AT in os.environ else _ignore


def hit(name: str) -> None:
    """Says that the process got to the point `name`, one of NAMES."""
    _callback(name)


def watch(callback: Callable[[str], None] | None) -> None:
    """Has `callback` hear of every point from now on; for simulated crashes."""
    global _callback
    _callback = callback or _ignore
