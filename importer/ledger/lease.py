"""Whether a run that took an order still lives."""

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass, field

LEASE_SECONDS = 60.0  # a run that said nothing for so long is dead, wherever it ran
HEARTBEAT_SECONDS = 5.0  # how often a run says that it lives


def process_lives(host: str, pid: int) -> bool:
    """False only when the process is surely gone; another machine's cannot be seen from here."""
    if host != socket.gethostname() or os.name == "nt":  # there, signal 0 would end the process
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass  # somebody else's process: it lives
    return True


@dataclass(frozen=True, slots=True)
class Process:
    """This process as other runs see it, and how it sees them."""

    host: str = field(default_factory=socket.gethostname)
    pid: int = field(default_factory=os.getpid)
    lives: Callable[[str, int], bool] = process_lives

    def is_alive(self, host: str, pid: int, silent_seconds: float) -> bool:
        """Whether the run of process `pid` on `host`, last heard so long ago, is alive.

        One that was last heard in the future died under a clock that was ahead.
        """
        return -HEARTBEAT_SECONDS <= silent_seconds < LEASE_SECONDS and self.lives(host, pid)
