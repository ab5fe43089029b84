"""Hundreds of simulations in virtual time, each drawn from a seed."""

from pathlib import Path

import pytest

from tests import postgres
from tests.sending.simulate import simulate_run, violations_at, violations_of_seed

SEEDS, SHARES = 320, 8
POSTGRES_SEEDS = 40


@pytest.mark.parametrize("share", range(SHARES))
def test_no_simulation_breaks_a_promise(share: int) -> None:
    """Faults, crashes and two runs at once: nothing doubled, nothing lost, nothing untrue."""
    broken = {seed: violations_of_seed(seed) for seed in range(share, SEEDS, SHARES)}
    assert {seed: violations for seed, violations in broken.items() if violations} == {}


@pytest.mark.parametrize("share", range(4))
def test_no_simulation_breaks_a_promise_in_postgresql(
    postgres_server: postgres.Server, share: int
) -> None:
    """The same lives with the ledger in another database."""
    broken = {
        seed: violations_at(seed, postgres_server.new_database())
        for seed in range(share, POSTGRES_SEEDS, 4)
    }
    assert {seed: violations for seed, violations in broken.items() if violations} == {}


def test_a_seed_gives_the_same_simulation_again(tmp_path: Path) -> None:
    """Call by call and moment by moment: a seed that fails can be looked at."""
    for seed in (3, 14, 27):
        logs = []
        for name in ("one", "other"):
            folder = tmp_path / f"{seed}-{name}"
            folder.mkdir()
            logs.append(simulate_run(seed, str(folder / "ledger.db")).oto.calls)
        assert logs[0] == logs[1] and logs[0]
