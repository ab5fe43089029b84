"""The lines of the table: each a function that measures, and yields what it found."""
