"""Two runs on one account keep the rate together, in virtual time."""

import asyncio
from pathlib import Path

from importer.sending import Limits
from importer.sending.rate_limiter import HEADROOM
from tests.sending import virtual_loop
from tests.sending.factories import make_order
from tests.sending.simulate import SimulatedProcess, Simulation

RATE = 10.0


def test_two_runs_together_keep_the_rate(tmp_path: Path) -> None:
    """A second run waits until the first has seen it; from then on both halve their rate."""
    simulation = Simulation(0, tmp_path)
    simulation.oto.refused_numbers = frozenset()
    for pid, name, starts in ((1, "a", 0.0), (2, "b", 5.0)):
        orders = [make_order(number) for number in range(pid * 1000, pid * 1000 + 100)]
        simulation.processes.append(
            SimulatedProcess(name, pid, "here", starts, RATE, Limits(), orders)
        )

    async def both() -> None:
        await asyncio.gather(*(simulation.run_process(process) for process in simulation.processes))

    virtual_loop.run(both())
    starts = [call.at for call in simulation.oto.calls if call.path != "refreshToken"]
    spans = zip(starts, starts[int(RATE) + 1 :], strict=False)
    assert all(last - first > 1.0 - 1e-6 for first, last in spans)
    alone, shared = (sum(begin <= at < begin + 4 for at in starts) for begin in (1.0, 8.0))
    assert {alone, shared} <= {int(4 * RATE / HEADROOM), 4 * RATE}
    assert {call.caller for call in simulation.oto.calls if 8 <= call.at < 9} == {"a", "b"}
    assert all(process.sent and len(process.sent.notes) == 1 for process in simulation.processes)
