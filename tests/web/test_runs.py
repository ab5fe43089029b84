"""Submitted runs on the page: listed, begun, answered, stopped; by real workers beside it."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.routing import Route

from importer import settings
from importer.ledger import Ledger
from importer.web import Desk
from importer.web.app import application
from tests.faulty_oto import Remote, serve
from tests.runs.fleet import LEASE, LIVE, Fleet, orders, until
from tests.web.pages import HEAD, File, line, program

DATED = HEAD.replace("\n", ",orderDate\n")
DATED += "A,cod,10,SAR,Noura,0551234567,SA,Riyadh,Street 1,sku,1,03/04/2026\n"


@pytest.fixture
def oto() -> Iterator[str]:
    with serve() as base_url:
        yield base_url


@pytest.fixture
def fleet(tmp_path: Path, oto: str) -> Iterator[Fleet]:
    made = Fleet(tmp_path, oto)
    made.environment["OTO_LANG"] = "en"
    yield made
    made.close()


def told(client: httpx.Client, run: str) -> dict[str, Any]:
    """What the page of the run shows."""
    answer = client.get(f"/runs/{run}/state")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def when(client: httpx.Client, run: str, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """What it shows, once it is so."""
    until(lambda: holds(told(client, run)))
    return told(client, run)


def is_in(state: str) -> Callable[[dict[str, Any]], bool]:
    return lambda run: bool(run["state"] == state)


def handed_over(file: File) -> str:
    """The file's run: what is shown of the file is handed over."""
    said = {"version": file.judged().state()["version"]}
    answer = file.client.post(f"{file.path}/hand-over", json=said)
    assert answer.status_code == 202, answer.text
    return str(answer.json()["run"])


def answered(client: httpx.Client, run: str, answers: dict[str, str], asked: str) -> int:
    """The status of answering what was asked."""
    said = {"asked": asked, "answers": answers}
    return client.post(f"/runs/{run}/answers", json=said).status_code


def workers(fleet: Fleet) -> list[int]:
    """The worker processes of the ledger."""
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError):
            words = (entry / "cmdline").read_bytes().split(b"\0") if entry.name.isdigit() else []
            if words[1:4] == [b"-m", b"importer", b"worker"]:
                environment = (entry / "environ").read_bytes()
                if f"OTO_LEDGER={fleet.ledger}\0".encode() in environment:
                    found.append(int(entry.name))
    return found


def test_what_is_handed_over_is_sent_by_a_worker_of_the_page(fleet: Fleet, oto: str) -> None:
    """Alone, she hands two files over: one worker is started, both are sent as mended, the list and
    the report say so, and the worker ends with the page."""
    text = HEAD + line("A", "12") + line("B")
    with program(fleet) as running:
        client = running.visitor()
        file = File.dropped(client, "week.csv", text)
        file.mend((2, 5, "0551239999"))
        first = handed_over(file)
        again = {"version": file.state()["version"]}
        assert client.post(f"{file.path}/hand-over", json=again).status_code == 409
        other = File.dropped(client, "other.csv", HEAD + line("C"))
        second = handed_over(other)
        for run in (first, second):
            when(client, run, is_in("ended"))
        assert len(workers(fleet)) == 1
        listed = client.get("/runs/state").json()
        assert [run["id"] for run in listed["runs"]] == [second, first]
        assert {run["label"] for run in listed["runs"]} == {"done"} and not listed["note"]
        assert listed["runs"][1]["counts"] == [
            {"status": "created", "label": "Created", "orders": 2}
        ]
        until(lambda: bool(file.state()["result"]))
        result = file.judged().state()["result"]
        assert result["good"] and result["run"] == first
        assert {each["kind"] for each in result["files"]} == {"report", "page", "annotated"}
        report = client.get(f"/runs/{first}/files/report")
        assert report.content.startswith(b"PK") and ".xlsx" in report.headers["content-disposition"]
        page = client.get(f"/runs/{first}/files/page")
        assert "sandbox" in page.headers["content-security-policy"]
        assert "A" in client.get(f"/runs/{first}/files/annotated").text
        assert client.get(f"/runs/{first}/files/options").status_code == 404
        assert client.get(f"/runs/{first}").status_code == 200
        until(lambda: file.state()["counts"]["in_oto"] == 2)
        code, said = running.end()
    assert code == 0, said
    assert workers(fleet) == []
    payloads = Remote(oto).payloads()
    assert payloads["A"]["customer"]["mobile"] == "966551239999"
    assert sorted(payloads) == ["A", "B", "C"] and len(Remote(oto).calls("createOrder")) == 3
    with Ledger.open(fleet.ledger) as ledger:
        assert ledger.database.execute("count_workers", silence=30.0)[0]["workers"] == 0


def test_a_page_that_is_killed_takes_its_worker_along(fleet: Fleet, oto: str) -> None:
    """In the middle of a run the page dies by kill -9; its worker ends by itself, and what is left
    goes on with that of the next page: every order once."""
    fleet.environment["OTO_RATE"] = "5"
    text = HEAD + "".join(line(f"A{n}", f"05512345{n:02}") for n in range(30))
    with program(fleet) as running:
        file = File.dropped(running.visitor(), "week.csv", text)
        run = handed_over(file)
        when(file.client, run, lambda now: now["settled"] > 2)
        running.process.kill()
        until(lambda: workers(fleet) == [])
    fleet.environment["OTO_RATE"] = "200"
    with program(fleet) as running:
        client = running.visitor()
        assert "is running" in when(client, run, is_in("waiting"))["note"]
        assert client.get("/runs/state").json()["may_start"] is True
        again = File(client, file.path.rpartition("/")[2])
        until(lambda: (again.state()["run"] or {}).get("note"))
        assert client.post("/runs/worker").status_code == 202
        when(client, run, is_in("ended"))
        running.end()
    assert len(Remote(oto).orders()) == 30 == len(Remote(oto).calls("createOrder"))


def test_a_living_worker_is_enough(fleet: Fleet) -> None:
    """Where one runs already the page starts none."""
    fleet.worker()
    with program(fleet) as running:
        client = running.visitor()
        with Ledger.open(fleet.ledger) as ledger:
            until(lambda: ledger.database.execute("count_workers", silence=30.0)[0]["workers"])
        run = handed_over(File.dropped(client, "week.csv", HEAD + line("A")))
        when(client, run, is_in("ended"))
        assert len(workers(fleet)) == 1


def test_what_a_run_asks_is_answered_on_the_page(fleet: Fleet, oto: str) -> None:
    """A file that was submitted at the command line asks which comes first in its dates; what is no
    answer, or one to another question, is refused, and the answer counts."""
    file = fleet.folder / "dated.csv"
    file.write_text(DATED, encoding="utf-8")
    run = fleet.submit(file)
    with program(fleet) as running:
        client = running.visitor()
        assert client.post("/runs/worker").status_code == 202
        asking = when(client, run, is_in("asking"))
        (question,) = asking["questions"]
        assert question["option"] == "dates" and len(question["choices"]) == 2
        assert "2026-04-03" in question["choices"][0]["label"]
        asked = asking["asked"]
        assert answered(client, run, {"dates": "day"}, "other") == 409
        assert answered(client, run, {"dates": "never"}, asked) == 400
        assert answered(client, run, {"send": "yes"}, asked) == 400
        assert answered(client, run, {"": "yes"}, asked) == 400
        for odd in ({}, {"asked": asked}, {"asked": asked, "answers": 5}):
            assert client.post(f"/runs/{run}/answers", json=odd).status_code in (400, 409)
        assert Remote(oto).calls("createOrder") == []
        assert answered(client, run, {"dates": "day"}, asked) == 202
        assert when(client, run, is_in("ended"))["good"]
        assert answered(client, run, {"dates": "day"}, asked) == 409
    assert Remote(oto).payloads()["A"]["orderDate"].startswith("03/04/2026")


def test_a_yes_on_the_page_counts_for_what_it_showed(tmp_path: Path, oto: str) -> None:
    """While the question is open one order goes out elsewhere: the yes is asked for again, and a
    late one to the first question is refused."""
    fleet = Fleet(tmp_path, oto, begins=(LEASE, LIVE))
    run = fleet.submit(orders(fleet.folder, 3), "--lang", "en")
    with program(fleet, "--lang", "en") as running:
        client = running.visitor()
        client.post("/runs/worker")
        shown = when(client, run, is_in("asking"))
        (question,) = shown["questions"]
        assert shown["to_send"] == 3 and "3 orders will be sent" in question["lines"][0]
        assert any("30.00" in text for text in question["lines"])
        assert fleet.runs(orders(fleet.folder, 1, name="one.csv"), "--yes")[0] == 0
        assert answered(client, run, {"send": "yes"}, shown["asked"]) == 202
        again = when(client, run, lambda now: now["to_send"] == 2)
        assert len(Remote(oto).calls("createOrder")) == 1
        assert answered(client, run, {"send": "yes"}, shown["asked"]) == 409
        assert answered(client, run, {"send": "yes"}, again["asked"]) == 202
        assert when(client, run, is_in("ended"))["good"]
        declined = fleet.submit(orders(fleet.folder, 2, first="B", name="b.csv"))
        asking = when(client, declined, is_in("asking"))
        assert answered(client, declined, {"": "no"}, asking["asked"]) == 202
        assert told(client, declined)["state"] == "ended"
    assert len(Remote(oto).calls("createOrder")) == 3


def test_what_is_agreed_to_on_the_page_goes_out_unasked(tmp_path: Path, oto: str) -> None:
    """Where orders cost money a file that is handed over is not asked about again: neither whether
    it may be sent nor what was left open in it."""
    fleet = Fleet(tmp_path, oto, begins=(LEASE, LIVE))
    rows = DATED + "B,cod,10,SAR,Noura,0551234568,SA,Riyadh,Street 1,sku,1,\n"
    with program(fleet) as running:
        file = File.dropped(running.visitor(), "week.csv", rows)
        assert file.state()["counts"]["to_send"] == 1
        run = handed_over(file)
        ended = when(file.client, run, is_in("ended"))
        assert not ended["good"] and {each["status"] for each in ended["counts"]} == {
            "created", "invalid",
        }  # fmt: skip
    assert sorted(Remote(oto).payloads()) == ["B"]


def test_a_run_is_stopped_in_good_order(fleet: Fleet, oto: str) -> None:
    """A running one ends with a report of what was sent; one that waits never starts; one that has
    ended cannot be stopped any more."""
    fleet.environment["OTO_RATE"] = "5"
    first = fleet.submit(orders(fleet.folder, 60))
    second = fleet.submit(orders(fleet.folder, 2, first="B", name="b.csv"))
    with program(fleet) as running:
        client = running.visitor()
        client.post("/runs/worker")
        when(client, first, lambda now: now["settled"] > 0)
        for run in (second, first):
            assert client.post(f"/runs/{run}/stop").status_code == 202
        assert when(client, first, is_in("ended"))["label"] == "stopped before its end"
        assert told(client, second)["label"] == "stopped before its end"
        assert client.get(f"/runs/{first}/files/report").content.startswith(b"PK")
        assert client.get(f"/runs/{second}/files/report").status_code == 404
        assert client.post(f"/runs/{first}/stop").status_code == 409
    assert 0 < len(Remote(oto).orders()) < 60


def test_an_error_is_told_with_its_cure(fleet: Fleet) -> None:
    """What cannot be read ends as at the command line, and the page says why."""
    file = fleet.folder / "photo.xlsx"
    file.write_bytes(b"\x89PNG not a table")
    run = fleet.submit(file)
    fleet.carry_out()
    with program(fleet) as running:
        ended = told(running.visitor(), run)
        assert ended["label"] == "not begun" and "PNG" in ended["error"]["message"]


def of_runs(folder: Path) -> list[tuple[str, str]]:
    """Every address of one run, by its methods."""
    desk = Desk(settings.load(folder, keyring=False), "en")
    routes = [each for each in application(desk).routes if isinstance(each, Route)]
    return [
        (method, re.sub("{kind}", "report", route.path))
        for route in routes
        if route.path.startswith("/runs/{id}")
        for method in sorted(route.methods or ())
    ]


def test_a_run_of_another_account_is_not_there(fleet: Fleet, tmp_path: Path) -> None:
    """At every address of a run: 404 for one of another account, for the beginning of an id, for
    none; and the list has only the account's own."""
    own = fleet.submit(orders(fleet.folder, 1))
    fleet.carry_out()
    with Ledger.open(fleet.ledger) as ledger:
        ledger.database.run("INSERT INTO jobs SELECT 'x' || job_id, 'other', kind, file_name, "
                            "source_hash, submitted_by, submitted_at, state, worker, run_id, stage,"
                            "orders, settled, started_at, ended_at, exit_code, summary, stopped_by "
                            "FROM jobs", {})  # fmt: skip
    known = of_runs(tmp_path)
    assert len(known) >= 6
    with program(fleet) as running:
        client = running.visitor()
        for method, path in known:
            for run in (f"x{own}", own[:15], "0" * 8, "%25"):
                answer = client.request(method, path.replace("{id}", run))
                assert answer.status_code == 404, (method, path, run)
        assert [run["id"] for run in client.get("/runs/state").json()["runs"]] == [own]
        assert client.get(f"/runs/{own}/files/report").status_code == 200


def test_a_rehearsal_hands_nothing_over(fleet: Fleet) -> None:
    """Its ledger goes with it: there is no such button, and no such address."""
    with program(fleet, "--sandbox") as running:
        client = running.visitor()
        assert "/runs" not in client.get("/").text
        file = File.dropped(client, "week.csv", HEAD + line("A"))
        said = {"version": file.state()["version"]}
        assert client.post(f"{file.path}/hand-over", json=said).status_code == 404
        assert client.post("/runs/worker").status_code == 202
    assert workers(fleet) == []
