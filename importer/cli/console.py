"""Draws what happens and what came of it; decides nothing."""

import sys
from collections.abc import Iterable, Mapping
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

from importer.cli import console_text as words
from importer.errors import ImporterError
from importer.i18n import Language, Localized
from importer.mapping import MappedTable
from importer.outcome import Outcome, Status
from importer.preview import Preview
from importer.problems import CODES, Problem, explain
from importer.report import RunReport, WrittenReport

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

    def __init__(self, file: Path, lang: Language | None, *, quiet_stdout: bool = False) -> None:
        self.lang: Language = lang or "en"
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

    def speak(self, lang: Language) -> None:
        """From now on in the sheet's language, unless another was asked for."""
        if not self._asked:
            self.lang = lang

    def say(self, text: Localized, **facts: object) -> str:
        """The text in the run's language."""
        return text.format(self.lang, **facts)

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

    def note(self, text: Localized, **facts: object) -> None:
        """One line beside the progress bar."""
        self._err.print(Text(self.say(text, **facts), style="yellow"))

    def found(self, problems: Iterable[Problem], table: MappedTable) -> None:
        """Says what was found beside the orders, each on a line."""
        for each in problems:
            said = explain(each, CODES[each.code], table, self.lang)
            self._out.print(Text(f"{said.message} {said.cure}".rstrip(), style="yellow"))

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

    def closing(self, run: RunReport, written: WrittenReport) -> None:
        """Counts by status, the three largest causes, and what to do next."""
        self.finish()
        told = written.text
        style = "bold green" if told.good else "bold"
        self._out.print(Text(f"{told.headline} {told.cure}".rstrip(), style=style))
        self._out.print(_counts(run.totals.orders, self.lang))
        if told.problems.rows:
            self._out.print(Text(self.say(words.CAUSES), style="bold"))
        for cause in told.problems.rows[:3]:
            count = f"{cause.orders:,} × " if cause.orders else ""
            where = f"[{cause.where_first}] " if cause.addresses else ""
            self._out.print(Text(f"  {count}{where}{cause.message} {cause.cure}".rstrip()))
        if told.warnings.rows:
            warnings = sum(cause.times for cause in told.warnings.rows)
            self._out.print(Text(self.say(words.WARNINGS, count=warnings)))
        self._where(written, run)
        for step in told.steps(written.report or run.file).rows:
            self._out.print(Text(step.text))
            if step.command:
                self._out.print(Text(f"  {step.command}", style="bold"))

    def _where(self, written: WrittenReport, run: RunReport) -> None:
        self.found(written.problems, run.table)
        if written.report is not None:
            self._out.print(Text(self.say(words.REPORT, path=written.report)))


def _counts(orders: Mapping[Status, int], lang: Language) -> Grid:
    grid = Grid.grid(padding=(0, 2))
    for status in Status:
        if orders.get(status):
            count = Text(f"{orders[status]:,}", style=f"bold {_COLOURS.get(status, 'red')}")
            grid.add_row(count, status.value, Text(words.STATUSES[status].format(lang)))
    return grid


def preview_lines(what: Preview, lang: Language, *, will: bool) -> list[str]:
    """What will be sent where, for how much, and what will not."""
    account = words.ACCOUNT.format(lang, name=what.account) if what.account else ""
    sent = words.WILL_SEND if will else words.WOULD_SEND
    lines = [sent.format(lang, count=what.to_send, host=what.host, account=account)]
    lines += [
        words.MONEY.format(
            lang, currency=money.currency, cod=_sum(money.cod), paid=_sum(money.paid)
        )
        for money in what.money
    ]
    if what.shipments:
        lines.append(words.SHIPMENTS.format(lang, count=what.shipments))
    if what.credit is not None:
        lines.append(words.CREDIT.format(lang, credit=_sum(what.credit)))
    if what.already:
        day = _day(what.already_since)
        lines.append(words.ALREADY.format(lang, count=what.already, orders=what.orders, day=day))
    if what.held:
        lines.append(words.HELD.format(lang, count=what.held))
    return lines


def _sum(amount: Decimal) -> str:
    """With two decimals, or three where the currency has them."""
    places = max(2, -int(amount.normalize().as_tuple().exponent))
    return f"{amount:,.{places}f}"


def _day(when: datetime | None) -> str:
    return "—" if when is None else when.astimezone().strftime("%Y-%m-%d")


def show_error(error: ImporterError, lang: Language = "en") -> None:
    """One line of what is wrong and one of what to do."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    console.print(Text(error.message.format(lang), style="bold red"))
    if error.cure.format(lang):
        console.print(Text(error.cure.format(lang)))
