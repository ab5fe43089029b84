"""The merchant's own file back, with what became of each order beside its rows."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from importer.errors import FileUnreadable
from importer.problems import Problem, problem
from importer.problems.report import CHANGED_SINCE, NOT_ANNOTATED
from importer.reading import annotated
from importer.report.model import RunReport
from importer.report.results import result_rows
from importer.report.tables import status_label
from importer.report.write import WrittenReport, write_with_fallback


def write_annotated(run: RunReport, written: WrittenReport) -> WrittenReport:
    """Writes the copy beside the workbook of the report, called after it, and gives what was
    `written` with it and with what is to be said of it. A run of a report has none: its orders
    stand in “Results”."""
    if run.previous is not None or written.report is None:
        return written
    copy, problems = _write_beside(run, written.report)
    return replace(written, copy=copy, problems=(*written.problems, *problems))


def _write_beside(run: RunReport, report: Path) -> tuple[Path | None, list[Problem]]:
    """None for a file that cannot be given more columns, or is no longer what was read."""
    table = run.table
    try:
        data = annotated(table.book, table.sheet, table.header_rows[-1], _cells(run))
    except FileUnreadable:
        return None, [problem(CHANGED_SINCE, file=run.file.name)]
    if data is None:
        return None, [problem(NOT_ANNOTATED, file=run.file.name)]
    target = report.with_name(f"{report.stem}-annotated{run.file.suffix}")
    return write_with_fallback(target, lambda path, _: _write(path, data))


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _cells(run: RunReport) -> Mapping[int, tuple[str, str, str]]:
    """OTO's number, the status and the reason for every row of an order."""
    cells = {}
    for outcome, row in zip(run.outcomes, result_rows(run), strict=True):
        reason = " ".join(filter(None, (row.error, row.fix)))
        texts = (row.oto_id, status_label(outcome.status, run.lang), reason)
        cells.update(dict.fromkeys(outcome.rows, texts))
    return cells
