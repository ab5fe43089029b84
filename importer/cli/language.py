"""Which language the console speaks, known before the arguments are: help and errors need it."""

import os
import sys
from collections.abc import Sequence
from itertools import pairwise

from importer import settings
from importer.i18n import LANGUAGES, SOURCE, Language, is_right_to_left


def language_of_console(arguments: Sequence[str]) -> Language:
    """That of --lang, else of OTO_LANG, else of the system if it is one of ours and the terminal
    can draw it, else English. Raises UsageError when OTO_LANG is none of ours."""
    return _asked(arguments) or settings.language() or system_language()


def system_language() -> Language:
    """The system's language where the terminal can draw it, else English."""
    language = _language_of_system()
    return SOURCE if is_right_to_left(language) and not _draws_right_to_left() else language


def is_drawn(asked: Language | None) -> bool:
    """Whether the terminal can draw the language that is wanted: that `asked` for by --lang,
    else that of OTO_LANG, else the system's."""
    wanted = asked or settings.language() or _language_of_system()
    return not is_right_to_left(wanted) or _draws_right_to_left()


def _language_of_system() -> Language:
    name = _system_locale().replace("-", "_").partition("_")[0].partition(".")[0].lower()
    return name if name in LANGUAGES else SOURCE


def _asked(arguments: Sequence[str]) -> Language | None:
    """The value of the last --lang; a value that cannot be is left to the parser's refusal."""
    asked = None
    for word, next_word in pairwise((*arguments, "")):
        value = next_word if word == "--lang" else word.removeprefix("--lang=")
        if value != word and value in LANGUAGES:
            asked = value
    return asked


def _system_locale() -> str:
    if sys.platform == "win32":
        import ctypes
        import locale

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    return next((os.environ[name] for name in names if os.environ.get(name)), "")


def _draws_right_to_left() -> bool:
    """Neither Windows' terminals (WT_SESSION: also seen from Linux within) nor the bare console of
    Linux do."""
    windows = sys.platform == "win32" or "WT_SESSION" in os.environ
    return not windows and os.environ.get("TERM") not in ("linux", "dumb")
