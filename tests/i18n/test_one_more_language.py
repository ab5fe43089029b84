"""Sentences for people stand in gettext alone, so that a language more is a folder more."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

import importer

ROOT = Path(importer.__file__).parent
# Three words of prose in a row. Patterns, statements of SQL and paths do not read so.
PROSE = re.compile(r"[A-Za-z][a-z']+,? [a-z']+,? [a-z']+|^[A-Z][a-z]+ [a-z']+[.!?:]?$")
COMMAND = "python -m importer"  # is typed as it stands in every language
# What is said to the next engineer, of a mistake in the code, or of a figure to whoever runs it.
PROGRAMMERS = {"TypeError", "ValueError", "AssertionError", "RuntimeError"}
PROGRAMMERS |= {"_gauge", "GaugeMetricFamily", "CounterMetricFamily"}
# The sheet is called so in every language; the rest is what other programs say.
NAMES = {"To fix", "database or disk is full", "field larger", "unexpected end", "disk is full"}
NAMES |= {"password authentication failed", "no password supplied", '" does not exist'}
# The sandbox speaks as OTO does, which answers in English.
NOT_OURS = {"sandbox"}


def name_of(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def not_for_people(node: ast.AST) -> bool:
    """Docstrings, sentences in gettext, records of the log, and mistakes in the code."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Call):
        name = name_of(node)
        is_log = isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "_log"
        return name in {"_", "_n"} | PROGRAMMERS or is_log
    return False


def prose(node: ast.AST) -> Iterator[str]:
    if not_for_people(node):
        return
    text = node.value if isinstance(node, ast.Constant) else None
    if isinstance(text, str) and PROSE.search(text.removeprefix(COMMAND)) and text not in NAMES:
        yield f"{node.lineno}: {text}"
    for child in ast.iter_child_nodes(node):
        yield from prose(child)


def test_no_sentence_for_people_stands_outside_gettext() -> None:
    """Whatever reads as prose in the code is a docstring, a record of the log, or translated."""
    outside = [
        f"{path.relative_to(ROOT)}:{found}"
        for path in sorted(ROOT.rglob("*.py"))
        if path.relative_to(ROOT).parts[0] not in NOT_OURS
        for found in prose(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert outside == []


@pytest.fixture
def with_one_more(tmp_path: Path) -> Path:
    """A copy of the package with a folder more in `locale`, and no other change."""
    shutil.copytree(ROOT, tmp_path / "importer", ignore=shutil.ignore_patterns("__pycache__"))
    catalog = Catalog(locale="fr", domain="importer")
    catalog.add("orderId", "numéro de commande")
    catalog.add("Summary", "Résumé")
    catalog.add("The language (default: the sheet's).", "La langue.")
    messages = tmp_path / "importer" / "locale" / "fr" / "LC_MESSAGES"
    messages.mkdir(parents=True)
    with (messages / "importer.mo").open("wb") as file:
        write_mo(file, catalog)
    return tmp_path


def test_a_language_more_needs_no_code(with_one_more: Path) -> None:
    """With its folder alone a language can be asked for: by an option, and in the environment."""
    env = {**os.environ, "PYTHONPATH": str(with_one_more), "OTO_LANG": "fr"}
    command = [sys.executable, "-m", "importer", "template", "commandes.xlsx", "--lang", "fr"]
    done = subprocess.run(command, cwd=with_one_more, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (with_one_more / "commandes.xlsx").is_file()
