"""Which column is which field: what settles it, what is asked, and what is listed."""

from dataclasses import replace

import pytest

from importer.errors import UsageError
from importer.mapping import MapOptions, MappedTable, MatchSource
from importer.problems import CODES, Severity, explain
from tests.mapping.mapping_books import (
    HEADER,
    codes,
    column,
    fields_by_header,
    messages,
    order,
    table,
)


def with_column(header: str, *cells: object) -> list[list[object]]:
    """HEADER and a further column; one order a cell."""
    rows = [[*order(number), cell] for number, cell in enumerate(cells, start=1)]
    return [[*HEADER, header], *rows]


def test_unclaimed_columns_are_listed() -> None:
    """A header that could be anything stays ignored, and is named."""
    mapped = table(with_column("Branch manager", "x"))
    assert "“Branch manager”" in messages(mapped, "columns_ignored")[0]
    assert mapped.columns[-1].how is MatchSource.IGNORED


def test_columns_without_a_header_are_listed() -> None:
    """A side panel to the right, behind an empty column, is ignored and said."""
    rows = [[*HEADER, None, None], [*order(1), None, "Orders"], [*order(2), None, 2]]
    mapped = table(rows)
    assert "M" in messages(mapped, "no_header_over")[0]
    assert len(mapped.frame) == 2


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Adress line 1", "customer.address"), ("Custmer email", "customer.email"),
        ("Pakages count", "packageCount"), ("Shipping notess", "shippingNotes"),
        ("تاريخ الطلبات", "orderDate"), ("Custommer name", "customer.name"),
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_is_understood_and_listed(header: str, field: str) -> None:
    """A close match is used where nothing else claims the field, and always said as a warning."""
    left_out = [name for name in HEADER if table([HEADER]).decided()[name] != field]
    mapped = table([[*left_out, header], ["x"] * (len(left_out) + 1)])
    assert fields_by_header(mapped)[header] == field
    assert mapped.columns[-1].how is MatchSource.CLOSE
    assert header in messages(mapped, "column_guessed")[0]
    assert CODES["column_guessed"].severity is Severity.WARNING


@pytest.mark.parametrize(
    "header",
    [
        "County", "Shipping date", "Order status", "Payment status", "Customer type", "Weight (oz)",
        "Weight (lb)", "Billing city", "Billing name", "Invoice address", "Old phone", "Address 3",
        "Phone 2", "Code", "Number", "No", "Ref 4", "Item cost", "Cost", "Tax", "Order taxes",
        "Müşteri Sipariş Adedi", "Satış Tutarı", "Fatura Adresi", "Desi", "حالة الطلب",
        "حالة الدفع", "صافي المبيعات", "رقم البوليصة", "شركة الشحن", "عنوان الفاتورة",
        "Refund amount", "Tracking number", "Delivered at", "Carrier", "Buyer name", "SKU image",
        "Net amount",
    ],
)  # fmt: skip
def test_a_header_that_says_something_else_is_not_guessed_at(header: str) -> None:
    """However near it looks: another word or number in it makes it another thing."""
    mapped = table([["Order ID", header, "Quantity"], [1, "x", 2]])
    assert fields_by_header(mapped) == {"Order ID": "orderId", "Quantity": "item.quantity"}


def test_two_columns_for_one_field_are_a_problem() -> None:
    """Both are named with the option that settles it, and every order is held."""
    headers = ["Telefon", *HEADER[:2], "Phone", *HEADER[3:]]
    cells = order(1)
    mapped = table([headers, ["0501111111", *cells[:2], "0502222222", *cells[3:]]])
    assert "“Telefon” (A), “Phone” (D)" in messages(mapped, "columns_collide")[0]
    one = next(one for one in mapped.problems if one.code == "columns_collide")
    assert CODES[one.code].severity is Severity.PROBLEM and one.row is None
    assert '--map "Telefon=customer.mobile"' in explain(one, CODES[one.code], mapped, "en").cure
    settled = table([headers, ["x", *cells]], MapOptions(maps={"Phone": "customer.mobile"}))
    assert codes(settled) == ["columns_ignored"]
    assert fields_by_header(settled)["Phone"] == "customer.mobile"


def test_an_empty_rival_is_no_rival() -> None:
    """Of two columns for one field the filled one is taken, wherever it stands."""
    headers = ["Telefon", "Phone", "Order ID"]
    assert column(table([headers, [None, "055", 1], ["  ", "056", 2]]), "customer.mobile") == [
        "055", "056",
    ]  # fmt: skip


def test_rivals_that_agree_are_no_problem() -> None:
    """Two columns that say the same in every row need no settling."""
    mapped = table([["Order ID", "Telefon", "Phone"], [1, "055", "055"], [2, "056", "056"]])
    assert "columns_collide" not in codes(mapped)


@pytest.mark.parametrize(
    ("strong", "weak", "field"),
    [
        ("customer.mobile", "Mobile", "customer.mobile"),
        ("Mobile", "Telephone", "customer.mobile"),
        ("Recipient name", "Customer name", "customer.name"),
        ("Shipping address", "Address", "customer.address"),
        ("Teslimat Adresi", "Adres", "customer.address"),
        ("مدينة الشحن", "المدينة", "customer.city"),
    ],
)
def test_the_clearer_name_wins_and_that_is_said(strong: str, weak: str, field: str) -> None:
    """Canonical before label before alias, and what names the delivery before what does not."""
    for headers in ([strong, weak], [weak, strong]):
        cells = ["right" if header == strong else "wrong" for header in headers]
        mapped = table([["Order ID", *headers], [1, *cells]])
        assert column(mapped, field) == ["right"]
        assert strong in messages(mapped, "column_set_aside")[0]


@pytest.mark.parametrize(
    ("maps", "field"),
    [
        ({"Branch manager": "ref1"}, "ref1"), ({"branch MANAGER *": "Reference 1"}, "ref1"),
        ({"L": "ref1"}, "ref1"), ({"l": "مرجع 1"}, "ref1"),
        ({"Branch manager": "item.sku"}, "item.sku"),
        ({"City": "-"}, None), ({"City": "ignore"}, None),
    ],
)  # fmt: skip
def test_map_settles_a_column(maps: dict[str, str], field: str | None) -> None:
    """By header in any spelling or by letter, to a field by name or label, or to nothing."""
    mapped = table(with_column("Branch manager", "x"), MapOptions(maps=maps))
    if field:
        assert column(mapped, field) == ["x"]
    else:
        assert "customer.city" not in mapped.frame


def test_map_names_a_column_without_a_header() -> None:
    """Its letter stands for it."""
    mapped = table([[*HEADER, None], [*order(1), "R-1"]], MapOptions(maps={"L": "ref1"}))
    assert column(mapped, "ref1") == ["R-1"]
    assert mapped.cell(2, "ref1") == "L2"
    assert "no_header_over" not in codes(mapped)


def test_map_beats_the_header_that_would_be_taken() -> None:
    """The column that --map names is the field; the other one is left out."""
    rows = with_column("Real phone", "0509999999")
    mapped = table(rows, MapOptions(maps={"Real phone": "customer.mobile"}))
    assert column(mapped, "customer.mobile") == ["0509999999"]
    assert mapped.decided()["Mobile"] == "-"


def test_map_of_an_unknown_header_is_refused() -> None:
    """The nearest headers are named."""
    with pytest.raises(UsageError, match="No column has the header “Mobil no”") as raised:
        table([HEADER, order(1)], MapOptions(maps={"Mobil no": "customer.mobile"}))
    assert "“Mobile”" in raised.value.cure.format("en")


def test_map_to_an_unknown_field_is_refused() -> None:
    """The nearest fields are named."""
    with pytest.raises(UsageError, match=r"no field “customer\.phon”") as raised:
        table([HEADER, order(1)], MapOptions(maps={"Mobile": "customer.phon"}))
    assert "customer.mobile" in raised.value.cure.format("en")


def remembering(*tables: MappedTable) -> MapOptions:
    """The options of a next file, after what was learned from the tables."""
    learned: dict[str, dict[str, str]] = {}
    for each in tables:
        learned.setdefault(each.fingerprint, {}).update(each.learned)
    return MapOptions(remembered=lambda fingerprint: learned.get(fingerprint, {}))


def test_map_is_learned_for_the_same_headers() -> None:
    """The next file with the same headers, in any order, needs no --map; that is said."""
    rows = with_column("Branch manager", "x")
    first = table(rows, MapOptions(maps={"Branch manager": "ref1", "City": "-"}))
    assert first.learned == {"Branch manager": "ref1", "City": "-"}
    options = remembering(first)
    turned = [row[::-1] for row in rows]
    mapped = table(turned, options)
    assert column(mapped, "ref1") == ["x"]
    assert "customer.city" not in mapped.frame
    assert "“Branch manager”" in messages(mapped, "map_remembered")[0]
    assert mapped.learned == {}
    assert "ref1" not in table(with_column("Other", "x"), options).frame
    assert "ref1" not in table(rows, MapOptions()).frame


def test_what_is_said_now_beats_what_is_remembered() -> None:
    """A new --map replaces the remembered one."""
    rows = with_column("Branch manager", "x")
    first = table(rows, MapOptions(maps={"Branch manager": "ref1"}))
    options = replace(remembering(first), maps={"Branch manager": "ref2"})
    second = table(rows, options)
    assert column(second, "ref2") == ["x"] and "ref1" not in second.frame
    mapped = table(rows, remembering(first, second))
    assert column(mapped, "ref2") == ["x"] and "ref1" not in mapped.frame


def test_a_remembered_field_that_this_version_lacks_is_forgotten() -> None:
    """A newer version, or an older one, knew the field: the file is read as if nothing was said."""
    rows = with_column("Branch manager", "x")
    mapped = table(rows, MapOptions(remembered=lambda _: {"Branch manager": "moonPhase"}))
    assert mapped.columns[-1].how is MatchSource.IGNORED
    assert "map_remembered" not in codes(mapped)


def test_an_exact_header_beats_a_longer_one() -> None:
    """Of two headers that name a field, the one that is its very name has it."""
    for headers in (["City", "City name"], ["City name", "City"]):
        own = [name for name in HEADER if table([HEADER]).decided()[name] != "customer.city"]
        mapped = table([[*own, *headers], ["x"] * (len(own) + 2)])
        assert fields_by_header(mapped)["City"] == "customer.city"


def test_the_same_for_all_orders_is_offered_only_where_it_can_be() -> None:
    """A currency, a country and a way of paying; never a number, name, phone, address or amount."""
    mapped = table([["Order number", "Item name"], ["x", "y"]])
    offered = {
        one.column
        for one in mapped.problems
        if one.code.startswith("column_missing")
        and "--set" in explain(one, CODES[one.code], mapped, "en").cure
    }
    assert offered == {"currency", "customer.country", "payment_method"}


def test_columns_of_one_header_are_settled_by_letter() -> None:
    """The cure names the letter, works when it is followed, and is remembered."""
    rows = [[*HEADER, "Order total"], [*order(), 99]]
    mapped = table(rows)
    (one,) = (each for each in mapped.problems if each.code == "columns_collide")
    letter = next(c.index for c in mapped.columns if c.header == "Order total")
    said = f"{chr(ord('A') + letter)}=amount"
    assert f'--map "{said}"' in explain(one, CODES[one.code], mapped, "en").cure
    settled = table(rows, MapOptions(maps=dict([said.split("=")])))
    assert "columns_collide" not in codes(settled) and column(settled, "amount") == [230.5]


def test_a_missing_column_names_the_nearest_header() -> None:
    """What every order needs and no column holds is a problem with a cure."""
    headers = [name if name != "Mobile" else "Reciever phone nmbr" for name in HEADER]
    mapped = table([headers, order(1)])
    one = next(one for one in mapped.problems if one.code.startswith("column_missing"))
    explained = explain(one, CODES[one.code], mapped, "en")
    assert one.column == "customer.mobile" and one.row is None
    assert "“Mobile” (customer.mobile)" in explained.message
    assert '--map "Reciever phone nmbr=customer.mobile"' in explained.cure


@pytest.mark.parametrize(
    ("left_out", "added", "missing"),
    [
        ("Order number", None, {"orderId"}), ("Currency", None, {"currency"}),
        ("City", None, {"customer.city"}), ("Address", None, {"customer.address"}),
        ("City", "Short national address", set()), ("Quantity", None, {"item.quantity"}),
        ("Quantity", "Contents in words", set()), ("Item name", None, set()),
        ("Mobile", "Destination location code", set()), ("Currency", "Item currency", {"currency"}),
    ],
)  # fmt: skip
def test_only_what_every_order_needs_is_missed(
    left_out: str, added: str | None, missing: set[str]
) -> None:
    """The amount to collect is worked out; what another column stands in for is not missed."""
    headers = [name if name != left_out else added or "Something" for name in HEADER]
    mapped = table([headers, order(1)])
    assert {p.column for p in mapped.problems if p.code.startswith("column_missing")} == missing


def test_constants_fill_what_no_column_holds() -> None:
    """--set gives a value to every order, by canonical name or label."""
    headers = [name for name in HEADER if name not in ("Currency", "Country")]
    cells = [cell for name, cell in zip(HEADER, order(1), strict=True) if name in headers]
    options = MapOptions(constants={"currency": "SAR", "الدولة": "SA"})
    mapped = table([headers, cells, cells], options)
    assert column(mapped, "currency") == ["SAR", "SAR"]
    assert column(mapped, "customer.country") == ["SA", "SA"]
    assert codes(mapped) == []
    assert dict(mapped.constants) == {"currency": "SAR", "customer.country": "SA"}


def test_constants_fill_empty_cells_only() -> None:
    """What the sheet says stands; a row that its order's first row speaks for stays empty."""
    rows = [HEADER, order(1, Currency="USD"), order(1, Currency=None), order(2, Currency=None),
            order(3, Currency=" ")]  # fmt: skip
    mapped = table(rows, MapOptions(constants={"currency": "SAR"}))
    assert column(mapped, "currency") == ["USD", None, "SAR", "SAR"]


def test_a_constant_of_an_unknown_field_is_refused() -> None:
    """--set "curency=SAR" names the field that was meant."""
    with pytest.raises(UsageError, match="no field “curency”") as raised:
        table([HEADER, order(1)], MapOptions(constants={"curency": "SAR"}))
    assert "currency" in raised.value.cure.format("en")


def test_what_was_decided_decides_again() -> None:
    """Every header with its field or "-", as --map takes it."""
    mapped = table(with_column("Branch manager", "x"))
    again = table(with_column("Branch manager", "x"), MapOptions(maps=mapped.decided()))
    assert mapped.decided()["Branch manager"] == "-"
    assert fields_by_header(again) == fields_by_header(mapped)
    assert again.frame.equals(mapped.frame)


def test_places_are_told_as_the_merchant_sees_them() -> None:
    """A cell by letter and row, a header as it is written; constants have no cell."""
    mapped = table([HEADER, order(1)], MapOptions(constants={"ref1": "A"}))
    assert mapped.cell(2, "customer.mobile") == "C2"
    assert mapped.header("customer.mobile") == "Mobile"
    assert mapped.cell(2, "ref1") == "" and mapped.header("ref1") == "ref1"
    assert mapped.cell(None, "amount") == "" and mapped.header(None) == ""
