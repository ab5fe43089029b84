"""What was settled once is kept, and keeping it never ends a run."""

import json
from pathlib import Path

import pytest

from importer.preferences import Memory


def test_choices_are_kept_apart() -> None:
    """A folder that cannot be made is no error: nothing is kept."""
    memory = Memory(Path("/dev/null/folder"))
    memory.remember_columns("a", {"x": "ref1"})
    assert memory.columns("a") == {}


def test_columns_and_cities_are_kept(tmp_path: Path) -> None:
    """By fingerprint and by account; new choices are added to the old ones."""
    Memory(tmp_path / "new").remember_columns("a", {"x": "ref1"})
    memory = Memory(tmp_path / "new")
    memory.remember_columns("a", {"y": "ref2"})
    memory.remember_columns("b", {"x": "ref3"})
    memory.remember_cities("acc", {"الرياض": "Riyadh"})
    assert memory.columns("a") == {"x": "ref1", "y": "ref2"}
    assert memory.city_choices("acc") == {"الرياض": "Riyadh"}
    assert memory.city_choices("other") == {}
    memory.forget_columns()
    assert memory.columns("a") == {} and memory.columns("b") == {}
    assert memory.city_choices("acc") == {"الرياض": "Riyadh"}
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["memory.json"]


@pytest.mark.parametrize("damage", [b"{", b"[]", b"\xff\xfe", b'"x"', b""])
def test_a_damaged_memory_is_set_aside(tmp_path: Path, damage: bytes) -> None:
    """What is left of it stays beside the new one."""
    (tmp_path / "memory.json").write_bytes(damage)
    memory = Memory(tmp_path)
    assert memory.columns("a") == {}
    memory.remember_columns("a", {"x": "ref1"})
    assert memory.columns("a") == {"x": "ref1"}
    assert (tmp_path / "memory.damaged.json").read_bytes() == damage


@pytest.mark.parametrize(
    "odd", [{"columns": 1}, {"columns": {"a": 2}}, {"columns": {"a": {"x": 1}}}]
)
def test_odd_contents_are_passed_over(tmp_path: Path, odd: object) -> None:
    """A file of another version gives nothing, and is no error."""
    (tmp_path / "memory.json").write_text(json.dumps(odd))
    assert Memory(tmp_path).columns("a") == {}
