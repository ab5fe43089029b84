"""The codes of problems of an order against what the OTO account knows."""

from importer.i18n import Words
from importer.problems.problem import Code, Severity

ACCOUNT_NOT_ASKED = Code(
    "account_not_asked",
    Severity.NOTE,
    Words(
        "Cities, pickup locations, delivery options and brands were not checked, because your OTO "
        "account could not be asked: {reason_en}.",
        "لم تُفحص المدن ومواقع الاستلام وخيارات التوصيل والعلامات التجارية لأنه تعذّر سؤال حسابك في "
        "OTO: ‏{reason_ar}.",
    ),
    Words(
        "You may go on: OTO itself refuses what it does not know. Or try again later.",
        "يمكنك المتابعة: OTO نفسها ترفض ما لا تعرفه. أو حاول لاحقاً.",
    ),
)
ACCOUNT_LEFT_OUT = Code(
    "account_left_out",
    Severity.NOTE,
    Words(
        "Cities, pickup locations, delivery options and brands were not checked: your OTO account "
        "was not asked.",
        "لم تُفحص المدن ومواقع الاستلام وخيارات التوصيل والعلامات التجارية: لم يُسأل حسابك في OTO.",
    ),
    Words(
        "To have them checked, check again with your refresh token and without --offline.",
        "لفحصها أعد الفحص برمز الربط ومن دون ‎--offline.",
    ),
)
LIST_NOT_KNOWN = Code(
    "list_not_known",
    Severity.NOTE,
    Words(
        "“{header}” was not checked: OTO gave no list of {what_en}.",
        "لم يُفحص «{header}»: لم تقدّم OTO قائمة {what_ar}.",
    ),
    Words(
        "You may go on: OTO itself refuses what it does not know.",
        "يمكنك المتابعة: OTO نفسها ترفض ما لا تعرفه.",
    ),
)
_CHOOSE = Words("Write one of these: {known}", "اكتب أحد هذه: {known}")
PICKUP_UNKNOWN = Code(
    "pickup_unknown",
    Severity.PROBLEM,
    Words(
        "Your OTO account has no active location with the code “{value}”.",
        "لا يوجد في حسابك في OTO موقع فعّال رمزه «{value}».",
    ),
    _CHOOSE,
)
DELIVERY_OPTION_UNKNOWN = Code(
    "delivery_option_unknown",
    Severity.PROBLEM,
    Words(
        "Your OTO account has no delivery option number {value}.",
        "لا يوجد في حسابك في OTO خيار توصيل رقمه {value}.",
    ),
    _CHOOSE,
)
BRAND_UNKNOWN = Code(
    "brand_unknown",
    Severity.PROBLEM,
    Words(
        "Your OTO account has no brand number {value}.",
        "لا توجد في حسابك في OTO علامة تجارية رقمها {value}.",
    ),
    _CHOOSE,
)
CITY_SPELLED = Code(
    "city_spelled",
    Severity.WARNING,
    Words(
        "City “{value}” is sent as OTO writes it: {city} (orders: {orders}).",
        "تُرسل المدينة «{value}» كما تكتبها OTO: ‏{city} (عدد الطلبات {orders}).",
    ),
    Words(
        "If that is right, there is nothing to do. If another city is meant, run again with "
        '--map-city "{value}=City" and the right name in place of City.',
        "إذا كان ذلك صحيحاً فلا يلزم شيء. وإذا كانت مدينة أخرى فشغّل مرة أخرى مع ‎--map-city "
        '"{value}=City"‎ واكتب الاسم الصحيح مكان City.',
    ),
)
CITY_CHOSEN = Code(
    "city_chosen",
    Severity.NOTE,
    Words(
        "City “{value}” is sent as {city}, as you chose (orders: {orders}).",
        "تُرسل المدينة «{value}» باسم {city} كما اخترت (عدد الطلبات {orders}).",
    ),
    Words(
        'To choose another one: --map-city "{value}=City".',
        'لاختيار مدينة أخرى: ‎--map-city "{value}=City"‎.',
    ),
)
CITY_NOT_LISTED = Code(
    "city_not_listed",
    Severity.WARNING,
    Words(
        "City “{value}” is sent as {city}, as you chose, but OTO's list does not have it (orders: "
        "{orders}).",
        "تُرسل المدينة «{value}» باسم {city} كما اخترت، لكنها ليست في قائمة OTO (عدد الطلبات "
        "{orders}).",
    ),
    Words(
        'OTO may refuse it. To choose another one: --map-city "{value}=City".',
        'قد ترفضها OTO. لاختيار مدينة أخرى: ‎--map-city "{value}=City"‎.',
    ),
)
CITY_MATCHED = Code(
    "city_matched",
    Severity.WARNING,
    Words(
        "OTO's list has no city “{value}”; it was taken for {city} and is sent so.",
        "لا توجد في قائمة OTO مدينة باسم «{value}»؛ واعتُبرت {city} وتُرسل كذلك.",
    ),
    Words(
        'If another city is meant, correct the cell, or run again with --map-city "{value}=City" '
        "and the right name in place of City.",
        'إذا كانت مدينة أخرى فصحّح الخانة، أو شغّل مرة أخرى مع ‎--map-city "{value}=City"‎ واكتب الاسم '
        "الصحيح مكان City.",
    ),
)
CITY_DOUBTFUL = Code(
    "city_doubtful",
    Severity.PROBLEM,
    Words(
        "Unknown city “{value}”: did you mean {suggestions}?",
        "مدينة غير معروفة «{value}»: هل تقصد {suggestions}؟",
    ),
    Words(
        "Write the city as OTO does, or run again with "
        '--map-city "{value}={first}", which settles it for all orders and is remembered '
        '("{value}={value}" sends it as it stands).',
        'اكتب المدينة كما في OTO، أو شغّل مرة أخرى مع ‎--map-city "{value}={first}"‎ فتُحسم لكل '
        'الطلبات ويُحفظ اختيارك (و"{value}={value}" ترسلها كما هي).',
    ),
)
CITY_UNKNOWN = Code(
    "city_unknown",
    Severity.PROBLEM,
    Words(
        "OTO's list of {country} has no city like “{value}”.",
        "لا توجد في قائمة OTO لدولة {country} مدينة مثل «{value}».",
    ),
    Words(
        "Check the city and the country. If both are right, run again with "
        '--map-city "{value}={value}": it sends the city as it stands.',
        'تحقق من المدينة والدولة. وإذا كانتا صحيحتين فشغّل مرة أخرى مع ‎--map-city "{value}={value}"‎ '
        "لتُرسل المدينة كما هي.",
    ),
)

CODES = (
    ACCOUNT_NOT_ASKED, ACCOUNT_LEFT_OUT, LIST_NOT_KNOWN, PICKUP_UNKNOWN, DELIVERY_OPTION_UNKNOWN,
    BRAND_UNKNOWN, CITY_SPELLED, CITY_CHOSEN, CITY_NOT_LISTED, CITY_MATCHED, CITY_DOUBTFUL,
    CITY_UNKNOWN,
)  # fmt: skip
