"""The fields of senderInformation: who sends it, when no pickup location is named."""

from decimal import Decimal

from importer.fields.customer import SHORT_ADDRESS_PATTERN
from importer.fields.record import Field, Kind, Need, Part
from importer.words import Words

_GROUP = Words("Only when no pickup location code is given.", "فقط عند عدم ذكر رمز موقع الاستلام.")

SENDER_ADDRESS_NAME = Field(
    part=Part.SENDER,
    key="senderAddressName",
    kind=Kind.TEXT,
    label=Words("Sender: name of the address", "المرسل: اسم العنوان"),
    help=_GROUP,
    example="",
    aliases=("Sender address name",),
)
SENDER_ID = Field(
    part=Part.SENDER,
    key="senderId",
    kind=Kind.CODE,
    label=Words("Sender: number", "المرسل: الرقم"),
    help=_GROUP,
    example="",
    aliases=("Sender ID",),
)
SENDER_FULL_NAME = Field(
    part=Part.SENDER,
    key="senderFullName",
    kind=Kind.TEXT,
    need=Need.SOMETIMES,
    label=Words("Sender: full name", "المرسل: الاسم الكامل"),
    help=_GROUP,
    example="",
    aliases=("Sender full name", "Shipper name"),
)
SENDER_MOBILE = Field(
    part=Part.SENDER,
    key="senderMobile",
    kind=Kind.PHONE,
    need=Need.SOMETIMES,
    label=Words("Sender: mobile", "المرسل: رقم الجوال"),
    help=_GROUP,
    example="",
    aliases=("Sender mobile", "Sender phone", "Shipper phone", "جوال المرسل"),
)
SENDER_EMAIL = Field(
    part=Part.SENDER,
    key="senderEmail",
    kind=Kind.EMAIL,
    label=Words("Sender: e-mail", "المرسل: البريد الإلكتروني"),
    help=_GROUP,
    example="",
    aliases=("Sender email", "بريد المرسل"),
)
SENDER_COUNTRY = Field(
    part=Part.SENDER,
    key="senderCountry",
    kind=Kind.COUNTRY,
    need=Need.SOMETIMES,
    label=Words("Sender: country", "المرسل: الدولة"),
    help=_GROUP,
    example="",
    aliases=("Sender country", "Origin country", "دولة المرسل"),
)
SENDER_STATE = Field(
    part=Part.SENDER,
    key="senderState",
    kind=Kind.TEXT,
    label=Words("Sender: state or region", "المرسل: المنطقة"),
    help=_GROUP,
    example="",
    aliases=("Sender state",),
)
SENDER_CITY = Field(
    part=Part.SENDER,
    key="senderCity",
    kind=Kind.TEXT,
    need=Need.SOMETIMES,
    label=Words("Sender: city", "المرسل: المدينة"),
    help=_GROUP,
    example="",
    aliases=("Sender city", "Origin city", "Shipper city", "مدينة المرسل"),
)
SENDER_DISTRICT = Field(
    part=Part.SENDER,
    key="senderDistrict",
    kind=Kind.TEXT,
    label=Words("Sender: district", "المرسل: الحي"),
    help=_GROUP,
    example="",
    aliases=("Sender district",),
)
SENDER_STREET = Field(
    part=Part.SENDER,
    key="senderStreet",
    kind=Kind.TEXT,
    label=Words("Sender: street", "المرسل: الشارع"),
    help=_GROUP,
    example="",
    aliases=("Sender street",),
)
SENDER_BUILDING_NO = Field(
    part=Part.SENDER,
    key="senderBuildingNo",
    kind=Kind.CODE,
    longest=20,
    label=Words("Sender: building number", "المرسل: رقم المبنى"),
    help=_GROUP,
    example="",
    aliases=("Sender building",),
)
SENDER_SECONDARY_ADDRESS_NUMBER = Field(
    part=Part.SENDER,
    key="senderSecondaryAddressNumber",
    kind=Kind.CODE,
    longest=20,
    label=Words("Sender: secondary number", "المرسل: الرقم الإضافي"),
    help=_GROUP,
    example="",
    aliases=("Sender additional number",),
)
SENDER_POSTCODE = Field(
    part=Part.SENDER,
    key="senderPostcode",
    kind=Kind.CODE,
    longest=20,
    label=Words("Sender: postcode", "المرسل: الرمز البريدي"),
    help=_GROUP,
    example="",
    aliases=("Sender postcode", "Sender zip"),
)
SENDER_SHORT_ADDRESS_CODE = Field(
    part=Part.SENDER,
    key="senderShortAddressCode",
    kind=Kind.CODE,
    pattern=SHORT_ADDRESS_PATTERN,
    longest=8,
    label=Words("Sender: short national address", "المرسل: العنوان الوطني المختصر"),
    help=_GROUP,
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
    help=_GROUP,
    example="",
    aliases=("Sender address", "Shipper address", "عنوان المرسل"),
)
SENDER_LAT = Field(
    part=Part.SENDER,
    key="lat",
    kind=Kind.NUMBER,
    least=Decimal(-90),
    most=Decimal(90),
    label=Words("Sender: latitude", "المرسل: خط العرض"),
    help=_GROUP,
    example="",
    aliases=("Sender latitude",),
)
SENDER_LON = Field(
    part=Part.SENDER,
    key="lon",
    kind=Kind.NUMBER,
    least=Decimal(-180),
    most=Decimal(180),
    label=Words("Sender: longitude", "المرسل: خط الطول"),
    help=_GROUP,
    example="",
    aliases=("Sender longitude",),
)

SENDER_FIELDS = (
    SENDER_FULL_NAME, SENDER_MOBILE, SENDER_EMAIL, SENDER_COUNTRY, SENDER_CITY, SENDER_DISTRICT,
    SENDER_ADDRESS_LINE, SENDER_STATE, SENDER_STREET, SENDER_BUILDING_NO,
    SENDER_SECONDARY_ADDRESS_NUMBER, SENDER_POSTCODE, SENDER_SHORT_ADDRESS_CODE, SENDER_LAT,
    SENDER_LON, SENDER_ADDRESS_NAME, SENDER_ID,
)  # fmt: skip
