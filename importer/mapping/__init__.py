"""The mapping room: where the header is, which column is which field, which rows are orders."""

from importer.mapping.mapper import map_columns
from importer.mapping.profile import Profile, profile_of, read_profile
from importer.mapping.table import MapOptions, MappedColumn, MappedTable
from importer.mapping.vocabulary import MatchSource

__all__ = [
    "MapOptions",
    "MappedColumn",
    "MappedTable",
    "MatchSource",
    "Profile",
    "map_columns",
    "profile_of",
    "read_profile",
]
