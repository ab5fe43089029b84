"""Calls that OTO never answers, in virtual time."""

from pathlib import Path
from random import Random

import pytest

from importer.outcome import Outcome, Status
from importer.sending import Limits
from tests.sending import virtual_loop
from tests.sending.factories import codes, make_orders
from tests.sending.fake_oto import FakeOto, Outage
from tests.sending.simulate import SimulatedProcess, Simulation

LIMITS = Limits()


def send(folder: Path, oto: FakeOto, count: int) -> list[Outcome]:
    """Sends so many orders to the fake OTO, in one run."""
    simulation = Simulation(0, str(folder / "ledger.db"))
    simulation.oto = oto
    process = SimulatedProcess("run", 1, "here", 0.0, 10.0, LIMITS, make_orders(count))
    simulation.processes.append(process)
    virtual_loop.run(simulation.run_process(process))
    assert process.sent is not None
    return process.sent.outcomes


def test_an_order_created_without_an_answer_is_found_by_asking(tmp_path: Path) -> None:
    """OTO obeyed a call that hangs: the order is asked about, and never sent again."""
    oto = FakeOto(Random(0), scripted={"A-2": ["hang_after"]})
    outcomes = send(tmp_path, oto, 3)
    statuses = [outcome.status for outcome in outcomes]
    assert statuses == [Status.CREATED, Status.ALREADY_CREATED, Status.CREATED]
    assert outcomes[1].oto_ids == (str(oto.orders["A-2"][0].oto_id),)
    assert outcomes[1].attempts == 1


def test_an_order_that_never_arrived_is_sent_again_after_two_look_ups(tmp_path: Path) -> None:
    """A call hangs and nothing was obeyed: asked twice, then sent once more."""
    oto = FakeOto(Random(0), scripted={"A-1": ["hang"]})
    (outcome,) = send(tmp_path, oto, 1)
    assert outcome.status is Status.CREATED and outcome.attempts == 2
    paths = [call.path for call in oto.calls if call.path != "refreshToken"]
    assert paths == ["orderHistory", "createOrder", "orderDetails", "orderDetails", "createOrder"]


@pytest.mark.parametrize("fault", ["hang", "hang_after"])
def test_an_order_does_not_outlive_its_time(tmp_path: Path, fault: str) -> None:
    """An API that hangs on one order costs it its own time, and the others nothing; where nobody
    can be asked, that is waited out as any outage."""
    oto = FakeOto(Random(0), scripted={"A-1": [fault] * 1000})
    if fault == "hang_after":
        oto.faults.outages = (Outage(10.0, 1e9),)  # nobody can be asked, either
    first, *others = send(tmp_path, oto, 6)
    assert {outcome.status for outcome in others} == {Status.CREATED}
    assert first.status is (Status.NOT_SENT if fault == "hang" else Status.UNCONFIRMED)
    assert codes(first.problems)[0] == ("out_of_time" if fault == "hang" else "unconfirmed")
    times = [(call.at, call.ended) for call in oto.calls if call.order_id == "A-1"]
    patience = LIMITS.patience_seconds if fault == "hang_after" else 0.0
    latest = times[0][0] + LIMITS.order_seconds + patience
    assert max(ended or 0.0 for _, ended in times) <= latest
