"""Sums that should come out: a line's total, and the order's."""

from collections.abc import Callable, Iterator
from decimal import Decimal

import numpy as np

from importer import catalog
from importer.catalog import Field
from importer.catalog.iso import VAT_RATES
from importer.checks.money import currency_decimals
from importer.checks.order_frame import (
    CodedFrame,
    Floats,
    Mask,
    OrderFrame,
    Positions,
    RowFrame,
    display_text,
)
from importer.checks.rule import Params, Rule
from importer.problems import rules

_SHIPPING = (catalog.SHIPPING_AMOUNT, catalog.SHIPPING_AMOUNT_WITH_TAX)
_Taxes = Callable[[OrderFrame, Positions, Floats, Floats], Iterator[Floats]]
_SLACK = 1e-6  # floats judge; what is off by a cent is off by far more than this


def line_total_is_price_times_quantity(rows: RowFrame, field: Field) -> Mask:
    """With or without the line's own discount and tax; a rounded price counts for every piece."""
    quantity = rows.floats(catalog.QUANTITY)
    product = rows.floats(catalog.PRICE) * quantity
    discount, tax = _or_zero(rows, catalog.ITEM_DISCOUNT), _or_zero(rows, catalog.TAX_AMOUNT)
    sums = (product, product - discount, product + tax, product - discount + tax)
    allowed = _unit(rows, field) * (quantity + 1) / 2 + _SLACK
    wrong: Mask = (quantity > 0) & (_off(rows.floats(field), *sums) > allowed)
    return ~wrong


def order_total_is_the_sum_of_its_parts(orders: OrderFrame, field: Field) -> Mask:
    """Only where more than the subtotal is given. The subtotal may be before or after the order's
    discount and those of its lines, shipping with or without its tax or discount, and what the
    shop charged as tax may come on top: the lines' own, or the VAT of a country. What a known
    shop's program summed up is right, whatever taxes it knows."""
    if orders.table.is_export:
        return np.ones(len(orders), dtype=bool)
    parts = orders.any_filled((*_SHIPPING, catalog.COD_FEE, catalog.DISCOUNT_AMOUNT))
    amount = orders.floats(field)
    at = np.flatnonzero(parts & (amount >= 0) & np.isfinite(orders.floats(catalog.SUBTOTAL)))
    at = at[_are_off(orders, field, at, _taxes_of_lines)]
    wrong = np.zeros(len(orders), dtype=bool)
    wrong[at] = _are_off(orders, field, at, _vat)
    return ~wrong


def _are_off(orders: OrderFrame, field: Field, at: Positions, taxes: _Taxes) -> Mask:
    """Which of the orders come to their total with none of the taxes."""
    amount = orders.floats(field)[at]
    slack = (2 * _unit(orders, field) + _SLACK)[at]
    off = np.ones(len(at), dtype=bool)
    for goods in _goods(orders, at):
        for shipping in _shippings(orders, at):
            for tax in taxes(orders, at, goods, shipping):
                off &= np.abs(amount - goods - shipping - tax) > slack
    return off


def _taxes_of_lines(
    orders: OrderFrame, at: Positions, _goods: Floats, _shipping: Floats
) -> Iterator[Floats]:
    yield np.zeros(len(at))
    yield _of_lines(orders, catalog.TAX_AMOUNT)[at]


def _vat(_orders: OrderFrame, _at: Positions, goods: Floats, shipping: Floats) -> Iterator[Floats]:
    for rate in map(float, VAT_RATES):
        yield goods * rate
        yield (goods + shipping) * rate


def _goods(orders: OrderFrame, at: Positions) -> Iterator[Floats]:
    """What the goods and the fee for cash on delivery may come to."""
    subtotal = (orders.floats(catalog.SUBTOTAL) + _or_zero(orders, catalog.COD_FEE))[at]
    of_order = _or_zero(orders, catalog.DISCOUNT_AMOUNT)[at]
    of_lines = _of_lines(orders, catalog.ITEM_DISCOUNT)[at]
    for discount in (of_order, np.zeros(len(at)), of_lines, of_order + of_lines):
        yield subtotal - discount


def _shippings(orders: OrderFrame, at: Positions) -> Iterator[Floats]:
    off = _or_zero(orders, catalog.SHIPPING_DISCOUNT)[at]
    for shipping in _SHIPPING:
        fee = _or_zero(orders, shipping)[at]
        yield fee
        yield fee - off


def _of_lines(orders: OrderFrame, field: Field) -> Floats:
    """The order's sum of an amount of its lines."""
    rows = orders.rows
    sums = np.bincount(rows.order_codes, weights=_or_zero(rows, field), minlength=len(orders))
    return sums.astype(np.float64)


def order_total_is_not_of_one_line(orders: OrderFrame, field: Field) -> Mask:
    """Several lines that each come to the whole total: the column holds totals of lines."""
    rows = orders.rows
    worth = rows.floats(catalog.PRICE) * rows.floats(catalog.QUANTITY)
    worth = np.where(rows.notna(catalog.ROW_TOTAL), rows.floats(catalog.ROW_TOTAL), worth)
    same = (worth > 0) & (np.abs(worth - rows.floats(field)) < _SLACK)
    several = orders.row_counts > 1
    discounted = orders.floats(catalog.DISCOUNT_AMOUNT) > 0
    return ~(several & ~orders.any_row(~same) & ~discounted)


def _or_zero(frame: CodedFrame, field: Field) -> Floats:
    return np.nan_to_num(frame.floats(field))


def _unit(frame: CodedFrame, field: Field) -> Floats:
    """The smallest coin of the amount's currency."""
    return np.asarray(10.0 ** -currency_decimals(frame, field))


def _off(total: Floats, *sums: Floats) -> Floats:
    """How far the total is from the nearest of the sums."""
    return np.asarray(np.min([np.abs(total - each) for each in sums], axis=0))


def _product(rows: RowFrame, _field: Field, at: Positions) -> Params:
    prices, quantities = rows.take(catalog.PRICE, at), rows.take(catalog.QUANTITY, at)
    return {
        "price": rows.texts(catalog.PRICE, at),
        "quantity": rows.texts(catalog.QUANTITY, at),
        "product": [display_text(one * many) for one, many in zip(prices, quantities, strict=True)],
    }


def _sum(orders: OrderFrame, _field: Field, at: Positions) -> Params:
    """The parts as a sum; the shipping fee is the plain one where both are given."""
    parts = [
        orders.take(field, at)
        for field in (catalog.SUBTOTAL, *_SHIPPING, catalog.COD_FEE, catalog.DISCOUNT_AMOUNT)
    ]
    sums = [
        ([part for part in (subtotal, taxed if plain is None else plain, fee) if part], discount)
        for subtotal, plain, taxed, fee, discount in zip(*parts, strict=True)
    ]
    return {
        "sum": [
            " + ".join(map(display_text, plus)) + (f" - {display_text(minus)}" if minus else "")
            for plus, minus in sums
        ],
        "result": [display_text(sum(plus, Decimal(0)) - (minus or 0)) for plus, minus in sums],
    }


def _lines(orders: OrderFrame, _field: Field, at: Positions) -> Params:
    return {"count": orders.row_counts[at].tolist()}


ORDER_RULES: tuple[Rule[OrderFrame], ...] = (
    Rule(rules.ORDER_TOTAL_DIFFERS, catalog.AMOUNT, order_total_is_the_sum_of_its_parts, _sum),
    Rule(rules.TOTAL_OF_ONE_LINE, catalog.AMOUNT, order_total_is_not_of_one_line, _lines),
)
ROW_RULES: tuple[Rule[RowFrame], ...] = (
    Rule(rules.LINE_TOTAL_DIFFERS, catalog.ROW_TOTAL, line_total_is_price_times_quantity, _product),
)
