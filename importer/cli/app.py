"""The command line: joins the commands, turns errors into a message and an exit code.

Nothing heavy is imported before a command needs it, so that `--help` answers at once.
"""

import io
import json
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click
from click_default_group import DefaultGroup

from importer import __version__, garbage, i18n, signals
from importer.cli import invocation, language
from importer.cli.command import (
    COMMANDS,
    Command,
    CommonOptions,
    Option,
    console_language,
    parameters,
)
from importer.errors import ImporterError, SetupError, Superseded, UsageError
from importer.i18n import SOURCE, _

_DEFAULT = "run"
_JSON_CODES = {
    UsageError.exit_code: "usage",
    SetupError.exit_code: "setup",
    Superseded.exit_code: "superseded",
}
INTERRUPTED = _("Interrupted: nothing more was sent.")
NO_SUCH_COMMAND = _("There is no command “{name}”. Did you mean “{nearest}”?")


class Group(Command, DefaultGroup):
    """All commands; what is none of them is the file of a run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """As in `COMMANDS`."""
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each with what it does."""
        lang = console_language()
        with formatter.section(_("Commands").format(lang)):
            formatter.write_dl([(name, text.format(lang)) for name, text in COMMANDS.items()])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or the one for a file; its module is imported now."""
        name = cmd_name if cmd_name in COMMANDS else _DEFAULT
        if name not in self.commands:
            self.add_command(getattr(import_module(f"importer.cli.{name}"), name))
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command, or the one for a file; a command with a slip of the pen is no file."""
        from difflib import get_close_matches

        name = args[0]
        near = get_close_matches(name, self.list_commands(ctx), 1, 0.75)
        if near and name not in near and "." not in name and not Path(name).exists():
            ctx.fail(NO_SUCH_COMMAND.format(console_language(), name=name, nearest=near[0]))
        return super().resolve_command(ctx, args)


cli = Group(
    summary=_(
        "Sends a spreadsheet of orders to OTO, once each, and says what became of every one."
    ),
    examples={
        "python -m importer orders.xlsx": _("check the file, send its orders, write the report"),
        "python -m importer check orders.xlsx": _("the same up to sending"),
        "python -m importer orders.xlsx --sandbox": _("rehearse: nothing leaves this machine"),
    },
    params=list(parameters(CommonOptions)),
    default=_DEFAULT,
    default_if_no_args=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    callback=lambda **_values: None,  # every command takes them from the context of the group
)
click.version_option(
    __version__, prog_name="importer", cls=Option, text=_("Show the version and exit.")
)(cli)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs one command and ends the process with its exit code; no traceback reaches a user."""
    _speak_utf8()
    garbage.collect_rarely()
    signals.interrupt_at_once()
    lang = SOURCE
    words: list[str] = []
    i18n.set_process_program(invocation.quoted(invocation.words_of_program()))
    try:
        words = [
            _without_marks(word) for word in (sys.argv[1:] if arguments is None else arguments)
        ]
        lang = language.system_language()
        lang = language.language_of_console(words)
        i18n.set_process_language(lang)
        words = words or _offered(lang)
        code = cli.main(words, prog_name=i18n.program(), standalone_mode=False, obj=lang)
    except click.ClickException as error:
        from importer.text import printable

        text = io.StringIO()
        error.show(text)
        click.echo(printable(i18n.isolate_latin(text.getvalue(), lang)), nl=False, err=True)
        _print_json_error(words, "usage", error.format_message(), "")
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo(INTERRUPTED.format(lang), err=True)
        _print_json_error(words, "interrupted", INTERRUPTED.format(SOURCE), "")
        sys.exit(130)
    except ImporterError as error:
        from importer.cli.console import show_error

        show_error(error, lang)
        code = _JSON_CODES.get(error.exit_code)
        if code is not None:
            _print_json_error(words, code, error.message.format(SOURCE), error.cure.format(SOURCE))
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(1)
    except Exception as error:
        from importer.cli.crash import show_bug

        show_bug(error, lang)
        sys.exit(1)
    finally:
        garbage.skip_last_collection()
    sys.exit(code)


def _offered(lang: i18n.Language) -> list[str]:
    """Without arguments, on a terminal: the words that run the newest order file, if that is what
    is wanted; no words show the help."""
    if not sys.stdin.isatty():
        return []
    from importer.cli.console import offered_file

    file = offered_file(Path(), lang)
    return [] if file is None else [_DEFAULT, "--", str(file)]


def _print_json_error(words: Sequence[str], code: str, message: str, cure: str) -> None:
    """With --json a program reads stdout, on every exit."""
    if "--json" in words:
        error = {"code": code, "message": message, "cure": cure}
        print(json.dumps({"error": error}, ensure_ascii=False), flush=True)


def _without_marks(word: str) -> str:
    """The argument without the marks of direction that a right-to-left report brings along, unless
    a file is called just so."""
    bare = i18n.without_marks(word)
    return word if bare == word or Path(word).exists() else bare


def _speak_utf8() -> None:
    """Arabic must not end a run on a terminal that speaks an old code page."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
