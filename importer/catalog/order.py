"""The fields of the order itself: its numbers, its date, the shop."""

from decimal import Decimal
from functools import partial

from importer.catalog.field import Field, Kind, Need, Part
from importer.i18n import _

_order = partial(Field, Part.ORDER)


_ZERO = Decimal(0)

ORDER_ID = _order(
    "orderId",
    Kind.CODE,
    _("Order number"),
    _("Your own number for the order. Rows with the same number are one order."),
    "10234",
    need=Need.ALWAYS,
    guide=True,
    longest=100,
)
PARENT_ORDER_ID = _order(
    "parentOrderId",
    Kind.CODE,
    _("Parent order number"),
    _("Only for a part of a split order: the number of the whole order."),
    "10200",
    guide=True,
    longest=100,
)
REF1 = _order(
    "ref1", Kind.CODE, _("Reference 1"), _("A reference of your own."), "WEB-7781", guide=True
)
REF2 = _order("ref2", Kind.CODE, _("Reference 2"), _("A second reference of your own."), "B2")
REF3 = _order("ref3", Kind.CODE, _("Reference 3"), _("A third reference of your own."), "C3")
STORE_NAME = _order(
    "storeName", Kind.TEXT, _("Store name"), _("The name of your shop."), "متجر الواحة", guide=True
)
SENDER_NAME = _order(
    "senderName",
    Kind.TEXT,
    _("Sender name on the label"),
    _("The sender's name that the label shows."),
    "متجر الواحة",
    guide=True,
)
ORDER_DATE = _order(
    "orderDate",
    Kind.MOMENT,
    _("Order date"),
    _("When the customer ordered: day/month/year hour:minute."),
    "31/12/2025 15:45",
    guide=True,
)
BRAND_ID = _order(
    "brandId",
    Kind.WHOLE,
    _("Brand number"),
    _("The number of your brand in OTO."),
    "",
    guide=True,
    above=_ZERO,
)
SOURCE_ID = _order(
    "sourceId", Kind.CODE, _("Sales channel number"), _("OTO's id of the sales channel."), ""
)
ENTITY_ID = _order(
    "entityId",
    Kind.NUMBER,
    _("Number in the shop system"),
    _("The order's number in your shop system."),
    "",
)
LANGUAGE = _order(
    "language",
    Kind.TEXT,
    _("Customer's language"),
    _("The language of messages to the customer: en, ar or tr."),
    "ar",
    allowed=("en", "ar", "tr"),
)
ITEM_DESCRIPTION = _order(
    "item_description",
    Kind.TEXT,
    _("Contents in words"),
    _("What is inside, when you list no items."),
    "",
    need=Need.SOMETIMES,
    longest=1000,
)

ORDER_FIELDS = (
    ORDER_ID, PARENT_ORDER_ID, REF1, REF2, REF3, ORDER_DATE, STORE_NAME, SENDER_NAME, BRAND_ID,
    SOURCE_ID, ENTITY_ID, LANGUAGE, ITEM_DESCRIPTION,
)  # fmt: skip
