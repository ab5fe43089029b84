"""The codes of problems of an order's amounts."""

from importer.i18n import Words
from importer.problems.problem import Code, Severity

PAID_BUT_DUE = Code(
    "paid_but_due",
    Severity.PROBLEM,
    Words(
        "The order is paid, but {value} is to be collected; it must be 0.",
        "الطلب مدفوع، لكن المبلغ المطلوب تحصيله {value}؛ ويجب أن يكون 0.",
    ),
    Words(
        "Write 0, or leave the cell empty; or write cod as the payment method if it is not paid.",
        "اكتب 0 أو اترك الخانة فارغة؛ أو اكتب cod في طريقة الدفع إذا لم يكن مدفوعاً.",
    ),
)
COD_DUE_DIFFERS = Code(
    "cod_due_differs",
    Severity.PROBLEM,
    Words(
        "The order is paid on delivery: {value} is to be collected, but the order total is "
        "{amount}.",
        "الطلب يُدفع عند الاستلام: المطلوب تحصيله {value} لكن إجمالي الطلب {amount}.",
    ),
    Words(
        "Make both the same, or leave this cell empty.", "اجعلهما متساويين، أو اترك الخانة فارغة."
    ),
)
COD_OF_ZERO = Code(
    "cod_of_zero",
    Severity.PROBLEM,
    Words(
        "The order is paid on delivery, but its total is 0: there is nothing to collect.",
        "الطلب يُدفع عند الاستلام لكن إجماليه 0: لا شيء يُحصَّل.",
    ),
    Words(
        "Write the order total, or paid as the payment method.",
        "اكتب إجمالي الطلب، أو اكتب paid في طريقة الدفع.",
    ),
)
TOO_MANY_DECIMALS = Code(
    "too_many_decimals",
    Severity.PROBLEM,
    Words(
        "{value} has {places:# decimal|# decimals}; {currency} has {possible}.",
        "في {value} عدد {places} من الخانات العشرية؛ وعملة {currency} لها {possible}.",
    ),
    Words(
        "Round the amount (in Excel the cell may hold more decimals than it shows).",
        "قرّب المبلغ (قد تحمل الخانة في Excel كسوراً أكثر مما تعرض).",
    ),
)
ITEM_DECIMALS = Code(
    "item_decimals",
    Severity.WARNING,
    Words(
        "{value} has {places:# decimal|# decimals}; {currency} has {possible}.",
        "في {value} عدد {places} من الخانات العشرية؛ وعملة {currency} لها {possible}.",
    ),
    Words("It is sent as it stands; round it if you can.", "يُرسل كما هو؛ قرّبه إن أمكن."),
)
AMOUNT_ABSURD = Code(
    "amount_absurd",
    Severity.PROBLEM,
    Words(
        "{value} cannot be an amount of money of an order.", "{value} لا يمكن أن يكون مبلغاً في طلب."
    ),
    Words(
        "Correct it; perhaps a phone number or a barcode stands in the wrong column.",
        "صحّحه؛ ربما وقع رقم جوال أو باركود في العمود الخطأ.",
    ),
)
AMOUNT_VERY_LARGE = Code(
    "amount_very_large",
    Severity.WARNING,
    Words("{value} is a very large amount.", "{value} مبلغ كبير جداً."),
    Words("Make sure that no decimal point is missing.", "تأكد من أن الفاصلة العشرية غير ناقصة."),
)
AMOUNT_FAR_ABOVE = Code(
    "amount_far_above",
    Severity.WARNING,
    Words(
        "The order total {value} is far above the rest of the file (the next one is {next}, the "
        "middle one {middle}).",
        "إجمالي الطلب {value} أعلى بكثير من بقية الملف (يليه {next}، والأوسط {middle}).",
    ),
    Words("Make sure that no decimal point is missing.", "تأكد من أن الفاصلة العشرية غير ناقصة."),
)
LINE_TOTAL_DIFFERS = Code(
    "line_total_differs",
    Severity.WARNING,
    Words(
        "The line total is {value}, but {price} × {quantity} = {product}.",
        "إجمالي الصف {value}، لكن {price} × {quantity} = {product}.",
    ),
    Words(
        "Correct the price, the quantity or the line total.",
        "صحّح السعر أو الكمية أو إجمالي الصف.",
    ),
)
ORDER_TOTAL_DIFFERS = Code(
    "order_total_differs",
    Severity.WARNING,
    Words(
        "The order total is {value}, but {sum} = {result}.",
        "إجمالي الطلب {value}، لكن {sum} = {result}.",
    ),
    Words(
        "Compare subtotal, shipping, fee and discount with the order total (taxes may explain it).",
        "قارن المجموع الفرعي والشحن والرسوم والخصم بإجمالي الطلب (قد تفسر الضريبة الفرق).",
    ),
)
TOTAL_OF_ONE_LINE = Code(
    "total_of_one_line",
    Severity.PROBLEM,
    Words(
        "The order total is {value}, and each of the order's {count} lines comes to that much "
        "alone: the column “{header}” seems to hold totals of lines.",
        "إجمالي الطلب {value}، وكل صف من صفوفه وعددها {count} يبلغ ذلك وحده: يبدو أن العمود "
        "«{header}» يحمل إجمالي الصف لا إجمالي الطلب.",
    ),
    Words(
        "Write the total of the whole order into each of its rows; if {value} is right, write the "
        "order's discount, too.",
        "اكتب إجمالي الطلب كله في كل صف من صفوفه؛ وإن كان {value} صحيحاً فاكتب خصم الطلب أيضاً.",
    ),
)

MONEY_CODES = (
    PAID_BUT_DUE,
    COD_DUE_DIFFERS,
    COD_OF_ZERO,
    TOO_MANY_DECIMALS,
    ITEM_DECIMALS,
    AMOUNT_ABSURD,
    AMOUNT_VERY_LARGE,
    AMOUNT_FAR_ABOVE,
    LINE_TOTAL_DIFFERS,
    ORDER_TOTAL_DIFFERS,
    TOTAL_OF_ONE_LINE,
)
