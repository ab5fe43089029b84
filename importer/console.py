"""Draws what happens and what came of it; decides nothing."""

import shlex
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table as Grid
from rich.text import Text

from importer import console_words as words
from importer.errors import ImporterError
from importer.preview import Preview
from importer.problems import CODES, Problem, explain
from importer.report.causes import group_causes
from importer.report.run import Run, Written
from importer.results import IN_OTO, Outcome, Status
from importer.words import Lang, Words

_COLOURS = {Status.CREATED: "green", Status.ALREADY_CREATED: "green", Status.VALID: "green",
            Status.UNCONFIRMED: "magenta", Status.NOT_SENT: "yellow"}  # fmt: skip


class _Rate(ProgressColumn):
    """Orders a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:.1f}/s", style="progress.data.speed")


class Screen:
    """The console of one run: a listener of the pipeline, and the printer of its summary.

    With `quiet_stdout` (for --json) everything goes to stderr. Use it as a context manager.
    """

    def __init__(self, file: Path, lang: Lang | None, *, quiet_stdout: bool = False) -> None:
        self.lang: Lang = lang or "en"
        self._asked = lang is not None
        self._file = file
        self._err = Console(stderr=True, highlight=False, soft_wrap=True)
        self._out = self._err if quiet_stdout else Console(highlight=False, soft_wrap=True)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(),
            console=self._err,
            transient=True,
            disable=not self._err.is_terminal,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> "Screen":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def speak(self, lang: Lang) -> None:
        """From now on in the sheet's language, unless another was asked for."""
        if not self._asked:
            self.lang = lang

    def say(self, text: Words, **facts: object) -> str:
        """The text in the run's language."""
        return text.say(self.lang, **facts)

    def stage(self, name: str) -> None:
        """Names what begins, on a terminal."""
        if name in words.STAGES and self._err.is_terminal:
            self._err.print(Text(self.say(words.STAGES[name], file=self._file.name), style="dim"))

    def sending(self, total: int) -> None:
        """Starts the progress bar."""
        self._progress.start()
        self._task = self._progress.add_task(self.say(words.SENDING), total=total)

    def settled(self, outcome: Outcome) -> None:
        """Moves the progress bar."""
        if self._task is not None:
            self._progress.advance(self._task)

    def waiting(self, seconds: float, why: str) -> None:
        """Says why nothing moves."""
        text = words.WAITING.get(why, words.WAITING["too_many_calls"])
        self.note(text, seconds=max(1, round(seconds)))

    def stopping(self) -> None:
        """Says that the run is ending in good order."""
        self.note(words.INTERRUPTED)

    def note(self, text: Words, **facts: object) -> None:
        """One line beside the progress bar."""
        self._err.print(Text(self.say(text, **facts), style="yellow"))

    def finish(self) -> None:
        """Takes the progress bar away."""
        self._progress.stop()

    def preview(self, what: Preview, *, will: bool) -> None:
        """What will be sent, or would be: the screen before the question."""
        for line in preview_lines(what, self.lang, will=will):
            self._err.print(Text(f"  {line}"))

    @property
    def asks(self) -> bool:
        """Whether somebody is there to be asked."""
        return sys.stdin.isatty() and self._err.is_terminal

    def agreed(self) -> bool:
        """Asks the one question; anything but a yes is a no."""
        self._err.print(Text(f"{self.say(words.ASK)} [y/N] ", style="bold"), end="")
        try:
            answer = input()
        except EOFError:
            return False
        return answer.strip().lower() in {"y", "yes", "ن", "نعم", "e", "evet"}

    def closing(self, run: Run, written: Written) -> None:
        """Counts by status, the three largest causes, and what to do next."""
        self.finish()
        if run.stopped is not None:
            self._out.print(Text(stop_line(run), style="bold red"))
        self._out.print(_counts(run.outcomes, self.lang))
        causes = [cause for cause in group_causes(run) if cause.code != _code(run.stopped)]
        if causes:
            self._out.print(Text(self.say(words.CAUSES) + ":", style="bold"))
        for cause in causes[:3]:
            count = f"{cause.orders:,} × " if cause.orders else ""
            self._out.print(Text(f"  {count}{cause.message} {cause.cure}".rstrip()))
        for line in next_steps(run, written):
            self._out.print(Text(line))


def _counts(outcomes: Sequence[Outcome], lang: Lang) -> Grid:
    grid = Grid.grid(padding=(0, 2))
    counts = Counter(outcome.status for outcome in outcomes)
    for status in Status:
        if counts[status]:
            count = Text(f"{counts[status]:,}", style=f"bold {_COLOURS.get(status, 'red')}")
            grid.add_row(count, status.value, Text(words.STATUSES[status].say(lang)))
    return grid


def _code(found: Problem | None) -> str | None:
    return None if found is None else found.code


def stop_line(run: Run) -> str:
    """Why the run stopped early, and what to do, in one line."""
    assert run.stopped is not None
    said = explain(run.stopped, CODES[run.stopped.code], run.table, run.lang)
    return f"{said.message} {said.cure}"


def next_steps(run: Run, written: Written) -> list[str]:
    """Where the report is, and the very command to type next."""
    lines = []
    for found in written.problems:
        said = explain(found, CODES[found.code], run.table, run.lang)
        lines.append(f"{said.message} {said.cure}".rstrip())
    if written.report is not None:
        lines.append(words.REPORT.say(run.lang, path=written.report))
    statuses = {outcome.status for outcome in run.outcomes}
    if statuses <= IN_OTO:
        return [*lines, words.ALL_DONE.say(run.lang)]
    if statuses == {Status.VALID}:
        send = command_for(run, run.file)
        return [*lines, words.ALL_VALID.say(run.lang), words.SEND_NOW.say(run.lang), f"  {send}"]
    mend = statuses & {Status.INVALID, Status.REJECTED, Status.CONFLICT}
    text, target = (words.NEXT, written.report) if mend else (words.AGAIN, run.file)
    return [*lines, text.say(run.lang), f"  {command_for(run, target or run.file)}"]


def command_for(run: Run, target: Path) -> str:
    """The command line that runs `target` as this run was run."""
    return run.command.format(report=shlex.quote(str(target)))


def preview_lines(what: Preview, lang: Lang, *, will: bool) -> list[str]:
    """What will be sent where, for how much, and what will not."""
    account = words.ACCOUNT.say(lang, name=what.account) if what.account else ""
    sent = words.WILL_SEND if will else words.WOULD_SEND
    lines = [sent.say(lang, count=what.to_send, host=what.host, account=account)]
    lines += [
        words.MONEY.say(lang, currency=money.currency, cod=_sum(money.cod), paid=_sum(money.paid))
        for money in what.money
    ]
    if what.shipments:
        lines.append(words.SHIPMENTS.say(lang, count=what.shipments))
    if what.credit is not None:
        lines.append(words.CREDIT.say(lang, credit=_sum(what.credit)))
    if what.already:
        day = _day(what.already_since)
        lines.append(words.ALREADY.say(lang, count=what.already, orders=what.orders, day=day))
    if what.held:
        lines.append(words.HELD.say(lang, count=what.held))
    return lines


def _sum(amount: Decimal) -> str:
    """With two decimals, or three where the currency has them."""
    places = max(2, -int(amount.normalize().as_tuple().exponent))
    return f"{amount:,.{places}f}"


def _day(when: datetime | None) -> str:
    return "—" if when is None else when.astimezone().strftime("%Y-%m-%d")


def show_error(error: ImporterError, lang: Lang = "en") -> None:
    """One line of what is wrong and one of what to do."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    console.print(Text(error.message.say(lang), style="bold red"))
    if error.cure.say(lang):
        console.print(Text(error.cure.say(lang)))


def show_bug(error: Exception) -> None:
    """One line for a mistake of ours. The details hold no cell's content: kinds and places only."""
    lines = [
        type(error).__name__,
        *traceback.format_list(traceback.extract_tb(error.__traceback__)),
    ]
    with tempfile.NamedTemporaryFile(
        "w", prefix="importer-error-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write("\n".join(lines))
    text = words.BUG.en.format(kind=type(error).__name__, path=file.name)
    print(text, file=sys.stderr)
