"""Ctrl-C and SIGTERM while orders are on their way: first an orderly stop, then an end at once."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def orderly_stop(stop: asyncio.Event, announce: Callable[[], None]) -> Iterator[None]:
    """Inside, the first signal sets `stop` (and calls `announce`); the second ends the process with
    130. The ledger is right at every moment, so nothing needs to be cleaned up."""
    loop = asyncio.get_running_loop()
    asked = False

    def handle(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            os._exit(130)
        asked = True
        loop.call_soon_threadsafe(stop.set)
        loop.call_soon_threadsafe(announce)

    before = {name: signal.signal(name, handle) for name in _SIGNALS}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
