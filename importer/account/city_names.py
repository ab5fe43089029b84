"""Which of OTO's cities a merchant means: surely, likely, or one of a few."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from importer.account.city_spelling import (
    consonant_skeleton,
    consonants_across_scripts,
    is_arabic,
    sound,
    without_articles,
)
from importer.text import fold_words, nearest

_SUGGESTIONS = 3
_MOST_DOUBTS = 1_000  # past so many the column holds no cities, and looking closer only takes time
_LIKENESS = 66.0  # of 100; what is less alike is not worth suggesting
_LONG_ENOUGH = 5  # letters of a name in which one slip leaves no doubt
_PIECES = re.compile(r"\s*(?:[,،/()|]|\s[-–]\s)\s*")
_TELLING = 4  # consonants that leave no doubt


class MatchQuality(StrEnum):
    """How a city was found."""

    SAME = "same"  # written as OTO writes it
    CHOSEN = "chosen"  # a person said which one is meant
    UNLISTED = "unlisted"  # so did a person, but OTO's list does not have it
    SPELLED = "spelled"  # the same name but for case, marks and articles, or in Arabic
    CLOSE = "close"  # another name, or a slip, that cannot be anything else
    DOUBTFUL = "doubtful"


class CityMatch(NamedTuple):
    """OTO's name when it is beyond doubt; else the nearest ones, likeliest first."""

    quality: MatchQuality
    name: str = ""
    suggestions: tuple[str, ...] = ()


class CityList:
    """The cities of one country as OTO lists them (their names without the spaces around)."""

    def __init__(self, country: str, names: Iterable[str]) -> None:
        self._names = tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
        self._known = known_cities(country)
        self._doubts = 0

    def find(self, written: str) -> CityMatch:
        """The city that was written; nothing is guessed where two could be meant."""
        if written in self._by_name:
            return CityMatch(MatchQuality.SAME, written)
        for name in (written, without_kind(written)):
            listed = self._spelled(name)
            if listed:
                same = is_arabic(name) or without_articles(name) == without_articles(listed)
                return CityMatch(MatchQuality.SPELLED if same else MatchQuality.CLOSE, listed)
        if self._doubts >= _MOST_DOUBTS:
            return CityMatch(MatchQuality.DOUBTFUL)
        close = self._alike(written) or self._slip(written)
        if close and not is_known_anywhere(written):  # Dubai is not Duba, nor Antakya Antalya
            return CityMatch(MatchQuality.CLOSE, close)
        self._doubts += 1
        return CityMatch(MatchQuality.DOUBTFUL, suggestions=self._nearest(written))

    def chosen(self, name: str) -> CityMatch:
        """The city that a person named, whether or not the list has it."""
        listed = self._by_folded.get(fold_words(name))
        if listed is None:
            return CityMatch(MatchQuality.UNLISTED, name.strip())
        return CityMatch(MatchQuality.CHOSEN, listed)

    @cached_property
    def _by_name(self) -> frozenset[str]:
        return frozenset(self._names)

    @cached_property
    def _by_folded(self) -> dict[str, str]:
        return {fold_words(name): name for name in reversed(self._names)}

    @cached_property
    def _bare_names(self) -> dict[str, str]:
        return {name: without_articles(name) for name in self._names}

    @cached_property
    def _sounds(self) -> dict[str, str]:
        return {name: sound(name) for name in self._names}

    def _keyed(self, key: Callable[[str], str]) -> dict[str, set[str]]:
        keyed: dict[str, set[str]] = defaultdict(set)
        for name in self._names:
            keyed[key(name)].add(name)
        return keyed

    @cached_property
    def _by_bare_name(self) -> dict[str, set[str]]:
        return self._keyed(without_articles)

    @cached_property
    def _by_sound(self) -> dict[str, set[str]]:
        return self._keyed(sound)

    @cached_property
    def _by_consonants(self) -> dict[str, set[str]]:
        return self._keyed(consonants_across_scripts)

    def _spelled(self, written: str) -> str:
        """The same name but for case, marks, articles and language."""
        for name in (written, *self._known.other_names(written)):
            listed = self._by_folded.get(fold_words(name))
            if listed is not None:
                return listed
        return _only(self._by_bare_name.get(without_articles(written)))

    def _alike(self, written: str) -> str:
        """The only name that sounds the same; in Arabic, that has the same consonants."""
        if not is_arabic(written):
            return _only(self._by_sound.get(sound(written)))
        consonants = consonants_across_scripts(written)
        return _only(self._by_consonants.get(consonants)) if len(consonants) >= _TELLING else ""

    def _slip(self, written: str) -> str:
        """A well-known city with one slip of the keyboard: two letters swapped, or a vowel wrong.

        Another consonant may make another place, and so may a slip between two little places.
        """
        typed = without_articles(written)
        if len(typed) < _LONG_ENOUGH:
            return ""
        matches = process.extract(
            typed, self._bare_names, scorer=OSA.distance, score_cutoff=1, limit=None
        )
        near = [name for _, _, name in matches]
        meant = {self._known.city(name) for name in near}
        if len(meant) != 1 or None in meant:
            return ""
        slips = all(_is_slip(typed, without_articles(name)) for name in near)
        return self._spelled(str(meant.pop())) if slips else ""

    def _nearest(self, written: str) -> tuple[str, ...]:
        """The cities whose names stand in it, then those that sound most like it."""
        named = filter(None, (self._spelled(piece) for piece in _PIECES.split(written)))
        alike = nearest(sound(written), self._sounds, least=_LIKENESS, limit=_SUGGESTIONS)
        return tuple(dict.fromkeys((*named, *alike)))[:_SUGGESTIONS]


def _is_slip(typed: str, meant: str) -> bool:
    """Letters swapped, or a vowel too many or too few: another vowel may be another name."""
    if sorted(typed) == sorted(meant):
        return True
    return len(typed) != len(meant) and consonant_skeleton(typed) == consonant_skeleton(meant)


def _only(names: set[str] | None) -> str:
    return next(iter(names)) if names and len(names) == 1 else ""


class KnownCities:
    """The well-known cities of one country by all their names; the first of them stands for it."""

    def __init__(self, cities: list[list[str]]) -> None:
        self._names = {names[0]: tuple(names) for names in cities}
        self._by_folded = {fold_words(name): names[0] for names in cities for name in names}
        self._by_bare_name = {
            without_articles(name): names[0] for names in reversed(cities) for name in names
        }

    def city(self, written: str) -> str | None:
        """The well-known city of that name, whatever its case, marks and articles."""
        city = self._by_folded.get(fold_words(written))
        return city or self._by_bare_name.get(without_articles(written))

    def other_names(self, written: str) -> tuple[str, ...]:
        """All names of that city, those that OTO is likeliest to list first; none if unknown."""
        city = self.city(written)
        return self._names[city] if city else ()


def names_by_country() -> dict[str, list[list[str]]]:
    """The names of every well-known city, by country."""
    names: dict[str, list[list[str]]] = _data()["names"]
    return names


@cache
def known_cities(country: str) -> KnownCities:
    """The well-known cities of the country (ISO 3166-1 alpha-2); none for most countries."""
    return KnownCities(names_by_country().get(country, []))


def is_known_anywhere(written: str) -> bool:
    """Whether a well-known city of any country has that name."""
    return any(known_cities(country).city(written) for country in names_by_country())


def without_kind(name: str) -> str:
    """The folded name without such words as City or مدينة around it."""
    return _kind_of_place().sub("", fold_words(name))


@cache
def _kind_of_place() -> re.Pattern[str]:
    before, after = (
        "|".join(fold_words(word) for some in _data()["kinds"][side].values() for word in some)
        for side in ("before", "after")
    )
    return re.compile(rf"^(?:{before})\s+|\s+(?:{after})$")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
