"""Number formats that show more than the number holds, such as `00000` and `"ORD-"0`."""

import re
from functools import lru_cache

# ECMA-376 part 1, 18.8.30: the formats that need no entry in the workbook.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
    37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0",
    49: "@",
}  # fmt: skip
_BRACKETS = re.compile(r"\[(?:[A-Za-z]+\d*|\$-[0-9A-Fa-f]+|\$-[^\]]*)\]")
_PIECES = re.compile(r'"([^"]*)"|\\(.)|[_*].|(0)|(#)|([-+ ()/]|[^\x00-\x7f])')
_WORDY = re.compile(r"[^\W_]|[#+]")
# Places that may stay empty (#) say nothing where a digit stands behind them; alone they are one.
_OPTIONAL = re.compile(r"(L*)#+(?=0[0L]*$)|(L*)#+(?=L*$)")


@lru_cache(maxsize=4096)
def padding(code: str) -> tuple[str | None, ...] | None:
    """The pieces of a format that shows more than the digits of a whole number: a literal text, or
    None for one digit.

    None when it shows no more (`0`) or does anything else (decimals, thousands, dates, conditions).
    """
    section = _BRACKETS.sub("", code.split(";")[0])
    shape, literals, at = "", [], 0
    while at < len(section):
        found = _PIECES.match(section, at)
        if not found:
            return None
        at = found.end()
        quoted, escaped, digit, optional, plain = found.groups()
        if literal := quoted or escaped or plain:
            literals.append(literal)
        shape += digit or optional or ("L" if literal else "")
    return _pieces(shape, literals)


def _pieces(shape: str, literals: list[str]) -> tuple[str | None, ...] | None:
    """The pieces of a shape such as `LL000`, where it shows more than digits."""
    if "#" in shape:
        found = _OPTIONAL.match(shape)
        if not found:
            return None
        before, alone = found.groups()
        shape = (before if alone is None else f"{alone}0") + shape[found.end() :]
    texts = iter(literals)
    pieces = [next(texts) if kind == "L" else None for kind in shape]
    return tuple(pieces) if _shows_more(pieces) else None


def _shows_more(pieces: list[str | None]) -> bool:
    """Zeros in front, or words: `00000`, `"ORD-"0`."""
    places = pieces.count(None)
    words = any(piece is not None and _WORDY.search(piece) for piece in pieces)
    return places > 1 or (places == 1 and words)


def padded(value: float, code: str) -> str | None:
    """The text that Excel shows for a whole number under such a format, else None."""
    pieces = padding(code)
    if pieces is None or value < 0 or not value.is_integer() or value >= 1e15:
        return None
    digits = str(int(value)).zfill(pieces.count(None))
    first = len(digits) - pieces.count(None) + 1  # the leftmost place takes all digits left over
    text, at = "", 0
    for piece in pieces:
        if piece is not None:
            text += piece
            continue
        end = first if at == 0 else at + 1
        text += digits[at:end]
        at = end
    return text
