"""What an order that crosses a border needs: warnings, since OTO may do without."""

import numpy as np

from importer import catalog
from importer.catalog import Field
from importer.catalog.iso import COUNTRIES, SAUDI_ARABIA
from importer.checks.order_frame import CodedFrame, Mask, OrderFrame, Positions, RowFrame
from importer.checks.rule import Params, Rule
from importer.problems import rules

_ID_CARD_COUNTRIES = ("KW", "OM", "QA")
_ID_NUMBER_COUNTRIES = ("OM",)


def _abroad(orders: OrderFrame) -> Mask:
    """Where the customer's country is not the sender's, or else not the file's most common one."""
    countries = orders.map(catalog.COUNTRY, lambda name: name if name in COUNTRIES else "", "")
    senders = orders.map(catalog.SENDER_COUNTRY, str, "")
    homes = np.where(senders == "", _most_common(countries), senders)
    return np.asarray((countries != "") & (countries != homes))


def _most_common(countries: np.ndarray) -> str:
    names, counts = np.unique(countries[countries != ""], return_counts=True)
    most = names[counts == counts.max(initial=0)]
    return SAUDI_ARABIA if SAUDI_ARABIA in most or not len(most) else str(most[0])


def postcode_is_filled_abroad(orders: OrderFrame, field: Field) -> Mask:
    return orders.filled(field) | ~orders.cached(_abroad)


def hs_code_is_filled_abroad(rows: RowFrame, field: Field) -> Mask:
    abroad = rows.orders.cached(_abroad)[rows.order_codes]
    return rows.filled(field) | ~rows.is_item | ~abroad


def id_card_is_shown(orders: OrderFrame, field: Field) -> Mask:
    return orders.filled(field) | ~orders.isin(catalog.COUNTRY, *_ID_CARD_COUNTRIES)


def id_number_is_filled(orders: OrderFrame, field: Field) -> Mask:
    return orders.filled(field) | ~orders.isin(catalog.COUNTRY, *_ID_NUMBER_COUNTRIES)


def _country(frame: CodedFrame, _field: Field, at: Positions) -> Params:
    return {"country": frame.texts(catalog.COUNTRY, at)}


ORDER_RULES: tuple[Rule[OrderFrame], ...] = (
    Rule(
        rules.POSTCODE_ABROAD,
        catalog.POSTCODE,
        postcode_is_filled_abroad,
        _country,
        applies_to_empty=True,
    ),
    *(
        Rule(rules.IDENTITY_ASKED, field, id_card_is_shown, _country, applies_to_empty=True)
        for field in (catalog.FRONT_SIDE_ID_CARD, catalog.BACK_SIDE_ID_CARD)
    ),
    Rule(
        rules.IDENTITY_ASKED,
        catalog.CONSIGNEE_ID,
        id_number_is_filled,
        _country,
        applies_to_empty=True,
    ),
)
ROW_RULES: tuple[Rule[RowFrame], ...] = (
    Rule(
        rules.HS_CODE_ABROAD,
        catalog.HS_CODE,
        hs_code_is_filled_abroad,
        _country,
        applies_to_empty=True,
    ),
)
