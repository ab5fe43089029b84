"""The straight line from a file to what became of its orders.

    file ─ sheet ─ mapping ─ values ─ fill ─ account ─ schema ─ orders ─ sender ─ outcomes

`check` goes as far as the judged orders, `send_orders` does the rest. Both take their parts as
arguments and print nothing: a listener is told what happens.
"""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Literal

import pandas as pd

from importer.account import NOT_ASKED, AccountFacts, apply_account, check_account
from importer.ledger import Ledger
from importer.ledger import Run as LedgerRun
from importer.mapping import MapOptions, MappedTable, map_columns
from importer.orders import OrderRows, build, group_rows
from importer.oto import Oto
from importer.outcome import Outcome, Status
from importer.parsing import ReadOptions, parse_table
from importer.parsing.defaults import fill_defaults
from importer.problems import Problem, holds
from importer.progress import ProgressListener
from importer.reading import read_workbook
from importer.report import Rerun, load_rerun
from importer.sending import Limits, Sent, send
from importer.sending.rate_limiter import RateLimiter


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """One file and how it is to be read.

    `options` has `dates` (day or month comes first) and `decimal` (point or comma) where they were
    said; `cities` maps a city as written to OTO's name. `partial_cod` allows an order paid on
    delivery to collect less than its total; `refresh` asks all of the account's lists anew.
    """

    file: Path
    mapping: MapOptions
    options: Mapping[str, str] = field(default_factory=dict)
    cities: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    partial_cod: bool = False
    refresh: bool = False


@dataclass(frozen=True, slots=True)
class CheckedOrder:
    """One order's rows with all that was found about them; `held`: it must not be sent."""

    group: OrderRows
    problems: tuple[Problem, ...]
    held: bool


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A file that was read and judged.

    `job` is how it was read in the end; `rerun` is set when it is a report of an earlier run.
    """

    job: ImportRequest
    table: MappedTable
    frame: pd.DataFrame
    orders: Sequence[CheckedOrder]
    problems: tuple[Problem, ...]
    facts: AccountFacts
    rerun: Rerun | None

    @property
    def sendable(self) -> list[OrderRows]:
        """The orders that nothing holds back, in file order."""
        return [order.group for order in self.orders if not order.held]


async def check(
    job: ImportRequest, oto: Oto | None, ledger: Ledger | None, listener: ProgressListener
) -> CheckResult:
    """Reads and judges the whole file; with `oto` the account is asked, too, and what it answers
    is kept in `ledger` for an hour.

    Raises FileUnreadable and UsageError; what is wrong with rows is in the result.
    """
    listener.stage("reading")
    # The room of pandera takes a third of the start to load: done while the engines read.
    Thread(target=import_module, args=("importer.checks",)).start()
    book = read_workbook(job.file, encoding=job.encoding)
    rerun = load_rerun(book)
    job = job if rerun is None else _again(job, rerun)
    table = map_columns(rerun.book if rerun else book, job.mapping)
    listener.stage("checking")
    typed = fill_defaults(parse_table(table, _reading(job.options)), table)
    if oto is None:
        typed, facts = apply_account(typed, NOT_ASKED, job.cities), NOT_ASKED
    else:
        listener.stage("asking")
        typed, facts = await check_account(oto, typed, job.cities, ledger, refresh=job.refresh)
    from importer.checks import validate

    found = validate(typed, datetime.now(), partial_cod=job.partial_cod)
    said = rerun.problems if rerun else ()
    problems = (*said, *book.problems, *table.problems, *facts.problems, *typed.problems, *found)
    return CheckResult(
        job=job,
        table=table,
        frame=typed.frame,
        orders=list(_judged(group_rows(typed.frame), problems)),
        problems=problems,
        facts=facts,
        rerun=rerun,
    )


async def send_orders(
    checked: CheckResult,
    parts: "SendDependencies",
    listener: ProgressListener,
    stop: asyncio.Event,
) -> Sent:
    """Sends every order that nothing holds back, and says what became of each, in file order."""
    orders = build(checked.frame, checked.sendable)
    listener.sending(len(checked.sendable))
    return await send(
        orders,
        oto=parts.oto,
        pace=parts.pace,
        ledger=parts.ledger,
        run=parts.run,
        limits=parts.limits,
        listener=listener,
        stop=stop,
    )


@dataclass(frozen=True, slots=True)
class SendDependencies:
    """What sending needs, built by the caller."""

    oto: Oto
    pace: RateLimiter
    ledger: Ledger
    run: LedgerRun
    limits: Limits


def mark_unsent(checked: CheckResult, why: Problem) -> Sent:
    """Sends nothing: every order that nothing holds back is left, because of `why`."""
    return Sent(
        [
            Outcome(str(group.order_id), group.rows, Status.NOT_SENT, problems=(why,))
            for group in checked.sendable
        ],
        stopped=why,
    )


def outcomes(checked: CheckResult, settled: Iterable[Outcome]) -> list[Outcome]:
    """One outcome an order, in file order; `settled` are those of the orders not held back."""
    ends = iter(settled)
    return [
        _end(order, Status.INVALID) if order.held else _with(next(ends), order.problems)
        for order in checked.orders
    ]


def dry_run_outcomes(checked: CheckResult) -> list[Outcome]:
    """The outcomes of a check: `valid` or `invalid`, nothing was sent."""
    return outcomes(checked, (_end(o, Status.VALID) for o in checked.orders if not o.held))


def _end(order: CheckedOrder, status: Status) -> Outcome:
    group = order.group
    return Outcome(group.order_id or "", group.rows, status, problems=order.problems)


def _with(outcome: Outcome, found: tuple[Problem, ...]) -> Outcome:
    return replace(outcome, problems=(*outcome.problems, *found)) if found else outcome


def _judged(groups: Sequence[OrderRows], problems: Sequence[Problem]) -> Iterator[CheckedOrder]:
    """A problem holds back its whole order and no other; one of the file holds back every order."""
    of_row: dict[int, list[Problem]] = {}
    of_file = tuple(found for found in problems if found.row is None and holds(found))
    for found in problems:
        if found.row is not None:
            of_row.setdefault(found.row, []).append(found)
    for group in groups:
        mine = tuple(found for row in group.rows for found in of_row.get(row, ()))
        held = bool(of_file) or any(holds(found) for found in mine)
        yield CheckedOrder(group, (*of_file, *mine), held)


def _again(job: ImportRequest, rerun: Rerun) -> ImportRequest:
    """What the first run was told counts again, but for what is said anew."""
    mapping = replace(
        job.mapping,
        maps={**rerun.maps, **job.mapping.maps},
        constants={**rerun.constants, **job.mapping.constants},
    )
    return replace(
        job,
        mapping=mapping,
        options={**rerun.options, **job.options},
        cities={**rerun.cities, **job.cities},
    )


_ORDERS: Mapping[str, Literal["day", "month"]] = {"day": "day", "month": "month"}
_MARKS: Mapping[str, Literal[".", ","]] = {"point": ".", "comma": ","}


def _reading(options: Mapping[str, str]) -> ReadOptions:
    return ReadOptions(
        date_order=_ORDERS.get(options.get("dates", "")),
        decimal_mark=_MARKS.get(options.get("decimal", "")),
    )
