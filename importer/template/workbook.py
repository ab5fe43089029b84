"""Catalogue → empty order workbook."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

from xlsxwriter.workbook import Workbook

from importer.errors import UsageError, reason_of
from importer.i18n import Language, _
from importer.template import guide_sheet, orders_sheet
from importer.template.style import Style

# A fixed date, so that the same program writes the same bytes every day.
CREATED = datetime(2026, 1, 1)


def file_name(lang: Language) -> str:
    """The usual name of the workbook in the language."""
    return f"orders-template-{lang}.xlsx"


def render_template(lang: Language) -> bytes:
    """The workbook: an empty sheet of orders and a guide.

    The example order stands in the guide, written downwards: a template that is run unedited
    holds no order that could be sent.
    """
    stream = BytesIO()
    with Workbook(stream, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": CREATED})
        style = Style(workbook, lang)
        orders_sheet.write(workbook, style, lang)
        guide_sheet.write(workbook, style, lang)
    return stream.getvalue()


def write_template(path: Path, lang: Language) -> Path:
    """Write the empty workbook and return where it is; a folder gets it under its usual name.

    Raises UsageError when a file is there already (it may hold somebody's orders), when the name
    is not one of an Excel workbook, or when the place cannot be written.
    """
    target = path / file_name(lang) if path.is_dir() else path
    if target.suffix.lower() != ".xlsx":
        raise UsageError(
            _("{target} is not the name of an Excel workbook.", target=target),
            _("End the name in .xlsx."),
        )
    try:
        with target.open("xb") as file:
            file.write(render_template(lang))
    except FileExistsError:
        raise UsageError(
            _("{target} exists already.", target=target),
            _("It may hold orders, so it is left as it is. Name another file."),
        ) from None
    except OSError as error:
        raise UsageError(
            _("{target} cannot be written: {reason}.", target=target, reason=reason_of(error)),
            _("Name a place that you may write to."),
        ) from error
    return target
