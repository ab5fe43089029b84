"""The number formats of the source's cells, as they stood."""

from collections.abc import Collection, Mapping

from importer.report.run import Run
from importer.sheet import number_formats


class Formats:
    """Format codes by source row and 0-based column; `default` is the code of all other cells."""

    def __init__(self, run: Run, rows: Collection[int]) -> None:
        book = run.table.book
        # In a text file every cell is text: what she types into one stays text.
        self.default = "@" if book.delimiter else ""
        self._rows = number_formats(book.path, run.table.sheet.name, rows)

    def of_row(self, row: int) -> Mapping[int, str]:
        """The codes of one row, by column."""
        return self._rows.get(row, {})
