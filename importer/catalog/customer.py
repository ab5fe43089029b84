"""The fields of the customer who receives the order."""

from decimal import Decimal
from functools import partial

from importer.catalog.field import Field, Kind, Need, Part
from importer.i18n import _

_customer = partial(Field, Part.CUSTOMER)


SHORT_ADDRESS_PATTERN = r"[A-Z]{4}[0-9]{4}"

CUSTOMER_NAME = _customer(
    "name",
    Kind.TEXT,
    _("Customer name"),
    _("The full name of the person who receives the order."),
    "نورة القحطاني",
    need=Need.ALWAYS,
)
MOBILE = _customer(
    "mobile",
    Kind.PHONE,
    _("Mobile"),
    _("The customer's mobile number, with or without country code."),
    "0551234567",
    need=Need.ALWAYS,
)
EMAIL = _customer(
    "email", Kind.EMAIL, _("E-mail"), _("The customer's e-mail address."), "noura@example.com"
)
ADDRESS = _customer(
    "address",
    Kind.TEXT,
    _("Address"),
    _("Street and building. May be empty in Saudi Arabia when the short address is given."),
    "شارع العليا، مبنى 12",
    need=Need.SOMETIMES,
    longest=1000,
)
DISTRICT = _customer(
    "district", Kind.TEXT, _("District"), _("The district or neighbourhood."), "العليا"
)
CITY = _customer(
    "city",
    Kind.TEXT,
    _("City"),
    _("The city's name. May be empty in Saudi Arabia when the short address is given."),
    "Riyadh",
    need=Need.SOMETIMES,
)
STATE = _customer(
    "state", Kind.TEXT, _("State or region"), _("The state, province or region."), "منطقة الرياض"
)
COUNTRY = _customer(
    "country",
    Kind.COUNTRY,
    _("Country"),
    _("The country by name or by its two letters: SA, AE, KW, EG, TR ..."),
    "SA",
    need=Need.ALWAYS,
)
POSTCODE = _customer(
    "postcode",
    Kind.CODE,
    _("Postcode"),
    _("The postcode; needed for shipments abroad."),
    "12211",
    longest=20,
)
STREET = _customer(
    "street", Kind.TEXT, _("Street"), _("The street of the national address."), "شارع العليا"
)
BUILDING_NO = _customer(
    "buildingNo",
    Kind.CODE,
    _("Building number"),
    _("The building of the national address."),
    "7412",
    longest=20,
)
SECONDARY_ADDRESS_NUMBER = _customer(
    "secondaryAddressNumber",
    Kind.CODE,
    _("Secondary number"),
    _("The secondary number of the national address."),
    "3391",
    longest=20,
)
SHORT_ADDRESS_CODE = _customer(
    "shortAddressCode",
    Kind.CODE,
    _("Short national address"),
    _("Four letters and four digits, such as DMAJ8089."),
    "RRRD2929",
    pattern=SHORT_ADDRESS_PATTERN,
    longest=8,
)
LAT = _customer(
    "lat",
    Kind.NUMBER,
    _("Latitude"),
    _("Between -90 and 90."),
    "24.7136",
    least=Decimal(-90),
    most=Decimal(90),
)
LON = _customer(
    "lon",
    Kind.NUMBER,
    _("Longitude"),
    _("Between -180 and 180."),
    "46.6753",
    least=Decimal(-180),
    most=Decimal(180),
)
REF_ID = _customer(
    "refID", Kind.CODE, _("Customer number"), _("The customer's number in your shop."), "C-881"
)
W3W_ADDRESS = _customer(
    "W3WAddress",
    Kind.TEXT,
    _("what3words address"),
    _("Three words with dots between them."),
    "filled.count.soap",
    pattern=r"(///)?[^\W\d_]+(\.[^\W\d_]+){2}",
)
CONSIGNEE_ID = _customer(
    "consigneeId",
    Kind.CODE,
    _("Receiver's id number"),
    _("Some countries ask for it, such as Oman."),
    "",
)
FRONT_SIDE_ID_CARD = _customer(
    "frontSideIDCard",
    Kind.URL,
    _("ID card, front (link)"),
    _("A link to the picture (Kuwait, Oman, Qatar)."),
    "",
    longest=2000,
)
BACK_SIDE_ID_CARD = _customer(
    "backSideIDCard",
    Kind.URL,
    _("ID card, back (link)"),
    _("A link to the picture (Kuwait, Oman, Qatar)."),
    "",
    longest=2000,
)

CUSTOMER_FIELDS = (
    CUSTOMER_NAME, MOBILE, EMAIL, COUNTRY, CITY, DISTRICT, ADDRESS, STATE, POSTCODE, STREET,
    BUILDING_NO, SECONDARY_ADDRESS_NUMBER, SHORT_ADDRESS_CODE, LAT, LON, REF_ID, W3W_ADDRESS,
    CONSIGNEE_ID, FRONT_SIDE_ID_CARD, BACK_SIDE_ID_CARD,
)  # fmt: skip
