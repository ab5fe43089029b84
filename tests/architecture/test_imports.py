"""Imports point one way, and only the named rooms know the heavy libraries."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2] / "importer"
PLAN = Path(__file__).parents[2] / "docs" / "architecture.md"
# The top floor builds the parts and hands them in: it may import every room.
TOP = {"cli", "__main__", "__init__"}


class Room(NamedTuple):
    """One line of the plan: the rooms that it may import, and the libraries at its border."""

    imports: frozenset[str]
    libraries: frozenset[str]


def cell_names(cell: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", cell)) - {"nothing"}


def plan() -> dict[str, Room]:
    text = PLAN.read_text(encoding="utf-8")
    table = text.partition("<!-- rooms -->")[2].partition("<!-- end of rooms -->")[0]
    rows = [line.strip("|").split("|") for line in table.strip().splitlines()[2:]]
    return {
        name.strip().strip("`"): Room(cell_names(imports), cell_names(libraries))
        for name, _, imports, libraries in rows
    }


def leaves() -> frozenset[str]:
    (line,) = re.findall(r"may import the \*leaves\*: (.*)\.", PLAN.read_text(encoding="utf-8"))
    return frozenset(re.findall(r"`(\w+)`", line))


ROOMS, LEAVES = plan(), leaves()
LIBRARIES = sorted(set().union(*(room.libraries for room in ROOMS.values())))


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


def test_every_module_has_its_room_in_the_plan() -> None:
    """docs/architecture.md names every room, and no room that is gone."""
    assert {owner for owner, _ in modules()} - TOP - {"locale"} == set(ROOMS)


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_room_imports_only_what_it_may(room: str) -> None:
    """Data flows one way: a room knows leaves and the rooms before it, never those after it."""
    for owner, path in modules():
        if owner == room:
            allowed = ROOMS[room].imports | (LEAVES if room != "sandbox" else frozenset())
            assert rooms_of(path) - {room} <= allowed, path


def test_no_room_leads_back_to_itself() -> None:
    """The plan has no circle: what a room may import, directly or not, never may import it."""
    for room in ROOMS:
        reached, waiting = set(), set(ROOMS[room].imports)
        while waiting:
            name = waiting.pop()
            reached.add(name)
            waiting |= ROOMS[name].imports - reached
        assert room not in reached


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_is_known_where_it_is_used_and_nowhere_else(library: str) -> None:
    """One room stands at the border to each library, so that it can be changed there."""
    users = {
        owner
        for owner, path in modules()
        if any(name.split(".")[0] == library for name in imports(path))
    }
    assert users and users <= {name for name, room in ROOMS.items() if library in room.libraries}


@pytest.mark.parametrize("library", ["click", "rich"])
def test_only_the_command_line_knows_the_terminal(library: str) -> None:
    """A web page or a worker can use every room without a terminal."""
    users = {
        owner
        for owner, path in modules()
        if any(name.split(".")[0] == library for name in imports(path))
    }
    assert users == {"cli"}


def test_otos_codes_stand_in_one_place() -> None:
    """A code of OTO's is spelled in its table alone (and in the sandbox, which is a second
    witness)."""
    spelled = re.compile(r"[\"']OTO\d{4}[\"']")
    users = {
        path.relative_to(ROOT).as_posix()
        for owner, path in modules()
        if owner != "sandbox" and spelled.search(path.read_text(encoding="utf-8"))
    }
    assert users == {"problems/oto_codes.py"}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["check", "--help"]])
def test_help_answers_without_the_heavy_libraries(arguments: list[str]) -> None:
    """Asking for help imports neither pandas nor any other library that is slow to start."""
    code = (
        "import sys\n"
        "from importer.cli.app import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "slow = {'pandas', 'numpy', 'pandera', 'httpx', 'openpyxl', 'rich', 'starlette'}\n"
        "slow |= {'jinja2', 'xlsxwriter'}\n"
        "sys.exit(len(slow & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_only_writing_a_page_imports_its_templates() -> None:
    """A run reads, checks and sends without the library that draws the page."""
    code = "import sys, importer.run_context, importer.report\nsys.exit('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_the_pipeline_fits_on_a_page() -> None:
    """The whole way can be read at once."""
    lines = (ROOT / "pipeline.py").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 250
