"""Amounts: what is to be collected, how many decimals, what cannot be."""

from decimal import Decimal

import numpy as np
import numpy.typing as npt

from importer import catalog
from importer.catalog import Field, Kind, Part
from importer.catalog.iso import decimals, scale
from importer.checks.order_frame import CodedFrame, Floats, Mask, OrderFrame, Positions, RowFrame
from importer.checks.rule import Params, Rule
from importer.problems import rules

_COD, _PAID = catalog.PAYMENT_METHOD.allowed
_MONEY = tuple(field for field in catalog.FIELDS if field.kind is Kind.MONEY)
_ITEM_MONEY = tuple(field for field in _MONEY if field.part is Part.ITEM)
# The amount to collect mostly is 0 or repeats the total, which is judged; it is never more.
_ORDER_MONEY = tuple(
    field for field in _MONEY if field.part is not Part.ITEM and field is not catalog.AMOUNT_DUE
)
_LARGE = 1_000_000  # in riyals; currencies of small value are scaled
_ABSURD = 10_000_000
_ENOUGH = 10  # orders of one currency, before one can be an outlier
_TIMES_MEDIAN = 10
_TIMES_NEXT = 3


def paid_order_has_nothing_due(orders: OrderFrame, field: Field) -> Mask:
    due: Mask = orders.floats(field) > 0
    return ~(orders.isin(catalog.PAYMENT_METHOD, _PAID) & due)


def _partly_due(orders: OrderFrame) -> Mask:
    """Where an order is paid on delivery, and part of it is to be collected."""
    due, amount = orders.floats(catalog.AMOUNT_DUE), orders.floats(catalog.AMOUNT)
    return np.asarray(orders.isin(catalog.PAYMENT_METHOD, _COD) & (due > 0) & (due < amount))


def cod_order_is_due_in_full(orders: OrderFrame, field: Field) -> Mask:
    """Or in part, where that is allowed."""
    due, amount = orders.floats(field), orders.floats(catalog.AMOUNT)
    differs: Mask = (due >= 0) & np.isfinite(amount) & (due != amount)
    wrong = orders.isin(catalog.PAYMENT_METHOD, _COD) & differs
    return ~wrong | (orders.cached(_partly_due) & orders.partial_cod)


def cod_order_is_not_partly_due(orders: OrderFrame, _field: Field) -> Mask:
    """Where that is not allowed it is told as a problem."""
    return ~orders.cached(_partly_due) | (not orders.partial_cod)


def cod_order_has_an_amount(orders: OrderFrame, field: Field) -> Mask:
    zero: Mask = orders.floats(field) == 0
    return ~(orders.isin(catalog.PAYMENT_METHOD, _COD) & zero)


def currency_of(field: Field) -> Field:
    """The field that says in which currency the amount of `field` is."""
    return catalog.CUSTOMS_CURRENCY if field is catalog.CUSTOMS_VALUE else catalog.CURRENCY


def currency_decimals(frame: CodedFrame, field: Field) -> npt.NDArray[np.int_]:
    """How many decimals the amount may have; an item's own currency comes before the order's."""
    of_order = frame.map(currency_of(field), decimals, 2)
    if field.part is not Part.ITEM:
        return of_order
    return np.where(
        frame.notna(catalog.ITEM_CURRENCY), frame.map(catalog.ITEM_CURRENCY, decimals, 2), of_order
    )


def _decimal_places(value: Decimal) -> int:
    """How many decimals the amount has, zeros at the end not counted."""
    if int(value.as_tuple().exponent) >= 0:
        return 0
    return max(0, -int(value.normalize().as_tuple().exponent))


def _decimals_fit(frame: CodedFrame, field: Field) -> Mask:
    return np.asarray(frame.map(field, _decimal_places, 0) <= currency_decimals(frame, field))


def order_amount_has_possible_decimals(orders: OrderFrame, field: Field) -> Mask:
    return _decimals_fit(orders, field) | ~orders.notna(currency_of(field))


def due_amount_has_possible_decimals(orders: OrderFrame, field: Field) -> Mask:
    return order_amount_has_possible_decimals(orders, field) | ~orders.cached(_partly_due)


def item_amount_has_possible_decimals(rows: RowFrame, field: Field) -> Mask:
    return _decimals_fit(rows, field) | ~rows.notna(catalog.CURRENCY)


def _in_riyals(frame: CodedFrame, field: Field) -> Floats:
    return np.asarray(frame.floats(field) / frame.map(currency_of(field), scale, 1))


def amount_is_possible(frame: CodedFrame, field: Field) -> Mask:
    return ~(_in_riyals(frame, field) >= _ABSURD)


def amount_is_usual(frame: CodedFrame, field: Field) -> Mask:
    """What is not even possible is told as such."""
    return ~((_in_riyals(frame, field) >= _LARGE) & amount_is_possible(frame, field))


def amount_is_no_outlier(orders: OrderFrame, _field: Field) -> Mask:
    passes = np.ones(len(orders), dtype=bool)
    passes[list(orders.cached(_outliers))] = False
    return passes


def _outliers(orders: OrderFrame) -> dict[int, tuple[float, float]]:
    """The orders far above the rest of their currency, with the next total and the median.

    Far above is ten times the median and three times the next one; at most one in a hundred.
    Totals that are told for their size alone do not count: beside them nothing would stand out.
    """
    outliers: dict[int, tuple[float, float]] = {}
    amounts = orders.floats(catalog.AMOUNT)
    comparable = (
        (amounts > 0)
        & amount_is_usual(orders, catalog.AMOUNT)
        & amount_is_possible(orders, catalog.AMOUNT)
    )
    currencies = orders.codes(catalog.CURRENCY)
    for currency in range(len(orders.uniques(catalog.CURRENCY))):
        of_currency = np.flatnonzero((currencies == currency) & comparable)
        if len(of_currency) < _ENOUGH:
            continue
        ranked = of_currency[np.argsort(-amounts[of_currency], kind="stable")]
        median = float(np.median(amounts[ranked]))
        top = amounts[ranked[: 2 + len(ranked) // 100]]
        gaps = np.flatnonzero(
            (top[:-1] >= _TIMES_NEXT * top[1:]) & (top[:-1] >= _TIMES_MEDIAN * median)
        )
        above = gaps[-1] + 1 if len(gaps) else 0
        outliers |= {int(order): (float(top[above]), median) for order in ranked[:above]}
    return outliers


def _total(orders: OrderFrame, _field: Field, at: Positions) -> Params:
    return {"amount": orders.texts(catalog.AMOUNT, at)}


def _decimals(frame: CodedFrame, field: Field, at: Positions) -> Params:
    currencies = frame.texts(currency_of(field), at)
    if field.part is Part.ITEM:
        own = frame.texts(catalog.ITEM_CURRENCY, at)
        currencies = [one or other for one, other in zip(own, currencies, strict=True)]
    return {
        "places": [_decimal_places(value) for value in frame.take(field, at)],
        "currency": currencies,
        "possible": [decimals(currency) for currency in currencies],
    }


def _next_and_median(orders: OrderFrame, _field: Field, at: Positions) -> Params:
    outliers = [orders.cached(_outliers)[order] for order in at.tolist()]
    return {
        "next": [f"{following:.2f}" for following, _ in outliers],
        "middle": [f"{median:.2f}" for _, median in outliers],
    }


ORDER_RULES: tuple[Rule[OrderFrame], ...] = (
    Rule(rules.PAID_BUT_DUE, catalog.AMOUNT_DUE, paid_order_has_nothing_due),
    Rule(rules.COD_DUE_DIFFERS, catalog.AMOUNT_DUE, cod_order_is_due_in_full, _total),
    Rule(rules.COD_PARTLY_DUE, catalog.AMOUNT_DUE, cod_order_is_not_partly_due, _total),
    Rule(rules.COD_OF_ZERO, catalog.AMOUNT, cod_order_has_an_amount),
    *(
        Rule(rules.TOO_MANY_DECIMALS, field, order_amount_has_possible_decimals, _decimals)
        for field in _ORDER_MONEY
    ),
    Rule(rules.TOO_MANY_DECIMALS, catalog.AMOUNT_DUE, due_amount_has_possible_decimals, _decimals),
    *(Rule(rules.AMOUNT_ABSURD, field, amount_is_possible) for field in _ORDER_MONEY),
    Rule(rules.AMOUNT_VERY_LARGE, catalog.AMOUNT, amount_is_usual),
    Rule(rules.AMOUNT_FAR_ABOVE, catalog.AMOUNT, amount_is_no_outlier, _next_and_median),
)
ROW_RULES: tuple[Rule[RowFrame], ...] = (
    *(
        Rule(rules.ITEM_DECIMALS, field, item_amount_has_possible_decimals, _decimals)
        for field in _ITEM_MONEY
    ),
    *(Rule(rules.AMOUNT_ABSURD, field, amount_is_possible) for field in _ITEM_MONEY),
)
