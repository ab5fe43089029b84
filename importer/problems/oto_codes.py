"""OTO's own codes: what each means, what it does to the run, and what to do.

Source: OTO's published error list and answers that were seen. This is the one place that spells
them; a code that is not here is refused in OTO's own words.
"""

from enum import StrEnum
from typing import NamedTuple

from importer.i18n import Message, _
from importer.problems.problem import Code, Problem, problem


class Effect(StrEnum):
    """What an answer with the code means for the order and the run."""

    REFUSED = "refused"  # this order is refused, for good
    UNSURE = "unsure"  # something failed inside OTO, before or after it stored the order
    EXISTS = "exists"  # the order number is taken
    ABSENT = "absent"  # OTO has no such order
    NO_CREDIT = "no_credit"  # the run stops: the account's credit is used up
    FORBIDDEN = "forbidden"  # the run stops: the account or the token may not do this


class OtoCode(NamedTuple):
    """One code of OTO's; `code` is how a refusal with it is told."""

    code: Code
    effect: Effect


_SAID = _("OTO refused the order: {meaning} (OTO says: {text})")
_LATER = _("Run the report again later; if it stays so, show this line to OTO's support.")
_SUPPORT = _("Show this line to OTO's support.")


def _row(name: str, meaning: Message, cure: Message, effect: Effect = Effect.REFUSED) -> OtoCode:
    return OtoCode(Code.problem(name, _SAID.given(meaning=meaning), cure), effect)


def _mend(cure: Message) -> Message:
    """A cure in the file."""
    return _("{cure} Then run the report: only what is left is sent.", cure=cure)


TABLE: tuple[OtoCode, ...] = (
    _row(
        "OTO1001",
        _("its order number is missing or not valid."),
        _mend(_("Give the order a number of letters and digits.")),
    ),
    _row("OTO1002", _("it does not know the order number."), _LATER, Effect.ABSENT),
    _row(
        "OTO1004",
        _("no delivery company is set up for this order."),
        _mend(
            _("Activate a delivery company in OTO's dashboard, or leave the delivery option empty.")
        ),
    ),
    _row(
        "OTO1006",
        _("the account's credit is not enough."),
        _mend(_("Top up the credit in OTO's dashboard.")),
        Effect.NO_CREDIT,
    ),
    _row("OTO1009", _("something went wrong there."), _LATER),
    _row("OTO1010", _("details are missing."), _mend(_("Fill in what OTO names."))),
    _row(
        "OTO1011",
        _("its shipment already exists."),
        _("Look at the order in OTO's dashboard before sending it again."),
    ),
    _row("OTO1015", _("OTO's database had an error."), _LATER, Effect.UNSURE),
    _row(
        "OTO1016",
        _("the sender's details are missing or not valid."),
        _mend(_("Complete the sender's columns, or use a pickup location code instead.")),
    ),
    _row(
        "OTO1021",
        _("the recipient's address is missing or not valid."),
        _mend(_("Write the full address.")),
    ),
    _row(
        "OTO1022",
        _("the recipient's city is missing or not known."),
        _mend(_("Write the city as OTO's dashboard spells it.")),
    ),
    _row(
        "OTO1024",
        _("the recipient's country is missing or not valid."),
        _mend(_("Write the country's two letters, such as SA.")),
    ),
    _row(
        "OTO1029",
        _("the recipient's name is missing or not valid."),
        _mend(_("Write the recipient's full name.")),
    ),
    _row(
        "OTO1030",
        _("the recipient's phone is missing or not valid."),
        _mend(_("Write the mobile number with its country code, such as 966546607389.")),
    ),
    _row(
        "OTO1049",
        _("the weight is missing or not valid."),
        _mend(_("Write the weight in kilograms, above 0.")),
    ),
    _row(
        "OTO1063",
        _("the order number already exists."),
        _("Look for the number in OTO's dashboard; give a new order another number."),
        Effect.EXISTS,
    ),
    _row(
        "OTO1067",
        _("the order's status does not allow a change."),
        _("Look at the order in OTO's dashboard."),
    ),
    _row(
        "OTO1070",
        _("the pickup location is missing, not known or not the only one of its name."),
        _mend(_("Write the pickup location's code from OTO's dashboard, or leave it empty.")),
    ),
    _row(
        "OTO1071",
        _("the pickup locations of a split order's items are not valid."),
        _mend(_("Mend the items' pickup locations.")),
    ),
    _row(
        "OTO1072",
        _("the order number was used by another part of a split order."),
        _mend(_("Give the order another number.")),
    ),
    _row(
        "OTO1073",
        _("the box name is missing or not valid."),
        _mend(_("Write a box name that OTO knows.")),
    ),
    _row(
        "OTO1074",
        _("its items are not valid."),
        _mend(_("Look at the names, SKUs and quantities of its items.")),
    ),
    _row("OTO1075", _("it could not read the order."), _SUPPORT),
    _row(
        "OTO1080",
        _("the account may not use this service."),
        _("Ask OTO's support to open the API for the account."),
        Effect.FORBIDDEN,
    ),
    _row("OTO1081", _("a system error occurred there."), _LATER, Effect.UNSURE),
    _row(
        "OTO1083",
        _("it misses the refresh token."),
        _("Copy the refresh token again from OTO's dashboard."),
    ),
    _row(
        "OTO1084", _("it wants a login."), _("Copy the refresh token again from OTO's dashboard.")
    ),
    _row(
        "OTO1088",
        _("this token may not create orders."),
        _("Use a token of a user who may create orders."),
        Effect.FORBIDDEN,
    ),
    _row(
        "OTO1100",
        _("the brand is missing or not known."),
        _mend(_("Write the brand's id from OTO's dashboard, or leave it empty.")),
    ),
    _row(
        "OTO1103",
        _("the order's status does not suit this."),
        _("Look at the order in OTO's dashboard."),
    ),
    _row(
        "OTO1107",
        _("its dates are missing or not valid."),
        _mend(_("Look at the dates of the order.")),
    ),
    _row(
        "OTO1176",
        _("a phone number is not valid."),
        _mend(_("Write the mobile number with its country code, such as 966546607389.")),
    ),
)

OTO_REFUSED = Code.problem(
    "oto_refused",
    _("OTO refused the order ({oto_code}): {text}"),
    _("Mend what OTO names; if it is not clear, show this line to OTO's support."),
)
CODES = (*(row.code for row in TABLE), OTO_REFUSED)
_BY_NAME = {row.code.name: row for row in TABLE}


def is_known(code: str) -> bool:
    """Whether the table has the code."""
    return code in _BY_NAME


def effect_of(code: str) -> Effect:
    """What the code means for the run; a code that is not known refuses its order."""
    row = _BY_NAME.get(code)
    return Effect.REFUSED if row is None else row.effect


def refusal(code: str, text: str, row: int | None) -> Problem:
    """The problem of an order that OTO refused with `code` and the message `text`."""
    known = _BY_NAME.get(code)
    told = OTO_REFUSED if known is None else known.code
    return problem(told, row, oto_code=code, text=text)


def code_told(found: Problem) -> str:
    """The code that people are told: of a refusal that the table does not know, OTO's own."""
    facts = dict(found.facts)
    return str(facts["oto_code"]) if found.code == OTO_REFUSED.name else found.code
