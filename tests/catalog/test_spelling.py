"""Only the catalogue spells a field's name."""

import ast
from collections.abc import Iterator
from pathlib import Path

import importer
from importer import catalog
from importer.catalog import Part
from importer.text import fold_header

ROOT = Path(importer.__file__).parent
# The sandbox is a second witness and imports nothing of ours; the client reads OTO's own answers.
EXEMPT = {"catalog", "sandbox", "oto"}
# The columns of "Results" have names of their own, fixed by what other programs rely on.
RESULTS = {"report", "tracking.py", "cli"}
# Words that mean other things as well, in code that is not about a field.
GENERIC = {"amount", "currency", "language", "subtotal"}
DISTINCTIVE = {field.name for field in catalog.FIELDS} - GENERIC
DISTINCTIVE |= {
    field.key
    for field in catalog.FIELDS
    if field.part is not Part.ORDER and any(letter.isupper() for letter in field.key)
}


def docstrings(tree: ast.AST) -> set[int]:
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }


def spelled(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = docstrings(tree)
    room = path.relative_to(ROOT).parts[0]
    names = DISTINCTIVE - {catalog.ORDER_ID.name} if room in RESULTS else DISTINCTIVE
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in skipped and node.value in names:
            yield f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}"


def test_no_other_file_spells_a_fields_name() -> None:
    """A field is meant by its constant: renaming it in the catalogue renames it everywhere."""
    found = [
        place
        for path in sorted(ROOT.rglob("*.py"))
        if path.relative_to(ROOT).parts[0] not in EXEMPT
        for place in spelled(path)
    ]
    assert found == []


def test_no_header_means_two_fields() -> None:
    """Canonical names, labels and aliases stay apart when spelling variants are levelled."""
    meant: dict[str, set[str]] = {}
    for field in catalog.FIELDS:
        for name in (field.name, *field.label.translations(), *field.aliases):
            meant.setdefault(fold_header(name), set()).add(field.name)
    assert {name: found for name, found in meant.items() if len(found) > 1} == {}


def test_no_alias_repeats_a_name_of_its_field() -> None:
    """An alias that is matched already, by case or punctuation alone, is left out."""
    for field in catalog.FIELDS:
        names = [
            fold_header(name) for name in (field.name, *field.label.translations(), *field.aliases)
        ]
        repeated = {name for name in names[3:] if names.count(name) > 1}
        assert not repeated, field.name
