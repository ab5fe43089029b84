"""`importer history`: what was sent, when, from which file; told from the ledger alone.

The report of a run that was cut off is rebuilt here: in full with the run's file, without it with
ids, states and times.
"""

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from importer import settings as settings_module
from importer.cli.command import CommonOptions, argument, command, flag, path_option
from importer.cli.options import ReadingOptions, ReportFolderOptions
from importer.errors import UsageError
from importer.i18n import Language, _
from importer.row_ranges import format_rows

if TYPE_CHECKING:
    from importer.cli.terminal import Terminal
    from importer.ledger import Ledger, PastRun
    from importer.mapping import MappedTable
    from importer.outcome import Outcome
    from importer.report import RunReport, WrittenReport
    from importer.request import ImportRequest
    from importer.settings import Settings

_PIPE_WIDTH = 250
NO_RUNS = _("No runs yet.")
NO_SUCH_RUN = _("There is no run {run}.")
LIST_THEM = _("“python -m importer history” lists the runs.")
WHICH_RUN = _("Say which run: python -m importer history RUN --report")
OTHER_FILE = _("{file} is not the file of that run: its content is another.")
OTHER_FILE_CURE = _(
    "Name the file as it was, or leave --file out for a report of ids, states and times."
)
HEADS = (
    _("run"),
    _("when"),
    _("file"),
    _("where"),
    _("orders"),
    _("ended"),
    _("what became of them"),
)


@dataclass(frozen=True, kw_only=True)
class HistoryOptions(ReportFolderOptions, CommonOptions):
    """Which run, and whether its report is written."""

    run_id: str | None = argument("[RUN]", required=False, type=click.STRING)
    report: bool = flag("--report", help=_("Write the results workbook of RUN again."))
    file: Path | None = path_option(
        "--file", "FILE", help=_("With --report: the file of that run.")
    )


@command(
    HistoryOptions,
    {
        "python -m importer history": _("the runs, the newest first"),
        "python -m importer history RUN": _("the orders of one run"),
        "python -m importer history RUN --report --file orders.xlsx": _(
            "the report of a run that was cut off"
        ),
    },
)
def history(options: HistoryOptions) -> int:
    """Lists the runs, or the orders of one, or writes the report of one; 0 when it was found."""
    from importer.ledger import Ledger

    settings = settings_module.load(report_dir=options.report_dir, keyring=False)
    with Ledger.open(settings.ledger) as ledger:
        if options.run_id is None:
            if options.report:
                raise UsageError(WHICH_RUN, LIST_THEM)
            _print_runs(ledger, options.console_lang)
            return 0
        past = ledger.run(options.run_id)
        if past is None:
            raise UsageError(NO_SUCH_RUN.given(run=options.run_id), LIST_THEM)
        if options.report:
            click.echo(rebuild_report(ledger, past, settings, options).report)
        else:
            _print_orders(ledger, past)
    return 0


def _print_runs(ledger: "Ledger", lang: Language) -> None:
    from rich.table import Table
    from rich.text import Text

    runs = ledger.runs()
    if not runs:
        click.echo(NO_RUNS.format(lang))
        return
    table = Table(*(head.format(lang) for head in HEADS), box=None, padding=(0, 2, 0, 0))
    for past in runs:
        run = past.run
        counts = ", ".join(f"{count} {status}" for status, count in past.counts.items())
        when = run.started.astimezone().strftime("%Y-%m-%d %H:%M")
        cells = (run.run_id, when, run.file_name, run.destination, str(run.orders), past.ending)
        table.add_row(*(Text(cell) for cell in (*cells, counts)))
    _terminal().print(table)


def _print_orders(ledger: "Ledger", past: "PastRun") -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table("orderId", "status", "otoId", "rows", "attempts", "sentAt", box=None)
    for end in ledger.run_orders(past.run.run_id):
        sent = "" if end.sent_at is None else end.sent_at.isoformat(timespec="seconds")
        rows, ids = format_rows(end.rows), ", ".join(end.oto_ids)
        cells = (end.order_id, end.status.value, ids, rows, str(end.attempts), sent)
        table.add_row(*map(Text, cells))
    _terminal().print(table)


def _terminal() -> "Terminal":
    """A terminal's own width; a pipe or a file gets whole lines."""
    from importer.cli.terminal import Terminal

    return Terminal(width=None if sys.stdout.isatty() else _PIPE_WIDTH)


def rebuild_report(
    ledger: "Ledger", past: "PastRun", settings: "Settings", options: HistoryOptions
) -> "WrittenReport":
    """Writes the report of `past`. Raises UsageError when the file given is not the run's."""
    from importer.cli.parts import import_request
    from importer.preferences import Preferences
    from importer.report import write_report

    ends = {end.order_id: end for end in ledger.run_orders(past.run.run_id)}
    if options.file is None:
        run = _without_file(past, list(ends.values()), options.lang or options.console_lang)
    else:
        preferences = Preferences(ledger, settings.data_dir)
        request = import_request(options.file, ReadingOptions(), past.run.account, preferences)
        run = _with_file(past, ends, request, options.lang)
    return write_report(run, settings.report_dir)


def _with_file(
    past: "PastRun",
    ends: Mapping[str, "Outcome"],
    request: "ImportRequest",
    lang: Language | None,
) -> "RunReport":
    import asyncio

    from importer.endings import outcomes
    from importer.outcome import Outcome, Status
    from importer.pipeline import check
    from importer.preview import money_of
    from importer.problems import problem
    from importer.problems.sending import INTERRUPTED
    from importer.progress import NullListener

    with request.file.open("rb") as stream:
        source_hash = hashlib.file_digest(stream, "sha256").hexdigest()
    if source_hash != past.run.source_hash:
        raise UsageError(OTHER_FILE.given(file=request.file), OTHER_FILE_CURE)
    checked = asyncio.run(check(request, None, None, NullListener()))
    settled = []
    for group in checked.sendable:
        order_id = group.order_id or ""
        # What the ledger does not know did not have its turn before the run ended.
        unsent = Outcome(order_id, (), Status.NOT_SENT, problems=(problem(INTERRUPTED),))
        settled.append(replace(ends.get(order_id, unsent), rows=group.rows))
    run = _without_file(past, outcomes(checked, settled), lang or checked.lang)
    created = {end.rows[0] for end in run.outcomes if end.status is Status.CREATED}
    groups = [order.group for order in checked.orders if order.group.rows[0] in created]
    return replace(
        run,
        file=request.file,
        table=checked.table,
        problems=checked.problems,
        money=money_of(checked.frame, groups),
    )


def _without_file(past: "PastRun", ends: list["Outcome"], lang: Language) -> "RunReport":
    from importer.problems import problem
    from importer.problems.sending import INTERRUPTED
    from importer.report import RunReport

    ended = past.ended or past.run.started
    return RunReport(
        file=Path(past.run.file_name),
        table=_no_table(Path(past.run.file_name), ends, lang),
        outcomes=ends,
        started=past.run.started,
        seconds=(ended - past.run.started).total_seconds(),
        stopped=problem(INTERRUPTED) if past.ended is None else None,
        lang=lang,
        host=past.run.destination.partition("/")[0],
    )


def _no_table(file: Path, ends: list["Outcome"], lang: Language) -> "MappedTable":
    """A sheet of which only the rows' numbers are known."""
    import pandas as pd

    from importer.mapping import MappedTable
    from importer.reading import Sheet, Workbook

    rows = sorted({row for end in ends for row in end.rows})
    frame = pd.DataFrame(index=pd.Index(rows, dtype=int))
    sheet = Sheet(name="", frame=frame, hidden=False, hidden_rows=frozenset())
    book = Workbook(
        path=file, format="", sheets=(sheet,), encoding=None, delimiter=None, problems=()
    )
    return MappedTable(
        book=book,
        sheet=sheet,
        header_rows=(),
        columns=(),
        frame=frame,
        constants={},
        profile=None,
        lang=lang,
        problems=(),
    )
