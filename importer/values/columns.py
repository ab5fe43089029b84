"""One column: every distinct cell of it is parsed once."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import is_

from importer.fields import Field
from importer.problems import Problem
from importer.sheet import Padded, shown
from importer.values.bad import Bad, Parser

_CHUNK = 512


@dataclass(slots=True)
class Column:
    """The cells of one field.

    `keys` has one entry per row and is equal for equal cells only. `parsed` holds, by key, what the
    distinct cells were read as (`Bad` where they could not be). `odd` are the cells of keys that
    are not the cells themselves.
    """

    field: Field
    rows: Sequence[int]
    keys: Sequence[Hashable]
    parsed: dict[Hashable, object]
    odd: Mapping[Hashable, object]

    def cell(self, key: Hashable) -> object:
        """The cell of a key."""
        return self.odd.get(key, key) if self.odd else key

    def cells(self) -> Iterator[tuple[Hashable, object]]:
        """Key and cell of every distinct cell."""
        if not self.odd:
            return zip(self.parsed, self.parsed, strict=True)
        return ((key, self.cell(key)) for key in self.parsed)

    def read(self, parse: Parser, all_plain: Callable[[Sequence[str]], bool] | None = None) -> None:
        """Parses every distinct cell; texts that are plain by the chunk stand as they are."""
        if all_plain is None or self.odd:
            self.parsed = {key: parse(self.cell(key)) for key in self.parsed}
            return
        texts = iter([key for key in self.parsed if type(key) is str])
        while chunk := list(islice(texts, _CHUNK)):
            plain = all_plain(chunk)
            self.parsed.update(zip(chunk, chunk if plain else map(parse, chunk), strict=True))
        self.read_again([key for key in self.parsed if type(key) is not str], parse)

    def read_again(self, keys: Iterable[Hashable], parse: Parser) -> None:
        """Parses some of the distinct cells anew, with more knowledge."""
        self.parsed.update({key: parse(self.cell(key)) for key in keys})

    def unread(self, *codes: object) -> list[Hashable]:
        """The keys of the cells that were refused for one of the reasons."""
        return [
            key
            for key, read in self.parsed.items()
            if type(read) is Bad and any(read.code is code for code in codes)
        ]

    def places(self, keys: Iterable[Hashable]) -> Iterator[tuple[int, Hashable]]:
        """Row and key of the cells with one of the keys, in the order of the sheet."""
        wanted = set(keys)
        return ((row, key) for row, key in zip(self.rows, self.keys, strict=True) if key in wanted)

    def values(self) -> list[object]:
        """The typed value of every row, None where it is empty or could not be read."""
        typed = self.parsed
        if all(map(is_, typed, typed.values())):
            return list(self.keys)
        if Bad in set(map(type, typed.values())):
            typed = {key: None if type(read) is Bad else read for key, read in typed.items()}
        return list(map(typed.__getitem__, self.keys))

    def refused(self) -> frozenset[int]:
        """The rows of the cells that could not be read."""
        refused = [key for key, read in self.parsed.items() if type(read) is Bad]
        return frozenset(row for row, _ in self.places(refused)) if refused else frozenset()

    def problems(self) -> list[Problem]:
        """One problem for each cell that could not be read (a row may occur several times)."""
        told = {
            key: (read.code.name, shown(self.cell(key)), read.facts)
            for key, read in self.parsed.items()
            if type(read) is Bad and read.code is not None
        }
        if not told:
            return []
        name = self.field.name
        rows = ((row, *told[key]) for row, key in dict.fromkeys(self.places(told)))
        return [Problem(code, row, name, text, facts) for row, code, text, facts in rows]


def column(of: Field, rows: Sequence[int], cells: Sequence[object]) -> Column:
    """The column of these cells. 1, 1.0 and TRUE are equal in Python and kept apart here."""
    kinds = set(map(type, cells))
    numeric = {kind for kind in kinds if issubclass(kind, int | float)}
    if Padded not in kinds and len(numeric) < 2:
        return Column(of, rows, cells, dict.fromkeys(cells), {})
    keys = [(type(cell), cell.shown if isinstance(cell, Padded) else cell) for cell in cells]
    return Column(of, rows, keys, dict.fromkeys(keys), dict(zip(keys, cells, strict=True)))


def paired(
    of: Column, others: Sequence[Hashable], read: Callable[[Hashable, Hashable], object]
) -> Column:
    """The column keyed by (key, the row's entry in `others`), each pair read once by `read`."""
    keys = list(zip(of.keys, others, strict=True))
    parsed: dict[Hashable, object] = {pair: read(*pair) for pair in dict.fromkeys(keys)}
    odd: dict[Hashable, object] = {pair: of.cell(pair[0]) for pair in dict.fromkeys(keys)}
    return Column(of.field, of.rows, keys, parsed, odd)
