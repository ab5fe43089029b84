"""Names and addresses in pieces are joined, and a cure never offers half a name."""

import pytest

from importer.mapping import MapOptions
from importer.problems import CODES, explain
from tests.mapping.mapping_books import HEADER, codes, column, messages, order, table

NAME, ADDRESS = "customer.name", "customer.address"
OTHERS = [name for name in HEADER if name not in ("Customer name", "Address")]
REST = [cell for name, cell in zip(HEADER, order(), strict=True) if name in OTHERS]

NAMES = [
    (("First Name", "Last Name"), ("Ali", "Hassan"), "Ali Hassan"),
    (("Surname", "Given name"), ("Hassan", "Ali"), "Ali Hassan"),
    (("shipFirstName", "shipLastName"), ("Ali", "Hassan"), "Ali Hassan"),
    (("Customer first name", "Customer last name"), ("Ali", "Hassan"), "Ali Hassan"),
    (("الاسم الأول", "اسم العائلة"), ("نورة", "القحطاني"), "نورة القحطاني"),
    (("Ad", "Soyad"), ("Ayşe", "Kara"), "Ayşe Kara"),
    (("Müşteri Adı", "Soyadı"), ("Ayşe", "Kara"), "Ayşe Kara"),
    (("Vorname", "Nachname"), ("Eva", "Groß"), "Eva Groß"),
    (("Prénom", "Nom de famille"), ("Zoé", "Petit"), "Zoé Petit"),
    (("Nom", "Prénom"), ("Petit", "Zoé"), "Zoé Petit"),
    (("Nombre", "Apellidos"), ("José", "García Pérez"), "José García Pérez"),
    (("Name", "Surname"), ("Ali", "Hassan"), "Ali Hassan"),
    (("Name", "Surname"), ("Ali Hassan", "Hassan"), "Ali Hassan"),  # a whole name stood there
    (("First Name", "Last Name"), ("Ali", None), "Ali"),
]  # fmt: skip


@pytest.mark.parametrize(("headers", "cells", "name"), NAMES)
def test_a_name_in_two_columns_is_joined(
    headers: tuple[str, str], cells: tuple[str | None, str | None], name: str
) -> None:
    """First name first, wherever the columns stand; a note says so."""
    mapped = table([[*OTHERS, "Address", *headers], [*REST, "Olaya 12", *cells]])
    assert column(mapped, NAME) == [name]
    assert all(header in messages(mapped, "pieces_joined")[0] for header in headers)
    assert not any(code.startswith("column_missing") for code in codes(mapped))


def test_a_column_of_whole_names_is_left_alone() -> None:
    """Beside it the pieces say nothing new."""
    headers = [*OTHERS, "Address", "Customer name", "First name", "Last name"]
    mapped = table([headers, [*REST, "Olaya 12", "Dr. Ali Hassan", "Ali", "Hassan"]])
    assert column(mapped, NAME) == ["Dr. Ali Hassan"]
    assert "pieces_joined" not in codes(mapped)


def test_the_pieces_of_another_person_are_not_the_customers() -> None:
    """Who pays is not who receives."""
    headers = [*HEADER, "Billing first name", "Billing last name"]
    mapped = table([headers, [*order(), "Omar", "Ali"]])
    assert column(mapped, NAME) == ["Noura"]


@pytest.mark.parametrize("header", ["Last name", "Soyad", "الاسم الأول", "Vorname"])
def test_half_a_name_is_never_offered(header: str) -> None:
    """One piece alone is no name: the column is missing, and the cure does not name it."""
    mapped = table([[*OTHERS, "Address", header], [*REST, "Olaya 12", "Hassan"]])
    assert NAME not in mapped.frame
    missing = [each for each in mapped.problems if each.column == NAME]
    assert missing and not any(
        header in explain(each, CODES[each.code], mapped, "en").cure for each in missing
    )


def test_what_the_merchant_said_beats_the_pieces() -> None:
    """--map settles each of the columns by itself."""
    rows = [[*OTHERS, "Address", "Name", "Surname"], [*REST, "Olaya 12", "Ali", "Hassan"]]
    mapped = table(rows, MapOptions(maps={"Name": NAME, "Surname": "-"}))
    assert column(mapped, NAME) == ["Ali"]


@pytest.mark.parametrize(
    "headers",
    [
        ("Address 1", "Address 2"), ("Address", "Address line 2"), ("العنوان", "تكملة العنوان"),
        ("Adres", "Adres 2"),
    ],
)  # fmt: skip
def test_the_lines_of_an_address_are_joined(headers: tuple[str, str]) -> None:
    """In the order of the columns; an empty line adds nothing."""
    rows = [
        [*OTHERS, "Customer name", *headers],
        [*REST, "Noura", "King Fahd Rd 1", "Flat 12"],
        ["1002", *REST[1:], "Noura", "King Fahd Rd 1", None],
    ]
    assert column(table(rows), ADDRESS) == ["King Fahd Rd 1, Flat 12", "King Fahd Rd 1"]
