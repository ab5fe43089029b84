"""The options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

FILE = click.Path(path_type=Path)


Command = TypeVar("Command", bound=Callable[..., Any])


def _together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


reading = _together(
    click.option("--sheet", metavar="NAME", help="The sheet that holds the orders."),
    click.option(
        "--map",
        "maps",
        multiple=True,
        metavar='"Header=field"',
        help="Say what a column is (repeatable).",
    ),
    click.option(
        "--set",
        "constants",
        multiple=True,
        metavar='"field=value"',
        help="A value for what no column holds (repeatable).",
    ),
    click.option(
        "--map-city",
        "cities",
        multiple=True,
        metavar='"City=OTO city"',
        help="Say which city is meant (repeatable).",
    ),
    click.option(
        "--profile", type=FILE, metavar="FILE", help="A profile of your own (docs/profiles.md)."
    ),
    click.option("--forget-map", is_flag=True, help="Forget what --map taught about such files."),
    click.option("--encoding", metavar="NAME", help="The encoding of a CSV, such as windows-1256."),
    click.option(
        "--dates", type=click.Choice(["day", "month"]), help="Which comes first in 03/04/2026."
    ),
    click.option("--decimal", type=click.Choice(["point", "comma"]), help="What 1,250 means."),
)
reporting = _together(
    click.option("--report-dir", metavar="DIR", help="Where the report goes (default: reports)."),
    click.option("--results-csv", type=FILE, metavar="PATH", help="Write the results as CSV, too."),
    click.option(
        "--json", "as_json", is_flag=True, help="One JSON summary on stdout, all else on stderr."
    ),
    click.option(
        "--lang", type=click.Choice(["en", "ar"]), help="The language (default: the sheet's)."
    ),
)
where_to = _together(
    click.option(
        "--sandbox", is_flag=True, help="Rehearse against the built-in sandbox; no token needed."
    ),
    click.option("--staging", is_flag=True, help="Use OTO's staging host."),
)
pacing = _together(
    click.option("--rate", type=float, metavar="N", help="Orders a second (default: 5)."),
    click.option(
        "--concurrency", type=int, metavar="N", help="Calls in flight at the most (default: 64)."
    ),
)
