"""The sheet "To fix": the merchant's own rows that are not in OTO, ready to be mended and run."""

from collections.abc import Iterable, Sequence
from itertools import islice

import pandas as pd

from importer import catalog
from importer.catalog import Kind
from importer.report.excel.fast_rows import FastSheet, number_cell, style_of, text_cell
from importer.report.excel.results_sheet import MOST_COMMENTS, begin, height_of
from importer.report.excel.row_comments import FRONT, Block, Columns, RowComment, RowComments
from importer.report.excel.source_cells import Formats, SourceCells
from importer.report.excel.style import BAD_INK, FAINT, Styles, write_text
from importer.report.model import RunReport

NAME = "To fix"
_AT_ONCE = 1_000  # orders whose cells are taken out of the frame together
_SAMPLE = 200  # rows that decide on the widths
_FRONT_WIDTH = 60
_YES_NO = ("yes", "no")


class ToFixSheet:
    """Writes the blocks one after another, a batch of them in memory at a time.

    `uncommented` counts the bad cells past the limit of comments.
    """

    def __init__(
        self, sheet: FastSheet, styles: Styles, run: RunReport, blocks: Sequence[Block]
    ) -> None:
        self._sheet, self._styles, self._run = sheet, styles, run
        self._columns = Columns(run)
        self._sayer = RowComments(run, self._columns)
        width, keep = len(self._columns.source), not run.table.book.delimiter
        self._cells = SourceCells(styles, len(FRONT), width, keep_blanks=keep)
        self._blocks = blocks
        self._formats = Formats(
            run, [row for block in blocks for row in block.rows], self._columns.source
        )
        self._front = style_of(styles.get(text_wrap=True, font_color=BAD_INK))
        self._faint = style_of(styles.own(font_color=FAINT, align="center"))
        self._row = self._comments = self.uncommented = 0
        self._begin()

    def write(self) -> None:
        """All the blocks, then the filter and the drop-downs over them."""
        remaining = iter(self._blocks)
        while batch := list(islice(remaining, _AT_ONCE)):
            self._batch(batch)
        last = max(self._row, 1)
        self._sheet.autofilter(0, 0, last, len(FRONT) + len(self._columns.source) - 1)
        self._drop_downs(last)

    def _begin(self) -> None:
        sample = self._run.table.sheet.frame.iloc[:_SAMPLE]
        headers = self._columns.headers
        widths = [_width(header, sample.iloc[:, n]) for n, header in enumerate(headers)]
        begin(self._sheet, self._styles, (*FRONT, *headers), (_FRONT_WIDTH, 8, *widths))
        self._sheet.freeze_panes(1, len(FRONT))
        default = self._formats.default
        look = self._styles.own(num_format=default) if default else None
        for n, (header, field) in enumerate(zip(headers, self._columns.fields, strict=True)):
            self._sheet.set_column(n + len(FRONT), n + len(FRONT), widths[n], look)
            if field is None:
                ignored = self._styles.head(bg_color=FAINT)
                write_text(self._sheet, 0, n + len(FRONT), header, ignored)

    def _batch(self, batch: Sequence[Block]) -> None:
        table = self._run.table
        rows = [row for block in batch for row in block.rows]
        taken = table.sheet.frame.iloc[table.sheet.frame.index.get_indexer(pd.Index(rows))]
        cells = iter(taken.to_numpy(dtype=object).tolist())
        for block in batch:
            for row, said in zip(block.rows, self._sayer.say(block), strict=True):
                self._line(row, said, next(cells))

    def _line(self, row: int, said: RowComment, cells: Sequence[object]) -> None:
        self._row += 1
        bad = {self._columns.place[column]: text for column, text in said.cells.items()}
        for place, message in bad.items():
            self._comment(len(FRONT) + place, message)
        number = self._row + 1
        front = text_cell(f"A{number}", self._front, said.problem)
        origin = number_cell(f"B{number}", self._faint, row)
        own = self._cells.row(self._row, cells, self._formats.of_row(row), bad)
        height = height_of((said.problem, _FRONT_WIDTH))
        self._sheet.write_raw(self._row, len(FRONT) + len(cells), front + origin + own, height)

    def _comment(self, column: int, text: str) -> None:
        if self._comments >= MOST_COMMENTS:
            self.uncommented += 1
            return
        self._comments += 1
        lines = 1 + text.count("\n") + len(text) / 40
        size = {"x_scale": 2, "y_scale": max(1, lines / 4.5)}
        self._sheet.write_comment(self._row, column, text, size)

    def _drop_downs(self, last: int) -> None:
        for n, name in enumerate(self._columns.fields, len(FRONT)):
            field = catalog.BY_NAME.get(name or "")
            allowed = field.allowed if field else ()
            if field and field.kind is Kind.YES_NO:
                allowed = _YES_NO
            if allowed:
                # Her own words for a value (cash, COD) are read too: offer, never forbid.
                rule = {"validate": "list", "source": list(allowed), "show_error": False}
                self._sheet.data_validation(1, n, last, n, rule)


def _width(header: str, cells: Iterable[object]) -> int:
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    return min(max(len(header) + 3, longest + 1, 9), 42)
