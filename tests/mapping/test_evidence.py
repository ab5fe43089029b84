"""What the cells say of a column that its header does not."""

import pytest

from importer.mapping import MapOptions
from tests.mapping.mapping_books import HEADER, codes, fields_by_header, order, table

BASE = ["Order No", "Phone", "City", "Address", "Country", "Payment", "Total", "Currency"]


def rows(names: list[str], *, ids: list[int] | None = None) -> list[list[object]]:
    """Orders with a column “Name” behind the others."""
    ids = ids or [n + 1 for n in range(len(names))]
    return [
        [number, f"055123456{number}", "Riyadh", "Olaya 1", "SA", "cod", 50, "SAR", name]
        for number, name in zip(ids, names, strict=True)
    ]


GOODS = ["Oud 12 ml", "Musk 50ml", "Amber 3 g"]
PEOPLE = ["Noura Ali", "Sara Omar", "Ali Hassan"]


@pytest.mark.parametrize("header", ["Name", "الاسم"])
@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (GOODS, None),
        (["SKU-1", "SKU-2", "Bag"], None),
        (["Black abaya", "Scarf"], [7, 7]),
        (["Scarf", "Scarf", "Abaya"], None),
    ],
)
def test_a_lone_name_over_goods_is_asked_about(
    header: str, names: list[str], ids: list[int] | None
) -> None:
    """A “Name” that holds codes, sizes, or the same for several phones is no customer unasked."""
    mapped = table([[*BASE, header], *rows(names, ids=ids)])
    assert "name_doubted" in codes(mapped)


@pytest.mark.parametrize(
    "names",
    [PEOPLE, ["نورة علي", "سارة عمر", "عبدالله"], ["Noura Ali"],
     ["محمد", "محمد", "سارة", "نورة", "علي"]],
)  # fmt: skip
def test_a_lone_name_over_people_is_the_customer(names: list[str]) -> None:
    """Nothing is asked where people stand in the column, nor where it was said what it is."""
    assert "name_doubted" not in codes(table([[*BASE, "Name"], *rows(names)]))


def test_a_doubted_name_can_be_settled_either_way() -> None:
    """Both cures work as printed: the customer it is, or the item."""
    sheet = [[*BASE, "Name"], *rows(GOODS)]
    person = table(sheet, MapOptions(maps={"Name": "customer.name"}))
    assert "name_doubted" not in codes(person)
    item = table(sheet, MapOptions(maps={"Name": "item.name"}))
    assert fields_by_header(item)["Name"] == "item.name"
    assert "name_doubted" not in codes(item)


def test_a_name_beside_the_customers_is_the_items() -> None:
    """`Name` among item columns beside `Customer` is what was bought, and it is said."""
    header = ["Order No", "Name", "Qty", "Price", "Customer", *BASE[1:]]
    lines = [
        [1, "Blue scarf", 1, 5, "Noura", "0551234567", "Riyadh", "Olaya", "SA", "cod", 5, "SAR"],
        [2, "Red scarf", 1, 5, "Sara", "0551234568", "Riyadh", "Olaya", "SA", "cod", 5, "SAR"],
    ]
    mapped = table([header, *lines])
    assert fields_by_header(mapped)["Name"] == "item.name"
    assert fields_by_header(mapped)["Customer"] == "customer.name"
    assert "column_guessed" in codes(mapped)


@pytest.mark.parametrize(
    ("header", "values", "field"),
    [
        ("Product ID", ["FUR-1", "TEC-2"], "item.sku"),
        ("معرف المنتج", ["ع-1", "ع-2"], "item.sku"),
        ("Product ID", [101, 102], "item.productId"),
        ("Product ID", ["101", "x"], "item.productId"),
        ("item.productId", ["FUR-1", "TEC-2"], "item.productId"),
        ("Brand number", ["Nike", "Puma"], None),
        ("Brand number", [5, 6], "brandId"),
    ],
)
def test_an_optional_column_of_codes_holds_no_order(
    header: str, values: list[object], field: str | None
) -> None:
    """A shop's own product code is the SKU, and a brand's name is left out; OTO's numbers stay."""
    lines = [[*order(n + 1), value] for n, value in enumerate(values)]
    mapped = table([[*HEADER, header], *lines])
    assert fields_by_header(mapped).get(header) == field


def test_product_codes_beside_skus_are_left_out() -> None:
    """What is sent as SKU is what the column SKU says."""
    lines = [[*order(n), f"S-{n}", f"P-{n}"] for n in (1, 2)]
    mapped = table([[*HEADER, "SKU", "Product ID"], *lines])
    assert fields_by_header(mapped)["SKU"] == "item.sku"
    assert "codes_left_out" in codes(mapped)


@pytest.mark.parametrize(
    ("header", "values", "is_offered"),
    [
        ("Mobil nmbr", ["0551234567", "0551234568"], True),
        ("Mobil nmbr", ["yes", "no"], False),
        ("Total amnt of all", [50, 60], True),
        ("Total amnt of all", ["big", "small"], False),
    ],
)
def test_a_column_is_offered_only_where_its_cells_fit(
    header: str, values: list[object], is_offered: bool
) -> None:
    """“Is it …?” looks at the cells as well as at the header."""
    missing = "Phone" if "Mobil" in header else "Total"
    at = BASE.index(missing)
    lines = [row[:at] + row[at + 1 :] for row in rows(PEOPLE[:2])]
    head = BASE[:at] + BASE[at + 1 :]
    whole = [[*head, "Name", header], *([*row, v] for row, v in zip(lines, values, strict=True))]
    assert ("column_missing_near" in codes(table(whole))) is is_offered
