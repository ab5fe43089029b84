"""The files in `templates/` are those that `python -m templates.example_shop` writes."""

import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from importer.i18n import LANGUAGES, Language
from templates.example_shop.__main__ import FILES
from templates.example_shop.files import render_week_csv

FOLDER = Path(__file__).parents[2] / "templates"
WORKBOOKS = [name for name in FILES if name.endswith(".xlsx")]


def contents(content: bytes) -> Iterator[object]:
    """Everything that a person sees in the workbook."""
    book = openpyxl.load_workbook(BytesIO(content))
    for sheet in book.worksheets:
        yield sheet.title, sheet.freeze_panes, sheet.sheet_view.rightToLeft
        for row in sheet.iter_rows():
            for cell in row:
                yield cell.coordinate, cell.data_type, cell.value, cell.number_format
        for letter, dimension in sorted(sheet.column_dimensions.items()):
            yield letter, dimension.width, dimension.hidden, dimension.number_format
        for validation in sheet.data_validations.dataValidation:
            yield str(validation.sqref), validation.formula1


def test_nothing_is_missing_or_left_over() -> None:
    """The folder holds exactly the files that one command writes, a template in each language."""
    assert {f"orders-template-{lang}.xlsx" for lang in LANGUAGES} < set(FILES)
    assert {path.name for path in FOLDER.iterdir() if path.is_file()} == set(FILES)


@pytest.mark.parametrize("name", WORKBOOKS)
def test_workbooks_are_current(name: str) -> None:
    """A workbook in the folder equals the one that is written now, cell by cell."""
    assert list(contents((FOLDER / name).read_bytes())) == list(contents(FILES[name]()))


def test_the_csv_is_current() -> None:
    """The CSV in the folder equals the one that is written now, and Excel opens it as UTF-8."""
    content = (FOLDER / "example-orders.csv").read_bytes()
    assert content == render_week_csv()
    assert content.startswith("\N{BYTE ORDER MARK}".encode())
    rows = list(csv.reader(content.decode("utf-8-sig").splitlines()))
    assert len({len(row) for row in rows}) == 1


def test_one_command_writes_them_all(tmp_path: Path) -> None:
    """The command makes its folder and writes every file into it."""
    command = [sys.executable, "-m", "templates.example_shop", str(tmp_path / "new")]
    subprocess.run(command, cwd=FOLDER.parent, check=True)
    assert {path.name for path in (tmp_path / "new").iterdir()} == set(FILES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_program_writes_the_template_of_the_folder(lang: Language, tmp_path: Path) -> None:
    """`template PATH --lang` writes the workbook of every language, and prints where it is."""
    target = tmp_path / "orders.xlsx"
    command = [sys.executable, "-m", "importer", "template", str(target), "--lang", lang]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path}
    done = subprocess.run(command, capture_output=True, check=True, text=True, env=environment)
    assert done.stdout.strip() == str(target)
    assert [*contents(target.read_bytes())] == [
        *contents((FOLDER / f"orders-template-{lang}.xlsx").read_bytes())
    ]
