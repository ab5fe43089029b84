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

from importer.ledger import HEARTBEAT_SECONDS, Ledger, Process, Run, State
from importer.ledger.lease import LEASE_SECONDS
from importer.outcome import Status
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

A_1 = order("A-1")
FINAL = {State.CREATED, State.OVERWRITTEN}


def test_that_an_order_is_in_oto_is_true_whoever_says_it(place: str) -> None:
    """A run that lost its claim may still say `created`; anything else it may not."""
    with Ledger.open(place) as slept, Ledger.open(place) as quick:
        lost = start(slept)
        begin(slept, lost, A_1, again=False)
        ours = take_over(quick)
        entry = quick.entry(ours, "A-1")
        assert entry is not None and claim(quick, ours, A_1, entry)
        assert not settle(slept, lost, A_1, State.REFUSED, end(A_1, Status.REJECTED))
        assert quick.entries(*HERE, ["A-1"])["A-1"].state is State.SENDING
        assert [note.status for note in slept.run_orders(lost.run_id)] == [Status.UNCONFIRMED]
        assert settle(slept, lost, A_1, State.CREATED, end(A_1, Status.CREATED, "9"))
        assert begin(quick, ours, A_1, again=True) is None
        assert quick.entries(*HERE, ["A-1"])["A-1"].oto_ids == ("9",)


@pytest.mark.parametrize("first", sorted(FINAL))
@pytest.mark.parametrize("then", list(State))
def test_what_is_in_oto_stays_known(place: str, first: State, then: State) -> None:
    """After `created` or `overwritten` no run, late or new, changes what is known."""
    with Ledger.open(place) as ledger:
        run = start(ledger)
        begin(ledger, run, A_1, again=False)
        other = take_over(ledger)
        settle(ledger, other, A_1, first, end(A_1, Status.CREATED, "1"))
        before = ledger.entry(run, "A-1")
        assert before is not None and not before.needs_reconciliation
        for each in (run, other):
            settle(ledger, each, A_1, then, end(A_1, Status.NOT_SENT, "2"))
            assert begin(ledger, each, A_1, again=True) is None
            assert not claim(ledger, each, A_1, before)
        assert ledger.entry(run, "A-1") == before


def test_a_silent_run_marks_nothing(place: str) -> None:
    """When a run's lease is over it begins no order, neither a new one nor its own, until it has
    said that it lives."""
    clock = Clock()
    with Ledger.open(place, clock=clock) as ledger:
        run = start(ledger)
        assert begin(ledger, run, A_1, again=False)
        clock.now += LEASE_SECONDS - 1
        assert begin(ledger, run, A_1, again=True)
        clock.now += 1
        assert begin(ledger, run, A_1, again=True) is None
        assert begin(ledger, run, order("A-2"), again=False) is None
        assert ledger.entry(run, "A-2") is None
        ledger.heartbeat(run)
        attempt = begin(ledger, run, order("A-2"), again=False)
        assert attempt is not None and attempt.at.timestamp() == clock.now
        clock.now -= HEARTBEAT_SECONDS
        assert begin(ledger, run, order("A-3"), again=False)
        clock.now -= 1  # by now the run's heartbeat lies so far ahead that others do not trust it
        assert begin(ledger, run, order("A-4"), again=False) is None
        ledger.heartbeat(run)
        ledger.finish_run(run, "done")
        assert begin(ledger, run, order("A-4"), again=False) is None


def test_a_run_may_ask_about_its_own_order(place: str) -> None:
    """An order that the run holds itself is not another's: it is claimed anew, to ask OTO."""
    with Ledger.open(place) as ledger:
        run = start(ledger)
        begin(ledger, run, A_1, again=False)
        own = ledger.entry(run, "A-1")
        assert own is not None and claim(ledger, run, A_1, own)


@pytest.mark.parametrize(("ahead", "alive"), [(0, True), (HEARTBEAT_SECONDS, True), (600, False)])
def test_a_clock_that_was_ahead_holds_no_order(place: str, ahead: float, alive: bool) -> None:
    """A run whose last heartbeat lies in the future is not alive for that, beyond what clocks
    differ by."""
    clock = Clock()
    with (
        Ledger.open(place, clock=lambda: clock() + ahead, process=Process("far", 1)) as fast,
        Ledger.open(place, clock=clock) as right,
    ):
        begin(fast, start(fast), A_1, again=False)
        assert (live_run(right, *HERE) is not None) is alive
        clock.now += LEASE_SECONDS + HEARTBEAT_SECONDS
        assert live_run(right, *HERE) is None


def test_a_run_that_was_taken_over_begins_nothing(place: str) -> None:
    """However lively it is when it wakes: its successor alone sends, and it has ended."""
    with Ledger.open(place) as ledger:
        old = start(ledger)
        assert begin(ledger, old, A_1, again=False)
        new = take_over(ledger)
        assert not ledger.heartbeat(old)
        assert begin(ledger, old, A_1, again=True) is None
        assert begin(ledger, old, order("A-2"), again=False) is None
        entry = ledger.entry(new, "A-1")
        assert entry is not None and not claim(ledger, old, A_1, entry)
        assert begin(ledger, new, order("A-2"), again=False)
        ledger.finish_run(old, "done")
        ledger.finish_run(new, "done")
        endings = {past.run.run_id: past.ending for past in ledger.runs()}
        assert endings == {old.run_id: "superseded", new.run_id: "done"}


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no process can be frozen here")
def test_a_process_that_was_frozen_marks_no_order_of_another(place: str, tmp_path: Path) -> None:
    """A process is stopped for longer than its lease; another run takes its order over and creates
    it. When the first wakes, it can neither begin the order nor say that it was not sent."""
    path, clock = place, tmp_path / "clock"
    clock.write_text("1800000000")
    with subprocess.Popen(
        [sys.executable, "-m", "tests.ledger.frozen_run", path, str(clock)],
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
            assert entry is not None
            assert claim(ledger, ours, A_1, entry)
            assert begin(ledger, ours, A_1, again=True)
            settle(ledger, ours, A_1, State.CREATED, end(A_1, Status.CREATED, "9"))
            os.kill(frozen.pid, signal.SIGCONT)
            results, _ = frozen.communicate("wake\n")
            assert json.loads(results) == {
                "claimed_again": None,
                "claimed_outcome": False,
                "fresh": None,
                "claimed_after_beat": None,
                "fresh_after_beat": None,
            }
            entry = ledger.entry(ours, "A-1")
            assert entry is not None
            assert (entry.state, entry.oto_ids) == (State.CREATED, ("9",))


class Orderliness(RuleBasedStateMachine):
    """Two processes run an account's order one after another: whatever they do, in whatever
    sequence, only one run is alive at a time, a run gets an attempt only while it is and nobody
    else has the order, and what is final stays."""

    which = st.sampled_from((0, 1))

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.mkdtemp()
        self.clock = Clock()
        self.ledger = Ledger.open(
            Path(self.folder) / "ledger.db", clock=self.clock, process=Process("far", 1)
        )
        self.runs: list[Run | None] = [start(self.ledger), None]
        self.beats = [self.clock.now, 0.0]
        self.open: int | None = 0  # the run that no other has taken over
        self.holder: int | None = None
        self.state: State | None = None

    def is_alive(self, run: int | None) -> bool:
        """Whether the run is the open one, and its lease not over."""
        return (
            run is not None
            and run == self.open
            and self.clock.now - self.beats[run] < LEASE_SECONDS
        )

    @rule(seconds=st.sampled_from((1.0, 30.0, LEASE_SECONDS)))
    def wait(self, seconds: float) -> None:
        self.clock.now += seconds

    @rule(run=which)
    def run_anew(self, run: int) -> None:
        new = self.ledger.start_run(*HERE, "orders.xlsx", "hash", 3)
        assert (new is None) == self.is_alive(self.open)
        if new is not None:
            if self.holder == run:
                self.holder = None if self.state in FINAL else 2  # a run that is gone
            self.runs[run], self.beats[run], self.open = new, self.clock.now, run

    @rule(run=which)
    def beat(self, run: int) -> None:
        known = self.runs[run]
        if known is not None:
            assert self.ledger.heartbeat(known) == (run == self.open)
            self.beats[run] = self.clock.now

    @rule(run=which, again=st.booleans())
    def begin(self, run: int, again: bool) -> None:
        known = self.runs[run]
        if known is None:
            return
        is_free = self.holder is None and self.state in (None, State.UNSENT, State.REFUSED)
        is_own = again and self.holder == run
        attempt = begin(self.ledger, known, A_1, again=again)
        assert (attempt is not None) == (self.is_alive(run) and (is_free or is_own))
        if attempt is not None:
            self.holder, self.state = run, State.SENDING

    @rule(run=which)
    def claim(self, run: int) -> None:
        known = self.runs[run]
        entry = known and self.ledger.entry(known, "A-1")
        if known is None or not entry or not entry.needs_reconciliation:
            return
        assert claim(self.ledger, known, A_1, entry) == self.is_alive(run)
        if self.is_alive(run):
            self.holder, self.state = run, State.SENDING

    @rule(run=which, state=st.sampled_from([state for state in State if state != "sending"]))
    def settle(self, run: int, state: State) -> None:
        known = self.runs[run]
        if known is None:
            return
        counts = settle(self.ledger, known, A_1, state, end(A_1, Status.UNCONFIRMED))
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
