"""The codes of problems of a date or a time in one cell."""

from importer.i18n import _, _n
from importer.problems.problem import Code, Severity

_P, _W, _N = Severity.PROBLEM, Severity.WARNING, Severity.NOTE

DATE_UNREADABLE = Code(
    "date_unreadable",
    _P,
    _("“{value}” cannot be read as a date."),
    _("Write day, month and year, such as 31/12/2025 or 31/12/2025 15:45."),
)
DATE_NO_SUCH_DAY = Code(
    "date_no_such_day",
    _P,
    _("There is no such day as “{value}”."),
    _("Write the right day as day/month/year, such as 31/12/2025."),
)
DATE_UNCLEAR = Code(
    "date_unclear",
    _P,
    _(
        "“{value}” can be {day_first} or {month_first} (year-month-day), and no cell of the "
        "column decides which."
    ),
    _("Run again with --dates day (day/month/year) or --dates month (month/day/year)."),
)
DATE_SHORT_YEAR = Code(
    "date_short_year",
    _P,
    _("The year in “{value}” has two digits and cannot be told for sure."),
    _("Write the year with four digits, such as 31/12/2025."),
)
DATE_HIJRI = Code(
    "date_hijri",
    _P,
    _("“{value}” is a Hijri date, and OTO takes Gregorian dates only."),
    _("Write the Gregorian date, such as 31/12/2025."),
)
DATE_IMPLAUSIBLE = Code(
    "date_implausible",
    _P,
    _("The year of the date “{value}” is not between 2000 and 2099."),
    _("Write the right date, such as 31/12/2025."),
)
DATE_ORDER_DECIDED = Code(
    "date_order_decided",
    _N,
    _n(
        "In the column “{header}” dates are read as {order}: row {proof} (“{example}”) can only "
        "be so ({count} cell such as “{value}” follows it).",
        "In the column “{header}” dates are read as {order}: row {proof} (“{example}”) can only "
        "be so ({count} cells such as “{value}” follow it).",
    ),
    _("If that is wrong, run again with --dates day or --dates month."),
)
DATE_SERIAL = Code(
    "date_serial",
    _N,
    _n(
        "In the column “{header}” {count} cell holds a plain number, read as Excel's day "
        "number: “{value}” is {example} (year-month-day).",
        "In the column “{header}” {count} cells hold a plain number, read as Excel's day "
        "number: “{value}” is {example} (year-month-day).",
    ),
    _("If that is wrong, format the column as a date and save the file again."),
)
DATES_MAYBE_SWAPPED = Code(
    "dates_maybe_swapped",
    _W,
    _(
        "In the column “{header}” the texts such as “{value}” are {order}, but the {count} real "
        "date cells all have a day up to 12: Excel may have swapped their day and month."
    ),
    _(
        "Compare a few dates with your shop; if they are swapped, import the source file into "
        "Excel again with this column as Text."
    ),
)
TIME_UNREADABLE = Code(
    "time_unreadable",
    _P,
    _("“{value}” cannot be read as a time of day."),
    _("Write the time such as 2:30pm or 14:30."),
)
TIME_UNCLEAR = Code(
    "time_unclear",
    _P,
    _("“{value}” can be in the morning or in the afternoon."),
    _("Write am or pm, such as 2:30pm, or 14:30."),
)

CODES: tuple[Code, ...] = (
    DATE_UNREADABLE, DATE_NO_SUCH_DAY, DATE_UNCLEAR, DATE_SHORT_YEAR, DATE_HIJRI, DATE_IMPLAUSIBLE,
    DATE_ORDER_DECIDED, DATE_SERIAL, DATES_MAYBE_SWAPPED, TIME_UNREADABLE, TIME_UNCLEAR,
)  # fmt: skip
