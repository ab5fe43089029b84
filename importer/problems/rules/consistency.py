"""The codes of problems of which order is which, and of when."""

from importer.i18n import Words
from importer.problems.problem import Code, Severity

ORDER_ROWS_DISAGREE = Code(
    "order_rows_disagree",
    Severity.PROBLEM,
    Words(
        "Rows of order {order} disagree: “{header}” is “{value}” here and “{first}” in row {row}.",
        "صفوف الطلب {order} مختلفة: «{header}» هنا «{value}» وفي الصف {row} «{first}».",
    ),
    Words(
        "Make the rows the same; if they are two orders, give one of them another number.",
        "وحّد القيمة في الصفوف؛ وإذا كانا طلبين فأعطِ أحدهما رقماً آخر.",
    ),
)
ORDER_IDS_ALIKE = Code(
    "order_ids_alike",
    Severity.WARNING,
    Words(
        "Order number “{value}” differs from “{other}” (row {row}) only in capitals, spaces or "
        "kind of digits.",
        "رقم الطلب «{value}» لا يختلف عن «{other}» (الصف {row}) إلا في حالة الأحرف أو المسافات أو "
        "شكل الأرقام.",
    ),
    Words(
        "If it is one order, write the number the same way in all its rows.",
        "إذا كان طلباً واحداً فاكتب رقمه بالشكل نفسه في كل صفوفه.",
    ),
)
ROW_REPEATED = Code(
    "row_repeated",
    Severity.WARNING,
    Words(
        "Row {row} has the same item of order {value} already, with other orders between them: it "
        "is sent twice.",
        "المنتج نفسه من الطلب {value} موجود في الصف {row} وبينهما طلبات أخرى: سيُرسل مرتين.",
    ),
    Words(
        "Delete this row if the order was pasted twice.",
        "احذف هذا الصف إذا كان الطلب قد لُصق مرتين.",
    ),
)
ORDER_LOOKS_DOUBLE = Code(
    "order_looks_double",
    Severity.WARNING,
    Words(
        "Order {value} has the same customer, items and total as order {other} (row {row}): is it "
        "entered twice?",
        "الطلب {value} له العميل والمنتجات والإجمالي نفسها كالطلب {other} (الصف {row}): هل أُدخل "
        "مرتين؟",
    ),
    Words("Delete one of them if it is the same order.", "احذف أحدهما إذا كان الطلب نفسه."),
)


SLOT_IN_PAST = Code(
    "slot_in_past",
    Severity.WARNING,
    Words("The delivery date {value} is past.", "تاريخ التوصيل {value} مضى."),
    Words("Write a day to come, or leave it empty.", "اكتب يوماً قادماً أو اترك الخانة فارغة."),
)
SLOT_ENDS_FIRST = Code(
    "slot_ends_first",
    Severity.WARNING,
    Words(
        "The delivery time ends ({value}) before it begins ({start}).",
        "وقت التوصيل ينتهي ({value}) قبل أن يبدأ ({start}).",
    ),
    Words("Correct one of the two times.", "صحّح أحد الوقتين."),
)
ORDER_DATE_AHEAD = Code(
    "order_date_ahead",
    Severity.WARNING,
    Words("The order date {value} is in the future.", "تاريخ الطلب {value} في المستقبل."),
    Words(
        "Correct the date; perhaps day and month are swapped.",
        "صحّح التاريخ؛ ربما تبدّل اليوم والشهر.",
    ),
)

STORY_CODES = (
    ORDER_ROWS_DISAGREE,
    ORDER_IDS_ALIKE,
    ROW_REPEATED,
    ORDER_LOOKS_DOUBLE,
    SLOT_IN_PAST,
    SLOT_ENDS_FIRST,
    ORDER_DATE_AHEAD,
)
