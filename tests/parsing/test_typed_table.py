"""Columns as a whole: evidence across a column, companions in a row, problems and empty cells."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from string import Formatter

import numpy as np
import pandas as pd
import pytest

from importer import catalog
from importer.catalog import Field
from importer.mapping import MappedTable
from importer.parsing import ParsedTable, ReadOptions, parse_table
from importer.problems import CODES, Problem, Severity, explain
from importer.reading import ErrorCell, FormattedNumber, Sheet, UncachedFormula, Workbook

DAY_FIRST = ReadOptions(date_order="day")


def table(
    cells: Mapping[Field, Sequence[object]],
    rows: Sequence[int] | None = None,
    constants: Mapping[str, str] | None = None,
) -> MappedTable:
    """A mapped table of these columns; its rows are 2, 3, 4 ... unless given."""
    length = len(next(iter(cells.values())))
    index = list(range(2, length + 2)) if rows is None else list(rows)
    arrays = {}
    for field, column in cells.items():
        arrays[field.name] = np.empty(length, dtype=object)
        arrays[field.name][:] = list(column)
    frame = pd.DataFrame(arrays, index=index, dtype=object)
    sheet = Sheet(name="Orders", frame=frame)
    book = Workbook(path=Path("orders.xlsx"), format="xlsx", sheets=(sheet,))
    return MappedTable(
        book=book,
        sheet=sheet,
        header_rows=(1,),
        columns=(),
        frame=frame,
        constants=constants or {},
        profile=None,
        lang="en",
        problems=(),
    )


def read(
    cells: Mapping[Field, Sequence[object]],
    options: ReadOptions | None = None,
    rows: Sequence[int] | None = None,
) -> ParsedTable:
    return parse_table(table(cells, rows), options or ReadOptions())


def column(typed: ParsedTable, field: Field) -> list[object]:
    return typed.frame[field.name].tolist()


def found(typed: ParsedTable) -> list[tuple[str, int | None]]:
    """Code and row of every problem."""
    return [(each.code, each.row) for each in typed.problems]


def facts(problem: Problem) -> dict[str, str]:
    return dict(problem.facts)


def test_index_columns_and_types_are_kept() -> None:
    """The typed table has the rows and columns of the mapped one, as plain Python values."""
    typed = read(
        {
            catalog.ORDER_ID: [1001.0, "A-2"],
            catalog.AMOUNT: [300.41000000000003, "12.50"],
            catalog.PACKAGE_COUNT: [2.0, None],
            catalog.CREATE_SHIPMENT: ["yes", False],
            catalog.ORDER_DATE: [datetime(2026, 1, 2, 3, 4), "2026-05-06"],
            catalog.DELIVERY_SLOT_DATE: [date(2026, 1, 2), None],
            catalog.DELIVERY_SLOT_FROM: [time(14, 30), "9:00"],
            catalog.COUNTRY: ["السعودية", "SA"],
        },
        rows=[7, 12],
    )
    assert typed.frame.index.tolist() == [7, 12]
    assert set(map(str, typed.frame.dtypes)) == {"object"}
    assert column(typed, catalog.ORDER_ID) == ["1001", "A-2"]
    assert column(typed, catalog.AMOUNT) == [Decimal("300.41"), Decimal("12.5")]
    assert column(typed, catalog.PACKAGE_COUNT) == [2, None]
    assert column(typed, catalog.CREATE_SHIPMENT) == [True, False]
    assert column(typed, catalog.ORDER_DATE) == [datetime(2026, 1, 2, 3, 4), datetime(2026, 5, 6)]
    assert column(typed, catalog.DELIVERY_SLOT_DATE) == [date(2026, 1, 2), None]
    assert column(typed, catalog.DELIVERY_SLOT_FROM) == ["2:30pm", "9am"]
    assert column(typed, catalog.COUNTRY) == ["SA", "SA"]
    assert typed.problems == ()
    assert typed.unparsed == {}


def test_an_empty_table_stays_empty() -> None:
    """A header without rows is no error."""
    typed = read({catalog.ORDER_ID: [], catalog.AMOUNT: [], catalog.MOBILE: []})
    assert typed.frame.empty
    assert list(typed.frame.columns) == ["orderId", "amount", "customer.mobile"]
    assert typed.problems == ()


@pytest.mark.parametrize("field", catalog.FIELDS, ids=lambda field: field.name)
def test_every_field_reads_its_own_example(field: Field) -> None:
    """The example of the catalogue is a value of the field, and blank cells are none."""
    cells = {field: [field.example, None, "", "  ", "\u200b"]}
    if field.kind is catalog.Kind.PHONE:
        cells[catalog.COUNTRY] = ["SA"] * 5
    typed = read(cells, DAY_FIRST)
    values = column(typed, field)
    assert typed.problems == ()
    assert (values[0] is not None) is bool(field.example)
    assert values[1:] == [None] * 4


@pytest.mark.parametrize("field", catalog.FIELDS, ids=lambda field: field.name)
def test_every_field_refuses_broken_cells(field: Field) -> None:
    """Errors, formulas without result and #### are named in every column, each once."""
    typed = read({field: [ErrorCell("#N/A"), UncachedFormula("A1+1"), "#REF!", "#n/a", "#####"]})
    assert found(typed) == [
        ("cell_error", 2),
        ("cell_uncalculated", 3),
        ("cell_error", 4),
        ("cell_error", 5),
        ("cell_hidden", 6),
    ]
    assert column(typed, field) == [None] * 5
    assert typed.unparsed == {field.name: frozenset({2, 3, 4, 5, 6})}
    assert [each.value for each in typed.problems] == ["#N/A", "=A1+1", "#REF!", "#n/a", "#####"]


def test_a_bad_cell_is_one_problem_with_its_place_and_text() -> None:
    """A problem names row, column and the text as it stood; the row counts as unread."""
    typed = read({catalog.AMOUNT: ["100", " lots ", 3.5], catalog.QUANTITY: [1.0, 2.0, "many"]})
    assert typed.problems[0] == Problem("number_unreadable", 3, "amount", " lots ")
    assert found(typed) == [("number_unreadable", 3), ("number_unreadable", 4)]
    assert typed.unparsed == {"amount": frozenset({3}), "item.quantity": frozenset({4})}


def test_a_row_that_was_unpacked_into_items_has_each_problem_once() -> None:
    """A repeated row number is read by position, and its one cell is reported once."""
    typed = read(
        {catalog.AMOUNT: ["x", "x", "5"], catalog.QUANTITY: ["1", "2", "3"]}, rows=[2, 2, 3]
    )
    assert found(typed) == [("number_unreadable", 2)]
    assert column(typed, catalog.AMOUNT) == [None, None, Decimal(5)]
    assert column(typed, catalog.QUANTITY) == [Decimal(1), Decimal(2), Decimal(3)]


def test_equal_cells_of_different_kinds_are_read_apart() -> None:
    """1, 1.0, TRUE and a padded 1 are equal in Python but not the same cell."""
    typed = read(
        {
            catalog.ORDER_ID: [
                1.0,
                True,
                1,
                FormattedNumber(1.0, "001"),
                FormattedNumber(1.0, "01"),
                "1",
            ]
        }
    )
    assert column(typed, catalog.ORDER_ID) == ["1", "TRUE", "1", "001", "01", "1"]


def test_dashes_and_such_count_as_empty_and_are_mentioned() -> None:
    """A dash and N/A are empty anywhere, NA where no words stand; one note a column says so."""
    typed = read(
        {
            catalog.DISTRICT: ["-", "—", "N/A", "NA"],
            catalog.DISCOUNT_AMOUNT: ["-", "N/A", "لا يوجد", "5"],
            catalog.COUNTRY: ["NA", "NA", "NA", "NA"],
        }
    )
    assert column(typed, catalog.DISTRICT) == [None, None, None, "NA"]
    assert column(typed, catalog.DISCOUNT_AMOUNT) == [None, None, None, Decimal(5)]
    assert column(typed, catalog.COUNTRY) == ["NA"] * 4
    notes = {each.column: facts(each)["count"] for each in typed.problems}
    assert notes == {"customer.district": "3", "discountAmount": "3"}
    assert {each.code for each in typed.problems} == {"counts_as_empty"}
    assert typed.unparsed == {}


MARKS = [
    # amounts, what they become (None: a problem)
    (["1,250", "99.50"], ["1250", "99.5"]),
    (["1,250", "99,50"], ["1.25", "99.5"]),
    (["1.250", "99,50"], ["1250", "99.5"]),
    (["1.250", "99.50"], ["1.25", "99.5"]),
    (["1,250", "0,500"], ["1.25", "0.5"]),
    (["1,250", "1,250,000"], ["1250", "1250000"]),
    (["1.250", "1.250.000"], ["1250", "1250000"]),
    (["12.500", "0.750"], ["12.5", "0.75"]),
    (["1,250", "100"], [None, "100"]),
    (["1,250", 99.5], [None, "99.5"]),
    (["1,250", "1.250"], [None, None]),
    (["1,250", "99,50", "99.50"], [None, "99.5", "99.5"]),
    (["SAR 1,250", "SAR 99.50"], ["1250", "99.5"]),
    (["١٬٢٥٠", "1,250"], ["1250", None]),
]


@pytest.mark.parametrize(("cells", "values"), MARKS)
def test_the_decimal_mark_by_the_cells_of_the_column(
    cells: list[object], values: list[str | None]
) -> None:
    """A cell with two readings follows the cells of its column that have one, or is asked about."""
    typed = read({catalog.AMOUNT: cells})
    exact = [None if value is None else Decimal(value) for value in values]
    assert column(typed, catalog.AMOUNT) == exact
    refused = [each.row for each in typed.problems if each.code == "decimal_unclear"]
    assert refused == [row for row, value in enumerate(values, 2) if value is None]


def test_the_evidence_for_the_decimal_mark_is_told() -> None:
    """A note names the mark, the cell that shows it, and how many cells follow it."""
    typed = read({catalog.AMOUNT: ["1,250", "99,50", "2,300", "1,250"]})
    assert found(typed) == [("decimal_decided", None)]
    assert typed.problems[0].value == "1,250"
    assert facts(typed.problems[0]) == {"mark": ",", "example": "99,50", "count": "3"}


def test_other_money_columns_decide_where_the_own_column_is_silent() -> None:
    """One program wrote all amounts of the file: the shipping fee tells how the total is meant."""
    typed = read({catalog.AMOUNT: ["1.250"], catalog.SHIPPING_AMOUNT: ["19,50"]})
    assert column(typed, catalog.AMOUNT) == [Decimal(1250)]
    assert facts(typed.problems[0])["example"] == "19,50"


def test_money_columns_that_contradict_each_other_decide_nothing() -> None:
    """Evidence for both marks is evidence for none."""
    typed = read(
        {
            catalog.AMOUNT: ["1.250"],
            catalog.SHIPPING_AMOUNT: ["19,50"],
            catalog.SUBTOTAL: ["19.50"],
        }
    )
    assert found(typed) == [("decimal_unclear", 2)]


def test_a_weight_never_becomes_thousands_by_another_column() -> None:
    """A weight of 1.250 stays a question beside prices with a comma; 1,250 is 1.25 there."""
    prices = {catalog.PRICE: ["19,50", "20,00"]}
    typed = read({catalog.PACKAGE_WEIGHT: ["1.250", "1,250"], **prices})
    assert column(typed, catalog.PACKAGE_WEIGHT) == [None, Decimal("1.25")]
    assert ("decimal_unclear", 2) in found(typed)


def test_a_limit_of_the_field_is_evidence() -> None:
    """24.713 degrees north can be nothing but a decimal."""
    typed = read({catalog.LAT: ["24.713", "21.422"], catalog.LON: ["46.675", "39.826"]})
    assert column(typed, catalog.LAT) == [Decimal("24.713"), Decimal("21.422")]
    assert column(typed, catalog.LON) == [Decimal("46.675"), Decimal("39.826")]


def test_coordinates_say_nothing_of_prices() -> None:
    """A map writes a point in every country."""
    typed = read({catalog.LAT: ["24.7136"], catalog.AMOUNT: ["1.250"]})
    assert found(typed) == [("decimal_unclear", 2)]


@pytest.mark.parametrize(("mark", "value"), [(".", "1250"), (",", "1.25")])
def test_the_option_settles_the_decimal_mark_without_a_note(mark: str, value: str) -> None:
    """What the merchant said herself needs no telling."""
    options = ReadOptions(decimal_mark="." if mark == "." else ",")
    typed = read({catalog.AMOUNT: ["1,250"], catalog.PACKAGE_COUNT: ["2.000"]}, options)
    assert column(typed, catalog.AMOUNT) == [Decimal(value)]
    assert typed.problems == ()


DATES = [
    # dates, what they become (None: a problem)
    (["03/04/2026", "31/12/2025"], ["2026-04-03", "2025-12-31"]),
    (["03/04/2026", "12/31/2025"], ["2026-03-04", "2025-12-31"]),
    (["03/04/2026", "05/05/2026"], [None, "2026-05-05"]),
    (["05/05/2026", "06/06/2026"], ["2026-05-05", "2026-06-06"]),
    (["03/04/2026", "31/12/2025", "12/31/2025"], [None, "2025-12-31", "2025-12-31"]),
    (["03/04/2026", "2025-12-31"], [None, "2025-12-31"]),
    (["03/04/2026", "31 Dec 2025"], [None, "2025-12-31"]),
    (["3.4.26", "31.12.25"], ["2026-04-03", "2025-12-31"]),
    (["24-05-20", "05-05-24", "13-05-24"], ["2020-05-24", "2024-05-05", "2024-05-13"]),
    (["20-05-24", "13-05-2024"], ["2024-05-20", "2024-05-13"]),
    (["24-05-08", "24-05-20"], [None, None]),
    (["٠٣/٠٤/٢٠٢٦", "٣١/١٢/٢٠٢٥"], ["2026-04-03", "2025-12-31"]),
    (["03/04/2026", "31/02/2025"], [None, None]),
]


@pytest.mark.parametrize(("cells", "values"), DATES)
def test_the_order_of_dates_by_the_cells_of_the_column(
    cells: list[object], values: list[str | None]
) -> None:
    """A date with two readings follows the cells of its column that have one, or is asked about."""
    typed = read({catalog.DELIVERY_SLOT_DATE: cells})
    days = [None if value is None else date.fromisoformat(value) for value in values]
    assert column(typed, catalog.DELIVERY_SLOT_DATE) == days
    refused = [each.row for each in typed.problems if each.row is not None]
    assert refused == [row for row, value in enumerate(values, 2) if value is None]


def test_the_evidence_for_the_order_of_dates_is_told() -> None:
    """A note names the order and the row that can only be so."""
    typed = read({catalog.ORDER_DATE: ["03/04/2026 10:00", "5/6/2026", "31/12/2025 15:45"]})
    assert column(typed, catalog.ORDER_DATE)[0] == datetime(2026, 4, 3, 10)
    assert found(typed) == [("date_order_decided", None)]
    assert facts(typed.problems[0]) == {
        "order": "dd/mm/yyyy",
        "proof": "4",
        "example": "31/12/2025 15:45",
        "count": "2",
    }


def test_each_date_column_is_judged_by_itself() -> None:
    """The order date of a shop and the delivery date of a form may be written differently."""
    typed = read(
        {
            catalog.ORDER_DATE: ["03/04/2026", "31/12/2025"],
            catalog.DELIVERY_SLOT_DATE: ["03/04/2026", "05/05/2026"],
        }
    )
    assert ("date_unclear", 2) in found(typed)
    assert column(typed, catalog.ORDER_DATE)[0] == datetime(2026, 4, 3)


@pytest.mark.parametrize(("order", "value"), [("day", "2026-04-03"), ("month", "2026-03-04")])
def test_the_option_settles_the_order_of_dates_without_a_note(order: str, value: str) -> None:
    """What the merchant said herself decides; a real date needs no deciding."""
    options = ReadOptions(date_order="day" if order == "day" else "month")
    cells = ["03/04/2026", "2025-12-25", datetime(2025, 12, 26)]
    typed = read({catalog.DELIVERY_SLOT_DATE: cells}, options)
    days = [date.fromisoformat(value), date(2025, 12, 25), date(2025, 12, 26)]
    assert column(typed, catalog.DELIVERY_SLOT_DATE) == days
    assert typed.problems == ()


def test_a_date_that_the_option_does_not_fit_is_a_problem() -> None:
    """9/21 is never read with --dates day, nor 21-11 with --dates month."""
    cells = ["21-11-2025", "9/21/2025", "5/8/2025"]
    for order, refused in (("day", 3), ("month", 2)):
        options = ReadOptions(date_order="day" if order == "day" else "month")
        typed = read({catalog.DELIVERY_SLOT_DATE: cells}, options)
        assert found(typed) == [("date_other_order", refused)]


def test_two_ways_of_writing_dates_in_one_column_are_told() -> None:
    """With the first row of each; what can be read in two ways is asked about."""
    typed = read({catalog.DELIVERY_SLOT_DATE: ["5/8/2025", "21-11-2025", "9/21/2025", "9/22/2025"]})
    assert set(found(typed)) == {("dates_in_two_orders", None), ("date_unclear", 2)}
    told = next(each for each in typed.problems if each.code == "dates_in_two_orders")
    assert facts(told) == {"row_number": "3", "example": "9/21/2025", "proof": "4"}


def test_a_constant_proves_nothing() -> None:
    """What --set or a profile puts into empty cells says nothing of how the others are written."""
    cells = {
        catalog.AMOUNT: ["1.250", "1.250"],
        catalog.SHIPPING_AMOUNT: ["25.50", "25.50"],
        catalog.DELIVERY_SLOT_DATE: ["3/4/2026", "25/05/2026"],
    }
    constants = {"shippingAmount": "25.50", "deliverySlotDate": "25/05/2026"}
    typed = parse_table(table(cells, constants=constants), ReadOptions())
    assert set(found(typed)) == {
        ("decimal_unclear", 2), ("decimal_unclear", 3), ("date_unclear", 2),
    }  # fmt: skip
    typed = parse_table(table(cells), ReadOptions())
    assert "decimal_unclear" not in dict(found(typed))


def test_day_numbers_are_read_and_told() -> None:
    """A number in a date column is Excel's day number, and a note shows one as a date."""
    typed = read({catalog.ORDER_DATE: [45292.5, 45293.0, 20240131.0]})
    assert column(typed, catalog.ORDER_DATE) == [
        datetime(2024, 1, 1, 12),
        datetime(2024, 1, 2),
        datetime(2024, 1, 31),
    ]
    assert found(typed) == [("date_serial", None)]
    assert facts(typed.problems[0]) == {"example": "2024-01-01 12:00:00", "count": "2"}


def test_dates_that_excel_may_have_swapped_are_a_warning() -> None:
    """Texts that only the day-first order explains, beside dates of small days only: suspicious."""
    small = [datetime(2026, month, day) for day, month in ((3, 4), (5, 6), (7, 8), (9, 10))]
    typed = read({catalog.ORDER_DATE: [*small, "25/12/2025", "31/12/2025"]})
    assert found(typed) == [("dates_maybe_swapped", None)]
    assert facts(typed.problems[0]) == {"order": "dd/mm/yyyy", "count": "4"}
    honest = read({catalog.ORDER_DATE: [*small, datetime(2026, 1, 25), "25/12/2025"]})
    assert honest.problems == ()


def test_an_unclear_time_follows_a_column_that_counts_to_24() -> None:
    """2:30 is asked about, unless another cell shows that hours are counted to 24."""
    alone = read({catalog.DELIVERY_SLOT_FROM: ["2:30", "9:00"]})
    assert found(alone) == [("time_unclear", 2)]
    beside = read({catalog.DELIVERY_SLOT_FROM: ["2:30", "14:30"]})
    assert column(beside, catalog.DELIVERY_SLOT_FROM) == ["2:30am", "2:30pm"]


def test_a_phone_is_read_in_the_country_of_its_row() -> None:
    """One local number means another subscriber in another country."""
    typed = read(
        {
            catalog.MOBILE: ["0551234567", "0501234567", "01012345678", 551234567.0],
            catalog.COUNTRY: ["SA", "UAE", "مصر", "KSA"],
        }
    )
    assert column(typed, catalog.MOBILE) == [
        "966551234567", "971501234567", "201012345678", "966551234567",
    ]  # fmt: skip


def test_sender_and_customer_phones_have_their_own_countries() -> None:
    """The sender's number is read in the sender's country."""
    typed = read(
        {
            catalog.MOBILE: ["0551234567"],
            catalog.COUNTRY: ["SA"],
            catalog.SENDER_MOBILE: ["0532 123 45 67"],
            catalog.SENDER_COUNTRY: ["TR"],
        }
    )
    assert column(typed, catalog.SENDER_MOBILE) == ["905321234567"]


def test_a_phone_finds_its_country_on_another_row_of_its_order() -> None:
    """Exports write an order's country on one of its rows only."""
    typed = read(
        {
            catalog.ORDER_ID: ["1", "1", "2", None],
            catalog.MOBILE: ["0551234567", "0551234567", "0551234567", "0551234567"],
            catalog.COUNTRY: [None, "SA", None, None],
        }
    )
    assert column(typed, catalog.MOBILE) == ["966551234567", "966551234567", None, None]
    assert found(typed) == []
    assert typed.unparsed[catalog.MOBILE.name] == {4, 5}


def test_a_phone_without_a_country_column_must_be_international() -> None:
    """A country is never guessed; that there is none is told of the country, not of its phones."""
    typed = read({catalog.MOBILE: ["+966551234567", "0551234567", None, ErrorCell("#N/A")]})
    assert column(typed, catalog.MOBILE) == ["966551234567", None, None, None]
    assert found(typed) == [("cell_error", 5)]
    assert typed.unparsed[catalog.MOBILE.name] == {3, 5}


def test_an_unreadable_country_is_one_problem_not_two() -> None:
    """The phone beside it waits for the country, unread but without a problem of its own."""
    typed = read(
        {
            catalog.MOBILE: ["0551234567", "x", "+966551234567"],
            catalog.COUNTRY: ["Atlantis", "Atlantis", "Atlantis"],
        }
    )
    assert column(typed, catalog.MOBILE) == [None, None, "966551234567"]
    assert [each for each in found(typed) if each[0] != "country_unknown"] == [
        ("phone_unreadable", 3)
    ]
    assert typed.unparsed[catalog.MOBILE.name] == frozenset({2, 3})


def test_an_amount_in_another_currency_is_refused() -> None:
    """AED 100 in an order of SAR is not 100 riyals; a sign that several share contradicts none."""
    typed = read(
        {
            catalog.AMOUNT: ["AED 100", "SAR 100", "100 ريال", "100 درهم", "$100", "AED 100"],
            catalog.CURRENCY: ["SAR", "SAR", "QAR", "SAR", "USD", None],
        }
    )
    assert column(typed, catalog.AMOUNT) == [
        None, Decimal(100), Decimal(100), None, Decimal(100), Decimal(100),
    ]  # fmt: skip
    assert found(typed) == [
        ("currency_contradicts", 2), ("currency_contradicts", 5), ("currency_from_amounts", None),
    ]  # fmt: skip
    assert facts(typed.problems[0]) == {"currency": "SAR"}


def test_a_word_of_several_currencies_is_settled_by_what_is_said_once() -> None:
    """`--set currency=SAR` is what ريال means, but not what دينار or AED means."""
    cells = {catalog.CURRENCY: ["ريال", "SR", "دينار", "AED", None, "ريال"]}
    said = {catalog.CURRENCY.name: "ر.س"}
    typed = parse_table(table(cells, constants=said), ReadOptions())
    assert column(typed, catalog.CURRENCY) == ["SAR", "SAR", None, "AED", None, "SAR"]
    assert found(typed) == [("currency_unclear", 4)]
    assert (
        '--set "currency=KWD"'
        in explain(typed.problems[0], CODES["currency_unclear"], table(cells), "en").cure
    )


@pytest.mark.parametrize(
    ("word", "country", "currency"),
    [
        ("ريال", "السعودية", "SAR"), ("ريال", "قطر", "QAR"), ("ريال", "عمان", "OMR"),
        ("$", "US", "USD"), ("جنيه", "مصر", "EGP"), ("دينار", "الكويت", "KWD"),
        ("درهم", "الإمارات", "AED"),
        ("ريال", "TR", None), ("ريال", None, None), ("ريال", "no country", None),
    ],
)  # fmt: skip
def test_a_word_of_several_currencies_is_settled_by_the_country_of_its_row(
    word: str, country: str | None, currency: str | None
) -> None:
    """A riyal in Saudi Arabia is its own; elsewhere, and without a country, it is asked about."""
    typed = read({catalog.CURRENCY: [word, "SAR"], catalog.COUNTRY: [country, "SA"]})
    assert column(typed, catalog.CURRENCY) == [currency, "SAR"]
    assert (("currency_unclear", 2) in found(typed)) is (currency is None)


def test_an_amount_is_compared_with_the_currency_of_its_own_part() -> None:
    """An item's own currency and the customs' come before the order's."""
    typed = read(
        {
            catalog.CURRENCY: ["SAR", "SAR"],
            catalog.ITEM_CURRENCY: ["USD", None],
            catalog.PRICE: ["US$ 5", "US$ 5"],
            catalog.CUSTOMS_CURRENCY: ["EUR", "EUR"],
            catalog.CUSTOMS_VALUE: ["€ 9", "SAR 9"],
        }
    )
    assert found(typed) == [("currency_contradicts", 3), ("currency_contradicts", 3)]
    assert column(typed, catalog.PRICE) == [Decimal(5), None]
    assert column(typed, catalog.CUSTOMS_VALUE) == [Decimal(9), None]


def test_a_hundred_thousand_bad_cells_are_a_hundred_thousand_problems() -> None:
    """Problems grow with the cells, and none is lost or doubled."""
    count = 100_000
    typed = read({catalog.AMOUNT: ["x"] * count, catalog.SKU: ["A"] * count})
    assert len(typed.problems) == count
    assert typed.unparsed == {"amount": frozenset(range(2, count + 2))}


def test_every_code_of_a_cell_is_told_in_both_languages() -> None:
    """Message and cure have all their facts: no gap is left in English or in Arabic."""
    for typed in _one_of_each():
        for each in typed.problems:
            code = CODES[each.code]
            for lang in ("en", "ar"):
                told = explain(each, code, table({catalog.AMOUNT: []}), lang)
                named = {"value": each.value, "cell": "E14", "header": "Total", "field": "amount"}
                named |= facts(each)
                template = code.message.text + code.message.plural + code.cure.text
                assert {name for _, name, _, _ in Formatter().parse(template) if name} <= set(named)
                assert told.message
                assert told.cure


def test_only_notes_leave_a_value() -> None:
    """A cell has a value or a problem, never both and never neither."""
    for typed in _one_of_each():
        for each in typed.problems:
            held = CODES[each.code].severity is Severity.PROBLEM
            assert held is (each.row is not None)
            if each.row is not None:
                assert each.column is not None
                assert each.row in typed.unparsed[each.column]
                assert typed.frame.loc[each.row, each.column] is None


def _one_of_each() -> list[ParsedTable]:
    return [
        read(
            {catalog.AMOUNT: ["x", "1%", "1,250", 1e15, ErrorCell("#N/A"), UncachedFormula("A1")]}
        ),
        read({catalog.AMOUNT: ["1,250", "1,5"], catalog.CURRENCY: ["SAR", "ريال"]}),
        read({catalog.AMOUNT: ["AED 5", "###"], catalog.CURRENCY: ["SAR", "Saudi Riyl"]}),
        read({catalog.ORDER_ID: [1e15, "1E+11", 1.5, date(2026, 1, 1)]}),
        read({catalog.PACKAGE_COUNT: ["2.5"], catalog.CREATE_SHIPMENT: ["maybe"]}),
        read({catalog.PAYMENT_METHOD: ["pending", "cash on delivry"]}),
        read({catalog.SERVICE_TYPE: ["express"], catalog.CURRENCY: ["gold"]}),
        read({catalog.COUNTRY: ["Nowhere"], catalog.MOBILE: ["0551234567"]}),
        read({catalog.ORDER_DATE: ["x", "31/02/2025", "3/4/2026", "31/12/99", "1/1/1445", "-"]}),
        read({catalog.ORDER_DATE: ["1/1/1999"]}),
        read({catalog.ORDER_DATE: ["3/4/2026", "31/12/2025", 45292.0]}),
        read({catalog.DELIVERY_SLOT_FROM: ["x", "2:30"]}),
        read(
            {
                catalog.MOBILE: ["x", "0551234567/0551234568", "0112345678 x12", "055"],
                catalog.COUNTRY: ["SA"] * 4,
            }
        ),
        read(
            {
                catalog.MOBILE: ["05512345678", "0451234567", "+999999999"],
                catalog.COUNTRY: ["SA"] * 3,
            }
        ),
        read({catalog.EMAIL: ["x"], catalog.IMAGE: ["x"]}),
    ]  # fmt: skip
