"""What the tables of cells in this folder share."""

from importer.problems import Code
from importer.values.bad import Bad


def said(result: object) -> object:
    """A typed value as it is, an unreadable cell as the name of its code."""
    return result.code.name if isinstance(result, Bad) else result


def expected(value: object) -> object:
    """A code in a table stands for its name."""
    return value.name if isinstance(value, Code) else value
