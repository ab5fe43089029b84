"""Rows that are no orders are left out and said; a row that could be one is kept."""

from datetime import datetime

import pytest

from importer.mapping import MapOptions, map_columns
from importer.reading import ErrorCell, UncachedFormula
from tests.mapping.mapping_books import HEADER, book, codes, messages, order, sheet, table

NONE = [None] * 6


def rows_kept(*rows: list[object]) -> list[int]:
    """The sheet rows that count as orders under HEADER and two orders."""
    return table([HEADER, order(1), order(2), *rows]).frame.index.tolist()


@pytest.mark.parametrize(
    "total",
    [
        ["Total", *NONE, 461.0, None, None, 4], [None, "Total", *NONE[1:], 461.0],
        ["Total:", *NONE, 461.0], ["TOTAL", *NONE, "461.00"], ["Grand total", *NONE, "461,00 SAR"],
        ["الإجمالي", *NONE, 461.0], ["المجموع الكلي", *NONE, 461.0], ["اجمالى", *NONE, "٤٦١"],
        ["Toplam", *NONE, 461.0], ["Genel Toplam", *NONE, "461,00 TL"], ["Total orders", 2],
        ["Total (2 orders)", *NONE, 461.0], [None, *NONE, "Total", 461.0], [None, *NONE, 461.0],
        [None, *NONE, 461.0, None, None, 4], ["Sum", *NONE, UncachedFormula("SUM(H2:H3)")],
        ["الإجمالي", *NONE, ErrorCell("#REF!")], ["Total", *NONE, 461.0, "SAR"],
        [*[None] * 9, "Total", 4],
    ],
)  # fmt: skip
def test_a_total_is_left_out_and_said(total: list[object]) -> None:
    """In words of three languages, or by being the sum of what stands above."""
    mapped = table([HEADER, order(1), order(2), total])
    assert mapped.frame.index.tolist() == [2, 3]
    assert messages(mapped, "total_row") == ["Row 4 looks like a total and was left out."]
    assert [one.row for one in mapped.problems] == [4]


@pytest.mark.parametrize(
    "word", ["1 Total", "1 Toplam", "1 الإجمالي", "ORD-1 Total", "Noura Total", "1 – TOTAL"]
)
def test_subtotals_of_excel_are_left_out(word: str) -> None:
    """Excel sums up an order's rows in a row of its own: the number and a word for a total."""
    rows = [HEADER, order(1), [word, *NONE, 230.5], order(2), ["2 Total", *NONE, 230.5]]
    mapped = table(rows)
    assert mapped.frame.index.tolist() == [2, 4]
    assert codes(mapped) == ["total_row"] * 2


def test_totals_between_orders_are_left_out() -> None:
    """Day totals in the middle, and more than one at the end."""
    rows = [HEADER, order(1), ["Total", *NONE, 230.5], order(2), ["Total", *NONE, 230.5],
            ["Grand total", *NONE, 461.0]]  # fmt: skip
    mapped = table(rows)
    assert mapped.frame.index.tolist() == [2, 4]
    assert codes(mapped) == ["total_row"] * 3


@pytest.mark.parametrize(
    "row",
    [
        order("Total"), order("TOTAL-1"), order(3, **{"Customer name": "Total Trading Co."}),
        [3], ["A-3"], [None, "Sara Ahmed"], [None, "Sara"], [3, "Total"],
        [None, *NONE, 99.0], [None, *NONE, "461"], ["Order 3", "Sara", "055"],
        [None, None, "0551234567"], [None, *[None] * 8, "Total care shampoo", 2],
        ["Total", "Sara", "0551234567", *[None] * 4, 50.0],
        ["Total", *NONE, datetime(2026, 1, 1)],
    ],
)  # fmt: skip
def test_what_could_be_an_order_is_kept(row: list[object]) -> None:
    """It becomes an order that lacks something, which she sees; it is never dropped."""
    assert rows_kept(row) == [2, 3, 4]


@pytest.mark.parametrize(
    "note",
    [
        ["3 record(s) downloaded"],
        ["Seller ID : shop-77"],
        ["Prepared by the branch in Jeddah"],
        ["ملاحظة: يرجى الاتصال قبل التوصيل"],
        [None, None, "All prices include VAT"],
        ["Notes:"],
        [None, "Please call every customer before noon"],
    ],
)
def test_a_note_beneath_the_table_is_left_out_and_said(note: list[object]) -> None:
    """One cell of several words, with its words in the message."""
    mapped = table([HEADER, order(1), order(2), [None], note])
    assert mapped.frame.index.tolist() == [2, 3]
    text = next(cell for cell in note if cell)
    assert text in messages(mapped, "note_row")[0] and "Row 5" in messages(mapped, "note_row")[0]


def test_a_note_between_orders_is_kept() -> None:
    """Only beneath the last order is a lone text surely a note."""
    mapped = table([HEADER, order(1), ["Second delivery round"], order(2)])
    assert mapped.frame.index.tolist() == [2, 3, 4]


def test_repeated_headers_are_left_out_and_said() -> None:
    """Sheets that were pasted together repeat their header."""
    mapped = table([HEADER, order(1), HEADER, order(2), list(HEADER), order(3)])
    assert mapped.frame.index.tolist() == [2, 4, 6]
    assert messages(mapped, "header_again") == [
        f"Row {row} repeats the headers and was left out." for row in (3, 5)
    ]


def test_a_second_header_in_another_language_is_left_out() -> None:
    """English above Arabic: one header, and no order."""
    arabic = ["رقم الطلب", "اسم العميل", "رقم الجوال", "الدولة", "المدينة", "العنوان",
              "طريقة الدفع", "إجمالي الطلب", "العملة", "اسم المنتج", "الكمية"]  # fmt: skip
    mapped = table([HEADER, arabic, order(1)])
    assert mapped.frame.index.tolist() == [3]
    assert len(codes(mapped)) == 1


@pytest.mark.parametrize(
    "helps",
    [
        ["Platform unique order ID.", "Who gets it", "Phone of the receiver", "Where", None, None,
         None, "Total of the order", "Currency of it", "Name", "SKU sold quantity in the order."],
        ["Text", "Text", "Digits only", None, None, None, "cod or paid", "Number", None, None,
         "Number"],
    ],
)  # fmt: skip
def test_a_row_that_explains_the_columns_is_left_out(helps: list[object]) -> None:
    """Words where only numbers can be, directly beneath the header: TikTok Shop writes them."""
    mapped = table([HEADER, helps, order(1)])
    assert mapped.frame.index.tolist() == [3]
    assert messages(mapped, "help_row") == ["Row 2 explains the columns and was left out."]


def test_a_bad_order_in_the_first_row_is_no_help() -> None:
    """An order number, or a digit in any of its numbers, makes it an order."""
    bad = order(1, Mobile="none", Quantity="two", **{"Order total": "unknown"})
    assert table([HEADER, bad]).frame.index.tolist() == [2]
    words = order("first", Mobile="none", Quantity="two", **{"Order total": "10 SAR"})
    assert table([HEADER, words]).frame.index.tolist() == [2]


def test_rows_beside_the_columns_are_left_out_and_said() -> None:
    """A side panel that is longer than the table, and lines of blanks."""
    rows = [[*HEADER, None, None], [*order(1), None, "Panel"], *[[None] * 12 + [n] for n in "abc"]]
    mapped = table([*rows, [" "] * 11])
    assert mapped.frame.index.tolist() == [2]
    assert "3-5" in messages(mapped, "rows_outside")[0]


def test_hidden_rows_are_read_and_said() -> None:
    """A filter hides rows; they are orders still, and one warning says how many."""
    hidden = book(sheet([HEADER, *(order(n) for n in range(1, 6))], hidden_rows={3, 4, 6, 99}))
    mapped = map_columns(hidden, MapOptions())
    assert len(mapped.frame) == 5
    assert messages(mapped, "hidden_rows") == ["3 hidden rows were read like the others: 3-4, 6."]


def test_nothing_beneath_the_header() -> None:
    """A sheet of headers alone is a table without rows."""
    assert len(table([HEADER]).frame) == 0
