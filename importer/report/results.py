"""The rows of "Results": one an order, in file order, the same in workbook, page and CSV."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from importer.i18n import _n
from importer.outcome import IN_OTO, Outcome, Status
from importer.problems import Problem, Severity, oto_codes
from importer.report.model import RunReport
from importer.report.problem_text import ProblemFormatter, code_of
from importer.row_ranges import format_rows

COLUMNS = (
    "orderId", "status", "otoId", "errorCode", "error", "fix", "rows", "attempts", "sentAt",
)  # fmt: skip
_MOST_PROBLEMS = 5  # of one order that are told in full


class ResultRow(NamedTuple):
    """One order as "Results" shows it; the fields stand in the order of `COLUMNS`.

    `sent_at` is ISO 8601 in UTC. `warnings` is no column of Results: the page tells it.
    """

    order_id: str
    status: Status
    oto_id: str
    error_code: str
    error: str
    fix: str
    rows: str
    attempts: int
    sent_at: str
    warnings: str

    @property
    def cells(self) -> tuple[str | int, ...]:
        """The cells of Results."""
        return (self.order_id, self.status.value, *self[2 : len(COLUMNS)])


def result_rows(run: RunReport, outcomes: Iterable[Outcome] | None = None) -> Iterator[ResultRow]:
    """The rows of all the run's orders, or of some of them."""
    formatter = ProblemFormatter(run.table, run.lang)
    for outcome in run.outcomes if outcomes is None else outcomes:
        texts = _problem_texts(outcome, formatter) if outcome.problems else _NO_TEXTS
        yield ResultRow(
            order_id=outcome.order_id,
            status=outcome.status,
            oto_id=", ".join(outcome.oto_ids),
            error_code=texts.error_code,
            error=texts.error,
            fix=texts.fix,
            rows=format_rows(run.rows_in_file(outcome.rows)),
            attempts=outcome.attempts,
            sent_at=utc_text(outcome.sent_at),
            warnings=texts.warnings,
        )


def reasons(outcome: Outcome) -> list[Problem]:
    """Why the order is not in OTO: what holds it back first, else whatever is known."""
    if outcome.status in IN_OTO:
        return []
    problems = list(dict.fromkeys(outcome.problems))
    holding = [each for each in problems if code_of(each).severity is Severity.PROBLEM]
    return holding or ([] if outcome.status is Status.VALID else problems)


def utc_text(at: datetime | None) -> str:
    """ISO 8601 to the second, in UTC; a time without a zone is taken as UTC."""
    if at is None:
        return ""
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class _ProblemTexts(NamedTuple):
    """What the problems of one order come to."""

    error_code: str = ""
    error: str = ""
    fix: str = ""
    warnings: str = ""


_NO_TEXTS = _ProblemTexts()


def _problem_texts(outcome: Outcome, formatter: ProblemFormatter) -> _ProblemTexts:
    problems = reasons(outcome)
    explained = [formatter.explain(each) for each in problems[:_MOST_PROBLEMS]]
    errors = list(dict.fromkeys(formatter.with_cell(each) for each in explained))
    if len(problems) > len(explained):
        more = _n(
            "and {count} more problem of this order", "and {count} more problems of this order"
        )
        errors.append(more.format(formatter.lang, count=len(problems) - len(explained)))
    warnings = [each for each in outcome.problems if code_of(each).severity is Severity.WARNING]
    return _ProblemTexts(
        error_code=oto_codes.shown_code(problems[0]) if problems else "",
        error="\n".join(errors),
        fix="\n".join(dict.fromkeys(filter(None, (each.cure for each in explained)))),
        warnings="\n".join(formatter.explain(each).message for each in warnings[:_MOST_PROBLEMS]),
    )
