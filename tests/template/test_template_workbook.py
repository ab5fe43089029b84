"""The empty order workbook: what stands in it, and that it never overwrites anything."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from babel import Locale
from openpyxl.workbook import Workbook

from importer import catalog
from importer.catalog import Field, Kind, Need
from importer.errors import UsageError
from importer.i18n import LANGUAGES, Language, without_marks
from importer.parsing.parser import ParseError
from importer.parsing.registry import value_parser
from importer.template import write_template
from importer.template.columns import COMMON, RARE, choices
from importer.template.workbook import render_template

COLUMNS = (*COMMON, *RARE)
EACH = pytest.mark.parametrize("lang", LANGUAGES)


def opened(lang: Language) -> Workbook:
    return openpyxl.load_workbook(BytesIO(render_template(lang)))


@EACH
def test_every_field_has_its_column(lang: Language) -> None:
    """The orders sheet comes first and has each field once: label over help, and no order."""
    book = opened(lang)
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 2
    assert sorted(COLUMNS, key=catalog.FIELDS.index) == list(catalog.FIELDS)
    for field, label, help_text in zip(COLUMNS, *rows, strict=True):
        assert label.removesuffix(" *") == without_marks(field.label.format(lang))
        assert help_text == field.help.format(lang)


@pytest.mark.parametrize(("lang", "name"), [("en", "Orders"), ("ar", "الطلبات")])
def test_the_sheet_is_named_in_the_readers_language(lang: Language, name: str) -> None:
    """The sheet that the guide tells the reader to fill in bears that name."""
    assert opened(lang).worksheets[0].title == name


@EACH
def test_what_is_copied_holds_no_mark_of_direction(lang: Language) -> None:
    """Sheet names, headers, drop-downs and examples are bare: what is copied from them is clean."""
    orders, guide = opened(lang).worksheets
    offered = [each.formula1 for each in orders.data_validations.dataValidation]
    labels = [cell.value for cell in orders[1]]
    copied = [guide.cell(row, column).value for row in range(1, guide.max_row) for column in (5, 6)]
    for text in (orders.title, guide.title, *offered, *labels, *map(str, copied)):
        assert text == without_marks(text)


@EACH
def test_what_must_be_filled_is_marked_and_in_sight(lang: Language) -> None:
    """A star marks every required column but the one that is worked out; none is folded away."""
    sheet = opened(lang).worksheets[0]
    starred = {
        field
        for field, cell in zip(COLUMNS, sheet[1], strict=True)
        if str(cell.value).endswith(" *")
    }
    required = {field for field in catalog.FIELDS if field.need is Need.ALWAYS}
    assert starred == required - {catalog.AMOUNT_DUE}
    assert required <= set(COMMON)


@EACH
def test_rare_columns_are_folded_away(lang: Language) -> None:
    """The common columns are in sight, all others folded into one group behind them."""
    dimensions = opened(lang).worksheets[0].column_dimensions
    hidden = set()
    for dimension in dimensions.values():
        if dimension.hidden:
            hidden |= set(range(dimension.min, dimension.max + 1))
            assert dimension.outlineLevel == 1
    assert hidden == set(range(len(COMMON) + 1, len(COLUMNS) + 1))


@EACH
def test_excel_leaves_ids_phones_and_postcodes_alone(lang: Language) -> None:
    """Columns of ids, phones and words are text over their whole depth, dates are day first."""
    dimensions = opened(lang).worksheets[0].column_dimensions
    formats = {}
    for dimension in dimensions.values():
        for index in range(dimension.min, dimension.max + 1):
            formats[COLUMNS[index - 1]] = dimension.number_format
    for field in COLUMNS:
        if field.kind in (Kind.CODE, Kind.PHONE, Kind.TEXT, Kind.TIME, Kind.PAYMENT):
            assert formats[field] == "@", field.name
    assert formats[catalog.ORDER_DATE] == "dd/mm/yyyy hh:mm"
    assert formats[catalog.DELIVERY_SLOT_DATE] == "dd/mm/yyyy"
    assert formats[catalog.AMOUNT] == "0.00#"


@EACH
def test_allowed_values_have_drop_downs(lang: Language) -> None:
    """Every column with a known set of values offers it, from the first free row down."""
    sheet = opened(lang).worksheets[0]
    offered = {}
    for validation in sheet.data_validations.dataValidation:
        (area,) = validation.sqref.ranges
        assert area.min_row == 3 and area.max_row >= 1000
        offered[COLUMNS[area.min_col - 1]] = validation.formula1.strip('"').split(",")
    expected = {
        field: [without_marks(choice.format(lang)) for choice in choices(field)]
        for field in COLUMNS
    }
    assert offered == {field: words for field, words in expected.items() if words}
    for needed in (
        catalog.PAYMENT_METHOD,
        catalog.CREATE_SHIPMENT,
        catalog.CURRENCY,
        catalog.COUNTRY,
    ):
        assert needed in offered


@pytest.mark.parametrize(
    "field", [field for field in COLUMNS if choices(field)], ids=lambda field: field.name
)
def test_a_drop_downs_words_are_understood(field: Field) -> None:
    """What a drop-down offers is read as the same value in every language, and is allowed."""
    read = value_parser(field)
    for choice in choices(field):
        value = read(choice.format("en"))
        assert not isinstance(value, ParseError)
        for lang in LANGUAGES:
            assert read(choice.format(lang)) == value
        assert not field.allowed or value in field.allowed


@EACH
def test_the_sheets_face_the_reader(lang: Language) -> None:
    """Sheets run as their language does, headers and order numbers stay in sight."""
    turned = Locale.parse(lang).text_direction == "rtl"
    assert turned or lang != "ar"
    for sheet in opened(lang).worksheets:
        assert bool(sheet.sheet_view.rightToLeft) == turned
    assert opened(lang).worksheets[0].freeze_panes == "B3"


@EACH
def test_the_guide_explains_every_column(lang: Language) -> None:
    """The guide has a line a column, with its help, and the commands to run."""
    guide = opened(lang).worksheets[1]
    lines = [[str(value or "") for value in row] for row in guide.iter_rows(values_only=True)]
    explained = {line[0].removesuffix(" *"): line[1] for line in lines}
    for field in COLUMNS:
        assert explained[without_marks(field.label.format(lang))] == field.help.format(lang)
    assert "python -m importer orders.xlsx" in {line[1] for line in lines}


@EACH
def test_the_same_program_writes_the_same_bytes(lang: Language) -> None:
    """Nothing of the hour or the machine gets into the file."""
    assert render_template(lang) == render_template(lang)


@EACH
def test_a_folder_gets_the_usual_name(lang: Language, tmp_path: Path) -> None:
    """Given a folder, the workbook is written into it under a name that says its language."""
    assert write_template(tmp_path, lang) == tmp_path / f"orders-template-{lang}.xlsx"
    assert (tmp_path / f"orders-template-{lang}.xlsx").read_bytes() == render_template(lang)


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    """A filled-in template is never overwritten by an empty one."""
    filled = tmp_path / "orders.xlsx"
    filled.write_bytes(b"orders")
    with pytest.raises(UsageError, match="exists already"):
        write_template(filled, "en")
    assert filled.read_bytes() == b"orders"


@pytest.mark.parametrize("name", ["orders.csv", "orders", "no/such/folder/orders.xlsx"])
def test_a_place_that_cannot_be_is_said(tmp_path: Path, name: str) -> None:
    """A name that is not a workbook's, or a folder that is not there, is a usage error."""
    with pytest.raises(UsageError) as raised:
        write_template(tmp_path / name, "en")
    assert raised.value.cure.format("en") and raised.value.cure.format("ar")
    assert not list(tmp_path.iterdir())
