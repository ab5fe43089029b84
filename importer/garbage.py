"""When Python's cycle collector may look for garbage.

A run holds millions of cells that live to its end: at its usual pace the collector would search
them again and again, and find nothing.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def collect_rarely() -> None:
    """For a whole command: what it imports stays, and searching it is a tenth of the start."""
    gc.set_threshold(100_000, 20, 20)


@contextmanager
def gc_paused() -> Iterator[None]:
    """While a table is built: in vain among its young lists, it takes half the time of reading."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def collect_in_small_steps() -> None:
    """While orders are sent: what 1,000 of them leave, freed at once, holds all calls for 0.1 s.

    The cells that are there already are left out of every search.
    """
    gc.freeze()
    gc.set_threshold(1_000, 3, 1_000)


def skip_last_collection() -> None:
    """As the process ends, where Python searches once more: after a large file that takes 0.3 s."""
    gc.freeze()
