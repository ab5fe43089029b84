"""The codes of problems of a date or a time in one cell."""

from importer.i18n import Words
from importer.problems.problem import Code, Severity

_P, _W, _N = Severity.PROBLEM, Severity.WARNING, Severity.NOTE

DATE_UNREADABLE = Code(
    "date_unreadable",
    _P,
    Words("“{value}” cannot be read as a date.", "لا يمكن قراءة «{value}» كتاريخ."),
    Words(
        "Write day, month and year, such as 31/12/2025 or 31/12/2025 15:45.",
        "اكتب اليوم والشهر والسنة، مثل 31/12/2025 أو ‎31/12/2025 15:45‎.",
    ),
)
DATE_NO_SUCH_DAY = Code(
    "date_no_such_day",
    _P,
    Words("There is no such day as “{value}”.", "لا يوجد يوم بهذا التاريخ «{value}»."),
    Words(
        "Write the right day as day/month/year, such as 31/12/2025.",
        "اكتب التاريخ الصحيح يوم/شهر/سنة، مثل 31/12/2025.",
    ),
)
DATE_UNCLEAR = Code(
    "date_unclear",
    _P,
    Words(
        "“{value}” can be {day_first} or {month_first} (year-month-day), and no cell of the column"
        " decides which.",
        "«{value}» قد يكون {day_first} أو {month_first} (سنة-شهر-يوم)، ولا تحسم ذلك أي خلية"
        " في العمود.",
    ),
    Words(
        "Run again with --dates day (day/month/year) or --dates month (month/day/year).",
        "شغّل مرة أخرى مع ‎--dates day‎ (يوم/شهر/سنة) أو ‎--dates month‎ (شهر/يوم/سنة).",
    ),
)
DATE_SHORT_YEAR = Code(
    "date_short_year",
    _P,
    Words(
        "The year in “{value}” has two digits and cannot be told for sure.",
        "السنة في «{value}» من رقمين ولا يمكن معرفتها يقيناً.",
    ),
    Words(
        "Write the year with four digits, such as 31/12/2025.",
        "اكتب السنة بأربعة أرقام، مثل 31/12/2025.",
    ),
)
DATE_HIJRI = Code(
    "date_hijri",
    _P,
    Words(
        "“{value}” is a Hijri date, and OTO takes Gregorian dates only.",
        "«{value}» تاريخ هجري، ولا تقبل OTO إلا التاريخ الميلادي.",
    ),
    Words(
        "Write the Gregorian date, such as 31/12/2025.", "اكتب التاريخ الميلادي، مثل 31/12/2025."
    ),
)
DATE_IMPLAUSIBLE = Code(
    "date_implausible",
    _P,
    Words(
        "The year of the date “{value}” is not between 2000 and 2099.",
        "سنة التاريخ «{value}» ليست بين 2000 و2099.",
    ),
    Words("Write the right date, such as 31/12/2025.", "اكتب التاريخ الصحيح، مثل 31/12/2025."),
)
DATE_ORDER_DECIDED = Code(
    "date_order_decided",
    _N,
    Words(
        "In the column “{header}” dates are read as {order}: row {proof} (“{example}”) can only be"
        " so ({count:# cell|# cells} such as “{value}” {count:follows|follow} it).",
        "تُقرأ التواريخ في العمود «{header}» على ترتيب {order}: الصف {proof} («{example}») لا يحتمل"
        " غيره (وتبعته خلايا عددها {count} مثل «{value}»).",
    ),
    Words(
        "If that is wrong, run again with --dates day or --dates month.",
        "إن كان ذلك خطأ فشغّل مرة أخرى مع ‎--dates day‎ أو ‎--dates month‎.",
    ),
)
DATE_SERIAL = Code(
    "date_serial",
    _N,
    Words(
        "In the column “{header}” {count:# cell holds|# cells hold} a plain number, read as Excel's"
        " day number: “{value}” is {example} (year-month-day).",
        "في العمود «{header}» خلايا عددها {count} فيها رقم فقط، قُرئ كرقم اليوم في إكسل:"
        " «{value}» هو {example} (سنة-شهر-يوم).",
    ),
    Words(
        "If that is wrong, format the column as a date and save the file again.",
        "إن كان ذلك خطأ فنسّق العمود كتاريخ واحفظ الملف من جديد.",
    ),
)
DATES_MAYBE_SWAPPED = Code(
    "dates_maybe_swapped",
    _W,
    Words(
        "In the column “{header}” the texts such as “{value}” are {order}, but the {count} real"
        " date cells all have a day up to 12: Excel may have swapped their day and month.",
        "في العمود «{header}» النصوص مثل «{value}» على ترتيب {order}، أما خلايا التاريخ الحقيقية"
        " وعددها {count} فأيامها كلها 12 أو أقل: ربما بدّل إكسل بين اليوم والشهر.",
    ),
    Words(
        "Compare a few dates with your shop; if they are swapped, import the source file into Excel"
        " again with this column as Text.",
        "قارن بعض التواريخ بمتجرك؛ فإن كانت مبدّلة فاستورد الملف الأصلي إلى إكسل من جديد"
        " مع جعل هذا العمود نصاً.",
    ),
)
TIME_UNREADABLE = Code(
    "time_unreadable",
    _P,
    Words("“{value}” cannot be read as a time of day.", "لا يمكن قراءة «{value}» كوقت من اليوم."),
    Words("Write the time such as 2:30pm or 14:30.", "اكتب الوقت مثل 2:30pm أو 14:30."),
)
TIME_UNCLEAR = Code(
    "time_unclear",
    _P,
    Words(
        "“{value}” can be in the morning or in the afternoon.",
        "«{value}» قد يكون صباحاً أو مساءً.",
    ),
    Words("Write am or pm, such as 2:30pm, or 14:30.", "اكتب am أو pm، مثل 2:30pm أو 14:30."),
)

CODES: tuple[Code, ...] = (
    DATE_UNREADABLE, DATE_NO_SUCH_DAY, DATE_UNCLEAR, DATE_SHORT_YEAR, DATE_HIJRI, DATE_IMPLAUSIBLE,
    DATE_ORDER_DECIDED, DATE_SERIAL, DATES_MAYBE_SWAPPED, TIME_UNREADABLE, TIME_UNCLEAR,
)  # fmt: skip
