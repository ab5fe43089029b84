"""An invented Saudi shop: what it sells, its orders, and the rows in which they are written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from importer import catalog
from importer.catalog import Field
from importer.template.columns import COD, PAID

COD_FEE = Decimal(10)


class Good(NamedTuple):
    """Something that the shop sells: price in SAR, weight in kilograms."""

    name: str
    price: Decimal
    weight: Decimal
    hs_code: str


class Buyer(NamedTuple):
    """Who gets the order, as the merchant wrote it down; the country is Saudi Arabia."""

    name: str
    mobile: str
    city: str
    district: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Sale:
    """One order: `at` is day and time in January 2026, money is in SAR.

    `lines` are SKUs with their quantities; `more` holds cells that only some orders have.
    """

    number: str
    at: datetime
    buyer: Buyer
    lines: tuple[tuple[str, int], ...]
    paid: bool
    shipping: Decimal
    discount: Decimal
    more: Mapping[Field, str] = field(default_factory=dict)


def _good(name: str, price: str, weight: str, hs_code: str) -> Good:
    return Good(name, Decimal(price), Decimal(weight), hs_code)


GOODS = {
    "OUD-012": _good("عود كمبودي 12 جم", "189.00", "0.1", "12119090"),
    "OUD-025": _good("دهن عود هندي ربع تولة", "245.00", "0.1", "33012920"),
    "BKH-003": _good("مبخرة خشبية", "49.50", "0.6", "44219990"),
    "BKH-010": _good("بخور معمول 100 جم", "65.00", "0.2", "33074100"),
    "MSK-006": _good("مسك الطهارة 6 مل", "35.00", "0.1", "33030000"),
    "PRF-050": _good("عطر العنبر 50 مل", "180.00", "0.3", "33030000"),
    "PRF-100": _good("عطر ليالي نجد 100 مل", "259.95", "0.4", "33030000"),
    "DTE-500": _good("تمر خلاص القصيم 500 جم", "28.50", "0.5", "08041020"),
    "DTE-AJW": _good("تمر عجوة المدينة 1 كجم", "75.00", "1.0", "08041020"),
    "DTE-SKR": _good("تمر سكري فاخر 3 كجم", "95.00", "3.0", "08041020"),
    "ABY-54": _good("عباية كريب سوداء مقاس 54", "230.00", "0.7", "62043990"),
    "ABY-56": _good("عباية كتان بيج مقاس 56", "275.00", "0.8", "62043990"),
    "SHL-001": _good("طرحة شيفون", "45.00", "0.1", "62143000"),
    "00812": _good("قهوة سعودية بالهيل 250 جم", "32.00", "0.3", "09012100"),
    "GFT-BOX": _good("علبة هدية مع بطاقة", "15.00", "0.3", "48191000"),
}


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
