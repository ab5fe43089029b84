"""What the whole column shows of ids that another program changed."""

import re

from importer.parsing.columns import ParsedColumn
from importer.parsing.parser import parse_error
from importer.parsing.texts import EXCEL_DIGITS
from importer.problems import Problem, cells

_WHOLE = re.compile(r"(\d+)\.0+")
_LONG = re.compile(rf"\d{{{EXCEL_DIGITS}}}(\d+)")
_SEVERAL = 2


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
