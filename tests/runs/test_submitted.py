"""Files that are submitted, carried out by real workers, and what is told of them."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from importer.accounts import new_key
from importer.ledger import Ledger
from importer.reading import read_workbook
from importer.runs import JobOptions, Jobs, State
from tests.cli.test_runs import HEAD, TOKEN
from tests.faulty_oto import Remote
from tests.runs.conftest import MakeFleet
from tests.runs.fleet import LIVE, Fleet, orders


def statuses(report: Path) -> list[str]:
    rows = load_workbook(report)["Results"].iter_rows(min_row=2, values_only=True)
    return [str(row[1]) for row in rows]


def test_a_submitted_file_is_sent_and_its_report_fetched(fleet: Fleet, oto: str) -> None:
    """Submit prints the id alone; a worker carries the run out; report, page and copy are kept."""
    job_id = fleet.submit(orders(fleet.folder, 3), "--annotate")
    assert fleet.job(job_id).state is State.WAITING
    fleet.carry_out()
    told = fleet.told(job_id[:15])
    assert (told["state"], told["exit_code"], told["settled"]) == ("ended", 0, 3)
    assert told["summary"]["created"] == 3
    assert {order["orderId"] for order in Remote(oto).orders()} == {"A0", "A1", "A2"}
    code, out, _err = fleet.runs("runs", job_id, "--report", "week.xlsx")
    written = [fleet.folder / name for name in out.split()]
    assert code == 0
    assert [path.name for path in written] == ["week.xlsx", "week.html", "week-annotated.csv"]
    assert statuses(written[0]) == ["created"] * 3
    code, out, _err = fleet.runs("runs", "--report", job_id, "kept")
    assert [Path(name).parent.name for name in out.split()] == ["kept"] * 3
    assert told["ledger_run"] in fleet.runs("history")[1]


def test_a_file_submitted_twice_is_sent_once(fleet: Fleet, oto: str) -> None:
    """Two runs of one file go one after the other, and the second finds all orders in OTO."""
    file = orders(fleet.folder, 5)
    first, second = fleet.submit(file), fleet.submit(file)
    fleet.carry_out()
    assert fleet.told(first)["summary"]["created"] == 5
    assert fleet.told(second)["summary"]["already_created"] == 5
    assert len(Remote(oto).calls("createOrder")) == 5
    assert fleet.job(second).started_at >= fleet.job(first).ended_at


def test_waiting_shows_the_end_and_gives_its_exit_code(fleet: Fleet) -> None:
    """With --wait the run is followed: its exit code is the command's, and stdout the id alone."""
    worker = fleet.worker("--once")
    code, out, err = fleet.runs(
        "submit", orders(fleet.folder, 2), "--wait", "--set", "currency=EUR", "--check"
    )
    assert code == fleet.job(out.strip()).exit_code == 0
    assert "2 valid" in err
    assert worker.wait(60) == 0


def test_a_check_sends_nothing(fleet: Fleet, oto: str) -> None:
    """A submitted check ends like the command of that name."""
    job_id = fleet.submit(orders(fleet.folder, 2), "--check")
    fleet.carry_out()
    assert (fleet.job(job_id).exit_code, fleet.told(job_id)["summary"]["valid"]) == (0, 2)
    assert Remote(oto).calls("createOrder") == []


def test_what_cannot_be_read_ends_as_on_the_command_line(fleet: Fleet) -> None:
    """A file that is no list of orders ends with exit 2, and `runs` says why."""
    file = fleet.folder / "photo.xlsx"
    file.write_bytes(b"\x89PNG not a table")
    job_id = fleet.submit(file)
    fleet.carry_out()
    assert fleet.job(job_id).exit_code == 2
    code, out, _err = fleet.runs("runs", job_id)
    assert code == 0
    assert "photo.xlsx" in out.splitlines()[0]
    assert "PNG" in out.splitlines()[1]


def test_a_date_that_can_be_read_two_ways_is_asked_about(fleet: Fleet, oto: str) -> None:
    """The run waits for an answer, and goes on with it."""
    file = fleet.folder / "week.csv"
    row = "A,cod,10,SAR,Noura,0551234567,SA,Riyadh,Street 1,sku,1,03/04/2026\n"
    file.write_text(HEAD.replace("\n", ",orderDate\n") + row, encoding="utf-8")
    job_id = fleet.submit(file)
    fleet.carry_out()
    assert fleet.job(job_id).state is State.ASKING
    assert Remote(oto).calls("createOrder") == []
    assert "--answer dates=day" in fleet.runs("runs", job_id)[1]
    assert fleet.runs("runs", job_id, "--answer", "dates=tomorrow")[0] == 2
    assert fleet.runs("runs", job_id, "--answer", "dates=day")[0] == 0
    fleet.carry_out()
    assert fleet.job(job_id).exit_code == 0
    assert "2026" in json.dumps(Remote(oto).payloads()["A"])


def test_what_no_column_holds_is_asked_for(fleet: Fleet, oto: str) -> None:
    """A value of all orders is answered by its field's name, or the run is ended."""
    file = fleet.folder / "week.csv"
    file.write_text(
        HEAD.replace("currency,", "") + "A,cod,10,Noura,0551234567,SA,Riyadh,Street 1,sku,1\n",
        encoding="utf-8",
    )
    first, second = fleet.submit(file), fleet.submit(file)
    fleet.carry_out()
    assert fleet.told(first)["questions"][0]["option"] == "currency"
    assert fleet.runs("runs", first, "--answer", "currency=SAR")[0] == 0
    assert fleet.runs("runs", second, "--answer", "no")[0] == 0
    fleet.carry_out()
    assert Remote(oto).payloads()["A"]["currency"] == "SAR"
    assert (fleet.job(first).exit_code, fleet.job(second).exit_code) == (0, 130)
    assert fleet.runs("runs", second, "--answer", "yes")[0] == 2


def test_a_yes_counts_for_what_was_shown(fleet_of: MakeFleet, oto: str) -> None:
    """Where orders cost money the run asks before it sends; when that changed, it asks again."""
    fleet = fleet_of(begins=(LIVE,))
    job_id = fleet.submit(orders(fleet.folder, 3))
    fleet.carry_out()
    assert fleet.told(job_id)["questions"][0]["shown"][0] == 3
    assert Remote(oto).calls("createOrder") == []
    assert fleet.runs(orders(fleet.folder, 1, name="one.csv"), "--yes")[0] == 0
    assert fleet.runs("runs", job_id, "--answer", "yes")[0] == 0
    fleet.carry_out()
    assert fleet.told(job_id)["questions"][0]["shown"][0] == 2
    assert len(Remote(oto).calls("createOrder")) == 1
    assert fleet.runs("runs", job_id, "--answer", "yes")[0] == 0
    fleet.carry_out()
    assert len(Remote(oto).calls("createOrder")) == 3


def test_yes_at_the_submission_asks_nothing(fleet_of: MakeFleet, oto: str) -> None:
    """A schedule has nobody to be asked."""
    fleet = fleet_of(begins=(LIVE,))
    job_id = fleet.submit(orders(fleet.folder, 2), "--yes")
    fleet.carry_out()
    assert fleet.job(job_id).exit_code == 0
    assert len(Remote(oto).calls("createOrder")) == 2


def test_customers_are_nowhere_but_in_the_files_of_a_job(fleet: Fleet) -> None:
    """No name, phone, address or token is in any other table, nor in the engine's database."""
    fleet.submit(orders(fleet.folder, 2), "--set", "customer.email=noura@example.com")
    fleet.carry_out()
    secrets = ["Noura", "0551234567", "551234567", "Street 1", "noura@example.com", TOKEN]
    for database in (Path(fleet.ledger), Path(f"{fleet.ledger}.runs")):
        assert database.stat().st_mode & 0o077 == 0
        rows = []
        connection = sqlite3.connect(database)
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (name,) in names.fetchall():
            if name not in ("job_files", "account_cache"):
                rows += connection.execute(f'SELECT * FROM "{name}"').fetchall()
        connection.close()
        assert rows
        assert [secret for secret in secrets if secret in repr(rows)] == []
    logs = "".join(path.read_text() for path in (Path(fleet.ledger).parent / "log").iterdir())
    assert [secret for secret in secrets if secret in logs] == []


@pytest.mark.parametrize(
    "words",
    [
        ["submit"],
        ["submit", "no-such-file.csv"],
        ["submit", "."],
        ["runs", "20260101"],
        ["runs", "--cancel"],
        ["worker", "--slots", "0"],
    ],
)
def test_what_cannot_be_is_a_usage_error(fleet: Fleet, words: list[str]) -> None:
    """A mistake in the words ends with exit 2 and says so."""
    code, out, err = fleet.runs(*words)
    assert (code, out) == (2, "")
    assert err


def test_a_worker_says_what_to_install(fleet: Fleet) -> None:
    """Without the extra the exact command is told."""
    missing = 'raise ModuleNotFoundError("No module named dbos", name="dbos")'
    (fleet.folder / "dbos.py").write_text(missing, encoding="utf-8")
    code, _out, err = fleet.runs("worker")
    assert code == 3
    assert "python -m pip install '.[server]'" in err


def test_only_a_worker_needs_the_engine() -> None:
    """Submitting and looking do without what hands runs out, and without pandas."""
    code = (
        "import sys, importer.runs, importer.cli.runs, importer.cli.submit\n"
        "sys.exit(len({'dbos', 'pandas', 'sqlalchemy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_accounts_run_side_by_side_each_with_its_own_token(fleet: Fleet, oto: str) -> None:
    """A run of a named account goes out with that account's token, and no slot waits for another
    account's; a name that is not known is a usage error."""
    fleet.environment["OTO_KEY"] = new_key()
    for name in ("Riyadh", "Jeddah"):
        adding = fleet.start("accounts", "add", name, stdin=subprocess.PIPE)
        adding.communicate(f"token-of-{name}\n", timeout=60)
        assert adding.returncode == 0
    del fleet.environment["OTO_REFRESH_TOKEN"]
    fleet.environment["OTO_RATE"] = "10"
    file = orders(fleet.folder, 20)
    first, second = (fleet.submit(file, "--account", name) for name in ("riyadh", "Jeddah"))
    assert fleet.runs("submit", file, "--account", "Dammam")[0] == 2
    fleet.carry_out()
    jobs = [fleet.job(first), fleet.job(second)]
    assert [(job.account_name, job.exit_code) for job in jobs] == [("Riyadh", 0), ("Jeddah", 0)]
    assert max(job.started_at or 0 for job in jobs) < min(job.ended_at or 0 for job in jobs)
    assert len(Remote(oto).orders()) == 40


def test_cells_that_were_mended_before_are_sent_as_mended(fleet: Fleet, oto: str) -> None:
    """What was typed on the page stands in place of the file's cells, also in a job; the file
    itself, submitted again, is known to be in OTO."""
    file = orders(fleet.folder, 2)
    header = HEAD.strip().split(",")
    column, data = header.index("customer.name"), file.read_bytes()
    sheet = read_workbook(file).sheets[0].name
    options = JobOptions(yes=True, mends=[(sheet, 2, column, "Huda")])
    with Ledger.open(fleet.ledger) as ledger:
        job_id = Jobs(ledger).submit(file.name, data, options, account_name="", kind="run")
    fleet.carry_out()
    assert fleet.job(job_id).exit_code == 0
    bodies = [json.loads(order["body"])["customer"]["name"] for order in Remote(oto).orders()]
    assert sorted(bodies)[0] == "Huda" and len(bodies) == 2
    again = fleet.submit(file)
    fleet.carry_out()
    assert fleet.told(again)["summary"]["already_created"] == 2


def test_what_a_run_keeps_of_customers_is_deleted_on_request(fleet: Fleet) -> None:
    """Not while it is needed; after its end file and report are gone, and that it sent is known."""
    job_id = fleet.submit(orders(fleet.folder, 2))
    code, _, err = fleet.runs("runs", job_id, "--forget")
    assert code == 2 and "--cancel" in err
    fleet.carry_out()
    assert fleet.runs("runs", job_id, "--forget")[0] == 0
    assert fleet.runs("runs", job_id, "--report")[0] == 2
    assert fleet.told(job_id)["summary"]["created"] == 2
    assert fleet.runs("runs", "--forget")[0] == 2
