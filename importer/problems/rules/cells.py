"""The codes of problems of a cell by itself, by what the catalogue says of its field."""

from importer.i18n import _
from importer.problems.problem import Code, Severity

REQUIRED_MISSING = Code(
    "required_missing",
    Severity.PROBLEM,
    _("“{header}” is empty, and every order needs it."),
    _("Fill it in, such as: {example}"),
)
ADDRESS_MISSING = Code(
    "address_missing",
    Severity.PROBLEM,
    _("“{header}” is empty, and so is “{other}”: the courier needs one of them."),
    _(
        "Fill it in, such as: {example}. Or write the short national address (such as {short}): "
        "it stands in for city and address."
    ),
)
TEXT_TOO_LONG = Code(
    "text_too_long",
    Severity.PROBLEM,
    _("“{header}” has {length} characters; at most {longest} are possible."),
    _("Shorten the text."),
)
NOT_ALLOWED = Code(
    "not_allowed",
    Severity.PROBLEM,
    _("“{value}” is not a value that “{header}” can have."),
    _("Write one of these: {choice}"),
)
NUMBER_TOO_SMALL = Code(
    "number_too_small",
    Severity.PROBLEM,
    _("“{header}” is {value}; it cannot be less than {limit}."),
    _("Correct the number."),
)
NUMBER_NOT_ABOVE = Code(
    "number_not_above",
    Severity.PROBLEM,
    _("“{header}” is {value}; it must be more than {limit}."),
    _("Correct the number, or leave the cell empty if it does not apply."),
)
NUMBER_TOO_LARGE = Code(
    "number_too_large",
    Severity.PROBLEM,
    _("“{header}” is {value}; it cannot be more than {limit}."),
    _("Correct the number; perhaps another column's value slipped in."),
)
COUNTRY_WRONG = Code(
    "country_wrong",
    Severity.PROBLEM,
    _("“{value}” is not a country."),
    _("Write the country's name or its two letters, such as SA, AE, KW or EG."),
)
CURRENCY_WRONG = Code(
    "currency_wrong",
    Severity.PROBLEM,
    _("“{value}” is not a currency."),
    _("Write the currency's three letters, such as SAR, AED or KWD."),
)
EMAIL_WRONG = Code(
    "email_wrong",
    Severity.PROBLEM,
    _("“{value}” is not an e-mail address."),
    _("Correct it (such as noura@example.com), or leave the cell empty."),
)
URL_WRONG = Code(
    "url_wrong",
    Severity.PROBLEM,
    _("“{value}” is not a link."),
    _("Copy the whole link, beginning with https://, or leave the cell empty."),
)
PHONE_WRONG = Code(
    "phone_wrong",
    Severity.PROBLEM,
    _("“{value}” cannot be a phone number."),
    _("Write it with its country code, such as 966551234567."),
)
WHAT3WORDS_WRONG = Code(
    "what3words_wrong",
    Severity.PROBLEM,
    _("“{value}” is not a what3words address."),
    _("Write three words with dots between them, such as filled.count.soap, or leave it empty."),
)
SHORT_ADDRESS_WRONG = Code(
    "short_address_wrong",
    Severity.PROBLEM,
    _("“{value}” is not a short national address."),
    _("Write four letters and four digits, such as DMAJ8089, or leave it empty."),
)

CELL_CODES = (
    REQUIRED_MISSING,
    ADDRESS_MISSING,
    TEXT_TOO_LONG,
    NOT_ALLOWED,
    NUMBER_TOO_SMALL,
    NUMBER_NOT_ABOVE,
    NUMBER_TOO_LARGE,
    COUNTRY_WRONG,
    CURRENCY_WRONG,
    EMAIL_WRONG,
    URL_WRONG,
    PHONE_WRONG,
    WHAT3WORDS_WRONG,
    SHORT_ADDRESS_WRONG,
)
