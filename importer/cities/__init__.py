"""The merchant's spelling of a city and OTO's: one room that brings the two together."""

from importer.cities.match import CityList, How, Match
from importer.cities.spelling import plain

__all__ = ["CityList", "How", "Match", "plain"]
