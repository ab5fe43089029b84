"""The fields of the order that say what it is worth and how it is paid."""

from decimal import Decimal
from functools import partial

from importer.catalog.field import Field, Kind, Need, Part
from importer.i18n import _

_order = partial(Field, Part.ORDER)


_ZERO = Decimal(0)

PAYMENT_METHOD = _order(
    "payment_method",
    Kind.PAYMENT,
    _("Payment method"),
    _("cod when the courier collects the money, paid when the order is paid already."),
    "cod",
    need=Need.ALWAYS,
    guide=True,
    allowed=("cod", "paid"),
)
AMOUNT = _order(
    "amount",
    Kind.MONEY,
    _("Order total"),
    _("The total value of the order: all items and fees, less the discount."),
    "220.50",
    need=Need.ALWAYS,
    guide=True,
    least=_ZERO,
)
AMOUNT_DUE = _order(
    "amount_due",
    Kind.MONEY,
    _("Amount to collect"),
    _("What the courier collects: 0 when paid, the order total when cod. May be left empty."),
    "220.50",
    need=Need.ALWAYS,
    guide=True,
    least=_ZERO,
)
CURRENCY = _order(
    "currency",
    Kind.CURRENCY,
    _("Currency"),
    _("The currency code: SAR, AED, KWD, BHD, OMR, QAR, EGP, TRY, USD ..."),
    "SAR",
    need=Need.ALWAYS,
    guide=True,
)
SUBTOTAL = _order(
    "subtotal",
    Kind.MONEY,
    _("Subtotal"),
    _("The items, before shipping and fees."),
    "200.50",
    guide=True,
    least=_ZERO,
)
SHIPPING_AMOUNT = _order(
    "shippingAmount",
    Kind.MONEY,
    _("Shipping fee"),
    _("What the customer pays for shipping."),
    "20",
    guide=True,
    least=_ZERO,
)
SHIPPING_AMOUNT_WITH_TAX = _order(
    "shippingAmountWithTax",
    Kind.MONEY,
    _("Shipping fee with tax"),
    _("The shipping fee, tax included."),
    "23",
    least=_ZERO,
)
SHIPPING_DISCOUNT = _order(
    "shippingDiscount",
    Kind.MONEY,
    _("Shipping discount"),
    _("What was taken off the shipping fee."),
    "0",
    least=_ZERO,
)
DISCOUNT_AMOUNT = _order(
    "discountAmount",
    Kind.MONEY,
    _("Discount"),
    _("What was taken off the whole order."),
    "10",
    least=_ZERO,
)
COD_FEE = _order(
    "codFee",
    Kind.MONEY,
    _("Cash-on-delivery fee"),
    _("The fee for paying on delivery, part of the order total."),
    "10",
    guide=True,
    least=_ZERO,
)
COUPON_CODE = _order(
    "couponCode",
    Kind.TEXT,
    _("Coupon"),
    _("The coupon that the customer used."),
    "WELCOME10",
    guide=True,
)

MONEY_FIELDS = (
    PAYMENT_METHOD, AMOUNT, AMOUNT_DUE, CURRENCY, SUBTOTAL, SHIPPING_AMOUNT,
    SHIPPING_AMOUNT_WITH_TAX, SHIPPING_DISCOUNT, DISCOUNT_AMOUNT, COD_FEE, COUPON_CODE,
)  # fmt: skip
