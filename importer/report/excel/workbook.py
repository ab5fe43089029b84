"""The results workbook: three sheets, written straight to disk, whatever their size."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxFileError

from importer.i18n import Language, _, is_right_to_left
from importer.report.excel.fast_rows import sheet_class
from importer.report.excel.results_sheet import MOST_COMMENTS, write_results
from importer.report.excel.row_comments import OrderToFix, orders_to_fix
from importer.report.excel.source_cells import RowSheet
from importer.report.excel.style import Styles, write_text
from importer.report.excel.summary_sheet import SummarySheet
from importer.report.excel.to_fix_sheet import ToFixSheet
from importer.report.model import DONE, RESULTS, SUMMARY, TO_FIX, RunReport
from importer.report.rerun import STATE_KEY, embedded_state, to_chunks
from importer.report.results import result_rows
from importer.report.text import ReportText

_OPTIONS = {
    "constant_memory": True,
    "use_zip64": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}


def write_workbook(path: Path, text: ReportText, report: Path) -> None:
    """Writes the workbook to `path`; `report` is where it will lie in the end.

    Raises OSError when it cannot be written.
    """
    run = text.run
    orders = list(orders_to_fix(run))
    with new_workbook(path) as workbook:
        workbook.set_properties({"title": text.title, "comments": text.headline})
        summary, results, to_fix = add_sheets(workbook, run.lang)
        styles = Styles(workbook, run.lang)
        links = {order.index: order.first_row for order in orders}
        write_results(results, styles, run.lang, result_rows(run), links)
        to_fix_sheet = ToFixSheet(to_fix, styles, run, orders)
        to_fix_sheet.write()
        remarks = list(_remarks(run, orders, to_fix_sheet.uncommented))
        next_row = SummarySheet(workbook, summary, styles, text).write(report, remarks)
        write_state(summary, styles, next_row + 1, to_chunks(embedded_state(run, report.name)))


@contextmanager
def new_workbook(path: Path) -> Iterator[Workbook]:
    """A workbook that is on the disk when the block ends; raises OSError when it cannot be."""
    workbook = Workbook(str(path), _OPTIONS)
    try:
        yield workbook
    finally:
        try:
            workbook.close()
        except XlsxFileError as error:
            raise OSError(str(error)) from error


def add_sheets(workbook: Workbook, lang: Language) -> Sequence[RowSheet]:
    """The three sheets of a report, read from the side where the language begins."""
    sheets = []
    for name in (SUMMARY, RESULTS, TO_FIX):
        sheet = cast(RowSheet, workbook.add_worksheet(name, worksheet_class=sheet_class()))
        if is_right_to_left(lang):
            sheet.right_to_left()
        sheets.append(sheet)
    return sheets


def write_state(sheet: RowSheet, styles: Styles, row: int, chunks: Iterable[str]) -> None:
    """Writes what the report remembers into hidden rows from `row` (0-based) on."""
    style = styles.plain(num_format="@")
    for number, chunk in enumerate(chunks):
        sheet.set_row(row + number, None, None, {"hidden": True})
        for column, text in enumerate((STATE_KEY, str(number), chunk)):
            write_text(sheet, row + number, column, text, style)


def _remarks(run: RunReport, orders: Sequence[OrderToFix], uncommented: int) -> Iterator[str]:
    if uncommented:
        yield _(
            "Only the first {count} bad cells carry their message as a comment; the column Problem "
            "tells all."
        ).format(run.lang, count=MOST_COMMENTS)
    if len(orders) < sum(outcome.status not in DONE for outcome in run.outcomes) and orders:
        yield _(
            "“To fix” holds the first {count} rows only: mend and run them, then run the file "
            "again for the rest."
        ).format(run.lang, count=sum(len(order.rows) for order in orders))
