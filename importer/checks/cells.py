"""What the catalogue says of one cell, as pandera's own checks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandera.pandas as pa

from importer import catalog
from importer.catalog import Field, Kind
from importer.catalog.iso import COUNTRIES, CURRENCIES
from importer.checks.order_frame import CodedFrame, Mask, display_text
from importer.problems import Code, rules

Params = dict[str, str]
_TEXTS = frozenset({Kind.TEXT, Kind.CODE, Kind.EMAIL, Kind.URL})
_NAME = r"[^\s@<>()\[\],;:\"\\.]+"
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_PATTERNS = {
    Kind.EMAIL: (rules.EMAIL_WRONG, rf"{_NAME}(?:\.{_NAME})*@(?:{_LABEL}\.)+[^\W\d_][\w-]*[^\W_]"),
    Kind.URL: (rules.URL_WRONG, r"(?i:https?)://[^\s/?#]+\.[^\s/?#]+\S*"),
    Kind.PHONE: (rules.PHONE_WRONG, r"[0-9]{7,15}"),
}
_OWN_PATTERNS = {
    catalog.W3W_ADDRESS.name: rules.WHAT3WORDS_WRONG,
    catalog.SHORT_ADDRESS_CODE.name: rules.SHORT_ADDRESS_WRONG,
    catalog.SENDER_SHORT_ADDRESS_CODE.name: rules.SHORT_ADDRESS_WRONG,
}


def _none(_frame: CodedFrame) -> Mask | bool:
    return False


@dataclass(frozen=True, slots=True)
class CellRule:
    """One check of a field's values; `exempt` says of every row whether another rule tells it."""

    code: Code
    check: pa.Check
    params: Callable[[Any], Params]
    exempt: Callable[[CodedFrame], Mask | bool] = _none


@cache
def cell_rules(field: Field) -> tuple[CellRule, ...]:
    """The checks of the field, by its kind, limits, pattern and allowed values."""
    return (*_of_choice(field), *_of_text(field), *_of_number(field))


def _of_choice(field: Field) -> Iterator[CellRule]:
    if field.kind is Kind.COUNTRY:
        yield _rule(rules.COUNTRY_WRONG, pa.Check.isin, COUNTRIES)
    elif field.kind is Kind.CURRENCY:
        yield _rule(rules.CURRENCY_WRONG, pa.Check.isin, CURRENCIES)
    elif field.allowed:
        yield _rule(
            rules.NOT_ALLOWED, pa.Check.isin, field.allowed, choice=", ".join(field.allowed)
        )


def _of_text(field: Field) -> Iterator[CellRule]:
    if field.kind in _PATTERNS:
        code, pattern = _PATTERNS[field.kind]
        yield _rule(code, pa.Check.str_matches, rf"(?:{pattern})\Z")
    if field.pattern:
        yield _rule(_OWN_PATTERNS[field.name], pa.Check.str_matches, rf"(?:{field.pattern})\Z")
    elif field.kind in _TEXTS and not field.allowed:
        check = pa.Check.str_length(
            max_value=field.longest, name=rules.TEXT_TOO_LONG.name, n_failure_cases=1
        )
        yield CellRule(rules.TEXT_TOO_LONG, check, _lengths(field.longest))


def _lengths(longest: int) -> Callable[[Any], Params]:
    return lambda value: {"longest": str(longest), "length": str(len(value))}


def _of_number(field: Field) -> Iterator[CellRule]:
    exempt = _due_is_amount if field is catalog.AMOUNT_DUE else _none
    limits = (
        (rules.NUMBER_TOO_SMALL, pa.Check.ge, field.least),
        (rules.NUMBER_NOT_ABOVE, pa.Check.gt, field.above),
        (rules.NUMBER_TOO_LARGE, pa.Check.le, field.most),
    )
    for code, check, limit in limits:
        if limit is not None:
            yield _rule(code, check, limit, exempt, limit=display_text(limit))


def _due_is_amount(frame: CodedFrame) -> Mask:
    """An amount to collect that only repeats a wrong total is not wrong once more."""
    return np.asarray(frame.floats(catalog.AMOUNT_DUE) == frame.floats(catalog.AMOUNT))


def _rule(
    code: Code,
    check: Callable[..., pa.Check],
    allowed: object,
    exempt: Callable[[CodedFrame], Mask | bool] = _none,
    **facts: str,
) -> CellRule:
    return CellRule(
        code, check(allowed, name=code.name, n_failure_cases=1), lambda _: facts, exempt
    )
