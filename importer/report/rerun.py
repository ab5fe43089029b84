"""From a report back into a run: what is left in "To fix", and how the first run read the file.

What a report remembers stands in hidden rows under its Summary. Cells survive what custom parts of
a workbook do not: both Excel and LibreOffice write them back. Base64 keeps a spreadsheet's
corrections (quotes, spaces, dates) away from the text.
"""

import base64
import binascii
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from importer import catalog
from importer.errors import UsageError
from importer.i18n import LANGUAGES, Language
from importer.mapping import MappedTable, Profile, profile_of
from importer.outcome import Status
from importer.problems import Problem, problem
from importer.problems.report import NOT_AS_SAVED, RERUN_OF_CHECK
from importer.reading import Sheet, Workbook
from importer.report.model import DONE, FRONT_COLUMNS, SUMMARY, TO_FIX, RunReport, Week
from importer.row_ranges import MAX_ROWS, format_rows, parse_rows

STATE_KEY = "importer:run"
*_ALWAYS_IN_FRONT, _SUGGESTION = FRONT_COLUMNS
_ROW = FRONT_COLUMNS[1]
_CHUNK = 30_000  # characters a cell; Excel holds 32,767
_CHUNK_NUMBER = re.compile("[0-9]{1,4}")
# What a state may unfold to: with a sheet full of orders of two rows each it needs two thirds.
_MOST_BYTES = 32 * 1024 * 1024
_MOST_COMMAS = 2 * MAX_ROWS
_LONGEST_TEXT = 2**20  # of a header or a value; a cell holds far less
_HEADER_WITHIN = 20  # rows in which the header is looked for


@dataclass(frozen=True, slots=True)
class EmbeddedState:
    """How the first run read the file.

    `file` is what was run and `first_file` the file at the beginning of a chain of reports;
    `maps` and `constants` as in the table, and `profile` the entries of a profile of her own
    (empty: none); `options`, `cities` and `payments` as in the run; `order_ids` the rows
    ("2-4, 9") whose own cell under `order_header` was empty, and the order they belong to; `valid`
    the orders of a check that are ready, and so not in the report; `row_sources` are, by the first
    row of each order in the file, the fingerprints of its rows as they first stood (an older
    version had them by order id: `sources`). `account_key` is whose orders they are, as the ledger
    calls the account, and `account_name` the name that was given to it. Of all the file's `orders`
    so many were `in_oto` before those that are left (0 orders: an older version did not say).
    """

    file: str
    report: str
    lang: str
    maps: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    cities: Mapping[str, str] = field(default_factory=dict)
    payments: Mapping[str, str] = field(default_factory=dict)
    profile: Mapping[str, Any] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    row_sources: Mapping[str, str] = field(default_factory=dict)
    order_header: str = ""
    order_ids: Mapping[str, str] = field(default_factory=dict)
    valid: int = 0
    first_file: str = ""
    account_key: str = ""
    account_name: str = ""
    orders: int = 0
    in_oto: int = 0


@dataclass(frozen=True)
class Rerun:
    """What a report gives to a next run.

    `book` has one sheet: "To fix" without its front columns, at its own addresses (the cells that
    she is editing). `maps`, `constants`, `options`, `cities`, `payments` and `profile` are those of
    the first run, to be used where this run says nothing else; `row_sources` and `sources` are
    those of the state; `rows` the rows of the file by those of `book`; `week` what the file had in
    OTO before; `file` is the name of the first run's file ("": lost); `account_key` and
    `account_name` are those of the state.
    """

    book: Workbook
    report: Path
    file: str = ""
    lang: Language | None = None
    maps: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    cities: Mapping[str, str] = field(default_factory=dict)
    payments: Mapping[str, str] = field(default_factory=dict)
    profile: Profile | None = None
    sources: Mapping[str, str] = field(default_factory=dict)
    row_sources: Mapping[int, str] = field(default_factory=dict)
    rows: Mapping[int, int] = field(default_factory=dict)
    week: Week | None = None
    account_key: str = ""
    account_name: str = ""
    problems: tuple[Problem, ...] = ()

    def first_sources(self, order_id: str | None, rows: Iterable[int]) -> str:
        """The fingerprints of the order's `rows` (of `book`) as they first stood, divided by
        spaces; empty where that is not known."""
        in_file = sorted({self.rows.get(row, row) for row in rows})
        found = [self.row_sources[row] for row in in_file if row in self.row_sources]
        return " ".join(found) or self.sources.get(order_id or "", "")


def load_rerun(book: Workbook) -> Rerun | None:
    """What is left in a report of an earlier run; None when the file is no report."""
    sheet = sheet_named(book, TO_FIX)
    if sheet is None:
        return None
    state = from_chunks(state_chunks(book))
    profile = None
    if state is not None and state.profile:
        try:
            profile = profile_of(state.profile, book.path)
        except UsageError:  # the report was edited
            state = None
    header = front_header(sheet)
    if state is None and header is None:
        return None
    rest = sheet if header is None else _without_front(sheet, header, state)
    book = replace(book, sheets=(rest,))
    if state is None:
        return Rerun(book, book.path, problems=(problem(NOT_AS_SAVED),))
    problems = (problem(RERUN_OF_CHECK, valid=state.valid, file=state.file),) if state.valid else ()
    return Rerun(
        book=book,
        report=book.path,
        file=state.first_file or state.file,
        lang=state.lang if state.lang in LANGUAGES else None,
        maps=_still_there(state.maps, rest, header),
        constants=state.constants,
        options=state.options,
        cities=state.cities,
        payments=state.payments,
        profile=profile,
        sources=state.sources,
        row_sources={int(row): source for row, source in state.row_sources.items()},
        rows={} if header is None else _source_rows(sheet, header),
        week=Week(state.orders, state.in_oto) if state.orders else None,
        account_key=state.account_key,
        account_name=state.account_name,
        problems=problems,
    )


def sheet_named(book: Workbook, name: str) -> Sheet | None:
    """The sheet of this name, whatever its case."""
    wanted = name.casefold()
    return next((one for one in book.sheets if one.name.strip().casefold() == wanted), None)


def embedded_state(run: RunReport, report: str) -> EmbeddedState:
    """What the report called `report` must remember to be run."""
    header, order_ids = _order_ids(run)
    return EmbeddedState(
        file=run.file.name,
        report=report,
        lang=run.lang,
        maps=run.table.decided(),
        constants=dict(run.table.constants),
        options=dict(run.options),
        cities=dict(run.cities),
        payments=dict(run.payments),
        profile=_own_profile(run.table),
        row_sources={
            str(run.source_rows.get(row, row)): source for row, source in run.sources.items()
        },
        order_header=header,
        order_ids=order_ids,
        valid=run.totals.orders[Status.VALID],
        first_file=run.first_file or run.file.name,
        account_key=run.account_key,
        account_name=run.account_name,
        orders=run.week_now.orders,
        in_oto=run.week_now.in_oto,
    )


def _own_profile(table: MappedTable) -> Mapping[str, Any]:
    """The entries of the profile that nobody but this merchant has."""
    return {} if table.profile is None or table.is_export else table.profile.entries


def to_chunks(state: EmbeddedState) -> list[str]:
    """The state as texts that fit into cells."""
    packed = zlib.compress(json.dumps(asdict(state)).encode(), 9)
    text = base64.b64encode(packed).decode("ascii")
    return [text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK)]


def state_chunks(book: Workbook) -> list[str]:
    """The chunks of the state that a report carries, in order; none when it is gone."""
    summary = sheet_named(book, SUMMARY)
    if summary is None:
        return []
    chunks: dict[int, str] = {}
    for _, *cells in summary.frame.itertuples(name=None):
        if STATE_KEY in cells:
            number, chunk = (*cells[cells.index(STATE_KEY) + 1 :], None, None)[:2]
            if isinstance(chunk, str) and _CHUNK_NUMBER.fullmatch(str(number)):
                chunks[int(str(number))] = chunk
    return [chunks[number] for number in sorted(chunks)]


def from_chunks(chunks: Iterable[str]) -> EmbeddedState | None:
    """The state that `to_chunks` wrote, or None when it is gone or damaged.

    A report may have been edited by anyone: nothing is expanded beyond what a report can need.
    """
    try:
        state = json.loads(_unpacked(chunks))
        return EmbeddedState(**state) if _is_state(state) else None
    except (binascii.Error, zlib.error, ValueError, TypeError, RecursionError):
        return None


def _unpacked(chunks: Iterable[str]) -> bytes:
    packed: list[str] = []
    length = 0
    for chunk in chunks:
        length += len(chunk)
        if length > 2 * _MOST_BYTES:
            raise ValueError("too long")
        packed.append("".join(chunk.split()))
    text = zlib.decompressobj().decompress(base64.b64decode("".join(packed)), _MOST_BYTES)
    # Each value in a JSON text but the first of its list is behind a comma.
    if not text.isascii() or text.count(b",") > _MOST_COMMAS:
        raise ValueError("too many values")
    return text


def _is_state(state: object) -> bool:
    """Whether these are texts, tables of texts and rows that a sheet can have; raises ValueError
    for other rows."""
    if not isinstance(state, dict):
        return False
    texts = [state.get(name) for name in ("file", "report", "lang", "order_header")]
    newest = ("first_file", "account_key", "account_name")  # older versions have none
    texts += [state.get(name, "") for name in newest]
    tables = [state.get(name) for name in ("maps", "constants", "options", "cities", "order_ids")]
    newer = ("payments", "sources", "row_sources")  # states of older versions have none
    tables += [state.get(name, {}) for name in newer]
    for table in tables:
        if not isinstance(table, dict):
            return False
        texts += table.values()
    if not all(isinstance(text, str) and len(text) <= _LONGEST_TEXT for text in texts):
        return False
    profile = state.get("profile", {})
    if not isinstance(profile, dict) or len(json.dumps(profile)) > _LONGEST_TEXT:
        return False
    rows = 0
    for text in state["order_ids"]:
        rows += len(parse_rows(text))
        if rows > MAX_ROWS:
            return False
    if not all(row.isdecimal() and int(row) <= MAX_ROWS for row in state.get("row_sources", {})):
        return False
    counts = [state.get("valid"), state.get("orders", 0), state.get("in_oto", 0)]
    return all(type(count) is int and 0 <= count <= MAX_ROWS for count in counts)


def _order_ids(run: RunReport) -> tuple[str, Mapping[str, str]]:
    """The rows of "To fix" that are in an order without saying so (an export that writes the
    number once)."""
    name = catalog.ORDER_ID.name
    column = next((column for column in run.table.columns if column.field == name), None)
    if column is None or column.index not in run.table.sheet.frame:
        return "", {}
    empty = set(run.table.sheet.frame.index[run.table.sheet.frame[column.index].isna()])
    order_ids = {}
    for outcome in run.outcomes if empty else ():
        rows = empty.intersection(outcome.rows)
        if rows and outcome.order_id and outcome.status not in DONE:
            order_ids[format_rows(run.rows_in_file(sorted(rows)))] = outcome.order_id
    return column.header, order_ids


def _still_there(maps: Mapping[str, str], sheet: Sheet, header: int | None) -> dict[str, str]:
    """What was settled of the columns that she did not cut out."""
    if header is None or header not in sheet.frame.index:
        return {}
    there = set(_keys(sheet.frame, header))
    return {name: field for name, field in maps.items() if _key(name) in there}


def front_header(sheet: Sheet) -> int | None:
    """The row of "To fix" whose cells hold both front headers."""
    wanted = {name.casefold() for name in _ALWAYS_IN_FRONT}
    rows: Iterator[tuple[Any, ...]] = sheet.frame.head(_HEADER_WITHIN).itertuples(name=None)
    for row, *cells in rows:
        if wanted <= {_key(cell) for cell in cells}:
            return int(row)
    return None


def _without_front(sheet: Sheet, header: int, state: EmbeddedState | None) -> Sheet:
    keys = _keys(sheet.frame, header)
    places = {name: keys.index(name.casefold()) for name in _ALWAYS_IN_FRONT}
    suggestion = places[_ROW] + 1  # reports of older versions have none
    if suggestion < len(keys) and keys[suggestion] == _SUGGESTION.casefold():
        places[_SUGGESTION] = suggestion
    front = {name: sheet.frame.columns[place] for name, place in places.items()}
    frame = sheet.frame.drop(columns=list(front.values()))
    if state is not None and state.order_ids:
        frame = _with_order_ids(frame, header, sheet.frame[front["Row"]].tolist(), state)
    frame = frame.loc[header:]  # above it stands what held all orders
    return replace(sheet, frame=frame[frame.notna().any(axis=1)])


def _source_rows(sheet: Sheet, header: int) -> dict[int, int]:
    """The rows of the file by those of "To fix", as the column “Row” says."""
    column = sheet.frame.columns[_keys(sheet.frame, header).index(_ROW.casefold())]
    rows = zip(sheet.frame.index.tolist(), sheet.frame[column].tolist(), strict=True)
    found = {int(row): _row_number(cell) for row, cell in rows if row > header}
    return {row: number for row, number in found.items() if number > 0}


def _with_order_ids(
    frame: pd.DataFrame, header: int, source_rows: Sequence[object], state: EmbeddedState
) -> pd.DataFrame:
    """Rows that belonged to the order above them say so themselves, for they may be sorted now."""
    headers = _keys(frame, header)
    if _key(state.order_header) not in headers:
        return frame
    column = frame.columns[headers.index(_key(state.order_header))]
    of_row = {row: name for rows, name in state.order_ids.items() for row in parse_rows(rows)}
    filled = [
        of_row.get(_row_number(source)) if cell is None else cell
        for cell, source in zip(frame[column].tolist(), source_rows, strict=True)
    ]
    frame = frame.copy(deep=False)
    frame[column] = pd.Series(filled, index=frame.index, dtype=object)
    return frame


def _keys(frame: pd.DataFrame, row: int) -> list[str]:
    cells: list[object] = list(frame.loc[row])
    return [_key(cell) for cell in cells]


def _row_number(cell: object) -> int:
    try:
        return int(float(str(cell)))
    except (ValueError, OverflowError):
        return 0


def _key(cell: object) -> str:
    return cell.strip().casefold() if isinstance(cell, str) else ""
