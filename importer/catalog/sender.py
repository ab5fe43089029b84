"""The fields of senderInformation: who sends it, when no pickup location is named."""

from decimal import Decimal

from importer.catalog.customer import SHORT_ADDRESS_PATTERN
from importer.catalog.field import Field, Kind, Need, Part
from importer.i18n import Message, _


def _help(text: Message) -> Message:
    """What the field holds, and when the whole group is for her."""
    return _("{help} Only when no pickup location code is given.", help=text)


SENDER_ADDRESS_NAME = Field(
    part=Part.SENDER,
    key="senderAddressName",
    kind=Kind.TEXT,
    label=_("Sender: name of the address"),
    help=_help(_("A name for this address, such as Warehouse 2.")),
    example="",
    aliases=("Sender address name",),
)
SENDER_ID = Field(
    part=Part.SENDER,
    key="senderId",
    kind=Kind.CODE,
    label=_("Sender: number"),
    help=_help(_("Your own number for the sender.")),
    example="",
    aliases=("Sender ID",),
)
SENDER_FULL_NAME = Field(
    part=Part.SENDER,
    key="senderFullName",
    kind=Kind.TEXT,
    need=Need.SOMETIMES,
    label=_("Sender: full name"),
    help=_help(_("Who sends the order.")),
    example="",
    aliases=("Shipper name",),
)
SENDER_MOBILE = Field(
    part=Part.SENDER,
    key="senderMobile",
    kind=Kind.PHONE,
    need=Need.SOMETIMES,
    label=_("Sender: mobile"),
    help=_help(_("The sender's mobile number.")),
    example="",
    aliases=("Sender phone", "Shipper phone", "جوال المرسل"),
)
SENDER_EMAIL = Field(
    part=Part.SENDER,
    key="senderEmail",
    kind=Kind.EMAIL,
    label=_("Sender: e-mail"),
    help=_help(_("The sender's e-mail address.")),
    example="",
    aliases=("بريد المرسل",),
)
SENDER_COUNTRY = Field(
    part=Part.SENDER,
    key="senderCountry",
    kind=Kind.COUNTRY,
    need=Need.SOMETIMES,
    label=_("Sender: country"),
    help=_help(_("The country it is sent from.")),
    example="",
    aliases=("Origin country", "دولة المرسل"),
)
SENDER_STATE = Field(
    part=Part.SENDER,
    key="senderState",
    kind=Kind.TEXT,
    label=_("Sender: state or region"),
    help=_help(_("The state or region it is sent from.")),
    example="",
    aliases=("Sender state",),
)
SENDER_CITY = Field(
    part=Part.SENDER,
    key="senderCity",
    kind=Kind.TEXT,
    need=Need.SOMETIMES,
    label=_("Sender: city"),
    help=_help(_("The city it is sent from.")),
    example="",
    aliases=("Origin city", "Shipper city", "مدينة المرسل"),
)
SENDER_DISTRICT = Field(
    part=Part.SENDER,
    key="senderDistrict",
    kind=Kind.TEXT,
    label=_("Sender: district"),
    help=_help(_("The sender's district.")),
    example="",
)
SENDER_STREET = Field(
    part=Part.SENDER,
    key="senderStreet",
    kind=Kind.TEXT,
    label=_("Sender: street"),
    help=_help(_("The sender's street.")),
    example="",
)
SENDER_BUILDING_NO = Field(
    part=Part.SENDER,
    key="senderBuildingNo",
    kind=Kind.CODE,
    longest=20,
    label=_("Sender: building number"),
    help=_help(_("The building in the sender's national address.")),
    example="",
    aliases=("Sender building",),
)
SENDER_SECONDARY_ADDRESS_NUMBER = Field(
    part=Part.SENDER,
    key="senderSecondaryAddressNumber",
    kind=Kind.CODE,
    longest=20,
    label=_("Sender: secondary number"),
    help=_help(
        _("The secondary number in the sender's national address."),
    ),
    example="",
    aliases=("Sender additional number",),
)
SENDER_POSTCODE = Field(
    part=Part.SENDER,
    key="senderPostcode",
    kind=Kind.CODE,
    longest=20,
    label=_("Sender: postcode"),
    help=_help(_("The sender's postcode.")),
    example="",
    aliases=("Sender zip",),
)
SENDER_SHORT_ADDRESS_CODE = Field(
    part=Part.SENDER,
    key="senderShortAddressCode",
    kind=Kind.CODE,
    pattern=SHORT_ADDRESS_PATTERN,
    longest=8,
    label=_("Sender: short national address"),
    help=_help(_("Four letters and four digits, such as DMAJ8089.")),
    example="",
    aliases=("Sender short address",),
)
SENDER_ADDRESS_LINE = Field(
    part=Part.SENDER,
    key="senderAddressLine",
    kind=Kind.TEXT,
    need=Need.SOMETIMES,
    longest=1000,
    label=_("Sender: address"),
    help=_help(_("Street and building it is sent from.")),
    example="",
    aliases=("Shipper address", "عنوان المرسل"),
)
SENDER_LAT = Field(
    part=Part.SENDER,
    key="lat",
    kind=Kind.NUMBER,
    least=Decimal(-90),
    most=Decimal(90),
    label=_("Sender: latitude"),
    help=_help(_("Between -90 and 90.")),
    example="",
)
SENDER_LON = Field(
    part=Part.SENDER,
    key="lon",
    kind=Kind.NUMBER,
    least=Decimal(-180),
    most=Decimal(180),
    label=_("Sender: longitude"),
    help=_help(_("Between -180 and 180.")),
    example="",
)

SENDER_FIELDS = (
    SENDER_FULL_NAME, SENDER_MOBILE, SENDER_EMAIL, SENDER_COUNTRY, SENDER_CITY, SENDER_DISTRICT,
    SENDER_ADDRESS_LINE, SENDER_STATE, SENDER_STREET, SENDER_BUILDING_NO,
    SENDER_SECONDARY_ADDRESS_NUMBER, SENDER_POSTCODE, SENDER_SHORT_ADDRESS_CODE, SENDER_LAT,
    SENDER_LON, SENDER_ADDRESS_NAME, SENDER_ID,
)  # fmt: skip
