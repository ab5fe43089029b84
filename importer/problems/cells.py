"""The codes of problems of one cell: what it is, and the words in it."""

from importer.i18n import Words
from importer.problems import cells_contacts, cells_dates, cells_numbers
from importer.problems.problem import Code, Severity

_P, _N = Severity.PROBLEM, Severity.NOTE

CELL_ERROR = Code(
    "cell_error",
    _P,
    Words(
        "{cell} shows the error {value} in place of a value.",
        "في {cell} خطأ {value} بدل القيمة.",
    ),
    Words(
        "Open the file in Excel, mend the formula or type the value over it, and save.",
        "افتح الملف في إكسل وصحّح المعادلة أو اكتب القيمة مكانها، ثم احفظ الملف.",
    ),
)
CELL_UNCALCULATED = Code(
    "cell_uncalculated",
    _P,
    Words(
        "{cell} holds a formula whose result was never calculated.",
        "في {cell} معادلة لم تُحسب نتيجتها قط.",
    ),
    Words(
        "Open the file in Excel, save it there and run again.",
        "افتح الملف في إكسل واحفظه ثم شغّل مرة أخرى.",
    ),
)
CELL_HIDDEN = Code(
    "cell_hidden",
    _P,
    Words(
        "{cell} holds only {value}: its column was too narrow when the value was copied.",
        "في {cell} العلامات {value} فقط: كان العمود أضيق من القيمة عند نسخها.",
    ),
    Words(
        "Widen the column in the original file, then copy or export it again.",
        "وسّع العمود في الملف الأصلي ثم انسخه أو صدّره من جديد.",
    ),
)
BECAME_DATE = Code(
    "became_date",
    _P,
    Words(
        "{cell} holds a date or a time: Excel seems to have changed what was typed into one.",
        "في {cell} تاريخ أو وقت: يبدو أن إكسل حوّل ما كُتب إلى تاريخ.",
    ),
    Words(
        "Format the cell as Text in Excel and type the value again.",
        "نسّق الخلية كنص (Text) في إكسل واكتب القيمة من جديد.",
    ),
)
YES_NO_UNKNOWN = Code(
    "yes_no_unknown",
    _P,
    Words("“{value}” is neither yes nor no.", "«{value}» ليست نعم ولا لا."),
    Words("Write yes or no, or empty the cell.", "اكتب نعم أو لا، أو أفرغ الخلية."),
)
PAYMENT_UNKNOWN = Code(
    "payment_unknown",
    _P,
    Words(
        "“{value}” does not say for sure whether the courier collects the money.",
        "«{value}» لا تبيّن يقيناً هل يحصّل المندوب المبلغ.",
    ),
    Words(
        "Write cod when the courier collects the money, paid when it is paid already.",
        "اكتب cod إذا كان المندوب يحصّل المبلغ، وpaid إذا كان الطلب مدفوعاً.",
    ),
)
CHOICE_UNKNOWN = Code(
    "choice_unknown",
    _P,
    Words("“{value}” is not one of: {allowed}.", "«{value}» ليست من القيم: {allowed}."),
    Words("Write one of: {allowed}.", "اكتب إحدى القيم: {allowed}."),
)
WORD_MISSPELLED = Code(
    "word_misspelled",
    _P,
    Words(
        "“{value}” is not known. Did you mean “{near}”?",
        "«{value}» غير معروفة. هل تقصد «{near}»؟",
    ),
    Words("If so, write {near}.", "إن كان كذلك فاكتب {near}."),
)
COUNTRY_UNKNOWN = Code(
    "country_unknown",
    _P,
    Words("“{value}” is not a country that is known.", "«{value}» ليست دولة معروفة."),
    Words(
        "Write the country's name or its two letters, such as SA, AE, KW, EG or TR.",
        "اكتب اسم الدولة أو رمزها من حرفين، مثل SA أو AE أو KW أو EG أو TR.",
    ),
)
CURRENCY_UNKNOWN = Code(
    "currency_unknown",
    _P,
    Words("“{value}” is not a currency that is known.", "«{value}» ليست عملة معروفة."),
    Words(
        "Write the currency's three letters, such as SAR, AED, KWD, EGP or TRY.",
        "اكتب رمز العملة من ثلاثة أحرف، مثل SAR أو AED أو KWD أو EGP أو TRY.",
    ),
)
CURRENCY_UNCLEAR = Code(
    "currency_unclear",
    _P,
    Words(
        "“{value}” can be more than one currency: {allowed}.",
        "«{value}» قد تكون أكثر من عملة: {allowed}.",
    ),
    Words(
        "Write the one that is meant: {allowed}; or say it once for all such cells, for example"
        ' --set "{field}={first}".',
        "اكتب المقصودة منها: {allowed}؛ أو حددها مرة واحدة لكل هذه الخلايا، مثلاً"
        ' ‎--set "{field}={first}".',
    ),
)
COUNTS_AS_EMPTY = Code(
    "counts_as_empty",
    _N,
    Words(
        "In the column “{header}” {count:# cell|# cells} such as “{value}” {count:counts|count} as"
        " empty.",
        "في العمود «{header}» خلايا عددها {count} مثل «{value}» عُدّت فارغة.",
    ),
    Words("If one of them holds a value, write it.", "إن كانت لإحداها قيمة فاكتبها."),
)

CODES: tuple[Code, ...] = (
    CELL_ERROR, CELL_UNCALCULATED, CELL_HIDDEN, BECAME_DATE, YES_NO_UNKNOWN, PAYMENT_UNKNOWN,
    CHOICE_UNKNOWN, WORD_MISSPELLED, COUNTRY_UNKNOWN, CURRENCY_UNKNOWN, CURRENCY_UNCLEAR,
    COUNTS_AS_EMPTY, *cells_numbers.CODES, *cells_dates.CODES, *cells_contacts.CODES,
)  # fmt: skip
