"""A report with what OTO says of its orders now: the old Results, five columns more."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

import xlsxwriter

from importer.errors import SetupError, UsageError
from importer.i18n import Language
from importer.outcome import IN_OTO, Status
from importer.reading import Sheet, Workbook, column_letter, display_text, number_formats
from importer.report import words
from importer.report.excel.fast_rows import number_cell, style_of, text_cell
from importer.report.excel.results_sheet import WIDTHS, WRAPPED, begin, height_of
from importer.report.excel.source_cells import SourceCells
from importer.report.excel.style import (
    ERROR_COLOURS,
    FAINT,
    GOOD,
    PALETTES,
    WARNING_COLOURS,
    Palette,
    Styles,
)
from importer.report.excel.text_cell import write_text
from importer.report.excel.to_fix_plan import FRONT
from importer.report.excel.workbook import OPTIONS, close, sheet_of, write_memo
from importer.report.output import report_name, write_with_fallback
from importer.report.rerun import memo_chunks, sheet_named
from importer.report.result_rows import COLUMNS

MORE_COLUMNS = ("otoStatus", "trackingUrl", "awbUrl", "carrier", "checkedAt")
_MORE_WIDTHS = (20, 46, 46, 20, 22)
_MOST_LISTED = 1_000
# OTO's statuses (as its own pages name them) after which somebody has to do something.
TROUBLE = frozenset(
    {
        "missingdata", "canceled", "cancelled", "shipmenterror", "undeliveredattempt", "returned",
        "returnshipmentcreated", "lostordamaged", "onhold", "unknown", "noanswer",
    }
)  # fmt: skip
_STATUSES = frozenset(status.value for status in Status)
_DONE = frozenset({"delivered"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What OTO said of one order; `at` is when, ISO 8601 in UTC. Links and carrier may be empty."""

    status: str
    tracking_url: str = ""
    awb_url: str = ""
    carrier: str = ""
    at: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of the columns more."""
        return (self.status, self.tracking_url, self.awb_url, self.carrier, self.at)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A report read for this: its `results` by column name, in the order of its sheet."""

    book: Workbook
    results: tuple[Mapping[str, object], ...]

    @property
    def asked(self) -> list[str]:
        """The ids of the orders that are in OTO."""
        in_oto = {status.value for status in IN_OTO}
        return [display_text(line["orderId"]) for line in self.results if line["status"] in in_oto]


def read_results(book: Workbook) -> Refreshed:
    """The Results of a report; raises UsageError when the file is no report."""
    sheet = sheet_named(book, "Results")
    rows: Iterator[tuple[object, ...]] = iter(())
    if sheet is not None:
        rows = sheet.frame.itertuples(index=False, name=None)
    names = [display_text(cell).strip() for cell in next(rows, ())]
    if not {"orderId", "status"} <= set(names):
        raise UsageError(words.NO_REPORT, words.NO_REPORT_CURE)
    return Refreshed(book, tuple(dict(zip(names, cells, strict=True)) for cells in rows))


def write_refreshed(
    told: Refreshed, answers: Mapping[str, Answer], folder: Path, lang: Language, now: datetime
) -> Path:
    """Writes the refreshed report into `folder` (or where this user may write).

    Raises SetupError when there is no such place.
    """
    target = folder / report_name(told.book.path, now)

    def write(temporary: Path, _final: Path) -> None:
        workbook = xlsxwriter.Workbook(str(temporary), OPTIONS)
        try:
            _Writer(workbook, told, answers, lang).write(now)
        finally:
            close(workbook)

    written, problems = write_with_fallback(target, write)
    if written is None:
        raise SetupError(words.NOWHERE.given(why=dict(problems[0].facts)["why"]))
    return written


class _Writer:
    def __init__(
        self,
        workbook: xlsxwriter.Workbook,
        told: Refreshed,
        answers: Mapping[str, Answer],
        lang: Language,
    ) -> None:
        self._told, self._answers, self._lang = told, answers, lang
        names = ("Summary", "Results", "To fix")
        self._summary, self._results, self._to_fix = (
            sheet_of(workbook, name, lang) for name in names
        )
        self._styles = Styles(workbook, lang)
        self._row = 0

    def write(self, now: datetime) -> None:
        self._write_results()
        to_fix = sheet_named(self._told.book, "To fix")
        if to_fix is not None and len(to_fix.frame):
            self._copy(to_fix)
        else:
            begin(self._to_fix, self._styles, FRONT, (60, 8))
        self._write_summary(now)

    def _write_results(self) -> None:
        columns, widths = (*COLUMNS, *MORE_COLUMNS), (*WIDTHS, *_MORE_WIDTHS)
        begin(self._results, self._styles, columns, widths)
        for n, line in enumerate(self._told.results, 1):
            answer = self._answers.get(display_text(line["orderId"]), Answer(""))
            cells = [*(line.get(name) for name in COLUMNS), *answer.cells]
            made = [
                self._result(f"{column_letter(at)}{n + 1}", name, cell)
                for at, (name, cell) in enumerate(zip(columns, cells, strict=True))
                if cell not in (None, "")
            ]
            texts = (
                (display_text(line.get(name)), WIDTHS[COLUMNS.index(name)]) for name in WRAPPED
            )
            self._results.write_raw(n, len(columns), "".join(made), height_of(*texts))
        self._results.autofilter(0, 0, max(len(self._told.results), 1), len(columns) - 1)

    def _result(self, place: str, name: str, cell: object) -> str:
        if isinstance(cell, float):
            centred = style_of(self._styles.own(align="center"))
            return number_cell(place, centred, int(cell) if cell.is_integer() else cell)
        text = display_text(cell)
        if name == MORE_COLUMNS[0]:
            look = self._styles.tone(tone_of(text), bold=True)
        elif name == "status" and text in _STATUSES:
            look = self._styles.tone(PALETTES[Status(text)], bold=True)
        elif name in WRAPPED:
            look = self._styles.get(text_wrap=True)
        else:
            look = self._styles.get(num_format="@")
        return text_cell(place, style_of(look), text)

    def _copy(self, sheet: Sheet) -> None:
        """What is left to do goes along, so that this report can be run, too."""
        frame = sheet.frame
        headers = [display_text(cell) for cell in cast("Sequence[object]", frame.iloc[0].tolist())]
        widths = (60, 8, *(18 for _ in headers[2:]))[: len(headers)]
        begin(self._to_fix, self._styles, headers, widths)
        formats = number_formats(self._told.book.path, sheet.name, list(frame.index))
        own = SourceCells(self._styles, 0, len(headers), keep_blanks=True)
        for n, (row, *cells) in enumerate(frame.iloc[1:].itertuples(name=None), 1):
            codes = formats.get(row, {})
            known = tuple(codes.get(int(column), "") for column in frame.columns)
            self._to_fix.write_raw(n, len(headers), own.row(n, cells, known, ()))
        self._to_fix.autofilter(0, 0, max(len(frame) - 1, 1), len(headers) - 1)

    def _write_summary(self, now: datetime) -> None:
        for column, width in enumerate((44, 14, 70)):
            self._summary.set_column(column, column, width)
        self._summary.hide_gridlines(2)
        self._summary.set_landscape()
        self._summary.set_paper(9)
        self._summary.fit_to_pages(1, 0)
        self._summary.set_row(0, 40)
        counts = Counter(answer.status for answer in self._answers.values())
        trouble = [(name, a) for name, a in self._answers.items() if _in_trouble(a.status)]
        tone = WARNING_COLOURS if trouble else GOOD
        asked = len(self._answers)
        if trouble:
            orders = words.CREATED_ORDERS.given(count=asked)
            headline = words.REFRESHED_TROUBLE.given(count=len(trouble), orders=orders)
        else:
            headline = words.REFRESHED_FINE.given(orders=asked)
        said = headline.format(self._lang)
        look = {"bg_color": tone.fill, "font_color": tone.ink, "valign": "vcenter"}
        self._line((said, "", ""), bold=True, font_size=15, **look)
        report = words.REFRESHED_OF.format(self._lang, report=self._told.book.path.name)
        self._line((report,), font_color=FAINT)
        self._line((f"{now.astimezone():%Y-%m-%d %H:%M:%S %z}",), font_color=FAINT)
        self._line(())
        titles = (words.OTO_STATUS.format(self._lang), words.ORDERS.format(self._lang))
        self._line(titles, bold=True)
        for status, count in counts.most_common():
            of_status = tone_of(status)
            colours = {"bg_color": of_status.fill, "font_color": of_status.ink}
            self._line((status or "—", count), **colours)
        self._line(())
        if trouble:
            self._line((words.LOOK_AT.format(self._lang),), bold=True)
        for name, answer in trouble[:_MOST_LISTED]:
            self._line((name, "", f"{answer.status}  {answer.tracking_url}".strip()))
        write_memo(self._summary, self._styles, self._row + 1, memo_chunks(self._told.book))

    def _line(self, cells: Sequence[str | int], **look: object) -> None:
        style = self._styles.get(**look)
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                self._summary.write_number(self._row, column, cell, style)
            else:
                write_text(self._summary, self._row, column, cell, style)
        self._row += 1


def tone_of(status: str) -> Palette:
    """The colours of one of OTO's statuses."""
    if _in_trouble(status):
        return ERROR_COLOURS
    return GOOD if status.lower() in _DONE else Palette("#FFFFFF", "#1F2933", "#8A94A3")


def _in_trouble(status: str) -> bool:
    word = status.partition("(")[0]
    return word.lower().replace(" ", "").replace("_", "") in TROUBLE
