"""The merchant's spelling of a city and OTO's: one room that brings the two together."""

from importer.account.city_names.match import CityList, CityMatch, MatchQuality

__all__ = ["CityList", "CityMatch", "MatchQuality"]
