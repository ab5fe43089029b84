"""An invented merchant's orders, always the same ones: 40 columns, several items an order."""

import csv
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from xlsxwriter import Workbook

from importer import catalog
from importer.catalog import Field
from templates.example_shop.shop import GOODS

COLUMNS: tuple[Field, ...] = (
    catalog.ORDER_ID, catalog.ORDER_DATE, catalog.REF1, catalog.CUSTOMER_NAME, catalog.MOBILE,
    catalog.EMAIL, catalog.COUNTRY, catalog.CITY, catalog.DISTRICT, catalog.ADDRESS, catalog.STREET,
    catalog.BUILDING_NO, catalog.POSTCODE, catalog.REF_ID, catalog.ITEM_NAME, catalog.SKU,
    catalog.QUANTITY, catalog.PRICE, catalog.ROW_TOTAL, catalog.TAX_AMOUNT, catalog.ITEM_CURRENCY,
    catalog.SUBTOTAL, catalog.SHIPPING_AMOUNT, catalog.COD_FEE, catalog.DISCOUNT_AMOUNT,
    catalog.COUPON_CODE, catalog.AMOUNT, catalog.PAYMENT_METHOD, catalog.AMOUNT_DUE,
    catalog.CURRENCY, catalog.STORE_NAME, catalog.LANGUAGE, catalog.PICKUP_LOCATION_CODE,
    catalog.CREATE_SHIPMENT, catalog.SHIPPING_NOTES, catalog.PACKAGE_COUNT, catalog.PACKAGE_WEIGHT,
    catalog.BOX_WIDTH, catalog.BOX_LENGTH, catalog.BOX_HEIGHT,
)  # fmt: skip
Cell = str | int | float | datetime
Row = list[Cell]
Rows = Iterator[Row]

_FIRST = ("نورة", "عبدالرحمن", "هند", "فهد", "ريم", "محمد", "سارة", "خالد", "لمى", "سلطان")
_LAST = ("القحطاني", "الغامدي", "الشهري", "المطيري", "العتيبي", "الحربي", "الدوسري", "الزهراني")
_CITIES = ("Riyadh", "Jeddah", "Dammam", "Abha", "Buraydah", "Madinah", "Al Khubar", "Tabuk")
_DISTRICTS = ("العليا", "الروضة", "الشاطئ الغربي", "المنسك", "العوالي", "الصفراء", "النزهة")
_STREETS = ("شارع العليا العام", "طريق الملك فهد", "شارع الأمير سلطان", "طريق قربان", "شارع الخليج")
_NOTES = ("", "", "", "الاتصال قبل الوصول", "التسليم بعد العصر", "Ring twice, then call")
_START = datetime(2026, 1, 18, 8, 0)
# One mistake a row, of every kind that rooms find: what cannot be read, and what cannot be true.
_MISTAKES: tuple[tuple[Field, Cell], ...] = (
    (catalog.MOBILE, "05512"),
    (catalog.CUSTOMER_NAME, ""),
    (catalog.QUANTITY, 0),
    (catalog.AMOUNT, "twenty"),
    (catalog.CURRENCY, "ريالات"),
    (catalog.ORDER_DATE, "31/02/2026"),
    (catalog.PACKAGE_COUNT, -1),
    (catalog.EMAIL, "nobody"),
    (catalog.CITY, ""),
    (catalog.PAYMENT_METHOD, "later"),
)


def orders(count: int, *, rows_each: int | None = None, wrong: bool = False) -> Rows:
    """The rows of `count` orders of 1 to 4 items (2.5 on average) or of `rows_each`."""
    chance, number = random.Random(7), 0
    for order in range(count):
        for row in _order(order, rows_each or 1 + order % 4, chance):
            if wrong:
                field, cell = _MISTAKES[number % len(_MISTAKES)]
                row[COLUMNS.index(field)] = cell
            number += 1
            yield row


def write_xlsx(path: Path, rows: Rows) -> Path:
    """The rows below their Arabic headers, as a workbook with ids as text and dates as dates."""
    book = Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("الطلبات")
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    for at, row in enumerate(_with_header(rows)):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(at, column, cell)
            elif isinstance(cell, datetime):
                sheet.write_datetime(at, column, cell, moment)
            else:
                sheet.write_number(at, column, cell)
    book.close()
    return path


def write_csv(path: Path, rows: Rows) -> Path:
    """The same as UTF-8 text with commas, as Excel and shops export it."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(
            [f"{cell:%d/%m/%Y %H:%M}" if isinstance(cell, datetime) else cell for cell in row]
            for row in _with_header(rows)
        )
    return path


def _with_header(rows: Rows) -> Rows:
    yield [field.label.format("ar") for field in COLUMNS]
    yield from rows


def _order(order: int, lines: int, chance: random.Random) -> Rows:
    items = [_item(chance) for _ in range(lines)]
    shared = _shared(order, sum((total for _, total in items), Decimal(0)), chance)
    for item, _ in items:
        cells = {**shared, **item}
        yield [cells[field] for field in COLUMNS]


def _item(chance: random.Random) -> tuple[dict[Field, Cell], Decimal]:
    sku = chance.choice(tuple(GOODS))
    good, count = GOODS[sku], chance.randint(1, 3)
    total = good.price * count
    cells: dict[Field, Cell] = {
        catalog.ITEM_NAME: good.name,
        catalog.SKU: sku,
        catalog.QUANTITY: count,
        catalog.PRICE: float(good.price),
        catalog.ROW_TOTAL: float(total),
        catalog.TAX_AMOUNT: float(round(total * 15 / 115, 2)),
        catalog.ITEM_CURRENCY: "SAR",
    }
    return cells, total


def _shared(order: int, subtotal: Decimal, chance: random.Random) -> dict[Field, Cell]:
    """The cells of the order itself, which stand in each of its rows."""
    cod = order % 3 > 0
    shipping, fee = Decimal(chance.choice((0, 20, 25))), Decimal(10 if cod else 0)
    discount = Decimal("5.25") if order % 5 == 0 else Decimal(0)
    total = float(subtotal + shipping + fee - discount)
    return {
        **_buyer(order, chance),
        catalog.ORDER_ID: f"{1_000_000 + order:08d}",
        catalog.ORDER_DATE: _START + timedelta(minutes=order * 7 % 40_000),
        catalog.REF1: f"WEB-{order:06d}",
        catalog.SUBTOTAL: float(subtotal),
        catalog.SHIPPING_AMOUNT: float(shipping),
        catalog.COD_FEE: float(fee),
        catalog.DISCOUNT_AMOUNT: float(discount),
        catalog.COUPON_CODE: "WELCOME10" if discount else "",
        catalog.AMOUNT: total,
        catalog.PAYMENT_METHOD: "cod" if cod else "paid",
        catalog.AMOUNT_DUE: total if cod else 0,
        catalog.CURRENCY: "SAR",
        catalog.STORE_NAME: "متجر الواحة",
        catalog.LANGUAGE: "ar",
        catalog.PICKUP_LOCATION_CODE: "RUH-01",
        catalog.CREATE_SHIPMENT: "no",
        catalog.SHIPPING_NOTES: chance.choice(_NOTES),
        catalog.PACKAGE_COUNT: 1,
        catalog.PACKAGE_WEIGHT: chance.randint(1, 60) / 10,
        catalog.BOX_WIDTH: 20,
        catalog.BOX_LENGTH: 30,
        catalog.BOX_HEIGHT: chance.choice((10, 15, 20)),
    }


def _buyer(order: int, chance: random.Random) -> dict[Field, Cell]:
    name = f"{chance.choice(_FIRST)} {chance.choice(_FIRST)} {chance.choice(_LAST)}"
    street, building = chance.choice(_STREETS), str(chance.randint(1000, 9999))
    return {
        catalog.CUSTOMER_NAME: name,
        catalog.MOBILE: f"05{chance.choice('03456')}{order % 10_000_000:07d}",
        catalog.EMAIL: f"buyer{order}@example.com",
        catalog.COUNTRY: "SA",
        catalog.CITY: chance.choice(_CITIES),
        catalog.DISTRICT: chance.choice(_DISTRICTS),
        catalog.ADDRESS: f"{street}، مبنى {building}",
        catalog.STREET: street,
        catalog.BUILDING_NO: building,
        catalog.POSTCODE: str(chance.randint(11000, 80000)),
        catalog.REF_ID: f"C-{order % 20_000}",
    }
