"""Currencies by code, sign or name, as ISO 4217."""

from collections.abc import Mapping
from functools import cache

from babel.core import get_global

from importer.parsing.columns import ParsedColumn
from importer.parsing.parser import ParseError, parse_error
from importer.parsing.words import cldr, look_up, misspelled, word_lists, words
from importer.problems import cells
from importer.text import fold, normalize


def parse_currency(cell: object) -> str | ParseError:
    """A currency column's cell as ISO 4217; a word that several currencies share is asked about."""
    if not isinstance(cell, str):
        return parse_error(cells.CURRENCY_UNKNOWN)
    if cell in word_lists("currencies"):
        return cell
    text = normalize(cell)
    exact = _exact_signs().get(text.rstrip("."))
    codes = (exact,) if exact else look_up(text, currency_words())
    if codes is None:
        near = misspelled(text, (name for _, name in _names()))
        if near is None:
            return parse_error(cells.CURRENCY_UNKNOWN)
        return parse_error(cells.WORD_MISSPELLED, near=near)
    if len(codes) == 1:
        return codes[0]
    return parse_error(cells.CURRENCY_UNCLEAR, allowed=", ".join(codes), first=codes[0])


def decide_shared_words(column: ParsedColumn, constant: str | None) -> None:
    """Reads the words that several currencies share as the one that was said for the whole file
    (`--set`, a profile), where it is one of them."""
    currency = parse_currency(constant) if constant is not None else None
    if not isinstance(currency, str):
        return
    unclear = column.unparsed(cells.CURRENCY_UNCLEAR)
    texts = {code: normalize(str(column.uniques[code])) for code in unclear}
    meant = [
        code for code, text in texts.items() if currency in (look_up(text, currency_words()) or ())
    ]
    column.parse_again(meant, lambda _: currency)


@cache
def currencies_of(country: str) -> frozenset[str]:
    """The legal tender of a country (ISO 3166-1 alpha-2) today."""
    entries = get_global("territory_currencies").get(country, ())
    return frozenset(code for code, _, end, tender in entries if tender and not end)


class _MoneyWords:
    """All words and signs that may stand beside an amount; loads the names when first asked."""

    def __contains__(self, folded: object) -> bool:
        return folded in currency_words()


MONEY_WORDS = _MoneyWords()


@cache
def currency_words() -> Mapping[str, tuple[str, ...]]:
    """Every known word for money, folded, with the currencies that it can mean."""
    table: dict[str, tuple[str, ...]] = {fold(name): (code,) for code, name in _names()}
    for codes, some in words("currencies").items():
        table.update((fold(word), tuple(codes.split())) for word in some)
    return table


@cache
def _exact_signs() -> Mapping[str, str]:
    lists = word_lists("currencies").items()
    return {sign: code for code, by_kind in lists for sign in by_kind.get("exact", ())}


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """Code and name of the currencies that are legal tender today, by the CLDR."""
    entries = get_global("territory_currencies").values()
    in_use = {code for each in entries for code, _, end, tender in each if tender and not end}
    return (
        *((code, code) for code in in_use),
        *(
            (code, name)
            for locale in cldr()
            for code, name in locale.currencies.items()
            if code in in_use
        ),
    )
