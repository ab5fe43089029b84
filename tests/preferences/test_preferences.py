"""What was settled once is kept in the ledger, and keeping it never ends a run."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from importer.ledger import Ledger, failpoints
from importer.preferences import Preferences

OLD = {
    "columns": {"a": {"x": "ref1", "City": "-"}, "b": {"x": "ref3"}},
    "cities": {"acc": {"الرياض": "Riyadh"}},
}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        yield ledger


def old_file(folder: Path, content: bytes = json.dumps(OLD).encode()) -> Path:
    """What an older version left in the data folder."""
    file = folder / "memory.json"
    file.write_bytes(content)
    return file


def is_all_there(preferences: Preferences) -> bool:
    """Whether everything of the old file is known."""
    return (
        preferences.columns("acc", "a") == OLD["columns"]["a"]
        and preferences.columns("acc", "b") == OLD["columns"]["b"]
        and preferences.city_choices("acc") == OLD["cities"]["acc"]
    )


def test_partial_cod_is_remembered_for_the_account(ledger: Ledger) -> None:
    """One merchant's leave to collect a part counts for no other, and can be taken back."""
    preferences = Preferences(ledger)
    assert not preferences.partial_cod("acc")
    preferences.remember_partial_cod("acc", allowed=True)
    assert Preferences(ledger).partial_cod("acc") and not preferences.partial_cod("other")
    preferences.remember_partial_cod("acc", allowed=False)
    assert not preferences.partial_cod("acc")


def test_without_a_ledger_nothing_is_kept() -> None:
    """A ledger that is not there is no error."""
    preferences = Preferences(None)
    preferences.remember_columns("acc", "a", {"x": "ref1"})
    preferences.forget_columns("acc")
    preferences.take_over_file()
    assert preferences.columns("acc", "a") == {} and preferences.city_choices("acc") == {}


def test_a_ledger_that_fails_is_no_obstacle(tmp_path: Path) -> None:
    """A ledger that can no longer be read or written gives nothing and ends nothing; the old file
    stays where it is."""
    file = old_file(tmp_path)
    ledger = Ledger.open(tmp_path / "ledger.db")
    ledger.close()
    preferences = Preferences(ledger, tmp_path)
    preferences.take_over_file()
    preferences.remember_cities("acc", {"x": "y"})
    preferences.forget_columns("acc")
    assert file.exists() and is_all_there(preferences)


def test_columns_and_cities_are_kept(tmp_path: Path) -> None:
    """By fingerprint and by account; new choices are added to the old ones."""
    path = tmp_path / "new" / "ledger.db"
    with Ledger.open(path) as ledger:
        Preferences(ledger).remember_columns("acc", "a", {"x": "ref1"})
    with Ledger.open(path) as ledger:
        preferences = Preferences(ledger)
        preferences.remember_columns("acc", "a", {"y": "ref2"})
        preferences.remember_columns("acc", "b", {"x": "ref3"})
        preferences.remember_cities("acc", {"الرياض": "Riyadh"})
        preferences.remember_cities("acc", {"جدة": "Jeddah", "الرياض": "Riyadh City"})
        assert preferences.columns("acc", "a") == {"x": "ref1", "y": "ref2"}
        assert preferences.city_choices("acc") == {"الرياض": "Riyadh City", "جدة": "Jeddah"}
        assert preferences.city_choices("other") == {} and preferences.city_choices("a") == {}
        preferences.forget_columns("acc")
        assert preferences.columns("acc", "a") == {} and preferences.columns("acc", "b") == {}
        assert preferences.city_choices("acc")["جدة"] == "Jeddah"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["ledger.db"]


def test_an_account_has_columns_of_its_own(ledger: Ledger) -> None:
    """What one taught counts for no other, and is forgotten without the other's; a check without an
    account knows what all agree on."""
    preferences = Preferences(ledger)
    preferences.remember_columns("one", "a", {"x": "ref1", "y": "ref2"})
    preferences.remember_columns("two", "a", {"x": "ref3", "y": "ref2", "z": "ref4"})
    assert preferences.columns("one", "a") == {"x": "ref1", "y": "ref2"}
    assert preferences.columns("two", "b") == {} == preferences.columns("three", "a")
    assert preferences.columns("", "a") == {"y": "ref2", "z": "ref4"}
    preferences.forget_columns("one")
    assert preferences.columns("one", "a") == {}
    assert preferences.columns("two", "a") == {"x": "ref3", "y": "ref2", "z": "ref4"}


def test_columns_of_an_older_ledger_count_until_the_account_says_otherwise(ledger: Ledger) -> None:
    """They had no account: every one knows them, beneath its own, until they are forgotten."""
    ledger.database.execute("set_preference", kind="column", scope="a", name="x", choice="ref1")
    preferences = Preferences(ledger)
    preferences.remember_columns("one", "a", {"x": "ref2"})
    assert preferences.columns("one", "a") == {"x": "ref2"}
    assert preferences.columns("two", "a") == {"x": "ref1"}
    preferences.forget_columns("one")
    assert preferences.columns("two", "a") == {}


def test_what_an_older_version_kept_is_taken_over_once(tmp_path: Path, ledger: Ledger) -> None:
    """Its columns and cities are in the ledger then, and the file is kept under another name."""
    content = old_file(tmp_path).read_bytes()
    preferences = Preferences(ledger, tmp_path)
    preferences.remember_columns("acc", "a", {"x": "newer", "z": "ref2"})
    preferences.take_over_file()
    assert not (tmp_path / "memory.json").exists()
    assert (tmp_path / "memory.json.taken-over").read_bytes() == content
    assert preferences.columns("acc", "a") == {"x": "newer", "z": "ref2", "City": "-"}
    preferences.forget_columns("acc")
    preferences.take_over_file()
    assert preferences.columns("acc", "b") == {}
    assert Preferences(ledger).city_choices("acc") == OLD["cities"]["acc"]


def test_a_reader_takes_nothing_over(tmp_path: Path, ledger: Ledger) -> None:
    """What stands in the old file counts before it is taken over, too; to read it moves nothing."""
    file = old_file(tmp_path)
    assert is_all_there(Preferences(ledger, tmp_path)) and is_all_there(Preferences(None, tmp_path))
    assert file.exists() and Preferences(ledger).columns("acc", "a") == {}


def test_a_process_killed_while_it_takes_over_loses_nothing(tmp_path: Path) -> None:
    """Ended before or after the commit, the choices are in the file or in the ledger; the next one
    finishes."""
    for point, code in (("commit", 137), ("committed", 137), ("claim", 0)):
        old_file(tmp_path)
        program = (
            "from importer.ledger import Ledger; from importer.preferences import Preferences;"
            "from pathlib import Path; folder = Path.cwd();"
            "Preferences(Ledger.open(folder / 'ledger.db'), folder).take_over_file()"
        )
        ended = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", program],
            cwd=tmp_path,
            env={**os.environ, failpoints.STOP_AT: point},
            check=False,
        )
        assert ended.returncode == code
        assert (tmp_path / "memory.json").exists() == (code != 0)
        with Ledger.open(tmp_path / "ledger.db") as ledger:
            assert is_all_there(Preferences(ledger, tmp_path))
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        assert is_all_there(Preferences(ledger))


def test_many_that_take_over_at_once_lose_nothing(tmp_path: Path) -> None:
    """Whoever moves the file, all of them know what stood in it."""
    old_file(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(knows_all_after_taking_over, [tmp_path] * 16))


def knows_all_after_taking_over(folder: Path) -> bool:
    with Ledger.open(folder / "ledger.db") as ledger:
        preferences = Preferences(ledger, folder)
        preferences.take_over_file()
        return is_all_there(preferences)


@pytest.mark.parametrize("damage", [b"{", b"[]", b"\xff\xfe", b'"x"', b""])
def test_a_damaged_file_is_set_aside(tmp_path: Path, ledger: Ledger, damage: bytes) -> None:
    """What is left of it stays beside the ledger, which remembers as ever."""
    old_file(tmp_path, damage)
    preferences = Preferences(ledger, tmp_path)
    assert preferences.columns("acc", "a") == {}
    preferences.take_over_file()
    preferences.remember_columns("acc", "a", {"x": "ref1"})
    assert preferences.columns("acc", "a") == {"x": "ref1"}
    assert (tmp_path / "memory.damaged.json").read_bytes() == damage
    assert not (tmp_path / "memory.json").exists()


@pytest.mark.parametrize(
    "odd", [{"columns": 1}, {"columns": {"a": 2}}, {"columns": {"a": {"x": 1}}}]
)
def test_odd_contents_are_passed_over(tmp_path: Path, ledger: Ledger, odd: object) -> None:
    """A file of another version gives nothing, and is no error; it is kept all the same."""
    old_file(tmp_path, json.dumps(odd).encode())
    preferences = Preferences(ledger, tmp_path)
    assert preferences.columns("acc", "a") == {}
    preferences.take_over_file()
    assert preferences.columns("acc", "a") == {}
    assert json.loads((tmp_path / "memory.json.taken-over").read_text()) == odd


def test_what_no_ledger_can_hold_ends_nothing(tmp_path: Path, ledger: Ledger) -> None:
    """A half of a character, which JSON can hold and a database cannot, is left in its file."""
    file = old_file(tmp_path, json.dumps({"columns": {"a": {"\ud800": "ref1"}}}).encode())
    preferences = Preferences(ledger, tmp_path)
    preferences.take_over_file()
    preferences.remember_columns("acc", "b", {"\ud800": "ref1"})
    assert file.exists() and preferences.columns("acc", "b") == {}
