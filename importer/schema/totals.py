"""Sums that should come out: a line's total, and the order's."""

from decimal import Decimal

import numpy as np

from importer import fields
from importer.fields import Field
from importer.problems import rules
from importer.schema.grid import Grid, Mask, Numbers, Orders, Places, in_words
from importer.schema.money import currency_decimals
from importer.schema.rule import Facts, order_rule, row_rule

_SHIPPING = (fields.SHIPPING_AMOUNT, fields.SHIPPING_AMOUNT_WITH_TAX)
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
    prices, quantities = sheet.values(fields.PRICE, at), sheet.values(fields.QUANTITY, at)
    return {
        "price": sheet.texts(fields.PRICE, at),
        "quantity": sheet.texts(fields.QUANTITY, at),
        "product": [in_words(one * many) for one, many in zip(prices, quantities, strict=True)],
    }


@row_rule(rules.LINE_TOTAL_DIFFERS, fields.ROW_TOTAL, facts=_product)
def a_line_total_is_price_times_quantity(sheet: Grid, field: Field) -> Mask:
    """With or without the line's own discount and tax; a rounded price counts for every piece."""
    quantity = sheet.number(fields.QUANTITY)
    product = sheet.number(fields.PRICE) * quantity
    discount, tax = _or_zero(sheet, fields.ITEM_DISCOUNT), _or_zero(sheet, fields.TAX_AMOUNT)
    sums = (product, product - discount, product + tax, product - discount + tax)
    allowed = _unit(sheet, field) * (quantity + 1) / 2 + _SLACK
    wrong: Mask = (quantity > 0) & (_off(sheet.number(field), *sums) > allowed)
    return ~wrong


def _sum(orders: Orders, _field: Field, at: Places) -> Facts:
    """The parts as a sum; the shipping fee is the plain one where both are given."""
    parts = [
        orders.values(field, at)
        for field in (fields.SUBTOTAL, *_SHIPPING, fields.COD_FEE, fields.DISCOUNT_AMOUNT)
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


@order_rule(rules.ORDER_TOTAL_DIFFERS, fields.AMOUNT, facts=_sum)
def an_order_total_is_the_sum_of_its_parts(orders: Orders, field: Field) -> Mask:
    """Only where more than the subtotal is told; shipping with or without its tax or discount."""
    discount = _or_zero(orders, fields.DISCOUNT_AMOUNT)
    base = orders.number(fields.SUBTOTAL) + _or_zero(orders, fields.COD_FEE) - discount
    plain, taxed = (_or_zero(orders, shipping) for shipping in _SHIPPING)
    off = _or_zero(orders, fields.SHIPPING_DISCOUNT)
    sums = (base + plain, base + taxed, base + plain - off, base + taxed - off)
    told = orders.any_filled((*_SHIPPING, fields.COD_FEE, fields.DISCOUNT_AMOUNT))
    amount = orders.number(field)
    wrong: Mask = (amount >= 0) & (_off(amount, *sums) > 2 * _unit(orders, field) + _SLACK)
    return ~(told & wrong)


def _lines(orders: Orders, _field: Field, at: Places) -> Facts:
    return {"count": np.bincount(orders.sheet.order_of)[at].tolist()}


@order_rule(rules.TOTAL_OF_ONE_LINE, fields.AMOUNT, facts=_lines)
def an_order_total_is_not_one_lines(orders: Orders, field: Field) -> Mask:
    """Several lines that each come to the whole total: the column holds totals of lines."""
    sheet = orders.sheet
    worth = sheet.number(fields.PRICE) * sheet.number(fields.QUANTITY)
    worth = np.where(sheet.known(fields.ROW_TOTAL), sheet.number(fields.ROW_TOTAL), worth)
    same = (worth > 0) & (np.abs(worth - sheet.number(field)) < _SLACK)
    several = np.bincount(sheet.order_of) > 1
    told = orders.number(fields.DISCOUNT_AMOUNT) > 0
    return ~(several & ~orders.any_row(~same) & ~told)
