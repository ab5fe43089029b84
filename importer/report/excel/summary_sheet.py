"""The sheet "Summary": what happened and what to do, at a glance."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from importer.report.excel.style import (
    ERROR,
    FAINT,
    GOOD,
    INK,
    LINE,
    LINE_HEIGHT,
    LINK,
    PALETTES,
    UNUSED,
    WARNING,
    Styles,
    command_style,
    set_up_print,
    write_text,
)
from importer.report.model import SUMMARY
from importer.report.problem_text import ProblemGroup
from importer.report.tables import StatusCount, Table
from importer.report.text import ReportText

_WIDTHS = (40, 17, 11, 20, 46, 26)
_LAST = len(_WIDTHS) - 1
_NUMBERS = frozenset({"orders", "rows", "times", "cod", "paid"})
_MOST_LISTED = 500  # causes or columns: a page, not a dump


class SummarySheet:
    """Writes the sheet from top to bottom."""

    def __init__(
        self, workbook: Workbook, sheet: Worksheet, styles: Styles, text: ReportText
    ) -> None:
        self._workbook, self._sheet, self._styles, self._text = workbook, sheet, styles, text
        self._row = 0  # the next free one, 0-based
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.hide_gridlines(2)
        set_up_print(sheet)

    def write(self, report: Path, remarks: Sequence[str]) -> int:
        """Everything that the report, which will lie at `report`, says; `remarks` are on the
        report itself. Returns the next free row."""
        text = self._text
        self._write_headline()
        self._write_steps(report)
        self._write_statuses()
        self._write_rows_of_sheet()
        self._write_problems(text.problems)
        self._write_problems(text.warnings)
        self._write_money()
        self._write_facts()
        self._write_problems(text.notes)
        for remark in remarks:
            self._write_wide(remark, self._styles.text(text_wrap=True))
        self._write_columns()
        return self._row

    def _write_headline(self) -> None:
        text = self._text
        palette = ERROR if text.run.stopped else GOOD if text.good else WARNING
        look = {"bold": True, "font_size": 15, "valign": "vcenter"}
        style = self._styles.palette(palette, **look, text_wrap=True, indent=1)
        self._write_wide(text.headline, style, height=40, a_line=80)
        if text.cure:
            style = self._styles.palette(palette, text_wrap=True, indent=1)
            self._write_wide(text.cure, style)
        self._write_wide(text.title, self._styles.text(font_color=FAINT, indent=1))

    def _write_steps(self, report: Path) -> None:
        steps = self._text.steps(report)
        self._write_title(steps.title)
        for step in steps.rows:
            self._write_wide(step.text, self._styles.text(text_wrap=True))
            if step.command:
                style = command_style(self._styles, text_wrap=True)
                self._write_wide(step.command, style, height=22)

    def _write_statuses(self) -> None:
        table, totals = self._text.statuses, self._text.run.totals
        self._write_title(table.title)
        self._write_headings(table.headings, "label", "status", "orders", "rows")
        first = self._row
        for count in table.rows:
            self._write_status(count)
        total = self._styles.text(bold=True, top=1, indent=1)
        sums = self._styles.number(bold=True, top=1)
        write_text(self._sheet, self._row, 0, self._text.total_label, total)
        self._sheet.write_blank(self._row, 1, None, total)
        self._sheet.write_number(self._row, 2, totals.orders.total(), sums)
        self._sheet.write_number(self._row, 3, totals.rows.total(), sums)
        chart = _status_chart(self._workbook, first, table)
        self._sheet.insert_chart(first - 1, 4, chart, {"x_offset": 10, "y_offset": 2})
        self._row += 1

    def _write_status(self, count: StatusCount) -> None:
        self._sheet.set_row(self._row, 34)
        palette = PALETTES[count.status] if count.orders else UNUSED
        cell = self._styles.palette(palette, text_wrap=True, valign="vcenter", indent=1)
        strong = self._styles.plain(bold=True, font_color=palette.ink)
        small = self._styles.plain(font_size=8, font_color=FAINT)
        parts = (strong, count.label, small, f"\n{count.meaning}", cell)
        self._sheet.write_rich_string(self._row, 0, *parts)
        look = {"bg_color": palette.fill, "font_color": palette.ink, "valign": "vcenter"}
        number = self._styles.number(**look, bold=True)
        code = self._styles.palette(palette, valign="vcenter")
        self._sheet.write_string(self._row, 1, count.status.value, code)
        self._sheet.write_number(self._row, 2, count.orders, number)
        self._sheet.write_number(self._row, 3, count.rows, number)
        self._row += 1

    def _write_rows_of_sheet(self) -> None:
        table = self._text.rows_of_sheet
        self._write_title(table.title)
        for n, count in enumerate(table.rows, 1):
            is_sum = n == len(table.rows)
            look = {"bold": is_sum, "top": int(is_sum)}
            write_text(self._sheet, self._row, 0, count.label, self._styles.text(**look, indent=1))
            self._sheet.write_number(self._row, 1, count.rows, self._styles.number(**look))
            self._row += 1
        palette = GOOD if self._text.run.totals.add_up else ERROR
        style = self._styles.palette(palette, bold=True, text_wrap=True, indent=1)
        self._write_wide(self._text.verdict, style)

    def _write_problems(self, table: Table[ProblemGroup]) -> None:
        if not table.rows:
            return
        self._write_title(table.title)
        self._write_headings(table.headings, "message", "orders", "times", "code", "cure", "where")
        text = self._styles.text(text_wrap=True, bottom=1, bottom_color=LINE, indent=1)
        number = self._styles.number(bottom=1, bottom_color=LINE, bold=True, indent=1)
        for group in table.rows[:_MOST_LISTED]:
            where = group.where
            write_text(self._sheet, self._row, 0, group.message, text)
            if group.orders:
                self._sheet.write_number(self._row, 1, group.orders, number)
            else:
                write_text(self._sheet, self._row, 1, self._text.whole_file_label, text)
            self._sheet.write_number(self._row, 2, group.times, number)
            for column, cell in enumerate((group.code, group.cure, where), 3):
                write_text(self._sheet, self._row, column, cell, text)
            wrapped = ((group.message, 40), (group.cure, 46), (where, 26))
            lines = max(-(-len(cell) // (width - 3)) for cell, width in wrapped)
            self._sheet.set_row(self._row, max(1, lines) * LINE_HEIGHT + 3)
            self._row += 1

    def _write_money(self) -> None:
        table = self._text.money
        if not table.rows:
            return
        self._write_title(table.title)
        self._write_headings(table.headings, "currency", "cod", "paid")
        style = self._styles.number(num_format="#,##0.00##")
        for money in table.rows:
            write_text(self._sheet, self._row, 0, money.currency, self._styles.text(indent=1))
            self._sheet.write_number(self._row, 1, float(money.cod), style)
            self._sheet.write_number(self._row, 2, float(money.paid), style)
            self._row += 1

    def _write_facts(self) -> None:
        self._write_title(self._text.facts.title)
        faint = self._styles.text(font_color=FAINT, indent=1)
        for fact in self._text.facts.rows:
            write_text(self._sheet, self._row, 0, fact.label, faint)
            if fact.link:
                style = self._styles.text(font_color=LINK, underline=1)
                self._sheet.write_url(self._row, 1, f"external:{fact.link}", style, fact.value)
            else:
                self._write_merged(1, _LAST, fact.value, self._styles.text(text_wrap=True))
            self._row += 1

    def _write_columns(self) -> None:
        table = self._text.columns
        self._write_title(table.title)
        self._write_headings(table.headings, "header", "letter", "how", None, "field")
        for column in table.rows[:_MOST_LISTED]:
            style = self._styles.text(font_color=INK if column.used else FAINT, indent=1)
            write_text(self._sheet, self._row, 0, column.header, style)
            write_text(self._sheet, self._row, 1, column.letter, style)
            how = self._styles.palette(WARNING) if column.guessed else style
            self._write_merged(2, 3, column.how, how)
            write_text(self._sheet, self._row, 4, column.field, style)
            self._row += 1

    def _write_title(self, title: str) -> None:
        self._row += 1
        self._sheet.set_row(self._row, 24)
        look = {"bold": True, "font_size": 13, "bottom": 2, "bottom_color": INK}
        style = self._styles.text(**look, valign="vcenter", font_color=INK)
        write_text(self._sheet, self._row, 0, title, style)
        for column in range(1, _LAST + 1):
            self._sheet.write_blank(self._row, column, None, style)
        self._row += 1

    def _write_headings(self, headings: Mapping[str, str], *fields: str | None) -> None:
        look = {"bold": True, "font_color": FAINT, "font_size": 9}
        text, number = self._styles.text(**look, indent=1), self._styles.number(**look, indent=1)
        for column, field in enumerate(fields):
            if field is not None:
                style = number if field in _NUMBERS else text
                write_text(self._sheet, self._row, column, headings[field], style)
        self._row += 1

    def _write_wide(
        self, text: str, style: Format, *, height: float = 18, a_line: int = 150
    ) -> None:
        lines = -(-len(text) // a_line)
        self._sheet.set_row(self._row, max(height, lines * LINE_HEIGHT * (150 / a_line) ** 0.5))
        self._write_merged(0, _LAST, text, style)
        self._row += 1

    def _write_merged(self, first: int, last: int, text: str, style: Format) -> None:
        self._sheet.merge_range(self._row, first, self._row, last, "", style)
        write_text(self._sheet, self._row, first, text, style)


def _status_chart(workbook: Workbook, first: int, table: Table[StatusCount]) -> Chart:
    """A bar for each status; codes and counts stand in columns B and C from row `first` on."""
    chart = workbook.add_chart({"type": "bar"})
    assert chart is not None
    last = first + len(table.rows) - 1
    chart.add_series(
        {
            "name": table.headings["orders"],
            "categories": [SUMMARY, first, 1, last, 1],
            "values": [SUMMARY, first, 2, last, 2],
            "points": [{"fill": {"color": PALETTES[n.status].strong}} for n in table.rows],
            "data_labels": {"value": True, "num_format": "#,##0;;"},
            "gap": 45,
        }
    )
    chart.set_title({"none": True})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "line": {"none": True}, "num_font": {"color": INK}})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": 500, "height": 46 * len(table.rows) + 40})
    return chart
