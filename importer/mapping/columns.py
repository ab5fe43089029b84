"""The columns of the sheet become the columns of the fields."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from importer import catalog
from importer.catalog import BY_NAME, Part
from importer.mapping.cells import Mask, is_blank, is_nothing
from importer.mapping.matching import ColumnMatch
from importer.mapping.profile import Join, Profile
from importer.reading import display_text
from importer.text import fold_header

# One place: where any of it is filled, the rest of it is not taken from another address.
_PLACE = frozenset(
    field.name
    for field in (
        catalog.ADDRESS, catalog.DISTRICT, catalog.CITY, catalog.STATE, catalog.COUNTRY,
        catalog.POSTCODE, catalog.STREET, catalog.BUILDING_NO, catalog.SHORT_ADDRESS_CODE,
    )
)  # fmt: skip


def plain_columns(data: pd.DataFrame, matches: Sequence[ColumnMatch]) -> pd.DataFrame:
    """The columns that are one field each, under its name."""
    own = [claim for claim in matches if claim.field is not None and not claim.is_piece]
    frame = data[[claim.heading.index for claim in own]]
    return frame.set_axis([str(claim.field) for claim in own], axis=1)


def by_profile(
    frame: pd.DataFrame, data: pd.DataFrame, matches: Sequence[ColumnMatch], profile: Profile
) -> pd.DataFrame:
    """The frame with what the profile joins, chooses and falls back on."""
    pieces = {c.heading.key: data[c.heading.index] for c in matches if c.is_piece}
    frame = frame.copy(deep=False)
    for name, headers in profile.first_known.items():
        if (chosen := _first_known(pieces, headers, profile.values.get(name, {}))) is not None:
            _fill(frame, name, chosen)
    for join in profile.join:
        if (joined := _joined(pieces, join)) is not None:
            _fill(frame, join.field, joined)
    _fall_back(frame, pieces, profile)
    for name, table in profile.values.items():
        if name in frame:
            frame[name] = _translated(frame[name], table)
    return frame


def _fill(frame: pd.DataFrame, name: str, source: pd.Series, only: Mask | None = None) -> None:
    """Put the source into the blank cells of the column; a new column where there is none."""
    if name not in frame:
        frame[name] = pd.Series([None] * len(frame), index=frame.index, dtype=object)
    where = is_blank(frame[name]) if only is None else only & is_blank(frame[name])
    cells = frame[name].to_numpy(dtype=object, copy=True)
    cells[where] = source.to_numpy(dtype=object)[where]
    frame[name] = pd.Series(cells, index=frame.index, dtype=object)


def _joined(pieces: Mapping[str, pd.Series], join: Join) -> pd.Series | None:
    columns = [pieces[header] for header in join.headers if header in pieces]
    if not columns:
        return None
    rows = zip(*(column.tolist() for column in columns), strict=True)
    cells = [_one(cells, join.between) for cells in rows]
    return pd.Series(cells, index=columns[0].index, dtype=object)


def _one(cells: tuple[object, ...], between: str) -> object:
    """A cell that stands alone keeps its kind."""
    filled = [cell for cell in cells if not is_nothing(cell)]
    if len(filled) < 2:
        return filled[0] if filled else None
    return between.join(display_text(cell).strip() for cell in filled)


def _first_known(
    pieces: Mapping[str, pd.Series], headers: Sequence[str], table: Mapping[str, str]
) -> pd.Series | None:
    columns = [pieces[header] for header in headers if header in pieces]
    if not columns:
        return None
    known: dict[tuple[object, ...], object] = {}
    cells = []
    for row in zip(*(column.tolist() for column in columns), strict=True):
        if row not in known:
            known[row] = _decisive(row, table)
        cells.append(known[row])
    return pd.Series(cells, index=columns[0].index, dtype=object)


def _decisive(row: tuple[object, ...], table: Mapping[str, str]) -> object:
    filled = [cell for cell in row if not is_nothing(cell)]
    in_table = (cell for cell in filled if isinstance(cell, str) and fold_header(cell) in table)
    return next(in_table, filled[-1] if filled else None)


def _fall_back(frame: pd.DataFrame, pieces: Mapping[str, pd.Series], profile: Profile) -> None:
    """A name or phone falls back by itself; an address as a whole, so that none is mixed."""
    sources = [
        (name, pieces[header]) for header, name in profile.fallback.items() if header in pieces
    ]
    for join in profile.join_fallback:
        if (joined := _joined(pieces, join)) is not None:
            sources.append((join.field, joined))
    nowhere = np.ones(len(frame), dtype=bool)
    for name in _PLACE & set(frame.columns):
        nowhere &= is_blank(frame[name])
    for name, source in sources:
        _fill(frame, name, source, only=nowhere if name in _PLACE else None)


def item_columns(
    data: pd.DataFrame, matches: Sequence[ColumnMatch], profile: Profile
) -> tuple[list[int], str]:
    """The columns of the first of the profile's item headers that the file has, and their parser;
    a header with a star has several."""
    by_header: dict[str, list[int]] = {header: [] for header in profile.items}
    for claim in matches:
        header = profile.items_header(claim.heading.key)
        if header and claim.is_piece:
            by_header[header].append(claim.heading.index)
    for header, columns in by_header.items():
        if any(not is_nothing(cell) for column in columns for cell in data[column].tolist()):
            return columns, profile.items[header]
    return [], ""


def _translated(cells: pd.Series, table: Mapping[str, str]) -> pd.Series:
    meant = {
        cell: table[fold_header(cell)]
        for cell in set(cells.tolist())
        if isinstance(cell, str) and fold_header(cell) in table
    }
    if not meant:
        return cells
    translated = [meant.get(cell, cell) if isinstance(cell, str) else cell for cell in cells]
    return pd.Series(translated, index=cells.index, dtype=object)


def with_constants(frame: pd.DataFrame, constants: Mapping[str, str]) -> pd.DataFrame:
    """The constants where the column is absent or the cell empty.

    An order's later rows may be empty because its first row speaks for them: those stay so.
    """
    frame = frame.copy(deep=False)
    for name, value in constants.items():
        fill = pd.Series([value] * len(frame), index=frame.index, dtype=object)
        only = None
        if name in frame and BY_NAME[name].part is not Part.ITEM and catalog.ORDER_ID.name in frame:
            ids = frame[catalog.ORDER_ID.name]
            only = ~ids.isin(set(ids[~is_blank(frame[name])])).to_numpy() | is_blank(ids)
        _fill(frame, name, fill, only)
    return frame
