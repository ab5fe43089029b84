"""Cells → typed values: parsers of one cell each, applied by column."""

from importer.parsing.table import ParsedTable, ReadOptions, parse_table

__all__ = ["ParsedTable", "ReadOptions", "parse_table"]
