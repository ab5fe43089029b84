"""Whole lives of files in virtual time: runs, crashes and runs again, each drawn from one seed.

    python -m tests.sending.simulate --seeds 10000          as many lives, on all cores
    python -m tests.sending.simulate --seed 4711 --show     one life again, call by call

The real sender, client, pace and ledger work against a pretended OTO. A crash drops everything
but what the ledger file has committed. After each life the invariant of sending is checked; the
last run meets good weather, and must bring every order to its end.
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
from importer.sending import Limits, Sent, send
from importer.sending.rate_limiter import RateLimiter
from tests.sending import virtual
from tests.sending.errands import an_order
from tests.sending.invariants import broken
from tests.sending.pretended import EPOCH, Pretended, Weather

PLACE = ("oto.test/rest/v2", "0123456789abcdef")
_now_running: ContextVar["Machine | None"] = ContextVar("machine", default=None)


class Crashed(BaseException):
    """The process is gone."""


class Wire(httpx.AsyncBaseTransport):
    """The way from one process to the pretended OTO."""

    def __init__(self, world: Pretended, machine: "Machine") -> None:
        self._world, self._machine = world, machine

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self._machine.dead:
            raise httpx.ConnectError("this process is gone")
        answer = await self._world.serve(request, self._machine.name)
        self._machine.heard(answer)
        return answer


class WiredLanes(Transport):
    """Lanes that end in the pretended OTO."""

    def __init__(self, wire: Wire) -> None:
        super().__init__(30.0, proxies=False)
        self._wire = wire

    def _open(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=self._wire, trust_env=False)


@dataclass
class Machine:
    """One process: when it starts, where it runs, and how it may die."""

    name: str
    pid: int
    host: str
    starts: float
    rate: float
    limits: Limits
    orders: list[Order]
    dies_at_place: tuple[str, int] | None = None
    dies_after: float | None = None
    stops_after: float | None = None
    dead: bool = False
    quiet_until: float = 0.0
    ledger: Ledger | None = None
    run: Run | None = None
    sent: Sent | None = None
    task: "asyncio.Task[None] | None" = None

    def heard(self, answer: httpx.Response) -> None:
        """Remembers for how long OTO asked for quiet."""
        if answer.status_code == 429 and answer.headers.get("Retry-After", "").isdigit():
            now = asyncio.get_running_loop().time()
            until = now + float(answer.headers["Retry-After"])
            self.quiet_until = max(self.quiet_until, until)

    def die(self) -> None:
        """As kill -9: nothing more is written or sent."""
        self.dead = True
        if self.ledger is not None:
            self.ledger.close()
        if self.task is not None:
            self.task.cancel()

    def hit(self, place: str) -> None:
        """Dies where the seed says."""
        if self.dead:
            raise Crashed
        if self.dies_at_place is None or self.dies_at_place[0] != place:
            return
        name, left = self.dies_at_place
        self.dies_at_place = (name, left - 1)
        if left <= 1:
            self.die()
            raise Crashed


@dataclass
class Life:
    """Everything that a seed decides, and what came of it."""

    seed: int
    folder: Path
    chance: random.Random = field(init=False)
    world: Pretended = field(init=False)
    orders: list[Order] = field(init=False)
    machines: list[Machine] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = chance = random.Random(self.seed)
        self.orders = [an_order(n) for n in range(chance.randint(2, 7))]
        ids = [order.order_id for order in self.orders]
        bad = frozenset(name for name in ids if chance.random() < 0.08)
        forgetful = chance.random() < 0.6
        self.world = Pretended(random.Random(self.seed + 1), forgetful=forgetful, bad=bad)
        if not forgetful:
            self._fill(chance)

    def _fill(self, chance: random.Random) -> None:
        """Some orders are in OTO before the first run, the same or with other content."""
        for order in self.orders:
            if order.order_id not in self.world.bad and chance.random() < 0.1:
                there = order if chance.random() < 0.5 else an_order(0, amount="1.25")
                body = httpx.Response(200, content=to_json(there.payload)).json()
                self.world.put(order.order_id, {**body, "orderId": order.order_id}, "before")

    def weather(self) -> Weather:
        """The weather of one round."""
        chance = self.chance
        outages = [
            (begin, begin + chance.choice([0.5, 3, 30, 300]))
            for begin in (chance.uniform(0, 20) for _ in range(chance.choice([0, 0, 0, 1, 2])))
        ]
        return Weather(
            chance=chance.choice([0.0, 0.05, 0.15, 0.4]),
            outages=tuple(outages),
            token_uses=chance.choice([None, None, 3, 10]),
            token_dies_at=chance.uniform(0, 20) if chance.random() < 0.03 else None,
            credit=chance.randint(0, 5) if chance.random() < 0.03 else None,
            slow=chance.choice([0.01, 0.3, 0.9, 2.5]),
        )

    def crew(self, round_: int) -> list[Machine]:
        """The processes of one round; two of them may run at once."""
        chance = self.chance
        return [self._machine(f"{round_}{'ab'[n]}") for n in range(1 + (chance.random() < 0.3))]

    def _machine(self, name: str, **facts: object) -> Machine:
        chance = self.chance
        machine = Machine(
            name=name,
            pid=len(self.machines) + 1,
            host=chance.choice(["here", "here", "far"]),
            starts=chance.uniform(0, 3),
            rate=chance.choice([2.0, 10.0, 50.0]),
            limits=Limits(concurrency=chance.choice([1, 2, 4, 8])),
            orders=self.orders,
        )
        fate = chance.random()
        if fate < 0.4:
            machine.dies_at_place = (chance.choice(failpoints.NAMES), chance.randint(1, 8))
        elif fate < 0.6:
            machine.dies_after = chance.uniform(0, 15)
        elif fate < 0.7:
            machine.stops_after = chance.uniform(0, 5)
        self.machines.append(machine)
        return machine

    async def live(self) -> None:
        """A few rounds in bad weather, and one in good."""
        for round_ in range(self.chance.choice([1, 1, 2])):
            self.world.weather = await self._shifted(self.weather())
            await asyncio.gather(*(self.work(each) for each in self.crew(round_)))
            await asyncio.sleep(self.chance.choice([1, 10, 100]))
        self.world.weather = Weather()
        last = replace(self._machine("last"), dies_at_place=None, dies_after=None, stops_after=None)
        self.machines[-1] = last
        await self.work(last)

    async def _shifted(self, weather: Weather) -> Weather:
        """The weather's times, from now on."""
        now = asyncio.get_running_loop().time()
        weather.outages = tuple((now + begin, now + end) for begin, end in weather.outages)
        if weather.token_dies_at is not None:
            weather.token_dies_at += now
        return weather

    async def work(self, machine: Machine) -> None:
        """One process from its start to its end."""
        await asyncio.sleep(machine.starts)
        machine.task = asyncio.create_task(self._process(machine))
        if machine.dies_after is not None:
            asyncio.get_running_loop().call_later(machine.dies_after, machine.die)
        await asyncio.gather(machine.task, return_exceptions=True)
        if not machine.dead:
            machine.task.result()

    async def _process(self, machine: Machine) -> None:
        _now_running.set(machine)
        loop, stop = asyncio.get_running_loop(), asyncio.Event()
        if machine.stops_after is not None:
            loop.call_later(machine.stops_after, stop.set)
        machine.ledger = Ledger.open(
            self.folder / "ledger.db",
            clock=lambda: EPOCH + loop.time(),
            process=Process(machine.host, machine.pid, self._lives),
        )
        machine.run = machine.ledger.start_run(*PLACE, "orders.xlsx", "hash", len(machine.orders))
        async with Oto("https://oto.test/rest/v2", "token", 30.0, clock=loop.time) as oto:
            oto._transport = WiredLanes(Wire(self.world, machine))
            machine.sent = await send(
                iter(machine.orders),
                oto=oto,
                pace=RateLimiter(machine.rate, clock=loop.time),
                ledger=machine.ledger,
                run=machine.run,
                limits=machine.limits,
                listener=NullListener(),
                stop=stop,
            )
        machine.ledger.close()
        machine.dead = True

    def _lives(self, host: str, pid: int) -> bool:
        """A process on this machine is seen to be gone; of another machine's nothing is known."""
        return host == "far" or not self.machines[pid - 1].dead


@contextmanager
def a_folder() -> Iterator[Path]:
    """A new folder, in memory where the machine has such a place."""
    memory = Path("/dev/shm")
    folder = tempfile.mkdtemp(prefix="life-", dir=memory if memory.is_dir() else None)
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder)


def lived(seed: int, folder: Path) -> Life:
    """The life of a seed, to its end; the same seed lives the same life."""
    random.seed(seed)
    life = Life(seed, folder)
    failpoints.watch(_reached)
    try:
        virtual.run(_quietly(life))
    finally:
        failpoints.watch(None)
    return life


def problems_of(seed: int) -> list[str]:
    """What the life of a seed broke; nothing, if all is well."""
    with a_folder() as folder:
        try:
            life = lived(seed, folder)
        except Exception as error:
            return [f"{type(error).__name__}: {error}"]
        with Ledger.open(folder / "ledger.db") as ledger:
            return list(broken(life, ledger))


def _reached(place: str) -> None:
    machine = _now_running.get()
    if machine is not None:
        machine.hit(place)


async def _quietly(life: Life) -> None:
    """Crashes leave tasks and futures behind that nobody asks about any more."""
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
    await life.live()


def main() -> None:
    """Lives many lives, and says which seeds broke a promise."""
    told = argparse.ArgumentParser(description="Simulates sending, crashes included.")
    told.add_argument("--seeds", type=int, default=1000)
    told.add_argument("--first", type=int, default=0)
    told.add_argument("--seed", type=int)
    told.add_argument("--show", action="store_true")
    given = told.parse_args()
    if given.seed is not None:
        _show(given.seed, given.show)
        return
    began = time.perf_counter()
    seeds = range(given.first, given.first + given.seeds)
    failed = 0
    with multiprocessing.Pool() as pool:
        for seed, found in zip(seeds, pool.imap(problems_of, seeds, chunksize=50), strict=True):
            failed += bool(found)
            for line in found:
                print(f"seed {seed}: {line}", flush=True)
    print(f"{given.seeds} lives, {failed} failed, {time.perf_counter() - began:.1f} s")
    sys.exit(1 if failed else 0)


def _show(seed: int, calls: bool) -> None:
    with a_folder() as folder:
        life = lived(seed, folder)
        if calls:
            for call in life.world.log:
                about = f"{call.caller:5} {call.path:13} {call.order_id:5} {call.fault}"
                print(f"{call.at:9.3f}  {about}")
            for machine in life.machines:
                print(machine.name, machine.host, [str(e.status) for e in _ends(machine)])
    print("\n".join(problems_of(seed)) or "all is well")


def _ends(machine: Machine) -> list[Outcome]:
    return machine.sent.outcomes if machine.sent else []


if __name__ == "__main__":
    main()
