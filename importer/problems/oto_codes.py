"""OTO's own codes: what each means, what it does to the run, and what to do.

Source: OTO's published error list and answers that were seen; `OTO1187` was seen and is not in the
list. This is the one place that spells them; a code that is not here is refused in OTO's own words.
"""

from enum import StrEnum
from typing import NamedTuple

from importer import catalog
from importer.catalog import Field
from importer.i18n import Message, _
from importer.problems.problem import Code, Problem, problem
from importer.problems.sending import (
    ACCOUNT_FORBIDDEN,
    NO_CREDIT,
    NOT_IN_PLAN,
    SHIPMENT_NUMBERS_USED_UP,
    TOKEN_REFUSED,
    USER_FORBIDDEN,
)


class Effect(StrEnum):
    """What an answer with the code means for the order and the run."""

    ORDER = "order"  # this order is refused, for good
    EXISTS = "exists"  # the order number is taken: ask what OTO has
    ABSENT = "absent"  # OTO has no such order
    UNSURE = "unsure"  # it may have been obeyed: ask, then again
    BUSY = "busy"  # as HTTP 429: all calls pause, then again
    TOO_MANY_ASKED = "too_many_asked"  # a look-up of too many orders: ask for fewer
    # Of the account: the run stops.
    NO_CREDIT = "no_credit"
    FORBIDDEN = "forbidden"
    NOT_IN_PLAN = "not_in_plan"
    USER_FORBIDDEN = "user_forbidden"
    SHIPMENTS_USED_UP = "shipments_used_up"
    TOKEN = "token"


# Why the run stops; a look-up with one of these codes is not allowed.
ACCOUNT_PROBLEMS = {
    Effect.NO_CREDIT: NO_CREDIT,
    Effect.FORBIDDEN: ACCOUNT_FORBIDDEN,
    Effect.NOT_IN_PLAN: NOT_IN_PLAN,
    Effect.USER_FORBIDDEN: USER_FORBIDDEN,
    Effect.SHIPMENTS_USED_UP: SHIPMENT_NUMBERS_USED_UP,
    Effect.TOKEN: TOKEN_REFUSED,
}


class OtoCode(NamedTuple):
    """One code of OTO's: `code` is how a refusal with it is told, `fields` are those that it is
    about, the likeliest first."""

    code: Code
    effect: Effect
    fields: tuple[Field, ...]


_REFUSED = _("OTO refused the order: {meaning} (OTO says: {text})")


def _row(
    name: str,
    meaning: Message,
    cure: Message,
    *fields: Field,
    effect: Effect = Effect.ORDER,
) -> OtoCode:
    return OtoCode(Code.problem(name, _REFUSED.given(meaning=meaning), cure), effect, fields)


def _mend(cure: Message) -> Message:
    """A cure in the file."""
    return _("{cure} Then run the report: only what is left is sent.", cure=cure)


_LATER = _("Run the report again later; if it stays so, show this line to OTO's support.")
_SUPPORT = _("Show this line to OTO's support.")
_DASHBOARD = _("Look at the order in OTO's dashboard.")
_TOKEN = _("Copy the refresh token again from OTO's dashboard.")
_PHONE = _mend(_("Write the mobile number with its country code, such as 966546607389."))
_CITY = _mend(_("Write the city as OTO's dashboard spells it."))
_COUNTRY = _mend(_("Write the country's two letters, such as SA."))
_COORDINATES = _mend(_("Correct latitude and longitude, or leave both empty."))
_SHORT_ADDRESS = _mend(_("Correct the short address code, or write city and address instead."))
_OPTION = _mend(_("Write a delivery option number from OTO's dashboard, or leave it empty."))
_BOXES = _mend(_("Look at the packages and box sizes of the order."))
_ITEMS = _mend(_("Look at the names, SKUs and quantities of its items."))

TABLE: tuple[OtoCode, ...] = (
    _row(
        "OTO1001",
        _("its order number is missing or not valid."),
        _mend(_("Give the order a number of letters and digits.")),
        catalog.ORDER_ID,
    ),
    _row("OTO1002", _("it does not know the order number."), _LATER, effect=Effect.ABSENT),
    _row(
        "OTO1004",
        _("no delivery company is set up for this order."),
        _mend(
            _("Activate a delivery company in OTO's dashboard, or leave the delivery option empty.")
        ),
        catalog.DELIVERY_OPTION_ID,
    ),
    _row(
        "OTO1006",
        _("the account's credit is not enough."),
        _mend(_("Top up the credit in OTO's dashboard.")),
        effect=Effect.NO_CREDIT,
    ),
    _row("OTO1009", _("something went wrong there."), _LATER),
    _row("OTO1010", _("details are missing."), _mend(_("Fill in what OTO names."))),
    _row(
        "OTO1011",
        _("its shipment already exists."),
        _("Look at the order in OTO's dashboard before sending it again."),
    ),
    _row("OTO1015", _("OTO's database had an error."), _LATER, effect=Effect.UNSURE),
    _row(
        "OTO1016",
        _("the sender's details are missing or not valid."),
        _mend(_("Complete the sender's columns, or use a pickup location code instead.")),
    ),
    _row(
        "OTO1021",
        _("the recipient's address is missing or not valid."),
        _mend(_("Write the full address.")),
        catalog.ADDRESS,
    ),
    _row("OTO1022", _("the recipient's city is missing or not known."), _CITY, catalog.CITY),
    _row(
        "OTO1024",
        _("the recipient's country is missing or not valid."),
        _COUNTRY,
        catalog.COUNTRY,
    ),
    _row(
        "OTO1029",
        _("the recipient's name is missing or not valid."),
        _mend(_("Write the recipient's full name.")),
        catalog.CUSTOMER_NAME,
    ),
    _row("OTO1030", _("the recipient's phone is missing or not valid."), _PHONE, catalog.MOBILE),
    _row(
        "OTO1049",
        _("the weight is missing or not valid."),
        _mend(_("Write the weight in kilograms, above 0.")),
        catalog.PACKAGE_WEIGHT,
    ),
    _row(
        "OTO1063",
        _("the order number already exists."),
        _("Look for the number in OTO's dashboard; give a new order another number."),
        catalog.ORDER_ID,
        effect=Effect.EXISTS,
    ),
    _row("OTO1067", _("the order's status does not allow a change."), _DASHBOARD),
    _row(
        "OTO1070",
        _("the pickup location is missing, not known or not the only one of its name."),
        _mend(_("Write the pickup location's code from OTO's dashboard, or leave it empty.")),
        catalog.PICKUP_LOCATION_CODE,
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
        catalog.ORDER_ID,
    ),
    _row(
        "OTO1073",
        _("the box name is missing or not valid."),
        _mend(_("Write a box name that OTO knows.")),
    ),
    _row(
        "OTO1074",
        _("its items are not valid."),
        _ITEMS,
        catalog.ITEM_NAME,
        catalog.SKU,
        catalog.QUANTITY,
    ),
    _row("OTO1075", _("it could not read the order."), _SUPPORT),
    _row("OTO1077", _("a label could not be made."), _LATER),
    _row("OTO1079", _("the number of a shipment is missing."), _SUPPORT),
    _row(
        "OTO1080",
        _("the account may not use this service."),
        _("Ask OTO's support to open the API for the account."),
        effect=Effect.FORBIDDEN,
    ),
    _row("OTO1081", _("a system error occurred there."), _LATER, effect=Effect.UNSURE),
    _row("OTO1082", _("the status does not allow cancelling the shipment."), _DASHBOARD),
    _row("OTO1083", _("it misses the refresh token."), _TOKEN, effect=Effect.TOKEN),
    _row("OTO1084", _("it wants a login."), _TOKEN, effect=Effect.TOKEN),
    _row(
        "OTO1085",
        _("the e-mail address is missing or not valid."),
        _mend(_("Correct the e-mail address, or leave it empty.")),
        catalog.EMAIL,
    ),
    _row("OTO1087", _("the country is missing or not valid."), _COUNTRY, catalog.COUNTRY),
    _row(
        "OTO1088",
        _("this token may not create orders."),
        _("Use a token of a user who may create orders."),
        effect=Effect.FORBIDDEN,
    ),
    _row(
        "OTO1096",
        _("the delivery company's details are missing or not valid."),
        _OPTION,
        catalog.DELIVERY_OPTION_ID,
    ),
    _row("OTO1097", _("the city's details are missing or not valid."), _CITY, catalog.CITY),
    _row(
        "OTO1098",
        _("latitude or longitude is missing or not valid."),
        _COORDINATES,
        catalog.LAT,
        catalog.LON,
    ),
    _row(
        "OTO1100",
        _("the brand is missing or not known."),
        _mend(_("Write the brand's id from OTO's dashboard, or leave it empty.")),
        catalog.BRAND_ID,
    ),
    _row("OTO1103", _("the order's status does not suit this."), _DASHBOARD),
    _row(
        "OTO1104",
        _("the customer's details are missing or not valid."),
        _mend(_("Fill in the customer's name, mobile, address, city and country.")),
        catalog.CUSTOMER_NAME,
        catalog.MOBILE,
        catalog.ADDRESS,
        catalog.CITY,
        catalog.COUNTRY,
    ),
    _row("OTO1105", _("it asks to wait a minute."), _LATER, effect=Effect.BUSY),
    _row(
        "OTO1106",
        _("who pays the delivery fee is missing or not valid."),
        _mend(_("Leave it empty, or write what the template's list offers.")),
        catalog.WHO_PAYS,
    ),
    _row(
        "OTO1107",
        _("its dates are missing or not valid."),
        _mend(_("Look at the dates of the order.")),
    ),
    _row("OTO1108", _("a status is missing."), _SUPPORT),
    _row("OTO1110", _("the reason for holding the order is missing or not valid."), _SUPPORT),
    _row("OTO1111", _("the reason for holding the order is not set up."), _SUPPORT),
    _row(
        "OTO1112",
        _("too many orders were asked for in one call."),
        _SUPPORT,
        effect=Effect.TOO_MANY_ASKED,
    ),
    _row("OTO1113", _("the shipment does not exist."), _DASHBOARD),
    # The order may stand although its shipment does not.
    _row("OTO1116", _("the delivery company gave no proper answer."), _LATER, effect=Effect.UNSURE),
    _row("OTO1120", _("there are more than 10 webhooks."), _SUPPORT),
    _row("OTO1122", _("the address of a webhook is registered already."), _SUPPORT),
    _row("OTO1123", _("a webhook's authorization key is too long."), _SUPPORT),
    _row("OTO1124", _("a webhook's secret key is too long."), _SUPPORT),
    _row(
        "OTO1126",
        _("an item's SKU is missing or not valid."),
        _mend(_("Correct the item's SKU.")),
        catalog.SKU,
    ),
    _row(
        "OTO1132",
        _("an item's quantity is missing or not valid."),
        _mend(_("Write a quantity above 0.")),
        catalog.QUANTITY,
    ),
    _row("OTO1141", _("the PDF was not found."), _LATER),
    _row("OTO1142", _("the pages of a list are not named."), _SUPPORT),
    _row("OTO1143", _("too many requests were made."), _LATER, effect=Effect.BUSY),
    _row(
        "OTO1148",
        _("the unit of the box sizes is missing or not valid."),
        _BOXES,
        catalog.BOX_WIDTH,
    ),
    _row("OTO1149", _("the box was not found."), _BOXES),
    _row(
        "OTO1150",
        _("the account's plan does not include it."),
        _("Upgrade the plan in OTO's dashboard, or leave out what it does not include."),
        effect=Effect.NOT_IN_PLAN,
    ),
    _row(
        "OTO1165",
        _("the free plan allows one delivery company only."),
        _mend(_("Leave the delivery option empty, or upgrade the plan in OTO's dashboard.")),
        catalog.DELIVERY_OPTION_ID,
    ),
    _row(
        "OTO1166",
        _("the request for a shipment is not valid."),
        _mend(_("Look at the pickup location, the delivery option and the packages.")),
    ),
    _row(
        "OTO1167",
        _("the account's plan does not allow branches as pickup locations."),
        _mend(_("Write the code of a warehouse, or upgrade the plan in OTO's dashboard.")),
        catalog.PICKUP_LOCATION_CODE,
    ),
    _row(
        "OTO1168",
        _("the account's rules leave no delivery option for it."),
        _mend(_("Write a delivery option number, or change the rules in OTO's dashboard.")),
        catalog.DELIVERY_OPTION_ID,
    ),
    _row(
        "OTO1169",
        _("the number of packages is not the number of its boxes."),
        _BOXES,
        catalog.PACKAGE_COUNT,
    ),
    _row(
        "OTO1170",
        _("the weight is not the sum of the weights of its boxes."),
        _BOXES,
        catalog.PACKAGE_WEIGHT,
    ),
    _row(
        "OTO1171",
        _("OTO's own delivery rates are not open to the account."),
        _mend(_("Ask OTO's support to open them, or use a delivery option of your own contract.")),
        catalog.DELIVERY_OPTION_ID,
    ),
    _row(
        "OTO1172",
        _("today's shipment numbers of the delivery company are used up."),
        _mend(_("Wait until tomorrow, or ask the delivery company for more shipment numbers.")),
        effect=Effect.SHIPMENTS_USED_UP,
    ),
    _row("OTO1173", _("no delivery company has this number."), _OPTION, catalog.DELIVERY_OPTION_ID),
    _row("OTO1176", _("a phone number is not valid."), _PHONE, catalog.MOBILE),
    _row("OTO1177", _("the country's code is not valid."), _COUNTRY, catalog.COUNTRY),
    _row(
        "OTO1178",
        _("it needs a short address code, or city and address both."),
        _mend(_("Write city and address, or a short address code.")),
        catalog.ADDRESS,
        catalog.CITY,
        catalog.SHORT_ADDRESS_CODE,
    ),
    _row("OTO1180", _("the status is not valid for a return."), _DASHBOARD),
    _row(
        "OTO1181",
        _("no address has this short address code."),
        _SHORT_ADDRESS,
        catalog.SHORT_ADDRESS_CODE,
    ),
    _row(
        "OTO1183",
        _("the short address code is missing."),
        _SHORT_ADDRESS,
        catalog.SHORT_ADDRESS_CODE,
    ),
    _row(
        "OTO1184",
        _("no address, or no store for a pickup, lies at this latitude and longitude."),
        _COORDINATES,
        catalog.LAT,
        catalog.LON,
    ),
    _row(
        "OTO1186",
        _("there is no store where the customer could pick it up."),
        _mend(_("Choose another service, or a pickup location that is a store.")),
        catalog.SERVICE_TYPE,
    ),
    _row("OTO1187", _("its items were returned already."), _DASHBOARD),
    _row(
        "OTO1193",
        _("no address was found for the order."),
        _mend(_("Write the full address.")),
        catalog.ADDRESS,
    ),
    _row("OTO1194", _("an order may have 10 boxes at most."), _BOXES, catalog.PACKAGE_COUNT),
    _row("OTO1195", _("it could not be split by its boxes, and nothing was created."), _BOXES),
    _row(
        "OTO1196",
        _("the weight of a box is not above 0."),
        _mend(_("Write the weight in kilograms, above 0.")),
        catalog.PACKAGE_WEIGHT,
    ),
    _row(
        "OTO1208",
        _("the code of the destination is not known."),
        _mend(_("Write the destination's code from OTO's dashboard, or the customer's address.")),
        catalog.DESTINATION_LOCATION_CODE,
    ),
    _row("OTO1209", _("two of its boxes have one id."), _BOXES),
    _row("OTO1211", _("the order is being processed just now."), _LATER, effect=Effect.UNSURE),
    _row(
        "OTO1212",
        _("this user may not use it."),
        _("Use a token of a user who may create orders."),
        effect=Effect.USER_FORBIDDEN,
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
    return Effect.ORDER if row is None else row.effect


def fields_of(code: str) -> tuple[Field, ...]:
    """The fields that the code is about, the likeliest first; none of one that is not known."""
    row = _BY_NAME.get(code)
    return () if row is None else row.fields


def refusal(code: str, text: str, row: int | None, warnings: tuple[str, ...] = ()) -> Problem:
    """The problem of an order that OTO refused with `code`, the message `text` and `warnings`, in
    the column of the likeliest field that the code names."""
    known = _BY_NAME.get(code)
    words = "; ".join(filter(None, (text, *warnings))) or code
    if known is None:
        return problem(OTO_REFUSED, row, oto_code=code, text=words)
    column = known.fields[0].name if known.fields else None
    return problem(known.code, row, column, oto_code=code, text=words)


def shown_code(refused: Problem) -> str:
    """The code that people see: of a refusal that the table does not know, OTO's own."""
    facts = dict(refused.facts)
    return str(facts["oto_code"]) if refused.code == OTO_REFUSED.name else refused.code
