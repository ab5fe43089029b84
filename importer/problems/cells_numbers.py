"""The codes of problems of a number, an amount of money or an id in one cell."""

from importer.i18n import Words
from importer.problems.problem import Code, Severity

_P, _N = Severity.PROBLEM, Severity.NOTE

ID_DAMAGED = Code(
    "id_damaged",
    _P,
    Words(
        "The number in {cell} has more than 15 digits: Excel keeps only 15, so it is damaged.",
        "الرقم في {cell} أطول من 15 خانة: يحفظ إكسل 15 خانة فقط، فالرقم تالف.",
    ),
    Words(
        "Format the column as Text in Excel, then paste the number again from its source.",
        "نسّق العمود كنص (Text) في إكسل ثم الصق الرقم من مصدره مرة أخرى.",
    ),
)
ID_SHORTENED = Code(
    "id_shortened",
    _P,
    Words(
        "“{value}” is Excel's shortened way to write a long number: its last digits are lost.",
        "«{value}» كتابة مختصرة من إكسل لرقم طويل: فُقدت خاناته الأخيرة.",
    ),
    Words(
        "Format the column as Text in the original file, save it again, or type the full number.",
        "نسّق العمود كنص (Text) في الملف الأصلي ثم احفظه من جديد، أو اكتب الرقم كاملاً.",
    ),
)
ID_FRACTION = Code(
    "id_fraction",
    _P,
    Words(
        "{cell} holds the number {value}: Excel may have dropped zeros at its end (10.50 to 10.5).",
        "في {cell} الرقم {value}: ربما حذف إكسل أصفاراً من آخره (10.50 صار 10.5).",
    ),
    Words(
        "Format the cell as Text and type it again as it must be sent.",
        "نسّق الخلية كنص (Text) واكتب القيمة من جديد كما يجب أن تُرسل.",
    ),
)
NUMBER_UNREADABLE = Code(
    "number_unreadable",
    _P,
    Words("“{value}” is not a number.", "«{value}» ليست رقماً."),
    Words("Write only the number, such as 230.50.", "اكتب الرقم وحده، مثل 230.50."),
)
NUMBER_PERCENT = Code(
    "number_percent",
    _P,
    Words("“{value}” is a percentage, not an amount.", "«{value}» نسبة مئوية وليست مبلغاً."),
    Words("Work the amount out and write it, such as 15.75.", "احسب المبلغ واكتبه، مثل 15.75."),
)
NUMBER_TOO_LONG = Code(
    "number_too_long",
    _P,
    Words(
        "The number “{value}” is longer than 15 digits and cannot be right.",
        "الرقم «{value}» أطول من 15 خانة ولا يمكن أن يكون صحيحاً.",
    ),
    Words("Write the right number.", "اكتب الرقم الصحيح."),
)
WHOLE_EXPECTED = Code(
    "whole_expected",
    _P,
    Words("“{value}” is not a whole number.", "«{value}» ليس عدداً صحيحاً."),
    Words("Write a whole number, such as 2.", "اكتب عدداً بلا كسور، مثل 2."),
)
DECIMAL_UNCLEAR = Code(
    "decimal_unclear",
    _P,
    Words(
        "“{value}” can be {as_thousands} or {as_decimal}, and nothing in the file decides which.",
        "«{value}» قد تكون {as_thousands} أو {as_decimal}، ولا شيء في الملف يحسم أيهما.",
    ),
    Words(
        "Run again with --decimal point (1,250.75) or --decimal comma (1.250,75),"
        " or write it without a thousands mark.",
        "شغّل مرة أخرى مع ‎--decimal point‎ (1,250.75) أو ‎--decimal comma‎ (1.250,75)،"
        " أو اكتب الرقم بلا فاصلة للآلاف.",
    ),
)
DECIMAL_DECIDED = Code(
    "decimal_decided",
    _N,
    Words(
        "In the column “{header}” the decimal mark is “{mark}”, as “{example}” shows"
        " ({count:# cell|# cells} such as “{value}” {count:was|were} read so).",
        "علامة الكسر في العمود «{header}» هي «{mark}» كما تدل «{example}»"
        " (قُرئت هكذا خلايا عددها {count} مثل «{value}»).",
    ),
    Words(
        "If that is wrong, run again with --decimal point or --decimal comma.",
        "إن كان ذلك خطأ فشغّل مرة أخرى مع ‎--decimal point‎ أو ‎--decimal comma‎.",
    ),
)
CURRENCY_CONTRADICTS = Code(
    "currency_contradicts",
    _P,
    Words(
        "The amount “{value}” names another currency than the order's, which is {currency}.",
        "المبلغ «{value}» يذكر عملة غير عملة الطلب، وهي {currency}.",
    ),
    Words(
        "Mend the amount or the currency, so that both say the same.",
        "صحّح المبلغ أو العملة حتى يتفقا.",
    ),
)

CODES: tuple[Code, ...] = (
    ID_DAMAGED, ID_SHORTENED, ID_FRACTION, NUMBER_UNREADABLE, NUMBER_PERCENT, NUMBER_TOO_LONG,
    WHOLE_EXPECTED, DECIMAL_UNCLEAR, DECIMAL_DECIDED, CURRENCY_CONTRADICTS,
)  # fmt: skip
