"""The header is found wherever it stands, on whichever sheet."""

import pytest

from importer.errors import FileUnreadable, UsageError
from importer.mapping import MapOptions, map_columns
from tests.mapping.mapping_books import (
    HEADER,
    book,
    codes,
    column,
    fields_by_header,
    messages,
    order,
    sheet,
    table,
)


def test_a_header_in_the_first_row() -> None:
    """The plain case: rows keep their number in the sheet."""
    mapped = table([HEADER, order(1), order(2)])
    assert mapped.header_rows == (1,)
    assert mapped.frame.index.tolist() == [2, 3]
    assert column(mapped, "orderId") == [1, 2]
    assert codes(mapped) == []


def test_a_header_under_a_letterhead() -> None:
    """Row 17 under an address, a date and a remark; that the rows above were left out is said."""
    letterhead: list[list[object]] = [
        ["متجر الواحة"], ["VAT", 300012345600003], [None], ["Orders of the week", None, "Date"],
        ["Please call before delivery. Name and mobile must be right."], *[[None]] * 11,
    ]  # fmt: skip
    mapped = table([*letterhead, HEADER, order(1)])
    assert mapped.header_rows == (17,)
    assert mapped.frame.index.tolist() == [18]
    assert "row 17" in messages(mapped, "rows_above")[0]


def test_gaps_do_not_shift_rows() -> None:
    """Wholly empty rows are nothing, and the rows after them keep their numbers."""
    mapped = table([[None], HEADER, [None], order(1), [None], [None], order(2)])
    assert mapped.frame.index.tolist() == [4, 7]


def test_group_headers_over_the_header() -> None:
    """Customer | | Item over Name | Phone | Name: the group tells the two names apart."""
    mapped = table(
        [
            ["Order", None, "Customer", None, None, None, "Item", None, "Payment", None],
            ["No", "Total", "Name", "Phone", "City", "Country", "Name", "Qty", "Method", None],
            [7, 10, "Noura", "0551234567", "Riyadh", "SA", "Oud", 1, "cod", None],
        ]
    )
    assert mapped.header_rows == (1, 2)
    assert list(fields_by_header(mapped).values()) == [
        "orderId", "amount", "customer.name", "customer.mobile", "customer.city",
        "customer.country", "item.name", "item.quantity", "payment_method",
    ]  # fmt: skip
    assert mapped.header("item.name") == "Item Name"
    assert column(mapped, "customer.name") == ["Noura"]
    assert column(mapped, "item.name") == ["Oud"]
    assert column(mapped, "payment_method") == ["cod"]


def test_the_group_counts_in_the_order_in_which_one_says_it() -> None:
    """الاسم under بيانات المنتج is اسم المنتج; Name under Customer details is Customer Name."""
    mapped = table(
        [
            ["بيانات الطلب", None, "بيانات المستلم", None, "بيانات المنتج", None],
            ["رقم الطلب", "طريقة الدفع", "الاسم", "الجوال", "الاسم", "الكمية"],
            [7, "cod", "نورة", "0551234567", "عود", 1],
        ]
    )
    assert mapped.header_rows == (1, 2)
    assert column(mapped, "customer.name") == ["نورة"]
    assert column(mapped, "item.name") == ["عود"]


def test_a_group_that_ends_a_clash_is_taken() -> None:
    """Billing and Shipping over the same words: the receiver's are used, and nothing collides."""
    mapped = table(
        [
            ["Order", None, "Billing details", None, "Shipping details", None],
            ["Order number", "Total", "Name", "City", "Name", "City"],
            [7, 10, "Omar", "Jeddah", "Noura", "Riyadh"],
        ]
    )
    assert column(mapped, "customer.name") == ["Noura"]
    assert column(mapped, "customer.city") == ["Riyadh"]
    assert "columns_collide" not in codes(mapped)


def test_cells_merged_downwards_in_a_header_of_two_rows() -> None:
    """A header that covers both rows is read once."""
    mapped = table(
        [
            ["رقم الطلب", "العميل", None, "المنتج", None],
            ["رقم الطلب", "الاسم", "الجوال", "الاسم", "الكمية"],
            [7, "نورة", "0551234567", "عود", 1],
        ]
    )
    assert column(mapped, "orderId") == [7]
    assert column(mapped, "customer.name") == ["نورة"]
    assert mapped.lang == "ar"


def test_the_billing_group_is_not_the_receiver() -> None:
    """A name under "Billing" is nobody's name when another one stands under "Shipping"."""
    mapped = table(
        [
            [None, "Billing", None, "Shipping", None],
            ["Order number", "Name", "City", "Name", "City"],
            [7, "Payer", "Jeddah", "Receiver", "Riyadh"],
        ]
    )
    assert column(mapped, "customer.name") == ["Receiver"]
    assert column(mapped, "customer.city") == ["Riyadh"]


def test_a_title_over_the_header_is_no_group() -> None:
    """A letterhead directly above changes nothing about the headers."""
    mapped = table([["Al Waha Store"], HEADER, order(1)])
    assert mapped.header_rows == (2,)
    assert list(fields_by_header(mapped)) == list(HEADER)


def test_the_sheet_with_the_orders_is_found() -> None:
    """A guide and a price list beside it are not meant; that they were not read is said."""
    guide = sheet([["How to fill in"], ["Write one row an item"]], "Guide")
    prices = sheet([["SKU", "Product", "Price"], ["A", "Oud", 10]], "Prices")
    mapped = map_columns(book(guide, prices, sheet([HEADER, order(1)], "Week 47")), MapOptions())
    assert mapped.sheet.name == "Week 47"
    assert "“Guide”, “Prices”" in messages(mapped, "sheets_not_read")[0]


def test_two_sheets_of_orders_are_asked_about() -> None:
    """Both are listed, and the option that settles it is named."""
    two = book(sheet([HEADER, order(1)], "November"), sheet([HEADER, order(2)], "December"))
    with pytest.raises(UsageError, match="“November”, “December”") as raised:
        map_columns(two, MapOptions())
    assert '--sheet "November"' in raised.value.cure.format("en")
    mapped = map_columns(two, MapOptions(sheet=" december "))
    assert column(mapped, "orderId") == [2]


def test_orders_and_their_items_on_two_sheets_are_asked_about() -> None:
    """Half an order is not sent because the other half stands on another sheet."""
    orders = sheet([HEADER[:9], order(1)[:9]], "Orders")
    items = sheet([["Order number", "SKU", "Item name", "Quantity", "Unit price"],
                   [1, "A", "Oud", 2, 5]], "Items")  # fmt: skip
    with pytest.raises(UsageError, match="“Orders”, “Items”"):
        map_columns(book(orders, items), MapOptions())


def test_a_hidden_sheet_counts_only_when_named() -> None:
    """Last week's orders on a hidden sheet are not in the way."""
    old = sheet([HEADER, order(1)], "Old", hidden=True)
    workbook = book(old, sheet([HEADER, order(2)], "New"))
    assert column(map_columns(workbook, MapOptions()), "orderId") == [2]
    assert column(map_columns(workbook, MapOptions(sheet="Old")), "orderId") == [1]


def test_an_empty_template_beside_the_orders_is_not_meant() -> None:
    """A sheet with a header and no rows gives way to one with rows."""
    workbook = book(sheet([HEADER], "Template"), sheet([HEADER, order(2)], "Orders"))
    assert map_columns(workbook, MapOptions()).sheet.name == "Orders"


def test_an_unknown_sheet_is_refused() -> None:
    """The nearest name and all names are listed."""
    workbook = book(sheet([HEADER, order(1)], "الطلبات"), sheet([["x"]], "Notes"))
    with pytest.raises(UsageError, match=r"no sheet “Note”\. Did you mean “Notes”") as raised:
        map_columns(workbook, MapOptions(sheet="Note"))
    assert "“الطلبات”, “Notes”" in raised.value.cure.format("en")


@pytest.mark.parametrize(
    "rows",
    [[["Hello"], ["World", 1]], [[1, 2, 3], [4, 5, 6]], [["a", "b", "c", "d"], [1, 2, 3, 4]]],
)
def test_a_sheet_without_a_header_is_refused(rows: list[list[object]]) -> None:
    """The message shows what was seen, and how to name columns."""
    with pytest.raises(FileUnreadable, match="No row with column headers") as raised:
        table(rows)
    assert "--map" in raised.value.cure.format("en") and raised.value.exit_code == 2


def test_a_book_whose_orders_are_hidden_says_so() -> None:
    """A hidden sheet that was not looked at is named."""
    workbook = book(sheet([["x"]]), sheet([HEADER, order(1)], "Archive", hidden=True))
    with pytest.raises(FileUnreadable, match="Hidden sheets were not looked at: “Archive”"):
        map_columns(workbook, MapOptions())


def test_headers_that_only_map_knows_are_found() -> None:
    """A header row of foreign words is found by what --map says of them."""
    maps = {"Bestellnummer": "orderId", "Kunde": "customer.name", "Handy": "Mobile"}
    mapped = table(
        [["Liste"], ["Bestellnummer", "Kunde", "Handy"], ["B1", "Nora", "0551234567"]],
        MapOptions(maps=maps),
    )
    assert fields_by_header(mapped) == {"Bestellnummer": "orderId", "Kunde": "customer.name",
                            "Handy": "customer.mobile"}  # fmt: skip


def test_the_language_is_that_of_the_headers() -> None:
    """Arabic headers make Arabic messages, English ones English messages."""
    arabic = [["رقم الطلب", "اسم العميل", "Email"], [1, "نورة", "a@b.sa"]]
    assert table(arabic).lang == "ar"
    assert table([HEADER, order(1)]).lang == "en"


PRICE_LISTS = [
    [["SKU", "Item name", "Price"], ["A-1", "Oud", 10]],
    [["الصنف", "الكمية", "السعر"], ["عود", 2, 10]],
    [["Delivery note"], ["Customer:", "Ali", "Phone:", "0551234567"],
     ["SKU", "Item name", "Quantity", "Price"], ["A-1", "Oud", 2, 10]],
]  # fmt: skip


@pytest.mark.parametrize("rows", PRICE_LISTS)
def test_a_table_without_orders_is_told_to_be_none(rows: list[list[object]]) -> None:
    """Neither order number, customer nor phone: what was looked for is named, with the headers."""
    with pytest.raises(FileUnreadable) as refusal:
        table(rows)
    said = refusal.value.message.format("en")
    assert "no list of orders" in said and "order number" in said
    assert all(f"“{header}”" in said for header in rows[-2][:2] if isinstance(header, str))


def test_labels_beside_their_values_are_no_header() -> None:
    """A letterhead of pairs stands above the table; a header whose every name ends in a colon is
    one all the same."""
    pairs = [["Order number:", "week 7", "Customer name:", "Shop", "Mobile:", "0551234567"]]
    mapped = table([*pairs, [], HEADER, order(1)])
    assert mapped.header_rows == (3,) and len(mapped.frame) == 1
    mapped = table([[f"{name}:" for name in HEADER], order(1)])
    assert mapped.header_rows == (1,) and len(mapped.frame) == 1
