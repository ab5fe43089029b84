"""Rows and fall-backs that are the export's own way."""

import pytest

from importer.mapping import MapOptions
from tests.mapping.mapping_books import HEADER, codes, column, messages, order, table

SHOPIFY = (
    "Name", "Financial Status", "Lineitem name", "Lineitem quantity", "Shipping Name",
    "Shipping Phone", "Billing Phone", "Phone", "Shipping City", "Shipping Street",
    "Shipping Province", "Billing Street", "Billing City", "Billing Province Name",
    "Billing Province", "Payment Method",
)  # fmt: skip
EBAY = (
    "Sales Record Number", "Order Number", "Ship To Name", "Item Title", "Custom Label", "Quantity",
    "Sold For", "Total Price",
)  # fmt: skip


def test_every_column_of_a_fallback_is_tried_in_its_turn() -> None:
    """A phone in the second column is not lost because the third one is empty."""
    rows = [
        ("#1", "paid", "Oud", 1, "Sara", None, "0551", None, *[None] * 3, "Olaya", "Riyadh",
         None, "RD", "mada"),
        ("#2", "paid", "Oud", 1, "Sara", None, None, "0552", *[None] * 3, "Olaya", "Riyadh",
         "Riyadh", "RD", "mada"),
        ("#3", "paid", "Oud", 1, "Sara", "0553", "0551", "0552", "Jeddah", "Tahlia", None,
         "Olaya", "Riyadh", "Riyadh", "RD", "mada"),
    ]  # fmt: skip
    mapped = table([SHOPIFY, *rows])
    assert column(mapped, "customer.mobile") == ["0551", "0552", "0553"]
    assert column(mapped, "customer.state") == ["RD", "Riyadh", None]
    assert column(mapped, "customer.city") == ["Riyadh", "Riyadh", "Jeddah"]


def test_an_undecided_payment_is_named_by_the_cell_that_holds_it() -> None:
    """“pending” stands under Financial Status, so that is the cell to mend."""
    row = ("#1", "pending", "Oud", 1, *["x"] * 11, "Bank Deposit")
    mapped = table([SHOPIFY, row])
    assert column(mapped, "payment_method") == ["pending"]
    assert mapped.cell(2, "payment_method") == "B2"


def test_a_summary_row_gives_its_order_but_no_item() -> None:
    """eBay writes an order of several items as a row of sums and a row for each item."""
    rows = [
        (102, "13-1", "Tom", None, None, 2, 110, 115),
        (102, "13-1", None, "Watch", "W", 1, 60, None),
        (102, "13-1", None, "Strap", None, 1, 50, None),
        (103, "13-2", "Ann", None, None, 1, 5, 5),
    ]
    mapped = table([EBAY, *rows])
    assert column(mapped, "item.quantity") == [None, 1, 1, 1]
    assert column(mapped, "item.price") == [None, 60, 50, 5]
    assert column(mapped, "customer.name") == ["Tom", None, None, "Ann"]
    assert "2" in messages(mapped, "summary_rows")[0]


def test_words_under_the_order_numbers_are_a_note_where_nothing_else_is_filled() -> None:
    """eBay's last lines say how many records there are; they are no order."""
    rows = [
        (102, "13-1", "Tom", "Watch", None, 2, 110, 115),
        (1, "record(s) downloaded"),
        ("Seller ID : shop",),
    ]
    mapped = table([EBAY, *rows])
    assert len(mapped.frame) == 1
    assert [one.row for one in mapped.problems if one.code in ("note_row", "rows_outside")] == [
        3, None,
    ]  # fmt: skip


def test_an_order_number_with_a_digit_is_no_note() -> None:
    """A row that has only its number is an order that lacks everything, and is said so."""
    rows = [(102, "13-1", "Tom", "Watch", None, 2, 110, 115), (103, "Order 7")]
    assert len(table([EBAY, *rows]).frame) == 2


def test_an_item_without_a_number_holds_the_order_above() -> None:
    """It may be that order's: neither is sent, the one for its number, the other for the item."""
    lone = [None] * 9 + ["Soap", 1]
    mapped = table([HEADER, order(1), lone, lone, order(2), [*[None] * 9, "Oud oil", None]])
    assert [(one.code, one.row) for one in mapped.problems] == [
        ("item_astray", 2), ("item_astray", 2), ("item_astray", 5),
    ]  # fmt: skip
    assert "Row 3" in messages(mapped, "item_astray")[0]
    assert len(mapped.frame) == 5


@pytest.mark.parametrize("filled", [("SAR",), ("Noura", "SAR"), ("SA", "Riyadh")])
def test_an_item_beneath_repeated_cells_holds_the_order_above(filled: tuple[str, ...]) -> None:
    """Merged cells saved as CSV, or cells that were filled down: the row has no number, and some of
    its order's cells. The order is not to leave without it."""
    first = order(1)
    again = [cell if cell in filled else None for cell in first[:9]]
    mapped = table([HEADER, first, [*again, "Soap", 1], order(2)])
    assert [(one.code, one.row) for one in mapped.problems] == [("item_astray", 2)]


def test_a_whole_order_without_a_number_holds_no_other() -> None:
    """A row that has a customer is an order of its own."""
    other = order(None, Customer_name="Sara", Mobile="0551234568")
    mapped = table([HEADER, order(1), other, [*[None] * 9, "Soap", 1]])
    assert "item_astray" not in [one.code for one in mapped.problems]


STATUSES = [
    ("Cancelled by customer", "order_cancelled"), ("ORDER CANCELED", "order_cancelled"),
    ("Voided", "order_cancelled"), ("Rejected", "order_cancelled"),
    ("Cancellation requested", "order_cancelled"), ("طلب ملغي", "order_cancelled"),
    ("تم إلغاء الطلب", "order_cancelled"), ("Sipariş İptali", "order_cancelled"),
    ("iptal edildi", "order_cancelled"),
    ("Delivered", "order_done"), ("Returned to sender", "order_done"), ("Refunded", "order_done"),
    ("تم التوصيل", "order_done"), ("Teslim Edildi", "order_done"), ("İade", "order_done"),
    ("Completed", "order_done"), ("In transit", "order_done"), ("مكتمل", "order_done"),
    ("جاري التوصيل", "order_done"), ("Tamamlandı", "order_done"), ("Kargoda", "order_done"),
    ("Not delivered", None), ("Unfulfilled", None), ("Awaiting shipment", None), ("New", None),
    ("Ready to be shipped", None), ("Paid", None), ("Processing", None), ("قيد التنفيذ", None),
    ("Hazırlanıyor", None), ("Teslim edilecek", None), ("لم يتم التوصيل", None),
]  # fmt: skip


@pytest.mark.parametrize(("status", "code"), STATUSES)
def test_a_status_column_says_what_is_not_to_be_sent(status: str, code: str | None) -> None:
    """A cancelled order is held, one that is done is warned about; what is to come says nothing."""
    mapped = table([[*HEADER, "Order status"], [*order(), status]])
    found = {each for each in codes(mapped) if each.startswith("order_")}
    assert found == ({code} if code else set())


def test_an_order_that_the_sheet_calls_cancelled_is_held() -> None:
    """In a sheet of no known export, too; other words of the column say nothing."""
    states = ("ملغي", "جديد", "Cancelled", None, "İptal edildi", "Cancelled by mistake, send")
    rows = [[*order(number), state] for number, state in enumerate(states)]
    mapped = table([[*HEADER, "حالة الطلب"], *rows])
    held = [one.row for one in mapped.problems if one.code == "order_cancelled"]
    assert held == [2, 4, 6]


def test_a_column_of_states_that_is_left_out_says_nothing() -> None:
    """`--map "Status=-"` sends cancelled orders all the same."""
    rows = [[*HEADER, "Status"], [*order(1), "cancelled"]]
    assert "order_cancelled" in codes(table(rows))
    assert "order_cancelled" not in codes(table(rows, MapOptions(maps={"Status": "-"})))


def test_an_order_whose_payment_never_came_is_held() -> None:
    """WooCommerce's “pending” with a card as the way of payment is not paid."""
    header = [
        "order_number", "order_date", "status", "order_total", "order_currency", "payment_method",
        "billing_first_name", "billing_phone", "product_name", "quantity",
    ]  # fmt: skip
    row = ["7", "2024-05-08", "pending", "10.00", "SAR", "stripe", "Noura", "0551234567", "Oud", 1]
    mapped = table([header, row, [*row[:2], "processing", *row[3:]]])
    assert [one.row for one in mapped.problems if one.code == "order_cancelled"] == [2]


def test_a_discount_that_differs_within_an_order_is_its_lines() -> None:
    """One that is the same on each row of an order, or was said to be the order's, stays so."""
    rows = [[*HEADER, "Discount"], [*order(1), 5], [*order(1), 0], [*order(2), 7]]
    mapped = table(rows)
    assert column(mapped, "item.discountAmount") == [5, 0, 7]
    assert "discountAmount" not in mapped.frame
    said = table(rows, MapOptions(maps={"Discount": "discountAmount"}))
    assert column(said, "discountAmount") == [5, 0, 7]
    same = table([[*HEADER, "Discount"], [*order(1), 5], [*order(1), 5], [*order(2), 7]])
    assert column(same, "discountAmount") == [5, 5, 7]


def test_rows_that_wait_for_an_order_are_none() -> None:
    """A formula's 0 in ready-made rows below the orders: left out, and said once."""
    ready = [*[None] * 7, 0, None, None, None]
    mapped = table([HEADER, order(1), order(2), ready, ready, [*[None] * 7, "0.00", *[None] * 3]])
    assert len(mapped.frame) == 2
    assert messages(mapped, "rows_ready") == ["Rows that hold nothing but 0 were left out: 4-6."]


WAITING = [
    ("Bank transfer", "Order status", "On hold"), ("bacs", "Status", "wc-on-hold"),
    ("تحويل بنكي", "حالة الطلب", "بانتظار الدفع"), ("حوالة", "حالة الدفع", "غير مدفوع"),
    ("Havale/EFT", "Ödeme durumu", "Bekleniyor"), ("Wire transfer", "Payment status", "unpaid"),
]  # fmt: skip


@pytest.mark.parametrize(("payment", "header", "status"), WAITING)
def test_a_bank_transfer_that_is_waited_for_is_not_paid(
    payment: str, header: str, status: str
) -> None:
    """The order is held until the money has come; one that is paid otherwise, or came, is not."""
    head = [*HEADER, header]
    waits = [*order(1, **{"Payment method": payment}), status]
    came = [*order(2, **{"Payment method": payment}), "processing"]
    by_hand = [*order(3, **{"Payment method": "cash on delivery"}), status]
    mapped = table([head, waits, came, by_hand])
    assert [one.row for one in mapped.problems if one.code == "order_unpaid"] == [2]


def test_a_status_that_the_export_does_not_list_is_read_by_its_words() -> None:
    """Shopify says “fulfilled” in a column that its profile does not use: the order is done."""
    headers = ["Name", "Financial Status", "Lineitem name", "Lineitem quantity",
               "Fulfillment Status"]  # fmt: skip
    mapped = table([headers, ["#1", "paid", "Oud", 1, "fulfilled"],
                    ["#2", "paid", "Oud", 1, "unfulfilled"]])  # fmt: skip
    assert [one.row for one in mapped.problems if one.code == "order_done"] == [2]


def test_a_variant_beneath_its_product_is_no_second_item() -> None:
    """Magento lists the configurable product with its price and the simple one without."""
    headers = ["increment_id", "telephone", "shipping_name", "shipping_city", "product_name", "sku",
               "quantity", "price"]  # fmt: skip
    rows = [
        ["1", "055", "Noura", "Riyadh", "Shirt", "S-1", 1, 50],
        ["1", "055", "Noura", "Riyadh", "Shirt red", "S-1", 1, 0],
        ["1", "055", "Noura", "Riyadh", "Gift", "G-1", 1, 0],
        ["2", "055", "Noura", "Riyadh", "Shirt", "S-1", 1, "0.00"],
    ]
    mapped = table([headers, *rows])
    assert column(mapped, "item.sku") == ["S-1", None, "G-1", "S-1"]
    assert "variant_rows" in codes(mapped)
