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
from tests.ledger.factories import HERE, Clock, end, order, start


def test_an_intent_outlives_its_process(tmp_path: Path) -> None:
    """What `start_attempt` wrote is there for another process before anything else happens."""
    ledger = Ledger.open(tmp_path / "ledger.db")
    ledger.start_attempt(start(ledger), order("A-1"), again=False)
    with Ledger.open(tmp_path / "ledger.db") as other:
        entry = other.entries(*HERE, ["A-1"])["A-1"]
    assert (entry.state, entry.fingerprint, entry.attempts) == (State.SENDING, "f1", 1)
    ledger.close()


def test_an_order_is_begun_by_one_run_only(tmp_path: Path) -> None:
    """Of two runs that want one order, the second gets nothing until the first lets go."""
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger, Ledger.open(path) as second:
        one, other = start(ledger), start(second)
        assert ledger.start_attempt(one, order("A-1"), again=False)
        assert second.start_attempt(other, order("A-1"), again=False) is None
        assert second.start_attempt(other, order("A-1"), again=True) is None
        assert ledger.start_attempt(one, order("A-1"), again=False) is None
        again = ledger.start_attempt(one, order("A-1"), again=True)
        assert again is not None and again.number == 2
        ledger.record_outcome(one, order("A-1"), State.REFUSED, end(order("A-1"), Status.REJECTED))
        assert second.start_attempt(other, order("A-1", "f2"), again=False) is not None


@pytest.mark.parametrize("state", [State.CREATED, State.UNSURE, State.CONFLICT, State.OVERWRITTEN])
def test_what_may_be_in_oto_is_not_begun(tmp_path: Path, state: State) -> None:
    """A created order, or one in question, never gets an attempt just so."""
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        run = start(ledger)
        ledger.start_attempt(run, order("A-1"), again=False)
        ledger.record_outcome(run, order("A-1"), state, end(order("A-1"), Status.UNCONFIRMED, "7"))
        assert ledger.start_attempt(run, order("A-1"), again=False) is None
        assert ledger.start_attempt(run, order("A-1"), again=True) is None


def test_a_claim_is_taken_from_a_dead_run_by_one_other(tmp_path: Path) -> None:
    """The owner's process is gone: one of two others takes the order over, to ask about it."""
    path, gone = tmp_path / "ledger.db", Process(pid=11)
    lives = Process(pid=12, lives=lambda host, pid: pid != 11)
    with Ledger.open(path, process=gone) as dead:
        dead.start_attempt(start(dead), order("A-1"), again=False)
    with Ledger.open(path, process=lives) as ledger:
        one, other = start(ledger), start(ledger)
        entry = ledger.entry(one, "A-1")
        assert entry is not None and entry.needs_reconciliation and not entry.leased
        assert ledger.claim(one, order("A-1"), entry)
        assert not ledger.claim(other, order("A-1"), entry)
        assert ledger.start_attempt(one, order("A-1"), again=True) is not None


def test_a_lease_ends_when_its_owner_is_silent(tmp_path: Path) -> None:
    """A run on another machine is alive while it beats, and dead a minute after its last beat."""
    path, clock = tmp_path / "ledger.db", Clock()
    with (
        Ledger.open(path, clock=clock, process=Process(host="far", pid=1)) as far,
        Ledger.open(path, clock=clock) as near,
    ):
        theirs, ours = start(far), start(near)
        far.start_attempt(theirs, order("A-1"), again=False)
        clock.now += 55
        far.heartbeat(theirs)
        clock.now += 55
        near.heartbeat(ours)
        held = near.entry(ours, "A-1")
        assert held is not None and held.leased
        assert {run.run_id for run in near.live_runs(*HERE)} == {theirs.run_id, ours.run_id}
        clock.now += 10
        free = near.entry(ours, "A-1")
        assert free is not None and not free.leased
        assert [run.run_id for run in near.live_runs(*HERE)] == [ours.run_id]


def test_a_run_that_ended_holds_nothing(tmp_path: Path) -> None:
    """Claims that a run left behind at its end are in question, not held."""
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        run = start(ledger)
        ledger.start_attempt(run, order("A-1"), again=False)
        ledger.finish_run(run, "interrupted")
        entry = ledger.entry(run, "A-1")
        assert entry is not None and entry.needs_reconciliation and not entry.leased


def test_destinations_and_accounts_are_kept_apart(tmp_path: Path) -> None:
    """One order id on staging, in production and of another merchant are three orders."""
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for place in (HERE, ("staging", HERE[1]), (HERE[0], "another")):
            run = ledger.start_run(*place, "f", "h", 1)
            assert ledger.start_attempt(run, order("A-1"), again=False) is not None


def test_a_crashed_run_can_be_told_from_the_ledger(tmp_path: Path) -> None:
    """The orders of a run come out in file order: those that ended, and those left open."""
    one, two, three = order("B", rows=(2, 3)), order("A", rows=(4,)), order("C", rows=(5, 9))
    with Ledger.open(tmp_path / "ledger.db", process=Process(pid=1)) as ledger:
        run = start(ledger)
        ledger.start_attempt(run, three, again=False)
        attempt = ledger.start_attempt(run, two, again=False)
        assert attempt is not None
        ledger.start_attempt(run, one, again=False)
        why = problem(INTERRUPTED)
        ledger.record_outcome(
            run, one, State.CREATED, Outcome("B", (2, 3), Status.CREATED, ("5", "6"))
        )
        ledger.record_outcome(
            run, two, State.UNSENT, Outcome("A", (4,), Status.NOT_SENT, (), (why,))
        )
    dead = Process(lives=lambda host, pid: False)
    with Ledger.open(tmp_path / "ledger.db", process=dead) as ledger:
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
        ledger.record_outcome(
            later, three, State.CREATED, Outcome("C", (5,), Status.CREATED, ("8",))
        )
        assert list(ledger.run_orders(run.run_id))[2].status is Status.ALREADY_CREATED


def test_a_code_of_another_version_is_passed_over(tmp_path: Path) -> None:
    """An outcome whose code this version does not know is read without it, and stays as it was."""
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        run = start(ledger)
        ledger.start_attempt(run, order("A-1"), again=False)
        refused = Outcome("A-1", (2,), Status.REJECTED, (), (Problem("code_of_2031", 2),))
        ledger.record_outcome(run, order("A-1"), State.REFUSED, refused)
        assert list(ledger.run_orders(run.run_id)) == [replace(refused, problems=())]
        entry = ledger.entry(run, "A-1")
        assert entry is not None and entry.code == "code_of_2031"


def test_an_order_is_the_same_by_what_was_sent_or_by_what_was_written(tmp_path: Path) -> None:
    """Either fingerprint is enough; an order of an older version has only the payload's."""
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        run = start(ledger)
        ledger.start_attempt(run, order("A-1"), again=False)
        ledger.start_attempt(run, order("A-2", source=""), again=False)
        first, old = (ledger.entry(run, name) for name in ("A-1", "A-2"))
        assert first is not None and old is not None
        assert first.is_same(order("A-1", "f2", source="s1"))
        assert first.is_same(order("A-1", "f1", source="s2"))
        assert not first.is_same(order("A-1", "f2", source="s2"))
        assert not old.is_same(order("A-2", "f2", source=""))


def test_the_fingerprints_are_those_of_what_was_sent(tmp_path: Path) -> None:
    """A mended order that is sent anew has new ones; one that is found in OTO later keeps that of
    the cells with which it was sent, and is known by its present payload, too."""
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        first, second = start(ledger), start(ledger)
        ledger.start_attempt(first, order("A-1", "f1", source="s1"), again=False)
        ledger.record_outcome(
            first, order("A-1"), State.REFUSED, end(order("A-1"), Status.REJECTED)
        )
        mended = order("A-1", "f2", source="s2")
        ledger.start_attempt(first, mended, again=False)
        ledger.record_outcome(first, mended, State.UNSURE, end(mended, Status.UNCONFIRMED))
        asked = order("A-1", "f3", source="s3")
        entry = ledger.entry(second, "A-1")
        assert entry is not None and entry.is_same(mended)
        assert ledger.claim(second, asked, entry)
        ledger.record_outcome(second, asked, State.UNSURE, end(asked, Status.UNCONFIRMED))
        entry = ledger.entry(second, "A-1")
        assert entry is not None and not entry.is_same(asked) and entry.is_same(mended)
        assert ledger.claim(second, asked, entry)
        ledger.record_outcome(second, asked, State.CREATED, end(asked, Status.ALREADY_CREATED, "9"))
        entry = ledger.entry(second, "A-1")
        assert entry is not None
        assert (entry.fingerprint, entry.source_fingerprint) == ("f3", "s2")


def test_an_overwritten_order_is_a_conflict_of_a_run_that_left_it_open(tmp_path: Path) -> None:
    """What another run learned of it since is told of a run that crashed."""
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        crashed, later = start(ledger), start(ledger)
        ledger.start_attempt(crashed, order("A-1"), again=False)
        ledger.record_outcome(
            later, order("A-1"), State.OVERWRITTEN, end(order("A-1"), Status.CONFLICT, "7")
        )
        (outcome,) = ledger.run_orders(crashed.run_id)
        assert (outcome.status, outcome.oto_ids) == (Status.CONFLICT, ("7",))


def test_runs_are_listed_newest_first_with_their_counts(tmp_path: Path) -> None:
    """`history` sees when runs began and ended, of which file, and what became of the orders."""
    clock = Clock()
    with Ledger.open(tmp_path / "ledger.db", clock=clock) as ledger:
        first = start(ledger)
        ledger.record_notes(
            first, [end(order("A-1"), Status.CREATED), end(order("A-2"), Status.CONFLICT)]
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


def test_many_orders_are_looked_up_at_once(tmp_path: Path) -> None:
    """More ids than a statement may hold are no more than several statements."""
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        run = start(ledger)
        orders = [order(f"A-{n}") for n in range(1200)]
        with ledger.transaction():
            for each in orders:
                ledger.start_attempt(run, each, again=False)
        known = ledger.entries(*HERE, [each.order_id for each in orders] + ["A-none"])
        assert len(known) == 1200
        assert ledger.state_counts() == {State.SENDING: 1200}


def test_marks_together_are_all_or_none(tmp_path: Path) -> None:
    """An error inside a shared commit takes all of its marks back."""
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        run = start(ledger)
        with pytest.raises(ZeroDivisionError), ledger.transaction():
            ledger.start_attempt(run, order("A-1"), again=False)
            raise ZeroDivisionError
        assert ledger.entries(*HERE, ["A-1"]) == {}


def test_the_ledger_keeps_no_customer_data(tmp_path: Path) -> None:
    """Ids, fingerprints, states and times only: nothing of the payload reaches the file."""
    payload = {"customer": {"name": "Noura Al-Otaibi", "mobile": "966546607389"}}
    secret = Order("A-1", (2,), payload, "f1")
    why = problem(INTERRUPTED, 2, "customer.mobile", "966546607389", theirs="Noura Al-Otaibi")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        run = start(ledger)
        ledger.start_attempt(run, secret, again=False)
        ledger.record_outcome(
            run, secret, State.CONFLICT, Outcome("A-1", (2,), Status.CONFLICT, (), (why,))
        )
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"Noura" not in written and b"966546607389" not in written
