"""The reading room: a file's bytes → cells with their sheet row and kind, whatever the format."""

from importer.reading.cells import (
    Book,
    CellRange,
    ErrorCell,
    FormattedNumber,
    Sheet,
    UncachedFormula,
    column_letter,
    display_text,
)
from importer.reading.reader import number_formats, read_workbook

__all__ = [
    "Book",
    "CellRange",
    "ErrorCell",
    "FormattedNumber",
    "Sheet",
    "UncachedFormula",
    "column_letter",
    "display_text",
    "number_formats",
    "read_workbook",
]
