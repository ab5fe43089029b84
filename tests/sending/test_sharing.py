"""Two runs on one account keep the rate together, in virtual time."""

import asyncio
from pathlib import Path

from importer.sending import Limits
from importer.sending.rate_limiter import HEADROOM
from tests.sending import virtual_loop
from tests.sending.factories import an_order
from tests.sending.simulate import Life, Machine

RATE = 10.0


def test_two_runs_together_keep_the_rate(tmp_path: Path) -> None:
    """A second run waits until the first has seen it; from then on both halve their rate."""
    life = Life(0, tmp_path)
    life.world.bad = frozenset()
    for pid, name, starts in ((1, "a", 0.0), (2, "b", 5.0)):
        orders = [an_order(number) for number in range(pid * 1000, pid * 1000 + 100)]
        life.machines.append(Machine(name, pid, "here", starts, RATE, Limits(), orders))

    async def both() -> None:
        await asyncio.gather(*(life.work(machine) for machine in life.machines))

    virtual_loop.run(both())
    began = [call.at for call in life.world.log if call.path != "refreshToken"]
    spans = zip(began, began[int(RATE) + 1 :], strict=False)
    assert all(last - first > 1.0 - 1e-6 for first, last in spans)
    alone, shared = (sum(begin <= at < begin + 4 for at in began) for begin in (1.0, 8.0))
    assert {alone, shared} <= {int(4 * RATE / HEADROOM), 4 * RATE}
    assert {call.caller for call in life.world.log if 8 <= call.at < 9} == {"a", "b"}
    assert all(m.sent and len(m.sent.notes) == 1 for m in life.machines)
