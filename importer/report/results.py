"""The rows of "Results": one an order, in file order, the same in workbook, page and CSV."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from importer.i18n import Language
from importer.outcome import IN_OTO, Outcome, Status
from importer.problems import Explained, Problem, Severity, oto_codes
from importer.report import words
from importer.report.model import RunReport
from importer.report.problem_text import ProblemFormatter, code_of
from importer.row_ranges import format_rows

COLUMNS = (
    "orderId", "status", "otoId", "errorCode", "error", "fix", "rows", "attempts", "sentAt",
)  # fmt: skip
_SAID = 5  # problems of one order that are told in full


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


def lines(run: RunReport, outcomes: Iterable[Outcome] | None = None) -> Iterator[ResultRow]:
    """The lines of the run's orders, or of the given ones."""
    teller = ProblemFormatter(run.table, run.lang)
    for outcome in run.outcomes if outcomes is None else outcomes:
        yield _line(outcome, teller)


def reasons(outcome: Outcome) -> list[Problem]:
    """Why the order is not in OTO: what holds it back first, else whatever is known."""
    if outcome.status in IN_OTO:
        return []
    found = list(dict.fromkeys(outcome.problems))
    return [one for one in found if code_of(one).severity is Severity.PROBLEM] or (
        [] if outcome.status is Status.VALID else found
    )


def moment(at: datetime | None) -> str:
    """ISO 8601 to the second, in UTC; a time without a zone is taken as UTC."""
    if at is None:
        return ""
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _line(outcome: Outcome, teller: ProblemFormatter) -> ResultRow:
    said = _said(outcome, teller) if outcome.problems else _NOTHING_SAID
    return ResultRow(
        order_id=outcome.order_id,
        status=outcome.status,
        oto_id=", ".join(outcome.oto_ids),
        error_code=said.error_code,
        error=said.error,
        fix=said.fix,
        rows=format_rows(outcome.rows),
        attempts=outcome.attempts,
        sent_at=moment(outcome.sent_at),
        warnings=said.warnings,
    )


class _Said(NamedTuple):
    """What the problems of one order come to."""

    error_code: str = ""
    error: str = ""
    fix: str = ""
    warnings: str = ""


_NOTHING_SAID = _Said()


def _said(outcome: Outcome, teller: ProblemFormatter) -> _Said:
    why = reasons(outcome)
    said = [teller.explain(one) for one in why[:_SAID]]
    warned = [one for one in outcome.problems if code_of(one).severity is Severity.WARNING]
    return _Said(
        error_code=oto_codes.code_told(why[0]) if why else "",
        error=_messages(said, len(why), teller),
        fix="\n".join(dict.fromkeys(filter(None, (one.cure for one in said)))),
        warnings="\n".join(teller.explain(one).message for one in warned[:_SAID]),
    )


def _messages(said: Sequence[Explained], found: int, teller: ProblemFormatter) -> str:
    told = list(dict.fromkeys(placed(one, teller.lang) for one in said))
    if found > len(said):
        told.append(words.AND_MORE.format(teller.lang, count=found - len(said)))
    return "\n".join(told)


def placed(said: Explained, lang: Language) -> str:
    """The message behind its cell, unless it names the cell itself."""
    if not said.cell or said.cell in said.message:
        return said.message
    # The mark keeps a Latin value at the message's start from running into the address.
    mark = "\N{RIGHT-TO-LEFT MARK}" if lang == "ar" else ""
    return f"{said.cell}{mark}: {said.message}"
