"""`importer history`: what was sent, when, from which file; told from the ledger alone. Of a file
it tells the whole story: over all runs of it and of its reports, what is in OTO and what is left.

The report of a run that was cut off is rebuilt here: in full with the run's file, without it with
ids, states and times.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from importer import settings as settings_module
from importer.cli.command import CommonOptions, argument, command, flag, path_option
from importer.cli.options import AccountOptions, ReadingOptions, ReportFolderOptions
from importer.errors import UsageError
from importer.i18n import Language, _, _n
from importer.row_ranges import format_rows

if TYPE_CHECKING:
    from importer.ledger import Ledger, PastRun
    from importer.mapping import MappedTable
    from importer.outcome import Outcome
    from importer.problems import Problem
    from importer.report import RunReport, WrittenReport
    from importer.run_context import RunContext
    from importer.settings import Settings

_MOST_RUNS = 5_000  # are looked through for those of a file
STORY = _n(
    "{done} of {orders} orders of {file} is in OTO.",
    "{done} of {orders} orders of {file} are in OTO.",
    by="done",
)
ITS_RUNS = _("Its runs, the newest first:")
LEFT = _n("{count} order is not in OTO:", "{count} orders are not in OTO:")
NEVER_SENT = _("never sent")
ROWS = _("rows {rows}")
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
class HistoryOptions(ReadingOptions, AccountOptions, ReportFolderOptions, CommonOptions):
    """Which run or file, how the file is read, and whether the run's report is written."""

    run_id: str | None = argument("[RUN|FILE]", required=False, type=click.STRING)
    report: bool = flag("--report", help=_("Write the results workbook of RUN again."))
    file: Path | None = path_option(
        "--file", "FILE", help=_("With --report: the file of that run.")
    )


@command(
    HistoryOptions,
    {
        "python -m importer history": _("the runs, the newest first"),
        "python -m importer history RUN": _("the orders of one run"),
        "python -m importer history orders.xlsx": _("the whole story of a file, over all its runs"),
        "python -m importer history RUN --report --file orders.xlsx": _(
            "the report of a run that was cut off"
        ),
    },
)
def history(options: HistoryOptions) -> int:
    """Lists the runs, or the orders of one, or writes the report of one; 0 when it was found."""
    from importer.accounts import past_runs, settings_of
    from importer.ledger import Ledger

    name = options.account_meant
    base_url = settings_module.PRODUCTION if name else None
    settings = settings_module.load(base_url=base_url, report_dir=options.report_dir, keyring=False)
    settings = settings_of(settings, name) if name else settings
    with Ledger.open(settings.ledger) as ledger:
        if options.run_id is None:
            if options.report:
                raise UsageError(WHICH_RUN, LIST_THEM)
            _print_runs(past_runs(ledger, settings), options.console_lang)
            return 0
        past = _run(ledger, options.run_id, settings)
        if past is None and Path(options.run_id).is_file():
            _print_story(ledger, Path(options.run_id), settings, options)
            return 0
        if past is None:
            raise UsageError(NO_SUCH_RUN.given(run=options.run_id), LIST_THEM)
        if options.report:
            click.echo(rebuild_report(ledger, past, settings, options).report)
        else:
            _print_orders(ledger, past)
    return 0


def _run(ledger: "Ledger", run_id: str, settings: "Settings") -> "PastRun | None":
    """The run of that id, if it is one of the account that was asked about."""
    from importer.accounts import account_in

    past = ledger.run(run_id)
    if past is None or not settings.account_name:
        return past
    asked = (settings.destination, account_in(ledger, settings))
    return past if (past.run.destination, past.run.account) == asked else None


def _print_runs(runs: "Sequence[PastRun]", lang: Language) -> None:
    if runs:
        _print_table(runs, lang)
    else:
        click.echo(NO_RUNS.format(lang))


def _print_table(runs: "Sequence[PastRun]", lang: Language) -> None:
    from importer.cli.terminal import print_rows

    rows = []
    for past in runs:
        run = past.run
        counts = ", ".join(f"{count} {status}" for status, count in past.counts.items())
        when = run.started.astimezone().strftime("%Y-%m-%d %H:%M")
        cells = (run.run_id, when, run.file_name, run.destination, str(run.orders), past.ending)
        rows.append((*cells, counts))
    print_rows([head.format(lang) for head in HEADS], rows)


def _print_story(
    ledger: "Ledger", file: Path, settings: "Settings", options: HistoryOptions
) -> None:
    """How many of the file's orders are in OTO, the runs that did it, and the orders that are
    left."""
    import asyncio

    from rich.text import Text

    from importer.accounts import account_in, past_runs
    from importer.cli.parts import import_request
    from importer.cli.terminal import terminal_or_pipe
    from importer.endings import dry_run_outcomes, recorded_outcomes
    from importer.outcome import IN_OTO, Status
    from importer.pipeline import check
    from importer.preferences import Preferences
    from importer.progress import NullListener

    lang = options.console_lang
    runs = [
        past for past in past_runs(ledger, settings, _MOST_RUNS) if _is_of(past.run.file_name, file)
    ]
    account = account_in(ledger, settings) if settings.account_name else ""
    account = runs[0].run.account if runs else account
    request = import_request(file, options, account, Preferences(ledger, settings.data_dir))
    checked = asyncio.run(check(request, None, None, NullListener()))
    groups = [order.group for order in checked.orders]
    key = (runs[0].run.destination, account) if runs else (settings.destination, account)
    ends = dry_run_outcomes(checked, recorded_outcomes(checked, groups, ledger, *key))
    left = [end for end in ends if end.status not in IN_OTO]
    done = len(ends) - len(left)
    terminal = terminal_or_pipe()
    facts = {"done": done, "orders": len(ends), "file": file.name}
    terminal.print(Text(STORY.format(lang, **facts), style="bold"))
    if runs:
        terminal.print(Text(ITS_RUNS.format(lang)))
        _print_table(runs, lang)
    if left:
        terminal.print(Text(LEFT.format(lang, count=len(left))))
    for end in left:
        status = NEVER_SENT.format(lang) if end.status is Status.VALID else end.status.value
        where = ROWS.format(lang, rows=format_rows(end.rows))
        terminal.print(Text(f"  {end.order_id or '—'}  {status}  {where}"))


def _is_of(file_name: str, file: Path) -> bool:
    """Whether a run of that name read the file, or a report of a run of it."""
    of_report = rf"{re.escape(file.stem)}-\d{{8}}-\d{{6}}(?:-\d+)?\.xlsx"
    return file_name == file.name or re.fullmatch(of_report, file_name) is not None


def _print_orders(ledger: "Ledger", past: "PastRun") -> None:
    from importer.cli.terminal import print_rows

    rows = []
    for end in ledger.run_orders(past.run.run_id):
        sent = "" if end.sent_at is None else end.sent_at.isoformat(timespec="seconds")
        where, ids = format_rows(end.rows), ", ".join(end.oto_ids)
        rows.append((end.order_id, end.status.value, ids, where, str(end.attempts), sent))
    print_rows(("orderId", "status", "otoId", "rows", "attempts", "sentAt"), rows)


def rebuild_report(
    ledger: "Ledger", past: "PastRun", settings: "Settings", options: HistoryOptions
) -> "WrittenReport":
    """Writes the report of `past`. Raises UsageError when the file given is not the run's."""
    from importer.cli.parts import flags_of_file, import_request
    from importer.preferences import Preferences
    from importer.progress import NullListener
    from importer.report import write_report
    from importer.run_context import RunContext

    ends = {end.order_id: end for end in ledger.run_orders(past.run.run_id)}
    if options.file is None:
        run = _without_file(past, list(ends.values()), options.lang or options.console_lang)
        run = replace(run, flags=settings.account_flags)
    else:
        preferences = Preferences(ledger, settings.data_dir)
        context = RunContext(
            import_request(options.file, options, past.run.account, preferences),
            settings,
            oto=None,
            ledger=None,
            listener=NullListener(),
            account=past.run.account,
            file_flags=flags_of_file(options),
            started=past.run.started,
        )
        run = _with_file(past, ends, context, options.lang)
    return write_report(run, settings.report_dir)


def _with_file(
    past: "PastRun",
    ends: Mapping[str, "Outcome"],
    context: "RunContext",
    lang: Language | None,
) -> "RunReport":
    import asyncio

    from importer.endings import outcomes
    from importer.outcome import Outcome, Status
    from importer.problems import problem
    from importer.problems.sending import INTERRUPTED
    from importer.sending import SendResult

    file = context.request.file
    with file.open("rb") as stream:
        source_hash = hashlib.file_digest(stream, "sha256").hexdigest()
    if source_hash != past.run.source_hash:
        raise UsageError(OTHER_FILE.given(file=file), OTHER_FILE_CURE)
    checked = asyncio.run(context.check())
    settled = []
    for group in checked.sendable:
        order_id = group.order_id or ""
        # What the ledger does not know did not have its turn before the run ended.
        unsent = Outcome(order_id, (), Status.NOT_SENT, problems=(problem(INTERRUPTED),))
        settled.append(replace(ends.get(order_id, unsent), rows=group.rows))
    sent = SendResult(settled, _why_stopped(past))
    run = context.report(checked, outcomes(checked, settled), sent, lang)
    return replace(run, seconds=_seconds(past), host=_host(past))


def _without_file(past: "PastRun", ends: list["Outcome"], lang: Language) -> "RunReport":
    from importer.report import RunReport

    return RunReport(
        file=Path(past.run.file_name),
        table=_no_table(Path(past.run.file_name), ends, lang),
        outcomes=ends,
        started=past.run.started,
        seconds=_seconds(past),
        stopped=_why_stopped(past),
        lang=lang,
        host=_host(past),
    )


def _seconds(past: "PastRun") -> float:
    return ((past.ended or past.run.started) - past.run.started).total_seconds()


def _host(past: "PastRun") -> str:
    return past.run.destination.partition("/")[0]


def _why_stopped(past: "PastRun") -> "Problem | None":
    from importer.problems import problem
    from importer.problems.sending import INTERRUPTED

    return problem(INTERRUPTED) if past.ended is None else None


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
