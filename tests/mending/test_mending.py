"""Cells that are mended outside the file: judged at once as they are in the end, and not forgotten
to have stood otherwise."""

import asyncio
import random
from pathlib import Path

import pytest

from importer.endings import dry_run_outcomes
from importer.mapping import MapOptions
from importer.mending import check_rows
from importer.pipeline import CheckResult, check
from importer.progress import NullListener
from importer.request import Cell, ImportRequest

MISTAKES = Path(__file__).parents[2] / "templates" / "example-with-mistakes.xlsx"
HEAD = "orderId,payment_method,amount,currency,customer.name,customer.mobile,customer.country,"
HEAD += "customer.city,customer.address,deliverySlotDate,item.sku,item.quantity\n"


def checked(file: Path, mends: dict[Cell, str] | None = None) -> CheckResult:
    """The file, judged as a whole without an account."""
    request = ImportRequest(file, MapOptions(), mends=mends or {})
    return asyncio.run(check(request, None, None, NullListener()))


def judgement(result: CheckResult, rows: set[int]) -> dict[tuple[int, ...], object]:
    """What would become of the orders of these rows, and why."""
    return {
        end.rows: (end.order_id, end.status, sorted((p.code, p.row or 0) for p in end.problems))
        for end in dry_run_outcomes(result)
        if not rows.isdisjoint(end.rows)
    }


@pytest.mark.parametrize("seed", range(6))
def test_rows_alone_are_judged_as_with_the_whole_file(seed: int) -> None:
    """Whatever is typed into cells of some orders: what is said of them at once is what the whole
    file says in the end."""
    chance = random.Random(seed)
    before = checked(MISTAKES)
    sheet = before.unmended
    mends: dict[Cell, str] = {}
    for _ in range(4):
        order = chance.choice(before.orders)
        row, column = chance.choice(order.group.rows), int(chance.choice(list(sheet.frame.columns)))
        text = chance.choice(["", "0551234567", "Riyadh", "SAR", "12", "x" * 300, "20101"])
        mends[sheet.name, row, column] = text
    whole = checked(MISTAKES, mends)
    rows = {row for _sheet, row, _column in mends}
    for order in [*before.orders, *whole.orders]:
        if not rows.isdisjoint(order.group.rows):
            rows |= {*order.group.rows}
    alone = judgement(check_rows(before, rows, mends), rows)
    in_end = judgement(whole, rows)
    of_file = {each.code for each in whole.problems if each.row is None}
    assert {key: _of_rows(told, of_file) for key, told in alone.items()} == {
        key: _of_rows(told, of_file) for key, told in in_end.items()
    }


def _of_rows(told: object, of_file: set[str]) -> object:
    order_id, status, problems = told  # type: ignore[misc]
    return order_id, status, [problem for problem in problems if problem[0] not in of_file]


def test_a_date_is_read_as_the_whole_column_says(tmp_path: Path) -> None:
    """13/05 elsewhere in the column proves that the day comes first: so it does in a mended row."""
    line = "{},cod,10,SAR,Noura,0551234567,SA,Riyadh,Street 1,{},sku,1\n"
    file = tmp_path / "week.csv"
    file.write_text(HEAD + line.format("A", "13/05/2027") + line.format("B", "04/03/2027") * 1)
    before = checked(file)
    mends: dict[Cell, str] = {(before.unmended.name, 3, 4): "Sara"}
    part = check_rows(before, {3}, mends)
    at = part.frame.index.get_loc(3)
    assert str(part.frame["deliverySlotDate"].iloc[at]) == "2027-03-04"
    assert part.frame["customer.name"].iloc[at] == "Sara"


def test_what_stood_before_is_still_known(tmp_path: Path) -> None:
    """The fingerprint of the rows as they stand in the file goes along with the mended order, so
    that the file itself is recognised when it is run again."""
    line = "{},cod,10,SAR,Noura,{},SA,Riyadh,Street 1,,sku,1\n"
    file = tmp_path / "week.csv"
    file.write_text(HEAD + line.format("A", "12") + line.format("B", "0551234567"))
    before = checked(file)
    name = before.unmended.name
    after = checked(file, {(name, 2, 5): "0551234568"})
    orders = {order.order_id: order for order in after.build(after.sendable)}
    first, _, own = orders["A"].sources.partition(" ")
    (source,) = before.sources([before.orders[0].group]).values()
    assert first == source and own != source
    assert " " not in orders["B"].sources
