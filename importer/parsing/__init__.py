"""Cells → typed values: parsers of one cell each, applied by column."""

from importer.parsing.parsed import ReadOptions, Typed
from importer.parsing.table import type_table

__all__ = ["ReadOptions", "Typed", "type_table"]
