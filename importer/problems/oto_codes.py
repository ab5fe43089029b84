"""The codes of problems of an order that OTO refused, by OTO's own code.

Source of the codes and their meanings: OTO's published error list. OTO's own message, which may
say more, is the fact `text`.
"""

from importer.i18n import Message, _
from importer.problems.problem import Code, Problem, Severity, problem

_SAID = _("OTO refused the order: {meaning} (OTO says: {text})")
_MEND_THEN_RUN = _("{cure} Then run the report: only what is left is sent.")
_LATER = _("Run the report again later; if it stays so, show this line to OTO's support.")
_SUPPORT = _("Show this line to OTO's support.")


def _code(number: str, meaning: Message, cure: Message) -> Code:
    return Code(f"OTO{number}", Severity.PROBLEM, _SAID.given(meaning=meaning), cure)


def _mend(number: str, meaning: Message, cure: Message) -> Code:
    """A code whose cure is in the file."""
    return _code(number, meaning, _MEND_THEN_RUN.given(cure=cure))


CODES: tuple[Code, ...] = (
    _mend(
        "1001",
        _("its order number is missing or not valid."),
        _("Give the order a number of letters and digits."),
    ),
    _code(
        "1002",
        _("it does not know the order number."),
        _LATER,
    ),
    _mend(
        "1004",
        _("no delivery company is set up for this order."),
        _("Activate a delivery company in OTO's dashboard, or leave the delivery option empty."),
    ),
    _mend(
        "1006",
        _("the account's credit is not enough."),
        _("Top up the credit in OTO's dashboard."),
    ),
    _code("1009", _("something went wrong there."), _LATER),
    _mend(
        "1010",
        _("details are missing."),
        _("Fill in what OTO names."),
    ),
    _code(
        "1011",
        _("its shipment already exists."),
        _("Look at the order in OTO's dashboard before sending it again."),
    ),
    _code("1015", _("its database had an error."), _LATER),
    _mend(
        "1016",
        _("the sender's details are missing or not valid."),
        _("Complete the sender's columns, or use a pickup location code instead."),
    ),
    _mend(
        "1021",
        _("the recipient's address is missing or not valid."),
        _("Write the full address."),
    ),
    _mend(
        "1022",
        _("the recipient's city is missing or not known."),
        _("Write the city as OTO's dashboard spells it."),
    ),
    _mend(
        "1024",
        _("the recipient's country is missing or not valid."),
        _("Write the country's two letters, such as SA."),
    ),
    _mend(
        "1029",
        _("the recipient's name is missing or not valid."),
        _("Write the recipient's full name."),
    ),
    _mend(
        "1030",
        _("the recipient's phone is missing or not valid."),
        _("Write the mobile number with its country code, such as 966546607389."),
    ),
    _mend(
        "1049",
        _("the weight is missing or not valid."),
        _("Write the weight in kilograms, above 0."),
    ),
    _code(
        "1063",
        _("the order number already exists."),
        _("Look for the number in OTO's dashboard; give a new order another number."),
    ),
    _code(
        "1067",
        _("the order's status does not allow a change."),
        _("Look at the order in OTO's dashboard."),
    ),
    _mend(
        "1070",
        _("the pickup location is missing, not known or not the only one of its name."),
        _("Write the pickup location's code from OTO's dashboard, or leave it empty."),
    ),
    _mend(
        "1071",
        _("the pickup locations of a split order's items are not valid."),
        _("Mend the items' pickup locations."),
    ),
    _mend(
        "1072",
        _("the order number was used by another part of a split order."),
        _("Give the order another number."),
    ),
    _mend(
        "1073",
        _("the box name is missing or not valid."),
        _("Write a box name that OTO knows."),
    ),
    _mend(
        "1074",
        _("its items are not valid."),
        _("Look at the names, SKUs and quantities of its items."),
    ),
    _code("1075", _("it could not read the order."), _SUPPORT),
    _code(
        "1080",
        _("the account may not use this service."),
        _("Ask OTO's support to open the API for the account."),
    ),
    _code("1081", _("a system error occurred there."), _LATER),
    _code(
        "1083",
        _("it misses the refresh token."),
        _("Copy the refresh token again from OTO's dashboard."),
    ),
    _code(
        "1084",
        _("it wants a login."),
        _("Copy the refresh token again from OTO's dashboard."),
    ),
    _code(
        "1088",
        _("this token may not create orders."),
        _("Use a token of a user who may create orders."),
    ),
    _mend(
        "1100",
        _("the brand is missing or not known."),
        _("Write the brand's id from OTO's dashboard, or leave it empty."),
    ),
    _code(
        "1103",
        _("the order's status does not suit this."),
        _("Look at the order in OTO's dashboard."),
    ),
    _mend(
        "1107",
        _("its dates are missing or not valid."),
        _("Look at the dates of the order."),
    ),
    _mend(
        "1176",
        _("a phone number is not valid."),
        _("Write the mobile number with its country code, such as 966546607389."),
    ),
)
OTO_REFUSED = Code(
    "oto_refused",
    Severity.PROBLEM,
    _("OTO refused the order ({oto_code}): {text}"),
    _("Mend what OTO names; if it is not clear, show this line to OTO's support."),
)
_BY_NAME = {code.name: code for code in CODES}
CODES = (*CODES, OTO_REFUSED)


def is_known(code: str) -> bool:
    """Whether OTO's error list has the code."""
    return code in _BY_NAME


def refusal(code: str, text: str, row: int | None) -> Problem:
    """The problem of an order that OTO refused with `code` and the message `text`."""
    return problem(_BY_NAME.get(code, OTO_REFUSED), row, oto_code=code, text=text)


def code_told(found: Problem) -> str:
    """The code that people are told: of a refusal that the table does not know, OTO's own."""
    facts = dict(found.facts)
    return str(facts["oto_code"]) if found.code == OTO_REFUSED.name else found.code
