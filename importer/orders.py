"""Judged rows become whole orders: one payload an order id, in file order."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import orjson
import pandas as pd

from importer import catalog
from importer.catalog import Field, Part
from importer.grouping import order_codes
from importer.mapping import MappedTable
from importer.reading import display_text
from importer.text import are_stripped, strip_formatting

Payload = dict[str, object]
_BLOCK = 200  # orders whose cells are taken out of the frame at once; the first has to leave soon
_EPOCH = datetime(1900, 1, 1)
_NONE: Mapping[int, str] = {}


@dataclass(frozen=True, slots=True)
class OrderRows:
    """The rows of one order id: `rows` in the sheet, `positions` in the frame, both in file order.

    `order_id` is None for a row without one: such a row is a group of its own.
    """

    order_id: str | None
    rows: tuple[int, ...]
    positions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """One whole order as it is sent; `payload` has no key for an empty cell, and money is Decimal.

    `fingerprint` is the same exactly when the payload is, `source_fingerprint` exactly when the
    merchant's own cells are ("": they are not known). `first_source` is that of its rows as they
    first stood, when they were mended in a report since ("": they were not); divided by spaces
    those of several orders, when it was a number that was mended and made them one.
    """

    order_id: str
    rows: tuple[int, ...]
    payload: Payload
    fingerprint: str
    source_fingerprint: str = ""
    first_source: str = ""

    @property
    def sources(self) -> str:
        """The fingerprints of its rows, as they first stood and as they stand, divided by
        spaces."""
        if self.first_source == self.source_fingerprint:
            return self.source_fingerprint
        return f"{self.first_source} {self.source_fingerprint}".strip()


def group_rows(frame: pd.DataFrame) -> list[OrderRows]:
    """The orders of the frame by their id, adjacent or not, in the order of their first rows."""
    rows: list[int] = frame.index.tolist()
    has_ids = catalog.ORDER_ID.name in frame
    ids = frame[catalog.ORDER_ID.name].tolist() if has_ids else [None] * len(rows)
    codes = order_codes(frame)
    positions: list[list[int]] = [[] for _ in range(codes.max(initial=-1) + 1)]
    for position, code in enumerate(codes.tolist()):
        positions[code].append(position)
    return [
        OrderRows(
            order_id if isinstance(order_id := ids[of_order[0]], str) else None,
            tuple(dict.fromkeys(map(rows.__getitem__, of_order))),
            tuple(of_order),
        )
        for of_order in positions
    ]


def build(
    frame: pd.DataFrame,
    groups: Sequence[OrderRows],
    table: MappedTable,
    first_sources: Mapping[int, str] = _NONE,
) -> Iterator[Order]:
    """The orders of the given groups, one after another, so that they need not all be held.

    `frame` has the judged values of `table`, whose sheet has the merchant's own cells. An order's
    own fields come from its first row; every row is one item. `first_sources` are, by the
    first row of an order, the fingerprints of its rows before they were mended in a report.
    """
    ours = [field for field in catalog.FIELDS if field.name in frame.columns]
    order_level = [field for field in ours if field.part is not Part.ITEM]
    item_level = [field for field in ours if field.part is Part.ITEM]
    for start in range(0, len(groups), _BLOCK):
        block = groups[start : start + _BLOCK]
        firsts = _cells(frame, order_level, [group.positions[0] for group in block])
        every = [position for group in block for position in group.positions]
        items = iter(_cells(frame, item_level, every))
        sources = source_fingerprints(table, block)
        for group, first, source in zip(block, firsts, sources, strict=True):
            order = _order(group, first, [next(items) for _ in group.positions])
            first_source = first_sources.get(group.rows[0], "")
            yield replace(order, source_fingerprint=source, first_source=first_source)


def _cells(
    frame: pd.DataFrame, wanted: Sequence[Field], positions: Sequence[int]
) -> list[list[tuple[Field, object]]]:
    """For each position the filled cells as (field, value)."""
    columns = [(field, frame[field.name].to_numpy()[positions].tolist()) for field in wanted]
    return [
        [(field, column[n]) for field, column in columns if column[n] is not None]
        for n in range(len(positions))
    ]


def _order(
    group: OrderRows,
    cells: list[tuple[Field, object]],
    items: list[list[tuple[Field, object]]],
) -> Order:
    payload: Payload = {}
    for field, value in cells:
        _part_of(payload, field)[field.key] = _sent(value)
    sent = [{field.key: _sent(value) for field, value in item} for item in items if item]
    if sent:
        payload[catalog.PAYLOAD_KEY[Part.ITEM]] = sent
    return Order(str(group.order_id), group.rows, payload, fingerprint(payload))


def _part_of(payload: Payload, field: Field) -> Payload:
    if field.part is Part.ORDER:
        return payload
    part = payload.setdefault(catalog.PAYLOAD_KEY[field.part], {})
    assert isinstance(part, dict)
    return part


def _sent(value: object) -> object:
    """The value as OTO's own examples write it: 31/12/2020, 31/12/2022 15:45, plain numbers."""
    if isinstance(value, Decimal):
        return _plain(value)
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return value


def _plain(number: Decimal) -> Decimal:
    """300.40 and 300.4 are one amount, so they are one fingerprint; never 3E+2."""
    whole = number.to_integral_value()
    return Decimal(int(whole)) if number == whole else number.normalize()


def fingerprint(payload: Payload) -> str:
    """A SHA-256 in hex over the payload's content, whatever the order of its keys."""
    return hashlib.sha256(to_json(payload, sort=True)).hexdigest()


def source_fingerprints(table: MappedTable, groups: Sequence[OrderRows]) -> Iterator[str]:
    """For each group a SHA-256 in hex over the filled cells of its rows as they stand in the sheet,
    each with its header.

    Nothing else counts: not how the columns were understood, nor in which order columns and rows
    stand. It is the same for the rows of a report's "To fix" as for those of the first file. The
    order id is left out, for there it is written into rows that were without.
    """
    headers = {column.index: strip_formatting(column.header) for column in table.columns}
    ids = {column.index for column in table.columns if column.field == catalog.ORDER_ID.name}
    counted = [number for number in map(int, table.sheet.frame.columns) if number not in ids]
    counted.sort(key=lambda number: headers.get(number, ""))  # of one header: as they stand
    names = [headers.get(number, "") for number in counted]
    rows = [row for group in groups for row in group.rows]
    cells = iter(table.sheet.frame.loc[rows][counted].to_numpy(dtype=object).tolist())
    for group in groups:
        lines = sorted(_source_line(names, next(cells)) for _ in group.rows)
        yield hashlib.sha256(b"\n".join(lines)).hexdigest()


def placed(source: str, file: str, row: int) -> str:
    """The fingerprint of rows that begin in that row of that file (its SHA-256)."""
    return hashlib.sha256(f"{file} {row} {source}".encode()).hexdigest()


def _source_line(headers: Sequence[str], cells: Sequence[object]) -> bytes:
    texts = [
        (header, cell if cell.__class__ is str else _source_text(cell))
        for header, cell in zip(headers, cells, strict=True)
        if cell is not None
    ]
    if not are_stripped([text for _, text in texts]):  # asked once for all: most are
        stripped = ((header, strip_formatting(text)) for header, text in texts)
        texts = [(header, text) for header, text in stripped if text]
    return orjson.dumps(texts)


def _source_text(cell: object) -> str:
    """The cell as the merchant sees it, but for what a workbook may change on the way through: a
    moment is a number of seconds, a number has Excel's 15 digits."""
    if isinstance(cell, time):
        cell = datetime.combine(_EPOCH, cell)
    elif isinstance(cell, date) and not isinstance(cell, datetime):
        cell = datetime.combine(cell, time())
    if isinstance(cell, datetime):
        cell = cell.replace(tzinfo=None) - _EPOCH
    return f"{round(cell.total_seconds())} s" if isinstance(cell, timedelta) else display_text(cell)


def to_json(payload: Payload, *, sort: bool = False) -> bytes:
    """The payload as UTF-8 JSON; a Decimal is written digit by digit, never through a float."""
    option = orjson.OPT_SORT_KEYS if sort else 0
    return orjson.dumps(payload, default=_number, option=option)


def _number(value: object) -> orjson.Fragment:
    if isinstance(value, Decimal):
        return orjson.Fragment(format(value, "f"))
    raise TypeError(f"a payload cannot hold a {type(value).__name__}")
