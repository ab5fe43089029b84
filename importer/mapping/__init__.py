"""The mapping room: where the header is, which column is which field, which rows are orders."""

from importer.mapping.book import map_book
from importer.mapping.lexicon import How
from importer.mapping.names import normalise
from importer.mapping.profile import Profile, read_profile
from importer.mapping.table import Column, MapOptions, Table

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
