"""One column: every distinct cell of it is parsed once."""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pandas as pd

from importer.catalog import Field, Kind
from importer.catalog.units import own_unit, units_of
from importer.grouping import Codes, first_positions, pair_codes
from importer.parsing.damaged_text import repair
from importer.parsing.numbers import unit_beside
from importer.parsing.parser import ParseError, Parser
from importer.problems import Code, Problem, cells, problem
from importer.reading import FormattedNumber, display_text
from importer.text import strip_formatting

_CHUNK = 512
Cells = npt.NDArray[np.object_]
Rows = npt.NDArray[np.int64]


@dataclass(slots=True)
class ParsedColumn:
    """The cells of one field.

    `uniques` are the cells that are not empty, each once; `codes` tells for every row which of them
    stands there (-1: none). `parsed` holds, by code, what they were read as (`ParseError` where
    they could not be). `constant` is the text that was put into the empty cells: it proves nothing
    of how the others are written. `header` is the merchant's own, and `unit` the unit or currency
    that it names (folded).
    """

    field: Field
    rows: Rows
    codes: Codes
    uniques: Sequence[object]
    parsed: list[object]
    constant: str | None = None
    header: str = ""
    unit: str = ""

    def parse(
        self, parse: Parser, all_plain: Callable[[Sequence[str]], bool] | None = None
    ) -> None:
        """Parses every distinct cell; texts that are plain by the chunk stand as they are."""
        self.parsed = []
        for start in range(0, len(self.uniques), _CHUNK):
            chunk = self.uniques[start : start + _CHUNK]
            texts = [cell for cell in chunk if isinstance(cell, str)] if all_plain else []
            plain = all_plain and len(texts) == len(chunk) and all_plain(texts)
            self.parsed += chunk if plain else map(parse, chunk)

    @property
    def scale(self) -> Decimal:
        """How many of OTO's units one is in the unit of the header."""
        return units_of(self.field).get(self.unit, Decimal(1))

    def parse_again(self, codes: Iterable[int], parse: Parser) -> None:
        """Parses some of the distinct cells anew, with more knowledge."""
        for code in codes:
            self.parsed[code] = parse(self.uniques[code])

    def unparsed(self, *reasons: object) -> list[int]:
        """The codes of the cells that were refused for one of the reasons, or for any."""
        return [
            code
            for code, value in enumerate(self.parsed)
            if type(value) is ParseError
            and (not reasons or any(value.code is reason for reason in reasons))
        ]

    def count(self, codes: Collection[int]) -> int:
        """How many rows have a cell of one of the codes."""
        return int(np.isin(self.codes, list(codes)).sum())

    def told(self, of: Code, codes: Sequence[int], **facts: object) -> Problem:
        """What is to be said of the cells of some codes: the first of them stands for all."""
        value, count = display_text(self.uniques[codes[0]]), self.count(codes)
        return problem(of, None, self.field.name, value, **facts, count=count)

    def first_row(self, code: int) -> int:
        """The first row that has the cell."""
        return int(self.rows[np.argmax(self.codes == code)])

    def values(self) -> Cells:
        """The typed value of every row, None where it is empty or could not be read."""
        typed = np.empty(len(self.parsed) + 1, dtype=object)  # the last one stands for no cell
        typed[:-1] = [None if type(value) is ParseError else value for value in self.parsed]
        return typed[self.codes]

    def witnesses(self) -> Iterator[tuple[int, object]]:
        """The cells that may prove how the column is written, each with its code."""
        return (each for each in enumerate(self.uniques) if each[1] != self.constant)

    def unparsed_rows(self) -> frozenset[int]:
        """The rows of the cells that could not be read."""
        codes = self.unparsed()
        return frozenset(row for row, _ in self._rows_with(codes)) if codes else frozenset()

    def problems(self) -> list[Problem]:
        """One problem for each cell that could not be read (a row may occur several times)."""
        refused = {
            code: (value.code.name, display_text(self.uniques[code]), value.facts)
            for code, value in enumerate(self.parsed)
            if type(value) is ParseError and value.code is not None
        }
        if not refused:
            return []
        name = self.field.name
        rows = ((row, *refused[code]) for row, code in dict.fromkeys(self._rows_with(refused)))
        return [Problem(code, row, name, text, facts) for row, code, text, facts in rows]

    def _rows_with(self, codes: Collection[int]) -> Iterator[tuple[int, int]]:
        """Row and code of the cells of some codes, in the order of the sheet."""
        at = np.flatnonzero(np.isin(self.codes, list(codes)))
        return zip(self.rows[at].tolist(), self.codes[at].tolist(), strict=True)


def factorize(field: Field, rows: Rows, cells: Cells) -> ParsedColumn:
    """The column of these cells, to be parsed. 1, 1.0 and TRUE are equal in Python and kept apart
    here."""
    if _equal_only_if_alike(cells):
        codes, uniques = pd.factorize(cells)
        return ParsedColumn(field, rows, codes, uniques.tolist(), [])
    keys = np.empty(len(cells), dtype=object)
    keys[:] = list(map(_key, cells.tolist()))
    codes = pd.factorize(keys)[0]
    return ParsedColumn(field, rows, codes, cells[first_positions(codes)].tolist(), [])


def _equal_only_if_alike(cells: Cells) -> bool:
    if pd.api.types.infer_dtype(cells) in ("string", "empty"):
        return True
    kinds = set(map(type, cells.tolist()))
    return FormattedNumber not in kinds and sum(issubclass(kind, int | float) for kind in kinds) < 2


def _key(cell: object) -> Hashable:
    if cell is None:
        return None
    return type(cell), cell.display_text if isinstance(cell, FormattedNumber) else cell


def parse_pairs(
    column: ParsedColumn, others: Sequence[Hashable], parse: Callable[[int, Hashable], object]
) -> ParsedColumn:
    """The column in which a cell counts as another one for each of `others`, its row's entries;
    each code and other is parsed once by `parse`."""
    other_codes, known = pd.factorize(np.array([*others, None], dtype=object)[:-1])
    codes, pairs = pair_codes(column.codes, other_codes)
    entries = [*known.tolist(), None]  # the last one, -1, stands for no entry
    uniques = [column.uniques[code] for code, _ in pairs]
    parsed = [parse(code, entries[other]) for code, other in pairs]
    return replace(column, codes=codes, uniques=uniques, parsed=parsed)


def note_repaired(column: ParsedColumn) -> list[Problem]:
    """A note on texts that another program had ruined, and that are sent as they were before."""
    if column.field.kind is not Kind.TEXT:
        return []
    codes = [
        code
        for code, (cell, value) in enumerate(zip(column.uniques, column.parsed, strict=True))
        if isinstance(cell, str) and isinstance(value, str) and cell != value
        and repair(cell) != cell
    ]  # fmt: skip
    if not codes:
        return []
    return [column.told(cells.TEXT_REPAIRED, codes, text=column.parsed[codes[0]])]


def convert_unit(column: ParsedColumn) -> list[Problem]:
    """Takes the numbers beside which no unit stands for numbers of the header's; a note says so."""
    converted: dict[int, Decimal] = {}
    for code, cell in column.witnesses() if column.scale != 1 else ():
        value = column.parsed[code]
        if isinstance(value, Decimal) and not unit_beside(cell, units_of(column.field)):
            column.parsed[code] = converted[code] = (value * column.scale).normalize()
    if not converted:
        return []
    unit, codes = own_unit(column.field), list(converted)
    text = f"{converted[codes[0]]:f} {unit}"
    return [column.told(cells.UNIT_CONVERTED, codes, text=text, unit=unit)]


def note_empty(column: ParsedColumn) -> list[Problem]:
    """A note on cells with a dash, `N/A` and the like, that count as empty."""
    empty = (code for code, value in enumerate(column.parsed) if value is None)
    codes = [code for code in empty if strip_formatting(display_text(column.uniques[code]))]
    if not codes:
        return []
    return [column.told(cells.COUNTS_AS_EMPTY, codes)]
