"""What the whole column shows of ids that another program changed."""

import re
from functools import cache

from importer.parsing.columns import ParsedColumn
from importer.parsing.parser import parse_error
from importer.parsing.texts import EXCEL_DIGITS
from importer.parsing.words import alternatives, cldr
from importer.problems import Problem, cells

_WHOLE = re.compile(r"(\d+)\.0+")
_LONG = re.compile(rf"\d{{{EXCEL_DIGITS}}}(\d+)")
_MAYBE_DATE = re.compile(
    r"^\s*(?:\d{1,2}[-.][^\W\d_]+|[^\W\d_]+[-.]\d\d|[\d-]{10} 00:00:00)\s*$", re.MULTILINE
)
_SEVERAL = 2


@cache
def _dates() -> re.Pattern[str]:
    """How Excel writes dates that it made of other things: 2-Jan, Jan-98, 02.Oca, 02-يناير."""
    names = (
        locale.months[use][width].values()
        for locale in cldr()
        for use in ("format", "stand-alone")
        for width in ("abbreviated", "wide")
    )
    month = alternatives({name.strip(".") for some in names for name in some})
    return re.compile(rf"\d{{1,2}}[-.](?:{month})|(?:{month})[-.]\d\d|\d{{4}}-\d\d-\d\d 00:00:00")


def warn_of_dates(column: ParsedColumn) -> list[Problem]:
    """A warning of ids in a text file that look like what Excel makes of `1-2`."""
    texts = {code: cell for code, cell in enumerate(column.uniques) if isinstance(cell, str)}
    if not _MAYBE_DATE.search("\n".join(texts.values())):
        return []
    codes = [code for code, text in texts.items() if _dates().fullmatch(text.strip())]
    if not codes:
        return []
    return [column.told(cells.IDS_MAYBE_DATES, codes, row_number=column.first_row(codes[0]))]


def mend_ids(column: ParsedColumn) -> list[Problem]:
    """Takes `.0` off a column of ids that all end so, for they were whole numbers; a note says so.

    Several long ids that all end in zeros after the 15th digit were cut by Excel: they cannot be
    read any more. One alone may be so.
    """
    ids = {code: value for code, value in enumerate(column.parsed) if isinstance(value, str)}
    long = {code: rest[1] for code, value in ids.items() if (rest := _LONG.fullmatch(value))}
    if len(long) >= _SEVERAL and not any(rest.strip("0") for rest in long.values()):
        for code in long:
            column.parsed[code] = parse_error(cells.ID_DAMAGED)
        return []
    whole = {code: match[1] for code, value in ids.items() if (match := _WHOLE.fullmatch(value))}
    if not whole or len(whole) < len(ids):
        return []
    for code, digits in whole.items():
        column.parsed[code] = digits
    codes = list(whole)
    return [column.told(cells.IDS_WITHOUT_POINT, codes, text=whole[codes[0]])]
