"""`importer template`: an empty order workbook."""

from dataclasses import dataclass
from pathlib import Path

import click

from importer.cli.command import CommonOptions, argument, command
from importer.i18n import SOURCE, _


@dataclass(frozen=True, kw_only=True)
class TemplateOptions(CommonOptions):
    """Where it goes: a name ending in .xlsx, or a folder."""

    path: Path | None = argument("[PATH]", required=False)


@command(
    TemplateOptions,
    {
        "python -m importer template --lang ar": _("a template in Arabic, in this folder"),
        "python -m importer template week-48.xlsx": _("under a name of your own"),
    },
)
def template(options: TemplateOptions) -> int:
    """Prints where the workbook is and gives 0; an existing file is not overwritten."""
    from importer.template import write_template

    click.echo(write_template(options.path or Path(), options.lang or SOURCE))
    return 0
