"""The sheet's cities as OTO writes them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from importer import catalog
from importer.account.city_names import CityList, CityMatch, MatchQuality
from importer.account.facts import AccountFacts, cities_of
from importer.catalog import Field
from importer.grouping import Codes, first_positions, order_codes, pair_codes
from importer.i18n import Message, _
from importer.parsing import ParsedTable
from importer.problems import Problem, problem
from importer.problems import account as problems
from importer.problems.country_names import Countries
from importer.row_ranges import format_rows
from importer.text import fold_words

_SURE = {
    MatchQuality.SPELLED: problems.CITY_SPELLED,
    MatchQuality.CHOSEN: problems.CITY_CHOSEN,
    MatchQuality.UNLISTED: problems.CITY_NOT_LISTED,
}
_CITIES = ((catalog.CITY, catalog.COUNTRY), (catalog.SENDER_CITY, catalog.SENDER_COUNTRY))
Cells = npt.NDArray[np.object_]


class CityResolver:
    """OTO's city lists by country, and the choices a person made (as written → OTO's name)."""

    def __init__(self, cities: Mapping[str, tuple[str, ...]], choices: Mapping[str, str]) -> None:
        self._lists = {country: CityList(country, names) for country, names in cities.items()}
        self._choices = {fold_words(written): chosen for written, chosen in choices.items()}

    def find(self, city: str, country: str) -> CityMatch:
        """The city by the person's choice, else by OTO's list; as it stands without a list."""
        known = self._lists.get(country)
        chosen = self._choices.get(fold_words(city))
        if chosen is not None:
            return known.chosen(chosen) if known else CityMatch(MatchQuality.CHOSEN, chosen.strip())
        return known.find(city) if known else CityMatch(MatchQuality.SAME, city)


class _Column(NamedTuple):
    """A city column: its distinct (city, country), each row's among them by its code (-1: none),
    and what was found for each."""

    field: Field
    pairs: Sequence[tuple[str, str]]
    codes: Codes
    matches: Sequence[CityMatch]


def resolve_cities(
    typed: ParsedTable, facts: AccountFacts, choices: Mapping[str, str]
) -> Iterator[Problem]:
    """Puts OTO's names into the frame's city columns, and tells what was taken for what."""
    frame = typed.frame
    resolver = CityResolver(facts.cities, choices)
    for field, country in _CITIES:
        if field.name not in frame:
            continue
        codes, pairs = _distinct(_cells(frame, field), _cells(frame, country))
        column = _Column(field, pairs, codes, [resolver.find(*pair) for pair in pairs])
        # pandas makes an array of texts a column of its own kind, in which None becomes NaN.
        frame[field.name] = pd.Series(_names(column), index=frame.index, dtype=object)
        yield from _tell(typed, column, facts.cached)
        if facts.asked:
            yield from _note_unlisted(column, facts)


def _cells(frame: pd.DataFrame, field: Field) -> Cells:
    if field.name in frame:
        return frame[field.name].to_numpy(dtype=object)
    return np.full(len(frame), None, dtype=object)


def _distinct(cities: Cells, countries: Cells) -> tuple[Codes, list[tuple[str, str]]]:
    city_codes, city_names = pd.factorize(cities)
    country_codes, country_names = pd.factorize(countries)
    codes, pairs = pair_codes(city_codes, country_codes)
    known = [*map(str, country_names), ""]  # the last one, -1, stands for no country
    return codes, [(str(city_names[city]), known[country]) for city, country in pairs]


def _names(column: _Column) -> Cells:
    """OTO's name of every row's city; as it stands where there is a doubt."""
    matched = zip(column.matches, column.pairs, strict=True)
    names = [match.name or city for match, (city, _country) in matched]
    return np.array([*names, None], dtype=object)[column.codes]


def _tell(typed: ParsedTable, column: _Column, cached: Collection[str]) -> Iterator[Problem]:
    """Once for every other spelling of a city, and for every order where it is another name."""
    firsts = first_positions(order_codes(typed.frame))
    codes, rows_of = column.codes[firsts], typed.rows_of(column.field.name)
    matched = zip(column.matches, column.pairs, strict=True)
    for code, (match, (city, country)) in enumerate(matched):
        if match.quality is MatchQuality.SAME or match.name == city.strip():
            continue
        rows = rows_of[firsts[codes == code]].tolist()
        if match.quality in _SURE:
            yield problem(
                _SURE[match.quality],
                column=column.field.name,
                value=city,
                city=match.name,
                orders=len(rows),
                rows=format_rows(rows),
            )
        else:
            is_cached = cities_of(country) in cached
            doubt = _doubt(column.field, city, country, match, is_cached=is_cached)
            yield from (replace(doubt, row=row) for row in rows)


def _doubt(field: Field, city: str, country: str, match: CityMatch, *, is_cached: bool) -> Problem:
    if match.quality is MatchQuality.CLOSE:
        return problem(problems.CITY_MATCHED, None, field.name, city, city=match.name)
    if is_cached:
        what = _cities((country,))
        return problem(problems.CACHED_LIST_LACKS, None, field.name, city, what=what)
    if not match.suggestions:
        return problem(problems.CITY_UNKNOWN, None, field.name, city, country=country)
    names = ", ".join(match.suggestions)
    first = match.suggestions[0]
    return problem(problems.CITY_DOUBTFUL, None, field.name, city, suggestions=names, first=first)


def _note_unlisted(column: _Column, facts: AccountFacts) -> Iterator[Problem]:
    """A note of the countries whose cities could not be checked."""
    missing = sorted({country for _city, country in column.pairs if country} - set(facts.cities))
    if missing:
        what = _cities(tuple(missing))
        yield problem(problems.LIST_NOT_KNOWN, column=column.field.name, what=what)


def _cities(countries: tuple[str, ...]) -> Message:
    return _("the cities of {countries}", countries=Countries(countries))
