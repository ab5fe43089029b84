"""Text cells and ids."""

import re
from datetime import date, time, timedelta

from importer.parsing.damaged_text import is_lost, is_placeholder, may_be_damaged, repair
from importer.parsing.parser import ParseError, parse_error
from importer.problems import cells
from importer.reading import FormattedNumber
from importer.text import normalize, strip_formatting, unwrap

EXCEL_DIGITS = 15
"""Excel keeps this many significant digits of a number; the rest become zeros."""

_TIMES = (date, time, timedelta)
# As programs in Java write a number from ten millions on: exactly, whatever is left out is zeros.
JAVA_NUMBER = re.compile(r"(-?[0-9])\.([0-9]+)E([0-9]{1,2})")
_SCIENTIFIC = re.compile(r"([+-]?[0-9])(?:[.,٫]([0-9]+))?[Ee]\+([0-9]{1,3})")


def parse_text(cell: object) -> str | ParseError | None:
    """A cell of prose: one clean line, repaired where another program ruined it; None when nothing
    is left, or only dots and the like; a number as its digits."""
    if not isinstance(cell, str):
        return _not_text(cell, fractions=True)
    text = unwrap(cell) if cell.startswith("=") else cell
    if not may_be_damaged(text):
        return strip_formatting(text) or None
    text = repair(text)
    clean = strip_formatting(text)
    if is_lost(text):
        return parse_error(cells.TEXT_LOST)
    return None if is_placeholder(clean) else clean or None


def parse_code(cell: object) -> str | ParseError | None:
    """An id as text: text as it stands, digits as 0-9; a number cell as its whole digits.

    `00123`, `1001.0` and `1e5` in a text cell stay what they are; only Excel's own shortened form
    (`9.66512E+11`) is made whole when it holds every digit, and refused when it does not; Java's
    (`1.0010012E7`) always holds them.
    """
    if not isinstance(cell, str):
        return _not_text(cell, fractions=False)
    text = normalize(cell)
    if ("?" in text or not text.isascii()) and is_lost(cell):
        return parse_error(cells.TEXT_LOST)
    return expand_scientific(text) if "+" in text or "E" in text else text or None


def parse_short_address(cell: object) -> str | ParseError | None:
    """A Saudi short address code: an id in capitals, without spaces or dashes."""
    code = parse_code(cell)
    return re.sub(r"[\s-]", "", code).upper() if isinstance(code, str) else code


def expand_scientific(text: str) -> str | ParseError:
    """`9.66512345678E+11` as 966512345678; a problem when digits are missing; else unchanged."""
    java = JAVA_NUMBER.fullmatch(text)
    if java is not None and len(java[2].rstrip("0")) <= int(java[3]) < EXCEL_DIGITS:
        return java[1] + java[2].rstrip("0").ljust(int(java[3]), "0")
    parts = _SCIENTIFIC.fullmatch(text)
    if parts is None:
        return text
    first, decimals, exponent = parts[1], parts[2] or "", int(parts[3])
    if len(decimals) != exponent or exponent >= EXCEL_DIGITS:
        return parse_error(cells.ID_SHORTENED)
    return (first + decimals).lstrip("+")


def whole_digits(cell: float) -> str | ParseError:
    """The digits of a number cell that stands for an id; a number cell may be an int or a float."""
    if isinstance(cell, FormattedNumber):
        return cell.display_text
    if cell != cell or abs(cell) >= 10**EXCEL_DIGITS:
        return parse_error(cells.ID_DAMAGED)
    return str(int(cell)) if cell == int(cell) else parse_error(cells.ID_FRACTION)


def _not_text(cell: object, *, fractions: bool) -> str | ParseError | None:
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int | float):
        digits = whole_digits(cell)
        fraction = isinstance(digits, ParseError) and digits.code is cells.ID_FRACTION
        return f"{cell:.15g}" if fractions and fraction else digits
    return parse_error(cells.BECAME_DATE) if isinstance(cell, _TIMES) else None
