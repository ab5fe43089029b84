"""The report of a run: workbook, page, table for machines, and the way back into a next run."""

from importer.report.run import Money, Run, Written

__all__ = ["Money", "Run", "Written"]
