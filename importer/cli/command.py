"""What commands are made of: options as the fields of frozen dataclasses, in every language.

    @dataclass(frozen=True, kw_only=True, eq=False, repr=False)
    class CheckOptions(ReadingOptions, CommonOptions):
        file: Path = argument("FILE")
        offline: bool = flag("--offline", help=_("Leave the OTO account out of the checks."))

    @command(CheckOptions)
    def check(options: CheckOptions) -> int:
        return 0

A command gives its exit code.
"""

from collections.abc import Callable, Coroutine, Iterator, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

import click

from importer import settings
from importer.i18n import LANGUAGES, PROGRAM, SOURCE, Language, Message, _, program

Options = TypeVar("Options", bound="CommonOptions")
Body = Callable[[Options], int | Coroutine[Any, Any, int]]
_PARAMETER = "parameter"  # in a field's metadata: what makes the parameter of its name
_PATH = click.Path(path_type=Path)
EXAMPLES = _("Examples")
# What each command does, what is used most first. The list of commands is this, so that asking for
# it imports none of their modules, which have their names.
COMMANDS = {
    "run": _("Check FILE, send its orders, write the report (the default command)."),
    "check": _("Check FILE and write the report; nothing is sent."),
    "web": _("The page on this machine: drop a file, see, mend, send, watch."),
    "template": _("Write an empty order workbook to PATH."),
    "status": _("Ask OTO what became of the created orders of REPORT."),
    "submit": _("Hand files to the workers; prints the run's id."),
    "worker": _("Carry submitted runs out until stopped."),
    "runs": _("Submitted runs and how far they are; with RUN, one of them."),
    "schedule": _("Files that are sent every week or day, and watched folders: add, folder, list."),
    "history": _("What was sent, when, from which file; with RUN, the orders of that run."),
    "login": _("Keep the refresh token in this machine's keyring; it is asked for and not shown."),
    "logout": _("Take the refresh token out of this machine's keyring."),
    "accounts": _(
        "The accounts that have a name, each with its own token, rate, memory and history: add, "
        "remove, list."
    ),
    "operators": _(
        "Who may use the page of a team (“web --listen”), for which accounts, and what they did: "
        "add, remove, list, audit."
    ),
    "ledger": _("The ledger: copy all that one knows into another database."),
    "doctor": _(
        "Is it set up? Token, host, account, ledger, folders, log: one line each, and the cure."
    ),
    "sandbox": _("Serve the built-in OTO sandbox until stopped; prints its base URL first."),
}


def console_language() -> Language:
    """The language of this command's console, which `main` has found out."""
    context = click.get_current_context(silent=True)
    return (context.find_root().obj if context else None) or SOURCE


class Option(click.Option):
    """An option with a help text to be translated; `env` is the setting that it wins over."""

    def __init__(self, *arguments: Any, text: Message, env: str = "", **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._text, self._env = text, env

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Its flags, and what it does in the language of the console."""
        env = f" [{self._env}]" if self._env else ""
        self.help = f"{self._text.format(console_language())}{env}"
        return super().get_help_record(ctx)


class Command(click.Command):
    """A command whose help says what it does and its usual cases, then the options.

    `examples` are command lines and what each is for.
    """

    def __init__(
        self,
        *arguments: Any,
        summary: Message,
        examples: Mapping[str, Message] | None = None,
        **settings: Any,
    ) -> None:
        super().__init__(*arguments, **settings)
        self.summary, self._examples = summary, examples or {}

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does, and examples to type."""
        language = console_language()
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.summary.format(language))
        if self._examples:
            with formatter.section(EXAMPLES.format(language)):
                lines = [
                    (line.replace(PROGRAM, program()), text.format(language))
                    for line, text in self._examples.items()
                ]
                formatter.write_dl(lines, col_max=60)


class CommandGroup(Command, click.Group):
    """A command of several, whose help lists them."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each with what it does."""
        lang = console_language()
        own = [each for each in self.commands.values() if isinstance(each, Command)]
        with formatter.section(_("Commands").format(lang)):
            formatter.write_dl([(each.name or "", each.summary.format(lang)) for each in own])


def option(
    *flags: str, help: Message, env: str = "", default: object = None, **settings: Any
) -> Any:
    """A field that is an option; the rest of the arguments are those of `click.Option`."""

    def parameter(name: str) -> click.Parameter:
        return Option([*flags, name], text=help, env=env, default=default, **settings)

    return field(default=default, metadata={_PARAMETER: parameter})


def flag(name: str, *, help: Message) -> Any:
    """A field that is an option without a value."""
    return option(name, help=help, default=False, is_flag=True)


def path_option(name: str, metavar: str, *, help: Message, env: str = "") -> Any:
    """A field that is the path of a file or folder."""
    return option(name, help=help, env=env, metavar=metavar, type=_PATH)


def argument(
    metavar: str, *, required: bool = True, several: bool = False, type: Any = _PATH
) -> Any:
    """A field that is an argument, a path unless `type` says otherwise; `several` of them are a
    tuple."""

    def parameter(name: str) -> click.Parameter:
        nargs = -1 if several else 1
        return click.Argument([name], metavar=metavar, required=required, type=type, nargs=nargs)

    metadata = {_PARAMETER: parameter}
    return field(metadata=metadata) if required else field(default=None, metadata=metadata)


def command(
    options: type[Options],
    examples: Mapping[str, Message] | None = None,
    *,
    name: str | None = None,
    summary: Message | None = None,
) -> Callable[[Body[Options]], Command]:
    """Makes the command of `COMMANDS` of the function of its name, or with `name` and `summary` one
    of a group; the function takes options and gives the exit code, and may be a coroutine
    function."""

    def join(body: Body[Options]) -> Command:
        def callback(**values: Any) -> int:
            for of_group in _params_of_groups():
                values["lang"] = values["lang"] or of_group.get("lang")
                values["verbosity"] += of_group.get("verbosity", 0)
            from importer import log

            as_json = settings.log_is_json()
            log.start(settings.data_dir(), values["verbosity"], as_json=as_json)
            code = body(options(**values, console_lang=console_language()))
            if isinstance(code, int):
                return code
            import asyncio

            return asyncio.run(code)

        return Command(
            name or body.__name__,
            callback=callback,
            params=list(parameters(options)),
            summary=summary or COMMANDS[body.__name__],
            examples=examples,
        )

    return join


def _params_of_groups() -> Iterator[Mapping[str, Any]]:
    """What was said before the command's name, the nearest group first."""
    context = click.get_current_context().parent
    while context is not None:
        yield context.params
        context = context.parent


def parameters(options: type["CommonOptions"]) -> Iterator[click.Parameter]:
    """The parameters of a class of options: its own, then those of its bases from left to right."""
    by_name: dict[str, Field[Any]] = {each.name: each for each in fields(options)}
    for cls in options.__mro__:
        for name in vars(cls).get("__annotations__", ()):
            make = by_name[name].metadata.get(_PARAMETER)
            if make is not None:
                yield make(name)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class CommonOptions:
    """What every command understands.

    `lang` is the language that was asked for with --lang; the console speaks `console_lang`.
    """

    lang: Language | None = option(
        "--lang",
        type=click.Choice(LANGUAGES),
        help=_("The language of the screen and of what is written."),
        env=settings.LANG,
    )
    verbosity: int = option(
        "-v", default=0, count=True, help=_("Say more of what is done (-vv: still more).")
    )
    console_lang: Language = SOURCE
