"""The mapping room: where the header is, which column is which field, which rows are orders."""

from importer.mapping.header_names import normalise
from importer.mapping.mapper import map_book
from importer.mapping.profile import Profile, read_profile
from importer.mapping.table import Column, MapOptions, Table
from importer.mapping.vocabulary import How

__all__ = [
    "Column",
    "How",
    "MapOptions",
    "Profile",
    "Table",
    "map_book",
    "normalise",
    "read_profile",
]
