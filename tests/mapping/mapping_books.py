"""Books as the reading room gives them, from lists of rows."""

from collections.abc import Collection, Sequence
from pathlib import Path

import pandas as pd

from importer.mapping import MapOptions, MappedTable, map_columns
from importer.problems import CODES, explain
from importer.reading import Sheet, Workbook

Rows = Sequence[Sequence[object]]
HEADER = (
    "Order number", "Customer name", "Mobile", "Country", "City", "Address", "Payment method",
    "Order total", "Currency", "Item name", "Quantity",
)  # fmt: skip


def order(number: object = 1001, **cells: object) -> list[object]:
    """A row under HEADER; cells by header with underscores."""
    usual = (number, "Noura", "0551234567", "SA", "Riyadh", "Olaya 12", "cod", 230.5, "SAR")
    row: dict[str, object] = dict(zip(HEADER, (*usual, "Oud", 2), strict=True))
    row |= {name.replace("_", " "): cell for name, cell in cells.items()}
    return list(row.values())


def sheet(
    rows: Rows, name: str = "Orders", *, hidden: bool = False, hidden_rows: Collection[int] = ()
) -> Sheet:
    """Row 1 is the first of `rows`; wholly empty rows are left out, as in a file."""
    width = max(len(row) for row in rows)
    filled = {
        number: [*row, *[None] * (width - len(row))]
        for number, row in enumerate(rows, start=1)
        if any(cell is not None for cell in row)
    }
    frame = pd.DataFrame(
        list(filled.values()), index=list(filled), columns=range(width), dtype=object
    )
    return Sheet(name, frame, hidden, frozenset(hidden_rows))


def book(*sheets: Sheet, text: bool = False) -> Workbook:
    """A workbook, or a text file."""
    kind = "csv" if text else "xlsx"
    how = {"encoding": "utf-8", "delimiter": ","} if text else {}
    return Workbook(Path(f"orders.{kind}"), kind, sheets, **how)


def table(rows: Rows, options: MapOptions | None = None, *, text: bool = False) -> MappedTable:
    """The table of a book of one sheet."""
    return map_columns(book(sheet(rows), text=text), options or MapOptions())


def fields_by_header(mapped: MappedTable) -> dict[str, str]:
    """Header → field of the columns that are used."""
    return {column.header: column.field for column in mapped.columns if column.field}


def codes(mapped: MappedTable) -> list[str]:
    """The codes of the table's problems."""
    return [one.code for one in mapped.problems]


def messages(mapped: MappedTable, code: str) -> list[str]:
    """The English messages of the problems of one code."""
    return [
        explain(one, CODES[one.code], mapped, "en").message
        for one in mapped.problems
        if one.code == code
    ]


def column(mapped: MappedTable, field: str) -> list[object]:
    """The cells of a field."""
    return mapped.frame[field].tolist()
