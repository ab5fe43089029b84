"""What the tables of cells in this folder share."""

from importer.parsing.parser import ParseError
from importer.problems import Code

WAITS = "waits for another cell"


def said(result: object) -> object:
    """A typed value as it is, an unreadable cell as the name of its code."""
    if not isinstance(result, ParseError):
        return result
    return result.code.name if result.code else WAITS


def expected(value: object) -> object:
    """A code in a table stands for its name."""
    return value.name if isinstance(value, Code) else value
