"""The fields of the order that say what its parcels are like, and worth to customs."""

from decimal import Decimal

from importer.catalog.field import Field, Kind, Need, Part
from importer.i18n import _

_ZERO = Decimal(0)

PACKAGE_SIZE = Field(
    part=Part.ORDER,
    key="packageSize",
    kind=Kind.TEXT,
    guide=True,
    label=_("Package size"),
    help=_("The size of the largest package, such as small."),
    example="small",
    aliases=("Parcel size", "Paket Boyutu"),
)
PACKAGE_COUNT = Field(
    part=Part.ORDER,
    key="packageCount",
    kind=Kind.WHOLE,
    guide=True,
    least=Decimal(1),
    most=Decimal(999),
    label=_("Number of packages"),
    help=_("How many packages the order has."),
    example="1",
    aliases=("Packages", "Pieces", "Parcels", "الطرود", "Koli Adedi", "عدد الكراتين"),
)
PACKAGE_WEIGHT = Field(
    part=Part.ORDER,
    key="packageWeight",
    kind=Kind.NUMBER,
    guide=True,
    above=_ZERO,
    most=Decimal(10000),
    label=_("Weight (kg)"),
    help=_("The weight of the whole order in kilograms."),
    example="1.5",
    aliases=(
        "Weight", "Total weight", "الوزن", "وزن الطرد", "Ağırlık", "Kilo", "وزن الشحنة",
        "وزن الطلب",
    ),
)  # fmt: skip
BOX_WIDTH = Field(
    part=Part.ORDER,
    key="boxWidth",
    kind=Kind.NUMBER,
    need=Need.SOMETIMES,
    guide=True,
    above=_ZERO,
    most=Decimal(1000),
    label=_("Box width (cm)"),
    help=_("In centimetres, together with length and height."),
    example="20",
    aliases=("Width", "العرض", "En", "Genişlik"),
)
BOX_LENGTH = Field(
    part=Part.ORDER,
    key="boxLength",
    kind=Kind.NUMBER,
    need=Need.SOMETIMES,
    guide=True,
    above=_ZERO,
    most=Decimal(1000),
    label=_("Box length (cm)"),
    help=_("In centimetres, together with width and height."),
    example="30",
    aliases=("Length", "الطول", "Boy", "Uzunluk"),
)
BOX_HEIGHT = Field(
    part=Part.ORDER,
    key="boxHeight",
    kind=Kind.NUMBER,
    need=Need.SOMETIMES,
    guide=True,
    above=_ZERO,
    most=Decimal(1000),
    label=_("Box height (cm)"),
    help=_("In centimetres, together with width and length."),
    example="15",
    aliases=("Height", "الارتفاع", "Yükseklik"),
)
CUSTOMS_VALUE = Field(
    part=Part.ORDER,
    key="customsValue",
    kind=Kind.MONEY,
    least=_ZERO,
    label=_("Customs value"),
    help=_("For shipments abroad: what the goods are worth to customs."),
    example="",
    aliases=("Declared value", "القيمة المصرح بها", "Gümrük Değeri"),
)
CUSTOMS_CURRENCY = Field(
    part=Part.ORDER,
    key="customsCurrency",
    kind=Kind.CURRENCY,
    label=_("Customs currency"),
    help=_("The currency of the customs value."),
    example="",
    aliases=("Declared value currency", "Gümrük Para Birimi"),
)
COMMERCIAL_INVOICE = Field(
    part=Part.ORDER,
    key="commercialInvoice",
    kind=Kind.TEXT,
    longest=1000,
    label=_("Commercial invoice"),
    help=_("For shipments abroad: the invoice, or a link to it."),
    example="",
    aliases=("Invoice link", "Ticari Fatura"),
)

PARCEL_FIELDS = (
    PACKAGE_SIZE, PACKAGE_COUNT, PACKAGE_WEIGHT, BOX_WIDTH, BOX_LENGTH, BOX_HEIGHT,
    CUSTOMS_VALUE, CUSTOMS_CURRENCY, COMMERCIAL_INVOICE,
)  # fmt: skip
