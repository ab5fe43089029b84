"""Numbers and amounts of money, exact."""

import re
from collections.abc import Container
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Literal

from importer.parsing.errors import ParseError, parse_error
from importer.parsing.number_literal import NumberLiteral, parse_literal
from importer.parsing.texts import EXCEL_DIGITS
from importer.problems import cells

Mark = Literal[".", ","]

_ZERO = Decimal(0)
_TOO_LARGE = 10**EXCEL_DIGITS
_TIMES = (date, time, timedelta)
# A number that is written in one way only; most cells are such.
_PLAIN = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,2})?")
# A number whose one mark may be a decimal or a thousands mark.
_UNCLEAR = re.compile(r"([1-9][0-9]{0,2})([.,])([0-9]{3})")


def number(
    cell: object, mark: Mark | None = None, words: Container[str] = ()
) -> Decimal | ParseError:
    """A cell as a Decimal without trailing zeros, exactly what the cell says.

    `mark` is the decimal mark where `1,250` could be both: None makes such a cell a problem.
    `words` (folded) are the units or currencies that may stand beside the number. A float is taken
    at Excel's 15 significant digits: 300.41000000000003 is 300.41.
    """
    if isinstance(cell, str):
        return _from_text(cell, mark, words)
    if isinstance(cell, bool):
        return parse_error(cells.NUMBER_UNREADABLE)
    if isinstance(cell, int | float):
        return _from_number(cell)
    return parse_error(cells.BECAME_DATE if isinstance(cell, _TIMES) else cells.NUMBER_UNREADABLE)


def whole(cell: object, mark: Mark | None = None, words: Container[str] = ()) -> int | ParseError:
    """A cell as a whole number: 2 and 2.0 are 2, 2.5 is a problem."""
    read = number(cell, mark, words)
    if not isinstance(read, Decimal):
        return read
    return int(read) if read == int(read) else parse_error(cells.WHOLE_EXPECTED)


def mark_shown(cell: object, words: Container[str] = ()) -> Mark | None:
    """The decimal mark that the cell proves by the way it is written, if it proves one."""
    if not isinstance(cell, str):
        return None
    read = parse_literal(cell, words)
    if read is None or read.mark not in (".", ","):
        return None
    return "." if read.mark == "." else ","


def _from_number(cell: float) -> Decimal | ParseError:
    if cell != cell or cell in (float("inf"), float("-inf")):
        return parse_error(cells.NUMBER_UNREADABLE)
    if abs(cell) >= _TOO_LARGE:
        return parse_error(cells.NUMBER_TOO_LONG)
    return Decimal(f"{cell:.15g}") or _ZERO


def _from_text(cell: str, mark: Mark | None, words: Container[str]) -> Decimal | ParseError:
    if _PLAIN.fullmatch(cell):
        return _exact(cell)
    twofold = _UNCLEAR.fullmatch(cell)
    if twofold is not None:
        return _settled(NumberLiteral(False, twofold[1], twofold[3], "", twofold[2], ""), mark)
    read = parse_literal(cell, words)
    if read is None:
        percent = "%" in cell or "٪" in cell
        return parse_error(cells.NUMBER_PERCENT if percent else cells.NUMBER_UNREADABLE)
    if len(read.whole.lstrip("0")) > EXCEL_DIGITS:
        return parse_error(cells.NUMBER_TOO_LONG)
    settled = _settled(read, mark)
    return -settled if read.negative and isinstance(settled, Decimal) and settled else settled


def _settled(read: NumberLiteral, mark: Mark | None) -> Decimal | ParseError:
    if read.unclear and mark is None:
        thousands = _exact(read.whole + read.fraction)
        decimal = _exact(f"{read.whole}.{read.fraction}")
        return parse_error(cells.DECIMAL_UNCLEAR, as_thousands=thousands, as_decimal=decimal)
    if not read.fraction:
        return _exact(read.whole)
    thousands_mark = read.unclear and read.unclear != mark
    return _exact(f"{read.whole}{'' if thousands_mark else '.'}{read.fraction}")


def _exact(written: str) -> Decimal:
    """The number without trailing zeros; binary noise past Excel's 15 digits is rounded away."""
    if "." not in written:
        return Decimal(written) or _ZERO
    read = Decimal(written.rstrip("0").rstrip("."))
    if len(read.as_tuple().digits) > EXCEL_DIGITS:
        read = Decimal(f"{read:.{EXCEL_DIGITS - 1}e}")
        read = Decimal(f"{read:f}".rstrip("0").rstrip("."))
    return read or _ZERO
