"""Catalogue → template workbooks, and the example files that stand in `templates/`."""

from importer.template.workbook import write_template

__all__ = ["write_template"]
