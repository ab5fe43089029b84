"""The copies of one report: workbook, page and, when asked for, the CSV; and where they go."""

import csv
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from importer.errors import reason_of
from importer.i18n import Localized
from importer.problems import Problem, problem
from importer.problems.report import REPORT_ELSEWHERE, REPORT_NOWHERE
from importer.report.excel.workbook import write_workbook
from importer.report.html.page import write_page
from importer.report.model import RunReport
from importer.report.results import COLUMNS, result_rows
from importer.report.text import ReportText, report_text

_LONGEST_STEM = 200  # bytes; file systems hold names of 255
_OF_WINDOWS = r'<>:"|?*' if sys.platform == "win32" else ""  # which it keeps for itself
_NOT_IN_A_NAME = re.compile(rf"[\x00-\x1f\x7f\ud800-\udfff{_OF_WINDOWS}]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
# Writes the file to its temporary name (first), knowing what it will be called (second).
Write = Callable[[Path, Path], None]


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """What a report says, and where its copies ended up.

    `report` is the workbook (None: no place could be written), `page` its page, `table` the CSV and
    `copy` the annotated copy of the file that were asked for. `problems` say where a copy could not
    be written and where it went instead.
    """

    text: ReportText
    report: Path | None
    page: Path | None = None
    table: Path | None = None
    copy: Path | None = None
    problems: tuple[Problem, ...] = ()


def write_report(run: RunReport, folder: Path, results_csv: Path | None = None) -> WrittenReport:
    """Writes the report of `run` into `folder`, or where this user may write.

    Never overwrites a report and never raises for a file that cannot be written: `problems` of
    what it returns say what went elsewhere. An existing `results_csv` is replaced.
    """
    text = report_text(run)
    report, problems = write_with_fallback(
        folder / report_name(run.first_file or run.file.name, run.started),
        lambda path, final: write_workbook(path, text, final),
    )
    page = table = None
    if report is not None:
        page, more = write_with_fallback(
            report.with_suffix(".html"), lambda path, _: write_page(path, text, report)
        )
        problems += more
    if results_csv is not None:
        table, more = write_with_fallback(
            results_csv, lambda path, _: _write_csv(path, run), keep=False
        )
        problems += more
    return WrittenReport(text, report, page, table, problems=tuple(problems))


def report_name(file_name: str, at: datetime) -> str:
    """`<file name>-<YYYYMMDD-HHMMSS>.xlsx` in local time, cut to what file systems hold."""
    # The name may come from a report, which anyone may have edited.
    stem = _NOT_IN_A_NAME.sub("_", Path(file_name).stem)
    stem = stem.encode()[:_LONGEST_STEM].decode("utf-8", "ignore")
    return f"{stem}-{at.astimezone():%Y%m%d-%H%M%S}.xlsx"


def write_with_fallback(
    target: Path, write: Write, *, keep: bool = True
) -> tuple[Path | None, list[Problem]]:
    """As `put`, in the first place that can be written: where asked, else the folders that this
    user has; with a problem that says so. None when there is no such place."""
    why: Localized | None = None
    for folder in (target.parent, *_other_folders()):
        try:
            written = put(folder / target.name, write, keep=keep or folder != target.parent)
        except OSError as error:
            why = why or reason_of(error)
            continue
        if why is None:
            return written, []
        return written, [problem(REPORT_ELSEWHERE, asked=target, file=written, why=why)]
    return None, [problem(REPORT_NOWHERE, asked=target, why=why)]


def put(target: Path, write: Write, *, keep: bool = True) -> Path:
    """Writes a file through a temporary name beside it and returns where it is.

    With `keep`, a file that exists is never overwritten: `-2`, `-3`, ... is added to the name.
    Raises OSError when the folder cannot be written or the file is held by another program.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    while True:
        final = _free(target) if keep else target
        temporary = _temporary(target)
        try:
            write(temporary, final)
            temporary.chmod(0o666 & ~_umask())
            if keep:
                final.touch(exist_ok=False)
            return temporary.replace(final)
        except FileExistsError:
            temporary.unlink(missing_ok=True)  # another run took the name: write for the next one
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def _write_csv(path: Path, run: RunReport) -> None:
    """UTF-8 with BOM, so that Excel reads the Arabic; no cell can start a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        table = csv.writer(out)
        table.writerow(COLUMNS)
        for row in result_rows(run):
            texts = map(str, row.cells)
            table.writerow([f"'{t}" if t.startswith(_FORMULA_STARTS) else t for t in texts])


def _other_folders() -> Iterator[Path]:
    from platformdirs import user_data_path

    yield user_data_path("oto-importer", appauthor=False) / "reports"
    with suppress(RuntimeError):  # a service account may have no home
        yield Path.home() / "oto-importer-reports"
    yield Path(tempfile.gettempdir()) / "oto-importer-reports"


def _free(target: Path) -> Path:
    number = 1
    candidate = target
    while candidate.exists():
        number += 1
        candidate = target.with_name(f"{target.stem}-{number}{target.suffix}")
    return candidate


def _temporary(target: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{target.stem[:40]}-", dir=target.parent)
    os.close(handle)
    return Path(name)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
