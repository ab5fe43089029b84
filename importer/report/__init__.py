"""The report of a run: workbook, page, table for machines, and the way back into a next run."""

from importer.report.annotate import write_annotated
from importer.report.model import DONE, Money, RunReport, summary
from importer.report.places import in_place
from importer.report.rerun import Rerun, load_rerun
from importer.report.write import WrittenReport, write_report

__all__ = [
    "DONE",
    "Money",
    "Rerun",
    "RunReport",
    "WrittenReport",
    "in_place",
    "load_rerun",
    "summary",
    "write_annotated",
    "write_report",
]
