"""The fields of the order itself: who it is and what it is worth."""

from decimal import Decimal

from importer.fields.record import Field, Kind, Need, Part
from importer.words import Words

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
PAYMENT_METHOD = Field(
    part=Part.ORDER,
    key="payment_method",
    kind=Kind.PAYMENT,
    need=Need.ALWAYS,
    guide=True,
    allowed=("cod", "paid"),
    label=Words("Payment method", "طريقة الدفع"),
    help=Words(
        "cod when the courier collects the money, paid when the order is paid already.",
        "الدفع عند الاستلام (cod) إذا كان المندوب يحصّل المبلغ، ومدفوع (paid) إذا سُدّد من قبل.",
    ),
    example="cod",
    aliases=(
        "Payment", "Payment type", "Payment Mode", "Pay method", "COD or paid", "وسيلة الدفع",
        "الدفع", "نوع الدفع", "Ödeme Tipi", "Ödeme Yöntemi", "Ödeme Şekli",
    ),
)  # fmt: skip
AMOUNT = Field(
    part=Part.ORDER,
    key="amount",
    kind=Kind.MONEY,
    need=Need.ALWAYS,
    guide=True,
    least=_ZERO,
    label=Words("Order total", "إجمالي الطلب"),
    help=Words(
        "The total value of the order: all items and fees, less the discount.",
        "قيمة الطلب كاملة: المنتجات والرسوم بعد الخصم.",
    ),
    example="220.50",
    aliases=(
        "Total", "Total amount", "Order amount", "Order value", "Grand total", "Amount total",
        "Total Price", "الإجمالي", "المبلغ الاجمالي", "المبلغ", "قيمة الطلب", "المجموع",
        "إجمالي المبيعات", "Toplam", "Toplam Tutar", "Toplam Fiyat", "Sipariş Tutarı", "Tutar",
    ),
)  # fmt: skip
AMOUNT_DUE = Field(
    part=Part.ORDER,
    key="amount_due",
    kind=Kind.MONEY,
    need=Need.ALWAYS,
    guide=True,
    least=_ZERO,
    label=Words("Amount to collect", "المبلغ المطلوب تحصيله"),
    help=Words(
        "What the courier collects: 0 when paid, the order total when cod. May be left empty.",
        "ما يحصّله المندوب: 0 للطلب المدفوع، وإجمالي الطلب عند الدفع عند الاستلام."
        " يمكن تركه فارغاً.",
    ),
    example="220.50",
    aliases=(
        "COD Amount", "COD_Amt", "COD value", "Cash on delivery amount", "Collect amount",
        "Outstanding Balance", "Balance due", "مبلغ التحصيل", "المبلغ المستحق",
        "مبلغ الدفع عند الاستلام", "قيمة التحصيل", "المتبقي", "Tahsilat Tutarı",
        "Kapıda Ödeme Tutarı", "مبلغ الاستلام",
    ),
)  # fmt: skip
CURRENCY = Field(
    part=Part.ORDER,
    key="currency",
    kind=Kind.CURRENCY,
    need=Need.ALWAYS,
    guide=True,
    label=Words("Currency", "العملة"),
    help=Words(
        "The currency code: SAR, AED, KWD, BHD, OMR, QAR, EGP, TRY, USD ...",
        "رمز العملة: SAR, AED, KWD, BHD, OMR, QAR, EGP, TRY, USD ...",
    ),
    example="SAR",
    aliases=("Currency code", "order_currency", "عملة الطلب", "Para Birimi", "Döviz"),
)
SUBTOTAL = Field(
    part=Part.ORDER,
    key="subtotal",
    kind=Kind.MONEY,
    guide=True,
    least=_ZERO,
    label=Words("Subtotal", "المجموع الفرعي"),
    help=Words("The items, before shipping and fees.", "مجموع أسعار المنتجات قبل الشحن والرسوم."),
    example="200.50",
    aliases=(
        "Items total", "Order subtotal", "الإجمالي الفرعي", "مجموع السلة", "مجموع المنتجات",
        "Ara Toplam",
    ),
)  # fmt: skip
SHIPPING_AMOUNT = Field(
    part=Part.ORDER,
    key="shippingAmount",
    kind=Kind.MONEY,
    guide=True,
    least=_ZERO,
    label=Words("Shipping fee", "رسوم الشحن"),
    help=Words("What the customer pays for shipping.", "ما يدفعه العميل مقابل الشحن."),
    example="20",
    aliases=(
        "Shipping", "Shipping cost", "Shipping price", "Delivery fee", "shipping_total",
        "تكلفة الشحن", "الشحن", "اجر التوصيل", "سعر الشحن", "Kargo Ücreti", "Kargo Bedeli",
        "رسوم التوصيل", "سعر التوصيل", "تكلفة التوصيل", "أجور التوصيل", "قيمة الشحن",
    ),
)  # fmt: skip
SHIPPING_AMOUNT_WITH_TAX = Field(
    part=Part.ORDER,
    key="shippingAmountWithTax",
    kind=Kind.MONEY,
    least=_ZERO,
    label=Words("Shipping fee with tax", "رسوم الشحن مع الضريبة"),
    help=Words("The shipping fee, tax included.", "رسوم الشحن شاملة الضريبة."),
    example="23",
    aliases=("Shipping incl tax", "Shipping with VAT", "الشحن شامل الضريبة"),
)
SHIPPING_DISCOUNT = Field(
    part=Part.ORDER,
    key="shippingDiscount",
    kind=Kind.MONEY,
    least=_ZERO,
    label=Words("Shipping discount", "خصم الشحن"),
    help=Words("What was taken off the shipping fee.", "ما خُصم من رسوم الشحن."),
    example="0",
    aliases=("Shipping fee discount", "تخفيض الشحن", "Kargo İndirimi"),
)
DISCOUNT_AMOUNT = Field(
    part=Part.ORDER,
    key="discountAmount",
    kind=Kind.MONEY,
    least=_ZERO,
    label=Words("Discount", "الخصم"),
    help=Words("What was taken off the whole order.", "ما خُصم من الطلب كله."),
    example="10",
    aliases=(
        "Order discount", "discount_total", "قيمة الخصم", "مبلغ الخصم", "التخفيض", "İndirim",
        "İndirim Tutarı",
    ),
)  # fmt: skip
COD_FEE = Field(
    part=Part.ORDER,
    key="codFee",
    kind=Kind.MONEY,
    guide=True,
    least=_ZERO,
    label=Words("Cash-on-delivery fee", "رسوم الدفع عند الاستلام"),
    help=Words(
        "The fee for paying on delivery, part of the order total.",
        "رسوم خدمة الدفع عند الاستلام، ضمن إجمالي الطلب.",
    ),
    example="10",
    aliases=("COD charge", "عمولة الدفع عند الاستلام", "Kapıda Ödeme Ücreti"),
)
COUPON_CODE = Field(
    part=Part.ORDER,
    key="couponCode",
    kind=Kind.TEXT,
    guide=True,
    label=Words("Coupon", "كوبون الخصم"),
    help=Words("The coupon that the customer used.", "الكوبون الذي استخدمه العميل."),
    example="WELCOME10",
    aliases=("Discount code", "Promo code", "رمز الكوبون", "Kupon Kodu"),
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
    ORDER_ID, PARENT_ORDER_ID, REF1, REF2, REF3, ORDER_DATE, PAYMENT_METHOD, AMOUNT, AMOUNT_DUE,
    CURRENCY, SUBTOTAL, SHIPPING_AMOUNT, SHIPPING_AMOUNT_WITH_TAX, SHIPPING_DISCOUNT,
    DISCOUNT_AMOUNT, COD_FEE, COUPON_CODE, STORE_NAME, SENDER_NAME, BRAND_ID, SOURCE_ID, ENTITY_ID,
    LANGUAGE, ITEM_DESCRIPTION,
)  # fmt: skip
