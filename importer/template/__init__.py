"""Catalogue → the empty order workbook."""

from importer.template.workbook import write_template

__all__ = ["write_template"]
