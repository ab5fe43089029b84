"""The fields of senderInformation: who sends it, when no pickup location is named."""

from decimal import Decimal

from importer.catalog.customer import SHORT_ADDRESS_PATTERN
from importer.catalog.field import Field, Kind, Need, Part
from importer.i18n import Words


def _help(en: str, ar: str) -> Words:
    """What the field holds, and when the whole group is for her."""
    return Words(
        f"{en} Only when no pickup location code is given.",
        f"{ar} فقط إذا لم يُذكر رمز موقع الاستلام.",
    )


SENDER_ADDRESS_NAME = Field(
    part=Part.SENDER,
    key="senderAddressName",
    kind=Kind.TEXT,
    label=Words("Sender: name of the address", "المرسل: اسم العنوان"),
    help=_help(
        "A name for this address, such as Warehouse 2.", "اسم لهذا العنوان، مثل المستودع 2."
    ),
    example="",
    aliases=("Sender address name",),
)
SENDER_ID = Field(
    part=Part.SENDER,
    key="senderId",
    kind=Kind.CODE,
    label=Words("Sender: number", "المرسل: الرقم"),
    help=_help("Your own number for the sender.", "رقم المرسل عندك."),
    example="",
    aliases=("Sender ID",),
)
SENDER_FULL_NAME = Field(
    part=Part.SENDER,
    key="senderFullName",
    kind=Kind.TEXT,
    need=Need.SOMETIMES,
    label=Words("Sender: full name", "المرسل: الاسم الكامل"),
    help=_help("Who sends the order.", "اسم من يرسل الطلب."),
    example="",
    aliases=("Shipper name",),
)
SENDER_MOBILE = Field(
    part=Part.SENDER,
    key="senderMobile",
    kind=Kind.PHONE,
    need=Need.SOMETIMES,
    label=Words("Sender: mobile", "المرسل: رقم الجوال"),
    help=_help("The sender's mobile number.", "رقم جوال المرسل."),
    example="",
    aliases=("Sender phone", "Shipper phone", "جوال المرسل"),
)
SENDER_EMAIL = Field(
    part=Part.SENDER,
    key="senderEmail",
    kind=Kind.EMAIL,
    label=Words("Sender: e-mail", "المرسل: البريد الإلكتروني"),
    help=_help("The sender's e-mail address.", "بريد المرسل الإلكتروني."),
    example="",
    aliases=("بريد المرسل",),
)
SENDER_COUNTRY = Field(
    part=Part.SENDER,
    key="senderCountry",
    kind=Kind.COUNTRY,
    need=Need.SOMETIMES,
    label=Words("Sender: country", "المرسل: الدولة"),
    help=_help("The country it is sent from.", "الدولة التي يُرسل منها الطلب."),
    example="",
    aliases=("Origin country", "دولة المرسل"),
)
SENDER_STATE = Field(
    part=Part.SENDER,
    key="senderState",
    kind=Kind.TEXT,
    label=Words("Sender: state or region", "المرسل: المنطقة"),
    help=_help("The state or region it is sent from.", "المنطقة التي يُرسل منها الطلب."),
    example="",
    aliases=("Sender state",),
)
SENDER_CITY = Field(
    part=Part.SENDER,
    key="senderCity",
    kind=Kind.TEXT,
    need=Need.SOMETIMES,
    label=Words("Sender: city", "المرسل: المدينة"),
    help=_help("The city it is sent from.", "المدينة التي يُرسل منها الطلب."),
    example="",
    aliases=("Origin city", "Shipper city", "مدينة المرسل"),
)
SENDER_DISTRICT = Field(
    part=Part.SENDER,
    key="senderDistrict",
    kind=Kind.TEXT,
    label=Words("Sender: district", "المرسل: الحي"),
    help=_help("The sender's district.", "حي المرسل."),
    example="",
)
SENDER_STREET = Field(
    part=Part.SENDER,
    key="senderStreet",
    kind=Kind.TEXT,
    label=Words("Sender: street", "المرسل: الشارع"),
    help=_help("The sender's street.", "شارع المرسل."),
    example="",
)
SENDER_BUILDING_NO = Field(
    part=Part.SENDER,
    key="senderBuildingNo",
    kind=Kind.CODE,
    longest=20,
    label=Words("Sender: building number", "المرسل: رقم المبنى"),
    help=_help(
        "The building in the sender's national address.", "رقم المبنى في العنوان الوطني للمرسل."
    ),
    example="",
    aliases=("Sender building",),
)
SENDER_SECONDARY_ADDRESS_NUMBER = Field(
    part=Part.SENDER,
    key="senderSecondaryAddressNumber",
    kind=Kind.CODE,
    longest=20,
    label=Words("Sender: secondary number", "المرسل: الرقم الإضافي"),
    help=_help(
        "The secondary number in the sender's national address.",
        "الرقم الإضافي في العنوان الوطني للمرسل.",
    ),
    example="",
    aliases=("Sender additional number",),
)
SENDER_POSTCODE = Field(
    part=Part.SENDER,
    key="senderPostcode",
    kind=Kind.CODE,
    longest=20,
    label=Words("Sender: postcode", "المرسل: الرمز البريدي"),
    help=_help("The sender's postcode.", "الرمز البريدي للمرسل."),
    example="",
    aliases=("Sender zip",),
)
SENDER_SHORT_ADDRESS_CODE = Field(
    part=Part.SENDER,
    key="senderShortAddressCode",
    kind=Kind.CODE,
    pattern=SHORT_ADDRESS_PATTERN,
    longest=8,
    label=Words("Sender: short national address", "المرسل: العنوان الوطني المختصر"),
    help=_help(
        "Four letters and four digits, such as DMAJ8089.", "أربعة أحرف وأربعة أرقام مثل DMAJ8089."
    ),
    example="",
    aliases=("Sender short address",),
)
SENDER_ADDRESS_LINE = Field(
    part=Part.SENDER,
    key="senderAddressLine",
    kind=Kind.TEXT,
    need=Need.SOMETIMES,
    longest=1000,
    label=Words("Sender: address", "المرسل: العنوان"),
    help=_help("Street and building it is sent from.", "الشارع والمبنى اللذان يُرسل منهما الطلب."),
    example="",
    aliases=("Shipper address", "عنوان المرسل"),
)
SENDER_LAT = Field(
    part=Part.SENDER,
    key="lat",
    kind=Kind.NUMBER,
    least=Decimal(-90),
    most=Decimal(90),
    label=Words("Sender: latitude", "المرسل: خط العرض"),
    help=_help("Between -90 and 90.", "بين ‎-90 و90."),
    example="",
)
SENDER_LON = Field(
    part=Part.SENDER,
    key="lon",
    kind=Kind.NUMBER,
    least=Decimal(-180),
    most=Decimal(180),
    label=Words("Sender: longitude", "المرسل: خط الطول"),
    help=_help("Between -180 and 180.", "بين ‎-180 و180."),
    example="",
)

SENDER_FIELDS = (
    SENDER_FULL_NAME, SENDER_MOBILE, SENDER_EMAIL, SENDER_COUNTRY, SENDER_CITY, SENDER_DISTRICT,
    SENDER_ADDRESS_LINE, SENDER_STATE, SENDER_STREET, SENDER_BUILDING_NO,
    SENDER_SECONDARY_ADDRESS_NUMBER, SENDER_POSTCODE, SENDER_SHORT_ADDRESS_CODE, SENDER_LAT,
    SENDER_LON, SENDER_ADDRESS_NAME, SENDER_ID,
)  # fmt: skip
