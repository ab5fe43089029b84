"""Sums that should come out: a line's total, and the order's."""

from decimal import Decimal

import numpy as np

from importer import catalog
from importer.catalog import Field
from importer.checks.money import currency_decimals
from importer.checks.order_frame import Grid, Mask, Numbers, Orders, Places, in_words
from importer.checks.rule import Facts, Rule
from importer.problems import rules

_SHIPPING = (catalog.SHIPPING_AMOUNT, catalog.SHIPPING_AMOUNT_WITH_TAX)
_SLACK = 1e-6  # floats judge; what is off by a cent is off by far more than this


def _or_zero(grid: Grid, field: Field) -> Numbers:
    return np.nan_to_num(grid.number(field))


def _unit(grid: Grid, field: Field) -> Numbers:
    """The smallest coin of the amount's currency."""
    return np.asarray(10.0 ** -currency_decimals(grid, field))


def _off(total: Numbers, *sums: Numbers) -> Numbers:
    """How far the total is from the nearest of the sums."""
    return np.asarray(np.min([np.abs(total - each) for each in sums], axis=0))


def _product(sheet: Grid, _field: Field, at: Places) -> Facts:
    prices, quantities = sheet.values(catalog.PRICE, at), sheet.values(catalog.QUANTITY, at)
    return {
        "price": sheet.texts(catalog.PRICE, at),
        "quantity": sheet.texts(catalog.QUANTITY, at),
        "product": [in_words(one * many) for one, many in zip(prices, quantities, strict=True)],
    }


def a_line_total_is_price_times_quantity(sheet: Grid, field: Field) -> Mask:
    """With or without the line's own discount and tax; a rounded price counts for every piece."""
    quantity = sheet.number(catalog.QUANTITY)
    product = sheet.number(catalog.PRICE) * quantity
    discount, tax = _or_zero(sheet, catalog.ITEM_DISCOUNT), _or_zero(sheet, catalog.TAX_AMOUNT)
    sums = (product, product - discount, product + tax, product - discount + tax)
    allowed = _unit(sheet, field) * (quantity + 1) / 2 + _SLACK
    wrong: Mask = (quantity > 0) & (_off(sheet.number(field), *sums) > allowed)
    return ~wrong


def _sum(orders: Orders, _field: Field, at: Places) -> Facts:
    """The parts as a sum; the shipping fee is the plain one where both are given."""
    parts = [
        orders.values(field, at)
        for field in (catalog.SUBTOTAL, *_SHIPPING, catalog.COD_FEE, catalog.DISCOUNT_AMOUNT)
    ]
    sums = [
        ([part for part in (subtotal, taxed if plain is None else plain, fee) if part], discount)
        for subtotal, plain, taxed, fee, discount in zip(*parts, strict=True)
    ]
    return {
        "sum": [
            " + ".join(map(in_words, plus)) + (f" - {in_words(minus)}" if minus else "")
            for plus, minus in sums
        ],
        "result": [in_words(sum(plus, Decimal(0)) - (minus or 0)) for plus, minus in sums],
    }


def an_order_total_is_the_sum_of_its_parts(orders: Orders, field: Field) -> Mask:
    """Only where more than the subtotal is told; shipping with or without its tax or discount."""
    discount = _or_zero(orders, catalog.DISCOUNT_AMOUNT)
    base = orders.number(catalog.SUBTOTAL) + _or_zero(orders, catalog.COD_FEE) - discount
    plain, taxed = (_or_zero(orders, shipping) for shipping in _SHIPPING)
    off = _or_zero(orders, catalog.SHIPPING_DISCOUNT)
    sums = (base + plain, base + taxed, base + plain - off, base + taxed - off)
    told = orders.any_filled((*_SHIPPING, catalog.COD_FEE, catalog.DISCOUNT_AMOUNT))
    amount = orders.number(field)
    wrong: Mask = (amount >= 0) & (_off(amount, *sums) > 2 * _unit(orders, field) + _SLACK)
    return ~(told & wrong)


def _lines(orders: Orders, _field: Field, at: Places) -> Facts:
    return {"count": np.bincount(orders.sheet.order_of)[at].tolist()}


def an_order_total_is_not_one_lines(orders: Orders, field: Field) -> Mask:
    """Several lines that each come to the whole total: the column holds totals of lines."""
    sheet = orders.sheet
    worth = sheet.number(catalog.PRICE) * sheet.number(catalog.QUANTITY)
    worth = np.where(sheet.known(catalog.ROW_TOTAL), sheet.number(catalog.ROW_TOTAL), worth)
    same = (worth > 0) & (np.abs(worth - sheet.number(field)) < _SLACK)
    several = np.bincount(sheet.order_of) > 1
    told = orders.number(catalog.DISCOUNT_AMOUNT) > 0
    return ~(several & ~orders.any_row(~same) & ~told)


ORDER_RULES: tuple[Rule[Orders], ...] = (
    Rule(rules.ORDER_TOTAL_DIFFERS, catalog.AMOUNT, an_order_total_is_the_sum_of_its_parts, _sum),
    Rule(rules.TOTAL_OF_ONE_LINE, catalog.AMOUNT, an_order_total_is_not_one_lines, _lines),
)
ROW_RULES: tuple[Rule[Grid], ...] = (
    Rule(
        rules.LINE_TOTAL_DIFFERS, catalog.ROW_TOTAL, a_line_total_is_price_times_quantity, _product
    ),
)
