"""A report with what OTO says of its orders now: the old Results, five columns more."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from pathlib import Path
from typing import cast

from importer.errors import SetupError, UsageError
from importer.i18n import LANGUAGES, SOURCE, Language, Localized, _, _n
from importer.outcome import IN_OTO, Status
from importer.problems.oto_statuses import needs_action, status_meaning
from importer.reading import Workbook, display_text, number_formats
from importer.report.colours import Palette
from importer.report.excel.results_sheet import WIDTHS, WRAPPED
from importer.report.excel.source_cells import Cell, RowSheet, SourceCells
from importer.report.excel.style import (
    ERROR,
    FAINT,
    GOOD,
    NEUTRAL,
    PALETTES,
    WARNING,
    Styles,
    height_of,
    set_up_print,
    write_header,
    write_text,
)
from importer.report.excel.to_fix_sheet import FRONT_WIDTHS
from importer.report.excel.workbook import add_sheets, new_workbook, write_state
from importer.report.model import FRONT_COLUMNS, RESULTS, TO_FIX
from importer.report.rerun import from_chunks, front_header, sheet_named, state_chunks
from importer.report.results import COLUMNS
from importer.report.tables import ORDERS
from importer.report.write import report_name, write_with_fallback

MORE_COLUMNS = ("otoStatus", "trackingUrl", "awbUrl", "carrier", "checkedAt")
_MORE_WIDTHS = (20, 46, 46, 20, 22)
_MOST_LISTED = 1_000
_STATUSES = frozenset(status.value for status in Status)
_IN_OTO = frozenset(status.value for status in IN_OTO)
DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class Tracking:
    """What OTO said of one order; `at` is when, ISO 8601 in UTC. Links and carrier may be empty."""

    status: str
    tracking_url: str = ""
    awb_url: str = ""
    carrier: str = ""
    at: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of `MORE_COLUMNS`."""
        return (self.status, self.tracking_url, self.awb_url, self.carrier, self.at)


@dataclass(frozen=True, slots=True)
class PastReport:
    """A report of an earlier run: its `results` by column name, in the order of its sheet."""

    book: Workbook
    results: tuple[Mapping[str, object], ...]

    @property
    def in_oto(self) -> list[str]:
        """The ids of the orders that are in OTO."""
        return [display_text(row["orderId"]) for row in self.results if row["status"] in _IN_OTO]

    @property
    def lang(self) -> Language:
        """The language of the report, as it remembers it; else English."""
        state = from_chunks(state_chunks(self.book))
        return state.lang if state is not None and state.lang in LANGUAGES else SOURCE


def read_results(book: Workbook) -> PastReport:
    """The Results of a report; raises UsageError when the file is no report."""
    sheet = sheet_named(book, RESULTS)
    rows: Iterator[tuple[object, ...]] = iter(())
    if sheet is not None:
        rows = sheet.frame.itertuples(index=False, name=None)
    names = [display_text(cell).strip() for cell in next(rows, ())]
    if not {"orderId", "status"} <= set(names):
        raise UsageError(
            _("The file is no report of an earlier run."),
            _("Name a workbook from the report folder, one with the sheet “Results”."),
        )
    return PastReport(book, tuple(dict(zip(names, cells, strict=True)) for cells in rows))


def write_tracking_report(
    past: PastReport,
    trackings: Mapping[str, Tracking],
    folder: Path,
    lang: Language,
    now: datetime,
) -> Path:
    """Writes `past` with what OTO says of its orders (by id) into `folder`, or where this user may
    write.

    Raises SetupError when there is no such place.
    """

    def write(temporary: Path, _final: Path) -> None:
        with new_workbook(temporary) as workbook:
            summary, results, to_fix = add_sheets(workbook, lang)
            styles = Styles(workbook, lang)
            _write_results(results, styles, past, trackings)
            _copy_to_fix(to_fix, styles, past.book)
            next_row = _Summary(summary, styles, lang).write(past.book.path, trackings, now)
            write_state(summary, styles, next_row + 1, state_chunks(past.book))

    written, problems = write_with_fallback(folder / report_name(past.book.path.name, now), write)
    if written is None:
        why = dict(problems[0].facts)["why"]
        raise SetupError(_("The report could not be written ({why}).", why=why))
    return written


def headline_of(counts: Counter[str]) -> Localized:
    """How many of the orders that are in OTO, counted by OTO's status, need the merchant."""
    orders = counts.total()
    trouble = sum(count for status, count in counts.items() if in_trouble(status))
    if not orders:
        return _("No order of this report is in OTO.")
    if trouble:
        created = _n("{count} created order", "{count} created orders", count=orders)
        return _n("{count} of {orders} needs you.", "{count} of {orders} need you.").given(
            count=trouble, orders=created
        )
    return _n(
        "The one created order does not need you.",
        "None of the {orders} created orders needs you.",
        by="orders",
        orders=orders,
    )


def meaning_of(status: str, lang: Language) -> str:
    """What the status means, with or without a code behind it; nothing for one not known."""
    known = status_meaning(status.partition("(")[0])
    return "" if known is None else known.meaning.format(lang)


def status_with_meaning(status: str, lang: Language) -> str:
    """The status as OTO wrote it, and what it means, in one text."""
    return " – ".join(filter(None, (status or "—", meaning_of(status, lang))))


def palette_of(status: str) -> Palette:
    """The colours of one of OTO's statuses."""
    if in_trouble(status):
        return ERROR
    return GOOD if status.lower() == DELIVERED else NEUTRAL


def in_trouble(status: str) -> bool:
    """Whether the merchant should look at an order of this status, as OTO wrote it."""
    return needs_action(status.partition("(")[0])


def _write_results(
    sheet: RowSheet, styles: Styles, past: PastReport, trackings: Mapping[str, Tracking]
) -> None:
    columns = (*COLUMNS, *MORE_COLUMNS)
    write_header(sheet, styles, columns, (*WIDTHS, *_MORE_WIDTHS))
    for n, row in enumerate(past.results, 1):
        tracking = trackings.get(display_text(row["orderId"]), Tracking(""))
        values = (*(row.get(name) for name in COLUMNS), *tracking.cells)
        cells = [
            None if value in (None, "") else _cell(styles, name, value)
            for name, value in zip(columns, values, strict=True)
        ]
        texts = ((display_text(row.get(name)), WIDTHS[COLUMNS.index(name)]) for name in WRAPPED)
        sheet.add_row(n, cells, height_of(*texts))
    sheet.autofilter(0, 0, max(len(past.results), 1), len(columns) - 1)


def _cell(styles: Styles, name: str, value: object) -> Cell:
    if isinstance(value, float) and isfinite(value):
        return int(value) if value.is_integer() else value, styles.plain(align="center")
    text = display_text(value)
    if name == MORE_COLUMNS[0]:
        style = styles.palette(palette_of(text), bold=True)
    elif name == "status" and text in _STATUSES:
        style = styles.palette(PALETTES[Status(text)], bold=True)
    elif name in WRAPPED:
        style = styles.text(text_wrap=True)
    else:
        style = styles.text(num_format="@")
    return text, style


def _copy_to_fix(target: RowSheet, styles: Styles, book: Workbook) -> None:
    """What is left to do goes along, so that this report can be run, too."""
    sheet = sheet_named(book, TO_FIX)
    if sheet is None or not len(sheet.frame):
        write_header(target, styles, FRONT_COLUMNS, FRONT_WIDTHS)
        return
    frame = sheet.frame.loc[front_header(sheet) or 0 :]
    headers = [display_text(cell) for cell in cast("Sequence[object]", frame.iloc[0].tolist())]
    widths = (*FRONT_WIDTHS, *(18 for _ in headers[len(FRONT_WIDTHS) :]))[: len(headers)]
    write_header(target, styles, headers, widths)
    formats = number_formats(book.path, sheet.name, list(frame.index))
    target.source = SourceCells(styles, 0, len(headers), keep_blanks=True)
    for n, (row, *values) in enumerate(frame.iloc[1:].itertuples(name=None), 1):
        of_row = formats.get(row, {})
        codes = tuple(of_row.get(int(column), "") for column in frame.columns)
        target.add_source_row(n, (), values, codes, ())
    target.autofilter(0, 0, max(len(frame) - 1, 1), len(headers) - 1)


class _Summary:
    """Writes the summary from top to bottom."""

    def __init__(self, sheet: RowSheet, styles: Styles, lang: Language) -> None:
        self._sheet, self._styles, self._lang = sheet, styles, lang
        self._row = 0  # the next free one, 0-based

    def write(self, report: Path, trackings: Mapping[str, Tracking], now: datetime) -> int:
        """What became of the orders of `report`; returns the next free row."""
        for column, width in enumerate((44, 14, 70)):
            self._sheet.set_column(column, column, width)
        self._sheet.hide_gridlines(2)
        set_up_print(self._sheet)
        trouble = {name: each for name, each in trackings.items() if in_trouble(each.status)}
        counts = Counter(each.status for each in trackings.values())
        self._write_headline(counts, WARNING if trouble else GOOD)
        of_report = _("What OTO says of the orders of {report}", report=report.name)
        self._write_line((of_report.format(self._lang),), font_color=FAINT)
        self._write_line((f"{now.astimezone():%Y-%m-%d %H:%M:%S %z}",), font_color=FAINT)
        self._write_line(())
        titles = (_("Status in OTO").format(self._lang), ORDERS.format(self._lang))
        self._write_line(titles, bold=True)
        for status, count in counts.most_common():
            palette = palette_of(status)
            colours = {"bg_color": palette.fill, "font_color": palette.ink}
            self._write_line((status or "—", count, meaning_of(status, self._lang)), **colours)
        self._write_line(())
        if trouble:
            title = _("Look at these orders in OTO").format(self._lang)
            self._write_line((title,), bold=True)
        for name, each in list(trouble.items())[:_MOST_LISTED]:
            told = (meaning_of(each.status, self._lang) or each.status, each.tracking_url)
            self._write_line((name, "", "  ".join(filter(None, told))))
        return self._row

    def _write_headline(self, counts: Counter[str], palette: Palette) -> None:
        self._sheet.set_row(0, 40)
        look = {"bg_color": palette.fill, "font_color": palette.ink, "valign": "vcenter"}
        text = headline_of(counts).format(self._lang)
        self._write_line((text, "", ""), bold=True, font_size=15, **look)

    def _write_line(self, cells: Sequence[str | int], **look: object) -> None:
        style = self._styles.text(**look)
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                self._sheet.write_number(self._row, column, cell, style)
            else:
                write_text(self._sheet, self._row, column, cell, style)
        self._row += 1
