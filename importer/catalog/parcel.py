"""The fields of the order that say what its parcels are like, and worth to customs."""

from decimal import Decimal

from importer.catalog.field import Field, Kind, Need, Part
from importer.i18n import Words

_ZERO = Decimal(0)

PACKAGE_SIZE = Field(
    part=Part.ORDER,
    key="packageSize",
    kind=Kind.TEXT,
    guide=True,
    label=Words("Package size", "حجم الطرد"),
    help=Words("The size of the largest package, such as small.", "حجم أكبر طرد، مثل small."),
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
    label=Words("Number of packages", "عدد الطرود"),
    help=Words("How many packages the order has.", "عدد طرود هذا الطلب."),
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
    label=Words("Weight (kg)", "الوزن (كجم)"),
    help=Words("The weight of the whole order in kilograms.", "وزن الطلب كله بالكيلوغرام."),
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
    label=Words("Box width (cm)", "عرض الصندوق (سم)"),
    help=Words(
        "In centimetres, together with length and height.", "بالسنتيمتر، مع الطول والارتفاع."
    ),
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
    label=Words("Box length (cm)", "طول الصندوق (سم)"),
    help=Words(
        "In centimetres, together with width and height.", "بالسنتيمتر، مع العرض والارتفاع."
    ),
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
    label=Words("Box height (cm)", "ارتفاع الصندوق (سم)"),
    help=Words("In centimetres, together with width and length.", "بالسنتيمتر، مع العرض والطول."),
    example="15",
    aliases=("Height", "الارتفاع", "Yükseklik"),
)
CUSTOMS_VALUE = Field(
    part=Part.ORDER,
    key="customsValue",
    kind=Kind.MONEY,
    least=_ZERO,
    label=Words("Customs value", "القيمة الجمركية"),
    help=Words(
        "For shipments abroad: what the goods are worth to customs.",
        "للشحنات الدولية: قيمة البضاعة لدى الجمارك.",
    ),
    example="",
    aliases=("Declared value", "القيمة المصرح بها", "Gümrük Değeri"),
)
CUSTOMS_CURRENCY = Field(
    part=Part.ORDER,
    key="customsCurrency",
    kind=Kind.CURRENCY,
    label=Words("Customs currency", "عملة القيمة الجمركية"),
    help=Words("The currency of the customs value.", "عملة القيمة الجمركية."),
    example="",
    aliases=("Declared value currency", "Gümrük Para Birimi"),
)
COMMERCIAL_INVOICE = Field(
    part=Part.ORDER,
    key="commercialInvoice",
    kind=Kind.TEXT,
    longest=1000,
    label=Words("Commercial invoice", "الفاتورة التجارية"),
    help=Words(
        "For shipments abroad: the invoice, or a link to it.",
        "للشحنات الدولية: الفاتورة أو رابطها.",
    ),
    example="",
    aliases=("Invoice link", "Ticari Fatura"),
)

PARCEL_FIELDS = (
    PACKAGE_SIZE, PACKAGE_COUNT, PACKAGE_WEIGHT, BOX_WIDTH, BOX_LENGTH, BOX_HEIGHT,
    CUSTOMS_VALUE, CUSTOMS_CURRENCY, COMMERCIAL_INVOICE,
)  # fmt: skip
