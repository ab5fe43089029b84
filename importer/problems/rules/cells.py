"""The codes of problems of a cell by itself, by what the catalogue says of its field."""

from importer.i18n import Words
from importer.problems.problem import Code, Severity

REQUIRED_MISSING = Code(
    "required_missing",
    Severity.PROBLEM,
    Words("“{header}” is empty, and every order needs it.", "«{header}» فارغ، وهو لازم لكل طلب."),
    Words("Fill it in, such as: {example}", "املأ الخانة، مثلاً: {example}"),
)
ADDRESS_MISSING = Code(
    "address_missing",
    Severity.PROBLEM,
    Words(
        "“{header}” is empty, and so is “{other}”: the courier needs one of them.",
        "«{header}» فارغ و«{other}» فارغ أيضاً، ويحتاج المندوب إلى أحدهما.",
    ),
    Words(
        "Fill it in, such as: {example}. Or write the short national address (such as {short}): "
        "it stands in for city and address.",
        "املأ الخانة، مثلاً: {example}. أو اكتب العنوان الوطني المختصر (مثل {short}) فهو يغني عن "
        "المدينة والعنوان.",
    ),
)
TEXT_TOO_LONG = Code(
    "text_too_long",
    Severity.PROBLEM,
    Words(
        "“{header}” has {length} characters; at most {longest} are possible.",
        "طول «{header}» هو {length} حرفاً؛ والحد الأقصى {longest}.",
    ),
    Words("Shorten the text.", "اختصر النص."),
)
NOT_ALLOWED = Code(
    "not_allowed",
    Severity.PROBLEM,
    Words(
        "“{value}” is not a value that “{header}” can have.",
        "القيمة «{value}» غير مقبولة في «{header}».",
    ),
    Words("Write one of these: {choice}", "اكتب إحدى هذه القيم: {choice}"),
)
NUMBER_TOO_SMALL = Code(
    "number_too_small",
    Severity.PROBLEM,
    Words(
        "“{header}” is {value}; it cannot be less than {limit}.",
        "قيمة «{header}» هي {value}؛ ولا يمكن أن تقل عن {limit}.",
    ),
    Words("Correct the number.", "صحّح الرقم."),
)
NUMBER_NOT_ABOVE = Code(
    "number_not_above",
    Severity.PROBLEM,
    Words(
        "“{header}” is {value}; it must be more than {limit}.",
        "قيمة «{header}» هي {value}؛ ويجب أن تكون أكبر من {limit}.",
    ),
    Words(
        "Correct the number, or leave the cell empty if it does not apply.",
        "صحّح الرقم، أو اترك الخانة فارغة إن لم تكن لازمة.",
    ),
)
NUMBER_TOO_LARGE = Code(
    "number_too_large",
    Severity.PROBLEM,
    Words(
        "“{header}” is {value}; it cannot be more than {limit}.",
        "قيمة «{header}» هي {value}؛ ولا يمكن أن تزيد على {limit}.",
    ),
    Words(
        "Correct the number; perhaps another column's value slipped in.",
        "صحّح الرقم؛ ربما دخلت قيمة عمود آخر هنا.",
    ),
)
COUNTRY_WRONG = Code(
    "country_wrong",
    Severity.PROBLEM,
    Words("“{value}” is not a country.", "«{value}» ليست دولة معروفة."),
    Words(
        "Write the country's name or its two letters, such as SA, AE, KW or EG.",
        "اكتب اسم الدولة أو رمزها من حرفين، مثل SA أو AE أو KW أو EG.",
    ),
)
CURRENCY_WRONG = Code(
    "currency_wrong",
    Severity.PROBLEM,
    Words("“{value}” is not a currency.", "«{value}» ليست عملة معروفة."),
    Words(
        "Write the currency's three letters, such as SAR, AED or KWD.",
        "اكتب رمز العملة من ثلاثة أحرف، مثل SAR أو AED أو KWD.",
    ),
)
EMAIL_WRONG = Code(
    "email_wrong",
    Severity.PROBLEM,
    Words("“{value}” is not an e-mail address.", "«{value}» ليس بريداً إلكترونياً صحيحاً."),
    Words(
        "Correct it (such as noura@example.com), or leave the cell empty.",
        "صحّحه (مثل noura@example.com) أو اترك الخانة فارغة.",
    ),
)
URL_WRONG = Code(
    "url_wrong",
    Severity.PROBLEM,
    Words("“{value}” is not a link.", "«{value}» ليس رابطاً صحيحاً."),
    Words(
        "Copy the whole link, beginning with https://, or leave the cell empty.",
        "انسخ الرابط كاملاً مبتدئاً بـ https:// أو اترك الخانة فارغة.",
    ),
)
PHONE_WRONG = Code(
    "phone_wrong",
    Severity.PROBLEM,
    Words("“{value}” cannot be a phone number.", "«{value}» لا يمكن أن يكون رقم جوال."),
    Words(
        "Write it with its country code, such as 966551234567.",
        "اكتبه مع مفتاح الدولة، مثل 966551234567.",
    ),
)
WHAT3WORDS_WRONG = Code(
    "what3words_wrong",
    Severity.PROBLEM,
    Words("“{value}” is not a what3words address.", "«{value}» ليس عنوان what3words صحيحاً."),
    Words(
        "Write three words with dots between them, such as filled.count.soap, or leave it empty.",
        "اكتب ثلاث كلمات بينها نقاط، مثل filled.count.soap، أو اترك الخانة فارغة.",
    ),
)
SHORT_ADDRESS_WRONG = Code(
    "short_address_wrong",
    Severity.PROBLEM,
    Words("“{value}” is not a short national address.", "«{value}» ليس عنواناً وطنياً مختصراً صحيحاً."),
    Words(
        "Write four letters and four digits, such as DMAJ8089, or leave it empty.",
        "اكتب أربعة أحرف وأربعة أرقام، مثل DMAJ8089، أو اترك الخانة فارغة.",
    ),
)

CELL_CODES = (
    REQUIRED_MISSING,
    ADDRESS_MISSING,
    TEXT_TOO_LONG,
    NOT_ALLOWED,
    NUMBER_TOO_SMALL,
    NUMBER_NOT_ABOVE,
    NUMBER_TOO_LARGE,
    COUNTRY_WRONG,
    CURRENCY_WRONG,
    EMAIL_WRONG,
    URL_WRONG,
    PHONE_WRONG,
    WHAT3WORDS_WRONG,
    SHORT_ADDRESS_WRONG,
)
