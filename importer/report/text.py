"""What a run's report says, in words and before any layout: workbook and page both draw it."""

import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from importer import catalog
from importer.outcome import Status
from importer.problems import Severity
from importer.reading import column_letter
from importer.report import words
from importer.report.model import RunReport
from importer.report.problem_text import ProblemFormatter, ProblemGroup, one_line
from importer.report.totals import Totals
from importer.row_ranges import format_rows

_GUESSED = "close"  # the mapping room's word for a header that is nearly a known one


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do; `command` is a command line to type, or empty."""

    text: str
    command: str = ""


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column of the file: its letter, its header, what it was taken for and how.

    `taken` is false for an ignored column, `guessed` asks for a second look.
    """

    letter: str
    header: str
    field: str
    how: str
    taken: bool = True
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class ReportText:
    """The report in words. `good` says whether nothing is left to do."""

    title: str
    headline: str
    cure: str
    good: bool
    facts: tuple[tuple[str, str], ...]
    counts: Totals
    accounting: tuple[tuple[str, int], ...]
    verdict: str
    steps: tuple[Step, ...]
    problems: tuple[ProblemGroup, ...]
    warnings: tuple[ProblemGroup, ...]
    notes: tuple[ProblemGroup, ...]
    columns: tuple[ColumnLine, ...]


def report_text(run: RunReport, report: Path) -> ReportText:
    """The report of `run`, whose workbook will be `report`."""
    counts = run.counts
    stopped = (
        None if run.stopped is None else ProblemFormatter(run.table, run.lang).explain(run.stopped)
    )
    done = counts.orders[Status.VALID] if run.check_only else counts.in_oto
    return ReportText(
        title=(words.TITLE_CHECK if run.check_only else words.TITLE).format(run.lang),
        headline=(
            words.STOPPED.format(run.lang, why=stopped.message) if stopped else _headline(run, done)
        ),
        cure=stopped.cure if stopped else "",
        good=stopped is None and done == len(run.outcomes) and counts.add_up,
        facts=_facts(run),
        counts=counts,
        accounting=_accounting(run, counts),
        verdict=_verdict(run, counts),
        steps=_steps(run, counts, report),
        problems=tuple(run.causes[Severity.PROBLEM]),
        warnings=tuple(run.causes[Severity.WARNING]),
        notes=tuple(run.causes[Severity.NOTE]),
        columns=(*_columns(run), *_constants(run)),
    )


def command_line(run: RunReport, file: Path) -> str:
    """The command of the next run, on `file`, quoted for this machine's shell."""
    quote = subprocess.list2cmdline if sys.platform == "win32" else shlex.join
    return run.command.replace("{report}", quote([str(file)]))


def _headline(run: RunReport, done: int) -> str:
    orders = len(run.outcomes)
    left = orders - done
    if not orders:
        said = words.NO_ORDERS
    elif run.check_only:
        said = words.SOME_VALID.given(left=words.NOT_VALID.given(count=left))
        said = said if left else words.ALL_VALID
    else:
        said = words.SOME_IN.given(left=words.NOT_IN.given(count=left))
        said = said if left else words.ALL_IN
    return said.format(run.lang, orders=orders, done=done, file=run.file.name)


def _facts(run: RunReport) -> tuple[tuple[str, str], ...]:
    book = run.table.book
    delimiter = words.DELIMITERS.get(book.delimiter or "")
    facts = (
        (words.FILE, str(run.file)),
        (words.SHEET, run.table.sheet.name),
        (words.TIME, run.started.strftime("%Y-%m-%d %H:%M:%S %z").strip()),
        (words.TOOK, words.SECONDS.format(run.lang, seconds=f"{run.seconds:.1f}")),
        (words.HOST, run.host or words.NOT_ASKED.format(run.lang)),
        (words.ACCOUNT, run.account or words.NOT_ASKED.format(run.lang)),
        (words.ENCODING, book.encoding or ""),
        (words.DELIMITER, delimiter.format(run.lang) if delimiter else book.delimiter or ""),
        (words.PREVIOUS, run.previous.name if run.previous else ""),
    )
    return tuple((label.format(run.lang), one_line(value)) for label, value in facts if value)


def _accounting(run: RunReport, counts: Totals) -> tuple[tuple[str, int], ...]:
    parts = (
        (words.IN_ORDERS, counts.rows.total()),
        (words.ABOVE_HEADER, counts.above),
        (words.HEADER_ROWS, counts.headers),
        (words.LEFT_OUT, counts.left_out),
        (words.FILLED_ROWS, counts.sheet_rows),
    )
    return tuple((label.format(run.lang), count) for label, count in parts)


def _verdict(run: RunReport, counts: Totals) -> str:
    if counts.add_up:
        return words.ALL_ACCOUNTED.format(run.lang)
    return words.UNACCOUNTED.format(run.lang, rows=format_rows(counts.unaccounted))


def _steps(run: RunReport, counts: Totals, report: Path) -> tuple[Step, ...]:
    valid = counts.orders[Status.VALID]
    left = len(run.outcomes) - counts.in_oto - valid
    to_mend = left - counts.orders[Status.NOT_SENT] - counts.orders[Status.UNCONFIRMED]
    steps: list[Step] = []
    if to_mend:
        steps += [
            Step(words.DO_MEND.format(run.lang, left=left)),
            Step(words.DO_SAVE.format(run.lang)),
            Step(words.DO_RUN.format(run.lang), command_line(run, report)),
        ]
    elif left:
        steps.append(Step(words.DO_RUN_AGAIN.format(run.lang), command_line(run, report)))
    if valid:
        said = words.DO_SEND_REST if left else words.DO_SEND
        steps.append(Step(said.format(run.lang, valid=valid), command_line(run, run.file)))
    return tuple(steps) or (Step(words.DO_NOTHING.format(run.lang)),)


def _columns(run: RunReport) -> list[ColumnLine]:
    lines = []
    for column in run.table.columns:
        known = catalog.BY_NAME.get(column.field or "")
        lines.append(
            ColumnLine(
                letter=column_letter(column.index),
                header=one_line(column.header) or words.NO_HEADER.format(run.lang),
                field=f"{known.label.format(run.lang)} ({known.name})" if known else "—",
                how=words.HOW_KNOWN[column.how.value].format(run.lang),
                taken=known is not None,
                guessed=column.how == _GUESSED,
            )
        )
    return lines


def _constants(run: RunReport) -> list[ColumnLine]:
    return [
        ColumnLine("", "—", name, words.CONSTANT.format(run.lang, value=value))
        for name, value in run.table.constants.items()
    ]
