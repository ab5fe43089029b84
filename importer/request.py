"""What is to be imported: one file, and how it is to be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from importer.mapping import MapOptions
from importer.parsing import ReadOptions
from importer.reading import Sheet, Workbook
from importer.report import Rerun

Cell = tuple[str, int, int]
_DATE_ORDERS: Mapping[str, Literal["day", "month"]] = {"day": "day", "month": "month"}
_DECIMAL_MARKS: Mapping[str, Literal[".", ","]] = {"point": ".", "comma": ","}
_YES_NO: Mapping[str, bool] = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """One file and how it is to be read.

    `options` has `dates` (day or month comes first), `decimal` (point or comma) and `partial-cod`
    (yes or no) where they were said; `cities` maps a city as written to OTO's name, `payments` a
    way to pay to cod or paid. `mends` are texts that stand in place of cells of the file, by sheet,
    row (as in the sheet) and column (0-based). `partial_cod_before` is what was settled of
    `partial-cod` earlier;
    `refresh` asks all of the account's lists anew.
    """

    file: Path
    mapping: MapOptions
    options: Mapping[str, str] = field(default_factory=dict)
    cities: Mapping[str, str] = field(default_factory=dict)
    payments: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    partial_cod_before: bool = False
    refresh: bool = False
    mends: Mapping[Cell, str] = field(default_factory=dict)

    def mended(self, book: Workbook) -> Workbook:
        """The book with the mends in place of its own cells."""
        if not self.mends:
            return book
        return replace(book, sheets=tuple(map(self._mended, book.sheets)))

    def _mended(self, sheet: Sheet) -> Sheet:
        frame, mended = sheet.frame, None
        for (name, row, column), text in self.mends.items():
            if name == sheet.name and row in frame.index and column in frame.columns:
                mended = frame.copy() if mended is None else mended
                mended.at[row, column] = text.strip() or None
        return sheet if mended is None else replace(sheet, frame=mended)

    @property
    def reading(self) -> ReadOptions:
        """How cells are read, as far as it was said."""
        return ReadOptions(
            date_order=_DATE_ORDERS.get(self.options.get("dates", "")),
            decimal_mark=_DECIMAL_MARKS.get(self.options.get("decimal", "")),
            payments=self.payments,
        )

    @property
    def partial_cod(self) -> bool:
        """Whether an order paid on delivery may collect less than its total."""
        return _YES_NO.get(self.options.get("partial-cod", ""), self.partial_cod_before)


def with_answers_of(rerun: Rerun, request: ImportRequest) -> ImportRequest:
    """What the first run was told counts again, but for what is said anew."""
    mapping = replace(
        request.mapping,
        maps={**rerun.maps, **request.mapping.maps},
        constants={**rerun.constants, **request.mapping.constants},
        profile=request.mapping.profile or rerun.profile,
    )
    return replace(
        request,
        mapping=mapping,
        options={**rerun.options, **request.options},
        cities={**rerun.cities, **request.cities},
        payments={**rerun.payments, **request.payments},
    )
