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
# The amount to collect is 0 or repeats the total, which is judged.
_ORDER_MONEY = tuple(
    field for field in _MONEY if field.part is not Part.ITEM and field is not catalog.AMOUNT_DUE
)
_LARGE = 1_000_000  # in riyals; currencies of small value are scaled
_ABSURD = 10_000_000
_ENOUGH = 10  # orders of one currency, before one can stand out
_TIMES_MIDDLE = 10
_TIMES_NEXT = 3


def _total(orders: OrderFrame, _field: Field, at: Positions) -> Params:
    return {"amount": orders.texts(catalog.AMOUNT, at)}


def a_paid_order_has_nothing_due(orders: OrderFrame, field: Field) -> Mask:
    due: Mask = orders.floats(field) > 0
    return ~(orders.isin(catalog.PAYMENT_METHOD, _PAID) & due)


def a_cod_order_is_collected_in_full(orders: OrderFrame, field: Field) -> Mask:
    due, amount = orders.floats(field), orders.floats(catalog.AMOUNT)
    differs: Mask = (due >= 0) & np.isfinite(amount) & (due != amount)
    return ~(orders.isin(catalog.PAYMENT_METHOD, _COD) & differs)


def a_cod_order_is_worth_something(orders: OrderFrame, field: Field) -> Mask:
    nothing: Mask = orders.floats(field) == 0
    return ~(orders.isin(catalog.PAYMENT_METHOD, _COD) & nothing)


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


def _places(value: Decimal) -> int:
    """How many decimals the amount has, zeros at the end not counted."""
    if int(value.as_tuple().exponent) >= 0:
        return 0
    return max(0, -int(value.normalize().as_tuple().exponent))


def _fits(frame: CodedFrame, field: Field) -> Mask:
    return np.asarray(frame.map(field, _places, 0) <= currency_decimals(frame, field))


def _decimals_told(frame: CodedFrame, field: Field, at: Positions) -> Params:
    currencies = frame.texts(currency_of(field), at)
    if field.part is Part.ITEM:
        own = frame.texts(catalog.ITEM_CURRENCY, at)
        currencies = [one or other for one, other in zip(own, currencies, strict=True)]
    return {
        "places": [_places(value) for value in frame.take(field, at)],
        "currency": currencies,
        "possible": [decimals(currency) for currency in currencies],
    }


def an_amount_has_its_currencys_decimals(orders: OrderFrame, field: Field) -> Mask:
    return _fits(orders, field) | ~orders.notna(currency_of(field))


def an_item_has_its_currencys_decimals(rows: RowFrame, field: Field) -> Mask:
    return _fits(rows, field) | ~rows.notna(catalog.CURRENCY)


def _in_riyals(frame: CodedFrame, field: Field) -> Floats:
    return np.asarray(frame.floats(field) / frame.map(currency_of(field), scale, 1))


def an_amount_is_possible(frame: CodedFrame, field: Field) -> Mask:
    return ~(_in_riyals(frame, field) >= _ABSURD)


def an_amount_is_usual(frame: CodedFrame, field: Field) -> Mask:
    return ~((_in_riyals(frame, field) >= _LARGE) & an_amount_is_possible(frame, field))


def _standing_out(orders: OrderFrame) -> dict[int, tuple[float, float]]:
    """The orders far above the rest of their currency, with the next total and the middle one.

    Far above is ten times the median and three times the next one; at most one in a hundred.
    Totals that are told for their size alone do not count: beside them nothing would stand out.
    """
    found: dict[int, tuple[float, float]] = {}
    amounts = orders.floats(catalog.AMOUNT)
    fair = (
        (amounts > 0)
        & an_amount_is_usual(orders, catalog.AMOUNT)
        & an_amount_is_possible(orders, catalog.AMOUNT)
    )
    currencies = orders.codes(catalog.CURRENCY)
    for currency in range(len(orders.uniques(catalog.CURRENCY))):
        of_currency = np.flatnonzero((currencies == currency) & fair)
        if len(of_currency) < _ENOUGH:
            continue
        ranked = of_currency[np.argsort(-amounts[of_currency], kind="stable")]
        middle = float(np.median(amounts[ranked]))
        top = amounts[ranked[: 2 + len(ranked) // 100]]
        gaps = np.flatnonzero(
            (top[:-1] >= _TIMES_NEXT * top[1:]) & (top[:-1] >= _TIMES_MIDDLE * middle)
        )
        above = gaps[-1] + 1 if len(gaps) else 0
        found |= {int(at): (float(top[above]), middle) for at in ranked[:above]}
    return found


def _outliers(orders: OrderFrame) -> dict[int, tuple[float, float]]:
    found: dict[int, tuple[float, float]] = orders.cached("out", lambda: _standing_out(orders))
    return found


def _next_and_middle(orders: OrderFrame, _field: Field, at: Positions) -> Params:
    told = [_outliers(orders)[order] for order in at.tolist()]
    return {
        "next": [f"{following:.2f}" for following, _ in told],
        "middle": [f"{middle:.2f}" for _, middle in told],
    }


def an_order_is_of_the_files_size(orders: OrderFrame, field: Field) -> Mask:
    fine = np.ones(len(orders), dtype=bool)
    fine[list(_outliers(orders))] = False
    return fine


ORDER_RULES: tuple[Rule[OrderFrame], ...] = (
    Rule(rules.PAID_BUT_DUE, catalog.AMOUNT_DUE, a_paid_order_has_nothing_due),
    Rule(rules.COD_DUE_DIFFERS, catalog.AMOUNT_DUE, a_cod_order_is_collected_in_full, _total),
    Rule(rules.COD_OF_ZERO, catalog.AMOUNT, a_cod_order_is_worth_something),
    *(
        Rule(rules.TOO_MANY_DECIMALS, field, an_amount_has_its_currencys_decimals, _decimals_told)
        for field in _ORDER_MONEY
    ),
    *(Rule(rules.AMOUNT_ABSURD, field, an_amount_is_possible) for field in _ORDER_MONEY),
    Rule(rules.AMOUNT_VERY_LARGE, catalog.AMOUNT, an_amount_is_usual),
    Rule(rules.AMOUNT_FAR_ABOVE, catalog.AMOUNT, an_order_is_of_the_files_size, _next_and_middle),
)
ROW_RULES: tuple[Rule[RowFrame], ...] = (
    *(
        Rule(rules.ITEM_DECIMALS, field, an_item_has_its_currencys_decimals, _decimals_told)
        for field in _ITEM_MONEY
    ),
    *(Rule(rules.AMOUNT_ABSURD, field, an_amount_is_possible) for field in _ITEM_MONEY),
)
