"""The files in `templates/` go through reading, mapping, checking and the account's own lists."""

import asyncio
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from importer import catalog, sandbox
from importer.catalog import Field
from importer.i18n import LANGUAGES, Language
from importer.mapping import MapOptions
from importer.orders import Order, build, to_json
from importer.oto import Oto
from importer.pipeline import CheckResult, check
from importer.problems import Severity, severity
from importer.progress import NullListener
from importer.request import ImportRequest
from importer.template.columns import COMMON, NUMERIC, RARE, cell_text
from importer.template.guide_sheet import example
from importer.template.workbook import render_template
from tests import faulty_oto

FOLDER = Path(__file__).parents[2] / "templates"
EACH = pytest.mark.parametrize("lang", LANGUAGES)
GOOD = "20101"
# Of every order with a planted mistake, the codes that are found in it.
PLANTED: dict[str | None, set[str]] = {
    "20102": {"required_missing"},
    "20103": {"payment_unknown"},
    "20104": {"paid_but_due"},
    "20105": {"cod_due_differs"},
    "20106": {"phone_too_short"},
    None: {"id_damaged", "required_missing"},  # neither of the two has a number to go by
    "20108": {"cell_error"},
    "20109": {"cell_uncalculated"},
    "20111": {"city_unknown"},
    "20112": {"order_rows_disagree"},
    "20113": {"required_missing"},
    "20114": {"number_not_above"},
    "20115": {"date_unclear"},
    "20116": {"email_unreadable"},
    "20117": {"address_missing"},
    "20118": {"short_address_wrong"},
    "20119": {"postcode_abroad"},
    "20120": {"pickup_needed"},
    "20121": {"number_too_small"},
    "20123": {"required_missing"},
    "20124": {"city_matched"},
    "20125": {"country_unknown"},
}


@pytest.fixture(scope="module")
def oto_url() -> Iterator[str]:
    with sandbox.serve() as url:
        yield url


def checked(path: Path, url: str) -> CheckResult:
    async def ask() -> CheckResult:
        async with Oto(url, "a token") as oto:
            return await check(ImportRequest(path, MapOptions()), oto, None, NullListener())

    return asyncio.run(ask())


def built(result: CheckResult) -> list[Order]:
    return list(build(result.frame, result.sendable, result.table))


def remarks(result: CheckResult) -> list[str]:
    """The codes of all that is more than a note."""
    return [p.code for p in result.problems if severity(p) is not Severity.NOTE]


@pytest.mark.parametrize("name", ["example-orders.xlsx", "example-orders.csv"])
def test_the_example_has_no_problem(name: str, oto_url: str) -> None:
    """The example week is understood without a guess, a warning or a problem."""
    result = checked(FOLDER / name, oto_url)
    assert remarks(result) == []
    assert len(result.sendable) == len(result.orders) == 25
    assert {column.how.value for column in result.table.columns} <= {"canonical", "label"}


def test_both_examples_are_the_same_orders(oto_url: str) -> None:
    """Arabic words, dates and blank later rows make the same orders as names and full rows."""
    book = built(checked(FOLDER / "example-orders.xlsx", oto_url))
    text = built(checked(FOLDER / "example-orders.csv", oto_url))
    assert [order.payload for order in book] == [order.payload for order in text]
    assert [order.fingerprint for order in book] == [order.fingerprint for order in text]


def test_oto_takes_the_example() -> None:
    """Every order of the example is created, with the content that its rows say."""

    async def send(orders: list[Order], url: str) -> None:
        async with Oto(url, "a token") as oto:
            for order in orders:
                await oto.create_order(to_json(order.payload))

    with faulty_oto.serve() as url:
        orders = built(checked(FOLDER / "example-orders.xlsx", url))
        asyncio.run(send(orders, url))
        assert len(faulty_oto.Remote(url).orders()) == 25
    abroad = next(order for order in orders if order.order_id == "10249")
    assert abroad.payload == {
        "orderId": "10249",
        "orderDate": "22/01/2026 14:07",
        "payment_method": "paid",
        "amount": Decimal("454.95"),
        "amount_due": Decimal(0),
        "currency": "SAR",
        "subtotal": Decimal("409.95"),
        "shippingAmount": Decimal(45),
        "packageWeight": Decimal("2.4"),
        "customer": {
            "name": "علي بن حسين",
            "mobile": "97336001019",
            "email": "ali.d@example.com",
            "country": "BH",
            "city": "Manama",
            "district": "الحورة",
            "address": "مبنى 210، طريق 1703، مجمع 317",
            "postcode": "317",
        },
        "items": [
            {
                "name": "عطر ليالي نجد 100 مل",
                "sku": "PRF-100",
                "quantity": Decimal(1),
                "price": Decimal("259.95"),
                "rowTotal": Decimal("259.95"),
                "hsCode": "33030000",
                "itemOrigin": "SA",
            },
            {
                "name": "تمر عجوة المدينة 1 كجم",
                "sku": "DTE-AJW",
                "quantity": Decimal(2),
                "price": Decimal(75),
                "rowTotal": Decimal(150),
                "hsCode": "08041020",
                "itemOrigin": "SA",
            },
        ],
    }


def test_every_planted_mistake_is_found(oto_url: str) -> None:
    """Each order of the file with mistakes is held for its own mistake and for no other."""
    result = checked(FOLDER / "example-with-mistakes.xlsx", oto_url)
    found: dict[str | None, set[str]] = {}
    for order in result.orders:
        codes = {p.code for p in order.problems if severity(p) is not Severity.NOTE}
        if codes:
            found.setdefault(order.group.order_id, set()).update(codes)
    assert found == PLANTED
    assert [order.group.order_id for order in result.orders if not order.held] == [
        GOOD, "20110", "20119", "20124",
    ]  # fmt: skip


@EACH
def test_an_unedited_template_sends_nothing(lang: Language, oto_url: str) -> None:
    """A template without orders is understood as one: every column known, no order found."""
    result = checked(FOLDER / f"orders-template-{lang}.xlsx", oto_url)
    assert not result.orders
    assert {column.how.value for column in result.table.columns} <= {"canonical", "label"}
    assert len(result.table.columns) == len(catalog.FIELDS)


@EACH
def test_a_filled_template_goes_through(lang: Language, oto_url: str, tmp_path: Path) -> None:
    """The guide's example of two items, typed into the sheet, is one good order."""
    path = tmp_path / "orders.xlsx"
    path.write_bytes(render_template(lang))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for row, cells in enumerate(example(), start=3):
        for field, text in cells.items():
            column = (*COMMON, *RARE).index(field) + 1
            sheet.cell(row, column, typed(field, text, lang))
    book.save(path)
    result = checked(path, oto_url)
    assert remarks(result) == []
    (order,) = built(result)
    assert order.rows == (3, 4)
    assert order.payload[catalog.AMOUNT.key] == Decimal(270)
    assert asyncio.run(created(order, oto_url))


def typed(field: Field, text: str, lang: Language) -> str | float:
    """The cell as Excel keeps it: a number in a column of numbers, else the words of the sheet."""
    return float(text) if field.kind in NUMERIC else cell_text(field, text, lang)


async def created(order: Order, url: str) -> bool:
    async with Oto(url, "a token") as oto:
        already = await oto.find_order(order.order_id)
        return already is not None or bool((await oto.create_order(to_json(order.payload))).oto_ids)
