"""One column: every distinct cell of it is parsed once."""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from importer.catalog import Field
from importer.parsing.parser import ParseError, Parser
from importer.problems import Problem, cells, problem
from importer.reading import FormattedNumber, display_text
from importer.text import strip_formatting

_CHUNK = 512
Cells = npt.NDArray[np.object_]
Places = npt.NDArray[np.intp]


@dataclass(slots=True)
class ParsedColumn:
    """The cells of one field.

    `distinct` are the cells that are not empty, each once; `places` tells for every row which of
    them stands there (-1: none). `parsed` holds, by place, what they were read as (`ParseError`
    where they could not be).
    """

    field: Field
    rows: npt.NDArray[np.int64]
    places: Places
    distinct: Sequence[object]
    parsed: list[object]

    def read(self, parse: Parser, all_plain: Callable[[Sequence[str]], bool] | None = None) -> None:
        """Parses every distinct cell; texts that are plain by the chunk stand as they are."""
        self.parsed = []
        for start in range(0, len(self.distinct), _CHUNK):
            chunk = self.distinct[start : start + _CHUNK]
            texts = [cell for cell in chunk if isinstance(cell, str)] if all_plain else []
            plain = all_plain and len(texts) == len(chunk) and all_plain(texts)
            self.parsed += chunk if plain else map(parse, chunk)

    def read_again(self, places: Iterable[int], parse: Parser) -> None:
        """Parses some of the distinct cells anew, with more knowledge."""
        for place in places:
            self.parsed[place] = parse(self.distinct[place])

    def unparsed(self, *codes: object) -> list[int]:
        """The places of the cells that were refused for one of the reasons."""
        return [
            place
            for place, read in enumerate(self.parsed)
            if type(read) is ParseError and any(read.code is code for code in codes)
        ]

    def count(self, places: Collection[int]) -> int:
        """How many rows have a cell of one of the places."""
        return int(np.isin(self.places, list(places)).sum())

    def first_row(self, place: int) -> int:
        """The first row that has the cell."""
        return int(self.rows[np.argmax(self.places == place)])

    def values(self) -> Cells:
        """The typed value of every row, None where it is empty or could not be read."""
        typed = np.empty(len(self.parsed) + 1, dtype=object)  # the last one stands for no cell
        typed[:-1] = [None if type(read) is ParseError else read for read in self.parsed]
        return typed[self.places]

    def refused(self) -> frozenset[int]:
        """The rows of the cells that could not be read."""
        refused = [place for place, read in enumerate(self.parsed) if type(read) is ParseError]
        return frozenset(row for row, _ in self._standing(refused)) if refused else frozenset()

    def problems(self) -> list[Problem]:
        """One problem for each cell that could not be read (a row may occur several times)."""
        told = {
            place: (read.code.name, display_text(self.distinct[place]), read.facts)
            for place, read in enumerate(self.parsed)
            if type(read) is ParseError and read.code is not None
        }
        if not told:
            return []
        name = self.field.name
        rows = ((row, *told[place]) for row, place in dict.fromkeys(self._standing(list(told))))
        return [Problem(code, row, name, text, facts) for row, code, text, facts in rows]

    def _standing(self, places: Collection[int]) -> Iterator[tuple[int, int]]:
        """Row and place of the cells of some places, in the order of the sheet."""
        at = np.flatnonzero(np.isin(self.places, list(places)))
        return zip(self.rows[at].tolist(), self.places[at].tolist(), strict=True)


def column(of: Field, rows: npt.NDArray[np.int64], cells: Cells) -> ParsedColumn:
    """The column of these cells. 1, 1.0 and TRUE are equal in Python and kept apart here."""
    if _equal_only_if_alike(cells):
        places, distinct = pd.factorize(cells)
        return ParsedColumn(of, rows, places, distinct.tolist(), [])
    keys = np.empty(len(cells), dtype=object)
    keys[:] = list(map(_key, cells.tolist()))
    places = pd.factorize(keys)[0]
    return ParsedColumn(of, rows, places, cells[_firsts(places)].tolist(), [])


def _equal_only_if_alike(cells: Cells) -> bool:
    if pd.api.types.infer_dtype(cells) in ("string", "empty"):
        return True
    kinds = set(map(type, cells.tolist()))
    return FormattedNumber not in kinds and sum(issubclass(kind, int | float) for kind in kinds) < 2


def _key(cell: object) -> Hashable:
    if cell is None:
        return None
    return type(cell), cell.display_text if isinstance(cell, FormattedNumber) else cell


def _firsts(places: Places) -> Places:
    """Where each place occurs first."""
    known = np.flatnonzero(places >= 0)
    return known[np.unique(places[known], return_index=True)[1]]


def counted_as_empty(column: ParsedColumn) -> list[Problem]:
    """A note on cells with a dash, `N/A` and the like, that count as empty."""
    empty = (place for place, read in enumerate(column.parsed) if read is None)
    found = [place for place in empty if strip_formatting(display_text(column.distinct[place]))]
    if not found:
        return []
    value = display_text(column.distinct[found[0]])
    count = column.count(found)
    return [problem(cells.COUNTS_AS_EMPTY, column=column.field.name, value=value, count=count)]


def paired(
    of: ParsedColumn, others: Sequence[Hashable], read: Callable[[int, Hashable], object]
) -> ParsedColumn:
    """The column in which a cell counts as another one for each of `others`, its row's entries;
    each place and other is read once by `read`."""
    among, distinct = pd.factorize(np.array([*others, None], dtype=object)[:-1])
    width = len(distinct) + 1
    pairs = np.where(of.places < 0, -1, of.places * width + among % width)
    places = pd.factorize(np.where(pairs < 0, np.nan, pairs))[0]
    found = [divmod(pair, width) for pair in pairs[_firsts(places)].tolist()]
    known = [*distinct.tolist(), None]
    cells = [of.distinct[place] for place, _ in found]
    return ParsedColumn(
        of.field, of.rows, places, cells, [read(at, known[other]) for at, other in found]
    )
