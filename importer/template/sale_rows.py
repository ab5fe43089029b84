"""A sale of the invented shop → the rows that a merchant writes for it."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from importer import catalog
from importer.catalog import Field
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
    catalog.ORDER_ID, catalog.ORDER_DATE, catalog.CUSTOMER_NAME, catalog.MOBILE, catalog.EMAIL,
    catalog.COUNTRY, catalog.CITY, catalog.DISTRICT, catalog.ADDRESS, catalog.SHORT_ADDRESS_CODE,
    catalog.POSTCODE, catalog.ITEM_NAME, catalog.SKU, catalog.QUANTITY, catalog.PRICE,
    catalog.ROW_TOTAL, catalog.SUBTOTAL, catalog.SHIPPING_AMOUNT, catalog.COD_FEE,
    catalog.DISCOUNT_AMOUNT, catalog.COUPON_CODE, catalog.AMOUNT, catalog.PAYMENT_METHOD,
    catalog.AMOUNT_DUE, catalog.CURRENCY, catalog.PICKUP_LOCATION_CODE, catalog.SERVICE_TYPE,
    catalog.PACKAGE_COUNT, catalog.PACKAGE_WEIGHT, catalog.DELIVERY_SLOT_FROM,
    catalog.DELIVERY_SLOT_TO, catalog.SHIPPING_NOTES, catalog.HS_CODE, catalog.ITEM_ORIGIN,
)  # fmt: skip


def rows(sale: Sale, *, repeated: bool) -> list[Row]:
    """One row an item. `repeated` writes the order's own cells in every row, else in the first."""
    order = _order(sale)
    later = order if repeated else {catalog.ORDER_ID: sale.number}
    items = [_item(sale, *line) for line in sale.lines]
    return [{**(later if place else order), **item} for place, item in enumerate(items)]


def _order(sale: Sale) -> Row:
    row: Row = {
        catalog.ORDER_ID: sale.number,
        catalog.ORDER_DATE: sale.at,
        catalog.CUSTOMER_NAME: sale.buyer.name,
        catalog.MOBILE: sale.buyer.mobile,
        catalog.COUNTRY: "SA",
        catalog.CITY: sale.buyer.city,
        catalog.DISTRICT: sale.buyer.district,
        catalog.ADDRESS: sale.buyer.address,
        catalog.CURRENCY: "SAR",
        catalog.PACKAGE_WEIGHT: sum(GOODS[sku].weight * count for sku, count in sale.lines),
        **_money(sale),
        **{field: text for field, text in sale.more.items() if field is not catalog.ITEM_ORIGIN},
    }
    return {field: cell for field, cell in row.items() if cell != ""}


def _money(sale: Sale) -> Row:
    subtotal = sum((GOODS[sku].price * count for sku, count in sale.lines), Decimal(0))
    fee = Decimal(0) if sale.paid else COD_FEE
    total = subtotal + sale.shipping + fee - sale.discount
    money: Row = {
        catalog.PAYMENT_METHOD: str(PAID if sale.paid else COD),
        catalog.SUBTOTAL: subtotal,
        catalog.SHIPPING_AMOUNT: sale.shipping,
        catalog.AMOUNT: total,
        catalog.AMOUNT_DUE: Decimal(0) if sale.paid else total,
    }
    if fee:
        money[catalog.COD_FEE] = fee
    if sale.discount:
        money[catalog.DISCOUNT_AMOUNT] = sale.discount
    return money


def _item(sale: Sale, sku: str, count: int) -> Row:
    good = GOODS[sku]
    row: Row = {
        catalog.ITEM_NAME: good.name,
        catalog.SKU: sku,
        catalog.QUANTITY: count,
        catalog.PRICE: good.price,
        catalog.ROW_TOTAL: good.price * count,
    }
    # Customs asks for these only when the parcel leaves the country.
    if origin := sale.more.get(catalog.ITEM_ORIGIN):
        row |= {catalog.HS_CODE: good.hs_code, catalog.ITEM_ORIGIN: origin}
    return row
