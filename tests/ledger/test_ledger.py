"""What the ledger's verbs promise, on real files."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from importer.ledger import Ledger, Process, State
from importer.orders import Order
from importer.outcome import Outcome, Status
from importer.problems import Problem, problem
from importer.problems.sending import INTERRUPTED
from tests.ledger.factories import (
    HERE,
    Clock,
    begin,
    claim,
    end,
    live_run,
    order,
    settle,
    start,
    take_over,
)


def test_an_intent_outlives_its_process(place: str) -> None:
    """What `start_attempt` wrote is there for another process before anything else happens."""
    ledger = Ledger.open(place)
    begin(ledger, start(ledger), order("A-1"), again=False)
    with Ledger.open(place) as other:
        entry = other.entries(*HERE, ["A-1"])["A-1"]
    assert (entry.state, entry.fingerprint, entry.attempts) == (State.SENDING, "f1", 1)
    ledger.close()


def test_one_run_of_an_account_sends_at_a_time(place: str) -> None:
    """While a run is alive no other of its account begins, whoever asks; one of another account
    does, and at its end the next one."""
    with Ledger.open(place) as ledger, Ledger.open(place) as second:
        one = start(ledger)
        assert second.start_run(*HERE, "orders.xlsx", "hash", 3) is None
        assert live_run(second, *HERE) == one
        assert start(second, "another") and second.start_run("staging", HERE[1], "f", "h", 1)
        ledger.finish_run(one, "done")
        assert live_run(second, *HERE) is None
        assert start(second).run_id != one.run_id


def test_an_order_is_begun_once(place: str) -> None:
    """A run that has an order gets no first attempt at it again, but a second one; when it let go,
    the next run gets one."""
    with Ledger.open(place) as ledger:
        one = start(ledger)
        assert begin(ledger, one, order("A-1"), again=False)
        assert begin(ledger, one, order("A-1"), again=False) is None
        again = begin(ledger, one, order("A-1"), again=True)
        assert again is not None and again.number == 2
        settle(ledger, one, order("A-1"), State.REFUSED, end(order("A-1"), Status.REJECTED))
        ledger.finish_run(one, "done")
        assert begin(ledger, start(ledger), order("A-1", "f2"), again=False) is not None


@pytest.mark.parametrize("state", [State.CREATED, State.UNSURE, State.CONFLICT, State.OVERWRITTEN])
def test_what_may_be_in_oto_is_not_begun(place: str, state: State) -> None:
    """A created order, or one in question, never gets an attempt just so."""
    with Ledger.open(place) as ledger:
        run = start(ledger)
        begin(ledger, run, order("A-1"), again=False)
        settle(ledger, run, order("A-1"), state, end(order("A-1"), Status.UNCONFIRMED, "7"))
        assert begin(ledger, run, order("A-1"), again=False) is None
        assert begin(ledger, run, order("A-1"), again=True) is None


def test_a_claim_is_taken_from_a_dead_run_by_one_other(place: str) -> None:
    """The owner's process is gone: another run takes the order over once, to ask about it."""
    path, gone = place, Process(pid=11)
    lives = Process(pid=12, lives=lambda host, pid: pid != 11)
    with Ledger.open(path, process=gone) as dead:
        begin(dead, start(dead), order("A-1"), again=False)
    with Ledger.open(path, process=lives) as ledger:
        one = start(ledger)
        entry = ledger.entry(one, "A-1")
        assert entry is not None and entry.needs_reconciliation
        assert claim(ledger, one, order("A-1"), entry)
        assert not claim(ledger, one, order("A-1"), entry)
        assert begin(ledger, one, order("A-1"), again=True) is not None


def test_a_lease_ends_when_its_owner_is_silent(place: str) -> None:
    """A run on another machine is alive while it beats, and dead a minute after its last beat: then
    another begins, and it ends."""
    clock = Clock()
    with (
        Ledger.open(place, clock=clock, process=Process(host="far", pid=1)) as far,
        Ledger.open(place, clock=clock) as near,
    ):
        theirs = start(far)
        begin(far, theirs, order("A-1"), again=False)
        clock.now += 55
        assert far.heartbeat(theirs)
        clock.now += 55
        assert live_run(near, *HERE) == theirs
        clock.now += 5
        assert live_run(near, *HERE) is None
        ours = start(near)
        assert not far.heartbeat(theirs)
        far.finish_run(theirs, "done")
        assert [past.ending for past in near.runs() if past.run == theirs] == ["superseded"]
        assert live_run(near, *HERE) == ours


def test_a_run_that_ended_holds_nothing(place: str) -> None:
    """Claims that a run left behind at its end are in question, not held."""
    with Ledger.open(place) as ledger:
        run = start(ledger)
        begin(ledger, run, order("A-1"), again=False)
        ledger.finish_run(run, "interrupted")
        entry = ledger.entry(run, "A-1")
        assert entry is not None and entry.needs_reconciliation


def test_destinations_and_accounts_are_kept_apart(place: str) -> None:
    """One order id on staging, in production and of another merchant are three orders."""
    with Ledger.open(place) as ledger:
        for place in (HERE, ("staging", HERE[1]), (HERE[0], "another")):
            run = ledger.start_run(*place, "f", "h", 1)
            assert begin(ledger, run, order("A-1"), again=False) is not None


def test_a_crashed_run_can_be_told_from_the_ledger(place: str) -> None:
    """The orders of a run come out in file order: those that ended, and those left open."""
    one, two, three = order("B", rows=(2, 3)), order("A", rows=(4,)), order("C", rows=(5, 9))
    with Ledger.open(place, process=Process(pid=1)) as ledger:
        run = start(ledger)
        begin(ledger, run, three, again=False)
        attempt = begin(ledger, run, two, again=False)
        assert attempt is not None
        begin(ledger, run, one, again=False)
        why = problem(INTERRUPTED)
        settle(ledger, run, one, State.CREATED, Outcome("B", (2, 3), Status.CREATED, ("5", "6")))
        settle(ledger, run, two, State.UNSENT, Outcome("A", (4,), Status.NOT_SENT, (), (why,)))
    dead = Process(lives=lambda host, pid: False)
    with Ledger.open(place, process=dead) as ledger:
        told = list(ledger.run_orders(run.run_id))
        assert [(end.order_id, end.rows, end.status) for end in told] == [
            ("B", (2, 3), Status.CREATED),
            ("A", (4,), Status.NOT_SENT),
            ("C", (5, 9), Status.UNCONFIRMED),
        ]
        assert told[0].oto_ids == ("5", "6") and told[1].problems == (problem(INTERRUPTED),)
        past = ledger.run(run.run_id)
        assert past is not None and past.ending == "crashed" and past.ended is None
        assert past.counts == {Status.CREATED: 1, Status.NOT_SENT: 1}
        later = start(ledger)
        settle(ledger, later, three, State.CREATED, Outcome("C", (5,), Status.CREATED, ("8",)))
        assert list(ledger.run_orders(run.run_id))[2].status is Status.ALREADY_CREATED


def test_a_code_of_another_version_is_passed_over(place: str) -> None:
    """An outcome whose code this version does not know is read without it, and stays as it was."""
    with Ledger.open(place) as ledger:
        run = start(ledger)
        begin(ledger, run, order("A-1"), again=False)
        refused = Outcome("A-1", (2,), Status.REJECTED, (), (Problem("code_of_2031", 2),))
        settle(ledger, run, order("A-1"), State.REFUSED, refused)
        assert list(ledger.run_orders(run.run_id)) == [replace(refused, problems=())]
        entry = ledger.entry(run, "A-1")
        assert entry is not None and entry.code == "code_of_2031"


def test_an_order_is_the_same_by_what_was_sent_or_by_what_was_written(place: str) -> None:
    """Either fingerprint is enough; an order of an older version has only the payload's."""
    with Ledger.open(place) as ledger:
        run = start(ledger)
        begin(ledger, run, order("A-1"), again=False)
        begin(ledger, run, order("A-2", source=""), again=False)
        first, old = (ledger.entry(run, name) for name in ("A-1", "A-2"))
        assert first is not None and old is not None
        assert first.is_same(order("A-1", "f2", source="s1"))
        assert first.is_same(order("A-1", "f1", source="s2"))
        assert not first.is_same(order("A-1", "f2", source="s2"))
        assert not old.is_same(order("A-2", "f2", source=""))


def test_the_fingerprints_are_those_of_what_was_sent(place: str) -> None:
    """A mended order that is sent anew has new ones; one that is found in OTO later keeps that of
    the cells with which it was sent, and is known by its present payload, too."""
    with Ledger.open(place) as ledger:
        first = start(ledger)
        begin(ledger, first, order("A-1", "f1", source="s1"), again=False)
        settle(ledger, first, order("A-1"), State.REFUSED, end(order("A-1"), Status.REJECTED))
        mended = order("A-1", "f2", source="s2")
        begin(ledger, first, mended, again=False)
        settle(ledger, first, mended, State.UNSURE, end(mended, Status.UNCONFIRMED))
        second, asked = take_over(ledger), order("A-1", "f3", source="s3")
        entry = ledger.entry(second, "A-1")
        assert entry is not None and entry.is_same(mended)
        assert claim(ledger, second, asked, entry)
        settle(ledger, second, asked, State.UNSURE, end(asked, Status.UNCONFIRMED))
        entry = ledger.entry(second, "A-1")
        assert entry is not None and not entry.is_same(asked) and entry.is_same(mended)
        assert claim(ledger, second, asked, entry)
        settle(ledger, second, asked, State.CREATED, end(asked, Status.ALREADY_CREATED, "9"))
        entry = ledger.entry(second, "A-1")
        assert entry is not None
        assert (entry.fingerprint, entry.source_fingerprint) == ("f3", "s2")


def test_an_overwritten_order_is_a_conflict_of_a_run_that_left_it_open(place: str) -> None:
    """What another run learned of it since is told of a run that crashed."""
    with Ledger.open(place) as ledger:
        crashed = start(ledger)
        begin(ledger, crashed, order("A-1"), again=False)
        later = take_over(ledger)
        settle(
            ledger, later, order("A-1"), State.OVERWRITTEN, end(order("A-1"), Status.CONFLICT, "7")
        )
        (outcome,) = ledger.run_orders(crashed.run_id)
        assert (outcome.status, outcome.oto_ids) == (Status.CONFLICT, ("7",))


def test_runs_are_listed_newest_first_with_their_counts(place: str) -> None:
    """`history` sees when runs began and ended, of which file, and what became of the orders."""
    clock = Clock()
    with Ledger.open(place, clock=clock) as ledger:
        first = start(ledger)
        ledger.commit(
            [], first, [end(order("A-1"), Status.CREATED), end(order("A-2"), Status.CONFLICT)]
        )
        clock.now += 60
        ledger.finish_run(first, "done")
        second = start(ledger)
        listed = ledger.runs()
        assert [past.run.run_id for past in listed] == [second.run_id, first.run_id]
        assert [past.ending for past in listed] == ["running", "done"]
        assert listed[1].ended == datetime.fromtimestamp(clock.now, UTC)
        assert listed[1].counts == {Status.CREATED: 1, Status.CONFLICT: 1}
        assert ledger.run("none") is None


def test_many_orders_are_looked_up_at_once(place: str) -> None:
    """More ids than a statement may hold are no more than several statements."""
    with Ledger.open(place) as ledger:
        run = start(ledger)
        orders = [order(f"A-{n}") for n in range(1200)]
        with ledger.transaction():
            ledger.commit([ledger.start_attempt(run, each, again=False) for each in orders])
        known = ledger.entries(*HERE, [each.order_id for each in orders] + ["A-none"])
        assert len(known) == 1200
        assert ledger.state_counts() == {State.SENDING: 1200}


def test_marks_together_are_all_or_none(place: str) -> None:
    """An error inside a shared commit takes all of its marks back."""
    with Ledger.open(place) as ledger:
        run = start(ledger)
        with pytest.raises(ZeroDivisionError), ledger.transaction():
            begin(ledger, run, order("A-1"), again=False)
            raise ZeroDivisionError
        assert ledger.entries(*HERE, ["A-1"]) == {}


def test_the_ledger_keeps_no_customer_data(tmp_path: Path) -> None:
    """Ids, fingerprints, states and times only: nothing of the payload reaches the file."""
    payload = {"customer": {"name": "Noura Al-Otaibi", "mobile": "966546607389"}}
    secret = Order("A-1", (2,), payload, "f1")
    why = problem(INTERRUPTED, 2, "customer.mobile", "966546607389", theirs="Noura Al-Otaibi")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        run = start(ledger)
        begin(ledger, run, secret, again=False)
        settle(
            ledger, run, secret, State.CONFLICT, Outcome("A-1", (2,), Status.CONFLICT, (), (why,))
        )
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"Noura" not in written and b"966546607389" not in written
