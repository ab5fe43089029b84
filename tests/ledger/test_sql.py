"""The SQL files and the code agree, and cost nothing until a ledger is opened."""

import ast
import sqlite3
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

import importer
from importer.ledger import Ledger
from importer.ledger.postgres import _dialect, connect
from importer.ledger.sql import queries
from tests import postgres

CODE = Path(importer.__file__).parent


def words_of_the_code() -> Iterator[str]:
    """The texts in the code of the package that are one word."""
    for path in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def statements_of_the_code() -> Iterator[str]:
    """The names in `.execute("name")` and `.select_in("name")`, anywhere in the package."""
    for path in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(attr="execute" | "select_in"),
                    args=[ast.Constant(value=str(name)), *_],
                ) if name.islower():
                    yield name


def test_every_statement_is_made_somewhere_and_none_is_missing() -> None:
    """A name that the code uses stands in queries.sql, and no statement there is left over."""
    assert set(statements_of_the_code()) <= set(queries()) <= set(words_of_the_code())


@pytest.mark.parametrize("name", sorted(queries()))
def test_a_statement_fits_the_tables(tmp_path: Path, name: str) -> None:
    """SQLite understands each statement on the newest schema: every table and column is there."""
    Ledger.open(tmp_path / "ledger.db").close()
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as database:
        values: defaultdict[str, None] = defaultdict(lambda: None)
        assert database.execute(f"EXPLAIN {queries()[name]}", values).fetchall()


@pytest.mark.parametrize("name", sorted(queries()))
def test_a_statement_is_understood_by_postgresql(prepared: "psycopg.Cursor", name: str) -> None:
    """The same statement fits the same tables there, with values whose types it has to guess."""
    sql = _dialect(queries()[name].replace(":many", ":one, :two"), own_clock=True)
    prepared.execute(f"EXPLAIN {sql}", defaultdict(lambda: None))
    assert prepared.fetchall()


@pytest.fixture(scope="module")
def prepared(postgres_server: postgres.Server) -> Iterator["psycopg.Cursor"]:
    """A new ledger in PostgreSQL."""
    url = postgres_server.new_database()
    Ledger.open(url).close()
    with connect(url) as connection, connection.cursor() as cursor:
        yield cursor


def test_help_reads_no_sql() -> None:
    """`--help` answers without the ledger and its files."""
    code = (
        "import sys\n"
        "from importer.cli.app import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "sys.exit(any(name.startswith('importer.ledger') for name in sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
