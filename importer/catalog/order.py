"""The fields of the order itself: its numbers, its date, the shop."""

from decimal import Decimal

from importer.catalog.field import Field, Kind, Need, Part
from importer.i18n import Words

_ZERO = Decimal(0)

ORDER_ID = Field(
    part=Part.ORDER,
    key="orderId",
    kind=Kind.CODE,
    need=Need.ALWAYS,
    guide=True,
    label=Words("Order number", "رقم الطلب"),
    help=Words(
        "Your own number for the order. Rows with the same number are one order.",
        "رقم الطلب عندك. الصفوف التي تحمل الرقم نفسه طلب واحد.",
    ),
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
    label=Words("Parent order number", "رقم الطلب الأصلي"),
    help=Words(
        "Only for a part of a split order: the number of the whole order.",
        "لجزء من طلب مقسّم فقط: رقم الطلب الكامل.",
    ),
    example="10200",
    longest=100,
    aliases=("Parent order", "Parent ID", "الطلب الأصلي", "Ana Sipariş No"),
)
REF1 = Field(
    part=Part.ORDER,
    key="ref1",
    kind=Kind.CODE,
    guide=True,
    label=Words("Reference 1", "مرجع 1"),
    help=Words("A reference of your own.", "مرجع خاص بك."),
    example="WEB-7781",
    aliases=("Reference", "Ref", "المرجع", "Referans"),
)
REF2 = Field(
    part=Part.ORDER,
    key="ref2",
    kind=Kind.CODE,
    label=Words("Reference 2", "مرجع 2"),
    help=Words("A second reference of your own.", "مرجع ثانٍ خاص بك."),
    example="B2",
)
REF3 = Field(
    part=Part.ORDER,
    key="ref3",
    kind=Kind.CODE,
    label=Words("Reference 3", "مرجع 3"),
    help=Words("A third reference of your own.", "مرجع ثالث خاص بك."),
    example="C3",
)
STORE_NAME = Field(
    part=Part.ORDER,
    key="storeName",
    kind=Kind.TEXT,
    guide=True,
    label=Words("Store name", "اسم المتجر"),
    help=Words("The name of your shop.", "اسم متجرك."),
    example="متجر الواحة",
    aliases=("Store", "Shop name", "المتجر", "Mağaza", "Mağaza Adı"),
)
SENDER_NAME = Field(
    part=Part.ORDER,
    key="senderName",
    kind=Kind.TEXT,
    guide=True,
    label=Words("Sender name on the label", "اسم المرسل على البوليصة"),
    help=Words("The sender's name that the label shows.", "اسم المرسل الذي يظهر على البوليصة."),
    example="متجر الواحة",
    aliases=("Sender", "اسم المرسل", "المرسل", "Gönderici Adı"),
)
ORDER_DATE = Field(
    part=Part.ORDER,
    key="orderDate",
    kind=Kind.MOMENT,
    guide=True,
    label=Words("Order date", "تاريخ الطلب"),
    help=Words(
        "When the customer ordered: day/month/year hour:minute.",
        "متى طلب العميل: يوم/شهر/سنة ساعة:دقيقة.",
    ),
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
    label=Words("Brand number", "رقم العلامة التجارية"),
    help=Words("The number of your brand in OTO.", "رقم علامتك التجارية في OTO."),
    example="",
    aliases=("معرف العلامة التجارية", "Marka No"),
)
SOURCE_ID = Field(
    part=Part.ORDER,
    key="sourceId",
    kind=Kind.CODE,
    label=Words("Sales channel number", "رقم قناة البيع"),
    help=Words("OTO's id of the sales channel.", "معرّف قناة البيع في OTO."),
    example="",
    aliases=("Sales channel ID", "معرف قناة البيع"),
)
ENTITY_ID = Field(
    part=Part.ORDER,
    key="entityId",
    kind=Kind.NUMBER,
    label=Words("Number in the shop system", "الرقم في نظام المتجر"),
    help=Words("The order's number in your shop system.", "رقم الطلب في نظام متجرك."),
    example="",
    aliases=("Entity number", "رقم الكيان", "معرف الكيان"),
)
LANGUAGE = Field(
    part=Part.ORDER,
    key="language",
    kind=Kind.TEXT,
    allowed=("en", "ar", "tr"),
    label=Words("Customer's language", "لغة العميل"),
    help=Words(
        "The language of messages to the customer: en, ar or tr.",
        "لغة الرسائل إلى العميل: en أو ar أو tr.",
    ),
    example="ar",
    aliases=("اللغة", "Dil"),
)
ITEM_DESCRIPTION = Field(
    part=Part.ORDER,
    key="item_description",
    kind=Kind.TEXT,
    need=Need.SOMETIMES,
    longest=1000,
    label=Words("Contents in words", "وصف المحتويات"),
    help=Words(
        "What is inside, when you list no items.",
        "ما بداخل الشحنة إذا لم تذكر المنتجات في أعمدتها.",
    ),
    example="",
    aliases=("Contents", "Package contents", "وصف الشحنة", "محتوى الشحنة"),
)

ORDER_FIELDS = (
    ORDER_ID, PARENT_ORDER_ID, REF1, REF2, REF3, ORDER_DATE, STORE_NAME, SENDER_NAME, BRAND_ID,
    SOURCE_ID, ENTITY_ID, LANGUAGE, ITEM_DESCRIPTION,
)  # fmt: skip
