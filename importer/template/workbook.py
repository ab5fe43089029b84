"""Catalogue → empty order workbook."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

from xlsxwriter.workbook import Workbook

from importer.errors import UsageError
from importer.i18n import Lang, Words
from importer.template import guide_sheet, orders_sheet
from importer.template.style import Style

# A fixed date, so that the same program writes the same bytes every day.
CREATED = datetime(2026, 1, 1)


def template(lang: Lang) -> bytes:
    """The workbook: an empty sheet of orders and a guide.

    The example order stands in the guide, written downwards: a template that is run unedited
    holds no order that could be sent.
    """
    stream = BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": CREATED})
        style = Style(book, lang)
        orders_sheet.write(book, style, lang)
        guide_sheet.write(book, style, lang)
    return stream.getvalue()


def write_template(path: Path, lang: Lang) -> Path:
    """Write the empty workbook and return where it is; a folder gets it under its usual name.

    Raises UsageError when a file is there already (it may hold somebody's orders), when the name
    is not one of an Excel workbook, or when the place cannot be written.
    """
    target = path / f"orders-template-{lang}.xlsx" if path.is_dir() else path
    if target.suffix.lower() != ".xlsx":
        raise UsageError(
            Words(
                f"{target} is not the name of an Excel workbook.",
                f"‏{target} ليس اسم ملف إكسل.",
            ),
            Words("End the name in .xlsx.", "اجعل الاسم ينتهي بـ ‎.xlsx"),
        )
    try:
        with target.open("xb") as file:
            file.write(template(lang))
    except FileExistsError:
        raise UsageError(
            Words(f"{target} exists already.", f"الملف ‎{target} موجود من قبل."),
            Words(
                "It may hold orders, so it is left as it is. Name another file.",
                "قد تكون فيه طلبات، فلم يُمسّ. اختر اسماً آخر.",
            ),
        ) from None
    except OSError as error:
        raise UsageError(
            Words(
                f"{target} cannot be written: {error.strerror}.",
                f"تعذّرت كتابة ‎{target}‎: {error.strerror}.",
            ),
            Words("Name a place that you may write to.", "اختر مكاناً يُسمح لك بالكتابة فيه."),
        ) from error
    return target
