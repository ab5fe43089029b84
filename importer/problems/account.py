"""The codes of problems of an order against what the OTO account knows."""

from importer.i18n import Message, _
from importer.problems.problem import Code

ACCOUNT_NOT_ASKED = Code.note(
    "account_not_asked",
    _(
        "Cities, pickup locations, delivery options and brands were not checked, because your "
        "OTO account could not be asked: {reason}."
    ),
    _("You may go on: OTO itself refuses what it does not know. Or try again later."),
)

ACCOUNT_LEFT_OUT = Code.note(
    "account_left_out",
    _(
        "Cities, pickup locations, delivery options and brands were not checked: your OTO "
        "account was not asked."
    ),
    _("To have them checked, check again with your refresh token and without --offline."),
)

LIST_NOT_KNOWN = Code.note(
    "list_not_known",
    _("“{header}” was not checked: OTO gave no list of {what}."),
    _("You may go on: OTO itself refuses what it does not know."),
)

CACHED_LIST_LACKS = Code.warning(
    "cached_list_lacks",
    _(
        "“{value}” is not among {what}, by a list that OTO gave within the last hour; OTO could "
        "not be asked for a new one."
    ),
    _("It is sent as it stands, and OTO refuses what it does not know. Correct it if it is wrong."),
)

_CHOOSE = _("Write one of these: {known}")

PICKUP_UNKNOWN = Code.problem(
    "pickup_unknown", _("Your OTO account has no active location with the code “{value}”."), _CHOOSE
)

DELIVERY_OPTION_UNKNOWN = Code.warning(
    "delivery_option_unknown",
    _("Delivery option {value} is none of your account's own contracts with carriers."),
    _(
        "If it is one of OTO's own rates, there is nothing to do. If a contract of yours is "
        "meant, write one of these: {known}"
    ),
)

BRAND_UNKNOWN = Code.problem(
    "brand_unknown", _("Your OTO account has no brand number {value}."), _CHOOSE
)

CITY_SPELLED = Code.warning(
    "city_spelled",
    _("City “{value}” is sent as OTO writes it: {city} (orders: {orders})."),
    _(
        "If that is right, there is nothing to do. If another city is meant, run again with "
        '--map-city "{value}=City" and the right name in place of City.'
    ),
)

CITY_CHOSEN = Code.note(
    "city_chosen",
    _("City “{value}” is sent as {city}, as you chose (orders: {orders})."),
    _('To choose another one: --map-city "{value}=City".'),
)

CITY_NOT_LISTED = Code.warning(
    "city_not_listed",
    _(
        "City “{value}” is sent as {city}, as you chose, but OTO's list does not have it "
        "(orders: {orders})."
    ),
    _('OTO may refuse it. To choose another one: --map-city "{value}=City".'),
)

CITY_MATCHED = Code.warning(
    "city_matched",
    _("OTO's list has no city “{value}”; it was taken for {city} and is sent so."),
    _(
        "If another city is meant, correct the cell, or run again with --map-city "
        '"{value}=City" and the right name in place of City.'
    ),
)

CITY_DOUBTFUL = Code.problem(
    "city_doubtful",
    _("Unknown city “{value}”: did you mean {suggestions}?"),
    _(
        'Write the city as OTO does, or run again with --map-city "{value}={first}", which '
        'settles it for all orders and is remembered ("{value}={value}" sends it as it stands).'
    ),
    Message("{first}"),
)

CITY_UNKNOWN = Code.problem(
    "city_unknown",
    _("OTO's list of {country} has no city like “{value}”."),
    _(
        "Check the city and the country. If both are right, run again with --map-city "
        '"{value}={value}": it sends the city as it stands.'
    ),
)
