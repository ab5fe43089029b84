"""An outage is waited out, and the run goes on by itself; in virtual time."""

import asyncio
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from importer.outcome import Outcome, Status
from importer.sending import Limits
from importer.sending.circuit_breaker import CircuitBreaker
from importer.sending.stop_signal import StopSignal
from tests.sending import virtual_loop
from tests.sending.factories import codes, make_orders
from tests.sending.fake_oto import FakeOto, Outage
from tests.sending.simulate import SimulatedProcess, Simulation


def send(
    folder: Path,
    oto: FakeOto,
    count: int,
    rate: float = 20.0,
    stops_after: float | None = None,
    *,
    was_reached: bool = False,
) -> SimulatedProcess:
    """One run that sends so many orders to the fake OTO."""
    simulation = Simulation(0, str(folder / "ledger.db"))
    simulation.oto = oto
    process = SimulatedProcess("run", 1, "here", 0.0, rate, Limits(), make_orders(count))
    process.stops_after, process.was_reached = stops_after, was_reached
    simulation.processes.append(process)
    virtual_loop.run(simulation.run_process(process))
    assert process.sent is not None
    return process


def outcomes(process: SimulatedProcess) -> list[Outcome]:
    assert process.sent is not None
    return process.sent.outcomes


@pytest.mark.parametrize("seconds", [3.0, 40.0, 300.0])
@pytest.mark.parametrize("rate", [5.0, 20.0, 50.0])
def test_an_outage_is_waited_out(tmp_path: Path, seconds: float, rate: float) -> None:
    """The host is gone in the midst of a run: when it is back every order is created, once."""
    oto = FakeOto(Random(0))
    oto.faults.outages = (Outage(2.0, 2.0 + seconds),)
    sent = send(tmp_path, oto, 120, rate)
    assert Counter(each.status for each in outcomes(sent)) == {Status.CREATED: 120}
    assert {len(orders) for orders in oto.orders.values()} == {1}


def test_a_host_that_answered_the_account_is_waited_for_from_the_start(tmp_path: Path) -> None:
    """OTO answered while the file was checked, and is gone when sending begins."""
    oto = FakeOto(Random(0))
    oto.faults.outages = (Outage(0.0, 100.0),)
    assert {each.status for each in outcomes(send(tmp_path, oto, 5))} == {Status.NOT_SENT}
    (tmp_path / "again").mkdir()
    sent = send(tmp_path / "again", oto, 5, was_reached=True)
    assert {each.status for each in outcomes(sent)} == {Status.CREATED}


def test_no_more_than_a_probe_is_made_in_an_outage(tmp_path: Path) -> None:
    """Five minutes without OTO cost some twenty calls, not thousands."""
    oto = FakeOto(Random(0))
    oto.faults.outages = (Outage(2.0, 302.0),)
    send(tmp_path, oto, 120)
    assert len([call for call in oto.calls if 4.0 < call.at < 302.0]) < 40


def test_an_outage_beyond_patience_ends_the_run(tmp_path: Path) -> None:
    """OTO stays away: the run ends by itself, and nothing is said to be sent that is not."""
    oto = FakeOto(Random(0))
    oto.faults.outages = (Outage(2.0, 1e9),)
    sent = send(tmp_path, oto, 60)
    assert sent.sent is not None and sent.sent.stopped is not None
    assert sent.sent.stopped.code == "oto_unreachable"
    created = {each.order_id for each in outcomes(sent) if each.status is Status.CREATED}
    assert created <= set(oto.orders)
    assert Limits().patience_seconds <= oto.calls[-1].at <= Limits().patience_seconds + 60.0


def test_a_stop_ends_the_waiting(tmp_path: Path) -> None:
    """Ctrl-C in an outage is obeyed at once."""
    oto = FakeOto(Random(0))
    oto.faults.outages = (Outage(2.0, 1e9),)
    sent = send(tmp_path, oto, 60, stops_after=30.0)
    assert sent.sent is not None and sent.sent.interrupted
    assert oto.calls[-1].at < 62.0


def test_answers_that_are_lost_in_a_row_end_no_run(tmp_path: Path) -> None:
    """Fifteen orders are created and their answers lost: all are found by asking."""
    lost = {f"A-{n}": ["lose"] for n in range(5, 20)}
    sent = send(tmp_path, FakeOto(Random(0), scripted=lost), 60)
    counts = Counter(each.status for each in outcomes(sent))
    assert counts == {Status.CREATED: 45, Status.ALREADY_CREATED: 15}


@pytest.mark.parametrize("first", [1, 20, 49])
@pytest.mark.parametrize(("fault", "status"), [("500", Status.REJECTED), ("html", Status.NOT_SENT)])
def test_orders_with_odd_answers_keep_no_other_order(
    tmp_path: Path, first: int, fault: str, status: Status
) -> None:
    """Twelve orders are answered with an error whenever they are sent: they are set aside with
    what was answered, and the other 48 are created in the same run."""
    odd = {f"A-{n}": [fault] * 100 for n in range(first, first + 12)}
    sent = send(tmp_path, FakeOto(Random(0), scripted=odd), 60)
    counts = Counter(each.status for each in outcomes(sent))
    assert counts == {Status.CREATED: 48, status: 12}
    reasons = {codes(each.problems)[0] for each in outcomes(sent) if each.status is status}
    assert len(reasons) == 1
    assert sent.sent is not None and sent.sent.stopped is None


@pytest.mark.parametrize("fault", ["500", "html"])
@pytest.mark.parametrize("seconds", [20.0, 300.0])
def test_an_outage_of_creating_alone_is_waited_out(
    tmp_path: Path, fault: str, seconds: float
) -> None:
    """Every attempt is answered with an error for a while, though OTO can be asked."""
    oto = FakeOto(Random(0))
    oto.faults.outages = (Outage(2.0, 2.0 + seconds, fault, ("createOrder",)),)
    sent = send(tmp_path, oto, 120)
    assert Counter(each.status for each in outcomes(sent)) == {Status.CREATED: 120}


@pytest.mark.parametrize("pause", [130.0, 400.0])
def test_a_long_pause_is_no_order_s_own_time(tmp_path: Path, pause: float) -> None:
    """A 429 with a Retry-After longer than an order's time costs no order."""
    oto = FakeOto(Random(0), scripted={"A-3": ["429_seconds"]}, pause=int(pause))
    sent = send(tmp_path, oto, 30)
    assert Counter(each.status for each in outcomes(sent)) == {Status.CREATED: 30}


@pytest.mark.parametrize(
    ("gaps", "gives_up"), [([1.0] * 15, False), ([60.0] * 15, True), ([1.0, 1.0, 3600.0], False)]
)
def test_a_computer_that_slept_in_an_outage_has_not_waited(
    gaps: list[float], gives_up: bool
) -> None:
    """Patience ends after many failed probes; an hour between two was a lid that was closed."""

    async def fails() -> bool:
        stop_signal = StopSignal(0.0)
        breaker = CircuitBreaker(stop_signal, Limits(), was_reached=True)
        for gap in gaps:
            await asyncio.sleep(gap)
            breaker.record_failure("createOrder", asyncio.get_running_loop().time())
        return stop_signal.reason is not None

    assert virtual_loop.run(fails()) == gives_up
