"""What the page is handed has bounds, and whatever it is handed, it goes on."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from importer import settings
from importer.web import Desk, app, messages, serve
from tests.web.pages import HEAD, File, line

FEW = 4096  # bytes


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    """A visitor of a page in this process, whose bounds are narrow."""
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr(app, "MAX_FILE_BYTES", FEW)
    monkeypatch.setattr(messages, "_MOST_JSON", FEW)
    desk = Desk(settings.load(tmp_path, keyring=False), "en")
    with serve(desk) as address:
        origin = address.partition("/?")[0]
        with httpx.Client(base_url=origin, headers={"Origin": origin}, timeout=30) as visitor:
            visitor.get(address)
            yield visitor
        desk.close()


def test_a_file_that_is_too_large_is_refused_in_words(client: httpx.Client, tmp_path: Path) -> None:
    """Also when it does not say how large it is; nothing of it is kept, and the next one goes."""
    full = (HEAD + line("A")).ljust(FEW)
    assert client.post("/uploads", content=full.encode()).status_code == 201
    for content in (b"x" * (FEW + 1), (b"x" * FEW for _ in range(1000))):
        answer = client.post("/uploads", content=content)
        assert answer.status_code == 413
        assert "too large" in answer.json()["error"]["message"]
    assert len(list((tmp_path / "oto-importer" / "web").iterdir())) == 1
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "name",
    ["../../../evil.csv", "..\\..\\evil.csv", "/etc/evil.csv", "C:\\evil.csv", "a\0b.csv", "..", "",
     "x" * 5000, "\ud800.csv"],
)  # fmt: skip
def test_a_name_leads_nowhere(client: httpx.Client, tmp_path: Path, name: str) -> None:
    """Whatever the file is called, it lies in its own folder."""
    before = {each for each in tmp_path.rglob("*") if each.is_file()}
    quoted = "".join(f"%{byte:02X}" for byte in name.encode(errors="surrogatepass"))
    answer = client.post("/uploads", content=HEAD.encode(), headers={"X-File-Name": quoted})
    assert answer.status_code == 201
    folder = tmp_path / "oto-importer" / "web" / answer.json()["id"]
    made = {each for each in tmp_path.rglob("*") if each.is_file()} - before
    assert len(list((folder / "file").iterdir())) == 1
    assert all(folder in each.parents or "ledger" in each.name or each.suffix == ".log"
               for each in made)  # fmt: skip
    assert client.get(f"/uploads/{answer.json()['id']}").status_code == 200


def test_what_no_page_of_ours_says_is_refused(client: httpx.Client) -> None:
    """Odd bodies get 400 or change nothing; afterwards the file is as it was."""
    file = File.dropped(client, "week.csv", HEAD + line("A", "12"))
    before = file.rows()
    cell = {"row": 2, "column": 5, "text": "1"}
    odd: list[object] = [
        [], 1, "x", None, {"cells": 5}, {"cells": [5]}, {"cells": [{}]}, {"same": {}}, {"same": []},
        {"cells": [{**cell, "row": "x"}]}, {"cells": [{**cell, "row": 1e999}]},
        {"cells": [{**cell, "row": -1}]}, {"cells": [{**cell, "row": 10**30}]},
        {"cells": [{**cell, "column": 10**9}]}, {"same": {**cell, "row": 99}},
    ]  # fmt: skip
    for body in odd:
        content = json.dumps(body)
        for action in ("mends", "answers", "send"):
            answer = client.post(f"{file.path}/{action}", content=content)
            assert answer.status_code in (200, 202, 400, 409), (action, body)
    for content in (b"", b"{", b"\xff", b"[" * 2000, b'{"cells":' + b" " * FEW + b"[]}"):
        answer = client.post(f"{file.path}/send", content=content)
        assert answer.status_code in (400, 413), content
    assert file.judged().rows() == before


def test_half_a_letter_does_no_lasting_harm(client: httpx.Client) -> None:
    """What is no text (half of a pair) is not taken, and the file can be shown and mended on."""
    file = File.dropped(client, "week.csv", HEAD + line("A", "12"))
    body = b'{"cells": [{"row": 2, "column": 4, "text": "Nou\\ud800ra"}]}'
    assert client.post(f"{file.path}/mends", content=body).status_code == 400
    assert file.judged().rows()[0]["cells"][4] == "Noura"
    file.mend((2, 5, "0551234567"))
    assert file.judged().state()["counts"]["to_mend"] == 0


def test_a_file_that_is_not_read_yet_cannot_be_mended(client: httpx.Client) -> None:
    """Neither one that cannot be read at all; a sentence says so."""
    file = File.dropped(client, "week.xlsx", "no workbook")
    assert file.state()["error"]["message"]
    for action in ("mends", "undo", "send", "tracking"):
        said = {"cells": [{"row": 2, "column": 4, "text": "x"}], "version": file.state()["version"]}
        answer = client.post(f"{file.path}/{action}", json=said)
        assert answer.status_code == (404 if action == "tracking" else 409), action
        assert answer.json()["error"]["message"]
