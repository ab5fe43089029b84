"""What an order that crosses a border needs: warnings, since OTO may do without."""

import numpy as np

from importer import catalog
from importer.catalog import Field
from importer.catalog.iso import COUNTRIES, SAUDI_ARABIA
from importer.checks.order_frame import CodedFrame, Mask, OrderFrame, Positions, RowFrame
from importer.checks.rule import Params, Rule
from importer.problems import rules

_ASK_ID_CARD = ("KW", "OM", "QA")
_ASK_ID_NUMBER = ("OM",)


def _country(frame: CodedFrame, _field: Field, at: Positions) -> Params:
    return {"country": frame.texts(catalog.COUNTRY, at)}


def _goes_abroad(orders: OrderFrame) -> Mask:
    """Where the customer's country is not the sender's, or else not the file's most common one."""
    to = orders.map(catalog.COUNTRY, lambda name: name if name in COUNTRIES else "", "")
    sender = orders.map(catalog.SENDER_COUNTRY, str, "")
    home = np.where(sender == "", _home(to), sender)
    return np.asarray((to != "") & (to != home))


def _home(countries: np.ndarray) -> str:
    names, counts = np.unique(countries[countries != ""], return_counts=True)
    most = names[counts == counts.max(initial=0)]
    return SAUDI_ARABIA if SAUDI_ARABIA in most or not len(most) else str(most[0])


def _abroad(orders: OrderFrame) -> Mask:
    found: Mask = orders.cached("goes abroad", lambda: _goes_abroad(orders))
    return found


def an_order_abroad_has_a_postcode(orders: OrderFrame, field: Field) -> Mask:
    return orders.filled(field) | ~_abroad(orders)


def an_item_abroad_has_a_customs_code(rows: RowFrame, field: Field) -> Mask:
    return rows.filled(field) | ~rows.is_item | ~_abroad(rows.orders)[rows.order_codes]


def an_id_card_is_shown_where_asked(orders: OrderFrame, field: Field) -> Mask:
    return orders.filled(field) | ~orders.isin(catalog.COUNTRY, *_ASK_ID_CARD)


def an_id_number_is_given_where_asked(orders: OrderFrame, field: Field) -> Mask:
    return orders.filled(field) | ~orders.isin(catalog.COUNTRY, *_ASK_ID_NUMBER)


ORDER_RULES: tuple[Rule[OrderFrame], ...] = (
    Rule(
        rules.POSTCODE_ABROAD,
        catalog.POSTCODE,
        an_order_abroad_has_a_postcode,
        _country,
        applies_to_empty=True,
    ),
    *(
        Rule(
            rules.IDENTITY_ASKED,
            field,
            an_id_card_is_shown_where_asked,
            _country,
            applies_to_empty=True,
        )
        for field in (catalog.FRONT_SIDE_ID_CARD, catalog.BACK_SIDE_ID_CARD)
    ),
    Rule(
        rules.IDENTITY_ASKED,
        catalog.CONSIGNEE_ID,
        an_id_number_is_given_where_asked,
        _country,
        applies_to_empty=True,
    ),
)
ROW_RULES: tuple[Rule[RowFrame], ...] = (
    Rule(
        rules.HS_CODE_ABROAD,
        catalog.HS_CODE,
        an_item_abroad_has_a_customs_code,
        _country,
        applies_to_empty=True,
    ),
)
