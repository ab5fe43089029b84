"""Numbers and amounts of money, exact, with what stands around their digits.

SAR 1,250.75   (1250,75)   ١٬٢٥٠٫٧٥ ر.س   1 250,75 €   100-   ₺90   2.5 kg
"""

import re
from collections.abc import Container
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

from importer.parsing.parser import ParseError, parse_error
from importer.parsing.texts import EXCEL_DIGITS, JAVA_NUMBER
from importer.problems import cells
from importer.text import fold, normalize

Mark = Literal[".", ","]
_Digits = tuple[str, str, Mark | None, Mark | None]  # whole, fraction, mark, unclear

_ZERO = Decimal(0)
_TOO_LARGE = 10**EXCEL_DIGITS
_TIMES = (date, time, timedelta)
# A number that is written in one way only; most cells are such.
_PLAIN = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,2})?")
# A number whose one mark may be a decimal or a thousands mark.
_UNCLEAR = re.compile(r"([1-9][0-9]{0,2})([.,])([0-9]{3})")

_CORE = re.compile(r"([^0-9]*)([0-9](?:.*[0-9])?)([^0-9]*)", re.DOTALL)
_BEFORE = re.compile(r"([-−–+(]?)\s*([^-−–+()]*?)\s*([-−–+(]?)")
_AFTER = re.compile(r"\s*([-−–)]?)\s*([^-−–+()]*?)\s*(\)?)")
_FLOURISH = re.compile(r"^\s*(?:/[-=]|[.,]-|\.(?=\s|$))")
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<mark>[ '’.,٬])[0-9]{3})(?:(?P=mark)[0-9]{3})*")
_LAKHS = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}")
_WORD = re.compile(r"[^0-9\s.,()'+-]")
_ABBREVIATION = 2
"""Letters of words such as Rs. and SR., which end in a dot."""
_MINUS = frozenset("-−–(")
_DECIMAL_OF: dict[str, Mark] = {",": ".", ".": ","}  # by the thousands mark that it goes with


class NumberLiteral(NamedTuple):
    """A number as written.

    `mark` is the decimal mark that the writing proves, if it proves one. `unclear` is a mark that
    stands between `whole` and three digits of `fraction` and may be either a decimal or a thousands
    mark. `word` is the folded word beside the number, empty without one.
    """

    negative: bool
    whole: str
    fraction: str
    mark: Mark | None
    unclear: Mark | None
    word: str


def parse_number(
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


def parse_whole(
    cell: object, mark: Mark | None = None, words: Container[str] = ()
) -> int | ParseError:
    """A cell as a whole number: 2 and 2.0 are 2, 2.5 is a problem."""
    number = parse_number(cell, mark, words)
    if not isinstance(number, Decimal):
        return number
    return int(number) if number == int(number) else parse_error(cells.WHOLE_EXPECTED)


def decimal_mark(cell: object, words: Container[str] = ()) -> Mark | None:
    """The decimal mark that the cell proves by the way it is written, if it proves one."""
    literal = parse_literal(cell, words) if isinstance(cell, str) else None
    return literal.mark if literal else None


def unit_beside(cell: object, words: Container[str]) -> str:
    """The folded word beside the number in the cell; empty where there is none."""
    if not isinstance(cell, str) or not _WORD.search(cell):
        return ""
    literal = parse_literal(cell, words)
    return literal.word if literal else ""


def _from_number(cell: float) -> Decimal | ParseError:
    if cell != cell or cell in (float("inf"), float("-inf")):
        return parse_error(cells.NUMBER_UNREADABLE)
    if abs(cell) >= _TOO_LARGE:
        return parse_error(cells.NUMBER_TOO_LONG)
    return Decimal(f"{cell:.15g}") or _ZERO


def _from_text(cell: str, mark: Mark | None, words: Container[str]) -> Decimal | ParseError:
    if _PLAIN.fullmatch(cell):
        return _exact(cell)
    if "E" in cell and (java := JAVA_NUMBER.fullmatch(cell.strip())):
        too_long = int(java[3]) >= EXCEL_DIGITS
        return parse_error(cells.NUMBER_TOO_LONG) if too_long else _exact(f"{Decimal(java[0]):f}")
    parts = _UNCLEAR.fullmatch(cell)
    if parts is not None:
        unclear: Mark = "." if parts[2] == "." else ","
        return _value(NumberLiteral(False, parts[1], parts[3], None, unclear, ""), mark)
    literal = parse_literal(cell, words)
    if literal is None:
        percent = "%" in cell or "٪" in cell
        return parse_error(cells.NUMBER_PERCENT if percent else cells.NUMBER_UNREADABLE)
    if len(literal.whole.lstrip("0")) > EXCEL_DIGITS:
        return parse_error(cells.NUMBER_TOO_LONG)
    value = _value(literal, mark)
    return -value if literal.negative and isinstance(value, Decimal) and value else value


def _value(literal: NumberLiteral, mark: Mark | None) -> Decimal | ParseError:
    """The number but for its sign."""
    if literal.unclear and mark is None:
        thousands = _exact(literal.whole + literal.fraction)
        decimal = _exact(f"{literal.whole}.{literal.fraction}")
        return parse_error(cells.DECIMAL_UNCLEAR, as_thousands=thousands, as_decimal=decimal)
    if not literal.fraction:
        return _exact(literal.whole)
    means_thousands = literal.unclear and literal.unclear != mark
    return _exact(f"{literal.whole}{'' if means_thousands else '.'}{literal.fraction}")


def _exact(text: str) -> Decimal:
    """The number without trailing zeros; binary noise past Excel's 15 digits is rounded away."""
    if "." not in text:
        return Decimal(text) or _ZERO
    value = Decimal(text.rstrip("0").rstrip("."))
    if len(value.as_tuple().digits) > EXCEL_DIGITS:
        value = Decimal(f"{value:.{EXCEL_DIGITS - 1}e}")
        value = Decimal(f"{value:f}".rstrip("0").rstrip("."))
    return value or _ZERO


def parse_literal(text: str, words: Container[str] = ()) -> NumberLiteral | None:
    """The number in the text, None when it is no number; only `words` (folded) may stand by it."""
    parts = _CORE.fullmatch(normalize(text))
    if parts is None:
        return None
    before, core, after = parts.groups()
    begun = _leading_mark(before, core)
    if begun is None:
        return None
    before, core = begun
    around = _around(before, after)
    if around is None or (around[1] and around[1] not in words):
        return None
    digits = _digits(core.replace("،", ","))
    return None if digits is None else NumberLiteral(around[0], *digits, around[1])


def _leading_mark(before: str, core: str) -> tuple[str, str] | None:
    """`.50` and `$.50` begin with their decimal mark; the dot of `ر.س.50` belongs to the word.

    What `SAR.50` means cannot be told.
    """
    if before[-1:] not in (".", ",", "٫"):
        return before, core
    word = before[:-1].strip(" -−–+(")
    if not word or not word[-1].isalpha():
        return before[:-1], f"0{before[-1]}{core}"
    return (before, core) if "." in word or len(word) <= _ABBREVIATION else None


def _around(before: str, after: str) -> tuple[bool, str] | None:
    """Whether the number is negative, and the one folded word beside it."""
    left = _BEFORE.fullmatch(before.strip())
    right = _AFTER.fullmatch(_FLOURISH.sub("", after))
    if left is None or right is None:
        return None
    signs = left[1] + left[3] + right[1] + right[3]
    if len(signs.replace("()", "-")) > 1 or (right[1] in _MINUS and right[2]):
        return None
    if ("(" in signs) != (")" in signs):
        return None
    folded = [(word, fold(word)) for word in (left[2], right[2]) if word]
    # What folds to nothing are marks that mean nothing known (`%`, `#`, `x`, `/`).
    if not all(key for _, key in folded) or len({key for _, key in folded}) > 1:
        return None
    return bool(_MINUS & set(signs)), folded[0][1] if folded else ""


def _digits(core: str) -> _Digits | None:
    if core.isdecimal():
        return core, "", None, None
    if "٫" in core:
        whole, _, fraction = core.partition("٫")
        ungrouped = _ungrouped(whole)
        if ungrouped is None or not fraction.isdecimal():
            return None
        return ungrouped[0], fraction, _DECIMAL_OF.get(ungrouped[1]), None
    last = max(core.rfind("."), core.rfind(","))
    if last < 0 or core.count(core[last]) > 1:
        ungrouped = _ungrouped(core)
        if ungrouped is None:
            return None
        return ungrouped[0], "", _DECIMAL_OF.get(ungrouped[1]), None
    return _one_mark(core[:last], "." if core[last] == "." else ",", core[last + 1 :])


def _one_mark(left: str, mark: Mark, fraction: str) -> _Digits | None:
    """A number whose last mark occurs once: a decimal mark, or perhaps a thousands mark."""
    ungrouped = _ungrouped(left)
    if ungrouped is None or not fraction.isdecimal() or ungrouped[1] == mark:
        return None
    maybe_thousands = left.isdecimal() and len(left) <= 3 and left[0] != "0" and len(fraction) == 3
    if maybe_thousands:
        return left, fraction, None, mark
    return ungrouped[0], fraction, mark, None


def _ungrouped(whole: str) -> tuple[str, str] | None:
    """The digits of a whole number without thousands marks, and the mark that it has."""
    if whole.isdecimal():
        return whole, ""
    grouped = _GROUPED.fullmatch(whole)
    if grouped is None and not _LAKHS.fullmatch(whole):
        return None
    mark = grouped["mark"] if grouped else ","
    return whole.replace(mark, ""), mark
