"""Hands jobs out to workers, those of one account one after the other; the only place that knows
DBOS, of which nothing else is used.

What is kept there are ids of jobs and names of accounts. Whether a job is waiting or has ended is
said by the ledger alone, so what is handed out twice, or in vain, does no harm.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer, error
from sqlalchemy.exc import SQLAlchemyError

from importer.errors import LedgerAway
from importer.i18n import _
from importer.ledger.database import is_shared
from importer.ledger.file import make_private

_APPLICATION = "oto-importer"
_VERSION = "1"  # constant: workers of every version take what others put
_QUEUE, _WORKFLOW = "runs", "carry"
_POLL_SECONDS = 0.5
_BEGAN = 1_767_225_600.0  # 2026, in seconds since 1970
_MOST_FORGOTTEN = 1000
_NAMELESS = "-"  # the account of the machine's own token
_log = logging.getLogger(__name__)


class _OurLog(logging.Handler):
    """Its warnings go into our log by their place alone: texts of errors may hold anything."""

    def emit(self, record: logging.LogRecord) -> None:
        _log.log(record.levelno, "dbos: %s:%d", record.filename, record.lineno)


_theirs = logging.getLogger("dbos")
_theirs.handlers = [_OurLog(logging.WARNING)]  # else it writes to the console
_theirs.propagate = False
_carry: Callable[[str], None]  # what the workflow does in this process


@DBOS.workflow(name=_WORKFLOW, max_recovery_attempts=None)
def _workflow(job_id: str) -> None:
    _carry(job_id)


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A job that waits for a worker (empty), or is that worker's."""

    workflow_id: str
    job_id: str
    worker: str


class Engine:
    """The engine beside the ledger at an absolute path or a `postgresql://` URL.

    Opening it and its verbs raise LedgerAway when its database does not answer.
    """

    def __init__(self, ledger: str) -> None:
        self._url = _url_beside(ledger)
        with _translated():
            DBOS.migrate(self._url)
            self._client = DBOSClient(
                system_database_url=self._url,
                serializer=DBOSPortableJSONSerializer(),
                application_name=_APPLICATION,
                retry_connection_errors=False,
            )

    def close(self) -> None:
        """Lets the database go."""
        self._client.destroy()

    def list(self) -> Sequence[HandedOut]:
        """The jobs that are handed out, or are to be."""
        with _translated():
            found = self._client.list_workflows(
                queue_name=_QUEUE, status=["ENQUEUED", "PENDING"], load_input=False
            )
        return [
            HandedOut(
                each.workflow_id,
                each.workflow_id.partition("/")[0],
                (each.executor_id or "") if each.status == "PENDING" else "",
            )
            for each in found
        ]

    def put(self, job_id: str, account_name: str, submitted_at: float = _BEGAN) -> None:
        """Hands the job to the next worker that is free, unless it is handed out already; of an
        account's jobs the one submitted first (in seconds since 1970) goes first."""
        with _translated():
            before = self._client.list_workflows(
                workflow_id_prefix=f"{job_id}/", load_input=False, load_output=False
            )
            if any(each.status in ("ENQUEUED", "PENDING") for each in before):
                return
            numbers = [int(each.workflow_id.rpartition("/")[2]) for each in before]
            self._client.enqueue(
                {
                    "workflow_name": _WORKFLOW,
                    "queue_name": _QUEUE,
                    # Put twice at once, it is one.
                    "workflow_id": f"{job_id}/{max(numbers, default=-1) + 1}",
                    "queue_partition_key": account_name or _NAMELESS,
                    "priority": _priority(submitted_at),
                    "app_version": _VERSION,
                },
                job_id,
            )

    def hand_on(self, worker: str) -> None:
        """Lets others have what the worker had: until then its accounts have no turn."""
        for each in self.list():
            if each.worker == worker:
                with _translated():
                    self._client.resume_workflow(each.workflow_id, queue_name=_QUEUE)

    def forget_old(self, days: float) -> None:
        """Deletes what was handed out and done so long ago, a thousand jobs at a time."""
        before = datetime.now(UTC) - timedelta(days=days)
        with _translated():
            done = self._client.list_workflows(
                queue_name=_QUEUE,
                status=["SUCCESS", "ERROR", "CANCELLED"],
                completed_before=before.isoformat(),
                limit=_MOST_FORGOTTEN,
                load_input=False,
                load_output=False,
            )
            self._client.delete_workflows([each.workflow_id for each in done])

    @contextmanager
    def carrying(self, worker: str, slots: int, carry: Callable[[str], None]) -> Iterator[None]:
        """Inside, `carry` is called with the id of each job that this worker gets, in a thread each
        and at the most `slots` at once. `slots` counts for all workers. One worker a process."""
        global _carry
        _carry = carry
        config: DBOSConfig = {
            "name": _APPLICATION,
            "system_database_url": self._url,
            "serializer": DBOSPortableJSONSerializer(),
            "application_version": _VERSION,
            "executor_id": worker,
            "enable_otlp": False,
            "log_level": "WARNING",
        }
        try:
            with _translated():
                self._client.register_queue(
                    _QUEUE,
                    partition_concurrency=1,
                    worker_concurrency=slots,
                    polling_interval_sec=_POLL_SECONDS,
                )
                DBOS(config=config)
                DBOS.launch()
            yield
        finally:
            DBOS.destroy()


def _priority(submitted_at: float) -> int:
    """The smaller the sooner: tenths of a second, as far as the engine counts."""
    return max(1, min(2**31 - 1, round((submitted_at - _BEGAN) * 10)))


def _url_beside(ledger: str) -> str:
    if is_shared(ledger):
        from importer.ledger.postgres import url_for_others

        return url_for_others(f"postgresql://{ledger.partition('://')[2]}")
    path = Path(f"{ledger}.runs")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    make_private(path)
    return f"sqlite:///{path}"


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, error.DBOSException) as failure:
        raise LedgerAway(
            _("The database that hands out runs does not answer."),
            _("See that the database of the ledger runs; a worker goes on by itself then."),
        ) from failure
