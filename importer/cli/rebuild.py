"""The report of a run that was cut off, written from the ledger: with the run's file in full,
without it the ids, states and times."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from importer.cli.request import Given, job_of
from importer.errors import UsageError
from importer.i18n import Language, _
from importer.ledger import Ledger, PastRun
from importer.mapping import MappedTable
from importer.orders import OrderRows
from importer.outcome import Outcome, Status
from importer.pipeline import CheckResult, ImportRequest, check, outcomes
from importer.preferences import Preferences
from importer.preview import money_of
from importer.problems import problem
from importer.problems.sending import INTERRUPTED
from importer.progress import NullListener
from importer.reading import Sheet, Workbook
from importer.report import RunReport, WrittenReport, write_report
from importer.run_context import hash_of
from importer.settings import Settings

OTHER_FILE = _("{file} is not the file of that run: its content is another.")
OTHER_FILE_CURE = _(
    "Name the file as it was, or leave --file out for a report of ids, states and times."
)


def write_again(
    ledger: Ledger, past: PastRun, settings: Settings, given: Given, lang: Language
) -> WrittenReport:
    """Writes the report of `past`. Raises UsageError when the file given is not the run's."""
    ends = {end.order_id: end for end in ledger.run_orders(past.run.run_id)}
    if given.get("file") is None:
        run = _bare(past, list(ends.values()), lang)
    else:
        request = job_of(given, settings, Preferences(ledger, settings.data_dir))
        run = _in_full(past, ends, request, lang)
    return write_report(run, settings.report_dir)


def _in_full(
    past: PastRun, ends: Mapping[str, Outcome], request: ImportRequest, lang: Language
) -> RunReport:
    if hash_of(request.file) != past.run.source_hash:
        raise UsageError(OTHER_FILE.given(file=request.file), OTHER_FILE_CURE)
    checked = asyncio.run(check(request, None, None, NullListener()))
    settled = [
        _end(ends.get(group.order_id or ""), group.order_id or "", group.rows)
        for group in checked.sendable
    ]
    run = _bare(past, outcomes(checked, settled), lang)
    return replace(
        run,
        file=request.file,
        table=checked.table,
        problems=checked.problems,
        money=money_of(checked.frame, _created(checked, run.outcomes)),
    )


def _end(known: Outcome | None, order_id: str, rows: tuple[int, ...]) -> Outcome:
    """What the ledger knows of the order; nothing: the run ended before its turn."""
    if known is not None:
        return replace(known, rows=rows)
    return Outcome(order_id, rows, Status.NOT_SENT, problems=(problem(INTERRUPTED),))


def _created(checked: CheckResult, ends: Sequence[Outcome]) -> list[OrderRows]:
    rows = {end.rows[0] for end in ends if end.status is Status.CREATED}
    return [order.group for order in checked.orders if order.group.rows[0] in rows]


def _bare(past: PastRun, ends: list[Outcome], lang: Language) -> RunReport:
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


def _no_table(file: Path, ends: list[Outcome], lang: Language) -> MappedTable:
    """A sheet of which only the rows' numbers are known."""
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
