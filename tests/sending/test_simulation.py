"""Hundreds of lives in virtual time, each drawn from a seed."""

from pathlib import Path

import pytest

from tests.sending.simulate import lived, problems_of

SEEDS, SHARES = 320, 8


@pytest.mark.parametrize("share", range(SHARES))
def test_no_life_breaks_a_promise(share: int) -> None:
    """Faults, crashes and two runs at once: nothing doubled, nothing lost, nothing untrue."""
    broken = {seed: problems_of(seed) for seed in range(share, SEEDS, SHARES)}
    assert {seed: found for seed, found in broken.items() if found} == {}


def test_a_seed_lives_the_same_life_again(tmp_path: Path) -> None:
    """Call by call and moment by moment: a seed that fails can be looked at."""
    for seed in (3, 14, 27):
        logs = []
        for name in ("one", "other"):
            folder = tmp_path / f"{seed}-{name}"
            folder.mkdir()
            logs.append(lived(seed, folder).world.log)
        assert logs[0] == logs[1] and logs[0]
