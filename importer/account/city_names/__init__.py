"""The merchant's spelling of a city and OTO's: one room that brings the two together."""

from importer.account.city_names.match import CityList, CityMatch, MatchQuality
from importer.account.city_names.spelling import plain

__all__ = ["CityList", "CityMatch", "MatchQuality", "plain"]
