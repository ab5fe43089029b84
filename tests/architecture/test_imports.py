"""Imports point one way, and only the named rooms know the heavy libraries."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "importer"
# Who may import whom. A leaf imports only leaves; `pipeline` alone joins the rooms.
LEAVES = {"catalog", "problems", "errors", "garbage", "i18n", "outcome", "progress"}
ALLOWED = {
    "i18n": set(),
    "errors": {"i18n"},
    "garbage": set(),
    "catalog": {"i18n"},
    "problems": {"i18n", "catalog"},
    "outcome": {"problems"},
    "progress": {"outcome"},
    "sandbox": set(),
    "reading": LEAVES,
    "preferences": LEAVES,
    "mapping": LEAVES | {"reading", "preferences"},
    "parsing": LEAVES | {"reading", "mapping"},
    "checks": LEAVES | {"parsing"},
    "account": LEAVES | {"parsing", "oto"},
    "orders": LEAVES,
    "oto": LEAVES,
    "ledger": LEAVES | {"orders"},
    "sending": LEAVES | {"orders", "ledger", "oto"},
    "report": LEAVES | {"reading", "mapping", "parsing", "orders"},
    "tracking": LEAVES | {"oto", "report", "reading", "sending"},
    "template": LEAVES,
    "settings": LEAVES,
}
HEAVY = {
    "gc": {"garbage"},
    "pandera": {"checks"},
    "httpx": {"oto"},
    "openpyxl": {"report"},
    "python_calamine": {"reading"},
    "xlsxwriter": {"report", "template"},
    "uvicorn": {"sandbox"},
    "sqlite3": {"ledger"},
    "rich": {"cli"},
    "click": {"cli"},
}


def modules() -> Iterator[tuple[str, Path]]:
    for path in ROOT.rglob("*.py"):
        yield path.relative_to(ROOT).parts[0].removesuffix(".py"), path


def imports(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_of(path: Path) -> set[str]:
    names = {name.split(".")[1] for name in imports(path) if name.startswith("importer.")}
    return {name for name in names if (ROOT / name).is_dir() or (ROOT / f"{name}.py").is_file()}


@pytest.mark.parametrize("room", sorted(ALLOWED))
def test_a_room_imports_only_what_it_may(room: str) -> None:
    """Data flows one way: a room knows leaves and the rooms before it, never those after it."""
    for owner, path in modules():
        if owner == room:
            assert rooms_of(path) - {room} <= ALLOWED[room], path


@pytest.mark.parametrize("library", sorted(HEAVY))
def test_a_library_is_known_where_it_is_used_and_nowhere_else(library: str) -> None:
    """One room stands at the border to each library, so that it can be changed there."""
    users = {
        owner
        for owner, path in modules()
        if any(name.split(".")[0] == library for name in imports(path))
    }
    assert users <= HEAVY[library]


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["check", "--help"]])
def test_help_answers_without_the_heavy_libraries(arguments: list[str]) -> None:
    """Asking for help imports neither pandas nor any other library that is slow to start."""
    code = (
        "import sys\n"
        "from importer.cli.app import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "slow = {'pandas', 'numpy', 'pandera', 'httpx', 'openpyxl', 'rich', 'starlette'}\n"
        "sys.exit(len(slow & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_the_pipeline_fits_on_a_page() -> None:
    """The whole way can be read at once."""
    lines = (ROOT / "pipeline.py").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 250
