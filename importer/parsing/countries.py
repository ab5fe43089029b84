"""Countries by code or name, as ISO 3166-1 alpha-2."""

from collections.abc import Mapping
from functools import cache

from babel.core import get_global

from importer.catalog.iso import COUNTRIES
from importer.parsing.parser import ParseError, parse_error
from importer.parsing.words import cldr, look_up, misspelled, words
from importer.problems import cells
from importer.text import ARABIC_ARTICLE, fold, normalize

_OTHER_LANGUAGES = ("de", "es", "fr")  # of exports whose headers we know


def parse_country(cell: object) -> str | ParseError:
    """A country column's cell as two letters; a close spelling is only suggested."""
    if not isinstance(cell, str):
        return parse_error(cells.COUNTRY_UNKNOWN)
    if cell in COUNTRIES:
        return cell
    text = normalize(cell)
    code = look_up(text, _meanings())
    if code is not None:
        return code
    near = misspelled(text, (name for _, name in _names()))
    if near is None:
        return parse_error(cells.COUNTRY_UNKNOWN)
    return parse_error(cells.WORD_MISSPELLED, near=near)


@cache
def _meanings() -> Mapping[str, str]:
    """Every known spelling, folded, with its country; Arabic names also without their article."""
    table: dict[str, str] = {}
    for code, name in _names():
        table.setdefault(fold(name).removeprefix(ARABIC_ARTICLE), code)
    for code, name in _names():
        table[fold(name)] = code
    return table


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """Code and spelling of every country: names, both codes, and what merchants also write."""
    alpha_3 = [
        (current[0], old)
        for old, current in get_global("territory_aliases").items()
        if len(old) == 3 and current[0] in COUNTRIES
    ]
    names = [locale.territories for locale in cldr(*_OTHER_LANGUAGES)]
    countries = [str(code) for code in names[0] if code in COUNTRIES]
    return (
        *alpha_3,
        *((code, each[code]) for each in names for code in countries if code in each),
        *((code, name) for code, others in words("countries").items() for name in others),
        *((code, code) for code in countries),
    )
