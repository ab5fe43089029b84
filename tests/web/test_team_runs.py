"""What a team sends is handed over: the page may go, others see it, and who did what is known."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.faulty_oto import Remote, serve
from tests.runs.fleet import LEASE, LIVE, begin_with, until
from tests.web.pages import HEAD, File, at_work, line
from tests.web.teams import Team, served

COUNT = 30


@pytest.fixture
def oto() -> Iterator[str]:
    with serve() as base_url:
        yield base_url


@pytest.fixture
def team(tmp_path: Path, oto: str) -> Team:
    return Team(tmp_path, oto)


def told(client: httpx.Client, run: str) -> dict[str, Any]:
    """What the page of the account's run shows."""
    return dict(client.get(f"/runs/{run}/state").json())


def audit(team: Team) -> list[tuple[str, str, str, str]]:
    """Who did what, the newest first."""
    done = json.loads(team.tells("", "operators", "audit", "--json"))
    return [(e["operator"], e["action"], e["account"], e["subject"]) for e in done]


def test_a_send_survives_the_death_of_the_page(team: Team, oto: str) -> None:
    """The page is killed in the middle; the worker goes on, and on the page that is started again
    another operator sees the same file being sent, then its end, and stops nothing twice."""
    team.environment["OTO_RATE"] = "4"
    rows = "".join(line(f"A{n}", f"05512345{n:02}") for n in range(COUNT))
    with at_work(team):
        with served(team) as page:
            file = page.dropped(page.logged_in("noura"), "one", HEAD + rows)
            file.begin()
            file.until(lambda news: bool(news["run"]) and news["run"]["settled"] > 0)
            page.running.process.kill()
        with served(team) as page:
            sara = page.logged_in("sara")
            listens = str(sara.base_url).rstrip("/")
            sara.base_url = httpx.URL(f"{listens}/accounts/one")
            again = File(sara, file.path.rpartition("/")[2])
            seen = again.until(lambda news: bool(news["run"]) and news["run"]["settled"] > 0)
            assert seen["run"]["state"] == "sending" and seen["run"]["total"] == COUNT
            said = {"version": again.state()["version"]}
            assert sara.post(f"{again.path}/send", json=said).status_code == 409
            again.until(lambda news: news["run"]["state"] == "done")
            until(lambda: again.state()["counts"]["in_oto"] == COUNT)
            result = again.state()["result"]
            assert result["good"] and result["statuses"][0]["orders"] == COUNT
            assert sara.get(f"/runs/{result['run']}/files/report").content.startswith(b"PK")
            listed = sara.get("/runs/state").json()["runs"]
            assert [(run["id"], run["by"]) for run in listed] == [(result["run"], "noura")]
            sara.base_url = httpx.URL(f"{listens}/accounts/two")
            assert sara.get(f"/runs/{result['run']}/state").status_code == 404
            assert sara.get("/runs/state").json()["runs"] == []
            page.running.end()
    assert len(Remote(oto).orders()) == COUNT == len(Remote(oto).calls("createOrder"))


def test_a_team_is_told_that_no_worker_runs(team: Team, oto: str) -> None:
    """What was sent waits, the page itself starts none and sends nothing; whoever may stops it."""
    with served(team) as page:
        noura = page.logged_in("noura")
        file = page.dropped(noura, "one", HEAD + line("A"))
        file.begin()
        waiting = file.until(lambda news: bool(news["run"] and news["run"]["note"]))["run"]
        assert waiting["state"] == "sending" and "No worker" in waiting["note"]
        listed = noura.get("/runs/state").json()
        assert "No worker" in listed["note"] and listed["may_start"] is False
        assert noura.post("/runs/worker").status_code == 202
        assert noura.post(f"{file.path}/stop").status_code == 202
        stopped = file.until(lambda news: news["run"]["state"] == "done")["run"]
        assert told(noura, stopped["id"])["stopped_by"] == "noura"
        assert file.judged().state()["counts"]["to_send"] == 1
    assert Remote(oto).calls("createOrder") == []


def test_who_approved_is_written_down(team: Team, oto: str) -> None:
    """What was shown is no longer what would be sent: the run asks, the other operator approves,
    and the audit has both, and who declined another."""
    begin_with(team, LEASE, LIVE)
    rows = "".join(line(f"A{n}", f"05512345{n:02}") for n in range(3))
    one = team.folder / "one.csv"
    one.write_text(HEAD + line("A0", "0551234500"), encoding="utf-8")
    with served(team) as page:
        noura, sara = page.logged_in("noura"), page.logged_in("sara")
        file = page.dropped(noura, "one", HEAD + rows)
        file.begin()
        run = file.state()["run"]["id"]
        assert team.runs(one, "--account", "one", "--yes")[0] == 0
        sara.base_url = noura.base_url
        with at_work(team):
            until(lambda: told(sara, run)["state"] == "asking")
            note = file.until(lambda news: bool(news["run"]["note"]))["run"]["note"]
            assert "answer" in note
            shown = told(sara, run)
            assert shown["to_send"] == 2
            said = {"asked": shown["asked"], "answers": {"send": "yes"}}
            assert sara.post(f"/runs/{run}/answers", json=said).status_code == 202
            until(lambda: told(sara, run)["state"] == "ended")
    subject = f"week.csv ({run})"
    assert audit(team)[:2] == [
        ("sara", "approved", "one", subject),
        ("noura", "submitted", "one", subject),
    ]
    assert len(Remote(oto).calls("createOrder")) == 3


def test_no_run_is_stopped_unwritten(team: Team) -> None:
    """Without its audit the page refuses it; the run is as it was."""
    with served(team) as page:
        noura = page.logged_in("noura")
        file = page.dropped(noura, "one", HEAD + line("A"))
        file.begin()
        run = file.state()["run"]["id"]
        with team.ledger() as ledger:
            ledger.database.run("ALTER TABLE audit RENAME TO gone", {})
        for path in (f"/runs/{run}/stop", f"{file.path}/stop"):
            assert noura.post(path).status_code == 400
        assert told(noura, run)["state"] == "waiting"
