"""The results workbook, written straight to disk."""
