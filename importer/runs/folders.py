"""Watched folders: a file that is dropped there is submitted once and comes back with its report.

A file is taken by renaming it into `in-progress`, under the id that its job will have; of several
workers one succeeds. All else is found from what lies there: a file whose job does not exist yet is
submitted, one whose job has ended goes to `done` or `to-fix`. So whoever looks next goes on where a
worker was killed. Nothing is overwritten, and nothing that was dropped is deleted.
"""

import filecmp
import logging
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from importer.i18n import LANGUAGES, _
from importer.ledger import Ledger
from importer.ledger.failpoints import hit
from importer.runs.jobs import COPY, ERROR, PAGE, REPORT, RUN, Job, Jobs, State, new_id
from importer.runs.messages import read, said_of
from importer.runs.options import JobOptions
from importer.runs.stillness import Stillness, read_file

IN_PROGRESS, DONE, TO_FIX = "in-progress", "done", "to-fix"
SAME = _("A file with the same content was handed over before: this one is not sent again.")
SEE_RUN = _("What became of it: python -m importer runs {run}")
NO_REPORT = _(
    "There is no report of this file's run: it was ended before it began, or is long ago."
)
_TAKEN = re.compile(r"(\d{8}-\d{6}-[0-9a-f]{16})-(.+)", re.DOTALL)
_NOTED_SECONDS = 60.0  # between two notes that somebody looks
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Folder:
    """A watched folder; `looked_at` is when a worker could last see to it, in seconds since
    1970."""

    path: Path
    account_name: str
    options: JobOptions
    looked_at: float | None


def add(ledger: Ledger, path: Path, options: JobOptions, *, account_name: str) -> None:
    """Has workers watch the folder, from now on with these options."""
    said = options.to_json().decode()
    ledger.database.execute("keep_folder", path=str(path), account_name=account_name, options=said)


def remove(ledger: Ledger, path: Path) -> bool:
    """Has nobody watch the folder any more; whether it was watched."""
    return bool(ledger.database.execute("delete_folder", path=str(path)))


def known_folders(ledger: Ledger) -> list[Folder]:
    """All of them, by path."""
    return [_folder_of(row) for row in ledger.database.execute("folders")]


def look_into_all(ledger: Ledger, stillness: Stillness) -> int:
    """Goes on with what lies in the watched folders, as far as this machine has them. Gives for how
    many files it waits: until they are whole, or until their runs are over."""
    waiting = 0
    for folder in known_folders(ledger):
        if not folder.path.is_dir():
            continue  # another machine's
        try:
            waiting += _look(ledger, folder, stillness)
        except OSError as error:
            _log.warning("a watched folder: %s %s", type(error).__name__, error.errno)
        else:
            ledger.database.execute("note_look", path=str(folder.path), seconds=_NOTED_SECONDS)
    return waiting


def _look(ledger: Ledger, folder: Folder, stillness: Stillness) -> int:
    for name in (IN_PROGRESS, DONE, TO_FIX):
        own = folder.path / name
        own.mkdir(exist_ok=True)
        if own.is_symlink():
            raise NotADirectoryError
    waiting = 0
    for file in _dropped(folder.path):
        with _noted():
            if stillness.is_still(file):
                _take(file)
            else:
                waiting += 1
    for file in sorted((folder.path / IN_PROGRESS).iterdir()):
        with _noted():
            waiting += _go_on(ledger, folder, file)
    return waiting


@contextmanager
def _noted() -> Iterator[None]:
    """One file that is held by somebody, or was moved by another worker, is no other file's
    trouble."""
    try:
        yield
    except FileNotFoundError:
        pass
    except OSError as error:
        _log.warning("a file of a watched folder: %s %s", type(error).__name__, error.errno)


def _dropped(folder: Path) -> list[Path]:
    """What may be a file of orders, the oldest first; no link, which may lead anywhere."""
    from importer.reading import order_files  # which brings pandas

    return [file for file in reversed(order_files(folder)) if not file.is_symlink()]


def _take(file: Path) -> None:
    with file.open("rb"):
        pass  # where somebody holds it, it does not open
    file.rename(file.parent / IN_PROGRESS / f"{new_id()}-{file.name}")
    hit("taken")


def _go_on(ledger: Ledger, folder: Folder, file: Path) -> bool:
    """Does for a taken file what is next; whether its run is under way."""
    found = _TAKEN.fullmatch(file.name)
    if found is None or file.is_symlink():
        return False  # somebody put it there by hand
    job_id, name = found.groups()
    jobs = Jobs(ledger)
    job = jobs.find(job_id) or _submit(ledger, folder, file, job_id, name)
    if job.job_id != job_id:
        if job.state is not State.ENDED:
            return True  # whether its orders come to OTO is not known yet
        said = said_of(SAME, SEE_RUN.given(run=job.job_id))
        _put(folder.path / DONE / f"{name}.txt", _as_text(said, folder))
        _move(file, folder.path / DONE / name)
        return False
    if job.state is State.ENDED:
        _bring_back(jobs, folder, file, name, job)
    return job.is_under_way


def _submit(ledger: Ledger, folder: Folder, file: Path, job_id: str, name: str) -> Job:
    """The job of the file's content: its own, unless an earlier one has it."""
    jobs, account_name = Jobs(ledger), folder.account_name
    data = read_file(file, follow=False)
    with ledger.transaction(alone=True):
        found = jobs.find(job_id) or jobs.of_content(data, account_name)
        if found is None:
            said = folder.options
            jobs.submit(name, data, said, account_name=account_name, kind=RUN, job_id=job_id)
            found = jobs.find(job_id)
    assert found is not None
    return found


def _bring_back(jobs: Jobs, folder: Folder, file: Path, name: str, job: Job) -> None:
    """Puts what came of the run beside its file, which goes last: until then it is done again."""
    target = folder.path / (DONE if job.exit_code == 0 else TO_FIX)
    written = [found for kind in (REPORT, PAGE, COPY) if (found := jobs.file(job.job_id, kind))]
    error = jobs.file(job.job_id, ERROR)
    if error is not None or not written:
        said = error[1] if error is not None else said_of(NO_REPORT, SEE_RUN.given(run=job.job_id))
        written.append((f"{name}.txt", _as_text(said, folder)))
    for beside, content in written:
        _put(target / beside, content)
    _move(file, target / name)


def _as_text(said: bytes, folder: Folder) -> bytes:
    """What was said, in the folder's language, else in all: nobody knows who opens it."""
    langs = [folder.options.lang] if folder.options.lang else LANGUAGES
    texts = ["\n".join(filter(None, read(said, lang))) for lang in langs]
    return "\n\n".join(texts).encode("utf-8-sig")  # so that Windows reads it as such


def _put(target: Path, content: bytes) -> None:
    """Writes a file there, as `_move` moves one."""
    temporary = target.with_name(f".{secrets.token_hex(8)}.part")
    temporary.write_bytes(content)
    _move(temporary, target)


def _move(file: Path, target: Path) -> None:
    """Moves a file there, under a number where the name is taken. One of the same content is what a
    worker put there that was killed over it, or is at it just now."""
    final, number = target, 1
    while not _takes_name(file, final):
        number += 1
        final = target.with_name(f"{target.stem}-{number}{target.suffix}")
    hit("moved")


def _takes_name(file: Path, final: Path) -> bool:
    """Whether the file has the name now; False when another file has it."""
    try:
        os.link(file, final)  # which overwrites nothing, as a rename would
    except FileExistsError:
        if not filecmp.cmp(file, final, shallow=False):
            return False
    except FileNotFoundError:
        raise  # another worker has moved it
    except OSError:  # there are no links on this share
        return _takes_free_name(file, final)
    hit("linked")
    file.unlink()
    return True


def _takes_free_name(file: Path, final: Path) -> bool:
    try:
        final.touch(exist_ok=False)
    except FileExistsError:
        return False
    try:
        file.replace(final)
    except BaseException:
        final.unlink()
        raise
    return True


def _folder_of(row: Any) -> Folder:
    return Folder(
        Path(row["path"]),
        row["account_name"],
        JobOptions.from_json(row["options"].encode()),
        row["looked_at"],
    )
