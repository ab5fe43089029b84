"""The fields of one item of an order; every row of the sheet is one item."""

from decimal import Decimal

from importer.catalog.field import Field, Kind, Need, Part
from importer.i18n import _

_ZERO = Decimal(0)

ITEM_NAME = Field(
    part=Part.ITEM,
    key="name",
    kind=Kind.TEXT,
    longest=500,
    label=_("Item name"),
    help=_("What was bought."),
    example="عود كمبودي 12 جم",
    aliases=(
        "Item", "Product", "Product name", "Item title", "Lineitem name", "المنتج", "الصنف",
        "اسم الصنف", "Ürün", "Ürün Adı", "Malzeme Adı", "السلعة", "اسم السلعة",
    ),
)  # fmt: skip
SKU = Field(
    part=Part.ITEM,
    key="sku",
    kind=Kind.CODE,
    label=_("SKU"),
    help=_("Your own code for the item."),
    example="OUD-012",
    aliases=(
        "Product SKU", "Item code", "Product code", "Seller SKU", "Lineitem sku", "رمز التخزين",
        "كود", "كود المنتج", "Stok Kodu", "Satıcı Stok Kodu",
    ),
)  # fmt: skip
QUANTITY = Field(
    part=Part.ITEM,
    key="quantity",
    kind=Kind.NUMBER,
    need=Need.SOMETIMES,
    above=_ZERO,
    most=Decimal(100000),
    label=_("Quantity"),
    help=_("How many pieces of this item."),
    example="2",
    aliases=(
        "Qty", "Product quantity", "Lineitem quantity", "كمية المنتج", "العدد", "Adet", "Miktar",
        "عدد", "كمية",
    ),
)  # fmt: skip
PRICE = Field(
    part=Part.ITEM,
    key="price",
    kind=Kind.MONEY,
    least=_ZERO,
    label=_("Unit price"),
    help=_("The price of one piece."),
    example="100.25",
    aliases=(
        "Price", "Product price", "Lineitem price", "السعر", "سعر المنتج", "سعر القطعة",
        "Birim Fiyat", "Birim Fiyatı", "Fiyat",
    ),
)  # fmt: skip
ROW_TOTAL = Field(
    part=Part.ITEM,
    key="rowTotal",
    kind=Kind.MONEY,
    least=_ZERO,
    label=_("Line total"),
    help=_("Price times quantity."),
    example="200.50",
    aliases=("Row total", "Item total", "إجمالي المنتج", "مجموع الصف", "Satır Tutarı"),
)
TAX_AMOUNT = Field(
    part=Part.ITEM,
    key="taxAmount",
    kind=Kind.MONEY,
    least=_ZERO,
    label=_("Line tax"),
    help=_("The tax of this line."),
    example="30.08",
    aliases=("Item tax", "Tax amount", "ضريبة المنتج", "KDV Tutarı"),
)
ITEM_DISCOUNT = Field(
    part=Part.ITEM,
    key="discountAmount",
    kind=Kind.MONEY,
    least=_ZERO,
    label=_("Line discount"),
    help=_("What was taken off this line."),
    example="0",
    aliases=("Item discount", "Lineitem discount", "خصم المنتج", "Birim İndirim"),
)
ITEM_CURRENCY = Field(
    part=Part.ITEM,
    key="currency",
    kind=Kind.CURRENCY,
    label=_("Item currency"),
    help=_("Only when it differs from the order's."),
    example="SAR",
    aliases=("Line currency", "Satır Döviz"),
)
PRODUCT_ID = Field(
    part=Part.ITEM,
    key="productId",
    kind=Kind.WHOLE,
    above=_ZERO,
    label=_("Product number"),
    help=_("The product's number in OTO."),
    example="",
    aliases=("Product ID", "معرف المنتج"),
)
SERIAL_NUMBER = Field(
    part=Part.ITEM,
    key="serialNumber",
    kind=Kind.CODE,
    label=_("Serial number"),
    help=_("The serial number of the piece."),
    example="",
    aliases=("Serial no", "Item serial", "Seri No"),
)
IMAGE = Field(
    part=Part.ITEM,
    key="image",
    kind=Kind.URL,
    longest=2000,
    label=_("Item picture (link)"),
    help=_("A link to a picture of the item."),
    example="",
    aliases=("Image URL", "Product image", "صورة المنتج"),
)
HS_CODE = Field(
    part=Part.ITEM,
    key="hsCode",
    kind=Kind.CODE,
    need=Need.SOMETIMES,
    label=_("HS code"),
    help=_("The customs code of the item; needed for shipments abroad."),
    example="",
    aliases=(
        "Harmonized code",
        "Customs code",
        "Tariff code",
        "الرمز الجمركي",
        "رمز النظام المنسق",
        "GTIP",
    ),
)
ITEM_ORIGIN = Field(
    part=Part.ITEM,
    key="itemOrigin",
    kind=Kind.TEXT,
    label=_("Country of origin"),
    help=_("Where the item was made."),
    example="",
    aliases=("Item origin", "Made in", "Menşei"),
)

ITEM_FIELDS = (
    ITEM_NAME, SKU, QUANTITY, PRICE, ROW_TOTAL, TAX_AMOUNT, ITEM_DISCOUNT, ITEM_CURRENCY,
    PRODUCT_ID, SERIAL_NUMBER, IMAGE, HS_CODE, ITEM_ORIGIN,
)  # fmt: skip
