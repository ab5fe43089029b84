"""Codes and numbers in the sheet that must be the account's own."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from importer import catalog
from importer.account.facts import BRANDS, OPTIONS, PICKUPS, AccountFacts
from importer.catalog import Field
from importer.grouping import first_positions, order_codes
from importer.i18n import Message, _
from importer.parsing import ParsedTable
from importer.problems import Code, Problem, problem
from importer.problems import account as problems
from importer.text import fold_words, nearest

_NAMED = 3  # known ones that are named
_LIKENESS = 50.0  # of 100


class _AccountList(NamedTuple):
    """What a field must be one of: the list's name, the account's codes with their names (None
    when not known), the problem when it is none of them, and what people call the list."""

    field: Field
    name: str
    names: Mapping[str, str] | None
    unknown: Code
    what: Message


def check_codes(typed: ParsedTable, facts: AccountFacts) -> Iterator[Problem]:
    """The codes that the account does not have, once an order; a note for a list unknown."""
    frame = typed.frame
    firsts = first_positions(order_codes(frame))
    for each in _lists(facts):
        column = each.field.name
        if column not in frame:
            continue
        codes, uniques = pd.factorize(frame[column].to_numpy(dtype=object)[firsts])
        if each.names is None:
            if len(uniques):
                yield problem(problems.LIST_NOT_KNOWN, column=column, what=each.what)
            continue
        rows = typed.rows_of(column)[firsts]
        for code, value in enumerate(map(str, uniques)):
            if value not in each.names:
                if each.name in facts.cached:
                    lacks = problem(problems.CACHED_LIST_LACKS, None, column, value, what=each.what)
                else:
                    known = _nearest(value, each.names)
                    lacks = problem(each.unknown, None, column, value, known=known)
                for row in rows[codes == code].tolist():
                    yield replace(lacks, row=row)


def _lists(facts: AccountFacts) -> Iterator[_AccountList]:
    locations = _("your account's active locations")
    pickups = PICKUPS, facts.pickup_codes, problems.PICKUP_UNKNOWN, locations
    yield _AccountList(catalog.PICKUP_LOCATION_CODE, *pickups)
    yield _AccountList(catalog.DESTINATION_LOCATION_CODE, *pickups)
    yield _AccountList(
        catalog.DELIVERY_OPTION_ID,
        OPTIONS,
        facts.delivery_options,
        problems.DELIVERY_OPTION_UNKNOWN,
        _("your account's own contracts with carriers"),
    )
    yield _AccountList(
        catalog.BRAND_ID,
        BRANDS,
        facts.brands,
        problems.BRAND_UNKNOWN,
        _("your account's brands"),
    )


def _nearest(value: str, known: Mapping[str, str]) -> str:
    """The known codes most like it, by code or by name; the first ones if none is."""
    by_code, by_name = (
        nearest(fold_words(value), names, least=_LIKENESS, limit=_NAMED, parts=True)
        for names in (
            {code: fold_words(code) for code in known},
            {code: fold_words(name) for code, name in known.items()},
        )
    )
    ranked = sorted((*by_code.items(), *by_name.items()), key=lambda entry: -entry[1])
    near = list(dict.fromkeys(code for code, _likeness in ranked)) or list(known)
    return ", ".join(f"{code} ({known[code]})" if known[code] else code for code in near[:_NAMED])
