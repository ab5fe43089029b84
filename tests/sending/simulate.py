"""Runs, crashes and runs again of one file in virtual time, each simulation drawn from a seed.

    python -m tests.sending.simulate --seeds 10000          as many simulations, on all cores
    python -m tests.sending.simulate --seed 4711 --show     one simulation again, call by call

The real sender, client, rate limiter and ledger work against a fake OTO. A crash drops everything
but what the ledger file has committed. After each simulation the invariants of sending are checked;
the last run meets no fault, and must bring every order to its end.
"""

import argparse
import asyncio
import multiprocessing
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx

from importer.ledger import Ledger, Process, Run, failpoints
from importer.orders import Order, to_json
from importer.oto import Oto
from importer.oto.transport import Transport
from importer.outcome import Outcome
from importer.progress import NullListener
from importer.sending import Limits, SendResult, send, start_run
from importer.sending.rate_limiter import RateLimiter
from tests.sending import virtual_loop
from tests.sending.factories import make_order
from tests.sending.fake_oto import EPOCH, OTHER_CHANNEL, FakeOto, FaultPlan, Outage
from tests.sending.invariants import violations

LEDGER_KEY = ("oto.test/rest/v2", "0123456789abcdef")
_current_process: ContextVar["SimulatedProcess | None"] = ContextVar("process", default=None)


class Crashed(BaseException):
    """The process is gone."""


class FakeTransport(httpx.AsyncBaseTransport):
    """The way from one process to the fake OTO."""

    def __init__(self, oto: FakeOto, process: "SimulatedProcess") -> None:
        self._oto, self._process = oto, process

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self._process.dead:
            raise httpx.ConnectError("this process is gone")
        return await self._oto.serve(request, self._process.name)


class FakeConnections(Transport):
    """Connections that end in the fake OTO."""

    def __init__(self, transport: FakeTransport) -> None:
        super().__init__(30.0, proxies=False)
        self._transport = transport

    def _open(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=self._transport, trust_env=False)


@dataclass
class SimulatedProcess:
    """One process: when it starts, where it runs, and how it may die."""

    name: str
    pid: int
    host: str
    starts: float
    rate: float
    limits: Limits
    orders: list[Order]
    dies_at_point: tuple[str, int] | None = None
    dies_after: float | None = None
    stops_after: float | None = None
    was_reached: bool = False
    dead: bool = False
    ledger: Ledger | None = None
    run: Run | None = None
    sent: SendResult | None = None
    task: "asyncio.Task[None] | None" = None

    def die(self) -> None:
        """As kill -9: nothing more is written or sent."""
        self.dead = True
        if self.ledger is not None:
            self.ledger.close()
        if self.task is not None:
            self.task.cancel()

    def hit(self, point: str) -> None:
        """Dies where the seed says."""
        if self.dead:
            raise Crashed
        if self.dies_at_point is None or self.dies_at_point[0] != point:
            return
        name, left = self.dies_at_point
        self.dies_at_point = (name, left - 1)
        if left <= 1:
            self.die()
            raise Crashed


@dataclass
class Simulation:
    """Everything that a seed decides, and what came of it."""

    seed: int
    place: str
    rng: random.Random = field(init=False)
    oto: FakeOto = field(init=False)
    orders: list[Order] = field(init=False)
    processes: list[SimulatedProcess] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rng = rng = random.Random(self.seed)
        self.orders = [make_order(n) for n in range(rng.randint(2, 7))]
        ids = [order.order_id for order in self.orders]
        refused = frozenset(name for name in ids if rng.random() < 0.08)
        forgets = rng.random() < 0.4
        upserts = not forgets and rng.random() < 0.5
        self.oto = FakeOto(
            random.Random(self.seed + 1),
            forgets_numbers=forgets,
            upserts=upserts,
            orders_a_call=rng.choice([1, 2, 100, 100]),
            lag=0.0 if forgets else rng.choice([0.0, 0.0, 2.0, 20.0]),
            refused_numbers=refused,
        )

    def _store_orders_of_others(self, chance: float) -> None:
        """Some orders are in OTO from another channel, with the same or with other content."""
        rng = self.rng
        for order in self.orders:
            order_id = order.order_id
            taken = order_id in self.oto.refused_numbers or order_id in self.oto.orders
            if not taken and rng.random() < chance:
                there = order if rng.random() < 0.5 else make_order(0, amount="1.25")
                body = httpx.Response(200, content=to_json(there.payload)).json()
                self.oto.store(order_id, {**body, "orderId": order_id}, OTHER_CHANNEL)

    def draw_faults(self) -> FaultPlan:
        """What goes wrong in one round."""
        rng = self.rng
        outages = [
            Outage(begin, begin + rng.choice([0.5, 3, 30, 300]))
            for begin in (rng.uniform(0, 20) for _ in range(rng.choice([0, 0, 0, 1, 2])))
        ]
        return FaultPlan(
            chance=rng.choice([0.0, 0.05, 0.15, 0.4]),
            outages=tuple(outages),
            token_uses=rng.choice([None, None, 3, 10]),
            token_dies_at=rng.uniform(0, 20) if rng.random() < 0.03 else None,
            credit=rng.randint(0, 5) if rng.random() < 0.03 else None,
            slow=rng.choice([0.01, 0.3, 0.9, 2.5]),
        )

    def start_processes(self, round_: int) -> list[SimulatedProcess]:
        """The processes of one round; two of them may run at once."""
        rng = self.rng
        return [self._add_process(f"{round_}{'ab'[n]}") for n in range(1 + (rng.random() < 0.3))]

    def _add_process(self, name: str) -> SimulatedProcess:
        rng = self.rng
        process = SimulatedProcess(
            name=name,
            pid=len(self.processes) + 1,
            host=rng.choice(["here", "here", "far"]),
            starts=rng.uniform(0, 3),
            rate=rng.choice([2.0, 10.0, 50.0]),
            limits=Limits(concurrency=rng.choice([1, 2, 4, 8])),
            orders=self.orders,
        )
        draw = rng.random()
        if draw < 0.4:
            process.dies_at_point = (rng.choice(failpoints.NAMES), rng.randint(1, 8))
        elif draw < 0.6:
            process.dies_after = rng.uniform(0, 15)
        elif draw < 0.7:
            process.stops_after = rng.uniform(0, 5)
        self.processes.append(process)
        return process

    async def run(self) -> None:
        """A few rounds with faults, and one without."""
        self._store_orders_of_others(0.1)
        for order in self.oto.orders.values():
            order[0].shown_at = 0.0
        if not self.oto.forgets_numbers and self.rng.random() < 0.1:  # in the midst of a run
            delay = self.rng.uniform(0, 10)
            asyncio.get_running_loop().call_later(delay, self._store_orders_of_others, 0.2)
        for round_ in range(self.rng.choice([1, 1, 2])):
            self.oto.faults = await self._from_now(self.draw_faults())
            await asyncio.gather(*(self.run_process(each) for each in self.start_processes(round_)))
            await asyncio.sleep(self.rng.choice([1, 10, 100]))
        self.oto.faults = FaultPlan()
        last = replace(
            self._add_process("last"), dies_at_point=None, dies_after=None, stops_after=None
        )
        self.processes[-1] = last
        await self.run_process(last)

    async def _from_now(self, faults: FaultPlan) -> FaultPlan:
        """The plan's times, from now on."""
        now = asyncio.get_running_loop().time()
        faults.outages = tuple(
            replace(each, begin=now + each.begin, end=now + each.end) for each in faults.outages
        )
        if faults.token_dies_at is not None:
            faults.token_dies_at += now
        return faults

    async def run_process(self, process: SimulatedProcess) -> None:
        """One process from its start to its end."""
        await asyncio.sleep(process.starts)
        process.task = asyncio.create_task(self._send(process))
        if process.dies_after is not None:
            asyncio.get_running_loop().call_later(process.dies_after, process.die)
        await asyncio.gather(process.task, return_exceptions=True)
        if not process.dead:
            process.task.result()

    async def _send(self, process: SimulatedProcess) -> None:
        _current_process.set(process)
        loop, stop = asyncio.get_running_loop(), asyncio.Event()
        if process.stops_after is not None:
            loop.call_later(process.stops_after, stop.set)
        process.ledger = Ledger.open(
            self.place,
            clock=lambda: EPOCH + loop.time(),
            process=Process(process.host, process.pid, self._is_alive),
        )
        of = (*LEDGER_KEY, "orders.xlsx", "hash", len(process.orders))
        process.run = await start_run(process.ledger, *of, listener=NullListener(), stop=stop)
        if process.run is not None:  # else it was stopped before its turn came
            async with Oto("https://oto.test/rest/v2", "token", 30.0, clock=loop.time) as oto:
                oto._transport = FakeConnections(FakeTransport(self.oto, process))
                process.sent = await send(
                    iter(process.orders),
                    oto=oto,
                    rate_limiter=RateLimiter(process.rate, clock=loop.time),
                    ledger=process.ledger,
                    run=process.run,
                    limits=process.limits,
                    listener=NullListener(),
                    stop=stop,
                    was_reached=process.was_reached,
                )
        process.ledger.close()
        process.dead = True

    def _is_alive(self, host: str, pid: int) -> bool:
        """A process on this host is seen to be gone; of another host's nothing is known."""
        return host == "far" or not self.processes[pid - 1].dead


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A new folder, in memory where the machine has such a place."""
    memory = Path("/dev/shm")
    folder = tempfile.mkdtemp(prefix="simulation-", dir=memory if memory.is_dir() else None)
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder)


def simulate_run(seed: int, place: str) -> Simulation:
    """The simulation of a seed with a new ledger at that place, to its end; the same seed gives the
    same simulation."""
    random.seed(seed)
    simulation = Simulation(seed, place)
    failpoints.watch(_on_failpoint)
    try:
        virtual_loop.run(_run_quietly(simulation))
    finally:
        failpoints.watch(None)
    return simulation


def violations_of_seed(seed: int) -> list[str]:
    """What the simulation of a seed broke, with its ledger in a file; nothing, if all is well."""
    with temporary_folder() as folder:
        return violations_at(seed, str(folder / "ledger.db"))


def violations_at(seed: int, place: str) -> list[str]:
    """The same with a new ledger at that place."""
    try:
        simulation = simulate_run(seed, place)
    except Exception as error:
        return [f"{type(error).__name__}: {error}"]
    with Ledger.open(place) as ledger:
        return list(violations(simulation, ledger))


def _on_failpoint(point: str) -> None:
    process = _current_process.get()
    if process is not None:
        process.hit(point)


async def _run_quietly(simulation: Simulation) -> None:
    """Crashes leave tasks and futures behind that nobody asks about any more."""
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
    await simulation.run()


def main() -> None:
    """Runs many simulations, and says which seeds broke a promise."""
    parser = argparse.ArgumentParser(description="Simulates sending, crashes included.")
    parser.add_argument("--seeds", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    if arguments.seed is not None:
        _show(arguments.seed, arguments.show)
        return
    started = time.perf_counter()
    seeds = range(arguments.first, arguments.first + arguments.seeds)
    failed = 0
    with multiprocessing.Pool() as pool:
        for seed, broken in zip(
            seeds, pool.imap(violations_of_seed, seeds, chunksize=50), strict=True
        ):
            failed += bool(broken)
            for line in broken:
                print(f"seed {seed}: {line}", flush=True)
    print(f"{arguments.seeds} simulations, {failed} failed, {time.perf_counter() - started:.1f} s")
    sys.exit(1 if failed else 0)


def _show(seed: int, calls: bool) -> None:
    with temporary_folder() as folder:
        simulation = simulate_run(seed, str(folder / "ledger.db"))
        if calls:
            for call in simulation.oto.calls:
                about = f"{call.caller:5} {call.path:13} {call.order_id:5} {call.fault}"
                print(f"{call.at:9.3f}  {about}")
            for process in simulation.processes:
                print(process.name, process.host, [str(e.status) for e in _ends(process)])
    print("\n".join(violations_of_seed(seed)) or "all is well")


def _ends(process: SimulatedProcess) -> list[Outcome]:
    return process.sent.outcomes if process.sent else []


if __name__ == "__main__":
    main()
