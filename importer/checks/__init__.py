"""The judge: a parsed table in, everything that is wrong with it out."""

from importer.checks.schema import validate

__all__ = ["validate"]
