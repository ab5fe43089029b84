"""Values that may be the same for all orders, where no column holds them."""

from collections.abc import Mapping

import pandas as pd
import phonenumbers
from phonenumbers import NumberParseException

from importer import catalog
from importer.catalog import Field
from importer.i18n import Message, _
from importer.mapping import MappedTable
from importer.parsing.currencies import currencies_of
from importer.parsing.registry import value_parser
from importer.problems import layout

_NONE: Mapping[str, str] = {}
_ENOUGH = 200  # different phone numbers; what they agree on, the others do as well


def missing_values(
    table: MappedTable, frame: pd.DataFrame, said: Mapping[str, str] = _NONE
) -> Mapping[str, str | None]:
    """The fields that no column holds and one value may stand for, by name, with the value that the
    other columns of the typed `frame`, or what was `said` of others, speak for; None where they
    speak for none."""
    found = {each.column for each in table.problems if each.code == layout.COLUMN_MISSING.name}
    missing = [field for field in catalog.SAME_FOR_ALL if field.name in found]
    country = said.get(catalog.COUNTRY.name) or _only(frame, catalog.COUNTRY)
    country = country or _country_of_phones(frame)
    currency = _only(frame, catalog.CURRENCY)
    if country is None and currency is not None and currency in currencies_of(currency[:2]):
        country = currency[:2]  # as ISO 4217 makes its codes
    if currency is None and country is not None and len(currencies_of(country)) == 1:
        currency = next(iter(currencies_of(country)))
    likely = {catalog.COUNTRY: country, catalog.CURRENCY: currency}
    return {field.name: likely.get(field) for field in missing}


def value_for_all(field: Field, text: str) -> str | None:
    """What somebody typed as the field's value of all orders, in OTO's form; None when it cannot
    be read."""
    value = value_parser(field)(text)
    return value if isinstance(value, str) else None


def no_value(field: Field, text: str) -> Message:
    """Says that what was typed is no value of the field."""
    return _(
        "“{text}” is no value of “{label}”; {example} would be one.",
        text=text.strip(),
        label=field.label,
        example=field.example,
    )


def _only(frame: pd.DataFrame, field: Field) -> str | None:
    """The one value that the column holds."""
    values = set(frame[field.name].dropna()) if field.name in frame else set()
    return str(values.pop()) if len(values) == 1 else None


def _country_of_phones(frame: pd.DataFrame) -> str | None:
    """The one country whose numbers the customers have; only numbers with their country code could
    be read without knowing it."""
    if catalog.MOBILE.name not in frame:
        return None
    numbers = frame[catalog.MOBILE.name].dropna().unique()[:_ENOUGH]
    countries = {_country_of(str(number)) for number in numbers}
    return countries.pop() if len(countries) == 1 else None


def _country_of(number: str) -> str | None:
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(f"+{number}"))
    except NumberParseException:
        return None
