"""The well-known cities by all their names, in English and Arabic, of the countries OTO serves."""

import tomllib
from functools import cache
from importlib.resources import files

from importer.account.city_names.spelling import loose
from importer.text import fold_words


class Known:
    """The well-known cities of one country; a city is known by the first of its names."""

    def __init__(self, cities: list[list[str]]) -> None:
        self._names = {names[0]: tuple(names) for names in cities}
        self._plain = {fold_words(name): names[0] for names in cities for name in names}
        self._loose = {loose(name): names[0] for names in reversed(cities) for name in names}

    def city(self, written: str) -> str | None:
        """The well-known city of that name, whatever its case, marks and articles."""
        return self._plain.get(fold_words(written)) or self._loose.get(loose(written))

    def also(self, written: str) -> tuple[str, ...]:
        """All names of that city, those that OTO is likeliest to list first; none if unknown."""
        city = self.city(written)
        return self._names[city] if city else ()


@cache
def _table() -> dict[str, list[list[str]]]:
    return tomllib.loads(files(__package__).joinpath("names.toml").read_text(encoding="utf-8"))


@cache
def known_names(country: str) -> Known:
    """The well-known cities of the country (ISO 3166-1 alpha-2); none for most countries."""
    return Known(_table().get(country, []))


def is_known_anywhere(written: str) -> bool:
    """Whether a well-known city of any country has that name."""
    return any(known_names(country).city(written) for country in _table())
