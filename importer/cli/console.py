"""Draws what happens and what came of it; decides nothing."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from math import ceil
from pathlib import Path
from time import monotonic
from types import TracebackType

from rich.console import RenderableType
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

from importer.catalog import Field
from importer.cli.terminal import Terminal
from importer.errors import ImporterError
from importer.i18n import Language, Localized, Message, _, _n
from importer.mapping import MappedTable
from importer.outcome import Outcome, Status
from importer.parsing.same_for_all import no_value, value_for_all
from importer.preview import Preview, preview_lines
from importer.problems import CODES, Problem, explain
from importer.progress import STAGES, WAITING
from importer.reading import order_files
from importer.report import RunReport, WrittenReport
from importer.report.problem_text import ProblemFormatter
from importer.report.text import ReportText, report_text
from importer.report.tracking_report import headline_of, in_trouble, status_with_meaning
from importer.text import fold

SENDING = _("Sending orders")
ASKING = _("Asking OTO about the orders")
STATUSES = {
    "created": _("created now"),
    "already_created": _("already in OTO"),
    "conflict": _("in OTO with other content"),
    "rejected": _("refused by OTO"),
    "invalid": _("to be mended"),
    "unconfirmed": _("not known yet"),
    "not_sent": _("not sent"),
    "valid": _("would be sent"),
}
ASK = _("Send them now?")
OFFER = _("Run {file}, changed {changed}? You are asked once more before anything is sent.")
# The answers that are understood, divided by spaces, the shortest first.
YES, NO = _("y yes"), _("n no")
LIKELY_OF_ALL = _n(
    "No column holds “{label}”. Is it {value} for the order? [{yes}/{no}, or another value]",
    "No column holds “{label}”. Is it {value} for all {count} orders? [{yes}/{no}, or another "
    "value]",
)
VALUE_OF_ALL = _n(
    "No column holds “{label}”. Which is it for the order, such as {value}? [Enter: none]",
    "No column holds “{label}”. Which is it for all {count} orders, such as {value}? [Enter: they "
    "differ]",
)
CAUSES = _("Most frequent causes:")
MORE_CAUSES = _n(
    "and {count} more cause, which is listed in the report",
    "and {count} more causes, which are listed in the report",
)
KNOW_FIRST = _n("{count} thing to know:", "{count} things to know:")
MORE_KINDS = _n("and {count} more kind", "and {count} more kinds")
SEE_ALL = _("All of them, and what is held back, are in this report of the check:")
ANSWER = _("Please answer yes ({yes}) or no ({no}).")
OPENED = _("What is wrong and what to do now is told on this page, which opens in your browser:")
REPORT = _("Report: {path}")
COPY = _("Your file with OTO's numbers: {path}")
WARNINGS = _n(
    "{count} warning, which is listed in the report",
    "{count} warnings, which are listed in the report",
)
INTERRUPTED = _("Stopping: the calls in flight are landing (press Ctrl+C again to end at once)")

_MOST_CAUSES = 3  # lines of the console; the report has all
_MOST_KINDS = 8  # of warnings before the question: what is below a screen is not read
_COLOURS = {Status.CREATED: "green", Status.ALREADY_CREATED: "green", Status.VALID: "green",
            Status.UNCONFIRMED: "magenta", Status.NOT_SENT: "yellow"}  # fmt: skip


class _Rate(ProgressColumn):
    """Orders a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:.1f}/s", style="progress.data.speed")


class _SendingProgress(Progress):
    """The bar, and below it why nothing moves, counted down."""

    waiting: Callable[[float], Text] = staticmethod(lambda left: Text())
    until = 0.0

    def get_renderables(self) -> Iterable[RenderableType]:
        """What is drawn, several times a second."""
        yield self.make_tasks_table(self.tasks)
        left = self.until - monotonic()
        if left > 0:
            yield self.waiting(left)


class Screen:
    """The console of one run: a listener of the pipeline, and the printer of its summary.

    With `quiet_stdout` (for --json) everything goes to stderr. With `short` a terminal shows no
    more than the counts, and the report's page is opened instead. Use it as a context manager.
    """

    def __init__(
        self, file: Path, lang: Language, *, quiet_stdout: bool = False, short: bool = False
    ) -> None:
        self.lang = lang
        self._file = file
        self._err = Terminal(stderr=True)
        self._out = self._err if quiet_stdout else Terminal()
        self._short = short and self._out.is_terminal and not quiet_stdout
        self._progress = _SendingProgress(
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

    def stage(self, name: str) -> None:
        """Names what begins, on a terminal."""
        if name in STAGES and self._err.is_terminal:
            self._err.print(Text(STAGES[name].format(self.lang, file=self._file.name), style="dim"))

    def sending(self, total: int) -> None:
        """Starts the progress bar."""
        self._start_bar(SENDING, total)

    def asking(self, total: int) -> None:
        """Starts the progress bar of orders that are asked about."""
        self._start_bar(ASKING, total)

    def _start_bar(self, text: Localized, total: int) -> None:
        self._progress.start()
        self._task = self._progress.add_task(text.format(self.lang), total=total)

    def settled(self, outcome: Outcome) -> None:
        """Moves the progress bar."""
        self.advance(1)

    def advance(self, orders: int) -> None:
        """Moves the progress bar by so many orders."""
        if self._task is not None:
            self._progress.advance(self._task, orders)

    def waiting(self, seconds: float, why: str) -> None:
        """Says why nothing moves."""
        text = WAITING.get(why, WAITING["too_many_calls"])
        if not (self._err.is_terminal and self._progress.live.is_started):
            self.note(text, seconds=max(1, round(seconds)))
            return

        def counted_down(left: float) -> Text:
            return Text(text.format(self.lang, seconds=ceil(left)), style="yellow")

        self._progress.waiting = counted_down
        self._progress.until = monotonic() + seconds

    def stopping(self) -> None:
        """Says that the run is ending in good order."""
        self.note(INTERRUPTED)

    def note(self, text: Localized, **facts: object) -> None:
        """One line beside the progress bar."""
        self._err.print(Text(text.format(self.lang, **facts), style="yellow"))

    def problems(self, problems: Iterable[Problem], table: MappedTable) -> None:
        """Shows problems that are no order's, each on a line."""
        for each in problems:
            text = explain(each, CODES[each.code], table, self.lang)
            self._out.print(Text(f"{text.message} {text.cure}".rstrip(), style="yellow"))

    def warnings(self, what: Preview, table: MappedTable, report: Path | None = None) -> None:
        """What is to be known before the orders are sent: each kind with how often it was found and
        the first two; where all of them are listed."""
        largest = what.kinds_of_warnings
        if largest:
            count = len(what.warnings)
            self._err.print(Text(KNOW_FIRST.format(self.lang, count=count), style="bold yellow"))
        formatter = ProblemFormatter(table, self.lang)
        for some in largest[:_MOST_KINDS]:
            texts = [formatter.with_cell(formatter.explain(each)) for each in some[:2]]
            times = f"{len(some):,} × " if len(some) > 1 else ""
            for text in (f"{times}{texts[0]}", *texts[1:]):
                self._err.print(Text(f"  {text}", style="yellow"))
        if len(largest) > _MOST_KINDS:
            more = len(largest) - _MOST_KINDS
            self._err.print(Text(f"  {MORE_KINDS.format(self.lang, count=more)}"))
        if report is not None:
            self._err.print(Text(SEE_ALL.format(self.lang)))
            self._err.print(Text(f"  {report}", no_wrap=True))

    def finish(self) -> None:
        """Takes the progress bar away."""
        self._progress.stop()

    def preview(self, what: Preview, *, will: bool) -> None:
        """What will be sent, or would be: the screen before the question."""
        for line in preview_lines(what, self.lang, will=will):
            self._err.print(Text(f"  {line}"))

    def statuses(self, counts: Counter[str]) -> None:
        """What OTO says of the orders of a report: the most frequent status first."""
        self.finish()
        text = headline_of(counts).format(self.lang)
        self._err.print(Text(text, style="yellow" if any(map(in_trouble, counts)) else "green"))
        for status, count in counts.most_common():
            self._err.print(Text(f"{count:>8,}  {status_with_meaning(status, self.lang)}"))

    def agreed(self) -> bool:
        """Asks the one question."""
        return ask(ASK, self.lang)

    def closing(self, run: RunReport, written: WrittenReport) -> None:
        """Counts by status, the largest causes, and what to do next."""
        self.finish()
        text = written.text
        if run.lang != self.lang:
            text = report_text(replace(run, lang=self.lang))
        style = "bold green" if text.good else "bold"
        self._out.print(Text(f"{text.headline} {text.cure}".rstrip(), style=style))
        self._out.print(_counts(run.totals.orders, self.lang))
        if self._short and written.page is not None and _is_opened(written.page):
            self._out.print(Text(OPENED.format(self.lang)))
            self._out.print(Text(f"  {written.page}", no_wrap=True))
        else:
            self._details(run, text, written)

    def _details(self, run: RunReport, text: ReportText, written: WrittenReport) -> None:
        if text.problems.rows:
            self._out.print(Text(CAUSES.format(self.lang), style="bold"))
        for cause in text.problems.rows[:_MOST_CAUSES]:
            count = f"{cause.orders:,} × " if cause.orders else ""
            where = f"[{cause.where_first}] " if cause.places else ""
            self._out.print(Text(f"  {count}{where}{cause.message} {cause.cure}".rstrip()))
        if more := len(text.problems.rows[_MOST_CAUSES:]):
            self._out.print(Text(f"  {MORE_CAUSES.format(self.lang, count=more)}"))
        if text.warnings.rows:
            warnings = sum(cause.times for cause in text.warnings.rows)
            self._out.print(Text(WARNINGS.format(self.lang, count=warnings)))
        self.problems(written.problems, run.table)
        if written.report is not None:
            self._out.print(Text(REPORT.format(self.lang, path=written.report), no_wrap=True))
        if written.copy is not None:
            self._out.print(Text(COPY.format(self.lang, path=written.copy), no_wrap=True))
        for step in text.steps(written.report or run.file).rows:
            self._out.print(Text(step.text))
            if step.command:
                self._out.print(Text(f"  {step.command}", style="bold"))


def _is_opened(page: Path) -> bool:
    """Opens the page in the browser; not in one that would draw on this very terminal."""
    import webbrowser

    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    if type(browser) is webbrowser.GenericBrowser:
        return False
    browser.open(page.resolve().as_uri())  # a browser that is there already says no
    return True


def can_ask() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty() and Terminal(stderr=True).is_terminal


def offered_file(folder: Path, lang: Language) -> Path | None:
    """The newest order file of the folder, if whoever sits here wants to run it."""
    newest = next(iter(order_files(folder)), None) if can_ask() else None
    if newest is None:
        return None
    changed = datetime.fromtimestamp(newest.stat().st_mtime).astimezone()
    question = OFFER.given(file=newest.name, changed=f"{changed:%Y-%m-%d %H:%M}")
    return newest if ask(question, lang) else None


def ask(question: Localized, lang: Language) -> bool:
    """Asks on the terminal until the answer is a yes or a no; an empty one is a no, and so is the
    end of the input."""
    yes, no = (answers.format(lang).split()[0] for answers in (YES, NO))
    text = f"{question.format(lang)} [{yes}/{no.upper()}] "
    terminal = Terminal(stderr=True)
    while True:
        try:
            answer = understood(_answer_to(text, terminal))
        except EOFError:
            return False
        if answer is not None:
            return answer
        known = {name: ", ".join(_words(answers)) for name, answers in (("yes", YES), ("no", NO))}
        terminal.print(Text(ANSWER.format(lang, **known)))


def ask_value(field: Field, orders: int, likely: str | None, lang: Language) -> str | None:
    """Asks for the field's value of all orders until it can be read; None where there is no such
    value, or at the end of the input. A yes takes the `likely` one."""
    yes, no = (answers.format(lang).split()[0] for answers in (YES, NO))
    question = VALUE_OF_ALL if likely is None else LIKELY_OF_ALL
    text = question.format(
        lang, label=field.label, count=orders, value=likely or field.example, yes=yes, no=no.upper()
    )
    terminal = Terminal(stderr=True)
    while True:
        try:
            answer = _answer_to(f"{text} ", terminal)
        except EOFError:
            return None
        meant = understood(answer)
        if meant is False:
            return None
        value = likely if meant else value_for_all(field, answer)
        if value is not None:
            return value
        terminal.print(Text(no_value(field, answer).format(lang)))


def _answer_to(question: str, terminal: Terminal) -> str:
    """The line that is typed once the question is shown."""
    _drop_typed()
    terminal.print(Text(question, style="bold"), end="")
    return input()


def _drop_typed() -> None:
    """What was typed before a question was shown was no answer to it."""
    if not sys.stdin.isatty():
        return
    if sys.platform == "win32":
        import msvcrt

        while msvcrt.kbhit():
            msvcrt.getwch()
    else:
        import termios

        termios.tcflush(sys.stdin, termios.TCIFLUSH)


def understood(answer: str) -> bool | None:
    """Whether the answer is a yes or a no in one of our languages; an empty one is a no, and None
    stands for anything else."""
    word = fold(answer)
    yes, no = ({fold(each) for each in _words(answers)} for answers in (YES, NO))
    if word in yes - no:
        return True
    return False if not answer.strip() or word in no else None


def _words(answers: Message) -> list[str]:
    """The answers in all languages."""
    texts = (text.split() for text in answers.translations())
    return list(dict.fromkeys(word for some in texts for word in some))


def _counts(orders: Mapping[Status, int], lang: Language) -> Grid:
    grid = Grid.grid(padding=(0, 2))
    for status in Status:
        if orders.get(status):
            count = Text(f"{orders[status]:,}", style=f"bold {_COLOURS.get(status, 'red')}")
            grid.add_row(count, status.value, Text(STATUSES[status].format(lang)))
    return grid


def show_error(error: ImporterError, lang: Language) -> None:
    """One line of what is wrong and one of what to do."""
    console = Terminal(stderr=True)
    console.print(Text(error.message.format(lang), style="bold red"))
    if error.cure.format(lang):
        console.print(Text(error.cure.format(lang)))
