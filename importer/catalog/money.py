"""The fields of the order that say what it is worth and how it is paid."""

from decimal import Decimal

from importer.catalog.field import Field, Kind, Need, Part
from importer.i18n import _

_ZERO = Decimal(0)

PAYMENT_METHOD = Field(
    part=Part.ORDER,
    key="payment_method",
    kind=Kind.PAYMENT,
    need=Need.ALWAYS,
    guide=True,
    allowed=("cod", "paid"),
    label=_("Payment method"),
    help=_("cod when the courier collects the money, paid when the order is paid already."),
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
    label=_("Order total"),
    help=_("The total value of the order: all items and fees, less the discount."),
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
    label=_("Amount to collect"),
    help=_("What the courier collects: 0 when paid, the order total when cod. May be left empty."),
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
    label=_("Currency"),
    help=_("The currency code: SAR, AED, KWD, BHD, OMR, QAR, EGP, TRY, USD ..."),
    example="SAR",
    aliases=("Currency code", "order_currency", "عملة الطلب", "Para Birimi", "Döviz"),
)
SUBTOTAL = Field(
    part=Part.ORDER,
    key="subtotal",
    kind=Kind.MONEY,
    guide=True,
    least=_ZERO,
    label=_("Subtotal"),
    help=_("The items, before shipping and fees."),
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
    label=_("Shipping fee"),
    help=_("What the customer pays for shipping."),
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
    label=_("Shipping fee with tax"),
    help=_("The shipping fee, tax included."),
    example="23",
    aliases=("Shipping incl tax", "Shipping with VAT", "الشحن شامل الضريبة"),
)
SHIPPING_DISCOUNT = Field(
    part=Part.ORDER,
    key="shippingDiscount",
    kind=Kind.MONEY,
    least=_ZERO,
    label=_("Shipping discount"),
    help=_("What was taken off the shipping fee."),
    example="0",
    aliases=("Shipping fee discount", "تخفيض الشحن", "Kargo İndirimi"),
)
DISCOUNT_AMOUNT = Field(
    part=Part.ORDER,
    key="discountAmount",
    kind=Kind.MONEY,
    least=_ZERO,
    label=_("Discount"),
    help=_("What was taken off the whole order."),
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
    label=_("Cash-on-delivery fee"),
    help=_("The fee for paying on delivery, part of the order total."),
    example="10",
    aliases=("COD charge", "عمولة الدفع عند الاستلام", "Kapıda Ödeme Ücreti"),
)
COUPON_CODE = Field(
    part=Part.ORDER,
    key="couponCode",
    kind=Kind.TEXT,
    guide=True,
    label=_("Coupon"),
    help=_("The coupon that the customer used."),
    example="WELCOME10",
    aliases=("Discount code", "Promo code", "رمز الكوبون", "Kupon Kodu"),
)

MONEY_FIELDS = (
    PAYMENT_METHOD, AMOUNT, AMOUNT_DUE, CURRENCY, SUBTOTAL, SHIPPING_AMOUNT,
    SHIPPING_AMOUNT_WITH_TAX, SHIPPING_DISCOUNT, DISCOUNT_AMOUNT, COD_FEE, COUPON_CODE,
)  # fmt: skip
