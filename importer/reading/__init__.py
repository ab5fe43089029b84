"""The reading room: a file's bytes → cells with their sheet row and kind, whatever the format."""

from importer.reading.annotations import annotated, without_annotations
from importer.reading.cells import (
    CellRange,
    ErrorCell,
    FormattedNumber,
    Sheet,
    UncachedFormula,
    Workbook,
    column_letter,
    column_number,
    display_text,
)
from importer.reading.limits import MAX_FILE_BYTES
from importer.reading.number_format import shown_decimals
from importer.reading.reader import check_unchanged, number_formats, order_files, read_workbook

__all__ = [
    "MAX_FILE_BYTES",
    "CellRange",
    "ErrorCell",
    "FormattedNumber",
    "Sheet",
    "UncachedFormula",
    "Workbook",
    "annotated",
    "check_unchanged",
    "column_letter",
    "column_number",
    "display_text",
    "number_formats",
    "order_files",
    "read_workbook",
    "shown_decimals",
    "without_annotations",
]
