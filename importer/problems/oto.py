"""The codes of problems of an order that OTO refused, by OTO's own code."""

from importer.problems.record import Code

CODES: tuple[Code, ...] = ()
