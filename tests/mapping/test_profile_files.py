"""A merchant's own profile: it works, and a mistake in it is told."""

from pathlib import Path

import pytest

from importer import catalog
from importer.errors import UsageError
from importer.i18n import LANGUAGES
from importer.mapping import MapOptions, read_profile
from importer.mapping.profile import builtin_profiles
from importer.text import fold_header
from tests.mapping.mapping_books import column, messages, table


def written(folder: Path, text: str) -> Path:
    """A profile file."""
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_profile_of_her_own_reads_her_file(tmp_path: Path) -> None:
    """Columns, joins, values and constants, by labels of either language."""
    profile = written(
        tmp_path,
        """
        name = "Nora's shop"
        [columns]
        "Ref" = "orderId"
        "Pay" = "طريقة الدفع"
        [join]
        "Customer name" = ["First", "Last"]
        [values."Payment method"]
        "to the driver" = "cod"
        [constants]
        currency = "SAR"
        "item.quantity" = 1
        """,
    )
    rows = [["Ref", "Pay", "First", "Last"], ["A1", "To the DRIVER", "Nora", "Q"]]
    mapped = table(rows, MapOptions(profile=read_profile(profile)))
    assert column(mapped, "orderId") == ["A1"]
    assert column(mapped, "payment_method") == ["cod"]
    assert column(mapped, "customer.name") == ["Nora Q"]
    assert column(mapped, "currency") == ["SAR"] and column(mapped, "item.quantity") == ["1"]
    assert "Nora's shop" in messages(mapped, "profile_used")[0]


def test_map_beats_a_profile(tmp_path: Path) -> None:
    """What she says now counts."""
    profile = written(tmp_path, '[columns]\n"Ref" = "orderId"\n"Other" = "ref1"')
    options = MapOptions(profile=read_profile(profile), maps={"Other": "orderId", "Ref": "ref1"})
    mapped = table([["Ref", "Other"], ["A1", "B1"]], options)
    assert column(mapped, "orderId") == ["B1"] and column(mapped, "ref1") == ["A1"]


@pytest.mark.parametrize(
    ("text", "said_of_it"),
    [
        ("columns = 1", "“columns” must be a table"), ("[colums]", "unknown entry “colums”"),
        ('[columns]\n"A" = "orderIdd"', "no field “orderIdd”"), ("x = [", "not valid TOML"),
        ('[columns]\n"A" = 1.5', "no field"),
        ('[columns]\n"A" = ["orderId"]', "“columns” must hold"),
        ('[columns]\n"A" = "-"', "ignore"), ('carry_down = "yes"', "must be true or false"),
        ("ignore = [1]", "“ignore” must be a list of texts"), ('name = ["a"]', "must be a text"),
        ('[join]\n"orderId" = "A"', "“join.orderId” must be a list"),
        ('[values]\n"amount" = "x"', "“values.amount” must be a table"),
        ('[items]\n"A" = "magic"', "no way “magic”"), ('[items]\n"A" = ["x"]', "“items” must hold"),
        ('[first_known]\namount = "A"', "must be a list"),
        ('recognise = ["A"]', "“recognise” must be a list"),
        ('[cancelled]\n"A" = true', "cancelled"),
        ("[constants]\ncurrency = true", "“constants” must hold"),
        ('per_line = ["x"]', "no field “x”"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_profile_is_told(tmp_path: Path, text: str, said_of_it: str) -> None:
    """One line with the file's name and the entry's, in both languages, and exit code 2."""
    with pytest.raises(UsageError) as raised:
        read_profile(written(tmp_path, text))
    assert said_of_it in f"{raised.value.message.format('en')} {raised.value.cure.format('en')}"
    assert "mine.toml" in raised.value.message.format(
        "en"
    ) and "mine.toml" in raised.value.message.format("ar")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["none.toml", "."])
def test_a_profile_that_cannot_be_opened_is_told(tmp_path: Path, name: str, lang: str) -> None:
    """The path is named, and why in her language: nothing of what the system says."""
    with pytest.raises(UsageError, match="cannot be opened") as raised:
        read_profile(tmp_path / name)
    told = raised.value.message.format(lang)
    assert str(tmp_path) in told
    assert not {"No such file", "Is a directory"} & {told.rpartition(": ")[2].rstrip(".")}
    assert lang == "en" or "folder" not in told


def test_a_profile_without_an_end_is_not_read(tmp_path: Path) -> None:
    """What is longer than any profile is named as such, and so is a number without an end."""
    with pytest.raises(UsageError, match="longer than 256 KB"):
        read_profile(written(tmp_path, "#" * 300_000))
    with pytest.raises(UsageError, match="not valid TOML"):
        read_profile(written(tmp_path, "x = " + "[" * 100_000))


def test_a_profile_of_another_file_is_told(tmp_path: Path) -> None:
    """When no header of it stands in the sheet, nothing is read."""
    profile = written(tmp_path, '[columns]\n"Bestellung" = "orderId"')
    with pytest.raises(UsageError, match="none of this file's headers"):
        table([["Order ID", "Mobile"], [1, 2]], MapOptions(profile=read_profile(profile)))


@pytest.mark.parametrize("profile", builtin_profiles(), ids=lambda profile: profile.name)
def test_shipped_profiles_keep_to_the_contract(profile: object) -> None:
    """A canonical name that is written as such keeps its meaning in every export; all headers that
    it is recognised by are of use."""
    canonical = {fold_header(field.name): field.name for field in catalog.FIELDS}
    known = [canonical[header] for header in profile.columns if header in canonical]
    others = [header for header in sorted(profile.recognise[0]) if header not in canonical]
    also = [canonical[header] for header in profile.recognise[0] if header in canonical]
    headers = [*others, *dict.fromkeys([*known, *also])]
    mapped = table([headers, ["x"] * len(headers)])
    assert mapped.profile is profile
    assert {column.header: column.field for column in mapped.columns}.items() >= {
        (name, name) for name in known
    }
    assert profile.recognise and all(len(headers) >= 2 for headers in profile.recognise)
    for headers in profile.recognise:
        assert headers & profile.headers()
    assert not profile.ignore & profile.headers()
