"""The language of a sheet: that of most of its headers, else that of its cells."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from functools import cache

import pandas as pd

from importer.catalog import BY_NAME, FIELDS, Kind
from importer.i18n import LANGUAGES, SOURCE, Language
from importer.mapping.header import HeaderCell
from importer.mapping.matching import ColumnMatch
from importer.mapping.vocabulary import without_unit
from importer.text import fold_header

OTHER: Language = "other"  # a language that we do not speak
_SAMPLE = 100  # rows whose cells are looked at

Languages = Collection[Language]


def sheet_language(matches: Sequence[ColumnMatch], rows: pd.DataFrame) -> Language:
    """The language that most of the used headers are in, where we speak it; of several the one that
    the cells are clearly written in, else that of the code, which canonical names are in, too."""
    used = [match for match in matches if match.field is not None]
    votes = Counter(each for match in used for each in _languages_of_header(match.header_cell))
    if votes[OTHER] > votes.total() - votes[OTHER]:
        return SOURCE
    most = max((votes[language] for language in LANGUAGES), default=0)
    leading = [language for language in LANGUAGES if votes[language] == most]
    if len(leading) == 1:
        return leading[0]
    prose = [match.column for match in used if BY_NAME[str(match.field)].kind is Kind.TEXT]
    cells = rows[prose].iloc[:_SAMPLE].to_numpy().ravel().tolist()
    texts = [cell for cell in cells if isinstance(cell, str) and any(map(str.isalpha, cell))]
    votes = Counter(each for text in texts for each in _languages_of_letters(text))
    clear = [language for language in leading if votes[language] * 2 > len(texts)]
    return clear[0] if len(clear) == 1 else SOURCE


def _languages_of_header(cell: HeaderCell) -> Languages:
    """Those in which it is the name of a field, else those whose letters it is written in."""
    languages = _languages_by_name()
    keys = [key for name in cell.names for key in (fold_header(name), without_unit(name))]
    known = next((key for key in keys if key in languages), None)
    if known:
        return languages[known]
    return [OTHER] if not _foreign_names().isdisjoint(keys) else _languages_of_letters(cell.text)


@cache
def _foreign_names() -> Set[str]:
    """What fields are called in languages that we read and do not speak."""
    return {
        fold_header(name)
        for field in FIELDS
        for language, names in field.aliases_by_language.items()
        if language not in LANGUAGES
        for name in names
    }


def _languages_of_letters(text: str) -> Languages:
    """Those that have letters of the text which the language of the code has not; where there are
    none of these, those that have all of its letters. Letters that no language has say nothing."""
    alphabets = _alphabets()
    letters = {letter for letter in text if any(letter in own for own in alphabets.values())}
    telling = letters - alphabets[SOURCE]
    if telling:
        return [language for language, own in alphabets.items() if telling & own]
    return [language for language, own in alphabets.items() if letters <= own]


@cache
def _names() -> Mapping[Language, Collection[str]]:
    """What the fields are called in each language; canonical names are in that of the code."""
    names: dict[Language, list[str]] = {SOURCE: [field.name for field in FIELDS]}
    for language in LANGUAGES:
        of_language = names.setdefault(language, [])
        for field in FIELDS:
            of_language += [
                field.label.format(language),
                *field.aliases_by_language.get(language, ()),
            ]
    return names


@cache
def _languages_by_name() -> Mapping[str, Languages]:
    languages: dict[str, set[Language]] = {}
    for language, names in _names().items():
        for name in names:
            languages.setdefault(fold_header(name), set()).add(language)
    return languages


@cache
def _alphabets() -> Mapping[Language, Set[str]]:
    """The letters that the names in each language are written with."""
    return {
        language: {
            letter
            for name in names
            for letter in f"{name}{name.upper()}{name.lower()}"
            if letter.isalpha()
        }
        for language, names in _names().items()
    }
