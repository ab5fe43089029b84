"""The reading room: a file's bytes → cells with their sheet row and kind, whatever the format."""

from importer.reading.cells import (
    Area,
    Book,
    ErrorCell,
    Padded,
    Sheet,
    Uncalculated,
    column_letter,
    shown,
)
from importer.reading.reader import number_formats, read_book

__all__ = [
    "Area",
    "Book",
    "ErrorCell",
    "Padded",
    "Sheet",
    "Uncalculated",
    "column_letter",
    "number_formats",
    "read_book",
    "shown",
]
