"""The sheet "Results": one row an order, as the contract has it."""

from collections.abc import Iterable, Mapping

from importer.i18n import Language, _
from importer.report.excel.source_cells import Cell, RowSheet
from importer.report.excel.style import LINK, PALETTES, Styles, height_of, write_header
from importer.report.model import TO_FIX
from importer.report.results import COLUMNS, ResultRow

WIDTHS = (20, 16, 18, 24, 58, 48, 12, 9, 21)
WRAPPED = frozenset({"error", "fix"})
MOST_COMMENTS = 5_000  # each costs memory and a drawing that Excel has to load
_MOST_LINKS = 60_000  # Excel holds 65,530 links a sheet
_STATUS, _ERROR, _FIX, _ROWS = map(COLUMNS.index, ("status", "error", "fix", "rows"))


def write_results(
    sheet: RowSheet,
    styles: Styles,
    lang: Language,
    rows: Iterable[ResultRow],
    links: Mapping[int, int],
) -> None:
    """Writes header, rows and filter; `links` has the row in "To fix" of the n-th order."""
    write_header(sheet, styles, COLUMNS, WIDTHS)
    text = styles.text(num_format="@")
    wrapped = styles.text(text_wrap=True)
    looks = [wrapped if name in WRAPPED else text for name in COLUMNS]
    looks[COLUMNS.index("attempts")] = styles.plain(align="center")
    link = styles.text(num_format="@", font_color=LINK, underline=1)
    statuses = {status: styles.palette(palette, bold=True) for status, palette in PALETTES.items()}
    tip = _("Go to its rows in “To fix”").format(lang)
    number = comments = 0
    for number, row in enumerate(rows, 1):
        target = links.get(number - 1) if number <= _MOST_LINKS else None
        looks[_STATUS] = statuses[row.status]
        looks[_ROWS] = text if target is None else link
        if target is not None:
            sheet.add_link(number, _ROWS, f"internal:'{TO_FIX}'!A{target}", tip)
        if row.warnings and comments < MOST_COMMENTS:
            comments += 1
            sheet.write_comment(number, _STATUS, row.warnings, {"x_scale": 2.2})
        cells: list[Cell | None] = [
            None if cell == "" else (cell, look)
            for cell, look in zip(row.cells, looks, strict=True)
        ]
        height = None
        if row.error:
            height = height_of((row.error, WIDTHS[_ERROR]), (row.fix, WIDTHS[_FIX]))
        sheet.add_row(number, cells, height)
    sheet.autofilter(0, 0, max(number, 1), len(COLUMNS) - 1)
