"""The report of a run: workbook, page, table for machines, and the way back into a next run."""

from importer.report.model import Money, RunReport, WrittenReport
from importer.report.rerun import Rerun, load_rerun
from importer.report.write import write_report

__all__ = ["Money", "Rerun", "RunReport", "WrittenReport", "load_rerun", "write_report"]
