"""The values of this room: what may be asked of it, and what it gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from importer.catalog import BY_NAME, Field
from importer.i18n import Language, without_marks
from importer.mapping.profile import Profile, builtin_profiles
from importer.mapping.vocabulary import MatchSource, unit_of_header
from importer.problems import Problem
from importer.reading import Sheet, Workbook, column_letter

IGNORE = "-"


@dataclass(frozen=True)
class MapOptions:
    """What a person settled: `maps` header or column letter → field name or label ("-": ignore),
    `constants` field → cell text for what no column holds, `profile` one of her own,
    `remembered` the `learned` of earlier files with the same headers, by `fingerprint`, and
    `remembered_values` their `learned_values`."""

    sheet: str | None = None
    maps: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    profile: Profile | None = None
    remembered: Callable[[str], Mapping[str, str]] | None = None
    remembered_values: Callable[[str], Mapping[str, str]] | None = None

    def without_marks(self) -> "MapOptions":
        """The same without the invisible marks of direction that copying from a report in a
        right-to-left language brings along."""
        return replace(
            self,
            sheet=None if self.sheet is None else without_marks(self.sheet),
            maps=_unmarked(self.maps),
            constants=_unmarked(self.constants),
        )


def _unmarked(texts: Mapping[str, str]) -> dict[str, str]:
    return {without_marks(key): without_marks(value) for key, value in texts.items()}


@dataclass(frozen=True)
class MappedColumn:
    """One column of the sheet (`index` 0-based) and what it was taken for; `field` is a canonical
    name, None when the column is ignored. A profile may give one field several columns: the one of
    the lowest `priority` comes first."""

    index: int
    header: str
    field: str | None
    how: MatchSource
    priority: int = 0


@dataclass(frozen=True)
class MappedTable:
    """The rows of the orders under the names of their fields.

    `frame` holds raw cells, None where empty; its columns are canonical names, its index the row
    in the sheet. A profile that unpacks several items out of one cell repeats the row, index and
    order cells included, once per item: only then does the index hold a row twice.
    `constants` are those that were put in, field → text. `problems` are of the file, of columns,
    and of rows that were left out (notes with their row). `learned` are the columns that `maps`
    settled, header → field ("-": ignored), to be remembered for files of the same `fingerprint`:
    those with the same headers in any order. `learned_values` are, likewise, those of `constants`
    that stand for a column which is not there and may be the same for all orders.
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
    fingerprint: str = ""
    learned: Mapping[str, str] = field(default_factory=dict)
    learned_values: Mapping[str, str] = field(default_factory=dict)

    def cell(self, row: int | None, column: str | None) -> str:
        """The cell's address such as `E14`; empty without a row or a column in the sheet."""
        index = self.place(column)
        return "" if index is None or row is None else f"{column_letter(index)}{row}"

    def place(self, column: str | None) -> int | None:
        """The number of the column (0-based) in the sheet; None when it is not there."""
        mapped = self._by_name.get(column)
        return mapped.index if mapped else None

    def header(self, column: str | None) -> str:
        """The merchant's own header of a field; the name itself where no column holds it."""
        mapped = self._by_name.get(column)
        return mapped.header if mapped else column or ""

    @property
    def is_export(self) -> bool:
        """Whether a known shop's program wrote the sheet."""
        return any(self.profile is known for known in builtin_profiles())

    def lacks(self, field: str | None) -> bool:
        """Whether the orders have no such field: no column, piece of one or value for all."""
        return field in BY_NAME and field not in self.frame

    def unit(self, of: Field) -> str:
        """The unit or currency (folded) that the field's header names; else empty."""
        return unit_of_header(self.header(of.name), of)

    def decided(self) -> dict[str, str]:
        """Header → field ("-": ignored), as `MapOptions.maps` takes it, for files with the same
        headers. What the profile decided is left to the profile."""
        return {
            column.header: column.field or IGNORE
            for column in self.columns
            if column.header and column.how is not MatchSource.PROFILE
        }

    @cached_property
    def _by_name(self) -> Mapping[str | None, MappedColumn]:
        """The column of each field, and of each header that is no field's name; asked often."""
        last_first = list(reversed(self.columns))
        by_name: dict[str | None, MappedColumn] = {column.header: column for column in last_first}
        for column in sorted(last_first, key=lambda column: column.priority, reverse=True):
            if column.field:
                by_name[column.field] = column
        return by_name
