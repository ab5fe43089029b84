"""The way of a file over the page: nothing is sent twice, nothing that was typed is lost."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests import faulty_oto as sandbox
from tests.cli.test_runs import TOKEN, Merchant, oto, results
from tests.web.pages import HEAD, File, line, names_in, program

__all__ = ["oto"]
MOBILE = 5  # its column


@pytest.fixture
def merchant(tmp_path: Path, oto: str) -> Iterator[Merchant]:
    """A merchant with an account."""
    return Merchant(tmp_path, oto)


def test_what_is_mended_is_judged_at_once_and_sent_once(merchant: Merchant, oto: str) -> None:
    """The whole way: dropped, seen, mended, sent, downloaded; the file itself, run on the command
    line afterwards, is known to be in OTO whole."""
    text = HEAD + line("A") + line("B", "12") + line("C", "13")
    with program(merchant, "--lang", "en") as running:
        file = File.dropped(running.visitor(), "week.csv", text)
        state = file.state()
        assert state["counts"] == {"orders": 3, "to_send": 1, "to_mend": 2, "in_oto": 0, "rows": 3}
        assert "1 order will be sent" in state["lines"][0]
        assert [row["row"] for row in file.rows("mend")] == [3, 4]
        told = file.mend((3, MOBILE, "0551234568"))
        assert told["counts"]["to_mend"] == 1 and told["rows"][0]["status"] == "valid"
        done = file.send()
        assert done["run"]["counts"] == [{"status": "created", "label": "Created", "orders": 2}]
        assert done["counts"] == {"orders": 3, "to_send": 0, "to_mend": 1, "in_oto": 2, "rows": 3}
        assert {each["kind"] for each in done["result"]["files"]} == {
            "report", "page", "annotated", "csv",
        }  # fmt: skip
        file.mend((4, MOBILE, "0551234569"))
        assert file.send()["counts"]["in_oto"] == 3
        report = file.client.get(f"{file.path}/files/report")
        assert report.content.startswith(b"PK")
        table = file.client.get(f"{file.path}/files/csv")
        assert "C,created" in table.content.decode("utf-8-sig")
        code, said = running.end()
        assert code == 0, said
    sent = sandbox.Remote(oto).payloads()
    assert {name: order["customer"]["mobile"][-4:] for name, order in sent.items()} == {
        "A": "4567", "B": "4568", "C": "4569",
    }  # fmt: skip
    assert len(sandbox.Remote(oto).orders()) == 3
    (merchant.folder / "week.csv").write_text(text, encoding="utf-8")
    code, told = merchant.summary("week.csv")
    assert (code, told["already_created"]) == (0, 3)


def test_what_was_typed_outlives_the_program(merchant: Merchant, oto: str) -> None:
    """Killed without a word and started again, it has the file, the mends and the answers; undo
    still takes them back."""
    text = HEAD.replace("currency,", "") + line("A", "12").replace("SAR,", "")
    with program(merchant) as running:
        file = File.dropped(running.visitor(), "week.csv", text)
        (question,) = file.state()["questions"]
        assert (question["option"], question["likely"]) == ("currency", "SAR")
        wrong = {"constants": {"currency": "Atlantis"}}
        refused = file.client.post(f"{file.path}/answers", json=wrong)
        assert refused.status_code == 400 and "Atlantis" in refused.json()["error"]["message"]
        said = {"constants": {"currency": "SAR"}}
        assert file.client.post(f"{file.path}/answers", json=said).status_code == 202
        file.until(lambda news: news["busy"] is not None)
        file.judged()
        file.mend((2, MOBILE - 1, "0551234568"))
        running.process.kill()
    with program(merchant) as running:
        client = running.visitor()
        assert "week.csv" in client.get("/").text
        file = File(client, file.path.rpartition("/")[2]).judged()
        assert file.state()["counts"]["to_send"] == 1
        undone = client.post(f"{file.path}/undo").json()
        assert undone["counts"] == {"orders": 1, "to_send": 0, "to_mend": 1, "in_oto": 0, "rows": 1}


def test_only_what_was_shown_is_sent(merchant: Merchant, oto: str) -> None:
    """A page that was left open shows an older picture: what it would send is refused, and so is a
    second sending while one goes on."""
    sandbox.Remote(oto).script([{"fault": "hang", "seconds": 0.5}])
    text = HEAD + "".join(line(f"A{n}", f"05512345{n:02}") for n in range(6)) + line("B", "12")
    with program(merchant) as running:
        file = File.dropped(running.visitor(), "week.csv", text)
        old = file.state()["version"]
        file.mend((8, MOBILE, "0551234599"))
        file.judged()
        address = f"{file.path}/send"
        assert file.client.post(address, json={"version": old}).status_code == 409
        assert file.client.post(address, json={}).status_code == 400
        file.until(lambda news: news["busy"] is None)
        version = file.judged().state()["version"]
        answers = [file.client.post(address, json={"version": version}) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [202, 409]
        assert file.client.delete(file.path).status_code == 409
        late = {"cells": [{"row": 8, "column": MOBILE, "text": "0551234598"}]}
        assert file.client.post(f"{file.path}/mends", json=late).status_code == 409
        file.until(lambda news: bool(news["run"]) and news["run"]["state"] == "done")
    assert len(sandbox.Remote(oto).orders()) == 7


def created(news: dict[str, Any]) -> int:
    """How many orders the run created so far."""
    counts = news["run"]["counts"] if news["run"] else ()
    return sum(each["orders"] for each in counts if each["status"] == "created")


def test_a_run_ends_in_good_order_and_goes_on(merchant: Merchant, oto: str) -> None:
    """Stopped, ended by Ctrl-C, or killed in mid-run: sent again, every order is in OTO, once."""
    merchant.environment["OTO_RATE"] = "20"
    count = 60
    text = HEAD + "".join(line(f"A{n}", f"05512345{n:02}") for n in range(count))
    with ExitStack() as programs:
        running = programs.enter_context(program(merchant))
        file = File.dropped(running.visitor(), "week.csv", text)
        for how in ("stop", "end", "kill"):
            before = len(sandbox.Remote(oto).orders())
            file.begin()
            file.until(lambda news: created(news) >= 3)
            if how == "stop":
                file.client.post(f"{file.path}/stop")
                file.until(lambda news: news["run"]["state"] == "done")
            else:
                assert how == "kill" or running.end()[0] == 0
                running.process.kill()
                running = programs.enter_context(program(merchant))
                file = File(running.visitor(), file.path.rpartition("/")[2])
            assert before < len(sandbox.Remote(oto).orders()) < count
        assert file.send()["counts"]["in_oto"] == count
    assert len(sandbox.Remote(oto).orders()) == count


def test_nothing_of_her_customers_or_her_token_is_told_elsewhere(
    merchant: Merchant, oto: str
) -> None:
    """Names and phones are in her file, her report and her mends; the ledger and the log have none,
    and the token is nowhere."""
    with program(merchant, "-v") as running:
        file = File.dropped(running.visitor(), "week.csv", HEAD + line("A", name="Unmistakable"))
        file.send()
        _, said = running.end()
    assert "Unmistakable" not in said
    data = merchant.folder / "data" / "oto-importer"
    kept = {each.relative_to(data).parts[0] for each in names_in(data, "Unmistakable")}
    assert kept <= {"web"}
    assert not names_in(merchant.folder, TOKEN)
    (report,) = (merchant.folder / "reports").glob("week-*[0-9].xlsx")
    assert [row["status"] for row in results(report)] == ["created"]


def test_without_a_token_it_asks_for_one_and_tries_it(merchant: Merchant, oto: str) -> None:
    """A refused one is not kept; with a right one the file can be sent."""
    token = merchant.environment.pop("OTO_REFRESH_TOKEN")
    with program(merchant, "--lang", "en") as running:
        client = running.visitor()
        file = File.dropped(client, "week.csv", HEAD + line("A"))
        assert "Connect your OTO account first" in file.state()["blocked"]["message"]
        rule = {"fault": "refuse", "path": "refreshToken", "code": "OTO1084", "status": 401}
        sandbox.Remote(oto).script([{**rule, "times": 1}])
        assert client.post("/login", json={"token": "wrong"}).status_code == 400
        assert client.post("/login", json={"token": token}).json() == {"account": "Sandbox Shop"}
        file.until(lambda news: news["busy"] is not None)
        assert file.send()["counts"]["in_oto"] == 1


def test_a_file_that_can_be_read_in_several_ways_asks(merchant: Merchant) -> None:
    """Which sheet, which encoding: a question with its choices, and no error."""
    book = Workbook()
    for name in ("Week 1", "Week 2"):
        sheet = book.create_sheet(name)
        for text in (HEAD + line("A")).splitlines():
            sheet.append(text.split(","))
    del book["Sheet"]
    path = merchant.folder / "two.xlsx"
    book.save(path)
    with program(merchant) as running:
        client = running.visitor()
        headers = {"X-File-Name": "two.xlsx"}
        made = client.post("/uploads", content=path.read_bytes(), headers=headers).json()
        file = File(client, made["id"]).judged()
        state = file.state()
        (question,) = state["questions"]
        assert state["error"] is None and question["option"] == "sheet"
        assert [choice["value"] for choice in question["choices"]] == ["Week 1", "Week 2"]
        client.post(f"{file.path}/answers", json={"sheet": "Week 2"})
        file.until(lambda news: news["busy"] is not None)
        assert file.judged().state()["understood"]["sheet"] == "Week 2"
