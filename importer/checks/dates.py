"""Dates that cannot be meant: all warnings."""

import re
from datetime import date, datetime

import numpy as np

from importer import catalog
from importer.catalog import Field
from importer.checks.order_frame import Mask, OrderFrame, Positions
from importer.checks.rule import Params, Rule
from importer.problems import rules

_TIME = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*([ap]m)?", re.IGNORECASE)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def delivery_is_to_come(orders: OrderFrame, field: Field) -> Mask:
    today = orders.now.date()
    return orders.map(field, lambda day: _day(day) >= today, True)


def order_date_is_past(orders: OrderFrame, field: Field) -> Mask:
    """Later today is no mistake: shops and machines live in different time zones."""
    today = orders.now.date()
    return orders.map(field, lambda moment: _day(moment) <= today, True)


def _minutes(time: str) -> float:
    """Minutes since midnight of a time such as 2:30pm or 14:30; NaN if it is none."""
    match = _TIME.fullmatch(time.strip())
    if match is None:
        return np.nan
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * 60.0 + minute


def slot_ends_after_it_starts(orders: OrderFrame, field: Field) -> Mask:
    starts = orders.map(catalog.DELIVERY_SLOT_FROM, _minutes, np.nan)
    return ~(orders.map(field, _minutes, np.nan) < starts)


def _start(orders: OrderFrame, _field: Field, at: Positions) -> Params:
    return {"start": orders.texts(catalog.DELIVERY_SLOT_FROM, at)}


ORDER_RULES: tuple[Rule[OrderFrame], ...] = (
    Rule(rules.SLOT_IN_PAST, catalog.DELIVERY_SLOT_DATE, delivery_is_to_come),
    Rule(rules.ORDER_DATE_AHEAD, catalog.ORDER_DATE, order_date_is_past),
    Rule(rules.SLOT_ENDS_FIRST, catalog.DELIVERY_SLOT_TO, slot_ends_after_it_starts, _start),
)
