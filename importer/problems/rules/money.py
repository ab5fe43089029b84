"""The codes of problems of an order's amounts."""

from importer.i18n import _, _n
from importer.problems.problem import Code, Severity

PAID_BUT_DUE = Code(
    "paid_but_due",
    Severity.PROBLEM,
    _("The order is paid, but {value} is to be collected; it must be 0."),
    _("Write 0, or leave the cell empty; or write cod as the payment method if it is not paid."),
)
COD_DUE_DIFFERS = Code(
    "cod_due_differs",
    Severity.PROBLEM,
    _(
        "The order is paid on delivery: {value} is to be collected, but the order total is "
        "{amount}."
    ),
    _("Make both the same, or leave this cell empty."),
)
COD_OF_ZERO = Code(
    "cod_of_zero",
    Severity.PROBLEM,
    _("The order is paid on delivery, but its total is 0: there is nothing to collect."),
    _("Write the order total, or paid as the payment method."),
)
TOO_MANY_DECIMALS = Code(
    "too_many_decimals",
    Severity.PROBLEM,
    _n(
        "{value} has {places} decimal; {currency} has {possible}.",
        "{value} has {places} decimals; {currency} has {possible}.",
        by="places",
    ),
    _("Round the amount (in Excel the cell may hold more decimals than it shows)."),
)
ITEM_DECIMALS = Code(
    "item_decimals",
    Severity.WARNING,
    _n(
        "{value} has {places} decimal; {currency} has {possible}.",
        "{value} has {places} decimals; {currency} has {possible}.",
        by="places",
    ),
    _("It is sent as it stands; round it if you can."),
)
AMOUNT_ABSURD = Code(
    "amount_absurd",
    Severity.PROBLEM,
    _("{value} cannot be an amount of money of an order."),
    _("Correct it; perhaps a phone number or a barcode stands in the wrong column."),
)
AMOUNT_VERY_LARGE = Code(
    "amount_very_large",
    Severity.WARNING,
    _("{value} is a very large amount."),
    _("Make sure that no decimal point is missing."),
)
AMOUNT_FAR_ABOVE = Code(
    "amount_far_above",
    Severity.WARNING,
    _(
        "The order total {value} is far above the rest of the file (the next one is {next}, the "
        "middle one {middle})."
    ),
    _("Make sure that no decimal point is missing."),
)
LINE_TOTAL_DIFFERS = Code(
    "line_total_differs",
    Severity.WARNING,
    _("The line total is {value}, but {price} × {quantity} = {product}."),
    _("Correct the price, the quantity or the line total."),
)
ORDER_TOTAL_DIFFERS = Code(
    "order_total_differs",
    Severity.WARNING,
    _("The order total is {value}, but {sum} = {result}."),
    _("Compare subtotal, shipping, fee and discount with the order total (taxes may explain it)."),
)
TOTAL_OF_ONE_LINE = Code(
    "total_of_one_line",
    Severity.PROBLEM,
    _(
        "The order total is {value}, and each of the order's {count} lines comes to that much "
        "alone: the column “{header}” seems to hold totals of lines."
    ),
    _(
        "Write the total of the whole order into each of its rows; if {value} is right, write "
        "the order's discount, too."
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
