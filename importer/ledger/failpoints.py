"""Named places at which a process can be ended, so that tests can kill it there.

`OTO_IMPORTER_STOP_AT=begin#3` in the environment ends the process, as kill -9 would, when it gets
to the place named `begin` for the third time. Nobody sets this outside of tests.
"""

import os
from collections.abc import Callable

STOP_AT = "OTO_IMPORTER_STOP_AT"
PLACES = (
    "migrate",  # the schema was made, not committed
    "start_run",  # verbs of the ledger: written, not committed
    "begin",
    "take_over",
    "settle",
    "finish_run",
    "commit",  # a transaction is about to be committed
    "committed",  # it was
    "answered",  # OTO's answer is known, the ledger does not have it yet
)


def _nothing(place: str) -> None:
    """Goes on."""


def ends_at(wanted: str) -> Callable[[str], None]:
    """What ends the process at a place such as `begin#3`."""
    name, _, count = wanted.partition("#")
    left = int(count or 1)

    def hit(place: str) -> None:
        nonlocal left
        left -= place == name
        if left <= 0:
            os._exit(137)

    return hit


_reach = ends_at(os.environ[STOP_AT]) if STOP_AT in os.environ else _nothing


def hit(place: str) -> None:
    """Says that the process got to `place`, one of PLACES."""
    _reach(place)


def watch(told: Callable[[str], None] | None) -> None:
    """Has `told` hear of every place from now on; for simulated crashes."""
    global _reach
    _reach = told or _nothing
