"""Cells that hold one of a few words: yes or no, how it was paid, a field's allowed values."""

from collections.abc import Mapping

from importer import catalog
from importer.catalog import Field
from importer.parsing.lookup import known, misspelled, spelled
from importer.parsing.parser import ParseError, Parser, parse_error
from importer.parsing.payments import COD_WORDS, DOUBTFUL_WORDS, PAID_WORDS
from importer.problems import cells
from importer.text import fold, normalize

_YES = (
    "yes", "y", "true", "t", "1", "on", "نعم", "صح", "صحيح", "أجل", "ايوه", "evet", "e", "doğru",
    "var",
)  # fmt: skip
_NO = (
    "no", "n", "false", "f", "0", "off", "لا", "كلا", "خطأ", "خطا", "غير صحيح", "hayır", "h",
    "yanlış", "yok",
)  # fmt: skip
_TICKS = frozenset("✓✔☑✅")
_CROSSES = frozenset("✗✘☒❌")
_LANGUAGES = {
    "en": ("English", "eng", "الإنجليزية", "انجليزي", "انجليزية", "İngilizce"),
    "ar": ("Arabic", "ara", "العربية", "عربي", "عربية", "Arapça"),
    "tr": ("Turkish", "tur", "التركية", "تركي", "تركية", "Türkçe"),
}
"""Other words for the values of the customer's language."""

YES_NO: Mapping[str, bool] = {fold(word): word in _YES for word in (*_YES, *_NO)}
PAYMENTS: Mapping[str, str] = {
    **{fold(word): "paid" for word in PAID_WORDS},
    **{fold(word): "cod" for word in COD_WORDS},
}
_PAYMENT_SPELLINGS = spelled((*PAID_WORDS, *COD_WORDS))
_DOUBTFUL = frozenset(map(fold, DOUBTFUL_WORDS))


def yes_no(cell: object) -> bool | ParseError:
    """Yes or no in English, Arabic or Turkish, TRUE or FALSE, 1 or 0; anything else is asked."""
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int | float):
        return bool(cell) if cell in (0, 1) else parse_error(cells.YES_NO_UNKNOWN)
    if not isinstance(cell, str):
        return parse_error(cells.YES_NO_UNKNOWN)
    text = normalize(cell)
    if text in _TICKS or text in _CROSSES:
        return text in _TICKS
    said = YES_NO.get(fold(text))
    return parse_error(cells.YES_NO_UNKNOWN) if said is None else said


def payment(cell: object) -> str | ParseError:
    """How the order is paid, as `cod` or `paid`; words that leave a doubt are problems."""
    if not isinstance(cell, str):
        return parse_error(cells.PAYMENT_UNKNOWN)
    text = normalize(cell)
    way = known(text, PAYMENTS)
    if way is not None:
        return way
    near = misspelled(text, _PAYMENT_SPELLINGS) if fold(text) not in _DOUBTFUL else None
    return (
        parse_error(cells.WORD_MISSPELLED, near=near)
        if near
        else parse_error(cells.PAYMENT_UNKNOWN)
    )


def choice(field: Field) -> Parser:
    """A parser of the field's allowed values, whatever their case, spaces and dashes."""
    table = {fold(word): word for word in field.allowed}
    if field is catalog.LANGUAGE:
        table.update((fold(name), code) for code, names in _LANGUAGES.items() for name in names)
    allowed = ", ".join(field.allowed)

    def parse(cell: object) -> str | ParseError:
        text = normalize(cell) if isinstance(cell, str) else str(cell)
        word = known(text, table)
        if word is not None:
            return word
        near = misspelled(text, spelled(field.allowed))
        if near:
            return parse_error(cells.WORD_MISSPELLED, near=near)
        return parse_error(cells.CHOICE_UNKNOWN, allowed=allowed)

    return parse
