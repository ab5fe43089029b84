"""From a report back into a run: what is left in "To fix", and how the first run read the file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from importer.i18n import LANGUAGES, Language
from importer.problems import Problem, problem
from importer.problems.report import NOT_AS_SAVED, RERUN_OF_CHECK
from importer.reading import Sheet, Workbook
from importer.report.embedded_state import KEY, EmbeddedState, from_chunks
from importer.report.excel.to_fix_plan import FRONT
from importer.report.row_ranges import rows_of

_SUMMARY, _TO_FIX = "Summary", "To fix"
_HEADER_WITHIN = 20  # rows in which the header is looked for


@dataclass(frozen=True)
class Rerun:
    """What a report gives to a next run.

    `book` has one sheet: "To fix" without its front columns, at its own addresses (the cells that
    she is editing). `maps`, `constants`, `options` and `cities` are those of the first run, to be
    used where this run says nothing else; `file` is the name of the first run's file ("": lost).
    """

    book: Workbook
    report: Path
    file: str = ""
    lang: Language | None = None
    maps: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    cities: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def load_rerun(book: Workbook) -> Rerun | None:
    """What is left in a report of an earlier run; None when the file is no report."""
    sheet = sheet_named(book, _TO_FIX)
    if sheet is None:
        return None
    memo = from_chunks(memo_chunks(book))
    header = _front_header(sheet)
    if memo is None and header is None:
        return None
    rest = _without_front(sheet, header, memo)
    return _rerun(replace(book, sheets=(rest,)), memo, header)


def _still_there(maps: Mapping[str, str], sheet: Sheet, header: int | None) -> dict[str, str]:
    """What was settled of the columns that she did not cut out."""
    if header is None or header not in sheet.frame.index:
        return {}
    there = set(_keys(sheet.frame, header))
    return {name: field for name, field in maps.items() if _key(name) in there}


def _rerun(book: Workbook, memo: EmbeddedState | None, header: int | None) -> Rerun:
    if memo is None:
        return Rerun(book, book.path, problems=(problem(NOT_AS_SAVED),))
    said = [problem(RERUN_OF_CHECK, valid=memo.valid, file=memo.file)] if memo.valid else []
    return Rerun(
        book=book,
        report=book.path,
        file=memo.file,
        lang=memo.lang if memo.lang in LANGUAGES else None,
        maps=_still_there(memo.maps, book.sheets[0], header),
        constants=memo.constants,
        options=memo.options,
        cities=memo.cities,
        problems=tuple(said),
    )


def sheet_named(book: Workbook, name: str) -> Sheet | None:
    """The sheet of this name, whatever its case."""
    wanted = name.casefold()
    return next((one for one in book.sheets if one.name.strip().casefold() == wanted), None)


def memo_chunks(book: Workbook) -> list[str]:
    """The chunks of the memo that a report carries, in order; none when it is gone."""
    summary = sheet_named(book, _SUMMARY)
    if summary is None:
        return []
    chunks: dict[int, str] = {}
    for _, *cells in summary.frame.itertuples(name=None):
        if KEY in cells:
            number, chunk = (*cells[cells.index(KEY) + 1 :], None, None)[:2]
            if isinstance(chunk, str) and str(number).isdigit():
                chunks[int(str(number))] = chunk
    return [chunks[number] for number in sorted(chunks)]


def _front_header(sheet: Sheet) -> int | None:
    """The row whose cells hold both front headers."""
    wanted = {name.casefold() for name in FRONT}
    rows: Iterator[tuple[Any, ...]] = sheet.frame.head(_HEADER_WITHIN).itertuples(name=None)
    for row, *cells in rows:
        if wanted <= {_key(cell) for cell in cells}:
            return int(row)
    return None


def _without_front(sheet: Sheet, header: int | None, memo: EmbeddedState | None) -> Sheet:
    if header is None:
        return sheet
    keys = _keys(sheet.frame, header)
    front = {name: sheet.frame.columns[keys.index(name.casefold())] for name in FRONT}
    frame = sheet.frame.drop(columns=list(front.values()))
    if memo is not None and memo.order_ids:
        frame = _with_order_ids(frame, header, sheet.frame[front["Row"]].tolist(), memo)
    return replace(sheet, frame=frame[frame.notna().any(axis=1)])


def _with_order_ids(
    frame: pd.DataFrame, header: int, source_rows: Sequence[object], memo: EmbeddedState
) -> pd.DataFrame:
    """Rows that belonged to the order above them say so themselves, for they may be sorted now."""
    headers = _keys(frame, header)
    if _key(memo.order_header) not in headers:
        return frame
    column = frame.columns[headers.index(_key(memo.order_header))]
    of_row = {row: name for rows, name in memo.order_ids.items() for row in _rows(rows)}
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


def _rows(text: str) -> tuple[int, ...]:
    try:
        return rows_of(text)
    except ValueError:
        return ()


def _row_number(cell: object) -> int:
    try:
        return int(float(str(cell)))
    except (ValueError, OverflowError):
        return 0


def _key(cell: object) -> str:
    return cell.strip().casefold() if isinstance(cell, str) else ""
