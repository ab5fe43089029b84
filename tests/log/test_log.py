"""The log file: private, one line a record, and nothing in it that a customer or OTO wrote."""

import json
import logging
import os
import re
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from importer import log, settings
from importer.cli.crash import show_bug
from importer.errors import UsageError
from tests import faulty_oto

ROOT = Path(__file__).parents[2]
DAY = 86_400.0
TOKEN = "telltale-refresh-token"
TELLTALES = {
    "customer.name": "Telltalename",
    "customer.email": "telltalemail@example.com",
    "customer.address": "Telltalestreet 1",
    "customer.district": "Telltaledistrict",
    "customer.mobile": "0551987654",
    "item.name": "Telltaleshirt",
    "item.sku": "Telltalesku",
    "order_note": "Telltalenote",
}
SECRETS = ["elltale", "551987654", TOKEN, "Bearer", "sandbox-access"]
TABLE = {
    "payment_method": "cod",
    "amount": "10",
    "currency": "SAR",
    "customer.country": "SA",
    "customer.city": "Riyadh",
    "item.quantity": "1",
    **TELLTALES,
}
LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (DEBUG|INFO|WARNING|ERROR|CRITICAL) ")


@pytest.fixture(autouse=True)
def restored_logging() -> Iterator[None]:
    """The `importer` logger without handlers, and in the end as it was."""
    logger = logging.getLogger("importer")
    kept = logger.handlers[:], logger.level, logger.propagate, logging.raiseExceptions
    logger.handlers[:] = []
    yield
    for handler in logger.handlers:
        handler.close()
    logger.handlers[:], logger.level, logger.propagate, logging.raiseExceptions = kept


def run_importer(
    folder: Path, base_url: str, *arguments: str
) -> "subprocess.CompletedProcess[str]":
    """The process of a run with -vv that has ended; its data folder is `data`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OTO_")}
    environment = {
        **kept,
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
        "PYTHONPATH": str(ROOT),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "OTO_BASE_URL": base_url,
        "OTO_REFRESH_TOKEN": TOKEN,
        "OTO_RATE": "200",
    }
    return subprocess.run(
        [sys.executable, "-m", "importer", *arguments, "-vv"],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_no_customer_no_token_and_no_text_of_otos_is_logged(tmp_path: Path) -> None:
    """A real run, with refusals and warnings that echo the customer: at DEBUG only ids and codes
    stand in the file and on stderr."""
    echo = " ".join(TELLTALES.values())
    rules = [
        {"fault": "refuse", "orders": ["A-1"], "code": "OTO1022", "text": echo},
        {"fault": "refuse", "orders": ["A-2"], "code": "Telltalecode", "text": echo},
        {"fault": "warn", "orders": ["A-3"], "warnings": [echo]},
        {"fault": "lose", "orders": ["A-4"]},
        {"fault": "busy", "orders": ["A-5"], "times": 1, "retry_after": 0},
    ]
    file = tmp_path / "Telltalefile.csv"
    rows = [["orderId", *TABLE], *([f"A-{n}", *TABLE.values()] for n in range(1, 8))]
    file.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    with faulty_oto.serve(script=rules) as base_url:
        ended = run_importer(tmp_path, base_url, str(file), "--lang", "en")
    written = log.path(tmp_path / "data" / "oto-importer").read_text(encoding="utf-8")
    assert "Telltalefile" in ended.stdout, ended.stderr
    for text in (written, ended.stderr):
        assert [secret for secret in SECRETS if secret in text] == []
        assert "order 'A-1': rejected, otoId -, 1 attempts, problems: OTO1022" in text
        assert "createOrder 'A-1': Refused OTO1022, HTTP 400 in" in text
        assert "createOrder 'A-2': Unsure in" in text
        assert "createOrder 'A-4': Unsure in" in text and "order 'A-4': OTO has otoId" in text
        assert "429: nothing starts for" in text
        assert re.search(r"order 'A-7': created, otoId \d+, 1 attempts, problems: -", text)
        assert re.search(r"run started: 7 orders of file [0-9a-f]{64} to 127", text)
    assert all(LINE.match(line) for line in written.splitlines())
    runs = {line.split(" ")[2] for line in written.splitlines() if "sending" in line.split(" ")[3]}
    assert len(runs) == 1 and re.fullmatch(r"\d{8}-\d{6}-[0-9a-f]{16}", runs.pop())


def test_a_log_that_cannot_be_written_stops_no_run(tmp_path: Path) -> None:
    """Where the folder should be is a file, and the run is as ever."""
    file = tmp_path / "orders.csv"
    values = {**TABLE, "orderId": "A-1"}
    file.write_text(",".join(values) + "\n" + ",".join(values.values()), encoding="utf-8")
    folder = tmp_path / "data" / "oto-importer"
    folder.mkdir(parents=True)
    (folder / "log").touch()
    with faulty_oto.serve() as base_url:
        ended = run_importer(tmp_path, base_url, str(file), "--json")
    assert ended.returncode == 0 and json.loads(ended.stdout)["created"] == 1
    assert "sending.sender: run ended, done" in ended.stderr


@pytest.mark.parametrize("text", ["A-1\n2026-01-01 forged", "A\x1b[2J", "A\u202e1", "A\r\u2028"])
def test_a_record_is_one_line_whatever_is_in_it(tmp_path: Path, text: str) -> None:
    """Line breaks, escape sequences and marks of direction are written as their escapes."""
    file = log.start(tmp_path, 0)
    logger = logging.getLogger("importer.test")
    logger.info("order %r", text)
    logger.info("order %s", text)
    lines = file.read_text(encoding="utf-8").split("\n")
    assert len(lines) == 3 and lines[2] == ""
    assert all(line.isprintable() and "order" in line for line in lines[:2])


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a user's folder private by itself")
def test_only_the_user_may_read_the_log(tmp_path: Path) -> None:
    """A folder 0700, a file 0600, also when they were open to all before."""
    folder = tmp_path / "data"
    file = log.path(folder)
    file.parent.mkdir(parents=True, mode=0o755)
    file.touch(mode=0o644)
    assert log.start(folder, 0) == file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_each_day_has_its_file_and_few_are_kept(tmp_path: Path) -> None:
    """A record of tomorrow goes to tomorrow's file; of twenty old files the newest stay."""
    days = [datetime.fromtimestamp(time.time() - n * DAY, UTC) for n in range(1, 21)]
    (tmp_path / "log").mkdir()
    for day in days:
        (tmp_path / "log" / f"importer-{day:%Y-%m-%d}.log").touch()
    today = log.start(tmp_path, 0)
    assert len(list((tmp_path / "log").iterdir())) == 14 and today.is_file()
    record = {"name": "importer.test", "levelno": logging.INFO, "levelname": "INFO"}
    tomorrow = time.time() + DAY
    for created, message in ((tomorrow - DAY, "of today"), (tomorrow, "of tomorrow")):
        entry = {**record, "created": created, "msg": message}
        logging.getLogger("importer").handle(logging.makeLogRecord(entry))
    name = f"importer-{datetime.fromtimestamp(tomorrow, UTC):%Y-%m-%d}.log"
    assert today.read_text().endswith("of today\n")
    assert today.with_name(name).read_text().endswith("of tomorrow\n")


def test_a_crash_is_logged_without_the_values_in_it(tmp_path: Path) -> None:
    """Kinds of errors and places in the code, of the causes, too; neither text nor paths."""
    file = log.start(tmp_path, 0)
    try:
        try:
            json.loads('{"name": Telltale}')
        except ValueError as error:
            raise KeyError("Telltale") from error
    except KeyError as error:
        assert log.record_crash(error) == file
        logging.getLogger("importer.test").error("again", exc_info=error)
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) == 2 and "Telltale" not in text
    assert str(ROOT) not in text and "log/test_log.py:" in text and "json/decoder.py:" in text
    assert text.count("KeyError") == text.count("JSONDecodeError") == 2


def test_a_crash_without_a_log_has_no_file() -> None:
    """Before the log is started there is none to name."""
    assert log.record_crash(ValueError("Telltale")) is None


@pytest.mark.parametrize(("verbosity", "shown"), [(0, []), (1, ["info"]), (2, ["debug", "info"])])
def test_stderr_shows_what_was_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], verbosity: int, shown: list[str]
) -> None:
    """Nothing by itself, with -v what was done, with -vv every step."""
    log.start(tmp_path, verbosity)
    logging.getLogger("importer.test").debug("debug")
    logging.getLogger("importer.test").info("info")
    assert [line.split(": ")[-1] for line in capsys.readouterr().err.splitlines()] == shown


@pytest.mark.parametrize("logged", [True, False])
def test_a_crash_is_one_sentence_that_names_its_file(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    logged: bool,
) -> None:
    """The log's file, or one in the temporary folder where there is no log; no traceback."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    if logged:
        log.start(tmp_path, 0)
    show_bug(ZeroDivisionError("Telltale"))
    (line,) = capsys.readouterr().err.splitlines()
    file = Path(line.partition("Details: ")[2])
    assert "ZeroDivisionError" in line and "Telltale" not in line
    assert (file == log.path(tmp_path)) is logged
    assert "ZeroDivisionError" in file.read_text(encoding="utf-8")


def test_a_log_of_json_has_the_same_facts(tmp_path: Path) -> None:
    """An object a line, whatever is in it; of an exception the kind and the place, not the text."""
    file = log.start(tmp_path, 0, as_json=True)
    logger = logging.getLogger("importer.test")
    logger.info("order %s, %d attempts", 'A"1\n\u202e', 2)
    try:
        raise ValueError("Telltale")
    except ValueError:
        logger.exception("it failed")
    first, second = map(json.loads, file.read_text(encoding="ascii").splitlines())
    assert (first["level"], first["run"], first["logger"]) == ("INFO", "-", "importer.test")
    assert first["message"] == 'order A"1\n\u202e, 2 attempts'
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", first["time"])
    assert "ValueError log/test_log.py:" in second["message"]
    assert "Telltale" not in str(second)


def test_how_to_log_is_a_setting(tmp_path: Path) -> None:
    """OTO_LOG is json or text, in the environment or in `.env`; anything else is refused."""
    (tmp_path / ".env").write_text("OTO_LOG=json\n", encoding="utf-8")
    assert settings.log_is_json(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OTO_LOG", "Text")
        assert not settings.log_is_json(tmp_path)
        patch.setenv("OTO_LOG", "xml")
        with pytest.raises(UsageError, match="OTO_LOG"):
            settings.log_is_json(tmp_path)
