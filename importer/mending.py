"""A few rows of a checked file, judged again at once when cells of theirs were mended."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from importer.account import apply_account
from importer.mapping import map_columns
from importer.parsing import parse_table
from importer.parsing.defaults import fill_defaults
from importer.pipeline import CheckResult, judge
from importer.problems import cells
from importer.reading import display_text
from importer.request import Cell


def check_rows(
    checked: CheckResult, rows: Collection[int], mends: Mapping[Cell, str]
) -> CheckResult:
    """The orders of those rows of a checked file, judged again with these mends, as quickly as they
    are few: all else counts as it was found, such as which comes first in 03/04/2026."""
    sheet = checked.unmended
    kept = sorted({*checked.table.header_rows, *_witnesses(checked), *rows} & {*sheet.frame.index})
    mapping = replace(
        checked.request.mapping, maps=checked.table.decided(), constants=checked.table.constants
    )
    request = replace(checked.request, mapping=mapping, mends=mends)
    part = replace(checked.table.book, sheets=(replace(sheet, frame=sheet.frame.loc[kept]),))
    table = map_columns(request.mended(part), mapping)
    typed = fill_defaults(parse_table(table, request.reading), table)
    typed, facts = apply_account(typed, checked.facts, request.cities), checked.facts
    judged = judge(request, table, typed, facts, checked.rerun, ())
    return replace(judged, unmended=sheet, first_rows=checked.first_rows)


def _witnesses(checked: CheckResult) -> Iterator[int]:
    """The rows that decide how cells of other rows are read."""
    for each in checked.problems:
        facts = dict(each.facts)
        if each.code == cells.DATE_ORDER_DECIDED.name:
            yield int(str(facts["proof"]))
        elif each.code == cells.DECIMAL_DECIDED.name and each.column in checked.table.frame:
            texts = checked.table.frame[each.column].map(display_text)
            yield from texts.index[texts == facts["example"]][:1]
