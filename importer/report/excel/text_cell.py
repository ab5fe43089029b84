"""One text into one cell, as text and whole."""

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from importer.report.excel.fast_rows import LONGEST


def write_text(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Writes `text` as a string, never as a formula, a link or markup.

    XlsxWriter takes a string of the form `<r>...</r>` for ready markup when it keeps memory
    constant; such a text goes in as two plain runs instead.
    """
    if text.startswith("<r>") and text.endswith("</r>"):
        sheet.write_rich_string(row, column, look, text[0], look, text[1:LONGEST], look)
    elif text:
        sheet.write_string(row, column, text, look)
    else:
        sheet.write_blank(row, column, None, look)
