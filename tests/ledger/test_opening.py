"""A ledger is made, migrated, or set aside; what is none is refused, and nothing is sent."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from importer.errors import SetupError
from importer.ledger import Ledger, State, failpoints
from importer.ledger import sqlite as opening
from importer.ledger.errors import LedgerUnusable, translate_errors
from importer.ledger.sql import versions
from importer.orders import Order
from importer.outcome import Outcome, Status
from importer.problems import CODES
from tests.ledger.factories import HERE, begin, settle, start

FOLDER = Path(__file__).parent


def filled(path: Path, count: int = 1) -> None:
    """A ledger in which so many orders are created."""
    with Ledger.open(path) as ledger:
        run = start(ledger)
        with ledger.transaction():
            for n in range(count):
                order = Order(f"A-{n}", (n,), {}, "f")
                begin(ledger, run, order, again=False)
                settle(ledger, run, order, State.CREATED, Outcome(f"A-{n}", (n,), Status.CREATED))


def made_in(path: Path) -> int:
    """How many orders the ledger has as created."""
    with Ledger.open(path) as ledger:
        return ledger.state_counts().get(State.CREATED, 0)


def test_a_ledger_is_made_with_its_folder(tmp_path: Path) -> None:
    """The first run needs nothing prepared."""
    filled(tmp_path / "deep" / "er" / "ledger.db")
    assert made_in(tmp_path / "deep" / "er" / "ledger.db") == 1


def test_commits_are_on_the_disk(tmp_path: Path) -> None:
    """WAL and a full sync at every commit: power loss takes nothing that was committed."""
    database, _ = opening.open_file(tmp_path / "ledger.db")
    assert database.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert database.execute("PRAGMA synchronous").fetchone()[0] == 2
    database.close()


def test_a_url_names_the_same_file(tmp_path: Path) -> None:
    """`sqlite:///path` is the path."""
    with Ledger.open(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        assert ledger.location == str(tmp_path / "ledger.db")


@pytest.mark.parametrize(
    "url", ["mysql://me:secret@host/ledger", "mongodb://host/x", "sqlite://host/x"]
)
def test_other_databases_are_declined_without_telling_the_address(url: str) -> None:
    """A ledger is a file or in PostgreSQL; the message holds no password."""
    with pytest.raises(SetupError) as caught:
        Ledger.open(url)
    told = f"{caught.value.message}{caught.value.cure}"
    assert "PostgreSQL" in told and "secret" not in told


def damaged_page(path: Path) -> None:
    filled(path, 2000)
    whole = bytearray(path.read_bytes())
    for page in range(4096 * 3, len(whole) - 4096, 8192):
        whole[page : page + 4096] = b"\x55" * 4096
    path.write_bytes(whole)


def cut_short(path: Path) -> None:
    filled(path, 2000)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


@pytest.mark.parametrize("harm", [damaged_page, cut_short])
def test_a_damaged_ledger_is_set_aside(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    """It keeps its content under a new name, and the person is told."""
    path = tmp_path / "ledger.db"
    harm(path)
    before = path.read_bytes()
    with Ledger.open(path) as ledger:
        assert ledger.state_counts() == {}
        (warning,) = ledger.problems
        aside = Path(dict(warning.facts)["aside"])
    assert CODES[warning.code].message.format("en") and aside.read_bytes() == before
    with Ledger.open(path) as ledger:
        assert ledger.problems == ()


def other_database(path: Path, *statements: str) -> sqlite3.Connection:
    """A database of another program, which has it open."""
    database = sqlite3.connect(path, isolation_level=None)
    for statement in (*statements, "CREATE TABLE bills (no TEXT)", "INSERT INTO bills VALUES (7)"):
        database.execute(statement)
    return database


def with_tables(path: Path) -> None:
    other_database(path).close()


def with_a_name(path: Path) -> None:
    other_database(path, "PRAGMA application_id = 4711").close()


def with_a_log(path: Path) -> None:
    other_database(path, "PRAGMA journal_mode = WAL").close()


def with_damage(path: Path) -> None:
    with_tables(path)
    path.write_bytes(path.read_bytes()[:4096])


def with_text(path: Path) -> None:
    path.write_text("orderId,amount\nA-1,10\n")


@pytest.mark.parametrize("make", [with_tables, with_a_name, with_a_log, with_damage, with_text])
def test_another_file_is_left_as_it_is(tmp_path: Path, make: Callable[[Path], None]) -> None:
    """A file that is no ledger is refused: not renamed, not written to, nothing put beside it."""
    path = tmp_path / "ledger.db"
    make(path)
    path.chmod(0o644)
    before, when = path.read_bytes(), path.stat().st_mtime_ns
    kind = "file of another kind" if make is with_text else "database of another program"
    with pytest.raises(LedgerUnusable, match=f"is a {kind} and not a ledger") as caught:
        Ledger.open(path)
    assert caught.value.exit_code == 3 and "OTO_LEDGER" in str(caught.value.cure)
    assert list(tmp_path.iterdir()) == [path]
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, when)
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_database_that_another_program_has_just_made_is_left_as_it_is(tmp_path: Path) -> None:
    """All that it holds is in its log still, and stays there."""
    path = tmp_path / "ledger.db"
    with closing(other_database(path, "PRAGMA journal_mode = WAL")):
        before = {file: file.read_bytes() for file in tmp_path.iterdir()}
        assert len(before) == 3
        with pytest.raises(LedgerUnusable, match="another program and not a ledger"):
            Ledger.open(path)
        assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A folder, a device and a pipe are named as what they are, and not waited for."""
    os.mkfifo(tmp_path / "pipe")
    for path, kind in (
        (tmp_path, "folder"),
        ("/dev/null", "device"),
        (tmp_path / "pipe", "device"),
    ):
        with pytest.raises(LedgerUnusable, match=f"is a {kind} and not a ledger"):
            Ledger.open(path)


def modes_in(folder: Path) -> dict[str, int]:
    """The permissions of the folder and of the files in it."""
    return {path.name: path.stat().st_mode & 0o777 for path in (folder, *folder.iterdir())}


def test_nobody_else_can_read_a_ledger(tmp_path: Path) -> None:
    """Its files and the folder made for them are the user's alone, from the first moment on."""
    before = os.umask(0)
    try:
        with Ledger.open(tmp_path / "data" / "ledger.db"):
            private = dict.fromkeys(("ledger.db", "ledger.db-wal", "ledger.db-shm"), 0o600)
            assert modes_in(tmp_path / "data") == {"data": 0o700, **private}
    finally:
        os.umask(before)


def test_a_ledger_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    """What an older version left open is made private; a folder of hers stays as it is."""
    filled(tmp_path / "ledger.db")
    (tmp_path / "ledger.db").chmod(0o644)
    tmp_path.chmod(0o755)
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as other:
        other.execute("SELECT COUNT(*) FROM orders").fetchone()
        assert modes_in(tmp_path)["ledger.db-wal"] == 0o644
        with Ledger.open(tmp_path / "ledger.db"):
            private = dict.fromkeys(("ledger.db", "ledger.db-wal", "ledger.db-shm"), 0o600)
            assert modes_in(tmp_path) == {tmp_path.name: 0o755, **private}


def test_a_sound_ledger_is_not_set_aside(tmp_path: Path) -> None:
    """Opening again, or an empty file, is no damage."""
    filled(tmp_path / "ledger.db", 500)
    assert made_in(tmp_path / "ledger.db") == 500
    (tmp_path / "empty.db").touch()
    assert made_in(tmp_path / "empty.db") == 0
    assert not list(tmp_path.glob("*aside*"))


def of_version(version: int, path: Path) -> None:
    """A ledger as that version of the program left it."""
    with closing(sqlite3.connect(path)) as database:
        sql = (FOLDER / f"version_{version}.sql").read_text(encoding="utf-8")
        database.executescript(sql)


def tables_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The columns of every table, and what the indexes are made of."""
    with closing(sqlite3.connect(path)) as database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        indexes = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index'")
        return {
            "": sorted(indexes.fetchall()),
            **{
                name: database.execute(f"PRAGMA table_info ({name})").fetchall()
                for (name,) in names
            },
        }


@pytest.mark.parametrize("version", [1, 2, 3, 4, 5])
def test_a_ledger_of_an_older_version_is_migrated_in_place(tmp_path: Path, version: int) -> None:
    """What it knows of orders and runs is still known, and it has the tables of a new one."""
    of_version(version, tmp_path / "ledger.db")
    expected = {
        "A-1": (State.CREATED, ("540790", "540791"), "fA-1", ""),
        "A-2": (State.REFUSED, (), "fA-2", ""),
        "A-3": (State.SENDING, (), "fA-3", ""),
        "A-5": (State.CONFLICT, ("540795",), "fA-5", ""),
    }
    if version == 1:
        del expected["A-5"]
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        known = ledger.entries(*HERE, ["A-1", "A-2", "A-3", "A-4", "A-5"])
        assert {
            name: (entry.state, entry.oto_ids, entry.fingerprint, entry.source_fingerprint)
            for name, entry in known.items()
        } == expected
        assert known["A-1"].sent_at.timestamp() == 1764000003.0
        (past,) = ledger.runs()
        assert (past.run.file_name, past.ending) == ("orders.xlsx", "crashed")
        assert [end.status for end in ledger.run_orders(past.run.run_id)] == [
            Status.CREATED,
            Status.REJECTED,
            Status.UNCONFIRMED,
        ]
        assert ledger.problems == ()
        cities = ledger.database.execute("preferences", kind="city", scope=HERE[1])
        assert [row["choice"] for row in cities] == ["Riyadh"] * (version > 1)
    Ledger.open(tmp_path / "new.db").close()
    assert tables_of(tmp_path / "ledger.db") == tables_of(tmp_path / "new.db")
    assert not list(tmp_path.glob("*aside*"))


@pytest.mark.parametrize("version", [1, 2, 3, 4, 5])
def test_a_process_killed_in_a_migration_leaves_the_old_version(
    tmp_path: Path, version: int
) -> None:
    """Ended just before the commit, it changed nothing; the next opening migrates."""
    of_version(version, tmp_path / "ledger.db")
    before = tables_of(tmp_path / "ledger.db")
    code = f"from importer.ledger import Ledger; Ledger.open({str(tmp_path / 'ledger.db')!r})"
    killed = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, failpoints.STOP_AT: "migrate"},
        check=False,
    )
    assert killed.returncode == 137
    assert tables_of(tmp_path / "ledger.db") == before
    assert made_in(tmp_path / "ledger.db") == 1


def test_an_older_ledger_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new version's statements are made once, and the orders are still there."""
    filled(tmp_path / "ledger.db")
    newer = (*versions(), ("ALTER TABLE runs ADD COLUMN remark TEXT",))
    monkeypatch.setattr(opening, "versions", lambda: newer)
    assert made_in(tmp_path / "ledger.db") == 1
    assert made_in(tmp_path / "ledger.db") == 1


def test_a_migration_that_fails_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A migration is one transaction: the old version still opens afterwards."""
    filled(tmp_path / "ledger.db")
    bad = (*versions(), ("ALTER TABLE runs ADD COLUMN remark TEXT", "CREATE nonsense"))
    monkeypatch.setattr(opening, "versions", lambda: bad)
    with pytest.raises(SetupError):
        Ledger.open(tmp_path / "ledger.db")
    monkeypatch.undo()
    assert made_in(tmp_path / "ledger.db") == 1


def test_a_newer_ledger_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger of a newer program is neither used nor set aside."""
    monkeypatch.setattr(opening, "versions", lambda: (*versions(), ("SELECT 1",)))
    filled(tmp_path / "ledger.db")
    monkeypatch.undo()
    with pytest.raises(SetupError, match="newer version"):
        Ledger.open(tmp_path / "ledger.db")
    assert not list(tmp_path.glob("*aside*"))


def test_a_place_that_cannot_be_written_is_a_matter_of_set_up(tmp_path: Path) -> None:
    """No folder can be made there: a clear message before anything is sent."""
    (tmp_path / "file").touch()
    with pytest.raises(SetupError, match="cannot be written"):
        Ledger.open(tmp_path / "file" / "ledger.db")


def test_a_read_only_ledger_is_a_matter_of_set_up(tmp_path: Path) -> None:
    """A ledger that can be read but not written is found out at opening."""
    filled(tmp_path / "ledger.db")
    uri = f"file:{tmp_path}/ledger.db?mode=ro"
    database = sqlite3.connect(uri, uri=True, isolation_level=None)
    with pytest.raises(SetupError, match="cannot be written"), translate_errors(tmp_path):
        opening.migrate(database, tmp_path / "ledger.db")
    database.close()


def test_a_full_disk_is_found_before_anything_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With next to no room left on the disk, the run does not begin."""
    full = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: full)
    with pytest.raises(SetupError, match="full"):
        Ledger.open(tmp_path / "ledger.db")


def test_a_locked_ledger_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program that keeps the file locked is named as the reason."""
    filled(tmp_path / "ledger.db")
    monkeypatch.setattr(opening, "WAIT_SECONDS", 0.01)
    other = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(SetupError, match="locked"):
        Ledger.open(tmp_path / "ledger.db")
    other.close()


def test_many_that_open_a_new_ledger_at_once_all_get_it(tmp_path: Path) -> None:
    """Threads in place of processes: whoever makes the file, nobody is told that it is locked."""
    path = tmp_path / "ledger.db"
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(opened, [path] * 24)) == [()] * 24
    assert not list(tmp_path.glob("*aside*"))


def opened(path: Path) -> tuple[object, ...]:
    """What is told when the ledger is opened."""
    with Ledger.open(path) as ledger:
        return ledger.problems
