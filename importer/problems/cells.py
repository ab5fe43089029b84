"""The codes of problems of one cell."""

from importer.problems.record import Code

CODES: tuple[Code, ...] = ()
