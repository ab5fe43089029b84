"""The sentences that click itself says, listed so that they are translated with ours.

Click asks gettext for them when it says them (see `i18n.set_process_language`); what a version of
click says otherwise is said in English.
"""

from importer.i18n import _, _n

SENTENCES = (
    _("Usage:"),
    _("Options"),
    _("Commands"),
    _("Show this message and exit."),
    _("Try '{command} {option}' for help."),
    _("Error: {message}"),
    _("Invalid value: {message}"),
    _("Invalid value for {param_hint}: {message}"),
    _("Missing argument"),
    _("Missing command."),
    _("No such option {name!r}."),
    _("No such command {name!r}."),
    _n("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    _n("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    _n("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    _("Option {name!r} does not take a value."),
    _n("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)
