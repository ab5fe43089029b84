"""The values of this room: what may be asked of it, and what it gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from importer.i18n import Language
from importer.mapping.profile import Profile
from importer.mapping.vocabulary import MatchSource
from importer.preferences import Memory
from importer.problems import Problem
from importer.reading import Sheet, Workbook, column_letter

IGNORE = "-"


@dataclass(frozen=True)
class MapOptions:
    """What a person settled: `maps` header or column letter → field name or label ("-": ignore),
    `constants` field → cell text for what no column holds, `profile` a TOML file of her own."""

    sheet: str | None = None
    maps: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    profile: Path | None = None
    memory: Memory | None = None


@dataclass(frozen=True)
class MappedColumn:
    """One column of the sheet (`index` 0-based) and what it was taken for; `field` is a canonical
    name, None when the column is ignored. A profile may give one field several columns: the one of
    the lowest `turn` speaks first."""

    index: int
    header: str
    field: str | None
    how: MatchSource
    turn: int = 0


@dataclass(frozen=True)
class MappedTable:
    """The rows of the orders under the names of their fields.

    `frame` holds raw cells, None where empty; its columns are canonical names, its index the row
    in the sheet. A profile that unpacks several items out of one cell repeats the row, index and
    order cells included, once per item: only then does the index hold a row twice.
    `constants` are those that were put in, field → text. `problems` are of the file, of columns,
    and of rows that were left out (notes with their row).
    """

    book: Workbook
    sheet: Sheet
    header_rows: tuple[int, ...]
    columns: tuple[MappedColumn, ...]
    frame: pd.DataFrame
    constants: Mapping[str, str]
    profile: Profile | None
    lang: Language
    problems: tuple[Problem, ...]

    def cell(self, row: int | None, column: str | None) -> str:
        """The cell's address such as `E14`; empty without a row or a column in the sheet."""
        place = self.place(column)
        return "" if place is None or row is None else f"{column_letter(place)}{row}"

    def place(self, column: str | None) -> int | None:
        """The number of the column (0-based) in the sheet; None when it is not there."""
        found = self._column(column)
        return found.index if found else None

    def header(self, column: str | None) -> str:
        """The merchant's own header of a field; the name itself where no column holds it."""
        found = self._column(column)
        return found.header if found else column or ""

    def decided(self) -> dict[str, str]:
        """Header → field ("-": ignored), as `MapOptions.maps` takes it, for files with the same
        headers. What the profile decided is left to the profile."""
        return {
            column.header: column.field or IGNORE
            for column in self.columns
            if column.header and column.how is not MatchSource.PROFILE
        }

    def _column(self, name: str | None) -> MappedColumn | None:
        return None if name is None else self._places.get(name)

    @cached_property
    def _places(self) -> Mapping[str, MappedColumn]:
        """The column of each field, and of each header that is no field's name; asked often."""
        last_first = list(reversed(self.columns))
        places = {column.header: column for column in last_first}
        for column in sorted(last_first, key=lambda column: column.turn, reverse=True):
            if column.field:
                places[column.field] = column
        return places
