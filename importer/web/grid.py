"""Her rows under her headers, a window at a time, with what is to be mended in them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from importer import catalog
from importer.endings import dry_run_outcomes
from importer.mending import check_rows
from importer.outcome import IN_OTO, Outcome, Status
from importer.pipeline import CheckResult
from importer.reading import column_letter, display_text
from importer.report import DONE, RunReport
from importer.report.excel.row_comments import CellComment, RowComments
from importer.report.tables import status_label
from importer.request import Cell

_LONGEST = 2_000  # characters of a cell that are shown; more are no order's


@dataclass(slots=True)
class GridRow:
    """One row as it is shown: its order and what became of it, and what is wrong in its cells (by
    the number of their column) and beside them."""

    order: str
    outcome: Outcome
    bad: Mapping[int, CellComment] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


class Grid:
    """The rows of a checked file; what is mended is judged at once, with all of its order."""

    def __init__(self, checked: CheckResult, report: RunReport) -> None:
        self.sheet = checked.unmended.name
        self._checked, self._report = checked, report
        self._frame = checked.unmended.frame
        self._columns = [int(column) for column in self._frame.columns]
        self._place = {number: n for n, number in enumerate(self._columns)}
        self._mends = checked.request.mends
        self.ends = {end.rows[0]: end for end in report.outcomes}
        self._order_of = {row: end.rows[0] for end in report.outcomes for row in end.rows}
        self._all = sorted(self._order_of)
        self._held = {order.group.rows[0] for order in checked.orders if order.held}
        self._to_mend = [row for row in self._all if self._is_left(self.outcome(row))]
        self._comments = RowComments(report)
        self._shown: dict[int, GridRow] = {}
        self._counts: dict[int, Counter[str]] = {}

    def __len__(self) -> int:
        return len(self._all)

    @property
    def left(self) -> int:
        """How many orders are to be mended."""
        return sum(map(self._is_left, self.ends.values()))

    def _is_left(self, end: Outcome) -> bool:
        """Whether the order is to be mended. One that may have arrived is settled by sending, as
        long as no mistake holds it back."""
        if end.status is Status.UNCONFIRMED:
            return end.rows[0] in self._held
        return end.status not in DONE

    def has(self, row: int, column: int) -> bool:
        """Whether there is such a cell."""
        return row in self._order_of and column in self._place

    def outcome(self, row: int) -> Outcome:
        """What would become of the row's order."""
        return self.ends[self._order_of[row]]

    def headers(self) -> list[dict[str, object]]:
        """The columns, in the order of the sheet."""
        known = {column.index: column for column in self._checked.table.columns}
        found = []
        for number in self._columns:
            mapped = known.get(number)
            of = catalog.BY_NAME.get(mapped.field or "") if mapped else None
            found.append(
                {
                    "title": mapped.header if mapped else "",
                    "letter": column_letter(number),
                    "column": number,
                    "label": of.label.format(self._report.lang) if of else "",
                }
            )
        return found

    def window(self, start: int, count: int, *, only_to_mend: bool) -> dict[str, object]:
        """Rows of the file, or of those orders alone that were to be mended when it was last judged
        as a whole."""
        rows = self._to_mend if only_to_mend else self._all
        return {"total": len(rows), "start": start, "rows": self.rows(rows[start : start + count])}

    def rows(self, rows: Iterable[int]) -> list[dict[str, object]]:
        """These rows as the page shows them."""
        return [self._as_shown(row) for row in rows]

    def same(self, row: int, column: int) -> list[int]:
        """The rows whose cell of that column says what this one says."""
        text = self.text(row, column)
        return [each for each in self._all if self.text(each, column) == text]

    def text(self, row: int, column: int) -> str:
        """What the cell says now."""
        mended = self._mends.get((self.sheet, row, column))
        return display_text(self._frame.at[row, column]) if mended is None else mended

    def judge(self, rows: Collection[int], mends: Mapping[Cell, str]) -> list[int]:
        """Judges these rows again with these mends in place of cells, and the rows that are, or
        were, of the same orders; gives all of them."""
        before = {column: {row: self.text(row, column) for row in rows} for column in self._counts}
        self._mends = mends
        for column, texts in before.items():
            for row, text in texts.items():
                self._counts[column][text] -= 1
                self._counts[column][self.text(row, column)] += 1
        touched = self._with_siblings(rows)
        part = check_rows(self._checked, touched, mends)
        in_oto = {end.rows[0]: end for end in map(self.outcome, touched) if end.status in IN_OTO}
        ends = [end for end in dry_run_outcomes(part, in_oto) if not touched.isdisjoint(end.rows)]
        for row in touched:
            self.ends.pop(self._order_of.get(row, row), None)
            self._shown.pop(row, None)
        for end in ends:
            self.ends[end.rows[0]] = end
            self._order_of.update(dict.fromkeys(end.rows, end.rows[0]))
        report = replace(self._report, table=part.table, outcomes=ends, problems=part.problems)
        comments = RowComments(report)
        for end in ends:
            self._keep(comments, end)
        return sorted(touched & self._order_of.keys())

    def _with_siblings(self, rows: Collection[int]) -> set[int]:
        """The rows, those of their orders, and those of the orders whose number they have now."""
        touched = {each for row in rows for each in self.outcome(row).rows} | {*rows}
        place = self._checked.table.place(catalog.ORDER_ID.name)
        if place is not None:
            numbers = {self.text(row, place).strip() for row in rows} - {""}
            joined = {end.rows for end in self.ends.values() if end.order_id in numbers}
            touched |= {row for others in joined for row in others}
        return touched

    def _keep(self, comments: RowComments, end: Outcome) -> None:
        for row, comment in comments.of_order(end, end.rows).items():
            notes = (comment.problem,) if comment.problem and not comment.cells else ()
            self._shown[row] = GridRow(end.order_id, end, comment.cells, notes)

    def _as_shown(self, row: int) -> dict[str, object]:
        if row not in self._shown:
            self._keep(self._comments, self.outcome(row))
        shown = self._shown[row]
        bad = {} if shown.outcome.status in DONE else shown.bad
        return {
            "row": row,
            "order": shown.order,
            "status": shown.outcome.status.value,
            "label": status_label(shown.outcome.status, self._report.lang),
            "cells": [self.text(row, number)[:_LONGEST] for number in self._columns],
            "bad": {
                str(self._place[number]): {
                    "message": comment.message,
                    "cure": comment.cure,
                    "suggestion": comment.suggestion,
                    "same": self._count(row, number),
                }
                for number, comment in bad.items()
                if number in self._place
            },
            "mended": [
                n
                for n, number in enumerate(self._columns)
                if (self.sheet, row, number) in self._mends
            ],
            "notes": list(shown.notes),
        }

    def _count(self, row: int, column: int) -> int:
        if column not in self._counts:
            self._counts[column] = Counter(self.text(each, column) for each in self._all)
        text = self.text(row, column)
        return self._counts[column][text] if text else 1
