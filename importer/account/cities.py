"""The sheet's cities as OTO writes them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from importer import catalog
from importer.account.city_names import CityList, CityMatch, MatchQuality
from importer.account.facts import AccountFacts
from importer.catalog import Field
from importer.grouping import first_positions, order_codes, pair_codes
from importer.i18n import _
from importer.parsing import ParsedTable
from importer.problems import Problem, problem
from importer.problems import account as codes
from importer.problems.country_names import Countries
from importer.text import fold_words

_SURE = {
    MatchQuality.SPELLED: codes.CITY_SPELLED,
    MatchQuality.CHOSEN: codes.CITY_CHOSEN,
    MatchQuality.UNLISTED: codes.CITY_NOT_LISTED,
}
_TOWNS = ((catalog.CITY, catalog.COUNTRY), (catalog.SENDER_CITY, catalog.SENDER_COUNTRY))
Cells = npt.NDArray[np.object_]


class _Towns(NamedTuple):
    """The distinct (city, country) of two columns; `places` is each row's among them, -1: none."""

    pairs: list[tuple[str, str]]
    places: npt.NDArray[np.intp]


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


def settle_cities(
    typed: ParsedTable, facts: AccountFacts, choices: Mapping[str, str]
) -> Iterator[Problem]:
    """Puts OTO's names into the frame's city columns, and tells what was taken for what."""
    frame = typed.frame
    atlas = CityResolver(facts.cities, choices)
    for city, country in _TOWNS:
        if city.name not in frame:
            continue
        towns = _distinct(_cells(frame, city), _cells(frame, country))
        matches = [atlas.find(*pair) for pair in towns.pairs]
        # pandas makes an array of texts a column of its own kind, in which None becomes NaN.
        named = _replaced(towns, matches)
        frame[city.name] = pd.Series(named, index=frame.index, dtype=object)
        yield from _tell(typed, city, towns, matches)
        if facts.asked:
            yield from _unlisted(city, towns, facts)


def _cells(frame: pd.DataFrame, field: Field) -> Cells:
    if field.name in frame:
        return frame[field.name].to_numpy(dtype=object)
    return np.full(len(frame), None, dtype=object)


def _distinct(cities: Cells, countries: Cells) -> _Towns:
    city_codes, names = pd.factorize(cities)
    country_codes, spelled = pd.factorize(countries)
    codes, pairs = pair_codes(city_codes, country_codes)
    known = [*map(str, spelled), ""]
    return _Towns([(str(names[city]), known[country]) for city, country in pairs], codes)


def _replaced(towns: _Towns, matches: list[CityMatch]) -> Cells:
    names = [match.name or city for match, (city, _) in zip(matches, towns.pairs, strict=True)]
    return np.array([*names, None], dtype=object)[towns.places]


def _tell(
    typed: ParsedTable, field: Field, towns: _Towns, matches: list[CityMatch]
) -> Iterator[Problem]:
    """Once for every other spelling of a city, and for every order where it is another name."""
    firsts, rows_of = first_positions(order_codes(typed.frame)), typed.rows_of(field.name)
    places = towns.places[firsts]
    for place, (match, (city, country)) in enumerate(zip(matches, towns.pairs, strict=True)):
        if match.how is MatchQuality.SAME or match.name == city.strip():
            continue
        rows = rows_of[firsts[places == place]].tolist()
        if match.how in _SURE:
            facts = {"city": match.name, "orders": len(rows)}
            yield problem(_SURE[match.how], None, field.name, city, **facts)
        else:
            doubt = _doubt(field, city, country, match)
            yield from (replace(doubt, row=row) for row in rows)


def _doubt(field: Field, city: str, country: str, match: CityMatch) -> Problem:
    if match.how is MatchQuality.CLOSE:
        return problem(codes.CITY_MATCHED, None, field.name, city, city=match.name)
    if not match.suggestions:
        return problem(codes.CITY_UNKNOWN, None, field.name, city, country=country)
    named = ", ".join(match.suggestions)
    return problem(
        codes.CITY_DOUBTFUL, None, field.name, city, suggestions=named, first=match.suggestions[0]
    )


def _unlisted(field: Field, towns: _Towns, facts: AccountFacts) -> Iterator[Problem]:
    """A note of the countries whose cities could not be checked."""
    missing = sorted({country for _, country in towns.pairs if country} - set(facts.cities))
    if missing:
        what = _("the cities of {countries}", countries=Countries(tuple(missing)))
        yield problem(codes.LIST_NOT_KNOWN, None, field.name, what=what)
