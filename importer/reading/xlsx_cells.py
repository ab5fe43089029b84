"""One cell of a sheet's XML, judged: does it hold what the engine cannot tell?"""

import re
from html import unescape
from typing import NamedTuple

from importer.reading.cells import (
    Correction,
    ErrorCell,
    FormattedNumber,
    UncachedFormula,
    column_number,
)
from importer.reading.number_format import padded

_REF = re.compile(rb"\sr\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_STYLE = re.compile(rb"\ss\s*=\s*[\"'](\d{1,6})[\"']")
_TYPE = re.compile(rb"\st\s*=\s*[\"'](\w+)[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</")
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*?)?(?:/>|>([^<]*)</)")


class Facts(NamedTuple):
    """What the workbook says for all its sheets.

    `padding` has the format code of each style that pads with zeros; `recalculated` that the
    program which wrote the file left the calculating to Excel.
    """

    padding: dict[int, str]
    recalculated: bool


def place(tag: bytes) -> tuple[int, int] | None:
    """Row (1-based) and column (0-based) that the cell's tag names; None when it names none."""
    found = _REF.search(tag)
    return (int(found[2]), column_number(found[1].decode())) if found else None


def style(tag: bytes) -> int:
    """The number of the cell's style."""
    found = _STYLE.search(tag)
    return int(found[1]) if found else 0


def judge(tag: bytes, body: bytes, facts: Facts) -> Correction | None:
    """What the cell holds, when that is an error, a formula without result or a padded number."""
    found = _TYPE.search(tag)
    kind = found[1] if found else b"n"
    found = _VALUE.search(body)
    value = found[1].strip() if found else b""
    formula = _FORMULA.search(body)
    if formula and kind not in (b"str", b"inlineStr") and _is_unknown(value, facts):
        return UncachedFormula(_text(formula[1] or b""))
    if kind == b"e":
        return ErrorCell(_text(value) or "#VALUE!")
    if kind == b"n" and value and facts.padding:
        return _padded(value, facts.padding.get(style(tag)))
    return None


def _is_unknown(value: bytes, facts: Facts) -> bool:
    """Writers that leave the calculating to Excel store nothing, or 0 whatever the formula."""
    return not value or (facts.recalculated and value == b"0")


def _padded(value: bytes, code: str | None) -> FormattedNumber | None:
    try:
        number = float(value)
    except ValueError:
        return None
    text = padded(number, code) if code else None
    return FormattedNumber(number, text) if text else None


def _text(raw: bytes) -> str:
    return unescape(raw.decode("utf-8", "replace"))
