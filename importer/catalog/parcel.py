"""The fields of the order that say what its parcels are like, and worth to customs."""

from decimal import Decimal
from functools import partial

from importer.catalog.field import Field, Kind, Need, Part
from importer.i18n import _

_order = partial(Field, Part.ORDER)


_ZERO = Decimal(0)

PACKAGE_SIZE = _order(
    "packageSize",
    Kind.TEXT,
    _("Package size"),
    _("The size of the largest package, such as small."),
    "small",
    guide=True,
)
PACKAGE_COUNT = _order(
    "packageCount",
    Kind.WHOLE,
    _("Number of packages"),
    _("How many packages the order has."),
    "1",
    guide=True,
    least=Decimal(1),
    most=Decimal(999),
)
PACKAGE_WEIGHT = _order(
    "packageWeight",
    Kind.NUMBER,
    _("Weight (kg)"),
    _("The weight of the whole order in kilograms."),
    "1.5",
    guide=True,
    above=_ZERO,
    most=Decimal(10000),
)
BOX_WIDTH = _order(
    "boxWidth",
    Kind.NUMBER,
    _("Box width (cm)"),
    _("In centimetres, together with length and height."),
    "20",
    need=Need.SOMETIMES,
    guide=True,
    above=_ZERO,
    most=Decimal(1000),
)
BOX_LENGTH = _order(
    "boxLength",
    Kind.NUMBER,
    _("Box length (cm)"),
    _("In centimetres, together with width and height."),
    "30",
    need=Need.SOMETIMES,
    guide=True,
    above=_ZERO,
    most=Decimal(1000),
)
BOX_HEIGHT = _order(
    "boxHeight",
    Kind.NUMBER,
    _("Box height (cm)"),
    _("In centimetres, together with width and length."),
    "15",
    need=Need.SOMETIMES,
    guide=True,
    above=_ZERO,
    most=Decimal(1000),
)
CUSTOMS_VALUE = _order(
    "customsValue",
    Kind.MONEY,
    _("Customs value"),
    _("For shipments abroad: what the goods are worth to customs."),
    "",
    least=_ZERO,
)
CUSTOMS_CURRENCY = _order(
    "customsCurrency",
    Kind.CURRENCY,
    _("Customs currency"),
    _("The currency of the customs value."),
    "",
)
COMMERCIAL_INVOICE = _order(
    "commercialInvoice",
    Kind.TEXT,
    _("Commercial invoice"),
    _("For shipments abroad: the invoice, or a link to it."),
    "",
    longest=1000,
)

PARCEL_FIELDS = (
    PACKAGE_SIZE, PACKAGE_COUNT, PACKAGE_WEIGHT, BOX_WIDTH, BOX_LENGTH, BOX_HEIGHT,
    CUSTOMS_VALUE, CUSTOMS_CURRENCY, COMMERCIAL_INVOICE,
)  # fmt: skip
