"""The codes of problems of a row or an order, by the rules across fields."""

from importer.problems.record import Code

CODES: tuple[Code, ...] = ()
