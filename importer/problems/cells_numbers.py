"""The codes of problems of a number, an amount of money or an id in one cell."""

from importer.i18n import _, _n
from importer.problems.problem import Code, Severity

_P, _N = Severity.PROBLEM, Severity.NOTE

ID_DAMAGED = Code(
    "id_damaged",
    _P,
    _("The number in {cell} has more than 15 digits: Excel keeps only 15, so it is damaged."),
    _("Format the column as Text in Excel, then paste the number again from its source."),
)
ID_SHORTENED = Code(
    "id_shortened",
    _P,
    _("“{value}” is Excel's shortened way to write a long number: its last digits are lost."),
    _("Format the column as Text in the original file, save it again, or type the full number."),
)
ID_FRACTION = Code(
    "id_fraction",
    _P,
    _("{cell} holds the number {value}: Excel may have dropped zeros at its end (10.50 to 10.5)."),
    _("Format the cell as Text and type it again as it must be sent."),
)
NUMBER_UNREADABLE = Code(
    "number_unreadable",
    _P,
    _("“{value}” is not a number."),
    _("Write only the number, such as 230.50."),
)
NUMBER_PERCENT = Code(
    "number_percent",
    _P,
    _("“{value}” is a percentage, not an amount."),
    _("Work the amount out and write it, such as 15.75."),
)
NUMBER_TOO_LONG = Code(
    "number_too_long",
    _P,
    _("The number “{value}” is longer than 15 digits and cannot be right."),
    _("Write the right number."),
)
WHOLE_EXPECTED = Code(
    "whole_expected",
    _P,
    _("“{value}” is not a whole number."),
    _("Write a whole number, such as 2."),
)
DECIMAL_UNCLEAR = Code(
    "decimal_unclear",
    _P,
    _("“{value}” can be {as_thousands} or {as_decimal}, and nothing in the file decides which."),
    _(
        "Run again with --decimal point (1,250.75) or --decimal comma (1.250,75), or write it "
        "without a thousands mark."
    ),
)
DECIMAL_DECIDED = Code(
    "decimal_decided",
    _N,
    _n(
        "In the column “{header}” the decimal mark is “{mark}”, as “{example}” shows ({count} "
        "cell such as “{value}” was read so).",
        "In the column “{header}” the decimal mark is “{mark}”, as “{example}” shows ({count} "
        "cells such as “{value}” were read so).",
    ),
    _("If that is wrong, run again with --decimal point or --decimal comma."),
)
CURRENCY_CONTRADICTS = Code(
    "currency_contradicts",
    _P,
    _("The amount “{value}” names another currency than the order's, which is {currency}."),
    _("Mend the amount or the currency, so that both say the same."),
)

CODES: tuple[Code, ...] = (
    ID_DAMAGED, ID_SHORTENED, ID_FRACTION, NUMBER_UNREADABLE, NUMBER_PERCENT, NUMBER_TOO_LONG,
    WHOLE_EXPECTED, DECIMAL_UNCLEAR, DECIMAL_DECIDED, CURRENCY_CONTRADICTS,
)  # fmt: skip
