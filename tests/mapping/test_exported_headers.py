"""Exports are recognised by their header rows, and each field is taken from the right column."""

import pytest

from importer.errors import FileUnreadable
from importer.mapping.profile import builtin_profiles
from importer.reading import column_letter
from tests.mapping.exported_headers import ROWS
from tests.mapping.mapping_books import codes, table

# (headers, profile, field → the column that speaks first for it, fields no column holds)
CASES = {
    "shopify": (ROWS["shopify"], "Shopify", {
        "orderId": "Name", "customer.name": "Shipping Name", "customer.mobile": "Shipping Phone",
        "customer.city": "Shipping City", "customer.address": "Shipping Street",
        "customer.state": "Shipping Province Name", "customer.postcode": "Shipping Zip",
        "customer.country": "Shipping Country", "payment_method": "Financial Status",
        "amount": "Total", "amount_due": "Outstanding Balance", "orderDate": "Created at",
        "item.price": "Lineitem price", "item.name": "Lineitem name", "item.sku": "Lineitem sku",
        "item.quantity": "Lineitem quantity", "shippingNotes": "Notes", "subtotal": "Subtotal",
        "shippingAmount": "Shipping", "customer.email": "Email", "currency": "Currency",
    }, set()),
    "webtoffee": (ROWS["webtoffee"], "WooCommerce", {
        "orderId": "order_number", "customer.name": "shipping_first_name",
        "customer.mobile": "billing_phone", "customer.address": "shipping_address_1",
        "customer.city": "shipping_city", "item.name": "line_item_1", "amount": "order_total",
        "customer.email": "customer_email", "payment_method": "payment_method",
    }, {"item.quantity"}),
    "import suite": (ROWS["import_suite"], "WooCommerce", {
        "orderId": "order_number", "customer.name": "shipping_first_name",
        "customer.mobile": "billing_phone", "item.rowTotal": "item_total", "item.sku": "sku",
        "item.name": "product_name", "currency": "order_currency",
    }, set()),
    "advanced": (ROWS["advanced"], "WooCommerce (Advanced Order Export)", {
        "orderId": "Order Number", "customer.name": "First Name (Shipping)",
        "customer.mobile": "Phone (Billing)", "customer.address": "Address 1&2 (Shipping)",
        "customer.country": "Country Code (Shipping)", "amount": "Order Total Amount",
        "payment_method": "Payment Method Title", "item.quantity": "Quantity",
        "item.price": "Item Cost", "shippingNotes": "Customer Note",
    }, {"currency"}),
    "magento": (ROWS["magento"], "Magento (order grid)", {
        "orderId": "ID", "customer.name": "Ship-to Name", "amount": "Grand Total (Purchased)",
        "customer.address": "Shipping Address", "payment_method": "Payment Method",
    }, {"currency", "customer.mobile", "customer.country", "customer.city", "item.quantity"}),
    "magesuite": (ROWS["magesuite"], "Magento (MageSuite)", {
        "orderId": "increment_id", "customer.name": "shipping_name", "item.name": "product_name",
        "customer.city": "shipping_city", "customer.mobile": "telephone",
    }, {"amount", "currency"}),
    "amazon": (ROWS["amazon"], "Amazon", {
        "orderId": "order-id", "customer.name": "recipient-name", "item.rowTotal": "item-price",
        "customer.mobile": "ship-phone-number", "customer.address": "ship-address-1",
        "item.quantity": "quantity-purchased", "shippingAmount": "shipping-price",
    }, {"payment_method"}),
    "amazon unshipped": (ROWS["amazon_unshipped"], "Amazon", {
        "customer.mobile": "buyer-phone-number", "item.sku": "sku",
    }, {"payment_method", "currency"}),
    "etsy items": (ROWS["etsy_items"], "Etsy (order items)", {
        "orderId": "Order ID", "customer.name": "Ship Name", "item.price": "Price",
        "customer.address": "Ship Address1", "item.rowTotal": "Item Total",
        "shippingAmount": "Order Shipping",
    }, {"customer.mobile"}),
    "etsy orders": (ROWS["etsy_orders"], "Etsy (orders)", {
        "orderId": "Order ID", "customer.name": "Full Name", "amount": "Order Total",
        "customer.address": "Street 1", "subtotal": "Order Value",
    }, {"customer.mobile"}),
    "ebay": (ROWS["ebay"], "eBay", {
        "orderId": "Order Number", "item.name": "Item Title", "item.price": "Sold For",
    }, {"payment_method", "amount", "currency", "customer.name", "customer.mobile",
        "customer.country", "customer.city", "customer.address"}),
    "ebay fr": (ROWS["ebay_fr"], "eBay", {
        "orderId": "Numéro de commande", "item.quantity": "Quantité", "item.price": "Vendu pour",
    }, {"payment_method", "amount", "currency", "customer.name", "customer.mobile",
        "customer.country", "customer.city", "customer.address"}),
    "trendyol": (ROWS["trendyol"], "Trendyol", {
        "orderId": "Sipariş Numarası", "customer.name": "Alıcı", "customer.city": "İl",
        "customer.address": "Teslimat Adresi", "customer.district": "İlçe",
        "amount": "Faturalanacak Tutar", "item.price": "Birim Fiyatı", "item.sku": "Stok Kodu",
        "item.quantity": "Adet", "orderDate": "Sipariş Tarihi",
    }, {"payment_method", "customer.mobile"}),
    "trendyol newer": (ROWS["trendyol_newer"], "Trendyol", {
        "customer.country": "Ülke", "item.quantity": "Adet",
    }, {"payment_method", "customer.mobile"}),
    "hepsiburada": (ROWS["hepsiburada"], "Hepsiburada", {
        "orderId": "Sipariş Numarası", "item.sku": "Satıcı Stok Kodu",
    }, {"payment_method", "customer.mobile", "amount", "customer.city"}),
    "hepsiburada wider": (ROWS["hepsiburada_wider"], "Hepsiburada", {
        "customer.city": "Şehir", "customer.district": "Semt", "item.name": "Ürün Adı",
        "amount": "Faturalandırılacak Satış Fiyatı", "customer.email": "Alıcı Mail Adresi",
    }, {"payment_method", "customer.mobile"}),
    "integrator": (ROWS["integrator"], "Marketplace integrator (Türkiye)", {
        "orderId": "Sipariş No", "customer.name": "Sevk - Müşteri", "customer.city": "Sevk - İl",
        "customer.mobile": "Sevk - Telefon", "currency": "Satır Döviz", "item.sku": "Stok Kodu",
        "payment_method": "Ödeme Tipi", "orderDate": "Sipariş Oluşturma Tarihi",
    }, {"amount"}),
    "salla finance": (ROWS["salla_finance"], "Salla", {
        "orderId": "رقم الطلب", "ref1": "رقم مرجع الطلب", "amount": "إجمالي المبيعات",
        "currency": "عملة الطلب", "codFee": "عمولة الدفع عند الاستلام",
        "payment_method": "طريقة الدفع", "orderDate": "تاريخ الطلب",
    }, {"customer.name", "customer.mobile", "customer.country", "customer.city",
        "customer.address", "item.quantity"}),
    "salla sheet": (ROWS["salla_sheet"], "Salla", {
        "orderId": "رقم الطلب", "customer.mobile": "رقم الجوال", "amount": "إجمالي الطلب",
        "item.name": "اسماء المنتجات مع SKU", "customer.address": "عنوان العميل",
    }, {"currency", "customer.country", "item.quantity"}),
    "salla report": (ROWS["salla_report"], "Salla", {
        "amount": "إجمالي الطلب", "subtotal": "مجموع السلة", "item.name": "skus_json",
    }, {"currency", "customer.country", "customer.mobile", "customer.city", "customer.address",
        "item.quantity"}),
    "zid": (ROWS["zid"], "Zid", {"orderId": "order_id", "amount": "order_total"}, {
        "payment_method", "customer.name", "customer.mobile", "customer.country", "customer.city",
        "customer.address", "item.quantity"}),
    "wix": (ROWS["wix"], "Wix", {
        "orderId": "Order no.", "orderDate": "Date", "customer.name": "Recipient name",
        "customer.mobile": "Recipient phone no.", "customer.city": "Delivery city",
        "payment_method": "Payment status", "item.name": "Item", "amount": "Total",
        "customer.postcode": "Delivery ZIP/postal code", "shippingAmount": "Shipping rate",
    }, set()),
    "tiktok": (ROWS["tiktok"], "TikTok Shop", {
        "orderId": "Order ID", "customer.name": "Recipient", "customer.mobile": "Phone #",
        "customer.address": "Detail Address", "customer.state": "Province", "item.sku":
        "Seller SKU", "amount": "Order Amount", "item.price": "SKU Unit Original Price",
    }, {"currency", "customer.city"}),
    "odoo": (ROWS["odoo"], "Odoo", {
        "orderId": "name", "item.name": "order_line/product_id",
        "item.quantity": "order_line/product_uom_qty", "item.price": "order_line/price_unit",
    }, {"payment_method", "amount", "currency", "customer.name", "customer.mobile",
        "customer.country", "customer.city", "customer.address"}),
    "odoo labels": (ROWS["odoo_labels"], "Odoo", {
        "orderId": "Order Reference", "customer.name": "Customer",
    }, {"payment_method", "amount", "currency", "customer.mobile", "customer.country",
        "customer.city", "customer.address"}),
    "j&t": (ROWS["jt"], None, {
        "customer.name": "Receiver Name", "customer.mobile": "Receiver Phone",
        "amount_due": "COD Amount", "packageWeight": "Weight(kg)", "customer.city": "Receiver City",
    }, {"orderId", "payment_method", "amount", "currency", "customer.country", "item.quantity"}),
    "leopards": (ROWS["leopards"], None, {
        "orderId": "Customer Reference Number", "customer.name": "Consignee Name",
        "amount_due": "COD Amount", "customer.city": "Destination City", "packageCount": "Pieces",
    }, {"payment_method", "amount", "currency", "customer.country", "item.quantity"}),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_an_export_is_read_by_its_headers(case: str) -> None:
    """The profile is recognised, each field speaks from its own column, and what is not there is
    reported as missing and nothing else is."""
    headers, profile, columns, missing = CASES[case]
    mapped = table([headers, [f"cell {number}" for number in range(len(headers))]])
    assert (mapped.profile.name if mapped.profile else None) == profile
    assert {field: mapped.header(field) for field in columns} == columns
    lacking = {one.column for one in mapped.problems if one.code.startswith("column_missing")}
    assert lacking == missing
    assert not {"columns_collide", "column_guessed", "column_set_aside"} & set(codes(mapped))


@pytest.mark.parametrize("spoil", [str.upper, str.lower, lambda text: f" \u200f{text} *"])
@pytest.mark.parametrize("case", [name for name, case in CASES.items() if case[1]])
def test_an_export_is_recognised_in_any_case(case: str, spoil: object) -> None:
    """Headers that were retyped, or came through another program, are the same headers."""
    headers, profile, columns, _ = CASES[case]
    changed = [spoil(header) for header in headers]
    mapped = table([changed, ["x"] * len(headers)])
    assert mapped.profile is not None and mapped.profile.name == profile
    place = {header: number for number, header in enumerate(headers)}
    for field, header in columns.items():
        assert mapped.cell(2, field) == f"{column_letter(place[header])}2"


def test_a_language_that_nobody_taught_us_is_refused() -> None:
    """Chinese headers are not guessed at: the message shows what was seen."""
    with pytest.raises(FileUnreadable, match="订单编号"):
        table([ROWS["chinese"], ["1"] * len(ROWS["chinese"])])


def test_every_shipped_profile_is_recognised_by_something() -> None:
    """Each profile has a case here."""
    assert {profile.name for profile in builtin_profiles()} == {
        case[1] for case in CASES.values() if case[1]
    }
