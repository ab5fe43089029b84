"""What must be true after every life of a file, whatever happened in it."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from importer.ledger import Ledger, State
from importer.orders import to_json
from importer.outcome import IN_OTO, Outcome, Status
from tests.sending.fake_oto import Asked, Pretended

if TYPE_CHECKING:
    from tests.sending.simulate import Life, Machine

# Faults after which the caller knows what became of its call (a late answer is an answer).
CLEAR = {"connect", "429", "429_seconds", "429_date", "late"}


def broken(life: "Life", ledger: Ledger) -> Iterator[str]:
    """Every promise that the life broke, in words."""
    yield from _doubled(life.world)
    yield from _posted_blindly(life)
    yield from _held_by_two(life)
    for machine in life.machines:
        if machine.sent is not None:
            yield from _untrue(life, machine)
        yield from _too_fast(life, machine)
    yield from _not_at_its_end(life, ledger)


def _doubled(world: Pretended) -> Iterator[str]:
    for order_id, parcels in world.parcels.items():
        if len(parcels) > 1:
            yield f"{order_id} is in OTO {len(parcels)} times"


def _posted_blindly(life: "Life") -> Iterator[str]:
    """An order that may have arrived is asked about before it is posted again, by anybody."""
    open_: set[str] = set()
    for call in life.world.log:
        if call.path == "orderDetails":
            open_.discard(call.order_id)
        elif call.path == "createOrder":
            if call.order_id in open_:
                yield f"{call.order_id} was posted again without a question, by {call.caller}"
            if call.fault and call.fault not in CLEAR:
                open_.add(call.order_id)


def _held_by_two(life: "Life") -> Iterator[str]:
    """While one run has a call about an order in flight, no other run makes one."""
    flying: dict[str, Asked] = {}
    for call in life.world.log:
        before = flying.get(call.order_id) if call.order_id else None
        if before is not None and before.caller != call.caller and _flew(before, call.at):
            yield f"{call.order_id} was in the hands of {before.caller} and of {call.caller}"
        flying[call.order_id] = call


def _flew(call: Asked, at: float) -> bool:
    return call.ended is None or call.ended > at


def _untrue(life: "Life", machine: "Machine") -> Iterator[str]:
    """The outcomes of a run that came to its end say what is true of OTO."""
    assert machine.sent is not None
    ends = machine.sent.outcomes
    if [end.order_id for end in ends] != [order.order_id for order in life.orders]:
        yield f"run {machine.name} does not tell of every order, in order"
    for end in ends:
        if not _is_true(life, machine, end):
            yield f"run {machine.name} says {end.status} of {end.order_id}: {end}"


def _is_true(life: "Life", machine: "Machine", end: Outcome) -> bool:
    parcels = life.world.parcels.get(end.order_id, [])
    ids = [str(parcel.oto_id) for parcel in parcels]
    ours = [parcel for parcel in parcels if parcel.by == machine.name]
    match end.status:
        case Status.CREATED:
            return list(end.oto_ids) == ids and len(ours) == 1
        case Status.ALREADY_CREATED:
            return list(end.oto_ids) == ids and _same(life, end)
        case Status.CONFLICT:
            return list(end.oto_ids) == ids and not _same(life, end)
        case Status.REJECTED:
            return (end.order_id in life.world.bad and not ids) or _no_credit(end)
        case Status.NOT_SENT:
            return not ours or end.order_id in life.world.late
        case _:
            return end.status is Status.UNCONFIRMED


def _same(life: "Life", end: Outcome) -> bool:
    """Whether OTO's order has the content of the file's."""
    (order,) = (order for order in life.orders if order.order_id == end.order_id)
    there = life.world.parcels[end.order_id][0].body
    return str(there["amount"]).encode() in to_json(order.payload)


def _no_credit(end: Outcome) -> bool:
    return end.problems[0].code == "OTO1006"


def _too_fast(life: "Life", machine: "Machine") -> Iterator[str]:
    """No second holds more of a run's calls than its rate, but for one.

    Where tokens die unannounced, the client makes the calls that were in flight once more.
    """
    if life.world.refused_tokens:
        return
    began = [
        call.at
        for call in life.world.log
        if call.caller == machine.name and call.path != "refreshToken"
    ]
    most = int(machine.rate) + 1
    for first, last in zip(began, began[most:], strict=False):
        if last - first < 1.0 - 1e-6:
            yield f"run {machine.name} made {most + 1} calls within {last - first} s"
            return


def _not_at_its_end(life: "Life", ledger: Ledger) -> Iterator[str]:
    """After a run in good weather nothing is open, and OTO has all that it would take."""
    last = life.machines[-1].sent
    assert last is not None
    if last.stopped is not None and last.stopped.code != "same_refusal":
        yield f"the last run stopped: {last.stopped}"
    counts = Counter(end.status for end in last.outcomes)
    if sum(counts.values()) != len(life.orders):
        yield "the last run lost an order"
    for end in last.outcomes:
        done = end.status in IN_OTO or end.status in (Status.CONFLICT, Status.REJECTED)
        if not done:
            yield f"the last run left {end.order_id} {end.status}: {end.problems}"
    for state, count in ledger.state_counts().items():
        if state in (State.SENDING, State.UNSURE, State.UNSENT):
            yield f"the ledger has {count} orders {state}"
