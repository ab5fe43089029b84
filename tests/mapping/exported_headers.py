"""Header rows as they stand in real exports, by the name of the export."""

from pathlib import Path

_LINES = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
ROWS: dict[str, list[str]] = {
    name: headers.split(" | ")
    for name, _, headers in (line.partition(": ") for line in _LINES if line[0] != "#")
}
