"""The codes of what was filled in for a cell that was left empty."""

from importer.i18n import _, _n
from importer.problems.problem import Code

AMOUNT_DUE_FILLED = Code.note(
    "amount_due_filled",
    _n(
        "“{header}” was empty on {count} order and was filled in: the order total when cod, 0 "
        "when paid.",
        "“{header}” was empty on {count} orders and was filled in: the order total when cod, 0 "
        "when paid.",
    ),
    _("Nothing to do."),
)

ORDER_ROWS_FILLED = Code.note(
    "order_rows_filled",
    _n(
        "On {count} row the cells of the order were empty and were taken from the order's other "
        "rows ({headers}).",
        "On {count} rows the cells of the order were empty and were taken from the order's "
        "other rows ({headers}).",
    ),
    _("Nothing to do."),
)

AMOUNT_SUMMED = Code.note(
    "amount_summed",
    _n(
        "This export has no order total: on {count} order it was worked out from the lines, the "
        "fees and the discounts.",
        "This export has no order total: on {count} orders it was worked out from the lines, the "
        "fees and the discounts.",
    ),
    _("Compare one order with your shop."),
)
