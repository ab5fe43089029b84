"""The sheet "Results": one row an order, as the contract has it."""

from collections.abc import Mapping, Sequence

from xlsxwriter.worksheet import Worksheet

from importer.i18n import Language
from importer.report import words
from importer.report.excel.fast_rows import FastSheet, number_cell, style_of, text_cell
from importer.report.excel.style import LINK, PALETTES, Styles, write_text
from importer.report.results import COLUMNS, ResultRow

NAME = "Results"
WIDTHS = (20, 16, 18, 24, 58, 48, 12, 9, 21)
MOST_COMMENTS = 5_000  # each costs memory and a drawing that Excel has to load
_MOST_LINKS = 60_000  # Excel holds 65,530 links a sheet
_LINE, _MOST_LINES = 15.5, 12  # points a line; more lines are read in the cell itself
_LETTERS = "ABCDEFGHI"
WRAPPED = frozenset({"error", "fix"})


def height_of(*texts: tuple[str, int]) -> float | None:
    """The height in points that the wrapped texts need in columns of these widths (characters);
    None for one line."""
    lines = max(_lines(text, width) for text, width in texts)
    return min(lines, _MOST_LINES) * _LINE if lines > 1 else None


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
        self, sheet: FastSheet, styles: Styles, lang: Language, links: Mapping[int, int]
    ) -> None:
        self._sheet, self._links, self._tip = sheet, links, words.SEE_TO_FIX.format(lang)
        self._row = self._comments = 0
        text = style_of(styles.get(num_format="@"))
        wrapped = style_of(styles.get(text_wrap=True))
        self._looks = {name: wrapped if name in WRAPPED else text for name in COLUMNS}
        self._looks["attempts"] = style_of(styles.own(align="center"))
        self._link = style_of(styles.get(num_format="@", font_color=LINK, underline=1))
        self._tones = {
            status: style_of(styles.tone(tone, bold=True)) for status, tone in PALETTES.items()
        }
        begin(sheet, styles, COLUMNS, WIDTHS)

    def add(self, line: ResultRow) -> None:
        """One more order."""
        self._row += 1
        number = self._row + 1
        target = self._target()
        looks = {**self._looks, "status": self._tones[line.status]}
        if target is not None:
            looks["rows"] = self._link
        cells = [
            number_cell(f"{letter}{number}", looks[name], cell)
            if isinstance(cell, int)
            else text_cell(f"{letter}{number}", looks[name], cell)
            for letter, name, cell in zip(_LETTERS, COLUMNS, line.cells, strict=True)
            if cell != ""
        ]
        self._extras(line, target)
        height = height_of((line.error, WIDTHS[4]), (line.fix, WIDTHS[5])) if line.error else None
        self._sheet.write_raw(self._row, len(COLUMNS), "".join(cells), height)

    def end(self) -> None:
        """The filter over all lines."""
        self._sheet.autofilter(0, 0, max(self._row, 1), len(COLUMNS) - 1)

    def _target(self) -> int | None:
        return self._links.get(self._row - 1) if self._row <= _MOST_LINKS else None

    def _extras(self, line: ResultRow, target: int | None) -> None:
        if target is not None:
            column = COLUMNS.index("rows")
            self._sheet.link(self._row, column, f"internal:'To fix'!A{target}", self._tip)
        if line.warnings and self._comments < MOST_COMMENTS:
            self._comments += 1
            column = COLUMNS.index("status")
            self._sheet.write_comment(self._row, column, line.warnings, {"x_scale": 2.2})
