"""An invented Saudi shop: what it sells, and what one of its orders is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from importer.catalog import Field


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
    """One order: `at` is day and time in January 2026, money is in SAR."""

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
