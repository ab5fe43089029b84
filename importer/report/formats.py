"""The number formats of the source's cells, row by row, in little memory."""

from collections.abc import Mapping, Sequence

from importer.report.run import Run
from importer.sheet import number_formats

_AT_ONCE = 20_000  # rows asked for together: the answer has an entry for every cell


class Formats:
    """Format codes by source row and 0-based column; `default` is the code of all other cells.

    Rows that are formatted alike, as nearly all are, share one mapping.
    """

    def __init__(self, run: Run, default: str) -> None:
        self._path, self._sheet = run.table.book.path, run.table.sheet.name
        self.default = default
        self._rows: dict[int, Mapping[int, str]] = {}
        self._shared: dict[tuple[tuple[int, str], ...], Mapping[int, str]] = {}

    def read(self, rows: Sequence[int]) -> None:
        """Reads the formats of the rows from the file."""
        ordered = sorted(rows)
        for start in range(0, len(ordered), _AT_ONCE):
            self._read(ordered[start : start + _AT_ONCE])

    def of_row(self, row: int) -> Mapping[int, str]:
        """The codes of one row that was read, by column."""
        return self._rows.get(row, {})

    def _read(self, rows: Sequence[int]) -> None:
        by_row: dict[int, dict[int, str]] = {}
        for (row, column), code in number_formats(self._path, self._sheet, rows).items():
            by_row.setdefault(row, {})[column] = code
        for row, codes in by_row.items():
            self._rows[row] = self._shared.setdefault(tuple(sorted(codes.items())), codes)
