"""The log of a support case: a file a day with the ids, codes, counts and times of what was done,
a line of text or a JSON object each.

Modules log the plain way (`logging.getLogger(__name__)`). What they may log: run ids, orderIds (as
`%r`), otoIds, statuses, codes of ours and of OTO's (`OTO1029`), paths of calls, counts and seconds.
What they may not: cells, file names, names, phones, addresses, tokens, what OTO wrote, a URL's
query, an exception's text. A record is written at once: it costs some 16 µs, a call to OTO 1 ms.
"""

import json
import logging
import os
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import TextIO, TypeAlias

run_id: ContextVar[str] = ContextVar("run_id", default="-")  # of what is logged from here on

_KEPT_FILES = 14
_LOGGER = logging.getLogger(__package__)
_LOGGER.addHandler(logging.NullHandler())  # nothing reaches stderr before `start`
_ExcInfo: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


def path(folder: Path) -> Path:
    """Today's log file of the data folder `folder`."""
    return _path_of(folder, datetime.now(UTC))


def start(
    folder: Path, verbosity: int, *, as_json: bool = False, stderr: TextIO | None = None
) -> Path:
    """Logs to a file in the data folder `folder` from now on; gives today's path.

    With `verbosity` 1 also to stderr (or to the stream in its place), with 2 and more everything
    that is done. `as_json` writes each record as an object of time, level, run, logger and message.
    Files and folder are private to the user. A log that cannot be written stops nothing and is said
    nowhere.
    """
    logging.raiseExceptions = False  # a full disk or a closed terminal ends no run
    for handler in list(_LOGGER.handlers):
        _LOGGER.removeHandler(handler)
        handler.close()
    handlers: list[logging.Handler] = [logging.StreamHandler(stderr)] if verbosity else []
    try:
        handlers.append(_DailyFile(folder))
    except OSError:
        handlers.append(logging.NullHandler())
    for handler in handlers:
        handler.setFormatter(_JsonFormatter() if as_json else _Formatter())
        _LOGGER.addHandler(handler)
    _LOGGER.setLevel(logging.DEBUG if verbosity > 1 else logging.INFO)
    _LOGGER.propagate = False
    return path(folder)


def record_crash(error: BaseException) -> Path | None:
    """Logs the kinds and code places of an unexpected error, and none of the values in it.

    Gives the log file, None when there is none.
    """
    _LOGGER.critical("crash: %s", describe(error))
    files = [each for each in _LOGGER.handlers if isinstance(each, _DailyFile)]
    return Path(files[0].baseFilename) if files else None


def describe(error: BaseException) -> str:
    """The kind of the error and of those before it, each with its file:line, on one line."""
    return " after ".join(
        " ".join([type(each).__name__, *_places(each.__traceback__)]) for each in _chain(error)
    )


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        yield each
        seen.add(id(each))
        each = each.__cause__ or each.__context__


def _places(trace: TracebackType | None) -> Iterator[str]:
    """Files with their folder only: the path to it may hold the user's name."""
    for frame in traceback.extract_tb(trace, -20):
        yield f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno}"


def _path_of(folder: Path, day: datetime) -> Path:
    return folder / "log" / f"importer-{day:%Y-%m-%d}.log"


class _DailyFile(logging.FileHandler):
    """Appends to the file of the day, in UTC.

    No file is renamed: other processes may be writing to it, and Windows would refuse.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.absolute()
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = self._begin_day(time.time())
        file.parent.mkdir(mode=0o700, exist_ok=True)
        file.parent.chmod(0o700)
        super().__init__(file, encoding="utf-8")
        for old in sorted(file.parent.glob("importer-*.log"))[:-_KEPT_FILES]:
            with suppress(OSError):
                old.unlink()

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):
            if record.created >= self._day_end:
                self.close()
                self.baseFilename = str(self._begin_day(record.created))
            super().emit(record)

    def _begin_day(self, seconds: float) -> Path:
        now = datetime.fromtimestamp(seconds, UTC)
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        self._day_end = midnight.timestamp()
        return _path_of(self._folder, now)

    def _open(self) -> TextIOWrapper:
        flags = os.O_APPEND | os.O_CREAT | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(self.baseFilename, flags, 0o600)
        if hasattr(os, "fchmod"):
            os.fchmod(descriptor, 0o600)
        return open(descriptor, "a", encoding="utf-8", errors="backslashreplace")  # noqa: PTH123


class _Formatter(logging.Formatter):
    """One line a record, whatever is in it, and no text of an exception."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(run)s %(name)s: %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        moment = datetime.fromtimestamp(record.created, UTC)
        return f"{moment.replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"

    def format(self, record: logging.LogRecord) -> str:
        record.run = run_id.get()
        line = super().format(record)
        return line if line.isprintable() else repr(line)[1:-1]

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802
        return describe(ei[1]) if ei[1] is not None else ""


class _JsonFormatter(_Formatter):
    """The same facts as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        message = record.getMessage()
        if record.exc_info:
            message = f"{message}: {self.formatException(record.exc_info)}"
        return json.dumps(
            {
                "time": self.formatTime(record),
                "level": record.levelname,
                "run": run_id.get(),
                "logger": record.name,
                "message": message,
            }
        )
