"""The page beside the workbook."""
