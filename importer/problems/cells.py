"""The codes of problems of one cell: what it is, and the words in it."""

from importer.i18n import _, _n
from importer.problems import cells_contacts, cells_dates, cells_numbers
from importer.problems.problem import Code, Severity

_P, _N = Severity.PROBLEM, Severity.NOTE

CELL_ERROR = Code(
    "cell_error",
    _P,
    _("{cell} shows the error {value} in place of a value."),
    _("Open the file in Excel, mend the formula or type the value over it, and save."),
)
CELL_UNCALCULATED = Code(
    "cell_uncalculated",
    _P,
    _("{cell} holds a formula whose result was never calculated."),
    _("Open the file in Excel, save it there and run again."),
)
CELL_HIDDEN = Code(
    "cell_hidden",
    _P,
    _("{cell} holds only {value}: its column was too narrow when the value was copied."),
    _("Widen the column in the original file, then copy or export it again."),
)
BECAME_DATE = Code(
    "became_date",
    _P,
    _("{cell} holds a date or a time: Excel seems to have changed what was typed into one."),
    _("Format the cell as Text in Excel and type the value again."),
)
YES_NO_UNKNOWN = Code(
    "yes_no_unknown",
    _P,
    _("“{value}” is neither yes nor no."),
    _("Write yes or no, or empty the cell."),
)
PAYMENT_UNKNOWN = Code(
    "payment_unknown",
    _P,
    _("“{value}” does not say for sure whether the courier collects the money."),
    _("Write cod when the courier collects the money, paid when it is paid already."),
)
CHOICE_UNKNOWN = Code(
    "choice_unknown",
    _P,
    _("“{value}” is not one of: {allowed}."),
    _("Write one of: {allowed}."),
)
WORD_MISSPELLED = Code(
    "word_misspelled",
    _P,
    _("“{value}” is not known. Did you mean “{near}”?"),
    _("If so, write {near}."),
)
COUNTRY_UNKNOWN = Code(
    "country_unknown",
    _P,
    _("“{value}” is not a country that is known."),
    _("Write the country's name or its two letters, such as SA, AE, KW, EG or TR."),
)
CURRENCY_UNKNOWN = Code(
    "currency_unknown",
    _P,
    _("“{value}” is not a currency that is known."),
    _("Write the currency's three letters, such as SAR, AED, KWD, EGP or TRY."),
)
CURRENCY_UNCLEAR = Code(
    "currency_unclear",
    _P,
    _("“{value}” can be more than one currency: {allowed}."),
    _(
        "Write the one that is meant: {allowed}; or say it once for all such cells, for example "
        '--set "{field}={first}".'
    ),
)
COUNTS_AS_EMPTY = Code(
    "counts_as_empty",
    _N,
    _n(
        "In the column “{header}” {count} cell such as “{value}” counts as empty.",
        "In the column “{header}” {count} cells such as “{value}” count as empty.",
    ),
    _("If one of them holds a value, write it."),
)

CODES: tuple[Code, ...] = (
    CELL_ERROR, CELL_UNCALCULATED, CELL_HIDDEN, BECAME_DATE, YES_NO_UNKNOWN, PAYMENT_UNKNOWN,
    CHOICE_UNKNOWN, WORD_MISSPELLED, COUNTRY_UNKNOWN, CURRENCY_UNKNOWN, CURRENCY_UNCLEAR,
    COUNTS_AS_EMPTY, *cells_numbers.CODES, *cells_dates.CODES, *cells_contacts.CODES,
)  # fmt: skip
