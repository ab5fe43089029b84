"""The columns of the sheet become the columns of the fields."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from importer import catalog
from importer.catalog import BY_NAME, Field, Part
from importer.mapping.cells import Mask, blank_mask, is_blank
from importer.mapping.matching import ColumnMatch
from importer.mapping.profile import Join, Profile
from importer.reading import display_text
from importer.text import fold_header

# One address: where any of it is filled, the rest of it is not taken from another one.
_ADDRESS = frozenset(
    field.name
    for field in (
        catalog.ADDRESS, catalog.DISTRICT, catalog.CITY, catalog.STATE, catalog.COUNTRY,
        catalog.POSTCODE, catalog.STREET, catalog.BUILDING_NO, catalog.SHORT_ADDRESS_CODE,
    )
)  # fmt: skip
_EXCLUSIVE = (
    (catalog.PICKUP_LOCATION_CODE, Part.SENDER),
    (catalog.DESTINATION_LOCATION_CODE, Part.CUSTOMER),
)
Inputs = Mapping[str, pd.Series]  # header key → cells, of the columns that a profile makes use of


def assemble(
    rows: pd.DataFrame, matches: Sequence[ColumnMatch], profile: Profile | None
) -> pd.DataFrame:
    """The columns that are one field each, under its name, and with a profile those that it joins,
    chooses and falls back on. `rows` are the sheet's rows under their columns' numbers."""
    own = [match for match in matches if match.field is not None and not match.is_input]
    frame = rows[[match.column for match in own]]
    frame = frame.set_axis([str(match.field) for match in own], axis=1)
    if profile is None:
        return frame
    inputs = {match.key: rows[match.column] for match in matches if match.is_input}
    frame = frame.copy(deep=False)
    for field, headers in profile.first_known.items():
        chosen = _first_known(inputs, headers, profile.values.get(field, {}))
        if chosen is not None:
            _fill_blanks(frame, field, chosen)
    for join in profile.join:
        if (joined := _joined(inputs, join)) is not None:
            _fill_blanks(frame, join.field, joined)
    _fall_back(frame, inputs, profile)
    for field, values in profile.values.items():
        if field in frame:
            frame[field] = _replaced(frame[field], values)
    return frame


def _fill_blanks(
    frame: pd.DataFrame, field: str, source: pd.Series, only: Mask | None = None
) -> None:
    """Puts the source into the column's blank cells, where `only` allows it; a column that is not
    there is added."""
    if field not in frame:
        frame[field] = pd.Series([None] * len(frame), index=frame.index, dtype=object)
    where = blank_mask(frame[field]) if only is None else only & blank_mask(frame[field])
    cells = frame[field].to_numpy(dtype=object, copy=True)
    cells[where] = source.to_numpy(dtype=object)[where]
    frame[field] = pd.Series(cells, index=frame.index, dtype=object)


def _first_known(
    inputs: Inputs, headers: Sequence[str], values: Mapping[str, str]
) -> pd.Series | None:
    """In each row the first cell that is one of the values, else the last one that is filled."""
    columns = [inputs[header] for header in headers if header in inputs]
    if not columns:
        return None
    chosen: dict[tuple[object, ...], object] = {}
    cells = []
    for row in zip(*(column.tolist() for column in columns), strict=True):
        if row not in chosen:
            filled = [cell for cell in row if not is_blank(cell)]
            known = (c for c in filled if isinstance(c, str) and fold_header(c) in values)
            chosen[row] = next(known, filled[-1] if filled else None)
        cells.append(chosen[row])
    return pd.Series(cells, index=columns[0].index, dtype=object)


def _joined(inputs: Inputs, join: Join) -> pd.Series | None:
    """The filled cells of each row as one text; a cell that stands alone keeps its kind."""
    columns = [inputs[header] for header in join.headers if header in inputs]
    if not columns:
        return None
    cells = []
    for row in zip(*(column.tolist() for column in columns), strict=True):
        filled = [cell for cell in row if not is_blank(cell)]
        if len(filled) < 2:
            cells.append(filled[0] if filled else None)
        else:
            cells.append(join.between.join(display_text(cell).strip() for cell in filled))
    return pd.Series(cells, index=columns[0].index, dtype=object)


def _fall_back(frame: pd.DataFrame, inputs: Inputs, profile: Profile) -> None:
    """A name or phone falls back by itself; an address as a whole, so that none is mixed."""
    sources = [
        (field, inputs[header]) for header, field in profile.fallback.items() if header in inputs
    ]
    for join in profile.join_fallback:
        if (joined := _joined(inputs, join)) is not None:
            sources.append((join.field, joined))
    no_address = np.ones(len(frame), dtype=bool)
    for field in _ADDRESS & set(frame.columns):
        no_address &= blank_mask(frame[field])
    for field, source in sources:
        _fill_blanks(frame, field, source, only=no_address if field in _ADDRESS else None)


def _replaced(cells: pd.Series, values: Mapping[str, str]) -> pd.Series:
    replacements = {
        cell: values[fold_header(cell)]
        for cell in set(cells.tolist())
        if isinstance(cell, str) and fold_header(cell) in values
    }
    if not replacements:
        return cells
    replaced = [replacements.get(c, c) if isinstance(c, str) else c for c in cells]
    return pd.Series(replaced, index=cells.index, dtype=object)


def with_constants(frame: pd.DataFrame, constants: Mapping[str, str]) -> pd.DataFrame:
    """The constants where the column is absent or the cell empty.

    An order's later rows may be empty because its first row speaks for them: those stay so. Nor is
    one put into an order that has what excludes it: the customer's country where the order goes to
    one of the merchant's own locations.
    """
    filled_in = frame.copy(deep=False)
    for field, value in constants.items():
        source = pd.Series([value] * len(frame), index=frame.index, dtype=object)
        only = None
        if BY_NAME[field].part is not Part.ITEM:
            only = ~_orders_with(frame, {field, *_excluding(BY_NAME[field])})
        _fill_blanks(filled_in, field, source, only)
    return filled_in


def _excluding(field: Field) -> Iterable[str]:
    """The fields that an order cannot have beside this one."""
    for location, part in _EXCLUSIVE:
        if field is location:
            return (other.name for other in catalog.of_part(part))
        if field.part is part:
            return (location.name,)
    return ()


def _orders_with(frame: pd.DataFrame, fields: Collection[str]) -> Mask:
    """The rows of the orders that have something in one of the fields."""
    has = np.zeros(len(frame), dtype=bool)
    for field in frame.columns.intersection(list(fields)):
        has |= ~blank_mask(frame[field])
    if catalog.ORDER_ID.name not in frame:
        return has
    ids = frame[catalog.ORDER_ID.name]
    return has | (ids.isin(set(ids[has])).to_numpy() & ~blank_mask(ids))


def item_columns(
    rows: pd.DataFrame, matches: Sequence[ColumnMatch], profile: Profile
) -> tuple[list[int], str]:
    """The columns of the first of the profile's item headers that the file has, and their parser;
    a header with a star has several."""
    by_header: dict[str, list[int]] = {header: [] for header in profile.items}
    for match in matches:
        header = profile.items_header(match.key)
        if header and match.is_input:
            by_header[header].append(match.column)
    for header, columns in by_header.items():
        if any(not is_blank(cell) for column in columns for cell in rows[column].tolist()):
            return columns, profile.items[header]
    return [], ""
