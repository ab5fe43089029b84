"""The fields of one item of an order; every row of the sheet is one item."""

from decimal import Decimal
from functools import partial

from importer.catalog.field import Field, Kind, Need, Part
from importer.i18n import _

_item = partial(Field, Part.ITEM)


_ZERO = Decimal(0)

ITEM_NAME = _item(
    "name", Kind.TEXT, _("Item name"), _("What was bought."), "عود كمبودي 12 جم", longest=500
)
SKU = _item("sku", Kind.CODE, _("SKU"), _("Your own code for the item."), "OUD-012")
QUANTITY = _item(
    "quantity",
    Kind.NUMBER,
    _("Quantity"),
    _("How many pieces of this item."),
    "2",
    need=Need.SOMETIMES,
    above=_ZERO,
    most=Decimal(100000),
)
PRICE = _item(
    "price", Kind.MONEY, _("Unit price"), _("The price of one piece."), "100.25", least=_ZERO
)
ROW_TOTAL = _item(
    "rowTotal", Kind.MONEY, _("Line total"), _("Price times quantity."), "200.50", least=_ZERO
)
TAX_AMOUNT = _item(
    "taxAmount", Kind.MONEY, _("Line tax"), _("The tax of this line."), "30.08", least=_ZERO
)
ITEM_DISCOUNT = _item(
    "discountAmount",
    Kind.MONEY,
    _("Line discount"),
    _("What was taken off this line."),
    "0",
    least=_ZERO,
)
ITEM_CURRENCY = _item(
    "currency",
    Kind.CURRENCY,
    _("Item currency"),
    _("Only when it differs from the order's."),
    "SAR",
)
PRODUCT_ID = _item(
    "productId", Kind.WHOLE, _("Product number"), _("The product's number in OTO."), "", above=_ZERO
)
SERIAL_NUMBER = _item(
    "serialNumber", Kind.CODE, _("Serial number"), _("The serial number of the piece."), ""
)
IMAGE = _item(
    "image",
    Kind.URL,
    _("Item picture (link)"),
    _("A link to a picture of the item."),
    "",
    longest=2000,
)
HS_CODE = _item(
    "hsCode",
    Kind.CODE,
    _("HS code"),
    _("The customs code of the item; needed for shipments abroad."),
    "",
    need=Need.SOMETIMES,
)
ITEM_ORIGIN = _item(
    "itemOrigin", Kind.TEXT, _("Country of origin"), _("Where the item was made."), ""
)

ITEM_FIELDS = (
    ITEM_NAME, SKU, QUANTITY, PRICE, ROW_TOTAL, TAX_AMOUNT, ITEM_DISCOUNT, ITEM_CURRENCY,
    PRODUCT_ID, SERIAL_NUMBER, IMAGE, HS_CODE, ITEM_ORIGIN,
)  # fmt: skip
