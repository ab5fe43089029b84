"""A week of orders of the invented shop, for the example files."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from importer import catalog
from importer.catalog import Field
from templates.example_shop.shop import Buyer, Sale


def _sale(
    number: str,
    at: str,
    buyer: tuple[str, str, str, str, str],
    *lines: tuple[str, int],
    money: str,
    more: Mapping[Field, str] | None = None,
) -> Sale:
    """`at` is "day hour:minute"; `money` is "cod" or "paid", the shipping fee, the discount."""
    how, shipping, discount = money.split()
    more = more or {}
    if catalog.COUNTRY not in more:  # carriers take no Saudi parcel without a national address
        more = {catalog.SHORT_ADDRESS_CODE: _short_address(number), **more}
    return Sale(
        number=number,
        at=datetime.strptime(f"2026-01-{at}", "%Y-%m-%d %H:%M"),
        buyer=Buyer(*buyer),
        lines=lines,
        paid=how == "paid",
        shipping=Decimal(shipping),
        discount=Decimal(discount),
        more=more,
    )


def _short_address(number: str) -> str:
    """An invented short national address, another one for each order number."""
    letters = "".join("RHJDMKTABN"[int(digit)] for digit in number[-4:])
    return f"{letters}{int(number) * 7 % 10_000:04}"


RIYADH = {catalog.PICKUP_LOCATION_CODE: "RUH-01"}
JEDDAH = {catalog.PICKUP_LOCATION_CODE: "JED-01"}

SALES: tuple[Sale, ...] = (
    _sale(
        "10231", "18 09:12",
        ("نورة بنت سعد القحطاني", "0550001001", "Riyadh", "العليا", "شارع العليا العام، مبنى 7412"),
        ("OUD-012", 1), ("BKH-003", 1),
        money="cod 20 0",
        more={**RIYADH, catalog.SHIPPING_NOTES: "الاتصال قبل الوصول بنصف ساعة"},
    ),
    _sale(
        "10232", "18 10:35",
        ("عبدالرحمن الغامدي", "0530001002", "Jeddah", "الروضة", "شارع الأمير سلطان، عمارة 18"),
        ("PRF-100", 1),
        money="paid 25 0",
        more={**JEDDAH, catalog.EMAIL: "a.ghamdi@example.com"},
    ),
    _sale(
        "10233", "18 13:48",
        ("هند الشهري", "0540001003", "Abha", "المنسك", "طريق الملك فهد، خلف مسجد التقوى"),
        ("ABY-54", 1), ("SHL-001", 2), ("GFT-BOX", 1),
        money="cod 30 0",
    ),
    _sale(
        "10234", "18 17:05",
        ("فهد المطيري", "0560001004", "Buraydah", "الصفراء", "شارع الخبيب، بجوار مخبز الضيعة"),
        ("DTE-SKR", 2),
        money="paid 20 0",
    ),
    _sale(
        "10235", "18 21:30",
        ("ريم العتيبي", "0580001005", "Dammam", "الشاطئ الغربي", "شارع الخليج، برج 4، الدور 9"),
        ("PRF-050", 1), ("MSK-006", 3),
        money="cod 25 28.50",
        more={catalog.COUPON_CODE: "WELCOME10"},
    ),
    _sale(
        "10236", "19 08:20",
        ("محمد حسن الحربي", "+966 59 000 1006", "Madinah", "العوالي", "طريق قربان، فيلا 33"),
        ("DTE-AJW", 3), ("DTE-500", 2), ("00812", 2),
        money="paid 25 0",
        more={**JEDDAH, catalog.PACKAGE_COUNT: "2"},
    ),
    _sale(
        "10237", "19 11:15",
        ("سارة الدوسري", "0500001007", "Al Khubar", "العقربية", "شارع الملك خالد، عمارة الواحة"),
        ("ABY-56", 1),
        money="cod 25 0",
        more={catalog.EMAIL: "sara.d@example.com"},
    ),
    _sale(
        "10238", "19 16:40",
        ("خالد الزهراني", "0550001008", "Al Baha", "الظفير", "طريق الملك عبدالعزيز، مقابل البلدية"),
        ("OUD-025", 1),
        money="paid 0 0",
    ),
    _sale(
        "10239", "19 22:03",
        ("أمل باوزير", "0530001009", "Makkah", "العزيزية", "شارع المسجد الحرام، عمارة 51، شقة 3"),
        ("BKH-010", 2), ("BKH-003", 1), ("MSK-006", 1),
        money="cod 25 0",
        more={
            **JEDDAH,
            catalog.DELIVERY_SLOT_FROM: "4pm",
            catalog.DELIVERY_SLOT_TO: "9pm",
        },
    ),
    _sale(
        "10240", "20 07:55",
        ("ماجد السبيعي", "0540001010", "Riyadh", "", ""),
        ("00812", 4), ("DTE-500", 4),
        money="paid 20 0",
        more={catalog.SHORT_ADDRESS_CODE: "RNAB4521", catalog.CITY: ""},
    ),
    _sale(
        "10241", "20 10:10",
        ("لطيفة العنزي", "0560001011", "Tabuk", "المروج", "شارع الأمير فهد بن سلطان، فيلا 9"),
        ("ABY-54", 2),
        money="cod 30 46.00",
        more={catalog.COUPON_CODE: "TWO-ABAYAS"},
    ),
    _sale(
        "10242", "20 12:26",
        ("يوسف الأنصاري", "0580001012", "Yanbu", "البلد", "شارع الملك عبدالعزيز، مبنى 220"),
        ("PRF-050", 1), ("GFT-BOX", 1),
        money="paid 25 0",
        more={catalog.SHIPPING_NOTES: "هدية: لا تضعوا الفاتورة داخل الطرد"},
    ),
    _sale(
        "10243", "20 19:45",
        ("منيرة الرشيد", "٠٥٩٠٠٠١٠١٣", "Unaizah", "الأشرفية", "طريق الزلفي، بعد الدوار الثاني"),
        ("DTE-SKR", 1), ("00812", 1),
        money="cod 20 0",
    ),
    _sale(
        "10244", "21 09:00",
        ("تركي الشمري", "0500001014", "Hail", "النقرة", "شارع الملك سعود، مبنى 15"),
        ("OUD-012", 2),
        money="cod 0 0",
        more={**RIYADH, catalog.PACKAGE_COUNT: "1"},
    ),
    _sale(
        "10245", "21 11:32",
        ("Maria Santos", "0550001015", "Riyadh", "السفارات", "Abdullah Al Sahmi St, Villa 27"),
        ("PRF-100", 1), ("BKH-010", 1),
        money="paid 20 0",
        more={**RIYADH, catalog.EMAIL: "maria.santos@example.com"},
    ),
    _sale(
        "10246", "21 15:18",
        ("عائشة الجهني", "0530001016", "Jeddah", "أبحر الشمالية", "شارع المرجان، فيلا 6"),
        ("SHL-001", 3),
        money="paid 0 0",
        more={**JEDDAH, catalog.SERVICE_TYPE: "pickupFromStore"},
    ),
    _sale(
        "10247", "21 20:51",
        ("بندر الحازمي", "0540001017", "Jazan", "الشاطئ", "شارع الكورنيش، عمارة 40، شقة 2"),
        ("MSK-006", 2), ("BKH-010", 1),
        money="paid 30 0",
    ),
    _sale(
        "10248", "22 08:44",
        ("فاطمة آل ربح", "0560001018", "Al Qatif", "التركية", "شارع القدس، بجوار الصيدلية"),
        ("ABY-56", 1), ("SHL-001", 1),
        money="cod 25 0",
        more={catalog.SHORT_ADDRESS_CODE: "EQQA3107"},
    ),
    _sale(
        "10249", "22 14:07",
        ("علي بن حسين", "+973 3600 1019", "Manama", "الحورة", "مبنى 210، طريق 1703، مجمع 317"),
        ("PRF-100", 1), ("DTE-AJW", 2),
        money="paid 45 0",
        more={
            catalog.COUNTRY: "BH",
            catalog.POSTCODE: "317",
            catalog.EMAIL: "ali.d@example.com",
            catalog.ITEM_ORIGIN: "SA",
        },
    ),
    _sale(
        "10250", "22 18:29",
        ("نجلاء القرني", "0580001020", "Khamis Mushait", "الموسى", "طريق الملك خالد، عمارة النخيل"),
        ("OUD-025", 1), ("MSK-006", 1),
        money="cod 30 0",
    ),
    _sale(
        "10251", "23 16:02",
        ("سلطان البقمي", "0590001021", "Taif", "شهار", "شارع أبها، مبنى 3120"),
        ("DTE-500", 6),
        money="cod 25 0",
        more={catalog.SHIPPING_NOTES: "التسليم بعد صلاة العصر"},
    ),
    _sale(
        "10252", "23 21:14",
        ("وعد الصيعري", "0500001022", "Najran", "الفيصلية", "شارع الأمير نايف، فيلا 71"),
        ("PRF-050", 2),
        money="paid 0 36.00",
        more={catalog.COUPON_CODE: "WELCOME10"},
    ),
    _sale(
        "10253", "24 09:37",
        ("عبدالله العجمي", "0550001023", "Al Jubail", "الفناتير", "شارع اللؤلؤ، مبنى 88، شقة 14"),
        ("BKH-003", 2), ("BKH-010", 2), ("OUD-012", 1),
        money="cod 25 0",
        more={catalog.PACKAGE_COUNT: "2"},
    ),
    _sale(
        "10254", "24 12:20",
        ("غادة السديري", "0530001024", "Riyadh", "حطين", "شارع الأمير تركي الأول، فيلا 5"),
        ("ABY-54", 1), ("PRF-100", 1), ("GFT-BOX", 2),
        money="paid 0 0",
        more={
            **RIYADH,
            catalog.DELIVERY_SLOT_FROM: "2:30pm",
            catalog.DELIVERY_SLOT_TO: "6pm",
        },
    ),
    _sale(
        "10255", "24 23:08",
        ("صالح اليامي", "0540001025", "Arar", "المحمدية", "طريق الملك فيصل، خلف المستشفى"),
        ("00812", 3), ("DTE-AJW", 1),
        money="cod 30 0",
    ),
)  # fmt: skip
