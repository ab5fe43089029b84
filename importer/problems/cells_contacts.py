"""The codes of problems of a phone number, an e-mail address or a link in one cell."""

from importer.i18n import _
from importer.problems.problem import Code, Severity

_P = Severity.PROBLEM

PHONE_UNREADABLE = Code(
    "phone_unreadable",
    _P,
    _("“{value}” holds more than a phone number, or none."),
    _("Write only the number, such as 0551234567."),
)
PHONE_TWO = Code(
    "phone_two",
    _P,
    _("There are two phone numbers in the cell: {first} and {second}."),
    _("Leave the one that the courier should call; the other can go into the courier's note."),
)
PHONE_EXTENSION = Code(
    "phone_extension",
    _P,
    _("“{value}” has an extension, which OTO cannot take."),
    _("Leave the number alone and write the extension into the courier's note."),
)
PHONE_TOO_SHORT = Code(
    "phone_too_short",
    _P,
    _("The phone number “{value}” is too short for {country}."),
    _("Write the whole number; one of {country} looks like {example}."),
)
PHONE_TOO_LONG = Code(
    "phone_too_long",
    _P,
    _("The phone number “{value}” is too long for {country}."),
    _("Take out what is too much; a number of {country} looks like {example}."),
)
PHONE_NOT_IN_USE = Code(
    "phone_not_in_use",
    _P,
    _("No phone number of {country} begins or looks like “{value}”."),
    _(
        "Check the number with the customer; one of {country} looks like {example}. For a "
        "number of another country write + and the country code."
    ),
)
PHONE_NO_SUCH_CODE = Code(
    "phone_no_such_code",
    _P,
    _("“{value}” begins with a country code that no country has."),
    _("Write the number with its right country code, such as +966551234567, or without any."),
)
EMAIL_UNREADABLE = Code(
    "email_unreadable",
    _P,
    _("“{value}” is not an e-mail address."),
    _("Write one address such as noura@example.com, or empty the cell."),
)
URL_UNREADABLE = Code(
    "url_unreadable",
    _P,
    _("“{value}” is not a link."),
    _("Write one full link that starts with https://, or empty the cell."),
)

CODES: tuple[Code, ...] = (
    PHONE_UNREADABLE, PHONE_TWO, PHONE_EXTENSION, PHONE_TOO_SHORT,
    PHONE_TOO_LONG, PHONE_NOT_IN_USE, PHONE_NO_SUCH_CODE, EMAIL_UNREADABLE, URL_UNREADABLE,
)  # fmt: skip
