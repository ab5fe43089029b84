"""What a report says, in the language of its run and before any layout.

Console, workbook and page draw one `ReportText`.
"""

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from importer.catalog import BY_NAME
from importer.i18n import _, _n, program
from importer.outcome import Status
from importer.problems import Severity
from importer.problems.sending import SAME_REFUSAL
from importer.report import tables
from importer.report.model import Money, RunReport
from importer.report.problem_text import ProblemFormatter, ProblemGroup
from importer.report.tables import ColumnText, Fact, OrderList, RowCount, StatusCount, Table
from importer.row_ranges import format_rows

_ALL_IN_OTO = _n(
    "The one order of {file} is in OTO.", "All {orders} orders of {file} are in OTO.", by="orders"
)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do; `command` is a command line to type, or empty."""

    text: str
    command: str = ""


@dataclass(frozen=True, slots=True)
class ReportText:
    """The report of `run` in words. `good` says whether nothing is left to do.

    `statuses` has those that a reader looks for, also where no order has them; the last line of
    `rows_of_sheet` is the sum of the others. A problem of no order is one of `whole_file_label`.
    """

    run: RunReport
    title: str
    headline: str
    cure: str
    good: bool
    statuses: Table[StatusCount]
    total_label: str
    rows_of_sheet: Table[RowCount]
    verdict: str
    problems: Table[ProblemGroup]
    warnings: Table[ProblemGroup]
    notes: Table[ProblemGroup]
    whole_file_label: str
    money: Table[Money]
    facts: Table[Fact]
    columns: Table[ColumnText]
    orders: OrderList
    workbook_label: str
    copy_label: str
    copied_label: str

    def steps(self, report: Path) -> Table[Step]:
        """What to do now that the workbook lies at `report`."""
        lang = self.run.lang
        steps = list(_steps(self.run, report))
        if len(steps) > 1:
            steps = [
                replace(step, text=f"{number}. {step.text}") for number, step in enumerate(steps, 1)
            ]
        if not steps and self.warnings.rows:
            steps = [Step(_("Nothing is left to send; look at the warnings.").format(lang))]
        if not steps:
            steps = [Step(_("Nothing is left to do.").format(lang))]
        return tables.table(lang, _("What to do now"), steps)


def report_text(run: RunReport) -> ReportText:
    """The report of `run` in the language of the run."""
    lang = run.lang
    formatter = ProblemFormatter(run.table, lang)
    done = run.totals.in_oto + run.totals.orders[Status.VALID]
    headline, cure = (_check_headline if run.check_only else _headline)(run), ""
    if run.stopped is not None:
        stopped = formatter.explain(run.stopped)
        why = _("The run stopped early: {why}")
        if run.check_only:
            why = _("{headline} Just now nothing could be sent: {why}").given(headline=headline)
        headline, cure = why.format(lang, why=stopped.message), stopped.cure
    if run.week is not None and not run.check_only:
        headline = f"{headline} {_week(run)}"
    title = _("Orders to OTO: check") if run.check_only else _("Orders to OTO: report")
    return ReportText(
        run=run,
        title=title.format(lang),
        headline=headline,
        cure=cure,
        good=(
            run.stopped is None
            and done == len(run.outcomes)
            and not run.elsewhere
            and run.totals.add_up
        ),
        statuses=tables.statuses(run),
        total_label=_("Total").format(lang),
        rows_of_sheet=tables.rows_of_sheet(run),
        verdict=_verdict(run),
        problems=tables.problems(run, Severity.PROBLEM, _("Problems by cause"), formatter),
        warnings=tables.problems(
            run, Severity.WARNING, _("Warnings (the orders were not held back)"), formatter
        ),
        notes=tables.problems(run, Severity.NOTE, _("Notes"), formatter),
        whole_file_label=_("the file").format(lang),
        money=tables.money(run),
        facts=tables.facts(run),
        columns=tables.columns(run),
        orders=tables.orders(run),
        workbook_label=_("The workbook of this report").format(lang),
        copy_label=_("Copy").format(lang),
        copied_label=_("Copied").format(lang),
    )


def _headline(run: RunReport) -> str:
    orders, done = len(run.outcomes), run.totals.in_oto
    if not orders:
        sentence = _("{file} holds no orders.")
    elif left := orders - done:
        sentence = _n(
            "{done} of {orders} orders of {file} is in OTO; {left}.",
            "{done} of {orders} orders of {file} are in OTO; {left}.",
            by="done",
        ).given(left=_n("{count} is not", "{count} are not", count=left))
    else:
        sentence = _ALL_IN_OTO
    return sentence.format(run.lang, orders=orders, done=done, file=run.file.name)


def _check_headline(run: RunReport) -> str:
    orders, valid, known = len(run.outcomes), run.totals.orders[Status.VALID], run.totals.in_oto
    left = orders - valid - known
    if not orders:
        sentence = _("{file} holds no orders.")
    elif left:
        sentence = _n(
            "{done} of {orders} order of {file} can be sent; {left}. Nothing was sent.",
            "{done} of {orders} orders of {file} can be sent; {left}. Nothing was sent.",
            by="orders",
        ).given(left=_n("{count} needs mending", "{count} need mending", count=left))
    elif known == orders:
        sentence = _ALL_IN_OTO
    elif known:
        sentence = _n(
            "{done} of {orders} orders of {file} can be sent. Nothing was sent: this was a check.",
            "{done} of {orders} orders of {file} can be sent. Nothing was sent: this was a check.",
            by="done",
        )
    else:
        sentence = _n(
            "The one order of {file} can be sent. Nothing was sent: this was a check.",
            "All {orders} orders of {file} can be sent. Nothing was sent: this was a check.",
            by="orders",
        )
    text = sentence.format(run.lang, orders=orders, done=valid, file=run.file.name)
    if known in (0, orders):
        return text
    also = _n("{count} is in OTO already.", "{count} are in OTO already.", count=known)
    return f"{text} {also.format(run.lang)}"


def _week(run: RunReport) -> str:
    """What the whole file comes to after this run of a report."""
    now = run.week_now
    sentence = _n(
        "Of all {orders} orders of {file}, {in_oto} is in OTO now.",
        "Of all {orders} orders of {file}, {in_oto} are in OTO now.",
        by="in_oto",
    )
    return sentence.format(
        run.lang, orders=now.orders, in_oto=now.in_oto, file=run.first_file or run.file.name
    )


def _verdict(run: RunReport) -> str:
    if run.totals.add_up:
        return _(
            "✓ Nothing is unaccounted for: every order has one status, every row one place."
        ).format(run.lang)
    return _(
        "✗ The sums do not add up; these rows are in no order: {rows}. Please report this."
    ).format(run.lang, rows=format_rows(run.totals.unaccounted))


def _steps(run: RunReport, report: Path) -> Iterator[Step]:
    lang, valid = run.lang, run.totals.orders[Status.VALID]
    left = len(run.outcomes) - run.totals.in_oto - valid
    said = [*run.values_for_all, *run.wrong_values] if left else []
    of_file = _command_line(run, run.file, run.file_flags)
    if run.stopped is not None:
        cure = ProblemFormatter(run.table, lang).explain(run.stopped).cure
        is_mended = run.stopped.code == SAME_REFUSAL.name
        yield Step(cure, "" if said or is_mended else of_file)
    if left and run.values_for_all:
        yield step_of_missing(run)
    if left and run.wrong_values:
        yield _step_of_wrong(run)
    if left and (run.has_red_cells or not said):
        yield from _steps_of_left(run, report, left, said)
    if run.elsewhere:
        yield Step(_elsewhere(run))
    if valid and run.stopped is None:
        rest = _n(
            "The order that is ready is not in “To fix”: send it from the file itself. Nothing is "
            "sent twice.",
            "The {valid} orders that are ready are not in “To fix”: send them from the file "
            "itself. Nothing is sent twice.",
            by="valid",
            valid=valid,
        )
        text = rest if left else _("Run this command to send them:")
        yield Step(text.format(lang), of_file)


def _steps_of_left(run: RunReport, report: Path, left: int, said: Sequence[str]) -> Iterator[Step]:
    """What to do in "To fix"; with the options of `said` the report is run."""
    lang, orders = run.lang, run.totals.orders
    if left == orders[Status.NOT_SENT] + orders[Status.UNCONFIRMED]:
        if run.stopped is None:
            again = _(
                "Run this command: it sends what is left and settles what is unconfirmed; nothing "
                "is doubled."
            )
            yield Step(again.format(lang), _command_line(run, run.file, run.file_flags))
        return
    if run.has_red_cells:
        mend = _n(
            "Open the sheet “To fix”: it holds the rows of the order that is not in OTO; the "
            "cells to mend are red.",
            "Open the sheet “To fix”: it holds the rows of the {left} orders that are not in "
            "OTO; the cells to mend are red.",
            by="left",
        )
    else:
        mend = _n(
            "Open the sheet “To fix”: it holds the rows of the order that is not in OTO, and says "
            "what to do.",
            "Open the sheet “To fix”: it holds the rows of the {left} orders that are not in "
            "OTO, and says what to do.",
            by="left",
        )
    yield Step(mend.format(lang, left=left))
    yield Step(_("Mend them there, save this workbook and close it.").format(lang))
    yield Step(
        _("Run this command: only those orders are checked and sent.").format(lang),
        _command_line(run, report, said),
    )


def _step_of_wrong(run: RunReport) -> Step:
    """Where the mistake is no cell but a value that an option says for all orders."""
    text = _("Write the right value into this command and run it: what it says holds the orders.")
    is_said = set(run.wrong_values) <= set(run.file_flags)  # else it is remembered
    said = run.file_flags if is_said else [*run.file_flags, *run.wrong_values]
    return Step(text.format(run.lang), _command_line(run, run.file, said))


def _elsewhere(run: RunReport) -> str:
    """That a report of a check has not all that is left of its file, whose path is not known."""
    text = _n(
        "{count} order of {file} is neither in OTO nor in this report: if it is to be sent, run "
        "{file} itself. Nothing is sent twice.",
        "{count} orders of {file} are neither in OTO nor in this report: if they are to be sent, "
        "run {file} itself. Nothing is sent twice.",
    )
    return text.format(run.lang, count=run.elsewhere, file=run.first_file or run.file.name)


def step_of_missing(run: RunReport) -> Step:
    """What is to be made sure of, and the command that says it, where values are missing that may
    be the same for all orders."""
    said = (
        _("{label}: {value}", label=BY_NAME[name].label, value=value).format(run.lang)
        for name, value in run.same_for_all.items()
    )
    text = _(
        "What no column holds may be the same for all orders ({values}). If these are right, run "
        "this command; else write your own values into it, or add the columns to your file:"
    )
    command = _command_line(run, run.file, [*run.file_flags, *run.values_for_all])
    return Step(text.format(run.lang, values=", ".join(said)), command)


def _command_line(run: RunReport, file: Path, flags: Sequence[str] = ()) -> str:
    """The command of the next run, on `file`, quoted for this machine's shell."""
    name = str(file)
    name = os.path.join(os.curdir, name) if name.startswith("-") else name  # noqa: PTH118
    words = [name, *flags, *run.flags]
    quoted = subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)
    return f"{program()} {quoted}"
