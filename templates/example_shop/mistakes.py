"""Orders with one planted mistake each; some are warned of only, and two are good."""

from dataclasses import dataclass, replace

from importer import catalog
from importer.catalog import Field
from templates.example_shop.shop import Cell, Formula, Row, rows
from templates.example_shop.week import SALES

REMARK = "Planted mistake"


@dataclass(frozen=True)
class Case:
    """The rows of one order, and beside each what is wrong in it (empty: nothing)."""

    rows: tuple[Row, ...]
    remarks: tuple[str, ...]


def _case(
    sold: int, what: str = "", changes: dict[Field, Cell] | None = None, row: int = 0
) -> Case:
    """The sale at `sold` of the week under a number of its own, its row `row` changed.

    A change to an empty text leaves the cell empty.
    """
    sale = replace(SALES[sold], number=str(20101 + sold))
    lines = rows(sale, repeated=False)
    changed = {**lines[row], **(changes or {})}
    lines[row] = {field: cell for field, cell in changed.items() if cell != ""}
    remarks = tuple(what if place == row else "" for place in range(len(lines)))
    return Case(tuple(lines), remarks)


CASES: tuple[Case, ...] = (
    _case(0),
    _case(1, "No mobile number.", {catalog.MOBILE: ""}),
    _case(2, "A way of paying that OTO does not have.", {catalog.PAYMENT_METHOD: "instalments"}),
    _case(3, "Paid, and yet the courier is to collect money.", {catalog.AMOUNT_DUE: 210}),
    _case(4, "The courier is to collect less than the order's total.", {catalog.AMOUNT_DUE: 100}),
    _case(5, "A mobile number that is too short.", {catalog.MOBILE: "0590001"}),
    _case(6, "An order number longer than the 15 digits that Excel keeps in a number.",
          {catalog.ORDER_ID: 202601191115000437.0}),
    _case(7, "A price that is an error of Excel.",
          {catalog.PRICE: Formula("=VLOOKUP(M{row},L$1:L$2,1,FALSE)", "#N/A")}),
    _case(8, "A total that was never calculated.",
          {catalog.AMOUNT: Formula("=Q{row}+R{row}+S{row}", "")}),
    _case(9),
    _case(10, "The name of a city that OTO does not know.", {catalog.CITY: "Atlantis"}),
    _case(11, "Two rows of one order name two different customers.",
          {catalog.CUSTOMER_NAME: "ليلى الأنصاري"}, row=1),
    _case(12, "No currency.", {catalog.CURRENCY: ""}),
    _case(13, "A quantity of 0.", {catalog.QUANTITY: 0}),
    _case(14, "A date that can be read in two ways.", {catalog.ORDER_DATE: "05/06/2026"}),
    _case(15, "An e-mail address that is none.", {catalog.EMAIL: "aisha(at)example.com"}),
    _case(16, "No address, and no short national address either.",
          {catalog.ADDRESS: "", catalog.SHORT_ADDRESS_CODE: ""}),
    _case(17, "A short national address that is not four letters and four digits.",
          {catalog.SHORT_ADDRESS_CODE: "EQQ3107"}),
    _case(18, "A parcel abroad without a postcode: a warning.", {catalog.POSTCODE: ""}),
    _case(19, "Collected from the store, but from which one is not said.",
          {catalog.SERVICE_TYPE: "pickupFromStore"}),
    _case(20, "A total below zero.", {catalog.AMOUNT: -206, catalog.AMOUNT_DUE: -206}),
    _case(21, "No order number.", {catalog.ORDER_ID: ""}),
    _case(22, "The second row does not say how many pieces.", {catalog.QUANTITY: ""}, row=1),
    _case(23, "A misspelt city that can only be Riyadh: it is mended, and said so.",
          {catalog.CITY: "Riyad"}),
    _case(24, "A country that does not exist.", {catalog.COUNTRY: "Arabistan"}),
)  # fmt: skip
