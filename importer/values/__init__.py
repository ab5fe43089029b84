"""Cells → typed values: parsers of one cell each, applied by column."""

from importer.values.table import type_table
from importer.values.typed import ReadOptions, Typed

__all__ = ["ReadOptions", "Typed", "type_table"]
