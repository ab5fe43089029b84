"""Write all files of `templates/` anew: `python -m templates.example_shop [FOLDER]`."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from importer.i18n import LANGUAGES
from importer.template.workbook import file_name, render_template
from templates.example_shop.files import (
    render_mistakes_workbook,
    render_week_csv,
    render_week_workbook,
)

FILES: dict[str, Callable[[], bytes]] = {
    **{file_name(lang): partial(render_template, lang) for lang in LANGUAGES},
    "example-orders.xlsx": render_week_workbook,
    "example-orders.csv": render_week_csv,
    "example-with-mistakes.xlsx": render_mistakes_workbook,
}


def main(folder: Path) -> None:
    """Write every file into the folder, over what is there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, render in FILES.items():
        (folder / name).write_bytes(render())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("templates"))
