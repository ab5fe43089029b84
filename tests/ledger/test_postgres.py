"""What is particular to a ledger in PostgreSQL."""

import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from importer.errors import LedgerAway, SetupError
from importer.ledger import Ledger
from importer.ledger.postgres import _encrypted, connect, location_of
from tests import postgres
from tests.ledger.factories import HERE, begin, live_run, order, start


@pytest.fixture
def url(postgres_server: postgres.Server) -> str:
    """The address of a new, empty database."""
    return postgres_server.new_database()


def test_many_that_open_a_new_ledger_at_once_all_get_it(url: str) -> None:
    """Whoever makes the tables, the others wait and use them."""
    with ThreadPoolExecutor(8) as pool:
        ledgers = list(pool.map(Ledger.open, [url] * 16))
    run = start(ledgers[0])
    assert live_run(ledgers[-1], *HERE) == run
    for ledger in ledgers:
        ledger.close()


def test_two_that_name_an_account_at_once_give_it_one_name(url: str) -> None:
    """Each comes with a token of its own and the same key: it stays one account."""
    key = "ab" * 32

    def name(token: str) -> str:
        with Ledger.open(url) as ledger:
            return ledger.account_for(HERE[0], [key, token])

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(name, [f"{n:016x}" for n in range(16)]))) == 1


def test_what_another_program_keeps_there_is_left_alone(url: str) -> None:
    """The tables stand in a schema of their own, beside another's of the same names."""
    with connect(url) as theirs:
        theirs.execute("CREATE TABLE public.orders (id INTEGER)")
        theirs.execute("INSERT INTO public.orders VALUES (1)")
    with Ledger.open(url) as ledger:
        assert begin(ledger, start(ledger), order("A-1"), again=False)
    with connect(url) as theirs:
        assert theirs.execute("SELECT id FROM public.orders").fetchall() == [{"id": 1}]


def test_the_time_is_the_databases(url: str) -> None:
    """Two hosts of one name whose clocks are ten minutes apart: neither takes a living run over,
    and neither keeps a dead one, whatever the host's own clock says."""
    code = (
        "import sys, time\n"
        "from importer.ledger import Ledger\n"
        "now, time.time = time.time, lambda: now() + 600\n"
        "with Ledger.open(sys.argv[1]) as ledger:\n"
        f"    print(ledger.start_run(*{HERE!r}, 'f', 'h', 1) is None)\n"
    )

    def is_refused_by_another_host() -> bool:
        done = subprocess.run(
            [sys.executable, "-c", code, url], capture_output=True, text=True, check=True
        )
        return done.stdout == "True\n"

    with Ledger.open(url) as ledger:
        run = start(ledger)
        assert is_refused_by_another_host()
        ledger.database.run("UPDATE runs SET beat_at = beat_at - 61", {})
        assert not is_refused_by_another_host()
        assert not ledger.heartbeat(run)


def test_the_address_is_told_without_its_password() -> None:
    """Nor is anything else that stands in it."""
    full = "postgresql://me:se%40cret@db.example:5433/orders?sslmode=require&passfile=/x"
    assert location_of(full) == "postgresql://me@db.example:5433/orders"


@pytest.mark.parametrize(
    ("url", "is_encrypted"),
    [
        ("postgresql://db.example/x", True),
        ("postgresql://db.example/x?connect_timeout=3", True),
        ("postgresql://127.0.0.1/x", False),
        ("postgresql://localhost:5433/x", False),
        ("postgresql:///x?host=/run/postgresql", False),
        ("postgresql:///x?host=db.example", True),
        ("postgresql://a.example,127.0.0.1/x", True),
    ],
)
def test_another_machine_is_spoken_to_encrypted(url: str, is_encrypted: bool) -> None:
    """Customers' files go there; the very machine needs no encryption, and who says otherwise in
    the address is obeyed."""
    assert ("sslmode=require" in _encrypted(url)) == is_encrypted
    assert _encrypted("postgresql://db.example/x?sslmode=disable").endswith("?sslmode=disable")


def test_a_database_that_does_not_answer_is_named() -> None:
    """Nothing listens: a sentence, and no password in it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(LedgerAway) as caught:
        Ledger.open(f"postgresql://me:secret@127.0.0.1:{port}/x")
    told = f"{caught.value.message} {caught.value.cure}"
    assert "secret" not in told and "127.0.0.1" in told and "OTO_LEDGER" in told


@pytest.mark.parametrize("wrong", ["/none_of_this", "nobody@"])
def test_a_database_that_lets_nobody_in_is_no_database_that_is_away(url: str, wrong: str) -> None:
    """A wrong name of the database or of the user is not waited out: what to look at is said."""
    bad = url + wrong[1:] if wrong.startswith("/") else url.replace("postgres@", wrong)
    with pytest.raises(SetupError, match="lets nobody in") as caught:
        Ledger.open(bad)
    assert not isinstance(caught.value, LedgerAway)


def test_a_database_that_may_not_be_written_is_a_matter_of_set_up(url: str) -> None:
    """Its user may read, and make nothing: that is said."""
    with connect(url) as owner:
        owner.execute("CREATE ROLE reader LOGIN")
    with pytest.raises(SetupError, match="refuses") as caught:
        Ledger.open(url.replace("postgres@", "reader@"))
    assert "oto_importer" in str(caught.value.cure)


def test_a_connection_that_is_cut_is_told_once_more_and_no_write_is_half_done(url: str) -> None:
    """The server ends the session in the midst: the ledger is away, and what was not committed is
    not there."""
    with Ledger.open(url) as ledger, Ledger.open(url) as other:
        run = start(ledger)
        ours = ledger.database.run("SELECT pg_backend_pid() AS pid", {})[0]["pid"]
        other.database.run("SELECT pg_terminate_backend(:pid)", {"pid": ours})
        with pytest.raises(LedgerAway):
            begin(ledger, run, order("A-1"), again=False)
        assert other.entries(*HERE, ["A-1"]) == {}


def test_the_server_lets_a_lost_host_go_soon(postgres_server: postgres.Server) -> None:
    """Of a client that went silent the server keeps no lock for longer than a worker counts as
    alive."""
    with connect(postgres_server.new_database()) as connection:
        names = ("idle", "interval", "count")
        idle, interval, count = (
            int(
                connection.execute(f"SHOW tcp_keepalives_{name}").fetchone()[
                    f"tcp_keepalives_{name}"
                ]
            )
            for name in names
        )
        assert 0 < idle + interval * count <= 30


def test_a_process_frozen_in_a_transaction_keeps_no_lock(url: str) -> None:
    """The server ends its session, so that its successor need not wait for it to wake."""
    with Ledger.open(url) as frozen, Ledger.open(url) as other:
        run = start(frozen)
        other.database.run("UPDATE runs SET beat_at = beat_at - 61", {})
        frozen.database.run("SET idle_in_transaction_session_timeout = 200", {})
        with pytest.raises(LedgerAway), frozen.transaction():
            frozen.database.run("UPDATE runs SET beat_at = beat_at", {})
            assert start(other).run_id != run.run_id
            frozen.database.run("SELECT 1", {})
