"""The fields of the order itself: its numbers, its date, the shop."""

from decimal import Decimal

from importer.catalog.field import Field, Kind, Need, Part
from importer.i18n import _

_ZERO = Decimal(0)

ORDER_ID = Field(
    part=Part.ORDER,
    key="orderId",
    kind=Kind.CODE,
    need=Need.ALWAYS,
    guide=True,
    label=_("Order number"),
    help=_("Your own number for the order. Rows with the same number are one order."),
    example="10234",
    longest=100,
    aliases=(
        "Order", "Order No", "Order Nr", "Order Reference", "Order Ref", "Reference Number",
        "Customer Reference Number", "Invoice Number", "رقم طلب", "الطلب", "معرف الطلب",
        "رقم مرجع الطلب", "مرجع الطلب", "رقم الطلبية", "Sipariş No", "Sipariş Numarası",
        "Sipariş ID",
    ),
)  # fmt: skip
PARENT_ORDER_ID = Field(
    part=Part.ORDER,
    key="parentOrderId",
    kind=Kind.CODE,
    guide=True,
    label=_("Parent order number"),
    help=_("Only for a part of a split order: the number of the whole order."),
    example="10200",
    longest=100,
    aliases=("Parent order", "Parent ID", "الطلب الأصلي", "Ana Sipariş No"),
)
REF1 = Field(
    part=Part.ORDER,
    key="ref1",
    kind=Kind.CODE,
    guide=True,
    label=_("Reference 1"),
    help=_("A reference of your own."),
    example="WEB-7781",
    aliases=("Reference", "Ref", "المرجع", "Referans"),
)
REF2 = Field(
    part=Part.ORDER,
    key="ref2",
    kind=Kind.CODE,
    label=_("Reference 2"),
    help=_("A second reference of your own."),
    example="B2",
)
REF3 = Field(
    part=Part.ORDER,
    key="ref3",
    kind=Kind.CODE,
    label=_("Reference 3"),
    help=_("A third reference of your own."),
    example="C3",
)
STORE_NAME = Field(
    part=Part.ORDER,
    key="storeName",
    kind=Kind.TEXT,
    guide=True,
    label=_("Store name"),
    help=_("The name of your shop."),
    example="متجر الواحة",
    aliases=("Store", "Shop name", "المتجر", "Mağaza", "Mağaza Adı"),
)
SENDER_NAME = Field(
    part=Part.ORDER,
    key="senderName",
    kind=Kind.TEXT,
    guide=True,
    label=_("Sender name on the label"),
    help=_("The sender's name that the label shows."),
    example="متجر الواحة",
    aliases=("Sender", "اسم المرسل", "المرسل", "Gönderici Adı"),
)
ORDER_DATE = Field(
    part=Part.ORDER,
    key="orderDate",
    kind=Kind.MOMENT,
    guide=True,
    label=_("Order date"),
    help=_("When the customer ordered: day/month/year hour:minute."),
    example="31/12/2025 15:45",
    aliases=(
        "Date", "Created at", "Order created", "Purchase date", "Sale date", "التاريخ", "تاريخ",
        "تاريخ الانشاء", "Sipariş Tarihi", "Sip. Tarihi", "Tarih", "Created time", "date_order",
    ),
)  # fmt: skip
BRAND_ID = Field(
    part=Part.ORDER,
    key="brandId",
    kind=Kind.WHOLE,
    guide=True,
    above=_ZERO,
    label=_("Brand number"),
    help=_("The number of your brand in OTO."),
    example="",
    aliases=("معرف العلامة التجارية", "Marka No"),
)
SOURCE_ID = Field(
    part=Part.ORDER,
    key="sourceId",
    kind=Kind.CODE,
    label=_("Sales channel number"),
    help=_("OTO's id of the sales channel."),
    example="",
    aliases=("Sales channel ID", "معرف قناة البيع"),
)
ENTITY_ID = Field(
    part=Part.ORDER,
    key="entityId",
    kind=Kind.NUMBER,
    label=_("Number in the shop system"),
    help=_("The order's number in your shop system."),
    example="",
    aliases=("Entity number", "رقم الكيان", "معرف الكيان"),
)
LANGUAGE = Field(
    part=Part.ORDER,
    key="language",
    kind=Kind.TEXT,
    allowed=("en", "ar", "tr"),
    label=_("Customer's language"),
    help=_("The language of messages to the customer: en, ar or tr."),
    example="ar",
    aliases=("اللغة", "Dil"),
)
ITEM_DESCRIPTION = Field(
    part=Part.ORDER,
    key="item_description",
    kind=Kind.TEXT,
    need=Need.SOMETIMES,
    longest=1000,
    label=_("Contents in words"),
    help=_("What is inside, when you list no items."),
    example="",
    aliases=("Contents", "Package contents", "وصف الشحنة", "محتوى الشحنة"),
)

ORDER_FIELDS = (
    ORDER_ID, PARENT_ORDER_ID, REF1, REF2, REF3, ORDER_DATE, STORE_NAME, SENDER_NAME, BRAND_ID,
    SOURCE_ID, ENTITY_ID, LANGUAGE, ITEM_DESCRIPTION,
)  # fmt: skip
