"""The codes of problems of an order against what the OTO account knows."""

from importer.problems.record import Code

CODES: tuple[Code, ...] = ()
