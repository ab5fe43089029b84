"""Cells → typed values: parsers of one cell each, applied by column."""

from importer.parsing.parsed import ParsedTable, ReadOptions
from importer.parsing.table import parse_table

__all__ = ["ParsedTable", "ReadOptions", "parse_table"]
