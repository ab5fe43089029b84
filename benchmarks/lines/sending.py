"""While orders go out: CPU an order, and the rate as the sandbox saw it."""

import bisect
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks import child
from benchmarks.kit import Kit
from benchmarks.verdict import Verdict
from tests.faulty_oto import Remote

RATES = (5, 20, 50, 100, 200)
LATENCIES = (0.0, 0.2)  # seconds
_FEWEST = 30  # orders of a measurement


def cpu(kit: Kit) -> Iterator[Verdict]:
    """CPU of the importer's process an order, its reading and checking included."""
    many, few = (500, 100) if kit.small else (4_000, 400)
    ours, bare = [], []
    with child.sandbox() as base_url:
        for turn in range(kit.repeats):
            used = [
                kit.send(kit.single(n), base_url, f"{n}-{turn}", "--rate", "1000").cpu
                for n in (many, few)
            ]
            ours.append((used[0] - used[1]) / (many - few) * 1000)
            bodies = _bodies(base_url, f"{many}-{turn}", kit.folder / "bodies.jsonl", many)
            peer = ("-m", "benchmarks.peers", "httpx", str(bodies), base_url, f"bare-{turn}")
            bare.append(float(child.python(*peer).out) / many * 1000)
            Remote(base_url).reset()
    mine, peers = median(ours), median(bare)
    figures = f"{mine:.2f} ms", f"{peers:.2f} ms"
    yield Verdict("CPU an order sent", *figures, mine, 2, unit="ms")
    yield Verdict("CPU an order sent: a bare httpx call", *figures, mine / peers, 2.5)


def rates(kit: Kit) -> Iterator[Verdict]:
    """The achieved rate against the asked one, and the fullest second."""
    for rate in (50,) if kit.small else RATES:
        for latency in LATENCIES:
            moments = _moments(kit, rate, latency, 2 if kit.small else 10)
            share = (len(moments) - 1) / (moments[-1] - moments[0]) / rate
            over = fullest_second(moments) - rate
            what = f"{rate} a second, latency {latency * 1000:.0f} ms"
            found = f"{share * rate:.2f} a second"
            yield Verdict(f"{what}: achieved", found, "", round(share, 2), 1, 0.98)
            found = f"{over + rate} in a second"
            yield Verdict(f"{what}: fullest second above it", found, "", over, 1, unit="orders")


def fullest_second(moments: Sequence[float]) -> int:
    """The most of the moments (ascending, in seconds) that fall into any one second."""
    return max(bisect.bisect_left(moments, one + 1) - at for at, one in enumerate(moments))


def _moments(kit: Kit, rate: int, latency: float, seconds: int) -> list[float]:
    """When the orders came, as the sandbox noted it."""
    file = kit.single(max(_FEWEST, rate * seconds))
    in_flight = str(max(8, math.ceil(rate * latency * 1.5)))
    with child.sandbox() as base_url:
        if latency:
            Remote(base_url).script([{"fault": "hang", "seconds": latency}])
        kit.send(file, base_url, "account", "--rate", str(rate), "--concurrency", in_flight)
        return sorted(call["at"] for call in Remote(base_url).calls("createOrder"))


def _bodies(base_url: str, account: str, file: Path, count: int) -> Path:
    """The bodies that the importer sent, for the peer to send them again."""
    orders = [order["body"] for order in Remote(base_url).orders()][:count]
    file.write_text("\n".join(orders), encoding="utf-8")
    return file
