"""The codes of problems of a file, its sheets, its header and its columns."""

from importer.problems.record import Code

CODES: tuple[Code, ...] = ()
