"""The number formats of the source's cells, as they stood."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress

from importer.errors import FileUnreadable
from importer.reading import number_formats
from importer.report.model import Run


class Formats:
    """Format codes of the cells of `rows`, in the order of `columns`.

    `default` is the code of all cells of a text file: what she types into one stays text.
    """

    def __init__(self, run: Run, rows: Collection[int], columns: Sequence[int]) -> None:
        book = run.table.book
        self.default = "@" if book.delimiter else ""
        self._columns = columns
        self._rows: Mapping[int, Mapping[int, str]] = {}
        with suppress(FileUnreadable):  # moved or changed meanwhile: the report matters more
            self._rows = number_formats(book.path, run.table.sheet.name, rows)
        self._known: dict[int, tuple[str, ...]] = {}

    def of_row(self, row: int) -> tuple[str, ...]:
        """The codes of one row; rows formatted alike share one tuple."""
        codes = self._rows.get(row)
        if id(codes) not in self._known:
            known = codes or {}
            self._known[id(codes)] = tuple(known.get(n, self.default) for n in self._columns)
        return self._known[id(codes)]
