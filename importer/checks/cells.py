"""What the catalogue says of one cell, as pandera's own checks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pa

from importer import catalog
from importer.catalog import Field, Kind
from importer.catalog.iso import COUNTRIES, CURRENCIES
from importer.checks.order_frame import CodedFrame, Mask, Positions, display_text
from importer.checks.rule import Params, by_position
from importer.problems import Code, rules

_TEXTS = frozenset({Kind.TEXT, Kind.CODE, Kind.EMAIL, Kind.URL})
_DISCOUNTS = (catalog.DISCOUNT_AMOUNT, catalog.ITEM_DISCOUNT, catalog.SHIPPING_DISCOUNT)
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


@dataclass(frozen=True, slots=True)
class CellRule:
    """What each value of `field` must be, as a check of a category column.

    `params` is that of a `Rule`. `exempt` says of every row or order whether another cell's problem
    stands for this one.
    """

    code: Code
    field: Field
    check: pa.Check
    params: Callable[[CodedFrame, Field, Positions], Params]
    exempt: Callable[[CodedFrame], Mask] | None = None


@cache
def cell_rules(field: Field) -> tuple[CellRule, ...]:
    """The checks of the field, by its kind, limits, pattern and allowed values."""
    return (*_choices(field), *_texts(field), *_numbers(field))


def _choices(field: Field) -> Iterator[CellRule]:
    if field.kind is Kind.COUNTRY:
        yield _rule(rules.COUNTRY_WRONG, field, pa.Check.isin(COUNTRIES))
    elif field.kind is Kind.CURRENCY:
        yield _rule(rules.CURRENCY_WRONG, field, pa.Check.isin(CURRENCIES))
    elif field.allowed:
        check = pa.Check.isin(field.allowed)
        yield _rule(rules.NOT_ALLOWED, field, check, choice=", ".join(field.allowed))


def _texts(field: Field) -> Iterator[CellRule]:
    if field.kind in _PATTERNS:
        code, pattern = _PATTERNS[field.kind]
        yield _rule(code, field, pa.Check.str_matches(rf"(?:{pattern})\Z"))
    if field.pattern:
        check = pa.Check.str_matches(rf"(?:{field.pattern})\Z")
        yield _rule(_OWN_PATTERNS[field.name], field, check)
    elif field.kind in _TEXTS and not field.allowed:
        check = _by_category(rules.TEXT_TOO_LONG, pa.Check.str_length(max_value=field.longest))
        yield CellRule(rules.TEXT_TOO_LONG, field, check, _lengths)


def _lengths(frame: CodedFrame, field: Field, at: Positions) -> Params:
    return {"longest": str(field.longest), "length": list(frame.map(field, len, 0, at))}


def _numbers(field: Field) -> Iterator[CellRule]:
    exempt = _repeats_the_amount if field is catalog.AMOUNT_DUE else None
    if field in _DISCOUNTS:
        check = _by_category(rules.DISCOUNT_NEGATIVE, pa.Check.ge(field.least))
        yield CellRule(rules.DISCOUNT_NEGATIVE, field, check, _without_minus)
        return
    limits = (
        (rules.NUMBER_TOO_SMALL, pa.Check.ge, field.least),
        (rules.NUMBER_NOT_ABOVE, pa.Check.gt, field.above),
        (rules.NUMBER_TOO_LARGE, pa.Check.le, field.most),
    )
    for code, limited, limit in limits:
        if limit is not None:
            yield _rule(code, field, limited(limit), exempt, limit=display_text(limit))


def _without_minus(frame: CodedFrame, field: Field, at: Positions) -> Params:
    return {"positive": [display_text(-value) for value in frame.take(field, at)]}


def _repeats_the_amount(frame: CodedFrame) -> Mask:
    """An amount to collect that only repeats a wrong total is not wrong once more."""
    return np.asarray(frame.floats(catalog.AMOUNT_DUE) == frame.floats(catalog.AMOUNT))


def _rule(
    code: Code,
    field: Field,
    check: pa.Check,
    exempt: Callable[[CodedFrame], Mask] | None = None,
    **params: str,
) -> CellRule:
    return CellRule(
        code, field, _by_category(code, check), lambda _frame, _field, _at: {**params}, exempt
    )


def _by_category(code: Code, check: pa.Check) -> pa.Check:
    """The check for a category column: of each category once, however many rows have it."""

    def passes(column: "pd.Series[Any]") -> "pd.Series[bool] | bool":
        values = pd.Series(column.cat.categories, dtype=object)
        if values.empty:
            return True
        of_category = check(values).check_output.to_numpy(dtype=bool)
        return by_position(np.append(of_category, True)[column.cat.codes])

    return pa.Check(passes, name=code.name, description=check.error, ignore_na=False)
