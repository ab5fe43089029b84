"""The command line: arguments into one call, errors into one line and an exit code.

Nothing heavy is imported before a command needs it, so that `--help` answers at once.
"""

import sys
from pathlib import Path
from typing import Any, NoReturn

import click
from click_default_group import DefaultGroup

from importer import __version__, garbage
from importer.cli import options
from importer.errors import ImporterError
from importer.i18n import LANGUAGES, SOURCE


@click.group(
    cls=DefaultGroup,
    default="run",
    default_if_no_args=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="importer")
def cli() -> None:
    """Sends a spreadsheet of orders to OTO, once each, and says what became of every one.

    \b
    python -m importer orders.xlsx            check the file, send its orders, write the report
    python -m importer check orders.xlsx      the same up to sending
    python -m importer orders.xlsx --sandbox  rehearse: nothing leaves this machine
    """


@cli.command()
@click.argument("file", type=options.FILE)
@options.where_to
@options.reading
@options.reporting
@options.pacing
@click.option("--yes", is_flag=True, help="Do not ask before sending.")
def run(**given: Any) -> NoReturn:
    """Check FILE, send its orders, write the report (the default command)."""
    from importer.cli.commands import run_file

    sys.exit(run_file(given))


@cli.command()
@click.argument("file", type=options.FILE)
@click.option("--offline", is_flag=True, help="Leave the OTO account out of the checks.")
@options.where_to
@options.reading
@options.reporting
def check(**given: Any) -> NoReturn:
    """Check FILE and write the report; nothing is sent."""
    from importer.cli.commands import check_file

    sys.exit(check_file(given))


@cli.command()
@click.argument("path", type=options.FILE, required=False)
@click.option("--lang", type=click.Choice(LANGUAGES), default=SOURCE, show_default=True)
def template(path: Path | None, lang: str) -> None:
    """Write an empty order workbook to PATH."""
    from importer.cli.commands import template_file

    click.echo(template_file(path, lang))


@cli.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="The port (default: a free one)."
)
def sandbox(port: int) -> None:
    """Serve the built-in OTO sandbox until stopped; prints its base URL first."""
    from importer.sandbox import serve, serve_until_stopped

    try:
        serve_until_stopped(serve(port))
    except OSError as error:
        raise click.UsageError(str(error)) from error


@cli.command()
@options.where_to
@click.option("--lang", type=click.Choice(["en", "ar"]))
def doctor(**given: Any) -> NoReturn:
    """Is it set up? Token, host, account, ledger, folders: one line each, and the cure."""
    from importer.cli.doctor import examine

    sys.exit(examine(given))


@cli.command()
@click.argument("run_id", metavar="[RUN]", required=False)
@click.option("--report", is_flag=True, help="Write the results workbook of RUN again.")
@click.option(
    "--file", "file", type=options.FILE, metavar="FILE", help="With --report: the file of that run."
)
@click.option("--report-dir", metavar="DIR", help="Where the report goes (default: reports).")
@click.option("--lang", type=click.Choice(["en", "ar"]))
def history(**given: Any) -> NoReturn:
    """What was sent, when, from which file; with RUN, the orders of that run."""
    from importer.cli.history import show

    sys.exit(show(given))


@cli.command()
@click.argument("report", type=options.FILE)
@options.where_to
@options.pacing
@click.option(
    "--report-dir", metavar="DIR", help="Where the refreshed report goes (default: reports)."
)
@click.option("--lang", type=click.Choice(["en", "ar"]))
def status(**given: Any) -> NoReturn:
    """Ask OTO what became of the created orders of REPORT."""
    from importer.cli.commands import refresh_status

    sys.exit(refresh_status(given))


def main(arguments: list[str] | None = None) -> NoReturn:
    """Runs one command and ends the process with its exit code; no traceback reaches a user."""
    _speak_utf8()
    garbage.collect_rarely()
    try:
        cli.main(arguments, prog_name="importer", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted: nothing more was sent.", err=True)
        sys.exit(130)
    except ImporterError as error:
        from importer.cli.console import show_error

        show_error(error)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(1)
    except Exception as error:
        from importer.cli.crash import show_bug

        show_bug(error)
        sys.exit(1)
    finally:
        garbage.skip_last_collection()
    sys.exit(0)


def _speak_utf8() -> None:
    """Arabic must not end a run on a terminal that speaks an old code page."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
