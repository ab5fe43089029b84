"""What is about to happen, on one screen, before the question: orders, money, shipments."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import pandas as pd

from importer import catalog
from importer.i18n import Language, _, _n
from importer.orders import OrderRows
from importer.problems import Problem, Severity, severity
from importer.problems.problem import of_rows
from importer.report import Money

WILL_SEND = _n(
    "{count} order will be sent to {host}{account}",
    "{count} orders will be sent to {host}{account}",
)
WOULD_SEND = _n(
    "{count} order would be sent to {host}{account}",
    "{count} orders would be sent to {host}{account}",
)
UNLOOKED = _(
    "OTO does not let this account look orders up: an order number that another channel uses "
    "could be overwritten. Ask OTO's support to open the look-up of orders."
)
ACCOUNT = _(", account {name}")
ALREADY = _n(
    "{count} of {orders} is in OTO already (the latest was sent on {day}) and is not sent again",
    "{count} of {orders} are in OTO already (the latest was sent on {day}) and are not sent again",
)
HELD = _n(
    "{count} order is held back until mended (see the report)",
    "{count} orders are held back until mended (see the report)",
)
MONEY = _("{currency}: to collect {cod}, paid {paid}")
SHIPMENTS = _n(
    "{count} shipment will be booked, which costs money",
    "{count} shipments will be booked, which costs money",
)
CREDIT = _("credit left: {credit}")


@dataclass(frozen=True, slots=True)
class Preview:
    """`orders` in the file are `already` in OTO, `held` back, or about to be sent (`to_send`).

    `money` and `shipments` count what is about to be sent; `already_since` is when the latest of
    the orders that are in OTO was sent; `credit` is None when the account did not say; `warnings`
    are all that is to be known of the file and of the orders that are to be sent. `blocked` is why
    nothing can be sent just now. Without `may_look` orders are sent unlooked.
    """

    orders: int
    held: int
    already: int
    already_since: datetime | None
    money: tuple[Money, ...]
    shipments: int
    account: str
    host: str
    credit: Decimal | None
    may_look: bool = True
    warnings: tuple[Problem, ...] = ()
    blocked: Problem | None = None

    @property
    def to_send(self) -> int:
        """How many orders will be sent."""
        return self.orders - self.held - self.already

    @property
    def kinds_of_warnings(self) -> list[list[Problem]]:
        """The warnings by their code, the most frequent first."""
        kinds: dict[str, list[Problem]] = {}
        for each in self.warnings:
            kinds.setdefault(each.code, []).append(each)
        return sorted(kinds.values(), key=len, reverse=True)


def warnings_of(problems: Iterable[Problem], groups: Iterable[OrderRows]) -> tuple[Problem, ...]:
    """The warnings of the rows of the groups, and those of the file, as far as they are of such
    rows."""
    rows = {row for group in groups for row in group.rows}
    warnings = (each for each in dict.fromkeys(problems) if severity(each) is Severity.WARNING)
    return tuple(
        left
        for each in warnings
        if each.row is None or each.row in rows
        for left in of_rows(each, rows)
    )


def money_of(frame: pd.DataFrame, groups: Iterable[OrderRows]) -> tuple[Money, ...]:
    """COD and paid totals of the groups by currency, each order counted by its first row."""
    firsts = [group.positions[0] for group in groups]
    money = (catalog.CURRENCY, catalog.PAYMENT_METHOD, catalog.AMOUNT, catalog.AMOUNT_DUE)
    columns = [_cells(frame, field.name, firsts) for field in money]
    totals: dict[str, dict[str, Decimal]] = {}
    cod, paid = catalog.PAYMENT_METHOD.allowed
    for currency, method, amount, due in zip(*columns, strict=True):
        if currency is not None and method in (cod, paid):
            sums = totals.setdefault(str(currency), {cod: Decimal(0), paid: Decimal(0)})
            sums[method] += (due if method == cod else amount) or Decimal(0)
    return tuple(Money(currency, sums[cod], sums[paid]) for currency, sums in totals.items())


def shipments_of(frame: pd.DataFrame, groups: Sequence[OrderRows]) -> int:
    """How many of the orders ask for a shipment at once, which costs money."""
    firsts = [group.positions[0] for group in groups]
    return sum(cell is True for cell in _cells(frame, catalog.CREATE_SHIPMENT.name, firsts))


def _cells(frame: pd.DataFrame, name: str, positions: Sequence[int]) -> list[Any]:
    if name not in frame:
        return [None] * len(positions)
    cells: list[Any] = frame[name].to_numpy(dtype=object)[positions].tolist()
    return cells


def preview_lines(what: Preview, lang: Language, *, will: bool) -> list[str]:
    """What will be sent where, for how much, and what will not."""
    account = ACCOUNT.format(lang, name=what.account) if what.account else ""
    sent = WILL_SEND if will else WOULD_SEND
    lines = [sent.format(lang, count=what.to_send, host=what.host, account=account)]
    lines += [
        MONEY.format(lang, currency=money.currency, cod=_sum(money.cod), paid=_sum(money.paid))
        for money in what.money
    ]
    if what.shipments:
        lines.append(SHIPMENTS.format(lang, count=what.shipments))
    if what.credit is not None:
        lines.append(CREDIT.format(lang, credit=_sum(what.credit)))
    if what.already:
        day = _day(what.already_since)
        lines.append(ALREADY.format(lang, count=what.already, orders=what.orders, day=day))
    if what.held:
        lines.append(HELD.format(lang, count=what.held))
    if not what.may_look:
        lines.append(UNLOOKED.format(lang))
    return lines


def _sum(amount: Decimal) -> str:
    """With two decimals, or three where the currency has them."""
    places = max(2, -int(amount.normalize().as_tuple().exponent))
    return f"{amount:,.{places}f}"


def _day(when: datetime | None) -> str:
    return "—" if when is None else when.astimezone().strftime("%Y-%m-%d")
