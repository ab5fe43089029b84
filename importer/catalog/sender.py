"""The fields of senderInformation: who sends it, when no pickup location is named."""

from decimal import Decimal
from functools import partial

from importer.catalog.customer import SHORT_ADDRESS_PATTERN
from importer.catalog.field import Field, Kind, Need, Part
from importer.i18n import Message, _

_sender = partial(Field, Part.SENDER)


def _help(text: Message) -> Message:
    """What the field holds, and when the whole group is for her."""
    return _("{help} Only when no pickup location code is given.", help=text)


SENDER_ADDRESS_NAME = _sender(
    "senderAddressName",
    Kind.TEXT,
    _("Sender: name of the address"),
    _help(_("A name for this address, such as Warehouse 2.")),
    "",
)
SENDER_ID = _sender(
    "senderId", Kind.CODE, _("Sender: number"), _help(_("Your own number for the sender.")), ""
)
SENDER_FULL_NAME = _sender(
    "senderFullName",
    Kind.TEXT,
    _("Sender: full name"),
    _help(_("Who sends the order.")),
    "",
    need=Need.SOMETIMES,
)
SENDER_MOBILE = _sender(
    "senderMobile",
    Kind.PHONE,
    _("Sender: mobile"),
    _help(_("The sender's mobile number.")),
    "",
    need=Need.SOMETIMES,
)
SENDER_EMAIL = _sender(
    "senderEmail", Kind.EMAIL, _("Sender: e-mail"), _help(_("The sender's e-mail address.")), ""
)
SENDER_COUNTRY = _sender(
    "senderCountry",
    Kind.COUNTRY,
    _("Sender: country"),
    _help(_("The country it is sent from.")),
    "",
    need=Need.SOMETIMES,
)
SENDER_STATE = _sender(
    "senderState",
    Kind.TEXT,
    _("Sender: state or region"),
    _help(_("The state or region it is sent from.")),
    "",
)
SENDER_CITY = _sender(
    "senderCity",
    Kind.TEXT,
    _("Sender: city"),
    _help(_("The city it is sent from.")),
    "",
    need=Need.SOMETIMES,
)
SENDER_DISTRICT = _sender(
    "senderDistrict", Kind.TEXT, _("Sender: district"), _help(_("The sender's district.")), ""
)
SENDER_STREET = _sender(
    "senderStreet", Kind.TEXT, _("Sender: street"), _help(_("The sender's street.")), ""
)
SENDER_BUILDING_NO = _sender(
    "senderBuildingNo",
    Kind.CODE,
    _("Sender: building number"),
    _help(_("The building in the sender's national address.")),
    "",
    longest=20,
)
SENDER_SECONDARY_ADDRESS_NUMBER = _sender(
    "senderSecondaryAddressNumber",
    Kind.CODE,
    _("Sender: secondary number"),
    _help(
        _("The secondary number in the sender's national address."),
    ),
    "",
    longest=20,
)
SENDER_POSTCODE = _sender(
    "senderPostcode",
    Kind.CODE,
    _("Sender: postcode"),
    _help(_("The sender's postcode.")),
    "",
    longest=20,
)
SENDER_SHORT_ADDRESS_CODE = _sender(
    "senderShortAddressCode",
    Kind.CODE,
    _("Sender: short national address"),
    _help(_("Four letters and four digits, such as DMAJ8089.")),
    "",
    pattern=SHORT_ADDRESS_PATTERN,
    longest=8,
)
SENDER_ADDRESS_LINE = _sender(
    "senderAddressLine",
    Kind.TEXT,
    _("Sender: address"),
    _help(_("Street and building it is sent from.")),
    "",
    need=Need.SOMETIMES,
    longest=1000,
)
SENDER_LAT = _sender(
    "lat",
    Kind.NUMBER,
    _("Sender: latitude"),
    _help(_("Between -90 and 90.")),
    "",
    least=Decimal(-90),
    most=Decimal(90),
)
SENDER_LON = _sender(
    "lon",
    Kind.NUMBER,
    _("Sender: longitude"),
    _help(_("Between -180 and 180.")),
    "",
    least=Decimal(-180),
    most=Decimal(180),
)

SENDER_FIELDS = (
    SENDER_FULL_NAME, SENDER_MOBILE, SENDER_EMAIL, SENDER_COUNTRY, SENDER_CITY, SENDER_DISTRICT,
    SENDER_ADDRESS_LINE, SENDER_STATE, SENDER_STREET, SENDER_BUILDING_NO,
    SENDER_SECONDARY_ADDRESS_NUMBER, SENDER_POSTCODE, SENDER_SHORT_ADDRESS_CODE, SENDER_LAT,
    SENDER_LON, SENDER_ADDRESS_NAME, SENDER_ID,
)  # fmt: skip
