"""All files that were dropped and are not done with, and what the page knows beside them."""

import hashlib
import re
import secrets
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from importer import settings as settings_module
from importer.accounts import ADD_AGAIN, past_runs
from importer.errors import SetupError
from importer.i18n import Language, _
from importer.ledger import Ledger, PastRun
from importer.run_context import name_of_account
from importer.settings import Settings
from importer.web.own_worker import OwnWorker
from importer.web.upload import BUSY, Busy, Upload

_ID = re.compile("[a-z0-9]{16}")
_OF_ACCOUNT = "account-"
_KEPT_DAYS = 30.0
_MOST_RUNS = 20
_NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]')
_LONGEST_NAME = 120


def refuse_foreign(settings: Settings, allowed: str | None) -> None:
    """Raises SetupError when the token would go to a host but OTO's that nobody allowed."""
    if settings.is_foreign and allowed != settings.host:
        raise SetupError(
            _("Nothing was sent to {host}: it is not OTO's, and nobody allowed it.").given(
                host=settings.host
            )
        )


class Desk:
    """The uploads in the data folder, by their id; each account that has a name has its own.

    They stay for 30 days after the last change, so that what was mended outlives browser and
    program. `rehearsal` says that nothing leaves this machine; `allowed_host` is the one host that
    is not OTO's to which a token may go; `path` stands before the addresses of its page. With
    `hands_over` files can be handed over to workers; `worker` is one of the page's own.
    """

    def __init__(
        self,
        settings: Settings,
        lang: Language,
        *,
        rehearsal: bool = False,
        allowed_host: str | None = None,
        path: str = "",
        hands_over: bool = False,
        worker: OwnWorker | None = None,
    ) -> None:
        self.lang, self.rehearsal, self.path = lang, rehearsal, path
        self.settings, self.hands_over, self.worker = settings, hands_over, worker
        self.account = ""  # as OTO calls it, once it was asked
        self._allowed_host = allowed_host
        self._root = settings.data_dir / "web"
        self._folder = self._root / _folder_of(settings.account_name)
        self._uploads: dict[str, Upload] = {}
        self._lock = threading.Lock()
        self.is_leaving = threading.Event()
        self._forget_old()

    def add(self, name: str, data: bytes) -> Upload:
        """Keeps a file, and begins to judge it."""
        upload_id = secrets.token_hex(8)
        upload = Upload.create(
            self._folder / upload_id, _file_name(name), data, lambda: self.settings, self.lang
        )
        with self._lock:
            self._uploads[upload_id] = upload
        upload.judge_soon(0)
        return upload

    def upload(self, upload_id: str) -> Upload | None:
        """The upload of that id; one of an earlier start of the program is judged again."""
        if not _ID.fullmatch(upload_id):
            return None
        with self._lock:
            if upload_id in self._uploads:
                return self._uploads[upload_id]
            with suppress(OSError, ValueError, KeyError, TypeError):
                upload = Upload(self._folder / upload_id, lambda: self.settings, self.lang)
                self._uploads[upload_id] = upload
                upload.judge_soon(0)
                return upload
        return None

    def uploads(self) -> list[Upload]:
        """All of them, the latest change first."""
        found = [upload for each in self._folders() if (upload := self.upload(each.name))]
        return sorted(found, key=lambda upload: upload.changed, reverse=True)

    def remove(self, upload: Upload) -> None:
        """Forgets the file and all that was said of it. Raises Busy while it is being sent."""
        if upload.is_sending:
            raise Busy(BUSY)
        upload.close()
        with self._lock:
            self._uploads.pop(upload.id, None)
        shutil.rmtree(upload.folder, ignore_errors=True)

    def runs(self) -> list[PastRun]:
        """The latest runs, those of the command line, too."""
        with suppress(SetupError), Ledger.open(self.settings.ledger) as ledger:
            return past_runs(ledger, self.settings, _MOST_RUNS)
        return []

    async def login(self, text: str) -> str:
        """Tries the refresh token in what was pasted, keeps it, and gives the account's name.
        Raises SetupError and CallError when OTO does not take it, SetupError where the page is one
        account's."""
        if self.settings.account_name:
            raise SetupError(
                _("This page is that of the account “{name}”.", name=self.settings.account_name),
                ADD_AGAIN.given(name=self.settings.account_name),
            )
        settings = replace(self.settings, token=settings_module.token_in(text))
        refuse_foreign(settings, self._allowed_host)
        self.account = await name_of_account(settings)
        settings_module.keep_token(settings.needed_token(), Path.cwd())
        self.settings = settings
        for upload in self.uploads():
            upload.judge_soon(0)
        return self.account

    def start_worker(self) -> None:
        """Has the page's own worker carry what waits, where it may have one and no other lives."""
        if self.worker is not None:
            self.worker.start()

    def leave(self) -> None:
        """Ends the program. Raises Busy while anything is being sent."""
        if any(upload.is_sending_here for upload in self._uploads.values()):
            raise Busy(BUSY)
        self.is_leaving.set()

    def stop(self) -> None:
        """Ends what is being sent in good order."""
        for upload in list(self._uploads.values()):
            upload.stop()

    def close(self) -> None:
        """Ends what is being sent in good order, and waits until it is written."""
        self.stop()
        for upload in list(self._uploads.values()):
            upload.close()
        if self.worker is not None:
            self.worker.close()

    def _folders(self) -> Iterator[Path]:
        with suppress(OSError):
            yield from (each for each in self._folder.iterdir() if _ID.fullmatch(each.name))

    def _forget_old(self) -> None:
        for folder in [*self._root.glob("*"), *self._root.glob(f"{_OF_ACCOUNT}*/*")]:
            is_old = time.time() - folder.stat().st_mtime > _KEPT_DAYS * 24 * 3600
            if is_old and _ID.fullmatch(folder.name):
                shutil.rmtree(folder, ignore_errors=True)


def _folder_of(account_name: str) -> str:
    """Where the account's uploads are; a name is no name of a folder on every system."""
    if not account_name:
        return ""
    return f"{_OF_ACCOUNT}{hashlib.sha256(account_name.encode()).hexdigest()[:16]}"


def _file_name(name: str) -> str:
    """What the browser calls the file, as a name that every system can have."""
    name = _NOT_IN_A_NAME.sub("_", re.split(r"[/\\]", name)[-1]).strip(" .") or "orders"
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:_LONGEST_NAME]}{dot}{ending[:10]}" if dot else name[:_LONGEST_NAME]
