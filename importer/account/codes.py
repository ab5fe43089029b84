"""Codes and numbers in the sheet that must be the account's own."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from importer import catalog
from importer.account.facts import AccountFacts
from importer.catalog import Field
from importer.grouping import first_positions, order_codes
from importer.i18n import Message, _
from importer.parsing import ParsedTable
from importer.problems import Code, Problem, problem
from importer.problems import account as codes
from importer.text import fold_words, nearest

_NAMED = 3  # known ones that are named
_LIKENESS = 50.0  # of 100


class _List(NamedTuple):
    field: Field
    known: Mapping[str, str] | None
    code: Code
    what: Message


def check_codes(typed: ParsedTable, facts: AccountFacts) -> Iterator[Problem]:
    """The codes that the account does not have, once an order; a note for a list unknown."""
    frame = typed.frame
    firsts = first_positions(order_codes(frame))
    for each in _lists(facts):
        if each.field.name not in frame:
            continue
        rows = typed.rows_of(each.field.name)
        places, distinct = pd.factorize(frame[each.field.name].to_numpy(dtype=object)[firsts])
        if each.known is None:
            yield from _not_known(each) if len(distinct) else ()
            continue
        for place, value in enumerate(map(str, distinct)):
            if value in each.known:
                continue
            known = _nearest(value, each.known)
            for row in rows[firsts[places == place]].tolist():
                yield problem(each.code, row, each.field.name, value, known=known)


def _lists(facts: AccountFacts) -> Iterator[_List]:
    places = _("your account's active locations")
    pickups = facts.pickup_codes, codes.PICKUP_UNKNOWN, places
    yield _List(catalog.PICKUP_LOCATION_CODE, *pickups)
    yield _List(catalog.DESTINATION_LOCATION_CODE, *pickups)
    yield _List(
        catalog.DELIVERY_OPTION_ID,
        facts.delivery_options,
        codes.DELIVERY_OPTION_UNKNOWN,
        _("your account's delivery options"),
    )
    yield _List(
        catalog.BRAND_ID,
        facts.brands,
        codes.BRAND_UNKNOWN,
        _("your account's brands"),
    )


def _not_known(each: _List) -> Iterator[Problem]:
    yield problem(codes.LIST_NOT_KNOWN, None, each.field.name, what=each.what)


def _nearest(value: str, known: Mapping[str, str]) -> str:
    """The known codes most like it, by code or by name; the first ones if none is."""
    by_code, by_name = (
        nearest(fold_words(value), names, least=_LIKENESS, limit=_NAMED, parts=True)
        for names in (
            {code: fold_words(code) for code in known},
            {code: fold_words(name) for code, name in known.items()},
        )
    )
    ranked = sorted((*by_code.items(), *by_name.items()), key=lambda near: -near[1])
    near = list(dict.fromkeys(code for code, _ in ranked)) or list(known)
    return ", ".join(f"{code} ({known[code]})" if known[code] else code for code in near[:_NAMED])
