"""Flags, environment and `.env`, read once. A flag wins over the environment, which wins over
`.env`; the refresh token comes from the environment, `.env` or the keyring, and nowhere else."""

import math
import os
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

from importer.errors import SetupError, UsageError, reason_of
from importer.hosts import is_loopback
from importer.i18n import LANGUAGES, Language, _, without_marks

PRODUCTION = "https://api.tryoto.com/rest/v2"
STAGING = "https://staging-api.tryoto.com/rest/v2"
_OWN = frozenset({PRODUCTION, STAGING})
TOKEN, BASE_URL, LEDGER = "OTO_REFRESH_TOKEN", "OTO_BASE_URL", "OTO_LEDGER"
RATE, CONCURRENCY, REPORT_DIR = "OTO_RATE", "OTO_CONCURRENCY", "OTO_REPORT_DIR"
LANG = "OTO_LANG"
CALL_SECONDS, ORDER_SECONDS = "OTO_CALL_SECONDS", "OTO_ORDER_SECONDS"
PATIENCE = "OTO_PATIENCE"
KEEP_DAYS = "OTO_KEEP_DAYS"
LOG = "OTO_LOG"
ACCOUNT, KEY, KEY_FILE = "OTO_ACCOUNT", "OTO_KEY", "OTO_KEY_FILE"
KEYRING = ("oto-importer", "refresh_token")
_BY_LOGIN = "# login"  # behind a token that login wrote
_ANY_TOKEN = re.compile(rf"\s*(?:export\s+)?{TOKEN}\s*=")
_TOKEN_BY_LOGIN = re.compile(rf"{TOKEN}=.*{_BY_LOGIN}$")
# What is copied from a .env has the setting's name before it, and quotes.
_OF_ENV_LINE = re.compile(rf"^(?:export\s+)?{TOKEN}\s*=\s*(['\"]?)(.*)\1$")
_LOST = "\N{REPLACEMENT CHARACTER}"  # stands where bytes are no UTF-8

NO_TOKEN = _(
    "No refresh token: keep it with “python -m importer login”, or set OTO_REFRESH_TOKEN (in the "
    "environment or in a file named .env)."
)
NO_TOKEN_CURE = _(
    "You find it in the OTO dashboard: Settings (or Sales Channels) → API integration → "
    "Connect. It is a password: tell nobody. To rehearse without it, add --sandbox."
)

WRITTEN_TOKEN = _(
    "But OTO_REFRESH_TOKEN is set (in the environment or in a file named .env): that token is used."
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How calls are made and where things are kept. `rate` is in orders a second, times are in
    seconds; `keep_days` is for how long the files of ended jobs are kept; `account_name` is the
    name that was given to the account whose token this is (empty: none). `repr` masks the token."""

    token: str | None = field(repr=False)
    base_url: str
    rate: float
    concurrency: int
    report_dir: Path
    ledger: str
    data_dir: Path
    call_seconds: float
    order_seconds: float
    patience_seconds: float
    account_name: str = ""
    keep_days: float = 30.0

    @property
    def destination(self) -> str:
        """The ledger's name for where orders go: host and path, however the address was written."""
        from urllib.parse import urlsplit

        parts = urlsplit(self.base_url.lower())
        return f"{parts.netloc}{parts.path.rstrip('/')}"

    @property
    def token_hash(self) -> str:
        """A name for the token that gives nothing away: 16 hex digits of its SHA-256."""
        import hashlib

        return hashlib.sha256(self.needed_token().encode()).hexdigest()[:16]

    @property
    def host(self) -> str:
        """The host that orders go to, as people read it."""
        return urlsplit(self.base_url).netloc

    @property
    def is_foreign(self) -> bool:
        """Whether the token would go to a host that is neither OTO's nor this machine."""
        return not (self.base_url in _OWN or is_loopback(urlsplit(self.base_url).hostname or ""))

    @property
    def live(self) -> bool:
        """Whether orders go to where they cost money: neither to staging nor to this machine."""
        loopback = is_loopback(urlsplit(self.base_url).hostname or "")
        return self.base_url != STAGING and not loopback

    @property
    def account_flags(self) -> tuple[str, ...]:
        """The options that make another command one of this account's."""
        return ("--account", self.account_name) if self.account_name else ()

    def needed_token(self) -> str:
        """The refresh token; raises SetupError when there is none."""
        if not self.token:
            raise SetupError(NO_TOKEN, NO_TOKEN_CURE)
        return self.token


def load(
    folder: Path | None = None,
    *,
    base_url: str | None = None,
    rate: float | None = None,
    concurrency: int | None = None,
    report_dir: Path | None = None,
    keyring: bool = True,
) -> Settings:
    """The settings from the flags (None: not given), the environment and `.env` in `folder`.

    `keyring` false leaves the keyring unasked. Raises UsageError when a value cannot be.
    """
    working = folder or Path.cwd()
    env = _environment(working)
    token = env.get(TOKEN, "").strip() or (_from_keyring() if keyring else None)
    if token and base_url is None:
        _check_origin(working)
    folder = data_dir()
    return Settings(
        token=token,
        base_url=_base_url(str(base_url or env.get(BASE_URL) or PRODUCTION)),
        rate=_number(rate, env, RATE, 5.0, most=1000),
        concurrency=int(_number(concurrency, env, CONCURRENCY, 64, most=100)),
        report_dir=Path(str(report_dir or env.get(REPORT_DIR) or "reports")),
        ledger=str(env.get(LEDGER) or folder / "ledger.db"),
        data_dir=folder,
        call_seconds=_number(None, env, CALL_SECONDS, 30.0, most=600),
        order_seconds=_number(None, env, ORDER_SECONDS, 120.0, most=3600),
        patience_seconds=_number(None, env, PATIENCE, 600.0, most=86_400),
        keep_days=_number(None, env, KEEP_DAYS, 30.0, most=3650),
    )


def language(folder: Path | None = None) -> Language | None:
    """What OTO_LANG asks for, in the environment or `.env` in `folder`; `ar_SA` is `ar`.

    Raises UsageError when it is none of our languages.
    """
    text = _environment(folder or Path.cwd()).get(LANG)
    if text is None:
        return None
    code = text.strip().replace("-", "_").partition("_")[0].lower()
    if code not in LANGUAGES:
        raise UsageError(
            _(
                "{name} must be one of {languages}, not “{given}”",
                name=LANG,
                languages=", ".join(LANGUAGES),
                given=text,
            )
        )
    return code


def log_is_json(folder: Path | None = None) -> bool:
    """Whether OTO_LOG, in the environment or `.env` in `folder`, asks for a log of JSON objects.

    Raises UsageError when it is neither json nor text.
    """
    kind = said(LOG, folder)[0].lower()
    if kind not in ("", "json", "text"):
        raise UsageError(_("OTO_LOG must be json or text, not “{given}”", given=kind))
    return kind == "json"


def _environment(folder: Path) -> dict[str, str]:
    return {**_written(folder), **_filled(os.environ)}


def _env_file(folder: Path) -> Path | None:
    """Where settings are written in the folder: Windows' editor adds an ending of its own."""
    files = (folder / name for name in (".env", ".env.txt"))
    return next((file for file in files if file.is_file()), None)


def _written(folder: Path) -> dict[str, str]:
    """What `.env` in the folder says."""
    file = _env_file(folder)
    if file is None:
        return {}
    from dotenv import dotenv_values

    try:
        text = _decoded(file.read_bytes())
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(file) from error
    written = {name: value for name, value in dotenv_values(stream=StringIO(text)).items() if value}
    if any(_LOST in name + value for name, value in written.items() if name.startswith("OTO_")):
        raise _unreadable(file)
    return written


def _decoded(data: bytes) -> str:
    """PowerShell writes UTF-16; a comment in an old encoding keeps no setting from being read."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16")
    return data.decode("utf-8-sig", "replace")


def _unreadable(file: Path) -> UsageError:
    return UsageError(
        _("The file {path} cannot be read as text.", path=file), _("Save it as UTF-8.")
    )


def _check_origin(folder: Path) -> None:
    """A `.env` that somebody put into the folder must not lead a token of elsewhere to its host."""
    written = _written(folder)
    url = written.get(BASE_URL, "").strip().rstrip("/")
    if url and url not in _OWN and BASE_URL not in _filled(os.environ) and TOKEN not in written:
        raise UsageError(
            _(
                "The file {path} sets OTO_BASE_URL, and the token is not beside it: it was not "
                "meant for that host.",
                path=_env_file(folder),
            ),
            _("Take OTO_BASE_URL out of the file, or write OTO_REFRESH_TOKEN into it as well."),
        )


def _filled(environ: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environ.items() if value.strip()}


def data_dir() -> Path:
    """The user's data folder: the ledger's, the log's and all that is remembered."""
    from platformdirs import user_data_path

    return user_data_path("oto-importer", appauthor=False)


def _from_keyring() -> str | None:
    """The keyring's token; a machine without a keyring is a machine without one."""
    try:
        import keyring

        return keyring.get_password(*KEYRING)
    except Exception:  # every backend has errors of its own, and none may end a run
        return None


def token_in(text: str) -> str:
    """The token that was typed or pasted: bare of marks of direction, and of the setting's name and
    the quotes of a line of `.env`. Raises UsageError when there is none."""
    token = _OF_ENV_LINE.sub(r"\2", without_marks(text).strip())
    if not token:
        raise UsageError(_("No token was given: nothing is kept."), NO_TOKEN_CURE)
    return token


def keep_token(token: str, folder: Path) -> Path | None:
    """Keeps the refresh token in the system's keyring (None) or, where there is none, in the
    folder's `.env`, in place of the one there: nobody but its owner may read that file. Raises
    SetupError when it can be kept nowhere."""
    with suppress(Exception):  # every backend has errors of its own
        import keyring

        keyring.set_password(*KEYRING, token)
        if keyring.get_password(*KEYRING) == token:  # a keyring may swallow it without a word
            return None
    file = _env_file(folder) or folder / ".env"
    quoted = token.replace("\\", "\\\\").replace("'", "\\'")
    try:
        _write_lines(file, [*_other_lines(file, _ANY_TOKEN), f"{TOKEN}='{quoted}' {_BY_LOGIN}"])
    except OSError as error:
        raise SetupError(
            _("{file} cannot be written: {why}", file=file, why=reason_of(error)),
            _("Work in a folder that you may write to, and log in there."),
        ) from error
    return file


def forget_token(folder: Path) -> bool:
    """Takes the refresh token out of the keyring and, where login wrote it, out of the folder's
    `.env`; whether one was there. Raises SetupError and OSError when one cannot be taken out."""
    file, found = _env_file(folder), False
    if file is not None:
        kept = _other_lines(file, _TOKEN_BY_LOGIN)
        found = len(kept) < len(_other_lines(file, None))
        if found:
            _write_lines(file, kept)
    if _from_keyring() is None:
        return found
    try:
        import keyring

        keyring.delete_password(*KEYRING)
    except Exception as error:  # every backend has errors of its own
        raise SetupError(
            _("The keyring does not give the token away: {why}", why=type(error).__name__),
            _("Take it out with the keyring's own program: it is called {name}.", name=KEYRING[0]),
        ) from error
    return True


def _other_lines(file: Path, but: re.Pattern[str] | None) -> list[str]:
    """The lines of the file, if there is one, that the pattern does not match."""
    lines = _decoded(file.read_bytes()).splitlines() if file.is_file() else []
    return [line for line in lines if but is None or not but.match(line)]


def _write_lines(file: Path, lines: Sequence[str]) -> None:
    temporary = file.with_name(f"{file.name}.new")
    temporary.unlink(missing_ok=True)
    with open(temporary, "x", encoding="utf-8", opener=partial(os.open, mode=0o600)) as out:
        out.writelines(f"{line}\n" for line in lines)
    temporary.replace(file)


def has_written_token(folder: Path | None = None) -> bool:
    """Whether the environment or `.env` holds a token, which goes before that of the keyring."""
    return bool(said(TOKEN, folder)[0])


def said(name: str, folder: Path | None = None) -> tuple[str, Path | None]:
    """What the environment or `.env` in the folder says under the name (empty: nothing), and the
    file that says it (None: the environment). Raises UsageError when the file cannot be read."""
    folder = folder or Path.cwd()
    here = os.environ.get(name, "").strip()
    return (here, None) if here else (_written(folder).get(name, "").strip(), _env_file(folder))


def _base_url(url: str) -> str:
    parts = urlsplit(url.strip().rstrip("/"))
    if parts.username or parts.password or parts.query or parts.fragment or not parts.hostname:
        raise UsageError(_("{name} is not a plain web address", name=BASE_URL), _URL_CURE)
    if parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname)):
        return parts.geturl()
    raise UsageError(_("{name} must begin with https://", name=BASE_URL), _URL_CURE)


_URL_CURE = _("Leave it out, or use {url} (plain http only for this very machine).", url=PRODUCTION)


def _number(
    flag: object, env: Mapping[str, str], name: str, default: float, *, most: float
) -> float:
    given = flag if flag is not None else env.get(name, default)
    try:
        number = float(str(given))
    except ValueError:
        number = math.nan
    if not 0 < number <= most:
        raise UsageError(
            _(
                "{name} (or its flag) must be a number above 0 and at most {most}, not “{given}”",
                name=name,
                most=f"{most:g}",
                given=given,
            )
        )
    return number
