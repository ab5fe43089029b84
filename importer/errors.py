"""The errors that end a run or a call. A merchant's mistake in a cell is a `Problem`, not an error.

    ImporterError
    ├── UsageError          exit 2: an option or argument that cannot be
    │   └── Undecided       an option is needed, and what it may be is known
    ├── FileUnreadable      exit 2: the file cannot be opened or is not what it claims to be
    ├── SetupError          exit 3: no token, refused token, host not reached, ledger not usable
    │   ├── LedgerAway      the ledger's database does not answer just now
    │   └── LedgerNewer     a newer version of this program wrote the ledger
    ├── Superseded          exit 4: another run of the account took over; no report
    └── CallError           one call to OTO did not end in its answer
        ├── NotDelivered    nothing arrived: it may be sent again
        │   ├── TooManyCalls    429 and its like: it may be sent again after `retry_after` seconds
        │   ├── TokenDied       401 to a new token: it may be sent again
        │   └── TlsFailed       the host could not prove who it is: a person has to look
        ├── Refused         OTO said no, with its code
        │   ├── NotAllowed      a look-up that the account's plan or this host does not include
        │   └── TooManyAsked    a look-up of more orders than OTO takes at once: ask for fewer
        └── Unsure          it may have arrived: ask before sending again
            └── Updated         OTO changed an order that existed, or may have done so

Every error carries `message` and `cure` in both languages; `str(error)` is the English message.
"""

import errno
from collections.abc import Mapping

from importer.i18n import Localized, Message, Verbatim, _

_NOTHING = Verbatim("")
_FORBIDDEN = _("no permission")
_ABSENT = _("no such file or folder")
_REASONS: dict[int, Message] = {
    errno.ENOENT: _ABSENT,
    errno.ENOTDIR: _ABSENT,
    errno.EISDIR: _("it is a folder"),
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: _FORBIDDEN,
    errno.ENOSPC: _("the disk is full"),
    errno.EEXIST: _("a file of that name is there already"),
    errno.ENAMETOOLONG: _("the name is too long"),
}


def reason_of(error: OSError) -> Localized:
    """Why a file or folder cannot be used, without a stop; a rare reason in the system's words."""
    known = _REASONS.get(error.errno or 0)
    return known or Verbatim(error.strerror or str(error))


class ImporterError(Exception):
    """The root of all errors of ours; `cure` says what to do now."""

    exit_code = 1

    def __init__(self, message: Localized, cure: Localized = _NOTHING) -> None:
        self.message = message
        self.cure = cure
        super().__init__(str(message))


class UsageError(ImporterError):
    """An option or argument that cannot be."""

    exit_code = 2


class Undecided(UsageError):  # noqa: N818
    """What only a person can settle: `option` (a long name without dashes) takes one of `choices`,
    each with what it would make of the file."""

    def __init__(
        self,
        message: Localized,
        cure: Localized,
        option: str,
        choices: Mapping[str, str],
    ) -> None:
        super().__init__(message, cure)
        self.option, self.choices = option, choices


class FileUnreadable(ImporterError):  # noqa: N818
    """The file cannot be opened, or is not what it claims to be."""

    exit_code = 2


class SetupError(ImporterError):
    """The token, the host, the account or the ledger is not ready."""

    exit_code = 3


class LedgerAway(SetupError):  # noqa: N818
    """The ledger's database does not answer: later it may."""


class LedgerNewer(SetupError):  # noqa: N818
    """A newer version of this program wrote the ledger: this one has to be updated."""

    def __init__(self, location: object) -> None:
        super().__init__(
            _("The ledger {path} was written by a newer version of this program.", path=location),
            _("Update the program, then run again."),
        )


class Superseded(ImporterError):  # noqa: N818
    """Another run of the account took over while this one was silent; it sent nothing since."""

    exit_code = 4


class CallError(ImporterError):
    """A call to OTO did not end in its answer."""


class NotDelivered(CallError):  # noqa: N818
    """Nothing was written to OTO (connection never opened): the call may be made again."""


class TooManyCalls(NotDelivered):
    """OTO asked for a pause; `retry_after` is in seconds, None when OTO did not say."""

    def __init__(self, retry_after: float | None) -> None:
        super().__init__(_("OTO asked for a pause (HTTP 429)"))
        self.retry_after = retry_after


class TokenDied(NotDelivered):
    """OTO refused a token that it had just given, so the call was not obeyed (HTTP 401)."""


class TlsFailed(NotDelivered):
    """No secure connection to the host could be opened: its certificate is not trusted."""


class Refused(CallError):  # noqa: N818
    """OTO understood the call and said no.

    `code` is OTO's (`OTO1029`), `text` OTO's own message, `warnings` what it said beside it: all
    without control characters and of bounded length.
    """

    def __init__(
        self, code: str, text: str, http_status: int, warnings: tuple[str, ...] = ()
    ) -> None:
        super().__init__(Verbatim(f"{code}: {text}"))
        self.code = code
        self.text = text
        self.http_status = http_status
        self.warnings = warnings


class NotAllowed(Refused):
    """The account, its plan or the host does not offer this look-up; `code` may be `HTTP 403`."""


class TooManyAsked(Refused):
    """More orders were asked for in one call than OTO takes; the number is not documented."""


class Unsure(CallError):  # noqa: N818
    """The call may have arrived (timeout after sending, reset, 5xx, an answer not OTO's).

    `kind` is the same for failures of one kind: `HTTP 502`, `OTO1081`, `ReadTimeout`.
    """

    def __init__(self, message: Localized, cure: Localized = _NOTHING, kind: str = "") -> None:
        super().__init__(message, cure)
        self.kind = kind


class Updated(Unsure):
    """A createOrder was answered with success, but created nothing new, or did not say what.

    `text` is what OTO said of changing an order that existed; empty when the answer only lacks an
    otoId. `oto_ids` are the ids in the answer, if there were any.
    """

    def __init__(
        self, message: Localized, cure: Localized, text: str = "", oto_ids: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message, cure, "updated")
        self.text = text
        self.oto_ids = oto_ids
