"""The options that several commands share."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from importer import settings
from importer.cli.command import CommonOptions, argument, flag, option, path_option
from importer.errors import UsageError
from importer.i18n import Message, _

Pairs = tuple[tuple[str, str], ...]  # of options such as --map "Header=field", as they were given


def pairs_option(name: str, metavar: str, *, help: Message, choices: Collection[str] = ()) -> Any:
    """A field of pairs: an option `left=right` that may be given several times; `choices` are what
    the right side may be (none: anything).

    The last `=` divides, for a header may hold one itself.
    """

    def pair(text: str) -> tuple[str, str]:
        left, _divider, right = text.rpartition("=")
        if not left.strip() or not right.strip():
            raise UsageError(_('{option} takes "left=right", not “{text}”', option=name, text=text))
        if choices and right.strip() not in choices:
            raise UsageError(
                _(
                    "{option} “{text}”: right of = stands one of {choices}",
                    option=name,
                    text=text,
                    choices=", ".join(choices),
                )
            )
        return left.strip(), right.strip()

    return option(name, help=help, default=(), multiple=True, metavar=metavar, type=pair)


def number_option(
    name: str,
    kind: type[int] | type[float],
    *,
    help: Message,
    env: str = "",
    default: float | None = None,
) -> Any:
    """A field that is a number of the kind."""

    def number(text: str) -> int | float:
        try:
            return kind(text)
        except ValueError:
            wrong = _("{option} takes a whole number, not “{text}”")
            if kind is float:
                wrong = _("{option} takes a number, not “{text}”")
            raise UsageError(wrong.given(option=name, text=text)) from None

    return option(name, help=help, env=env, default=default, metavar="N", type=number)


@dataclass(frozen=True, kw_only=True)
class HostOptions:
    """Which host is called."""

    staging: bool = flag("--staging", help=_("Use OTO's staging host."))
    allow_host: str | None = option(
        "--allow-host",
        metavar="HOST",
        help=_("Let the token go to this host, which is not OTO's, without asking."),
    )


def account_name(text: str) -> str:
    """The name of an account; an empty one, as scripts give by mistake, is none."""
    from importer.accounts import checked_name

    return checked_name(text)


@dataclass(frozen=True, kw_only=True)
class AccountOptions:
    """Whose orders these are."""

    account: str | None = option(
        "--account",
        metavar="NAME",
        type=account_name,
        help=_("The account of that name, as “python -m importer accounts” lists it."),
        env=settings.ACCOUNT,
    )

    @property
    def account_meant(self) -> str:
        """The name that was said here, else that of OTO_ACCOUNT; empty: none."""
        return self.account or settings.said(settings.ACCOUNT)[0]


@dataclass(frozen=True, kw_only=True)
class DestinationOptions(AccountOptions, HostOptions):
    """Where orders go."""

    sandbox: bool = flag(
        "--sandbox", help=_("Rehearse against the built-in sandbox; no token needed.")
    )


@dataclass(frozen=True, kw_only=True)
class PaceOptions:
    """How fast OTO is called."""

    rate: float | None = number_option(
        "--rate",
        float,
        help=_("Orders a second (default: 5)."),
        env=settings.RATE,
    )
    concurrency: int | None = number_option(
        "--concurrency",
        int,
        help=_("Calls in flight at the most (default: 64)."),
        env=settings.CONCURRENCY,
    )


@dataclass(frozen=True, kw_only=True)
class ReportFolderOptions:
    """Where reports are written."""

    report_dir: Path | None = path_option(
        "--report-dir",
        "DIR",
        help=_("Where the report goes (default: reports)."),
        env=settings.REPORT_DIR,
    )


@dataclass(frozen=True, kw_only=True)
class ReportOptions(ReportFolderOptions):
    """What is written beside the report."""

    results_csv: Path | None = path_option(
        "--results-csv", "PATH", help=_("Write the results as CSV, too.")
    )
    as_json: bool = flag("--json", help=_("One JSON summary on stdout, all else on stderr."))


@dataclass(frozen=True, kw_only=True)
class ReadingOptions:
    """How a file of orders is to be read."""

    maps: Pairs = pairs_option(
        "--map", '"Header=field"', help=_("Say what a column is (repeatable).")
    )
    constants: Pairs = pairs_option(
        "--set", '"field=value"', help=_("A value for what no column holds (repeatable).")
    )
    cities: Pairs = pairs_option(
        "--map-city", '"City=OTO city"', help=_("Say which city is meant (repeatable).")
    )
    payments: Pairs = pairs_option(
        "--map-payment",
        '"Word=cod"',
        help=_("Say what a way to pay means, cod or paid (repeatable)."),
        choices=("cod", "paid"),
    )
    dates: str | None = option(
        "--dates",
        type=click.Choice(["day", "month"]),
        help=_("Which comes first in 03/04/2026."),
    )
    decimal: str | None = option(
        "--decimal", type=click.Choice(["point", "comma"]), help=_("What 1,250 means.")
    )
    sheet: str | None = option(
        "--sheet", metavar="NAME", help=_("The sheet that holds the orders.")
    )
    encoding: str | None = option(
        "--encoding", metavar="NAME", help=_("The encoding of a CSV, such as windows-1256.")
    )
    profile: Path | None = path_option(
        "--profile", "FILE", help=_("A profile of your own (docs/profiles.md).")
    )
    partial_cod: bool | None = option(
        "--partial-cod/--no-partial-cod",
        is_flag=True,
        help=_("Send orders that collect less than their total on delivery (remembered)."),
    )
    forget_map: bool = flag("--forget-map", help=_("Forget what --map taught about such files."))


@dataclass(frozen=True, kw_only=True)
class FileOptions(DestinationOptions, ReadingOptions, ReportOptions, CommonOptions):
    """What `run` and `check` have in common."""

    annotate: bool | None = option(
        "--annotate/--no-annotate",
        is_flag=True,
        help=_("Write a copy of FILE with OTO's numbers beside its rows (remembered)."),
    )
    refresh: bool = flag("--refresh", help=_("Ask OTO for all lists of the account anew."))
    file: Path = argument("FILE")
