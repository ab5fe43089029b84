"""The results workbook: three sheets, written straight to disk, whatever their size."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import cast

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxFileError

from importer import catalog
from importer.i18n import Language
from importer.outcome import Status
from importer.report import words
from importer.report.excel import results_sheet, row_comments, summary_sheet, to_fix_sheet
from importer.report.excel.fast_rows import FastSheet
from importer.report.excel.row_comments import Block
from importer.report.excel.style import Styles
from importer.report.model import RunReport
from importer.report.rerun import KEY, EmbeddedState, to_chunks
from importer.report.results import lines
from importer.report.text import ReportText
from importer.row_ranges import format_rows

OPTIONS = {
    "constant_memory": True,
    "use_zip64": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}


def write_workbook(path: Path, run: RunReport, told: ReportText, name: str) -> None:
    """Writes the workbook of `run` to `path`; `name` is what it will be called in the end.

    Raises OSError when it cannot be written.
    """
    workbook = Workbook(str(path), OPTIONS)
    try:
        _fill(workbook, run, told, name)
    finally:
        close(workbook)


def close(workbook: Workbook) -> None:
    """Ends the workbook; raises OSError when it cannot be written."""
    try:
        workbook.close()
    except XlsxFileError as error:
        raise OSError(str(error)) from error


def _fill(workbook: Workbook, run: RunReport, told: ReportText, name: str) -> None:
    planned = list(row_comments.blocks(run))
    workbook.set_properties({"title": told.title, "comments": told.headline})
    names = (summary_sheet.NAME, results_sheet.NAME, to_fix_sheet.NAME)
    first, second, third = (sheet_of(workbook, sheet, run.lang) for sheet in names)
    styles = Styles(workbook, run.lang)
    results = results_sheet.ResultsSheet(
        second, styles, run.lang, {block.place: block.first for block in planned}
    )
    for line in lines(run):
        results.add(line)
    results.end()
    to_fix = to_fix_sheet.ToFixSheet(third, styles, run, planned)
    to_fix.write()
    remarks = _remarks(run, planned, to_fix.uncommented)
    summary = summary_sheet.SummarySheet(workbook, first, styles, run)
    summary.write(told, remarks)
    write_memo(first, styles, summary.row + 1, to_chunks(memo_of(run, name)))


def sheet_of(workbook: Workbook, name: str, lang: Language) -> FastSheet:
    """A new sheet, read from the side where the language begins."""
    sheet = cast(FastSheet, workbook.add_worksheet(name, worksheet_class=FastSheet))
    if lang == "ar":
        sheet.right_to_left()
    return sheet


def memo_of(run: RunReport, name: str) -> EmbeddedState:
    """What the report called `name` must remember to be run."""
    header, of_rows = _order_ids(run)
    return EmbeddedState(
        file=run.file.name,
        report=name,
        lang=run.lang,
        maps=run.table.decided(),
        constants=dict(run.table.constants),
        options=dict(run.options),
        cities=dict(run.cities),
        order_header=header,
        order_ids=of_rows,
        valid=sum(outcome.status is Status.VALID for outcome in run.outcomes),
    )


def _order_ids(run: RunReport) -> tuple[str, Mapping[str, str]]:
    """The rows that are in an order without saying so (an export that writes the number once)."""
    name = catalog.ORDER_ID.name
    column = next((column for column in run.table.columns if column.field == name), None)
    if column is None or column.index not in run.table.sheet.frame:
        return "", {}
    empty = set(run.table.sheet.frame.index[run.table.sheet.frame[column.index].isna()])
    of_rows = {}
    for outcome in run.outcomes if empty else ():
        rows = empty.intersection(outcome.rows)
        if rows and outcome.order_id:
            of_rows[format_rows(rows)] = outcome.order_id
    return column.header, of_rows


def write_memo(sheet: FastSheet, styles: Styles, row: int, chunks: Iterable[str]) -> None:
    """Writes the memo into hidden rows from `row` (0-based) on."""
    look = styles.own(num_format="@")
    for number, chunk in enumerate(chunks):
        sheet.set_row(row + number, None, None, {"hidden": True})
        for column, text in enumerate((KEY, str(number), chunk)):
            sheet.write_string(row + number, column, text, look)


def _remarks(run: RunReport, planned: list[Block], uncommented: int) -> list[str]:
    remarks = []
    if uncommented:
        said = words.COMMENTS_CAPPED.format(run.lang, count=results_sheet.MOST_COMMENTS)
        remarks.append(said)
    if planned and planned[-1].place < row_comments.last_place(run):
        rows = sum(len(block.rows) for block in planned)
        remarks.append(words.ROWS_CAPPED.format(run.lang, count=rows))
    return remarks
