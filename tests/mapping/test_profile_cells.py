"""What profiles make of the cells of real exports."""

import pytest

from importer.mapping import MapOptions, MappedTable
from tests.mapping.exported_headers import ROWS
from tests.mapping.mapping_books import codes, column, messages, table


def export(
    name: str, *rows: dict[str, object], text: bool = False, **options: object
) -> MappedTable:
    """An export with these cells by header."""
    headers = ROWS[name]
    cells = [[row.get(header) for header in headers] for row in rows]
    return table([headers, *cells], MapOptions(**options), text=text)


SHOPIFY = {
    "Name": "#1001", "Financial Status": "pending", "Payment Method": "Cash on Delivery (COD)",
    "Total": "115.00", "Outstanding Balance": "115.00", "Currency": "SAR",
    "Shipping Name": "نورة", "Shipping Street": "Olaya", "Shipping City": "Riyadh",
    "Shipping Country": "SA", "Shipping Zip": "'12211", "Shipping Phone": "'+966551234567",
    "Billing Name": "Payer", "Billing City": "Jeddah", "Billing Street": "Tahlia",
    "Billing Country": "SA", "Billing Zip": "23511", "Lineitem name": "Oud",
    "Lineitem quantity": "2",
}  # fmt: skip


def test_shopify_takes_the_delivery_address() -> None:
    """Billing cells stand in only where there is no delivery address at all, never mixed in."""
    pickup = {key: cell for key, cell in SHOPIFY.items() if not key.startswith("Shipping")}
    partial = {**SHOPIFY, "Shipping Zip": None, "Shipping Phone": None, "Phone": "0559999999"}
    mapped = export("shopify", SHOPIFY, pickup, partial, text=True)
    assert column(mapped, "customer.city") == ["Riyadh", "Jeddah", "Riyadh"]
    assert column(mapped, "customer.address") == ["Olaya", "Tahlia", "Olaya"]
    assert column(mapped, "customer.name") == ["نورة", "Payer", "نورة"]
    assert column(mapped, "customer.postcode") == ["12211", "23511", None]
    assert column(mapped, "customer.mobile") == ["+966551234567", None, "0559999999"]


@pytest.mark.parametrize(
    ("method", "status", "meant"),
    [
        ("Cash on Delivery (COD)", "pending", "cod"), ("cash on delivery", "pending", "cod"),
        ("الدفع عند الاستلام", "pending", "cod"), ("shopify_payments", "paid", "paid"),
        ("mada", "paid", "paid"), (None, "paid", "paid"), ("Bank Deposit", "pending", "pending"),
        ("mada", "authorized", "authorized"), ("mada", None, "mada"), (None, None, None),
    ],
)  # fmt: skip
def test_shopify_tells_whether_an_order_is_paid(
    method: str | None, status: str | None, meant: str | None
) -> None:
    """Cash on delivery by the method, paid by the status; what is neither is left to be asked."""
    row = {**SHOPIFY, "Payment Method": method, "Financial Status": status}
    assert column(export("shopify", row), "payment_method") == [meant]


def test_shopify_later_rows_stay_as_they_are() -> None:
    """The order's cells stand on its first row only; nothing is put into the others."""
    later = {"Name": "#1001", "Lineitem name": "Musk", "Lineitem quantity": "1"}
    mapped = export("shopify", SHOPIFY, later, constants={"currency": "USD"})
    assert column(mapped, "item.name") == ["Oud", "Musk"]
    assert column(mapped, "customer.city") == ["Riyadh", None]
    assert column(mapped, "currency") == ["SAR", None]


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("shopify", {"Name": "#1", "Cancelled at": "2026-01-01 10:00"}),
        ("shopify", {"Name": "#1", "Financial Status": "voided"}),
        ("import_suite", {"order_number": "1", "status": "cancelled"}),
        ("trendyol", {"Sipariş Numarası": "1", "Sipariş Statüsü": "İptal Edildi"}),
        ("salla_finance", {"رقم الطلب": "1", "حالة الطلب": "ملغي"}),
        ("tiktok", {"Order ID": "1", "Order Status": "Canceled"}),
    ],
)
def test_a_cancelled_order_is_held(name: str, cells: dict[str, object]) -> None:
    """No parcel goes out for an order that the export calls cancelled; the cell is named."""
    mapped = export(name, cells)
    one = next(one for one in mapped.problems if one.code == "order_cancelled")
    assert one.row == 2 and mapped.cell(one.row, one.column)


def test_woocommerce_names_and_addresses_are_joined() -> None:
    """First and last name, both lines of the address; a part that is empty leaves no mark."""
    rows = [
        {"order_number": "1", "shipping_first_name": "Noura", "shipping_last_name": "Q",
         "shipping_address_1": "Olaya", "shipping_address_2": "Flat 3", "billing_phone": "055"},
        {"order_number": "2", "shipping_first_name": "Sara", "shipping_address_1": "Tahlia"},
        {"order_number": "3", "billing_first_name": "Ali", "billing_last_name": "B",
         "billing_address_1": "Kubri", "billing_city": "Dammam"},
    ]  # fmt: skip
    mapped = export("import_suite", *rows)
    assert column(mapped, "customer.name") == ["Noura Q", "Sara", "Ali B"]
    assert column(mapped, "customer.address") == ["Olaya, Flat 3", "Tahlia", "Kubri"]
    assert column(mapped, "customer.city") == [None, None, "Dammam"]
    assert column(mapped, "customer.mobile") == ["055", None, None]
    assert mapped.header("customer.name") == "shipping_first_name"


def test_woocommerce_line_items_become_rows() -> None:
    """Each line_item column is an item; the row keeps its number in the sheet."""
    row = {
        "order_number": "7", "order_total": "95.00", "billing_city": "Riyadh",
        "line_item_1": "name:Rose oil|product_id:12|sku:R-1|quantity:2|total:90.00|sub_total:90.00",
        "line_item_2": "name:Soap: white|sku:|quantity:1|total:5.00",
    }  # fmt: skip
    mapped = export("webtoffee", row, {"order_number": "8"})
    assert mapped.frame.index.tolist() == [2, 2, 3]
    assert column(mapped, "orderId") == ["7", "7", "8"]
    assert column(mapped, "item.name") == ["Rose oil", "Soap: white", None]
    assert column(mapped, "item.sku") == ["R-1", None, None]
    assert column(mapped, "item.quantity") == ["2", "1", None]
    assert column(mapped, "item.rowTotal") == ["90.00", "5.00", None]
    assert column(mapped, "amount") == ["95.00", "95.00", None]


@pytest.mark.parametrize(
    "cell",
    [
        "['(SKU: ABC1)زيت زيتون 1لتر(Qty: 2)', '(SKU: X)عسل (سدر)(Qty: 1)']",
        "(SKU: ABC1)زيت زيتون 1لتر(Qty: 2)\n(SKU: X)عسل (سدر)(Qty: 1)",
        "(SKU: ABC1)زيت زيتون 1لتر(Qty: 2), (SKU: X)عسل (سدر)(Qty: 1)",
        '["(SKU:ABC1) زيت زيتون 1لتر (Qty:2)", "(SKU:X) عسل (سدر) (Qty:1)"]',
    ],
)
def test_salla_items_in_one_cell_become_rows(cell: str) -> None:
    """Whatever stands between them; a name may hold brackets."""
    mapped = export(
        "salla_sheet",
        {"رقم الطلب": "55", "اسم العميل": "نورة", "اسماء المنتجات مع SKU": cell, "SKU": r"\N"},
        {"رقم الطلب": "56", "اسم العميل": r"\N"},
    )
    assert mapped.frame.index.tolist() == [2, 2, 3]
    assert column(mapped, "item.sku") == ["ABC1", "X", None]
    assert column(mapped, "item.name") == ["زيت زيتون 1لتر", "عسل (سدر)", None]
    assert column(mapped, "item.quantity") == ["2", "1", None]
    assert column(mapped, "customer.name") == ["نورة", "نورة", None]


def test_salla_json_items_become_rows() -> None:
    """[["name", quantity, "sku"], ...]."""
    cell = '[["زيت زيتون", 2, "ABC1"], ["عسل", 1, null]]'
    mapped = export("salla_report", {"رقم الطلب": "55", "skus_json": cell})
    assert column(mapped, "item.quantity") == ["2", "1"]
    assert column(mapped, "item.sku") == ["ABC1", None]


@pytest.mark.parametrize(
    ("name", "header", "cell"),
    [
        ("salla_sheet", "اسماء المنتجات مع SKU", "زيت زيتون × 2"),
        ("salla_sheet", "اسماء المنتجات مع SKU", "(SKU: A)زيت(Qty: 2) وهدية"),
        ("salla_report", "skus_json", "[['a', 1]]"), ("salla_report", "skus_json", "5"),
        ("salla_report", "skus_json", "[[[1], 2, true]]"),
        ("webtoffee", "line_item_1", "Rose oil"), ("webtoffee", "line_item_1", "name:Rose oil"),
    ],
)  # fmt: skip
def test_items_that_cannot_be_taken_apart_hold_the_order(name: str, header: str, cell: str) -> None:
    """No item is lost in silence: the cell is named."""
    number = ROWS[name][1] if name == "webtoffee" else "رقم الطلب"
    mapped = export(name, {number: "55", header: cell})
    one = next(one for one in mapped.problems if one.code == "items_unreadable")
    assert one.row == 2 and cell in messages(mapped, "items_unreadable")[0]
    assert mapped.cell(2, one.column) == mapped.cell(2, header)
    assert len(mapped.frame) == 1


def test_odoo_rows_without_a_number_belong_to_the_order_above() -> None:
    """They hold items only; the product's code is taken from its brackets."""
    product, quantity = "order_line/product_id", "order_line/product_uom_qty"
    mapped = export(
        "odoo",
        {"name": "S01", product: "[E-COM07] Large cabinet", quantity: 2},
        {product: "Delivery", quantity: 1},
        {"name": "S02", product: "[A]B", quantity: 1},
    )
    assert column(mapped, "orderId") == ["S01", "S01", "S02"]
    assert column(mapped, "item.sku") == ["E-COM07", None, "A"]
    assert column(mapped, "item.name") == ["Large cabinet", "Delivery", "B"]
    assert "carried_down" in codes(mapped)


def test_wix_cells_lose_their_quotation_marks() -> None:
    """Postcodes stand in marks of their own; date and time are one moment."""
    row = {"Order no.": "9", "Delivery ZIP/postal code": '"BH22 8PT"', "Date": "May 8, 2023",
           "Time": "10:15 AM", "Payment status": "Paid",
           "Payment method": "Credit card"}  # fmt: skip
    mapped = export("wix", row, text=True)
    assert column(mapped, "customer.postcode") == ["BH22 8PT"]
    assert column(mapped, "orderDate") == ["May 8, 2023 10:15 AM"]
    assert column(mapped, "payment_method") == ["paid"]


@pytest.mark.parametrize(
    ("cell", "bare"),
    [
        ('="0501234567"', "0501234567"), ('"0501234567"', "0501234567"),
        ("'0501234567", "0501234567"),
        ("'+966 50-123", "+966 50-123"), ("'tis", "'tis"), ('say "hi"', 'say "hi"'), ('"', '"'),
        ('"a" and "b"', '"a" and "b"'), ("=1+1", "=1+1"), ('=""', ""),
    ],
)  # fmt: skip
def test_marks_around_a_cell_of_a_text_file_are_taken_off(cell: str, bare: str) -> None:
    """Only where they can be nothing else; in a workbook the text stays as it is."""
    rows = [["Order ID", "Mobile", "Country"], ["1", cell, "SA"]]
    assert column(table(rows, text=True), "customer.mobile") == [bare]
    assert column(table(rows), "customer.mobile") == [cell]


def test_trendyol_says_what_every_order_of_its_export_is() -> None:
    """The currency is said for every order; a country that stands in the sheet is kept."""
    headers = "trendyol_newer"
    mapped = export(
        headers, {"Sipariş Numarası": "1", "Ülke": "Azerbaycan"}, {"Sipariş Numarası": "2"}
    )
    assert column(mapped, "currency") == ["TRY", "TRY"]
    assert column(mapped, "customer.country") == ["Azerbaycan", "TR"]
    assert len(messages(mapped, "constant_used")) == 2
    settled = export(headers, {"Sipariş Numarası": "1"}, constants={"currency": "USD"})
    assert column(settled, "currency") == ["USD"]


def test_a_column_of_her_own_is_understood_beside_an_export() -> None:
    """A canonical header that she added counts; one that the profile knows already does not."""
    rows = [[*ROWS["trendyol"], "customer.mobile", "ref1"], ["x"] * 27 + ["055", "R"]]
    mapped = table(rows)
    assert column(mapped, "customer.mobile") == ["055"]
    assert column(mapped, "ref1") == ["R"]
