"""The codes of problems of which order is which, and of when."""

from importer.i18n import _
from importer.problems.problem import Code, Severity

ORDER_ROWS_DISAGREE = Code(
    "order_rows_disagree",
    Severity.PROBLEM,
    _("Rows of order {order} disagree: “{header}” is “{value}” here and “{first}” in row {row}."),
    _("Make the rows the same; if they are two orders, give one of them another number."),
)
ORDER_IDS_ALIKE = Code(
    "order_ids_alike",
    Severity.WARNING,
    _(
        "Order number “{value}” differs from “{other}” (row {row}) only in capitals, spaces or "
        "kind of digits."
    ),
    _("If it is one order, write the number the same way in all its rows."),
)
ROW_REPEATED = Code(
    "row_repeated",
    Severity.WARNING,
    _(
        "Row {row} has the same item of order {value} already, with other orders between them: "
        "it is sent twice."
    ),
    _("Delete this row if the order was pasted twice."),
)
ORDER_LOOKS_DOUBLE = Code(
    "order_looks_double",
    Severity.WARNING,
    _(
        "Order {value} has the same customer, items and total as order {other} (row {row}): is "
        "it entered twice?"
    ),
    _("Delete one of them if it is the same order."),
)


SLOT_IN_PAST = Code(
    "slot_in_past",
    Severity.WARNING,
    _("The delivery date {value} is past."),
    _("Write a day to come, or leave it empty."),
)
SLOT_ENDS_FIRST = Code(
    "slot_ends_first",
    Severity.WARNING,
    _("The delivery time ends ({value}) before it begins ({start})."),
    _("Correct one of the two times."),
)
ORDER_DATE_AHEAD = Code(
    "order_date_ahead",
    Severity.WARNING,
    _("The order date {value} is in the future."),
    _("Correct the date; perhaps day and month are swapped."),
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
