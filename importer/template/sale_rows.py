"""A sale of the invented shop → the rows that a merchant writes for it."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from importer import fields
from importer.fields import Field
from importer.template.columns import COD, PAID
from importer.template.shop import GOODS, Sale

COD_FEE = Decimal(10)


class Formula(NamedTuple):
    """A formula, `{row}` for its own row, and its stored value; empty: never calculated."""

    text: str
    stored: str


Cell = str | int | float | Decimal | datetime | Formula
Row = dict[Field, Cell]

COLUMNS: tuple[Field, ...] = (
    fields.ORDER_ID, fields.ORDER_DATE, fields.CUSTOMER_NAME, fields.MOBILE, fields.EMAIL,
    fields.COUNTRY, fields.CITY, fields.DISTRICT, fields.ADDRESS, fields.SHORT_ADDRESS_CODE,
    fields.POSTCODE, fields.ITEM_NAME, fields.SKU, fields.QUANTITY, fields.PRICE,
    fields.ROW_TOTAL, fields.SUBTOTAL, fields.SHIPPING_AMOUNT, fields.COD_FEE,
    fields.DISCOUNT_AMOUNT, fields.COUPON_CODE, fields.AMOUNT, fields.PAYMENT_METHOD,
    fields.AMOUNT_DUE, fields.CURRENCY, fields.PICKUP_LOCATION_CODE, fields.SERVICE_TYPE,
    fields.PACKAGE_COUNT, fields.PACKAGE_WEIGHT, fields.DELIVERY_SLOT_FROM,
    fields.DELIVERY_SLOT_TO, fields.SHIPPING_NOTES, fields.HS_CODE, fields.ITEM_ORIGIN,
)  # fmt: skip


def rows(sale: Sale, *, repeated: bool) -> list[Row]:
    """One row an item. `repeated` writes the order's own cells in every row, else in the first."""
    order = _order(sale)
    later = order if repeated else {fields.ORDER_ID: sale.number}
    items = [_item(sale, *line) for line in sale.lines]
    return [{**(later if place else order), **item} for place, item in enumerate(items)]


def _order(sale: Sale) -> Row:
    row: Row = {
        fields.ORDER_ID: sale.number,
        fields.ORDER_DATE: sale.at,
        fields.CUSTOMER_NAME: sale.buyer.name,
        fields.MOBILE: sale.buyer.mobile,
        fields.COUNTRY: "SA",
        fields.CITY: sale.buyer.city,
        fields.DISTRICT: sale.buyer.district,
        fields.ADDRESS: sale.buyer.address,
        fields.CURRENCY: "SAR",
        fields.PACKAGE_WEIGHT: sum(GOODS[sku].weight * count for sku, count in sale.lines),
        **_money(sale),
        **{field: text for field, text in sale.more.items() if field is not fields.ITEM_ORIGIN},
    }
    return {field: cell for field, cell in row.items() if cell != ""}


def _money(sale: Sale) -> Row:
    subtotal = sum((GOODS[sku].price * count for sku, count in sale.lines), Decimal(0))
    fee = Decimal(0) if sale.paid else COD_FEE
    total = subtotal + sale.shipping + fee - sale.discount
    money: Row = {
        fields.PAYMENT_METHOD: (PAID if sale.paid else COD).en,
        fields.SUBTOTAL: subtotal,
        fields.SHIPPING_AMOUNT: sale.shipping,
        fields.AMOUNT: total,
        fields.AMOUNT_DUE: Decimal(0) if sale.paid else total,
    }
    if fee:
        money[fields.COD_FEE] = fee
    if sale.discount:
        money[fields.DISCOUNT_AMOUNT] = sale.discount
    return money


def _item(sale: Sale, sku: str, count: int) -> Row:
    good = GOODS[sku]
    row: Row = {
        fields.ITEM_NAME: good.name,
        fields.SKU: sku,
        fields.QUANTITY: count,
        fields.PRICE: good.price,
        fields.ROW_TOTAL: good.price * count,
    }
    # Customs asks for these only when the parcel leaves the country.
    if origin := sale.more.get(fields.ITEM_ORIGIN):
        row |= {fields.HS_CODE: good.hs_code, fields.ITEM_ORIGIN: origin}
    return row
