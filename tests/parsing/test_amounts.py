"""Units and currencies that stand in a header or beside a number, and decimals that nobody sees."""

from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from importer import catalog
from importer.catalog import Field
from importer.mapping import MapOptions, map_columns
from importer.parsing import ParsedTable, ReadOptions, parse_table
from importer.reading import read_workbook
from tests.mapping.mapping_books import table

BASE = ["Order No", "Customer", "Phone", "City", "Address", "Country", "Payment"]


def read(headers: list[str], *lines: list[object], **constants: str) -> ParsedTable:
    """A sheet of orders that has those columns beside the usual ones."""
    rows = [
        [f"A-{n}", "Noura", f"055123456{n}", "Riyadh", "Olaya", "SA", "cod", *line]
        for n, line in enumerate(lines)
    ]
    mapped = table([[*BASE, *headers], *rows], MapOptions(constants=constants))
    return parse_table(mapped, ReadOptions())


def values(typed: ParsedTable, field: Field) -> list[object]:
    return typed.frame[field.name].tolist()


def found(typed: ParsedTable) -> list[tuple[str, int | None]]:
    return [(each.code, each.row) for each in typed.problems]


@pytest.mark.parametrize(
    ("header", "field", "cells", "meant"),
    [
        ("Weight (g)", catalog.PACKAGE_WEIGHT, [500, "750"], ["0.5", "0.75"]),
        ("weightInGrams", catalog.PACKAGE_WEIGHT, [500, 1], ["0.5", "0.001"]),
        ("weight_g", catalog.PACKAGE_WEIGHT, [500, 1], ["0.5", "0.001"]),
        ("weightKg", catalog.PACKAGE_WEIGHT, [5, 1], ["5", "1"]),
        ("Weight in grams", catalog.PACKAGE_WEIGHT, [500, "1.5 kg"], ["0.5", "1.5"]),
        ("الوزن (جم)", catalog.PACKAGE_WEIGHT, [500, "٧٥٠"], ["0.5", "0.75"]),
        ("الوزن بالجرام", catalog.PACKAGE_WEIGHT, [500, 1500], ["0.5", "1.5"]),
        ("وزن الشحنة (غرام)", catalog.PACKAGE_WEIGHT, [500, 1], ["0.5", "0.001"]),
        ("Ağırlık (gr)", catalog.PACKAGE_WEIGHT, [500, 250], ["0.5", "0.25"]),
        ("Weight (kg)", catalog.PACKAGE_WEIGHT, [5, "500 g"], ["5", "0.5"]),
        ("الطول (مم)", catalog.BOX_LENGTH, [300, "30 سم"], ["30", "30"]),
        ("Box width, mm", catalog.BOX_WIDTH, [205, 10], ["20.5", "1"]),
        ("Height in inches", catalog.BOX_HEIGHT, [10, 1], ["25.4", "2.54"]),
        ("Boy (m)", catalog.BOX_LENGTH, [1, 0.5], ["100", "50"]),
    ],
)
def test_numbers_are_in_the_unit_of_their_header(
    header: str, field: Field, cells: list[object], meant: list[str]
) -> None:
    """Grams and millimetres become what OTO counts in, and a cell's own unit comes first."""
    typed = read(["Total (SAR)", header], *([50, cell] for cell in cells))
    assert values(typed, field) == [Decimal(each) for each in meant]


@pytest.mark.parametrize(
    "header", ["Weight (lb)", "الوزن (رطل)", "Weight (stones)", "Ağırlık (oz)"]
)
def test_a_unit_that_is_not_known_is_no_guess(header: str) -> None:
    """What cannot be converted is not sent as kilograms."""
    typed = read(["Total (SAR)", header], [50, 2])
    assert catalog.PACKAGE_WEIGHT.name not in typed.frame


def test_a_constant_is_in_otos_unit() -> None:
    """What `--set` says is what is sent, whatever the header's unit."""
    typed = read(["Total (SAR)", "Weight (g)"], [50, 500], [50, None], packageWeight="2")
    assert values(typed, catalog.PACKAGE_WEIGHT) == [Decimal("0.5"), Decimal(2)]


def test_thousands_are_judged_in_the_headers_unit() -> None:
    """12.500 g is 12.5 kg or 12.5 g: past no limit, it is asked about."""
    typed = read(["Total (SAR)", "Weight (g)"], [50, "12.500"])
    assert ("decimal_unclear", 2) in found(typed)


@pytest.mark.parametrize(
    ("header", "cells", "meant"),
    [
        ("Total", ["EUR 90,00", "90.50 EUR"], ["EUR", "EUR"]),
        ("Total (USD)", [50, "60"], ["USD", "USD"]),
        ("Total in AED", [50, 60], ["AED", "AED"]),
        ("المبلغ بالريال", [50, 60], ["SAR", "SAR"]),
        ("Toplam (₺)", [50, 60], ["TRY", "TRY"]),
        ("Total", ["50 ريال", "AED 60"], ["SAR", "AED"]),
        ("Total", ["50 ريال", 60], ["SAR", None]),
        ("Total (SAR)", ["AED 50", 60], ["AED", "SAR"]),
        ("Total", ["$50", "$60"], [None, None]),
    ],
)
def test_a_currency_that_no_column_says_is_taken_from_the_amounts(
    header: str, cells: list[object], meant: list[str | None]
) -> None:
    """What stands beside an amount or at its header is its currency, where that is one only."""
    typed = read([header], *([cell] for cell in cells))
    assert values(typed, catalog.CURRENCY) == meant
    assert (("currency_from_amounts", None) in found(typed)) is any(meant)


def test_amounts_that_disagree_settle_nothing() -> None:
    """An order whose total is in euros and whose fee is in dollars has no currency."""
    typed = read(["Total", "Shipping"], ["EUR 90", "USD 5"])
    assert values(typed, catalog.CURRENCY) == [None]


def test_a_currency_that_cannot_be_read_is_not_replaced() -> None:
    """The cell is refused, and what the amount says does not stand in for it."""
    typed = read(["Total", "Currency"], ["EUR 90", "qwe"])
    assert values(typed, catalog.CURRENCY) == [None]
    assert ("currency_unknown", 2) in found(typed)


@pytest.mark.parametrize(
    ("header", "held"),
    [
        ("Total (USD)", [2, 4]),
        ("الإجمالي (دولار)", [2, 4]),
        ("Toplam (TL)", [2, 3]),
        ("Total (SR)", [3, 4]),
        ("Total", []),
    ],
)
def test_a_header_that_names_another_currency_is_a_contradiction(
    header: str, held: list[int]
) -> None:
    """A column of dollars in an order of riyals is asked about, row by row."""
    typed = read([header, "Currency"], [50, "SAR"], [50, "USD"], [50, "TRY"])
    assert found(typed) == [("header_currency_contradicts", row) for row in held]


@pytest.mark.parametrize(
    ("payment", "field", "header", "cell", "sent"),
    [
        ("cod", catalog.SUBTOTAL, "Subtotal", 100 / 1.15, "86.96"),
        ("paid", catalog.AMOUNT, "Total", 100 / 1.15, "86.96"),
        ("cod", catalog.AMOUNT, "Total", 100 / 1.15, "86.9565217391304"),
        ("cod", catalog.PRICE, "Price", 10 / 3, "3.33"),
        ("cod", catalog.SUBTOTAL, "Subtotal", 86.955, "86.955"),
        ("cod", catalog.SUBTOTAL, "Subtotal", "86.9565217", "86.9565217"),
    ],
)
def test_decimals_of_a_calculation_are_rounded_where_nothing_is_collected(
    payment: str, field: Field, header: str, cell: object, sent: str
) -> None:
    """The courier's amount, what somebody typed and a text stay exactly what they are."""
    total = [] if header == "Total" else ["Total"]
    rows = [[*BASE, "Currency", *total, header],
            ["A-1", "Noura", "0551234567", "Riyadh", "Olaya", "SA", payment, "SAR",
             *([90] if total else []), cell]]  # fmt: skip
    typed = parse_table(table(rows), ReadOptions())
    assert values(typed, field) == [Decimal(sent)]
    assert (("amounts_rounded", None) in found(typed)) is (len(sent) < 6)


@pytest.mark.parametrize(
    "cell", ["2-Jan", "Sep-15", "02.Oca", "15-يناير", "2026-01-02 00:00:00", "3-Nov"]
)
def test_ids_that_excel_made_dates_of_are_warned_about(cell: str) -> None:
    """1-2 becomes 2-Jan, and in a CSV nothing but its look tells."""
    typed = read(["Total (SAR)", "SKU"], [50, cell], [50, "AB-1"])
    assert ("ids_maybe_dates", None) in found(typed)


@pytest.mark.parametrize("cell", ["2-JAN-X", "MAY-5", "Marble-12", "1-2", "12-Junior", "Mar"])
def test_other_codes_are_no_dates(cell: str) -> None:
    """A code that only resembles one is quiet."""
    typed = read(["Total (SAR)", "SKU"], [50, cell], [50, "AB-1"])
    assert ("ids_maybe_dates", None) not in found(typed)


@pytest.mark.parametrize("cell", ['=DISPIMG("ID_4E1A",1)', '=IMAGE("https://x.example/a.png")'])
def test_a_picture_in_a_cell_is_no_link(cell: str) -> None:
    """An optional picture holds no order back."""
    typed = read(["Total (SAR)", "Image URL"], [50, cell], [50, "https://x.example/a.png"])
    assert values(typed, catalog.IMAGE) == [None, "https://x.example/a.png"]
    assert [code for code, _ in found(typed) if code == "url_unreadable"] == []


@pytest.mark.parametrize(
    ("payment", "cell", "number_format", "sent"),
    [
        ("cod", 86.957, "0.00", "86.96"),
        ("cod", 86.957, '#,##0.0 "SAR"', "87"),
        ("cod", 86.957, "[$SAR-401] #,##0.00", "86.96"),
        ("cod", 86.957, "General", "86.957"),
        ("cod", 86.957, "0.000", "86.957"),
        ("cod", 86.5, "0", "86.5"),
    ],
)
def test_decimals_that_the_sheet_hides_are_rounded_as_it_shows_them(
    tmp_path: Path, payment: str, cell: float, number_format: str, sent: str
) -> None:
    """More than a currency has is what the format shows; what a currency can have stays."""
    path = tmp_path / "orders.xlsx"
    row = ["A-1", "Noura", "0551234567", "Riyadh", "Olaya", "SA", payment, "SAR", 90, cell]
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, [*BASE, "Currency", "Total", "Subtotal"])
        sheet.write_row(1, 0, row)
        sheet.write_number(1, 9, cell, made.add_format({"num_format": number_format}))
    typed = parse_table(map_columns(read_workbook(path), MapOptions()), ReadOptions())
    assert values(typed, catalog.SUBTOTAL) == [Decimal(sent)]
