"""What an order that crosses a border needs: warnings, since OTO may do without."""

import numpy as np

from importer import catalog
from importer.catalog import Field
from importer.catalog.iso import COUNTRIES, SAUDI_ARABIA
from importer.checks.order_frame import Grid, Mask, Orders, Places
from importer.checks.rule import Facts, Rule
from importer.problems import rules

_ASK_ID_CARD = ("KW", "OM", "QA")
_ASK_ID_NUMBER = ("OM",)


def _country(grid: Grid, _field: Field, at: Places) -> Facts:
    return {"country": grid.texts(catalog.COUNTRY, at)}


def _goes_abroad(orders: Orders) -> Mask:
    """Where the customer's country is not the sender's, or else not the file's most common one."""
    to = orders.each(catalog.COUNTRY, lambda name: name if name in COUNTRIES else "", "")
    sender = orders.each(catalog.SENDER_COUNTRY, str, "")
    home = np.where(sender == "", _home(to), sender)
    return np.asarray((to != "") & (to != home))


def _home(countries: np.ndarray) -> str:
    names, counts = np.unique(countries[countries != ""], return_counts=True)
    most = names[counts == counts.max(initial=0)]
    return SAUDI_ARABIA if SAUDI_ARABIA in most or not len(most) else str(most[0])


def _abroad(orders: Orders) -> Mask:
    found: Mask = orders.once("goes abroad", lambda: _goes_abroad(orders))
    return found


def an_order_abroad_has_a_postcode(orders: Orders, field: Field) -> Mask:
    return orders.filled(field) | ~_abroad(orders)


def an_item_abroad_has_a_customs_code(sheet: Grid, field: Field) -> Mask:
    return sheet.filled(field) | ~sheet.is_item | ~_abroad(sheet.orders)[sheet.order_of]


def an_id_card_is_shown_where_asked(orders: Orders, field: Field) -> Mask:
    return orders.filled(field) | ~orders.says(catalog.COUNTRY, *_ASK_ID_CARD)


def an_id_number_is_given_where_asked(orders: Orders, field: Field) -> Mask:
    return orders.filled(field) | ~orders.says(catalog.COUNTRY, *_ASK_ID_NUMBER)


ORDER_RULES: tuple[Rule[Orders], ...] = (
    Rule(
        rules.POSTCODE_ABROAD,
        catalog.POSTCODE,
        an_order_abroad_has_a_postcode,
        _country,
        of_gaps=True,
    ),
    *(
        Rule(rules.IDENTITY_ASKED, field, an_id_card_is_shown_where_asked, _country, of_gaps=True)
        for field in (catalog.FRONT_SIDE_ID_CARD, catalog.BACK_SIDE_ID_CARD)
    ),
    Rule(
        rules.IDENTITY_ASKED,
        catalog.CONSIGNEE_ID,
        an_id_number_is_given_where_asked,
        _country,
        of_gaps=True,
    ),
)
ROW_RULES: tuple[Rule[Grid], ...] = (
    Rule(
        rules.HS_CODE_ABROAD,
        catalog.HS_CODE,
        an_item_abroad_has_a_customs_code,
        _country,
        of_gaps=True,
    ),
)
