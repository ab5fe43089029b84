"""What the fast engine does not tell about a sheet, found in the file's own records."""

from dataclasses import dataclass, field

from importer.reading import errors, limits
from importer.reading.cells import (
    CellRange,
    ErrorCell,
    FormattedNumber,
    UncachedFormula,
    column_letter,
)

Place = tuple[int, int]  # sheet row (1-based), column number (0-based)
Correction = ErrorCell | UncachedFormula | FormattedNumber


@dataclass
class SheetMetadata:
    """The cells that the engine gives wrongly or as nothing, hidden rows and merged areas."""

    cells: dict[Place, Correction] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    merged: list[CellRange] = field(default_factory=list)
    hidden: bool = False


def bound(sheet: str, rows: int, columns: int) -> None:
    """Raise FileUnreadable when the area from A1 to the last cell is more than can be read."""
    if rows > limits.MAX_ROWS or columns > limits.MAX_COLUMNS or rows * columns > limits.MAX_CELLS:
        raise errors.too_many_cells(sheet, f"{column_letter(max(0, columns - 1))}{rows}")
