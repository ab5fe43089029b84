"""The tables of a report, in the language of its run and before any layout."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from importer import catalog
from importer.i18n import Language, Message, _, _n
from importer.mapping import MatchSource
from importer.outcome import Outcome, Status
from importer.problems import Severity
from importer.reading import column_letter
from importer.report.model import DONE, Money, RunReport
from importer.report.problem_text import ProblemFormatter, ProblemGroup, group_problems, one_line

MOST_ORDERS = 5_000  # listed on the page: a browser still searches these at once

_STATUS_LABELS = {
    Status.CREATED: _("Created"),
    Status.ALREADY_CREATED: _("Already in OTO"),
    Status.CONFLICT: _("Conflict"),
    Status.REJECTED: _("Rejected by OTO"),
    Status.INVALID: _("To mend"),
    Status.UNCONFIRMED: _("Unconfirmed"),
    Status.NOT_SENT: _("Not sent"),
    Status.VALID: _("Ready to send"),
}
STATUS_MEANINGS = {
    Status.CREATED: _("This run created the order."),
    Status.ALREADY_CREATED: _("It was in OTO before, with the same content."),
    Status.CONFLICT: _("Its number is in OTO with other content; nothing was sent over it."),
    Status.REJECTED: _("OTO refused it, with its reason."),
    Status.INVALID: _("A check failed; it was not sent."),
    Status.UNCONFIRMED: _("It may have arrived and OTO could not be asked; a re-run settles it."),
    Status.NOT_SENT: _("The run stopped before its turn."),
    Status.VALID: _("It would be sent as it stands."),
}
# Headings of several tables.
ORDERS, _ROWS, _STATUS, _CODE = _("Orders"), _("Rows"), _("Status"), _("Code")
_WHAT, _HOW_TO_MEND = _("What"), _("How to mend it")

Row = TypeVar("Row", covariant=True)


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """One part of the report: its title, its rows, and a heading over each field of a row."""

    title: str
    rows: Sequence[Row]
    headings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many orders and rows ended in one status."""

    status: Status
    label: str
    meaning: str
    orders: int
    rows: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a name and a value; `link` is the file beside the report that the value names."""

    label: str
    value: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class RowCount:
    """How many rows of the sheet are in one place."""

    label: str
    rows: int


@dataclass(frozen=True, slots=True)
class ColumnText:
    """One column of the file: its letter, its header, what it was taken for and how.

    `used` is false for an ignored column, `guessed` asks for a second look.
    """

    letter: str
    header: str
    field: str
    how: str
    used: bool = True
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class OrderList(Table[Outcome]):
    """The orders that the page lists, to be searched; `shortened` says when that is not all.

    The headings are those of `results.COLUMNS`; `shown` has `#` for the number of orders.
    """

    shortened: str
    search: str
    any_status: str
    shown: str


def table(
    lang: Language, title: Message, rows: Iterable[Row], /, **headings: Message
) -> Table[Row]:
    """The table with its title and headings in the language."""
    named = {field: heading.format(lang) for field, heading in headings.items()}
    return Table(title.format(lang), tuple(rows), named)


def status_label(status: Status, lang: Language) -> str:
    """The status in a reader's words."""
    return _STATUS_LABELS[status].format(lang)


def statuses(run: RunReport) -> Table[StatusCount]:
    """The statuses that a reader looks for, and any other that an order has."""
    of_check, of_run = {Status.VALID, Status.INVALID}, set(Status) - {Status.VALID}
    usual = of_check if run.check_only else of_run
    counts = (
        StatusCount(
            status=status,
            label=_STATUS_LABELS[status].format(run.lang),
            meaning=STATUS_MEANINGS[status].format(run.lang),
            orders=run.totals.orders[status],
            rows=run.totals.rows[status],
        )
        for status in Status
        if status in usual or run.totals.orders[status]
    )
    return table(
        run.lang,
        ORDERS,
        counts,
        label=_STATUS,
        status=_CODE,
        orders=ORDERS,
        rows=_ROWS,
        meaning=_("What it means"),
    )


def rows_of_sheet(run: RunReport) -> Table[RowCount]:
    """Where the rows of the sheet went; the last line is the sum of the others."""
    totals = run.totals
    parts = (
        (_("in orders"), totals.rows.total()),
        (_("above the header"), totals.above),
        (_("the header"), totals.headers),
        (_("left out (no orders: see the notes)"), totals.left_out),
        (_("filled rows of the sheet"), totals.sheet_rows),
    )
    counts = (RowCount(label.format(run.lang), rows) for label, rows in parts)
    return table(run.lang, _("Rows of the sheet"), counts)


def problems(
    run: RunReport, severity: Severity, title: Message, formatter: ProblemFormatter
) -> Table[ProblemGroup]:
    """The run's problems of one severity by their cause."""
    return table(
        run.lang,
        title,
        group_problems(run.all_problems, severity, formatter),
        message=_WHAT,
        orders=ORDERS,
        times=_("Times"),
        code=_CODE,
        cure=_HOW_TO_MEND,
        where=_("Where"),
    )


def money(run: RunReport) -> Table[Money]:
    """What the orders are worth, a row a currency."""
    return table(
        run.lang,
        _("Money that would be sent") if run.check_only else _("Money sent"),
        run.money,
        currency=_("Currency"),
        cod=_("To collect (COD)"),
        paid=_("Paid already"),
    )


_DELIMITERS = {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("bar")}


def facts(run: RunReport) -> Table[Fact]:
    """What was run, when, how and against which account; what is not known is left out."""
    lang, book = run.lang, run.table.book
    not_asked = _("not asked").format(lang)
    delimiter = _DELIMITERS.get(book.delimiter or "")
    values = (
        (_("File"), str(run.file)),
        (_("Sheet"), run.table.sheet.name),
        (_("Time"), run.started.strftime("%Y-%m-%d %H:%M:%S %z").strip()),
        (_("Took"), _("{seconds} seconds").format(lang, seconds=f"{run.seconds:.1f}")),
        (_("Host"), run.host or not_asked),
        (_("OTO account"), run.account or not_asked),
        (_("Encoding"), book.encoding or ""),
        (_("Delimiter"), delimiter.format(lang) if delimiter else book.delimiter or ""),
    )
    lines = [Fact(label.format(lang), one_line(value)) for label, value in values if value]
    if run.previous:
        name = run.previous.name
        lines.append(Fact(_("Earlier report").format(lang), one_line(name), link=name))
    return table(lang, _("The run"), lines)


_HOW = {
    MatchSource.CANONICAL: _("by its name"),
    MatchSource.LABEL: _("by the template's label"),
    MatchSource.ALIAS: _("by a common name"),
    MatchSource.CLOSE: _("guessed: please check"),
    MatchSource.PROFILE: _("by the known export"),
    MatchSource.MAP: _("by --map"),
    MatchSource.REMEMBERED: _("as in an earlier run"),
    MatchSource.IGNORED: _("ignored"),
}

_SAME = _("the same for every order: {value}")
_WHERE_EMPTY = _("where the file says nothing: {value}")


def columns(run: RunReport) -> Table[ColumnText]:
    """What each column of the file was taken for, then the values put in for all orders."""
    lang = run.lang
    lines = []
    for column in run.table.columns:
        field = catalog.BY_NAME.get(column.field or "")
        lines.append(
            ColumnText(
                letter=column_letter(column.index),
                header=one_line(column.header) or _("(no header)").format(lang),
                field=f"{field.label.format(lang)} ({field.name})" if field else "—",
                how=_HOW[column.how].format(lang),
                used=field is not None,
                guessed=column.how is MatchSource.CLOSE,
            )
        )
    for name, value in run.table.constants.items():
        everywhere = (run.table.frame[name] == value).all()
        how = _SAME if everywhere else _WHERE_EMPTY
        lines.append(ColumnText("", "—", name, how.format(lang, value=value)))
    return table(
        lang,
        _("Columns"),
        lines,
        letter=_("Column"),
        header=_("Header"),
        field=_("Understood as"),
        how=_("How"),
    )


def _urgency(outcome: Outcome) -> int:
    """What somebody has to mend comes first, then what a re-run settles."""
    if outcome.status in DONE:
        return 2
    return int(outcome.status in (Status.UNCONFIRMED, Status.NOT_SENT))


def orders(run: RunReport) -> OrderList:
    """All orders, the most urgent first; of too many the first ones."""
    lang = run.lang
    order = _("Order").format(lang)
    headings = {
        "orderId": order,
        "status": _STATUS.format(lang),
        "otoId": _("OTO number").format(lang),
        "errorCode": _CODE.format(lang),
        "error": _WHAT.format(lang),
        "fix": _HOW_TO_MEND.format(lang),
        "rows": _ROWS.format(lang),
        "attempts": _("Attempts").format(lang),
        "sentAt": _("Sent (UTC)").format(lang),
    }
    listed, shortened = sorted(run.outcomes, key=_urgency)[:MOST_ORDERS], ""
    if len(listed) < len(run.outcomes):
        shortened = _n(
            "The page lists {shown} of {orders} order, those with problems first; the workbook has "
            "all.",
            "The page lists {shown} of {orders} orders, those with problems first; the workbook "
            "has all.",
            by="orders",
        ).format(lang, shown=len(listed), orders=len(run.outcomes))
    return OrderList(
        title=order,
        rows=listed,
        headings=headings,
        shortened=shortened,
        search=_("Search the orders").format(lang),
        any_status=_("All").format(lang),
        shown=_("Orders shown: {count}").format(lang, count="#"),
    )
