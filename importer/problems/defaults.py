"""The codes of what was filled in for a cell that was left empty."""

from importer.i18n import Words
from importer.problems.problem import Code, Severity

AMOUNT_DUE_FILLED = Code(
    "amount_due_filled",
    Severity.NOTE,
    Words(
        "“{header}” was empty on {count:# order|# orders} and was filled in: the order "
        "total when cod, 0 when paid.",
        "كان «{header}» فارغاً في {count} من الطلبات وتم ملؤه: إجمالي الطلب عند الدفع عند الاستلام، "
        "و0 للطلب المدفوع.",
    ),
    Words("Nothing to do.", "لا يلزم أي إجراء."),
)
ORDER_ROWS_FILLED = Code(
    "order_rows_filled",
    Severity.NOTE,
    Words(
        "On {count:# row|# rows} the cells of the order were empty and were taken from the "
        "order's other rows ({headers}).",
        "في {count} من الصفوف كانت خانات الطلب فارغة وأُخذت من صفوفه الأخرى ({headers}).",
    ),
    Words("Nothing to do.", "لا يلزم أي إجراء."),
)
AMOUNT_SUMMED = Code(
    "amount_summed",
    Severity.NOTE,
    Words(
        "This export has no order total: on {count:# order|# orders} it was worked out from the "
        "lines and the shipping fee.",
        "لا يحتوي هذا الملف على إجمالي للطلب: حُسب في {count} من الطلبات من الصفوف ورسوم الشحن.",
    ),
    Words("Compare one order with your shop.", "قارن طلباً واحداً بما في متجرك."),
)

CODES = (AMOUNT_DUE_FILLED, ORDER_ROWS_FILLED, AMOUNT_SUMMED)
