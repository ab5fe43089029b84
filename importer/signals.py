"""Ctrl-C, SIGTERM and a terminal that is closed: sending stops in good order, and the report of
what was sent is written all the same."""

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]
_INTERRUPTED = 130
_LOOK = 0.2  # seconds


def interrupt_at_once() -> None:
    """From now on Ctrl-C and SIGTERM raise KeyboardInterrupt wherever the process is, but where it
    was started to ignore them; an event loop's own way waits until it has its turn."""
    for each in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(each) is not signal.SIG_IGN:
            signal.signal(each, _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextmanager
def orderly_stop(stop: asyncio.Event, announce: Callable[[], None]) -> Iterator[None]:
    """Inside, the first signal sets `stop` (and calls `announce`); the second ends the process with
    130. The ledger is right at every moment, so nothing needs to be cleaned up."""
    loop = asyncio.get_running_loop()

    def stop_sending() -> None:
        loop.call_soon_threadsafe(stop.set)
        loop.call_soon_threadsafe(announce)

    with _handled([stop_sending]):
        yield


@contextmanager
def until_written() -> Iterator[None]:
    """Inside, two signals change nothing, so that a report is written to its end; the third, of
    somebody who means it, ends the process with 130."""
    with _handled([_ignore, _ignore]):
        yield


def _ignore() -> None:
    pass


@contextmanager
def _handled(answers: list[Callable[[], None]]) -> Iterator[None]:
    """One signal after another is answered so; one more ends the process."""
    left = iter(answers)

    def handle(number: int, frame: FrameType | None) -> None:
        answer = next(left, None)
        if answer is None:
            os._exit(_INTERRUPTED)
        answer()

    before = {each: signal.signal(each, handle) for each in _SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def wait_for_signal(or_this: threading.Event) -> None:
    """Waits for the first signal, or for the event; the second signal, while all ends, ends the
    process with 130."""
    for each in _SIGNALS:
        signal.signal(each, lambda *_: or_this.set())
    while not or_this.wait(_LOOK):  # a wait without an end hears no signal on Windows
        pass
    for each in _SIGNALS:
        signal.signal(each, lambda *_: os._exit(_INTERRUPTED))
