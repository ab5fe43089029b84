"""Which of OTO's cities a merchant means: surely, likely, or one of a few."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
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
Spelling = Callable[[str], str]


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


class _Compared(NamedTuple):
    """How names are spelled by one of the functions of `city_spelling`, and the names by that."""

    spelled: Mapping[str, str]
    names: Mapping[str, Sequence[str]]


class CityList:
    """The cities of one country as OTO lists them (their names without the spaces around)."""

    def __init__(self, country: str, names: Iterable[str]) -> None:
        self._names = dict.fromkeys(name.strip() for name in names if name.strip())
        self._known = known_cities(country)
        self._compared: dict[Spelling, _Compared] = {}
        self._doubts = 0

    def find(self, written: str) -> CityMatch:
        """The city that was written; nothing is guessed where two could be meant."""
        if written in self._names:
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
    def _by_folded(self) -> dict[str, str]:
        return {fold_words(name): name for name in reversed(self._names)}

    def _by(self, spelling: Spelling) -> _Compared:
        if spelling not in self._compared:
            spelled = {name: spelling(name) for name in self._names}
            names: dict[str, list[str]] = defaultdict(list)
            for name, key in spelled.items():
                names[key].append(name)
            self._compared[spelling] = _Compared(spelled, names)
        return self._compared[spelling]

    def _only(self, written: str, spelling: Spelling) -> str:
        """The only name that is spelled alike; empty where there is none, or several."""
        names = self._by(spelling).names.get(spelling(written), ())
        return names[0] if len(names) == 1 else ""

    def _spelled(self, written: str) -> str:
        """The same name but for case, marks, articles and language."""
        for name in (written, *self._known.other_names(written)):
            listed = self._by_folded.get(fold_words(name))
            if listed is not None:
                return listed
        return self._only(written, without_articles)

    def _alike(self, written: str) -> str:
        """The only name that sounds the same; in Arabic, that has the same consonants."""
        if not is_arabic(written):
            return self._only(written, sound)
        if len(consonants_across_scripts(written)) < _TELLING:
            return ""
        return self._only(written, consonants_across_scripts)

    def _slip(self, written: str) -> str:
        """A well-known city with one slip of the keyboard: two letters swapped, or a vowel wrong.

        Another consonant may make another place, and so may a slip between two little places.
        """
        typed = without_articles(written)
        if len(typed) < _LONG_ENOUGH:
            return ""
        bare_names = self._by(without_articles).spelled
        matches = process.extract(
            typed, bare_names, scorer=OSA.distance, score_cutoff=1, limit=None
        )
        near = [name for _, _, name in matches]
        meant = {self._known.city(name) for name in near}
        if len(meant) != 1 or None in meant:
            return ""
        slips = all(_is_slip(typed, bare_names[name]) for name in near)
        return self._spelled(str(meant.pop())) if slips else ""

    def _nearest(self, written: str) -> tuple[str, ...]:
        """The cities whose names stand in it, then those that sound most like it."""
        named = filter(None, (self._spelled(piece) for piece in _PIECES.split(written)))
        alike = nearest(
            sound(written), self._by(sound).spelled, least=_LIKENESS, limit=_SUGGESTIONS
        )
        return tuple(dict.fromkeys((*named, *alike)))[:_SUGGESTIONS]


def _is_slip(typed: str, meant: str) -> bool:
    """Letters swapped, or a vowel too many or too few: another vowel may be another name."""
    if sorted(typed) == sorted(meant):
        return True
    return len(typed) != len(meant) and consonant_skeleton(typed) == consonant_skeleton(meant)


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
