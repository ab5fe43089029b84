"""Until the program answers, and until the first order leaves."""

import json
from collections.abc import Iterator
from functools import partial
from itertools import count

from benchmarks import child
from benchmarks.child import Cost
from benchmarks.kit import Kit
from benchmarks.verdict import Verdict, alternate
from tests.faulty_oto import Remote


def help_and_version(kit: Kit) -> Iterator[Verdict]:
    """`--help` and `--version`, against a Python that does nothing."""
    runs = [partial(child.python, "-c", "pass")]
    runs += [partial(child.python, "-m", "importer", option) for option in ("--help", "--version")]
    bare, *ours = alternate(10 * kit.repeats, *runs)
    for option, cost in zip(("--help", "--version"), ours, strict=True):
        ratio = cost.seconds / bare.seconds
        yield Verdict(f"{option}: a bare Python", _ms(cost), _ms(bare), ratio, 6)


def twenty_orders(kit: Kit) -> Iterator[Verdict]:
    """A small file, from process start to exit."""
    rows = kit.single(20)
    imports = partial(child.python, "-c", "import pandas, pandera.pandas, httpx")
    with child.sandbox() as base_url:
        accounts = count()
        ours, bare = alternate(
            3 * kit.repeats,
            lambda: kit.send(rows, base_url, f"account-{next(accounts)}", "--rate", "1000"),
            imports,
        )
        assert len(Remote(base_url).orders()) == 20 * 3 * kit.repeats
    what, figures = "20 orders, start to exit", (f"{ours.seconds:.2f} s", f"{bare.seconds:.2f} s")
    yield Verdict(what, *figures, ours.seconds, 1.5, unit="s")
    yield Verdict(f"{what}: its imports alone", *figures, ours.seconds / bare.seconds, 2.1)


def first_order(kit: Kit) -> Iterator[Verdict]:
    """From the question answered to the first order at OTO, of a large file."""
    file = kit.file("xlsx")
    with child.sandbox() as base_url, child.importer_home() as home:
        # What is measured is over with the first order: the rest is refused at once.
        Remote(base_url).script([{"fault": "refuse", "from": 2, "code": "OTO1084", "status": 401}])
        env = {**home, "OTO_BASE_URL": base_url, "OTO_REFRESH_TOKEN": "account", "OTO_RATE": "1000"}
        done = child.python("-m", "benchmarks.run_of", str(file), **env)
        first = Remote(base_url).calls("createOrder")[0]
    seconds = first["at"] - json.loads(done.out)
    what = f"the question answered to the first order sent, {kit.size}"
    yield Verdict(what, f"{seconds:.2f} s", "", seconds, 0.5, unit="s")


def _ms(cost: Cost) -> str:
    return f"{cost.seconds * 1000:.0f} ms"
