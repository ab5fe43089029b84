"""The report of a run: workbook, page, table for machines, and the way back into a next run."""

from importer.report.model import Money, Run, Written
from importer.report.rerun import Rerun, load_rerun
from importer.report.write import write_report

__all__ = ["Money", "Rerun", "Run", "Written", "load_rerun", "write_report"]
