"""The sheet "Results": one row an order, as the contract has it."""

from collections.abc import Mapping, Sequence

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from importer.report import words
from importer.report.cell import write_text
from importer.report.lines import COLUMNS, Line
from importer.report.style import LINK, TONES, Styles
from importer.words import Lang

NAME = "Results"
WIDTHS = (20, 16, 18, 24, 58, 48, 12, 9, 21)
MOST_COMMENTS = 5_000  # each costs memory and a drawing that Excel has to load
_MOST_LINKS = 60_000  # Excel holds 65,530 links a sheet
_LINE, _MOST_LINES = 15.5, 12  # points a line; more lines are read in the cell itself
_WRAPPED = frozenset({"error", "fix"})


def set_height(sheet: Worksheet, row: int, *texts: tuple[str, int]) -> None:
    """Makes the row as high as the wrapped texts need in columns of these widths (characters)."""
    lines = max(_lines(text, width) for text, width in texts)
    if lines > 1:
        sheet.set_row(row, min(lines, _MOST_LINES) * _LINE)


def _lines(text: str, width: int) -> int:
    if len(text) < width and "\n" not in text:
        return 1
    return sum(max(1, -(-len(line) // (width - 4))) for line in text.split("\n"))


def begin(sheet: Worksheet, styles: Styles, headers: Sequence[str], widths: Sequence[int]) -> None:
    """Header, widths, frozen panes and what is printed on every page."""
    for column, (header, width) in enumerate(zip(headers, widths, strict=True)):
        sheet.set_column(column, column, width)
        write_text(sheet, 0, column, header, styles.head())
    sheet.set_row(0, 24)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


class ResultsSheet:
    """Writes the lines one after another; `links` tells the row in "To fix" of the order at a
    place of the run."""

    def __init__(
        self, sheet: Worksheet, styles: Styles, lang: Lang, links: Mapping[int, int]
    ) -> None:
        self._sheet, self._styles, self._lang, self._links = sheet, styles, lang, links
        self._row = self._comments = 0
        begin(sheet, styles, COLUMNS, WIDTHS)

    def add(self, line: Line) -> None:
        """One more order."""
        self._row += 1
        set_height(self._sheet, self._row, (line.error, WIDTHS[4]), (line.fix, WIDTHS[5]))
        for column, (name, cell) in enumerate(zip(COLUMNS, line.cells, strict=True)):
            if isinstance(cell, int):
                centred = self._styles.own(align="center")
                self._sheet.write_number(self._row, column, cell, centred)
            elif name == "status":
                self._status(column, line)
            elif name == "rows":
                self._rows(column, cell)
            else:
                write_text(self._sheet, self._row, column, cell, self._format(name))

    def end(self) -> None:
        """The filter over all lines."""
        self._sheet.autofilter(0, 0, max(self._row, 1), len(COLUMNS) - 1)

    def _status(self, column: int, line: Line) -> None:
        look = self._styles.tone(TONES[line.status], bold=True)
        self._sheet.write_string(self._row, column, line.status.value, look)
        if line.warnings and self._comments < MOST_COMMENTS:
            self._comments += 1
            self._sheet.write_comment(self._row, column, line.warnings, {"x_scale": 2.2})

    def _rows(self, column: int, rows: str) -> None:
        target = self._links.get(self._row - 1)
        if target is None or self._row > _MOST_LINKS:
            write_text(self._sheet, self._row, column, rows, self._format("rows"))
            return
        look = self._styles.get(num_format="@", font_color=LINK, underline=1)
        tip = words.SEE_TO_FIX.say(self._lang)
        self._sheet.write_url(self._row, column, f"internal:'To fix'!A{target}", look, rows, tip)

    def _format(self, name: str) -> Format:
        if name in _WRAPPED:
            return self._styles.get(text_wrap=True)
        return self._styles.get(num_format="@")
