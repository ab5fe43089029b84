"""Which of OTO's cities a merchant means: surely, likely, or one of a few."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from importer.account.city_names.known import is_known_anywhere, known_names
from importer.account.city_names.spelling import (
    bones,
    consonants,
    is_arabic,
    loose,
    sound,
    without_kind,
)
from importer.text import fold_words

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

    how: MatchQuality
    name: str = ""
    suggestions: tuple[str, ...] = ()


class CityList:
    """The cities of one country as OTO lists them (their names without the spaces around)."""

    def __init__(self, country: str, names: Iterable[str]) -> None:
        self._names = tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
        self._known = known_names(country)
        self._doubts = 0

    def find(self, written: str) -> CityMatch:
        """The city that was written; nothing is guessed where two could be meant."""
        if written in self._by_name:
            return CityMatch(MatchQuality.SAME, written)
        for name in (written, without_kind(written)):
            found = self._spelled(name)
            if found:
                same = is_arabic(name) or loose(name) == loose(found)
                return CityMatch(MatchQuality.SPELLED if same else MatchQuality.CLOSE, found)
        if self._doubts >= _MOST_DOUBTS:
            return CityMatch(MatchQuality.DOUBTFUL)
        close = self._alike(written) or self._slip(written)
        if close and not is_known_anywhere(written):  # Dubai is not Duba, nor Antakya Antalya
            return CityMatch(MatchQuality.CLOSE, close)
        self._doubts += 1
        return CityMatch(MatchQuality.DOUBTFUL, suggestions=self._nearest(written))

    def spelled(self, written: str) -> str:
        """OTO's spelling of a name of its list; the name as it stands where it has none."""
        return self._by_plain.get(fold_words(written), written.strip())

    def chosen(self, name: str) -> CityMatch:
        """The city that a person named, whether or not the list has it."""
        listed = self.spelled(name)
        return CityMatch(
            MatchQuality.CHOSEN if listed in self._by_name else MatchQuality.UNLISTED, listed
        )

    @cached_property
    def _by_name(self) -> frozenset[str]:
        return frozenset(self._names)

    @cached_property
    def _by_plain(self) -> dict[str, str]:
        return {fold_words(name): name for name in reversed(self._names)}

    @cached_property
    def _loose(self) -> dict[str, str]:
        return {name: loose(name) for name in self._names}

    @cached_property
    def _sounds(self) -> dict[str, str]:
        return {name: sound(name) for name in self._names}

    def _keyed(self, key: Callable[[str], str]) -> dict[str, set[str]]:
        keyed: dict[str, set[str]] = defaultdict(set)
        for name in self._names:
            keyed[key(name)].add(name)
        return keyed

    @cached_property
    def _by_loose(self) -> dict[str, set[str]]:
        return self._keyed(loose)

    @cached_property
    def _by_sound(self) -> dict[str, set[str]]:
        return self._keyed(sound)

    @cached_property
    def _by_consonants(self) -> dict[str, set[str]]:
        return self._keyed(consonants)

    def _spelled(self, written: str) -> str:
        """The same name but for case, marks, articles and language."""
        if fold_words(written) in self._by_plain:
            return self._by_plain[fold_words(written)]
        for other in self._known.also(written):
            if fold_words(other) in self._by_plain:
                return self._by_plain[fold_words(other)]
        return _only(self._by_loose.get(loose(written)))

    def _alike(self, written: str) -> str:
        """The only name that sounds the same; in Arabic, that has the same consonants."""
        if not is_arabic(written):
            return _only(self._by_sound.get(sound(written)))
        told = consonants(written)
        return _only(self._by_consonants.get(told)) if len(told) >= _TELLING else ""

    def _slip(self, written: str) -> str:
        """A well-known city with one slip of the keyboard: two letters swapped, or a vowel wrong.

        Another consonant may make another place, and so may a slip between two little places.
        """
        typed = loose(written)
        if len(typed) < _LONG_ENOUGH:
            return ""
        near = [
            name
            for _, _, name in process.extract(
                typed, self._loose, scorer=OSA.distance, score_cutoff=1, limit=None
            )
        ]
        meant = {self._known.city(name) for name in near}
        if len(meant) != 1 or None in meant:
            return ""
        slips = all(_is_slip(typed, loose(name)) for name in near)
        return self._spelled(str(meant.pop())) if slips else ""

    def _nearest(self, written: str) -> tuple[str, ...]:
        """The cities whose names stand in it, then those that sound most like it."""
        named = filter(None, (self._spelled(piece) for piece in _PIECES.split(written)))
        alike = process.extract(
            sound(written),
            self._sounds,
            scorer=fuzz.ratio,
            limit=_SUGGESTIONS,
            score_cutoff=_LIKENESS,
        )
        return tuple(dict.fromkeys((*named, *(name for _, _, name in alike))))[:_SUGGESTIONS]


def _is_slip(typed: str, meant: str) -> bool:
    """Letters swapped, or a vowel too many or too few: another vowel may be another name."""
    swapped = sorted(typed) == sorted(meant)
    return swapped or (len(typed) != len(meant) and bones(typed) == bones(meant))


def _only(names: set[str] | None) -> str:
    return next(iter(names)) if names and len(names) == 1 else ""
