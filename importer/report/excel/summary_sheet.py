"""The sheet "Summary": what happened and what to do, at a glance."""

from collections.abc import Sequence
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from importer.i18n import Language, Message
from importer.outcome import Status
from importer.report import words
from importer.report.excel.style import (
    ERROR_COLOURS,
    FAINT,
    GOOD,
    INK,
    LINE,
    LINK,
    NONE,
    PALETTES,
    PAPER,
    WARNING_COLOURS,
    Styles,
    write_text,
)
from importer.report.model import RunReport
from importer.report.problem_text import ProblemGroup
from importer.report.text import ReportText

NAME = "Summary"
WIDTHS = (40, 17, 11, 20, 46, 26)
LAST = len(WIDTHS) - 1
_LINE_HEIGHT = 15.5
_NUMBERS = frozenset({words.ORDERS, words.ROWS, words.TIMES, words.COD, words.PAID})
_MOST_LISTED = 500  # causes or columns: a page, not a dump


class SummarySheet:
    """Writes the sheet from top to bottom; `row` is the next free one, 0-based."""

    def __init__(
        self, workbook: Workbook, sheet: Worksheet, styles: Styles, run: RunReport
    ) -> None:
        self._workbook, self._sheet, self._styles, self._run = workbook, sheet, styles, run
        self.row = 0
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def write(self, told: ReportText, remarks: Sequence[str]) -> None:
        """Everything; `remarks` are on the report itself."""
        self._headline(told)
        self._steps(told)
        self._statuses(told)
        self._rows_of_file(told)
        self._causes(words.PROBLEMS, told.problems)
        self._causes(words.WARNINGS, told.warnings)
        self._money()
        self._facts(told)
        self._causes(words.NOTES, told.notes)
        for remark in remarks:
            self._wide(remark, self._styles.get(text_wrap=True))
        self._columns(told)

    def _headline(self, told: ReportText) -> None:
        tone = ERROR_COLOURS if self._run.stopped else GOOD if told.good else WARNING_COLOURS
        look = self._styles.tone(
            tone, bold=True, font_size=15, text_wrap=True, valign="vcenter", indent=1
        )
        self._wide(told.headline, look, height=40, a_line=80)
        if told.cure:
            self._wide(told.cure, self._styles.tone(tone, text_wrap=True, indent=1))
        self._wide(told.title, self._styles.get(font_color=FAINT, indent=1))

    def _steps(self, told: ReportText) -> None:
        self._section(words.WHAT_TO_DO)
        for step in told.steps:
            self._wide(step.text, self._styles.get(text_wrap=True))
            if step.command:
                look = {"font_name": "Consolas", "bg_color": PAPER, "border": 1, "text_wrap": True}
                # A command is typed left to right, whatever the language around it.
                style = self._styles.get(
                    **look, border_color=LINE, indent=1, align="left", reading_order=1
                )
                self._wide(step.command, style, height=22)

    def _statuses(self, told: ReportText) -> None:
        self._section(words.ORDERS)
        self._head(words.STATUS_LABEL, words.CODE, words.ORDERS, words.ROWS)
        first = self.row
        shown = [status for status in Status if told.counts.orders[status] or self._usual(status)]
        for status in shown:
            self._status(status, told)
        total = self._styles.get(bold=True, top=1, indent=1)
        sums = self._styles.number(bold=True, top=1)
        write_text(self._sheet, self.row, 0, words.TOTAL.format(self._run.lang), total)
        self._sheet.write_blank(self.row, 1, None, total)
        self._sheet.write_number(self.row, 2, told.counts.orders.total(), sums)
        self._sheet.write_number(self.row, 3, told.counts.rows.total(), sums)
        chart = status_chart(self._workbook, NAME, first, shown, self._run.lang)
        self._sheet.insert_chart(first - 1, 4, chart, {"x_offset": 10, "y_offset": 2})
        self.row += 1

    def _usual(self, status: Status) -> bool:
        if self._run.check_only:
            return status in (Status.VALID, Status.INVALID)
        return status is not Status.VALID

    def _status(self, status: Status, told: ReportText) -> None:
        self._sheet.set_row(self.row, 34)
        tone, lang = PALETTES[status] if told.counts.orders[status] else NONE, self._run.lang
        cell = self._styles.tone(tone, text_wrap=True, valign="vcenter", indent=1)
        strong = self._styles.own(bold=True, font_color=tone.ink)
        small = self._styles.own(font_size=8, font_color=FAINT)
        meaning = "\n" + words.MEANING[status].format(lang)
        self._sheet.write_rich_string(
            self.row, 0, strong, words.STATUS[status].format(lang), small, meaning, cell
        )
        plain = self._styles.tone(tone, valign="vcenter")
        look = {"bg_color": tone.fill, "font_color": tone.ink, "valign": "vcenter"}
        count = self._styles.number(**look, bold=True)
        self._sheet.write_string(self.row, 1, status.value, plain)
        self._sheet.write_number(self.row, 2, told.counts.orders[status], count)
        self._sheet.write_number(self.row, 3, told.counts.rows[status], count)
        self.row += 1

    def _rows_of_file(self, told: ReportText) -> None:
        self._section(words.ROWS_OF_FILE)
        for n, (label, count) in enumerate(told.accounting):
            total = n == len(told.accounting) - 1
            look = {"bold": total, "top": int(total)}
            write_text(self._sheet, self.row, 0, label, self._styles.get(**look, indent=1))
            self._sheet.write_number(self.row, 1, count, self._styles.number(**look))
            self.row += 1
        tone = GOOD if told.counts.add_up else ERROR_COLOURS
        self._wide(told.verdict, self._styles.tone(tone, bold=True, text_wrap=True, indent=1))

    def _causes(self, title: Message, causes: Sequence[ProblemGroup]) -> None:
        if not causes:
            return
        self._section(title)
        self._head(
            words.WHAT_IS_WRONG, words.ORDERS, words.TIMES, words.CODE, words.HOW_TO_MEND,
            words.WHERE,
        )  # fmt: skip
        text = self._styles.get(text_wrap=True, bottom=1, bottom_color=LINE, indent=1)
        number = self._styles.number(bottom=1, bottom_color=LINE, bold=True, indent=1)
        for cause in causes[:_MOST_LISTED]:
            where = cause.where
            write_text(self._sheet, self.row, 0, cause.message, text)
            if cause.orders:
                self._sheet.write_number(self.row, 1, cause.orders, number)
            else:
                write_text(self._sheet, self.row, 1, words.WHOLE_FILE.format(self._run.lang), text)
            self._sheet.write_number(self.row, 2, cause.cells, number)
            for column, cell in enumerate((cause.code, cause.cure, where), 3):
                write_text(self._sheet, self.row, column, cell, text)
            self._sheet.set_row(self.row, _height(cause.message, 40, cause.cure, 46, where, 26))
            self.row += 1

    def _money(self) -> None:
        if not self._run.money:
            return
        self._section(words.MONEY_CHECK if self._run.check_only else words.MONEY)
        self._head(words.CURRENCY, words.COD, words.PAID)
        look = self._styles.number(num_format="#,##0.00##")
        for sums in self._run.money:
            write_text(self._sheet, self.row, 0, sums.currency, self._styles.get(indent=1))
            self._sheet.write_number(self.row, 1, float(sums.cod), look)
            self._sheet.write_number(self.row, 2, float(sums.paid), look)
            self.row += 1

    def _facts(self, told: ReportText) -> None:
        self._section(words.RUN_FACTS)
        faint = self._styles.get(font_color=FAINT, indent=1)
        for label, value in told.facts:
            write_text(self._sheet, self.row, 0, label, faint)
            if self._run.previous and value == self._run.previous.name:
                self._link_to_previous(self._run.previous)
            else:
                self._merged(1, LAST, value, self._styles.get(text_wrap=True))
            self.row += 1

    def _link_to_previous(self, previous: Path) -> None:
        look = self._styles.get(font_color=LINK, underline=1)
        self._sheet.write_url(self.row, 1, f"external:{previous.name}", look, previous.name)

    def _columns(self, told: ReportText) -> None:
        self._section(words.COLUMNS)
        self._head(words.HEADER, words.COLUMN, words.HOW, None, words.UNDERSTOOD_AS)
        for column in told.columns[:_MOST_LISTED]:
            look = self._styles.get(font_color=INK if column.taken else FAINT, indent=1)
            write_text(self._sheet, self.row, 0, column.header, look)
            write_text(self._sheet, self.row, 1, column.letter, look)
            tone = self._styles.tone(WARNING_COLOURS) if column.guessed else look
            self._merged(2, 3, column.how, tone)
            write_text(self._sheet, self.row, 4, column.field, look)
            self.row += 1

    def _section(self, title: Message) -> None:
        self.row += 1
        self._sheet.set_row(self.row, 24)
        look = {"bold": True, "font_size": 13, "bottom": 2, "bottom_color": INK}
        style = self._styles.get(**look, valign="vcenter", font_color=INK)
        write_text(self._sheet, self.row, 0, title.format(self._run.lang), style)
        for column in range(1, LAST + 1):
            self._sheet.write_blank(self.row, column, None, style)
        self.row += 1

    def _head(self, *titles: Message | None) -> None:
        look = {"bold": True, "font_color": FAINT, "font_size": 9}
        text, number = self._styles.get(**look, indent=1), self._styles.number(**look, indent=1)
        for column, title in enumerate(titles):
            if title is not None:
                style = number if title in _NUMBERS else text
                write_text(self._sheet, self.row, column, title.format(self._run.lang), style)
        self.row += 1

    def _wide(self, text: str, look: Format, *, height: float = 18, a_line: int = 150) -> None:
        lines = -(-len(text) // a_line)
        self._sheet.set_row(self.row, max(height, lines * _LINE_HEIGHT * (150 / a_line) ** 0.5))
        self._merged(0, LAST, text, look)
        self.row += 1

    def _merged(self, first: int, last: int, text: str, look: Format) -> None:
        self._sheet.merge_range(self.row, first, self.row, last, "", look)
        write_text(self._sheet, self.row, first, text, look)


def _height(*texts_and_widths: str | int) -> float:
    pairs = zip(texts_and_widths[::2], texts_and_widths[1::2], strict=True)
    lines = max(-(-len(str(text)) // (int(width) - 3)) for text, width in pairs)
    return max(1, lines) * _LINE_HEIGHT + 3


def status_chart(
    workbook: Workbook, sheet: str, first: int, shown: Sequence[Status], lang: Language
) -> Chart:
    """A bar for each status; codes and counts stand in columns B and C from row `first` on."""
    chart = workbook.add_chart({"type": "bar"})
    assert chart is not None
    last = first + len(shown) - 1
    chart.add_series(
        {
            "name": words.ORDERS.format(lang),
            "categories": [sheet, first, 1, last, 1],
            "values": [sheet, first, 2, last, 2],
            "points": [{"fill": {"color": PALETTES[status].strong}} for status in shown],
            "data_labels": {"value": True, "num_format": "#,##0;;"},
            "gap": 45,
        }
    )
    chart.set_title({"none": True})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "line": {"none": True}, "num_font": {"color": INK}})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": 500, "height": 46 * len(shown) + 40})
    return chart
