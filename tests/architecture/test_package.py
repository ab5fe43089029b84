"""What only maintainers run stands beside the package, which has no need of it."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.test_imports import ROOT, imports

REPOSITORY = ROOT.parent
BESIDE = {"benchmarks", "docs", "templates", "tests"}


def imported(folder: Path) -> Iterator[tuple[Path, str]]:
    return ((path, name) for path in folder.rglob("*.py") for name in imports(path))


def test_only_the_package_is_installed() -> None:
    """The wheel holds `importer` and nothing of the folders beside it."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["importer"]


@pytest.mark.parametrize("folder", sorted(BESIDE))
def test_the_package_needs_nothing_beside_it(folder: str) -> None:
    """No module that is installed imports one that is not."""
    assert [path for path, name in imported(ROOT) if name.split(".")[0] == folder] == []


def test_the_faulty_oto_knows_nothing_of_the_importer_but_its_sandbox() -> None:
    """It is a second witness like the sandbox itself."""
    names = {name for _, name in imported(REPOSITORY / "tests" / "faulty_oto")}
    ours = {name for name in names if name.split(".")[0] in {"importer", *BESIDE}}
    assert all(name.startswith(("importer.sandbox", "tests.faulty_oto")) for name in ours)
