"""Currencies by code, sign or name in English, Arabic and Turkish, as ISO 4217."""

from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.core import get_global

from importer.parsing.columns import ParsedColumn
from importer.parsing.lookup import known, misspelled, spelled
from importer.parsing.parser import ParseError, parse_error
from importer.problems import cells
from importer.text import fold, normalize

_LANGUAGES = ("en", "ar", "tr")
# Signs and short words, and what each of them can mean.
_SIGNS: dict[str, tuple[str, ...]] = {
    "SAR": ("SR", "S.R.", "ر.س", "ر.س.", "\u20c1", "Saudi Riyals", "ريال سعودى", "﷼ سعودي",
            "Riyal Saudi", "Suudi Riyali"),
    "AED": ("UAE Dirham", "UAE Dirhams", "Emirati Dirham", "BAE Dirhemi"),
    "KWD": ("د.ك", "KD", "K.D.", "دينار كويتى"),
    "BHD": ("د.ب", "BD", "B.D."),
    "OMR": ("ر.ع", "RO", "R.O.", "ريال عماني", "Omani Riyal"),
    "QAR": ("ر.ق", "QR", "Q.R.", "Qatari Rial"),
    "JOD": ("JD", "J.D."),
    "EGP": ("ج.م", "LE", "L.E.", "E£", "£E", "EGP£", "جنيه مصرى", "Egyptian Pounds"),
    "TRY": ("TL", "T.L.", "₺", "YTL", "ليرة تركيه", "Turkish Liras", "Türk Lirası"),
    "USD": ("US$", "US Dollars", "U.S. Dollar", "دولار امريكي", "Amerikan Doları"),
    "EUR": ("€", "Euros", "اليورو", "Avro"),
    "GBP": ("UK£", "Sterling", "Pound Sterling"),
    "AUD": ("AU$", "A$"), "CAD": ("CA$", "C$"), "MAD": ("د.م",), "IQD": ("د.ع",),
    "YER": ("ر.ي",), "INR": ("₹",), "CNY": ("RMB", "CN¥"), "LYD": ("د.ل",), "TND": ("د.ت",),
    "LBP": ("ل.ل",), "SYP": ("ل.س",), "DZD": ("د.ج",), "SDG": ("ج.س",),
}  # fmt: skip
_SHARED: dict[tuple[str, ...], tuple[str, ...]] = {
    ("SAR", "QAR", "OMR", "YER"): (
        "﷼", "ريال", "ريالات", "riyal", "riyals", "rial", "rials", "riyali", "riyaal",
    ),
    ("AED", "JOD"): ("د.ا",),
    ("AED", "MAD"): ("DH", "DHS", "dirham", "dirhams", "dirhem", "درهم", "دراهم"),
    ("KWD", "BHD", "JOD", "IQD", "LYD", "TND", "DZD"): (
        "dinar", "dinars", "دينار", "دنانير",
    ),
    ("EGP", "SDG", "GBP"): ("£", "pound", "pounds", "جنيه", "جنيهات"),
    ("USD", "CAD", "AUD", "NZD", "SGD", "HKD"): ("$", "dollar", "dollars", "dolar", "دولار"),
    ("TRY", "SYP", "LBP"): ("lira", "liras", "ليرة", "ليره"),
    ("INR", "PKR", "LKR", "NPR"): ("RS", "₨", "rupee", "rupees", "روبية"),
    ("CNY", "JPY"): ("¥",),
}  # fmt: skip
# Two signs that only the hamza tells apart, which folding takes away.
_BY_HAMZA = {"د.إ": "AED", "د.أ": "JOD"}


@cache
def meanings() -> Mapping[str, tuple[str, ...]]:
    """Every known word for money, folded, with the currencies that it can mean."""
    table: dict[str, tuple[str, ...]] = {}
    for code, name in _names():
        table[fold(name)] = (code,)
    table.update((fold(sign), (code,)) for code, signs in _SIGNS.items() for sign in signs)
    table.update((fold(sign), codes) for codes, signs in _SHARED.items() for sign in signs)
    return table


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """Code and name of the currencies that are legal tender today, by babel's copy of the CLDR."""
    entries = get_global("territory_currencies").values()
    in_use = {code for each in entries for code, _, end, tender in each if tender and not end}
    named = ((code, code) for code in in_use)
    locales = (Locale(language) for language in _LANGUAGES)
    return (
        *named,
        *(
            (code, name)
            for each in locales
            for code, name in each.currencies.items()
            if code in in_use
        ),
    )


class MoneyWords:
    """All words and signs that may stand beside an amount; loads the names when first asked."""

    def __contains__(self, folded: object) -> bool:
        return folded in meanings()


MONEY_WORDS = MoneyWords()


def settle(column: ParsedColumn, said: str | None) -> None:
    """Reads the words that several currencies share as the one that was said for the whole file
    (`--set`, a profile), where it is one of them."""
    code = currency(said) if said is not None else None
    if isinstance(code, str):
        shared = column.unparsed(cells.CURRENCY_UNCLEAR)
        meant = [place for place in shared if code in _meant(column.distinct[place])]
        column.read_again(meant, lambda _: code)


def _meant(cell: object) -> tuple[str, ...]:
    return (known(normalize(cell), meanings()) or ()) if isinstance(cell, str) else ()


def currency(cell: object) -> str | ParseError:
    """A currency column's cell as ISO 4217; a word that several currencies share is asked about."""
    if not isinstance(cell, str):
        return parse_error(cells.CURRENCY_UNKNOWN)
    if cell in _SIGNS:
        return cell
    text = normalize(cell)
    if text.rstrip(".") in _BY_HAMZA:
        return _BY_HAMZA[text.rstrip(".")]
    meant = known(text, meanings())
    if meant is None:
        near = misspelled(text, spelled(name for _, name in _names()))
        return (
            parse_error(cells.WORD_MISSPELLED, near=near)
            if near
            else parse_error(cells.CURRENCY_UNKNOWN)
        )
    if len(meant) == 1:
        return meant[0]
    return parse_error(cells.CURRENCY_UNCLEAR, allowed=", ".join(meant), first=meant[0])
