"""Amounts: what is collected, decimals, absurd figures, sums."""

from decimal import Decimal

import pytest

from importer.checks import validate
from importer.problems import CODES
from tests.checks.judging import NOW, Row, Said, facts, held, judged, order, paid, said, sheet

D = Decimal


def cod(amount: str, **changes: object) -> Row:
    return order(amount=D(amount), **{"amount_due": D(amount), **changes})


CASES: list[tuple[str, Row, Said]] = [
    ("cod in full", cod("10"), set()),
    ("cod, the same figure with a zero more", cod("10.5", amount_due=D("10.50")), set()),
    ("cod in part", cod("10", amount_due=D(5)), {("cod_due_differs", 2, "amount_due")}),
    ("cod of nothing due", cod("10", amount_due=D(0)), {("cod_due_differs", 2, "amount_due")}),
    ("cod, a cent off", cod("10", amount_due=D("10.01")), {("cod_due_differs", 2, "amount_due")}),
    ("cod of zero", cod("0"), {("cod_of_zero", 2, "amount")}),
    ("paid", paid(), set()),
    ("paid, free", paid(amount=D(0)), set()),
    ("paid but due", paid(amount_due=D(5)), {("paid_but_due", 2, "amount_due")}),
    ("negative due", cod("10", amount_due=D(-10)), {("number_too_small", 2, "amount_due")}),
    # decimals
    ("three in riyals", cod("10.555"), {("too_many_decimals", 2, "amount")}),
    ("zeros do not count", cod("10.5500"), set()),
    ("three in Kuwaiti dinars", cod("10.555", currency="KWD"), set()),
    ("four in dinars", cod("1.0005", currency="BHD"), {("too_many_decimals", 2, "amount")}),
    ("three in Omani riyals", cod("1.005", currency="OMR"), set()),
    ("yen", cod("100.5", currency="JPY"), {("too_many_decimals", 2, "amount")}),
    ("lira", cod("100.55", currency="TRY"), set()),
    ("in a fee", cod("10", codFee=D("1.005")), {("too_many_decimals", 2, "codFee")}),
    ("unknown currency", cod("10.555", currency=None), {("required_missing", 2, "currency")}),
    ("customs", paid(customsValue=D("1.005"), customsCurrency="KWD"), set()),
    (
        "customs in dollars",
        paid(customsValue=D("1.005"), customsCurrency="USD"),
        {("too_many_decimals", 2, "customsValue")},
    ),
    ("of an item", paid(item__price=D("3.333")), {("item_decimals", 2, "item.price")}),
    ("of an item in dinars", paid(item__price=D("3.333"), item__currency="KWD"), set()),
    (
        "of an item in yen",
        paid(item__price=D("3.5"), item__currency="JPY"),
        {("item_decimals", 2, "item.price")},
    ),
    (
        "of an item in riyals of an order in dinars",
        paid(currency="KWD", item__price=D("3.333"), item__currency="SAR"),
        {("item_decimals", 2, "item.price")},
    ),
    # absurd
    ("a phone number", cod("966551234567"), {("amount_absurd", 2, "amount")}),
    ("a barcode", paid(item__price=D("6281234567890")), {("amount_absurd", 2, "item.price")}),
    ("two millions", cod("2000000"), {("amount_very_large", 2, "amount")}),
    ("two millions of rupiahs", cod("2000000", currency="IDR"), set()),
    # line totals
    (
        "line",
        paid(item__price=D("100.25"), item__quantity=D(2), item__rowTotal=D("200.50")),
        set(),
    ),
    (
        "line off",
        paid(item__price=D("100.25"), item__quantity=D(2), item__rowTotal=D("300.75")),
        {("line_total_differs", 2, "item.rowTotal")},
    ),
    (
        "line off by rounding",
        paid(item__price=D("33.33"), item__quantity=D(3), item__rowTotal=D("100")),
        set(),
    ),
    (
        "line after its discount",
        paid(item__price=D(50), item__rowTotal=D(45), item__discountAmount=D(5)),
        set(),
    ),
    (
        "line with its tax",
        paid(item__price=D(100), item__rowTotal=D(115), item__taxAmount=D(15)),
        set(),
    ),
    (
        "line after its discount and with its tax",
        paid(
            item__price=D(100),
            item__rowTotal=D("103.5"),
            item__discountAmount=D(10),
            item__taxAmount=D("13.5"),
        ),
        set(),
    ),
    (
        "line with its discount added",
        paid(
            item__price=D(100),
            item__rowTotal=D(125),
            item__discountAmount=D(10),
            item__taxAmount=D(15),
        ),
        {("line_total_differs", 2, "item.rowTotal")},
    ),
    ("line without price", paid(item__rowTotal=D(45)), set()),
    # order totals
    (
        "sum",
        paid(
            amount=D(120), subtotal=D(100), shippingAmount=D(15), codFee=D(10), discountAmount=D(5)
        ),
        set(),
    ),
    (
        "sum off",
        paid(amount=D(150), subtotal=D(100), shippingAmount=D(15)),
        {("order_total_differs", 2, "amount")},
    ),
    ("subtotal alone", paid(amount=D(150), subtotal=D(100)), set()),
    (
        "shipping with tax",
        paid(amount=D(123), subtotal=D(100), shippingAmount=D(20), shippingAmountWithTax=D(23)),
        set(),
    ),
    (
        "shipping less its discount",
        paid(amount=D(115), subtotal=D(100), shippingAmount=D(20), shippingDiscount=D(5)),
        set(),
    ),
    ("sum off by two", paid(amount=D("115.02"), subtotal=D(100), shippingAmount=D(15)), set()),
    (
        "sum off by three",
        paid(amount=D("115.03"), subtotal=D(100), shippingAmount=D(15)),
        {("order_total_differs", 2, "amount")},
    ),
    ("sum off by a cent", paid(amount=D("115.01"), subtotal=D(100), shippingAmount=D(15)), set()),
]


@pytest.mark.parametrize(("row", "told"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_money_is_judged(row: Row, told: Said) -> None:
    """An amount that cannot be, or does not add up, is told at its cell, and nothing else is."""
    assert said(row) == told


def test_figures_are_told_as_they_stand() -> None:
    """Whoever reads a warning can do the sum herself."""
    (found,) = judged(cod("10", amount_due=D("5.50")))
    assert (found.value, facts(found)) == ("5.50", {"amount": "10"})
    (found,) = judged(
        paid(
            amount=D("99.90"),
            subtotal=D("100.00"),
            shippingAmountWithTax=D("15"),
            discountAmount=D("5"),
        )
    )
    assert facts(found) == {"sum": "100.00 + 15 - 5", "result": "110.00"}
    (found,) = judged(paid(item__price=D("10.5"), item__quantity=D(2), item__rowTotal=D("12")))
    assert facts(found) == {"price": "10.5", "quantity": "2", "product": "21.0"}
    (found,) = judged(cod("10.555"))
    assert facts(found) == {"places": "3", "currency": "SAR", "possible": "2"}


def line(price: str, quantity: int = 1, **changes: object) -> Row:
    """A row of one order of several, with its total of 100."""
    return cod("100", item__price=D(price), item__quantity=D(quantity), **changes)


@pytest.mark.parametrize(
    ("rows", "held"),
    [
        ([line("100"), line("50", 2)], True),
        ([line("100"), line("7", item__rowTotal=D("100.00"))], True),
        ([line("100", discountAmount=D(100)), line("100", discountAmount=D(100))], False),
        ([line("60"), line("40")], False),
        ([line("100"), line("0")], False),
        ([line("100")], False),
        ([line("100"), order(amount=D(100), amount_due=D(100), item__price=None)], False),
    ],
)
def test_a_column_of_line_totals_is_not_taken_for_order_totals(rows: list[Row], held: bool) -> None:
    """Where every line alone comes to the order's total, too little would be collected."""
    found = [each for each in judged(*rows) if each.code == "total_of_one_line"]
    assert bool(found) is held
    if held:
        assert (found[0].row, found[0].column, facts(found[0])) == (2, "amount", {"count": "2"})


def usual(count: int) -> list[Row]:
    amounts = [D(80 + 17 * n % 300) for n in range(count)]
    return [paid(f"u{n}", amount=amount) for n, amount in enumerate(amounts)]


def test_one_order_far_above_the_rest_is_told() -> None:
    """A missing decimal point stands out of a file of usual orders, with the figures beside it."""
    rows = [*usual(20), paid("big", amount=D(23050))]
    (found,) = judged(*rows)
    assert (found.code, found.row, found.value) == ("amount_far_above", 22, "23050")
    assert facts(found) == {"next": "369.00", "middle": "216.00"}


def test_an_impossible_total_hides_no_other_one() -> None:
    """A phone number in the column of the totals is told for itself, and so is the slip below."""
    rows = [*usual(20), paid("phone", amount=D(966551234567)), paid("big", amount=D(23050))]
    assert [(each.code, each.row) for each in judged(*rows)] == [
        ("amount_absurd", 22),
        ("amount_far_above", 23),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [*usual(8), paid("big", amount=D(23050))],
        [*usual(20), paid("big", amount=D(900))],
        [*usual(20), paid("dollars", amount=D(23050), currency="USD")],
        [*usual(10), *(paid(f"b{n}", amount=D(23050 + n)) for n in range(5))],
        [paid(f"s{n}", amount=D(50 * 1.3**n).quantize(D("0.01"))) for n in range(30)],
    ],
    ids=["too few", "not far", "another currency", "not alone", "a slope"],
)
def test_a_large_order_among_its_like_is_fine(rows: list[Row]) -> None:
    """Few orders, wholesale customers and other currencies are no mistakes."""
    assert judged(*rows) == []


@pytest.mark.parametrize(
    ("due", "codes"),
    [
        ("185", {"cod_partly_due"}),
        ("300.41", set()),
        ("300.42", {"cod_due_differs"}),
        ("0", {"cod_due_differs"}),
        ("185.005", {"cod_partly_due", "too_many_decimals"}),
    ],
)
def test_a_part_may_be_due_where_that_is_allowed(due: str, codes: set[str]) -> None:
    """With `partial_cod` an order that collects a part of its total is sent with a warning; to
    collect nothing, more than the total or half a halala stays a problem."""
    row = cod("300.41", amount_due=D(due))
    found = [each for each in validate(sheet(row), NOW, partial_cod=True) if each.row]
    assert {each.code for each in found} == codes
    assert bool(held(found)) == bool(codes - {"cod_partly_due"})


def test_a_part_that_is_due_names_the_way_to_send_it() -> None:
    """Without the option it holds the order, and its cure names the option."""
    (found,) = held(judged(cod("300.41", amount_due=D(185))))
    assert "--partial-cod" in str(CODES[found.code].cure)


def test_decimals_of_a_due_amount_are_told_once() -> None:
    """An amount to collect that repeats a total with too many decimals is not told once more."""
    assert said(cod("10.555")) == {("too_many_decimals", 2, "amount")}


TOTALS = [
    ({"subtotal": 180, "discountAmount": 20, "shippingAmount": 20, "amount": 200}, True),
    ({"subtotal": 200, "discountAmount": 20, "shippingAmount": 20, "amount": 200}, True),
    ({"subtotal": 200, "shippingAmount": 20, "amount": 253}, True),  # VAT on all of it
    ({"subtotal": 200, "shippingAmount": 20, "amount": 250}, True),  # on the goods
    ({"subtotal": 200, "shippingAmount": 20, "amount": 230, "item__taxAmount": 10}, True),
    ({"subtotal": 200, "shippingAmount": 20, "amount": 210, "item__discountAmount": 10}, True),
    ({"subtotal": 200, "shippingAmount": 20, "amount": 202}, False),
    ({"subtotal": 200, "shippingAmount": 20, "amount": 245}, False),
    ({"subtotal": 200, "shippingAmount": 20, "amount": 2200}, False),
]


@pytest.mark.parametrize(("parts", "comes_out"), TOTALS)
def test_a_total_is_judged_with_all_that_may_be_in_it(
    parts: dict[str, int], comes_out: bool
) -> None:
    """The subtotal may be before or after discounts, and taxes may come on top."""
    amounts = {name: D(value) for name, value in parts.items()}
    row = paid(**amounts)
    assert (("order_total_differs", 2, "amount") not in said(row)) is comes_out


@pytest.mark.parametrize("field", ["discountAmount", "shippingDiscount", "item__discountAmount"])
def test_a_negative_discount_is_told_with_its_right_number(field: str) -> None:
    """The cure names what is to be written."""
    (found,) = (each for each in judged(paid(**{field: D("-20.50")})) if "discount" in each.code)
    assert found.code == "discount_negative"
    assert facts(found) == {"positive": "20.50"}
