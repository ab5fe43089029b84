"""The codes of problems of a phone number, an e-mail address or a link in one cell."""

from importer.i18n import Words
from importer.problems.problem import Code, Severity

_P = Severity.PROBLEM

PHONE_UNREADABLE = Code(
    "phone_unreadable",
    _P,
    Words(
        "“{value}” holds more than a phone number, or none.",
        "«{value}» فيها غير رقم الهاتف، أو لا رقم فيها.",
    ),
    Words("Write only the number, such as 0551234567.", "اكتب الرقم وحده، مثل 0551234567."),
)
PHONE_TWO = Code(
    "phone_two",
    _P,
    Words(
        "There are two phone numbers in the cell: {first} and {second}.",
        "في الخلية رقما هاتف: {first} و{second}.",
    ),
    Words(
        "Leave the one that the courier should call; the other can go into the courier's note.",
        "اترك الرقم الذي يتصل به المندوب، ويمكن نقل الآخر إلى ملاحظات المندوب.",
    ),
)
PHONE_EXTENSION = Code(
    "phone_extension",
    _P,
    Words(
        "“{value}” has an extension, which OTO cannot take.",
        "في «{value}» رقم تحويلة، ولا تقبله OTO.",
    ),
    Words(
        "Leave the number alone and write the extension into the courier's note.",
        "اترك الرقم وحده واكتب التحويلة في ملاحظات المندوب.",
    ),
)
PHONE_TOO_SHORT = Code(
    "phone_too_short",
    _P,
    Words(
        "The phone number “{value}” is too short for {country}.",
        "رقم الهاتف «{value}» أقصر من اللازم في {country}.",
    ),
    Words(
        "Write the whole number; one of {country} looks like {example}.",
        "اكتب الرقم كاملاً؛ رقم من {country} يكون مثل {example}.",
    ),
)
PHONE_TOO_LONG = Code(
    "phone_too_long",
    _P,
    Words(
        "The phone number “{value}” is too long for {country}.",
        "رقم الهاتف «{value}» أطول من اللازم في {country}.",
    ),
    Words(
        "Take out what is too much; a number of {country} looks like {example}.",
        "احذف الزائد؛ رقم من {country} يكون مثل {example}.",
    ),
)
PHONE_NOT_IN_USE = Code(
    "phone_not_in_use",
    _P,
    Words(
        "No phone number of {country} begins or looks like “{value}”.",
        "لا يوجد في {country} رقم هاتف يبدأ أو يكون مثل «{value}».",
    ),
    Words(
        "Check the number with the customer; one of {country} looks like {example}."
        " For a number of another country write + and the country code.",
        "تحقق من الرقم مع العميل؛ رقم من {country} يكون مثل {example}."
        " وإن كان من دولة أخرى فاكتب + ومفتاح الدولة.",
    ),
)
PHONE_NO_SUCH_CODE = Code(
    "phone_no_such_code",
    _P,
    Words(
        "“{value}” begins with a country code that no country has.",
        "يبدأ «{value}» بمفتاح دولة لا وجود له.",
    ),
    Words(
        "Write the number with its right country code, such as +966551234567, or without any.",
        "اكتب الرقم مع مفتاح دولته الصحيح، مثل ‎+966551234567‎، أو بلا مفتاح.",
    ),
)
EMAIL_UNREADABLE = Code(
    "email_unreadable",
    _P,
    Words("“{value}” is not an e-mail address.", "«{value}» ليس عنوان بريد إلكتروني."),
    Words(
        "Write one address such as noura@example.com, or empty the cell.",
        "اكتب عنواناً واحداً مثل noura@example.com، أو أفرغ الخلية.",
    ),
)
URL_UNREADABLE = Code(
    "url_unreadable",
    _P,
    Words("“{value}” is not a link.", "«{value}» ليست رابطاً."),
    Words(
        "Write one full link that starts with https://, or empty the cell.",
        "اكتب رابطاً واحداً كاملاً يبدأ بـ ‎https://‎ أو أفرغ الخلية.",
    ),
)

CODES: tuple[Code, ...] = (
    PHONE_UNREADABLE, PHONE_TWO, PHONE_EXTENSION, PHONE_TOO_SHORT,
    PHONE_TOO_LONG, PHONE_NOT_IN_USE, PHONE_NO_SUCH_CODE, EMAIL_UNREADABLE, URL_UNREADABLE,
)  # fmt: skip
