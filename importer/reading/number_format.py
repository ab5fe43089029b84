"""Number formats that show more than the number holds, such as `00000` and `"ORD-"0`."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from importer.reading.cells import FormattedNumber

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
_PIECES = re.compile(r'"([^"]*)"|\\(.)|[_*].|(0|General|@)|(#)|([-+ ()/]|[^\x00-\x7f])')
_LITERAL = re.compile(r'"[^"]*"|\\.')
_AROUND = re.compile(r'((?:"[^"]*"|\\.|[-+ ()/])*)@((?:"[^"]*"|\\.|[-+ ()/])*)')
_ONLY_OPTIONAL = re.compile(r"#[L#]*#")
_IN_BRACKETS = re.compile(r"\[[^\]]*\]")
_DECIMALS = re.compile(r"[^0#?.E/%@A-Za-z]*[0#?,]+(?:\.([0#?]*))?[^0#?.E/%@A-Za-z]*")
_WORDY = re.compile(r"[^\W_]|[#+]")
# Places that may stay empty (#) say nothing where a digit stands behind them; alone they are one.
_OPTIONAL = re.compile(r"(L*)#+(?=0[0L]*$)|(L*)#+(?=L*$)")


def tells(code: str) -> bool:
    """Whether a cell of such a format shows something else than it holds."""
    return padding(code) is not None or is_percent(code) or around_text(code) is not None


def is_percent(code: str) -> bool:
    """Whether numbers of such a format are shown as per cent."""
    return "%" in _LITERAL.sub("", code.split(";")[0])


@lru_cache(maxsize=4096)
def around_text(code: str) -> tuple[str, str] | None:
    """What such a format shows before and after a text; None: nothing."""
    sections = code.split(";")
    match = _AROUND.fullmatch(_BRACKETS.sub("", sections[3 if len(sections) > 3 else 0]))
    around = tuple(_LITERAL.sub(_bare, part) for part in match.groups()) if match else ("", "")
    return (around[0], around[1]) if any(around) else None


def _bare(literal: re.Match[str]) -> str:
    return literal[0][1:-1] if literal[0][0] == '"' else literal[0][1:]


def formatted_number(value: float, code: str) -> FormattedNumber | str | None:
    """The number, when a format of that code shows more than its digits; one that is shown as per
    cent is that text, for it is no amount."""
    if is_percent(code):
        return f"{value * 100:.10g}%"
    text = padded(value, code)
    return FormattedNumber(value, text) if text else None


def shown_decimals(code: str) -> int | None:
    """How many decimals a number of such a format is shown with; None where that is not said
    (General), or it is shown as something else."""
    section = _LITERAL.sub("", _IN_BRACKETS.sub("", code.split(";")[0]))
    match = _DECIMALS.fullmatch(section)
    return len(match[1] or "") if match else None


def padded_styles(style_formats: Iterable[int], formats: Mapping[int, str]) -> dict[int, str]:
    """Style number → format code, of the styles that show something else than a cell holds.

    `style_formats` are the styles' format numbers, in order.
    """
    codes = (formats.get(number, "") for number in style_formats)
    return {style: code for style, code in enumerate(codes) if tells(code)}


def padded(value: float, code: str) -> str | None:
    """The text that Excel shows for a whole number under such a format, else None."""
    pieces = padding(code)
    if pieces is None or value < 0 or not value.is_integer() or value >= 1e15:
        return None
    places = pieces.count(None)
    if len(str(int(value))) < places and "0" not in _LITERAL.sub("", code):
        return None  # places that may stay empty: 12 under ###-### is shown without the first part
    digits = str(int(value)).zfill(places)
    surplus = len(digits) - places  # the leftmost place takes all digits left over
    text, at = "", 0
    for piece in pieces:
        if piece is not None:
            text += piece
            continue
        end = at + 1 + (surplus if at == 0 else 0)
        text += digits[at:end]
        at = end
    return text


@lru_cache(maxsize=4096)
def padding(code: str) -> tuple[str | None, ...] | None:
    """The pieces of a format that shows more than the digits of a whole number: a literal text, or
    None for one digit.

    None when it shows no more (`0`) or does anything else (decimals, thousands, dates, conditions).
    """
    section = _BRACKETS.sub("", code.split(";")[0])
    shape, literals, at = "", [], 0
    while at < len(section):
        match = _PIECES.match(section, at)
        if not match:
            return None
        at = match.end()
        quoted, escaped, digit, optional, plain = match.groups()
        if literal := quoted or escaped or plain:
            literals.append(literal)
        shape += "0" if digit else optional or ("L" if literal else "")
    if _ONLY_OPTIONAL.fullmatch(shape) and "L" in shape:
        shape = shape.replace("#", "0")
    if "#" in shape:
        match = _OPTIONAL.match(shape)
        if not match:
            return None
        before, alone = match.groups()
        shape = (before if alone is None else f"{alone}0") + shape[match.end() :]
    texts = iter(literals)
    pieces = tuple(next(texts) if kind == "L" else None for kind in shape)
    places = pieces.count(None)
    has_words = any(piece is not None and _WORDY.search(piece) for piece in pieces)
    return pieces if places > 1 or (places == 1 and has_words) else None
