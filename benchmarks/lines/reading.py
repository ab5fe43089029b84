"""Until the merchant knows what is wrong: `check --offline`, from process start to exit."""

import json
from collections.abc import Iterator
from functools import partial

from benchmarks import child
from benchmarks.child import Cost
from benchmarks.kit import Kit
from benchmarks.verdict import Verdict, alternate, shown


def workbooks(kit: Kit) -> Iterator[Verdict]:
    """A workbook, against its bare read and against pandas with openpyxl."""
    file = kit.file("xlsx")
    bare = partial(child.python, "-m", "benchmarks.peers", "calamine", str(file))
    ours, peer = alternate(kit.repeats, partial(kit.check, file), bare)
    what = f"check --offline, xlsx {kit.size}"
    yield _ratio(f"{what}: calamine's bare read", ours, peer, 2.5)
    slow = child.python("-m", "benchmarks.peers", "pandas_openpyxl", str(file))
    yield _ratio(f"{what}: pandas with openpyxl, read only", ours, slow, 0.25)
    yield Verdict(f"{what}: peak memory", shown(ours), "", ours.peak, 1024, unit="MB")


def texts(kit: Kit) -> Iterator[Verdict]:
    """A CSV, against pandas' C reader."""
    file = kit.file("csv")
    bare = partial(child.python, "-m", "benchmarks.peers", "pandas_csv", str(file))
    ours, peer = alternate(kit.repeats, partial(kit.check, file), bare)
    yield _ratio(f"check --offline, csv {kit.size}: pandas' C reader", ours, peer, 6)


def growth(kit: Kit) -> Iterator[Verdict]:
    """Ten times the rows."""
    for kind in ("xlsx", "csv"):
        files = kit.file(kind), kit.file(kind, kit.rows // 10)
        large, tenth = alternate(kit.repeats, *(partial(kit.check, file) for file in files))
        what = f"growth, {kind}: 10 × the rows"
        yield _ratio(f"{what}, time", large, tenth, 11)
        peaks = large.peak / tenth.peak
        yield Verdict(f"{what}, memory", shown(large), shown(tenth), peaks, 11)


def mistakes(kit: Kit) -> Iterator[Verdict]:
    """Every row wrong."""
    for kind in ("xlsx", "csv"):
        files = kit.file(kind, wrong=True), kit.file(kind)
        wrong, clean = alternate(kit.repeats, *(partial(kit.check, file) for file in files))
        what = f"every row wrong, {kind}: a clean file"
        yield _ratio(f"{what}, with the report", wrong, clean, 2)
        seconds = [json.loads(cost.out)["seconds"] for cost in (wrong, clean)]
        ours, peer = (f"{each:.2f} s" for each in seconds)
        yield Verdict(f"{what}, without the report", ours, peer, seconds[0] / seconds[1], 2)


def _ratio(what: str, ours: Cost, peer: Cost, budget: float) -> Verdict:
    return Verdict(what, shown(ours), shown(peer), ours.seconds / peer.seconds, budget)
