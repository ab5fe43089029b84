"""Results for other programs: a CSV with the columns of the sheet "Results"."""

import csv
from pathlib import Path

from importer.report.model import Run
from importer.report.result_rows import COLUMNS, lines

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_csv(path: Path, run: Run) -> None:
    """UTF-8 with BOM, so that Excel reads the Arabic; no cell can start a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        table = csv.writer(out)
        table.writerow(COLUMNS)
        for line in lines(run):
            table.writerow([_safe(str(cell)) for cell in line.cells])


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_STARTS) else text
