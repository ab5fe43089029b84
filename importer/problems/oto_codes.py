"""The codes of problems of an order that OTO refused, by OTO's own code.

Source of the codes and their meanings: OTO's published error list. OTO's own message, which may
say more, is the fact `text`.
"""

from importer.i18n import Words
from importer.problems.problem import Code, Problem, Severity, problem

_SAID = Words("OTO refused the order: {meaning}", "رفض OTO الطلب: {meaning}")
_THEN = Words(
    "Then run the report: only what is left is sent.",
    "ثم شغّل التقرير: لن يُرسل إلا ما بقي.",
)
_LATER = Words(
    "Run the report again later; if it stays so, show this line to OTO's support.",
    "شغّل التقرير لاحقاً، وإن تكرر الأمر فأرِ دعم OTO هذا السطر.",
)
_SUPPORT = Words("Show this line to OTO's support.", "أرِ دعم OTO هذا السطر.")


def _code(number: str, meaning: Words, cure: Words) -> Code:
    message = Words(
        _SAID.en.replace("{meaning}", f"{meaning.en} (OTO says: {{text}})"),
        _SAID.ar.replace("{meaning}", f"{meaning.ar} (نص OTO: {{text}})"),
    )
    return Code(f"OTO{number}", Severity.PROBLEM, message, cure)


def _mend(number: str, meaning: Words, cure: Words) -> Code:
    """A code whose cure is in the file."""
    then = Words(f"{cure.en} {_THEN.en}", f"{cure.ar} {_THEN.ar}")
    return _code(number, meaning, then)


CODES: tuple[Code, ...] = (
    _mend(
        "1001",
        Words("its order number is missing or not valid.", "رقم الطلب ناقص أو غير صالح."),
        Words("Give the order a number of letters and digits.", "أعط الطلب رقماً من حروف وأرقام."),
    ),
    _code(
        "1002",
        Words("it does not know the order number.", "لا يعرف رقم الطلب."),
        _LATER,
    ),
    _mend(
        "1004",
        Words(
            "no delivery company is set up for this order.",
            "لا توجد شركة توصيل معدّة لهذا الطلب.",
        ),
        Words(
            "Activate a delivery company in OTO's dashboard, or leave the delivery option empty.",
            "فعّل شركة توصيل في لوحة OTO أو اترك خيار التوصيل فارغاً.",
        ),
    ),
    _mend(
        "1006",
        Words("the account's credit is not enough.", "رصيد الحساب لا يكفي."),
        Words("Top up the credit in OTO's dashboard.", "اشحن الرصيد في لوحة OTO."),
    ),
    _code("1009", Words("something went wrong there.", "حدث خطأ عنده."), _LATER),
    _mend(
        "1010",
        Words("details are missing.", "تنقصه تفاصيل."),
        Words("Fill in what OTO names.", "املأ ما يذكره OTO."),
    ),
    _code(
        "1011",
        Words("its shipment already exists.", "شحنته موجودة من قبل."),
        Words(
            "Look at the order in OTO's dashboard before sending it again.",
            "راجع الطلب في لوحة OTO قبل إرساله مرة أخرى.",
        ),
    ),
    _code("1015", Words("its database had an error.", "حدث خطأ في قاعدة بياناته."), _LATER),
    _mend(
        "1016",
        Words(
            "the sender's details are missing or not valid.",
            "بيانات المرسل ناقصة أو غير صالحة.",
        ),
        Words(
            "Complete the sender's columns, or use a pickup location code instead.",
            "أكمل أعمدة المرسل أو استخدم رمز موقع الاستلام بدلاً منها.",
        ),
    ),
    _mend(
        "1021",
        Words(
            "the recipient's address is missing or not valid.",
            "عنوان المستلم ناقص أو غير صالح.",
        ),
        Words("Write the full address.", "اكتب العنوان كاملاً."),
    ),
    _mend(
        "1022",
        Words(
            "the recipient's city is missing or not known.", "مدينة المستلم ناقصة أو غير معروفة."
        ),
        Words(
            "Write the city as OTO's dashboard spells it.",
            "اكتب المدينة كما تكتبها لوحة OTO.",
        ),
    ),
    _mend(
        "1024",
        Words(
            "the recipient's country is missing or not valid.",
            "دولة المستلم ناقصة أو غير صالحة.",
        ),
        Words("Write the country's two letters, such as SA.", "اكتب حرفَي الدولة مثل SA."),
    ),
    _mend(
        "1029",
        Words("the recipient's name is missing or not valid.", "اسم المستلم ناقص أو غير صالح."),
        Words("Write the recipient's full name.", "اكتب اسم المستلم كاملاً."),
    ),
    _mend(
        "1030",
        Words("the recipient's phone is missing or not valid.", "هاتف المستلم ناقص أو غير صالح."),
        Words(
            "Write the mobile number with its country code, such as 966546607389.",
            "اكتب رقم الجوال مع رمز الدولة مثل 966546607389.",
        ),
    ),
    _mend(
        "1049",
        Words("the weight is missing or not valid.", "الوزن ناقص أو غير صالح."),
        Words("Write the weight in kilograms, above 0.", "اكتب الوزن بالكيلوغرام، أكبر من 0."),
    ),
    _code(
        "1063",
        Words("the order number already exists.", "رقم الطلب موجود من قبل."),
        Words(
            "Look for the number in OTO's dashboard; give a new order another number.",
            "ابحث عن الرقم في لوحة OTO، وأعط الطلب الجديد رقماً آخر.",
        ),
    ),
    _code(
        "1067",
        Words("the order's status does not allow a change.", "حالة الطلب لا تسمح بالتعديل."),
        Words("Look at the order in OTO's dashboard.", "راجع الطلب في لوحة OTO."),
    ),
    _mend(
        "1070",
        Words(
            "the pickup location is missing, not known or not the only one of its name.",
            "موقع الاستلام ناقص أو غير معروف أو يتكرر اسمه.",
        ),
        Words(
            "Write the pickup location's code from OTO's dashboard, or leave it empty.",
            "اكتب رمز موقع الاستلام من لوحة OTO أو اتركه فارغاً.",
        ),
    ),
    _mend(
        "1071",
        Words(
            "the pickup locations of a split order's items are not valid.",
            "مواقع الاستلام لأصناف الطلب المجزأ غير صالحة.",
        ),
        Words("Mend the items' pickup locations.", "أصلح مواقع الاستلام للأصناف."),
    ),
    _mend(
        "1072",
        Words(
            "the order number was used by another part of a split order.",
            "استُخدم رقم الطلب لجزء آخر من طلب مجزأ.",
        ),
        Words("Give the order another number.", "أعط الطلب رقماً آخر."),
    ),
    _mend(
        "1073",
        Words("the box name is missing or not valid.", "اسم الصندوق ناقص أو غير صالح."),
        Words("Write a box name that OTO knows.", "اكتب اسم صندوق يعرفه OTO."),
    ),
    _mend(
        "1074",
        Words("its items are not valid.", "أصنافه غير صالحة."),
        Words(
            "Look at the names, SKUs and quantities of its items.",
            "راجع أسماء الأصناف ورموزها وكمياتها.",
        ),
    ),
    _code("1075", Words("it could not read the order.", "لم يستطع قراءة الطلب."), _SUPPORT),
    _code(
        "1080",
        Words("the account may not use this service.", "لا يحق للحساب استخدام هذه الخدمة."),
        Words(
            "Ask OTO's support to open the API for the account.",
            "اطلب من دعم OTO فتح الربط البرمجي للحساب.",
        ),
    ),
    _code("1081", Words("a system error occurred there.", "حدث خطأ في نظامه."), _LATER),
    _code(
        "1083",
        Words("it misses the refresh token.", "ينقصه رمز الربط."),
        Words(
            "Copy the refresh token again from OTO's dashboard.",
            "انسخ رمز الربط من لوحة OTO من جديد.",
        ),
    ),
    _code(
        "1084",
        Words("it wants a login.", "يطلب تسجيل الدخول."),
        Words(
            "Copy the refresh token again from OTO's dashboard.",
            "انسخ رمز الربط من لوحة OTO من جديد.",
        ),
    ),
    _code(
        "1088",
        Words("this token may not create orders.", "لا يسمح رمز الربط هذا بإنشاء الطلبات."),
        Words(
            "Use a token of a user who may create orders.",
            "استخدم رمز ربط لمستخدم يحق له إنشاء الطلبات.",
        ),
    ),
    _mend(
        "1100",
        Words("the brand is missing or not known.", "العلامة التجارية ناقصة أو غير معروفة."),
        Words(
            "Write the brand's id from OTO's dashboard, or leave it empty.",
            "اكتب رقم العلامة التجارية من لوحة OTO أو اتركه فارغاً.",
        ),
    ),
    _code(
        "1103",
        Words("the order's status does not suit this.", "حالة الطلب لا تناسب ذلك."),
        Words("Look at the order in OTO's dashboard.", "راجع الطلب في لوحة OTO."),
    ),
    _mend(
        "1107",
        Words("its dates are missing or not valid.", "تواريخه ناقصة أو غير صالحة."),
        Words("Look at the dates of the order.", "راجع تواريخ الطلب."),
    ),
    _mend(
        "1176",
        Words("a phone number is not valid.", "أحد أرقام الهاتف غير صالح."),
        Words(
            "Write the mobile number with its country code, such as 966546607389.",
            "اكتب رقم الجوال مع رمز الدولة مثل 966546607389.",
        ),
    ),
)
OTO_REFUSED = Code(
    "oto_refused",
    Severity.PROBLEM,
    Words("OTO refused the order ({oto_code}): {text}", "رفض OTO الطلب ({oto_code}): {text}"),
    Words(
        "Mend what OTO names; if it is not clear, show this line to OTO's support.",
        "أصلح ما يذكره OTO، وإن لم يكن واضحاً فأرِ دعم OTO هذا السطر.",
    ),
)
_BY_NAME = {code.name: code for code in CODES}
CODES = (*CODES, OTO_REFUSED)


def is_known(code: str) -> bool:
    """Whether OTO's error list has the code."""
    return code in _BY_NAME


def refusal(code: str, text: str, row: int | None) -> Problem:
    """The problem of an order that OTO refused with `code` and the message `text`."""
    return problem(_BY_NAME.get(code, OTO_REFUSED), row, oto_code=code, text=text)


def code_told(found: Problem) -> str:
    """The code that people are told: of a refusal that the table does not know, OTO's own."""
    facts = dict(found.facts)
    return facts["oto_code"] if found.code == OTO_REFUSED.name else found.code
