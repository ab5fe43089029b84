"""The sheet "To fix": the merchant's own rows that are not in OTO, ready to be mended and run."""

from collections.abc import Iterable, Sequence
from itertools import islice

import pandas as pd

from importer import catalog
from importer.catalog import Kind
from importer.report.excel.results_sheet import MOST_COMMENTS
from importer.report.excel.row_comments import (
    InToFix,
    OrderToFix,
    RowComment,
    RowComments,
    SourceColumns,
    lines_above,
)
from importer.report.excel.source_cells import RowSheet, SourceCells, SourceFormats
from importer.report.excel.style import (
    BAD_INK,
    FAINT,
    Styles,
    command_style,
    height_of,
    write_header,
    write_text,
)
from importer.report.model import FRONT_COLUMNS, RunReport

FRONT_WIDTHS = (60, 8, 22)
_FRONT = len(FRONT_COLUMNS)
_AT_ONCE = 1_000  # orders whose cells are taken out of the frame together
_SAMPLE = 200  # rows that decide on the widths


class ToFixSheet:
    """Writes the orders one after another, a batch of them in memory at a time.

    `uncommented` counts the bad cells past the limit of comments.
    """

    def __init__(
        self, sheet: RowSheet, styles: Styles, run: RunReport, orders: Sequence[OrderToFix]
    ) -> None:
        self._sheet, self._styles, self._run, self._orders = sheet, styles, run, orders
        self._columns = SourceColumns(run)
        self._where = InToFix(run, self._columns)
        self._comments = RowComments(run, self._where)
        book = run.table.book
        self._formats = SourceFormats(
            book.path,
            run.table.sheet.name,
            rows=[row for order in orders for row in order.rows],
            columns=self._columns.numbers,
            default="@" if book.encoding else "",
        )
        sheet.source = SourceCells(
            styles, _FRONT, len(self._columns.numbers), keep_blanks=not book.encoding
        )
        self._problem_style = styles.text(text_wrap=True, font_color=BAD_INK)
        self._row_style = styles.plain(font_color=FAINT, align="center")
        self._header = self._row = len(lines_above(run))
        self._commented = self.uncommented = 0

    def write(self) -> None:
        """What holds all orders, the header, the orders, then the filter and the drop-downs."""
        bold, command = (
            self._styles.text(bold=True, font_color=BAD_INK),
            command_style(self._styles),
        )
        for row, line in enumerate(lines_above(self._run)):
            cell = (line.command, command) if line.command else (line.text, bold)
            self._sheet.add_row(row, [cell])
        self._write_header()
        remaining = iter(self._orders)
        while batch := list(islice(remaining, _AT_ONCE)):
            self._write_batch(batch)
        last = max(self._row, self._header + 1)
        self._sheet.autofilter(self._header, 0, last, _FRONT + len(self._columns.numbers) - 1)
        self._add_drop_downs(last)

    def _write_header(self) -> None:
        sample = self._run.table.sheet.frame.iloc[:_SAMPLE]
        headers = self._columns.headers
        widths = [_width(header, sample.iloc[:, n]) for n, header in enumerate(headers)]
        write_header(
            self._sheet,
            self._styles,
            (*FRONT_COLUMNS, *headers),
            (*FRONT_WIDTHS, *widths),
            self._header,
        )
        self._sheet.freeze_panes(self._header + 1, _FRONT)
        default = self._formats.default
        style = self._styles.plain(num_format=default) if default else None
        for n, (header, field) in enumerate(zip(headers, self._columns.fields, strict=True)):
            self._sheet.set_column(n + _FRONT, n + _FRONT, widths[n], style)
            if field is None:
                ignored = self._styles.header(bg_color=FAINT)
                write_text(self._sheet, self._header, n + _FRONT, header, ignored)

    def _write_batch(self, batch: Sequence[OrderToFix]) -> None:
        frame = self._run.table.sheet.frame
        rows = [row for order in batch for row in order.rows]
        in_batch = frame.iloc[frame.index.get_indexer(pd.Index(rows))]
        values = iter(in_batch.to_numpy(dtype=object).tolist())
        for order in batch:
            self._where.place(order)
            for row, comment in self._comments.of_order(order.outcome, order.rows).items():
                self._write_row(row, comment, next(values))

    def _write_row(self, row: int, comment: RowComment, values: Sequence[object]) -> None:
        self._row += 1
        bad = {self._columns.position[n]: cell.text for n, cell in comment.cells.items()}
        for position, message in bad.items():
            self._add_comment(_FRONT + position, message)
        self._sheet.add_source_row(
            self._row,
            [
                (comment.problem, self._problem_style),
                (self._run.source_rows.get(row, row), self._row_style),
                (comment.suggestion, self._problem_style) if comment.suggestion else None,
            ],
            values,
            self._formats.of_row(row),
            bad.keys(),
            height_of((comment.problem, FRONT_WIDTHS[0])),
        )

    def _add_comment(self, column: int, text: str) -> None:
        if self._commented >= MOST_COMMENTS:
            self.uncommented += 1
            return
        self._commented += 1
        lines = 1 + text.count("\n") + len(text) / 40
        size = {"x_scale": 2, "y_scale": max(1, lines / 4.5)}
        self._sheet.write_comment(self._row, column, text, size)

    def _add_drop_downs(self, last: int) -> None:
        for n, name in enumerate(self._columns.fields, _FRONT):
            field = catalog.BY_NAME.get(name or "")
            allowed = field.allowed if field else ()
            if field and field.kind is Kind.YES_NO:
                allowed = ("yes", "no")
            if allowed:
                # Her own words for a value (cash, COD) are read too: offer, never forbid.
                rule = {"validate": "list", "source": list(allowed), "show_error": False}
                self._sheet.data_validation(self._header + 1, n, last, n, rule)


def _width(header: str, cells: Iterable[object]) -> int:
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    return min(max(len(header) + 3, longest + 1, 9), 42)
