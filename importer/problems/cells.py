"""The codes of one cell: what it is, and the words, numbers, dates and contacts in it."""

from importer.i18n import Message, _, _n
from importer.problems.problem import Code

CELL_ERROR = Code.problem(
    "cell_error",
    _("{cell} shows the error {value} in place of a value."),
    _("Open the file in Excel, mend the formula or type the value over it, and save."),
)

CELL_UNCALCULATED = Code.problem(
    "cell_uncalculated",
    _("{cell} holds a formula whose result was never calculated."),
    _("Open the file in Excel, save it there and run again."),
)

CELL_HIDDEN = Code.problem(
    "cell_hidden",
    _("{cell} holds only {value}: its column was too narrow when the value was copied."),
    _("Widen the column in the original file, then copy or export it again."),
)

TEXT_LOST = Code.problem(
    "text_lost",
    _("{cell} has lost letters: “{value}”. The program that saved the file could not write them."),
    _(
        "Type the text again. To spare yourself the next time: export the file anew as .xlsx, or "
        "as CSV UTF-8."
    ),
)

TEXT_REPAIRED = Code.note(
    "text_repaired",
    _n(
        "In the column “{header}” {count} cell was ruined by another program and is sent repaired: "
        "“{value}” as “{text}”.",
        "In the column “{header}” {count} cells were ruined by another program and are sent "
        "repaired, such as “{value}” as “{text}”.",
    ),
    _("If that is wrong, write the text anew."),
)

BECAME_DATE = Code.problem(
    "became_date",
    _("{cell} holds a date or a time: Excel seems to have changed what was typed into one."),
    _("Format the cell as Text in Excel and type the value again."),
)

YES_NO_UNKNOWN = Code.problem(
    "yes_no_unknown",
    _("“{value}” is neither yes nor no."),
    _("Write yes or no, or empty the cell."),
)

PAYMENT_UNKNOWN = Code.problem(
    "payment_unknown",
    _("“{value}” does not say for sure whether the courier collects the money."),
    _(
        "Write cod when the courier collects the money, paid when it is paid already; or settle "
        'the word for all orders and for good with --map-payment "{value}=paid" (or =cod).'
    ),
)

CHOICE_UNKNOWN = Code.problem(
    "choice_unknown", _("“{value}” is not one of: {allowed}."), _("Write one of: {allowed}.")
)

WORD_MISSPELLED = Code.problem(
    "word_misspelled",
    _("“{value}” is not known. Did you mean “{near}”?"),
    _("If so, write {near}."),
    Message("{near}"),
)

COUNTRY_UNKNOWN = Code.problem(
    "country_unknown",
    _("“{value}” is not a country that is known."),
    _("Write the country's name or its two letters, such as SA, AE, KW, EG or TR."),
)

CURRENCY_UNKNOWN = Code.problem(
    "currency_unknown",
    _("“{value}” is not a currency that is known."),
    _("Write the currency's three letters, such as SAR, AED, KWD, EGP or TRY."),
)

CURRENCY_UNCLEAR = Code.problem(
    "currency_unclear",
    _("“{value}” can be more than one currency: {allowed}."),
    _(
        "Write the one that is meant: {allowed}; or say it once for all such cells, for example "
        '--set "{field}={first}".'
    ),
    Message("{first}"),
)

COUNTS_AS_EMPTY = Code.note(
    "counts_as_empty",
    _n(
        "In the column “{header}” {count} cell such as “{value}” counts as empty.",
        "In the column “{header}” {count} cells such as “{value}” count as empty.",
    ),
    _("If one of them holds a value, write it."),
)

ID_DAMAGED = Code.problem(
    "id_damaged",
    _("The number in {cell} has more than 15 digits: Excel keeps only 15, so it is damaged."),
    _("Format the column as Text in Excel, then paste the number again from its source."),
)

IDS_WITHOUT_POINT = Code.note(
    "ids_without_point",
    _n(
        "In the column “{header}” {count} number has “.0” at its end, which another program added: "
        "“{value}” was read as “{text}”.",
        "In the column “{header}” {count} numbers have “.0” at their end, which another program "
        "added: “{value}”, for one, was read as “{text}”.",
    ),
    _("If “.0” belongs to them, format the column as Text and write one of them without it."),
)

ID_SHORTENED = Code.problem(
    "id_shortened",
    _("“{value}” is Excel's shortened way to write a long number: its last digits are lost."),
    _("Format the column as Text in the original file, save it again, or type the full number."),
)

ID_FRACTION = Code.problem(
    "id_fraction",
    _("{cell} holds the number {value}: Excel may have dropped zeros at its end (10.50 to 10.5)."),
    _("Format the cell as Text and type it again as it must be sent."),
)

NUMBER_UNREADABLE = Code.problem(
    "number_unreadable",
    _("“{value}” is not a number."),
    _("Write only the number, such as 230.50."),
)

NUMBER_PERCENT = Code.problem(
    "number_percent",
    _("“{value}” is a percentage, not an amount."),
    _("Work the amount out and write it, such as 15.75."),
)

NUMBER_TOO_LONG = Code.problem(
    "number_too_long",
    _("The number “{value}” is longer than 15 digits and cannot be right."),
    _("Write the right number."),
)

WHOLE_EXPECTED = Code.problem(
    "whole_expected", _("“{value}” is not a whole number."), _("Write a whole number, such as 2.")
)

DECIMAL_UNCLEAR = Code.problem(
    "decimal_unclear",
    _("“{value}” can be {as_thousands} or {as_decimal}, and nothing in the file decides which."),
    _(
        "Run again with --decimal point (1,250.75) or --decimal comma (1.250,75), or write it "
        "without a thousands mark."
    ),
)

DECIMAL_DECIDED = Code.note(
    "decimal_decided",
    _n(
        "In the column “{header}” the decimal mark is “{mark}”, as “{example}” shows ({count} "
        "cell such as “{value}” was read so).",
        "In the column “{header}” the decimal mark is “{mark}”, as “{example}” shows ({count} "
        "cells such as “{value}” were read so).",
    ),
    _("If that is wrong, run again with --decimal point or --decimal comma."),
)

CURRENCY_CONTRADICTS = Code.problem(
    "currency_contradicts",
    _("The amount “{value}” names another currency than the order's, which is {currency}."),
    _("Mend the amount or the currency, so that both say the same."),
)

HEADER_CURRENCY_CONTRADICTS = Code.problem(
    "header_currency_contradicts",
    _("The header “{header}” names another currency than the order's, which is {currency}."),
    _(
        "If the amounts are in {currency}, take the other currency out of the header; if not, "
        "mend the order's currency."
    ),
)

CURRENCY_FROM_AMOUNTS = Code.note(
    "currency_from_amounts",
    _n(
        "On {count} row the currency was taken from what stands beside the amounts: “{value}” is "
        "{currency}.",
        "On {count} rows the currency was taken from what stands beside the amounts: “{value}” "
        "is {currency}.",
    ),
    _('If that is wrong, say the currency in a column of its own, or with --set "currency=SAR".'),
)

AMOUNTS_ROUNDED = Code.note(
    "amounts_rounded",
    _n(
        "In the column “{header}” {count} amount was worked out to more decimals than there are "
        "coins: “{value}” is sent as {text}.",
        "In the column “{header}” {count} amounts were worked out to more decimals than there are "
        "coins: “{value}”, for one, is sent as {text}.",
    ),
    _("Nothing to do; to send another amount, round it in the sheet."),
)

UNIT_CONVERTED = Code.note(
    "unit_converted",
    _n(
        "In the column “{header}” {count} number was converted from the header's unit: {value} is "
        "sent as {text}.",
        "In the column “{header}” {count} numbers were converted from the header's unit: {value}, "
        "for one, is sent as {text}.",
    ),
    _("If the numbers are in {unit} already, write so in the header."),
)

IDS_MAYBE_DATES = Code.warning(
    "ids_maybe_dates",
    _n(
        "In the column “{header}” {count} cell looks like a date: “{value}” (row {row_number}). "
        "Excel may have changed what was typed (1-2 becomes 2-Jan).",
        "In the column “{header}” {count} cells look like dates, such as “{value}” (row "
        "{row_number}). Excel may have changed what was typed (1-2 becomes 2-Jan).",
    ),
    _(
        "Compare it with your shop; if it was changed, format the column as Text in the original "
        "file and type it again."
    ),
)

DATE_UNREADABLE = Code.problem(
    "date_unreadable",
    _("“{value}” cannot be read as a date."),
    _("Write day, month and year, such as 31/12/2025 or 31/12/2025 15:45."),
)

DATE_NO_SUCH_DAY = Code.problem(
    "date_no_such_day",
    _("There is no such day as “{value}”."),
    _("Write the right day as day/month/year, such as 31/12/2025."),
)

DATE_UNCLEAR = Code.problem(
    "date_unclear",
    _(
        "“{value}” can be {day_first} or {month_first} (year-month-day), and no cell of the "
        "column decides which."
    ),
    _("Run again with --dates day (day/month/year) or --dates month (month/day/year)."),
)

DATE_SHORT_YEAR = Code.problem(
    "date_short_year",
    _("The year in “{value}” has two digits and cannot be told for sure."),
    _("Write the year with four digits, such as 31/12/2025."),
)

DATE_HIJRI = Code.problem(
    "date_hijri",
    _("“{value}” is a Hijri date, and OTO takes Gregorian dates only."),
    _("Write the Gregorian date, such as 31/12/2025."),
)

DATE_IMPLAUSIBLE = Code.problem(
    "date_implausible",
    _("The year of the date “{value}” is not between 2000 and 2099."),
    _("Write the right date, such as 31/12/2025."),
)

DATE_OTHER_ORDER = Code.problem(
    "date_other_order",
    _("“{value}” cannot be read as {order}, which is how --dates says that dates are written."),
    _("Write it as {order}, or as year-month-day such as 2026-03-31."),
)

DATES_IN_TWO_ORDERS = Code.warning(
    "dates_in_two_orders",
    _(
        "The column “{header}” has dates written in two ways: “{value}” (row {row_number}) begins "
        "with the day, “{example}” (row {proof}) with the month."
    ),
    _("See that each is meant so; --dates day or --dates month names those that do not fit."),
)

DATE_ORDER_DECIDED = Code.note(
    "date_order_decided",
    _n(
        "In the column “{header}” dates are read as {order}: row {proof} (“{example}”) can only "
        "be so ({count} cell such as “{value}” follows it).",
        "In the column “{header}” dates are read as {order}: row {proof} (“{example}”) can only "
        "be so ({count} cells such as “{value}” follow it).",
    ),
    _("If that is wrong, run again with --dates day or --dates month."),
)

DATE_SERIAL = Code.note(
    "date_serial",
    _n(
        "In the column “{header}” {count} cell holds a plain number, read as Excel's day "
        "number: “{value}” is {example} (year-month-day).",
        "In the column “{header}” {count} cells hold a plain number, read as Excel's day "
        "number: “{value}” is {example} (year-month-day).",
    ),
    _("If that is wrong, format the column as a date and save the file again."),
)

DATES_MAYBE_SWAPPED = Code.warning(
    "dates_maybe_swapped",
    _(
        "In the column “{header}” the texts such as “{value}” are {order}, but the {count} real "
        "date cells all have a day up to 12: Excel may have swapped their day and month."
    ),
    _(
        "Compare a few dates with your shop; if they are swapped, import the source file into "
        "Excel again with this column as Text."
    ),
)

TIME_UNREADABLE = Code.problem(
    "time_unreadable",
    _("“{value}” cannot be read as a time of day."),
    _("Write the time such as 2:30pm or 14:30."),
)

TIME_UNCLEAR = Code.problem(
    "time_unclear",
    _("“{value}” can be in the morning or in the afternoon."),
    _("Write am or pm, such as 2:30pm, or 14:30."),
)

PHONE_UNREADABLE = Code.problem(
    "phone_unreadable",
    _("“{value}” holds more than a phone number, or none."),
    _("Write only the number, such as {example}."),
)

PHONE_TWO = Code.problem(
    "phone_two",
    _("There are two phone numbers in the cell: {first} and {second}."),
    _("Leave the one that the courier should call; the other can go into the courier's note."),
)

PHONE_EXTENSION = Code.problem(
    "phone_extension",
    _("“{value}” has an extension, which OTO cannot take."),
    _("Leave the number alone and write the extension into the courier's note."),
)

PHONE_TOO_SHORT = Code.problem(
    "phone_too_short",
    _("The phone number “{value}” is too short for {country}."),
    _("Write the whole number; one of {country} looks like {example}."),
)

PHONE_TOO_LONG = Code.problem(
    "phone_too_long",
    _("The phone number “{value}” is too long for {country}."),
    _("Take out what is too much; a number of {country} looks like {example}."),
)

PHONE_NOT_IN_USE = Code.problem(
    "phone_not_in_use",
    _("“{value}” does not look like a phone number of {country}."),
    _(
        "Check the number with the customer; one of {country} looks like {example}. For a "
        "number of another country write + and the country code."
    ),
)

PHONE_NO_SUCH_CODE = Code.problem(
    "phone_no_such_code",
    _("“{value}” begins with a country code that no country has."),
    _("Write the number with its right country code, such as +966551234567, or without any."),
)

EMAIL_UNREADABLE = Code.problem(
    "email_unreadable",
    _("“{value}” is not an e-mail address."),
    _("Write one address such as noura@example.com, or empty the cell."),
)

URL_UNREADABLE = Code.problem(
    "url_unreadable",
    _("“{value}” is not a link."),
    _("Write one full link that starts with https://, or empty the cell."),
)
