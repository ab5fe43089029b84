"""What must be true after every simulation, whatever happened in it."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from importer.ledger import Ledger, State
from importer.orders import to_json
from importer.outcome import IN_OTO, Outcome, Status
from tests.sending.fake_oto import Call, FakeOto

if TYPE_CHECKING:
    from tests.sending.simulate import SimulatedProcess, Simulation

# Faults after which the caller knows what became of its call (a late answer is an answer).
CERTAIN = {"connect", "429", "429_seconds", "429_date", "late"}


def violations(simulation: "Simulation", ledger: Ledger) -> Iterator[str]:
    """Every promise that the simulation broke, as a sentence."""
    yield from _created_twice(simulation.oto)
    yield from _sent_without_question(simulation)
    yield from _overwritten_unlooked(simulation)
    yield from _held_by_two_processes(simulation)
    for process in simulation.processes:
        if process.sent is not None:
            yield from _false_outcomes(simulation, process)
        yield from _too_fast(simulation, process)
    yield from _unfinished(simulation, ledger)


def _created_twice(oto: FakeOto) -> Iterator[str]:
    for order_id, orders in oto.orders.items():
        if len(orders) > 1:
            yield f"{order_id} is in OTO {len(orders)} times"


def _sent_without_question(simulation: "Simulation") -> Iterator[str]:
    """An order that may have arrived is asked about before it is sent again, by anybody."""
    unsure: set[str] = set()
    for call in simulation.oto.calls:
        if call.path == "orderDetails":
            unsure.discard(call.order_id)
        elif call.path == "createOrder":
            if call.order_id in unsure:
                yield f"{call.order_id} was sent again without a question, by {call.caller}"
            if call.fault and call.fault not in CERTAIN:
                unsure.add(call.order_id)


def _overwritten_unlooked(simulation: "Simulation") -> Iterator[str]:
    """An order of another channel is changed only when it was not there, or not shown, at the look
    before the sending."""
    oto = simulation.oto
    for order_id in oto.overwritten:
        shown_at = oto.orders[order_id][0].shown_at
        changing = next(
            call
            for call in oto.calls
            if call.path == "createOrder" and call.order_id == order_id and call.changed
        )
        looks = [
            call
            for call in oto.calls
            if call.caller == changing.caller
            and call.path in ("orderHistory", "orderDetails")
            and order_id in call.order_ids
            and not call.fault
            and call.at < changing.at
        ]
        if not looks or any(look.at >= shown_at for look in looks):
            yield f"{order_id} of another channel was overwritten by {changing.caller}"


def _held_by_two_processes(simulation: "Simulation") -> Iterator[str]:
    """While one run has an attempt at an order in flight, no other run makes one."""
    in_flight: dict[str, Call] = {}
    for call in simulation.oto.calls:
        if call.path != "createOrder":
            continue
        before = in_flight.get(call.order_id) if call.order_id else None
        if before is not None and before.caller != call.caller and _was_in_flight(before, call.at):
            yield f"{call.order_id} was in the hands of {before.caller} and of {call.caller}"
        in_flight[call.order_id] = call


def _was_in_flight(call: Call, at: float) -> bool:
    return call.ended is None or call.ended > at


def _false_outcomes(simulation: "Simulation", process: "SimulatedProcess") -> Iterator[str]:
    """The outcomes of a run that came to its end say what is true of OTO."""
    assert process.sent is not None
    outcomes = process.sent.outcomes
    if [outcome.order_id for outcome in outcomes] != [
        order.order_id for order in simulation.orders
    ]:
        yield f"run {process.name} does not report every order, in order"
    for outcome in outcomes:
        if not _is_true(simulation, process, outcome):
            yield f"run {process.name} says {outcome.status} of {outcome.order_id}: {outcome}"


def _is_true(simulation: "Simulation", process: "SimulatedProcess", outcome: Outcome) -> bool:
    orders = simulation.oto.orders.get(outcome.order_id, [])
    ids = [str(order.oto_id) for order in orders]
    ours = [order for order in orders if order.caller == process.name]
    match outcome.status:
        case Status.CREATED:
            return list(outcome.oto_ids) == ids and len(ours) == 1
        case Status.ALREADY_CREATED:
            return list(outcome.oto_ids) == ids and _same(simulation, outcome)
        case Status.CONFLICT:
            changed = outcome.order_id in simulation.oto.overwritten
            return list(outcome.oto_ids) in (ids, []) and (
                changed or not _same(simulation, outcome)
            )
        case Status.REJECTED if outcome.problems[0].code == "OTO1006":
            return True  # no credit: a later run may have had some
        case Status.REJECTED if outcome.problems[0].code != "OTO1081":
            return outcome.order_id in simulation.oto.refused_numbers and not ids
        case Status.NOT_SENT | Status.REJECTED:  # OTO1081: set aside, as OTO does not have it
            lags = simulation.oto.lag > process.limits.lookup_gap_seconds
            return not ours or lags or outcome.order_id in simulation.oto.obeyed_late
        case _:
            return outcome.status is Status.UNCONFIRMED


def _same(simulation: "Simulation", outcome: Outcome) -> bool:
    """Whether OTO's order has the content of the file's."""
    (order,) = (order for order in simulation.orders if order.order_id == outcome.order_id)
    there = simulation.oto.orders[outcome.order_id][0].body
    return str(there["amount"]).encode() in to_json(order.payload)


def _too_fast(simulation: "Simulation", process: "SimulatedProcess") -> Iterator[str]:
    """No second holds more of a run's calls than its rate, but for one.

    Where tokens die unannounced, the client makes the calls that were in flight once more.
    """
    if simulation.oto.refused_tokens:
        return
    starts = [
        call.at
        for call in simulation.oto.calls
        if call.caller == process.name and call.path != "refreshToken"
    ]
    limit = int(process.rate) + 1
    for first, last in zip(starts, starts[limit:], strict=False):
        if last - first < 1.0 - 1e-6:
            yield f"run {process.name} made {limit + 1} calls within {last - first} s"
            return


def _unfinished(simulation: "Simulation", ledger: Ledger) -> Iterator[str]:
    """After a run in good weather nothing is open, and OTO has all that it would take."""
    last = simulation.processes[-1].sent
    assert last is not None
    if last.stopped is not None and last.stopped.code == "oto_overwrites":
        return  # another channel came between the look and the sending: a person has to look
    if last.stopped is not None and last.stopped.code != "same_refusal":
        yield f"the last run stopped: {last.stopped}"
    counts = Counter(outcome.status for outcome in last.outcomes)
    if sum(counts.values()) != len(simulation.orders):
        yield "the last run lost an order"
    for outcome in last.outcomes:
        done = outcome.status in IN_OTO or outcome.status in (Status.CONFLICT, Status.REJECTED)
        if not done:
            yield f"the last run left {outcome.order_id} {outcome.status}: {outcome.problems}"
    for state, count in ledger.state_counts().items():
        if state in (State.SENDING, State.UNSURE):
            yield f"the ledger has {count} orders {state}"
