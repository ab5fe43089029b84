"""Write all files of `templates/` anew: `python -m templates.example_shop [FOLDER]`."""

import sys
from pathlib import Path

from importer.template.workbook import template
from templates.example_shop.files import example_csv, example_workbook, mistakes_workbook

FILES = {
    "orders-template-en.xlsx": lambda: template("en"),
    "orders-template-ar.xlsx": lambda: template("ar"),
    "example-orders.xlsx": example_workbook,
    "example-orders.csv": example_csv,
    "example-with-mistakes.xlsx": mistakes_workbook,
}


def main(folder: Path) -> None:
    """Write every file into the folder, over what is there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in FILES.items():
        (folder / name).write_bytes(content())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("templates"))
