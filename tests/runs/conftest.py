"""A sandbox that shows what arrived, and a fleet beside it."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests import faulty_oto
from tests.runs.fleet import LEASE, Fleet

MakeFleet = Callable[..., Fleet]


@pytest.fixture
def oto() -> Iterator[str]:
    with faulty_oto.serve() as base_url:
        yield base_url


@pytest.fixture
def fleet_of(tmp_path: Path, oto: str) -> Iterator[MakeFleet]:
    fleets: list[Fleet] = []

    def make(
        *, rate: int = 200, begins: Sequence[str] = (LEASE,), place: str | None = None
    ) -> Fleet:
        fleets.append(Fleet(tmp_path, oto, rate=rate, begins=begins, place=place))
        return fleets[-1]

    yield make
    for fleet in fleets:
        fleet.close()


@pytest.fixture
def fleet(fleet_of: MakeFleet) -> Fleet:
    return fleet_of()
