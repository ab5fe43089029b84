"""The fields of the customer who receives the order."""

from decimal import Decimal

from importer.catalog.field import Field, Kind, Need, Part
from importer.i18n import _

SHORT_ADDRESS_PATTERN = r"[A-Z]{4}[0-9]{4}"

CUSTOMER_NAME = Field(
    part=Part.CUSTOMER,
    key="name",
    kind=Kind.TEXT,
    need=Need.ALWAYS,
    label=_("Customer name"),
    help=_("The full name of the person who receives the order."),
    example="نورة القحطاني",
    aliases=(
        "Name", "Full name", "Customer", "Recipient", "Recipient name", "Receiver name",
        "Consignee Name", "Shipping Name", "Ship to name", "العميل", "الاسم", "الاسم الكامل",
        "اسم المستلم", "المستلم", "Alıcı", "Alıcı Adı", "Müşteri", "Müşteri Adı", "Ad Soyad",
        "Isim Soyisim", "Teslimat Adı", "اسم الزبون", "الزبون", "Sevk - Müşteri",
    ),
)  # fmt: skip
MOBILE = Field(
    part=Part.CUSTOMER,
    key="mobile",
    kind=Kind.PHONE,
    need=Need.ALWAYS,
    label=_("Mobile"),
    help=_("The customer's mobile number, with or without country code."),
    example="0551234567",
    aliases=(
        "Phone", "Phone number", "Mobile number", "Mobile no", "Telephone", "Customer phone",
        "Recipient phone", "Receiver phone", "Consignee Mobile", "Shipping Phone", "Ship to phone",
        "الجوال", "جوال العميل", "رقم جوال العميل", "الهاتف", "رقم الهاتف", "هاتف العميل",
        "جوال المستلم", "Telefon", "Cep Telefonu", "Telefon No", "Müşteri Telefon",
        "Cep Telefonu Numarası", "هاتف", "جوال", "الموبايل", "موبايل", "رقم الموبايل",
        "رقم التواصل", "Contact number", "Telefon Numarası", "Müşteri Telefon No", "Sevk - Telefon",
        "Cep No",
    ),
)  # fmt: skip
EMAIL = Field(
    part=Part.CUSTOMER,
    key="email",
    kind=Kind.EMAIL,
    label=_("E-mail"),
    help=_("The customer's e-mail address."),
    example="noura@example.com",
    aliases=(
        "Mail", "Email address", "Consignee Email", "بريد العميل", "البريد", "الإيميل", "E-Posta",
        "Mail Adresi", "Alıcı Mail Adresi", "Contact email", "ايميل",
    ),
)  # fmt: skip
ADDRESS = Field(
    part=Part.CUSTOMER,
    key="address",
    kind=Kind.TEXT,
    need=Need.SOMETIMES,
    longest=1000,
    label=_("Address"),
    help=_("Street and building. May be empty in Saudi Arabia when the short address is given."),
    example="شارع العليا، مبنى 12",
    aliases=(
        "Shipping address", "Delivery address", "Detailed address", "Address line 1", "Address 1",
        "Consignee Address", "Receiver address", "Recipient address", "عنوان العميل", "عنوان الشحن",
        "عنوان التوصيل", "العنوان التفصيلي", "Adres", "Teslimat Adresi", "Alıcı Adresi",
        "Müşteri Adresi", "Detail address", "العنوان بالتفصيل", "Sevk - Adres",
    ),
)  # fmt: skip
DISTRICT = Field(
    part=Part.CUSTOMER,
    key="district",
    kind=Kind.TEXT,
    label=_("District"),
    help=_("The district or neighbourhood."),
    example="العليا",
    aliases=(
        "Neighbourhood", "Neighborhood", "Area", "حي العميل", "المنطقة السكنية", "İlçe", "Semt",
        "Müşteri İlçe", "Teslimat İlçesi", "Sevk - İlçe", "اسم الحي",
    ),
)  # fmt: skip
CITY = Field(
    part=Part.CUSTOMER,
    key="city",
    kind=Kind.TEXT,
    need=Need.SOMETIMES,
    label=_("City"),
    help=_("The city's name. May be empty in Saudi Arabia when the short address is given."),
    example="Riyadh",
    aliases=(
        "Town", "Shipping city", "Destination city", "Receiver city", "Recipient city",
        "مدينة الشحن", "مدينة العميل", "مدينة المستلم", "İl", "Şehir", "Müşteri Şehir",
        "مدينة التوصيل", "Teslimat İli", "Sevk - İl",
    ),
)  # fmt: skip
STATE = Field(
    part=Part.CUSTOMER,
    key="state",
    kind=Kind.TEXT,
    label=_("State or region"),
    help=_("The state, province or region."),
    example="منطقة الرياض",
    aliases=("State", "Region", "Province", "Governorate", "المحافظة", "الإمارة", "Bölge"),
)
COUNTRY = Field(
    part=Part.CUSTOMER,
    key="country",
    kind=Kind.COUNTRY,
    need=Need.ALWAYS,
    label=_("Country"),
    help=_("The country by name or by its two letters: SA, AE, KW, EG, TR ..."),
    example="SA",
    aliases=(
        "Country code", "Shipping country", "Destination country", "البلد", "دولة العميل",
        "رمز الدولة", "Ülke", "دولة الشحن", "Sevk - Ülke",
    ),
)  # fmt: skip
POSTCODE = Field(
    part=Part.CUSTOMER,
    key="postcode",
    kind=Kind.CODE,
    longest=20,
    label=_("Postcode"),
    help=_("The postcode; needed for shipments abroad."),
    example="12211",
    aliases=(
        "Postal code", "Zip", "Zip code", "ZIP/postal code", "Shipping Zip", "Pincode",
        "الرقم البريدي", "Posta Kodu", "Sevk - Posta Kodu",
    ),
)  # fmt: skip
STREET = Field(
    part=Part.CUSTOMER,
    key="street",
    kind=Kind.TEXT,
    label=_("Street"),
    help=_("The street of the national address."),
    example="شارع العليا",
    aliases=("Street name", "اسم الشارع", "Sokak", "Cadde"),
)
BUILDING_NO = Field(
    part=Part.CUSTOMER,
    key="buildingNo",
    kind=Kind.CODE,
    longest=20,
    label=_("Building number"),
    help=_("The building of the national address."),
    example="7412",
    aliases=("Building", "Building no", "المبنى", "Bina No"),
)
SECONDARY_ADDRESS_NUMBER = Field(
    part=Part.CUSTOMER,
    key="secondaryAddressNumber",
    kind=Kind.CODE,
    longest=20,
    label=_("Secondary number"),
    help=_("The secondary number of the national address."),
    example="3391",
    aliases=("Additional number", "Secondary address number", "الرقم الفرعي"),
)
SHORT_ADDRESS_CODE = Field(
    part=Part.CUSTOMER,
    key="shortAddressCode",
    kind=Kind.CODE,
    pattern=SHORT_ADDRESS_PATTERN,
    longest=8,
    label=_("Short national address"),
    help=_("Four letters and four digits, such as DMAJ8089."),
    example="RRRD2929",
    aliases=("Short address", "Short address code", "العنوان المختصر", "العنوان الوطني"),
)
LAT = Field(
    part=Part.CUSTOMER,
    key="lat",
    kind=Kind.NUMBER,
    least=Decimal(-90),
    most=Decimal(90),
    label=_("Latitude"),
    help=_("Between -90 and 90."),
    example="24.7136",
    aliases=("Customer latitude", "Enlem"),
)
LON = Field(
    part=Part.CUSTOMER,
    key="lon",
    kind=Kind.NUMBER,
    least=Decimal(-180),
    most=Decimal(180),
    label=_("Longitude"),
    help=_("Between -180 and 180."),
    example="46.6753",
    aliases=("Customer longitude", "Lng", "Boylam"),
)
REF_ID = Field(
    part=Part.CUSTOMER,
    key="refID",
    kind=Kind.CODE,
    label=_("Customer number"),
    help=_("The customer's number in your shop."),
    example="C-881",
    aliases=("Customer ID", "Customer ref", "معرف العميل", "Müşteri No"),
)
W3W_ADDRESS = Field(
    part=Part.CUSTOMER,
    key="W3WAddress",
    kind=Kind.TEXT,
    pattern=r"(///)?[^\W\d_]+(\.[^\W\d_]+){2}",
    label=_("what3words address"),
    help=_("Three words with dots between them."),
    example="filled.count.soap",
    aliases=("what3words", "W3W"),
)
CONSIGNEE_ID = Field(
    part=Part.CUSTOMER,
    key="consigneeId",
    kind=Kind.CODE,
    label=_("Receiver's id number"),
    help=_("Some countries ask for it, such as Oman."),
    example="",
    aliases=("Consignee ID", "ID number", "National ID", "رقم الهوية", "Kimlik No"),
)
FRONT_SIDE_ID_CARD = Field(
    part=Part.CUSTOMER,
    key="frontSideIDCard",
    kind=Kind.URL,
    longest=2000,
    label=_("ID card, front (link)"),
    help=_("A link to the picture (Kuwait, Oman, Qatar)."),
    example="",
    aliases=("ID card front",),
)
BACK_SIDE_ID_CARD = Field(
    part=Part.CUSTOMER,
    key="backSideIDCard",
    kind=Kind.URL,
    longest=2000,
    label=_("ID card, back (link)"),
    help=_("A link to the picture (Kuwait, Oman, Qatar)."),
    example="",
    aliases=("ID card back",),
)

CUSTOMER_FIELDS = (
    CUSTOMER_NAME, MOBILE, EMAIL, COUNTRY, CITY, DISTRICT, ADDRESS, STATE, POSTCODE, STREET,
    BUILDING_NO, SECONDARY_ADDRESS_NUMBER, SHORT_ADDRESS_CODE, LAT, LON, REF_ID, W3W_ADDRESS,
    CONSIGNEE_ID, FRONT_SIDE_ID_CARD, BACK_SIDE_ID_CARD,
)  # fmt: skip
