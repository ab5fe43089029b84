"""The copies of one report: workbook, page and, when asked for, the CSV."""

from pathlib import Path

from importer.problems import Problem
from importer.report.excel.workbook import write_workbook
from importer.report.html.page import write_page
from importer.report.model import Run, Written
from importer.report.output import report_name, write_with_fallback
from importer.report.results_csv import write_csv
from importer.report.text import report_text


def write_report(run: Run, folder: Path, results_csv: Path | None = None) -> Written:
    """Writes the report of `run` into `folder`, or where this user may write.

    Never overwrites a report and never raises for a file that cannot be written: `problems` of
    what it returns say what went elsewhere. An existing `results_csv` is replaced.
    """
    report, problems = _workbook(run, folder / report_name(run.file, run.started))
    page = _page(run, report, problems) if report else None
    table = None
    if results_csv is not None:
        table, said = write_with_fallback(
            results_csv, lambda path, _: write_csv(path, run), keep=False
        )
        problems += said
    return Written(report, page, table, tuple(problems))


def _workbook(run: Run, target: Path) -> tuple[Path | None, list[Problem]]:
    def write(temporary: Path, final: Path) -> None:
        write_workbook(temporary, run, report_text(run, final), final.name)

    return write_with_fallback(target, write)


def _page(run: Run, report: Path, problems: list[Problem]) -> Path | None:
    told = report_text(run, report)
    target = report.with_suffix(".html")
    page, said = write_with_fallback(
        target, lambda path, _: write_page(path, run, told, report.name)
    )
    problems += said
    return page
