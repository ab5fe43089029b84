"""The codes of problems of an order on its way."""

from importer.problems.record import Code

CODES: tuple[Code, ...] = ()
