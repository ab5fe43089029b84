"""No run marks an order, or says what became of it, once another may have it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from importer.ledger import HEARTBEAT_SECONDS, Ledger, Process, State
from importer.ledger.lease import LEASE_SECONDS
from importer.outcome import Status
from tests.ledger.factories import HERE, Clock, end, order, start

A_1 = order("A-1")
FINAL = {State.CREATED, State.OVERWRITTEN}


def test_that_an_order_is_in_oto_is_true_whoever_says_it(tmp_path: Path) -> None:
    """A run that lost its claim may still say `created`; anything else it may not."""
    path = tmp_path / "ledger.db"
    with (
        Ledger.open(path, process=Process(host="far", pid=1)) as slept,
        Ledger.open(path, clock=lambda: 4e9) as quick,
    ):
        lost, ours = start(slept), start(quick)
        slept.start_attempt(lost, A_1, again=False)
        entry = quick.entry(ours, "A-1")
        assert entry is not None and quick.claim(ours, A_1, entry)
        assert not slept.record_outcome(lost, A_1, State.REFUSED, end(A_1, Status.REJECTED))
        assert quick.entries(*HERE, ["A-1"])["A-1"].state is State.SENDING
        assert [note.status for note in slept.run_orders(lost.run_id)] == [Status.UNCONFIRMED]
        assert slept.record_outcome(lost, A_1, State.CREATED, end(A_1, Status.CREATED, "9"))
        assert quick.start_attempt(ours, A_1, again=True) is None
        assert quick.entries(*HERE, ["A-1"])["A-1"].oto_ids == ("9",)


@pytest.mark.parametrize("first", sorted(FINAL))
@pytest.mark.parametrize("then", list(State))
def test_what_is_in_oto_stays_known(tmp_path: Path, first: State, then: State) -> None:
    """After `created` or `overwritten` no run, late or new, changes what is known."""
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        run, other = start(ledger), start(ledger)
        ledger.start_attempt(run, A_1, again=False)
        ledger.record_outcome(other, A_1, first, end(A_1, Status.CREATED, "1"))
        before = ledger.entry(run, "A-1")
        assert before is not None and not before.needs_reconciliation
        for each in (run, other):
            ledger.record_outcome(each, A_1, then, end(A_1, Status.NOT_SENT, "2"))
            assert ledger.start_attempt(each, A_1, again=True) is None
            assert not ledger.claim(each, A_1, before)
        assert ledger.entry(run, "A-1") == before


def test_a_silent_run_marks_nothing(tmp_path: Path) -> None:
    """When a run's lease is over it begins no order, neither a new one nor its own, until it has
    said that it lives."""
    clock = Clock()
    with Ledger.open(tmp_path / "ledger.db", clock=clock) as ledger:
        run = start(ledger)
        assert ledger.start_attempt(run, A_1, again=False)
        clock.now += LEASE_SECONDS - 1
        assert ledger.start_attempt(run, A_1, again=True)
        clock.now += 1
        assert ledger.start_attempt(run, A_1, again=True) is None
        assert ledger.start_attempt(run, order("A-2"), again=False) is None
        assert ledger.entry(run, "A-2") is None
        ledger.heartbeat(run)
        attempt = ledger.start_attempt(run, order("A-2"), again=False)
        assert attempt is not None and attempt.at.timestamp() == clock.now
        clock.now -= HEARTBEAT_SECONDS
        assert ledger.start_attempt(run, order("A-3"), again=False)
        clock.now -= 1  # by now the run's heartbeat lies so far ahead that others do not trust it
        assert ledger.start_attempt(run, order("A-4"), again=False) is None
        ledger.heartbeat(run)
        ledger.finish_run(run, "done")
        assert ledger.start_attempt(run, order("A-4"), again=False) is None


def test_a_run_may_ask_about_its_own_order(tmp_path: Path) -> None:
    """An order that the run holds itself is not another's: it is claimed anew, to ask OTO."""
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        run, other = start(ledger), start(ledger)
        ledger.start_attempt(run, A_1, again=False)
        own, seen = ledger.entry(run, "A-1"), ledger.entry(other, "A-1")
        assert own is not None and seen is not None
        assert (own.leased, seen.leased) == (False, True)
        assert ledger.claim(run, A_1, own)


@pytest.mark.parametrize(("ahead", "alive"), [(0, True), (HEARTBEAT_SECONDS, True), (600, False)])
def test_a_clock_that_was_ahead_holds_no_order(tmp_path: Path, ahead: float, alive: bool) -> None:
    """A run whose last heartbeat lies in the future is not alive for that, beyond what clocks
    differ by."""
    path, clock = tmp_path / "ledger.db", Clock()
    with (
        Ledger.open(path, clock=lambda: clock() + ahead, process=Process("far", 1)) as fast,
        Ledger.open(path, clock=clock) as right,
    ):
        dead, ours = start(fast), start(right)
        fast.start_attempt(dead, A_1, again=False)
        entry = right.entry(ours, "A-1")
        assert entry is not None and entry.leased is alive
        assert len(right.live_runs(*HERE)) == 1 + alive
        clock.now += LEASE_SECONDS + HEARTBEAT_SECONDS
        entry = right.entry(ours, "A-1")
        assert entry is not None and not entry.leased


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no process can be frozen here")
def test_a_process_that_was_frozen_marks_no_order_of_another(tmp_path: Path) -> None:
    """A process is stopped for longer than its lease; another run takes its order over and creates
    it. When the first wakes, it can neither begin the order nor say that it was not sent."""
    path, clock = tmp_path / "ledger.db", tmp_path / "clock"
    clock.write_text("1800000000")
    with subprocess.Popen(
        [sys.executable, "-m", "tests.ledger.frozen_run", str(path), str(clock)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as frozen:
        assert frozen.stdin is not None and frozen.stdout is not None
        assert frozen.stdout.readline() == "begun\n"
        os.kill(frozen.pid, signal.SIGSTOP)
        os.waitpid(frozen.pid, os.WUNTRACED)
        clock.write_text("1800000061")
        with Ledger.open(path, clock=lambda: float(clock.read_text())) as ledger:
            ours = start(ledger)
            entry = ledger.entry(ours, "A-1")
            assert entry is not None and not entry.leased
            assert ledger.claim(ours, A_1, entry)
            assert ledger.start_attempt(ours, A_1, again=True)
            ledger.record_outcome(ours, A_1, State.CREATED, end(A_1, Status.CREATED, "9"))
            os.kill(frozen.pid, signal.SIGCONT)
            results, _ = frozen.communicate("wake\n")
            assert json.loads(results) == {
                "claimed_again": None,
                "claimed_outcome": False,
                "fresh": None,
                "claimed_after_beat": None,
                "fresh_after_beat": 1,
            }
            entry = ledger.entry(ours, "A-1")
            assert entry is not None
            assert (entry.state, entry.oto_ids) == (State.CREATED, ("9",))


class Orderliness(RuleBasedStateMachine):
    """Two runs do what they like with one order: whatever they do, in whatever sequence, a run gets
    an attempt only while it is alive and nobody else has the order, and what is final stays."""

    which = st.sampled_from((0, 1))

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.mkdtemp()
        self.clock = Clock()
        self.ledger = Ledger.open(
            Path(self.folder) / "ledger.db", clock=self.clock, process=Process("far", 1)
        )
        self.runs = [start(self.ledger), start(self.ledger)]
        self.beats = [self.clock.now, self.clock.now]
        self.holder: int | None = None
        self.state: State | None = None

    @rule(seconds=st.sampled_from((1.0, 30.0, LEASE_SECONDS)))
    def wait(self, seconds: float) -> None:
        self.clock.now += seconds

    @rule(run=which)
    def beat(self, run: int) -> None:
        self.ledger.heartbeat(self.runs[run])
        self.beats[run] = self.clock.now

    @rule(run=which, again=st.booleans())
    def begin(self, run: int, again: bool) -> None:
        alive = self.clock.now - self.beats[run] < LEASE_SECONDS
        is_free = self.holder is None and self.state in (None, State.UNSENT, State.REFUSED)
        is_own = again and self.holder == run
        attempt = self.ledger.start_attempt(self.runs[run], A_1, again=again)
        assert (attempt is not None) == (alive and (is_free or is_own))
        if attempt is not None:
            self.holder, self.state = run, State.SENDING

    @rule(run=which)
    def take_over(self, run: int) -> None:
        entry = self.ledger.entry(self.runs[run], "A-1")
        if entry is None or not entry.needs_reconciliation or entry.leased:
            return
        other = 1 - run
        assert self.holder != other or self.clock.now - self.beats[other] >= LEASE_SECONDS
        assert self.ledger.claim(self.runs[run], A_1, entry)
        self.holder, self.state = run, State.SENDING

    @rule(run=which, state=st.sampled_from([state for state in State if state != "sending"]))
    def settle(self, run: int, state: State) -> None:
        counts = self.ledger.record_outcome(
            self.runs[run], A_1, state, end(A_1, Status.UNCONFIRMED)
        )
        assert counts == (self.holder == run or state in FINAL)
        is_known = self.state is not None and self.state not in FINAL
        if is_known and (self.holder == run or state in FINAL):
            self.holder, self.state = None, state

    @invariant()
    def the_ledger_knows(self) -> None:
        entry = self.ledger.entries(*HERE, ["A-1"]).get("A-1")
        assert (entry and entry.state) == self.state

    def teardown(self) -> None:
        self.ledger.close()
        shutil.rmtree(self.folder)


TestOrderliness = Orderliness.TestCase
TestOrderliness.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
