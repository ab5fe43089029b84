"""The straight line from a file to what became of its orders.

    file ─ sheet ─ mapping ─ values ─ fill ─ account ─ schema ─ orders ─ sender ─ outcomes

`check` goes as far as the judged orders, `send_orders` does the rest. Both take their parts as
arguments and print nothing: a listener is told what happens.
"""

import asyncio
import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib import import_module

import pandas as pd

from importer.account import NOT_ASKED, AccountFacts, apply_account, check_account
from importer.i18n import Language
from importer.ledger import Ledger
from importer.ledger import Run as LedgerRun
from importer.mapping import MappedTable, map_columns
from importer.orders import Order, OrderRows, build, group_rows, placed, source_fingerprints
from importer.oto import Oto
from importer.parsing import ParsedTable, parse_table
from importer.parsing.defaults import fill_defaults
from importer.problems import Problem, holds
from importer.progress import ProgressListener
from importer.reading import Sheet, Workbook, read_workbook
from importer.report import Rerun, load_rerun
from importer.request import ImportRequest, with_answers_of
from importer.sending import Limits, SendResult, send
from importer.sending.rate_limiter import RateLimiter

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CheckedOrder:
    """One order's rows with all that was found about them; `held`: it must not be sent."""

    group: OrderRows
    problems: tuple[Problem, ...]
    held: bool


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A file that was read and judged.

    `request` is how it was read in the end; `rerun` is set when it is a report of an earlier run.
    `unmended` is the sheet of the orders as it stands in the file, and `first_rows` are, where
    cells were mended since, the fingerprints of all orders as they stood before, by first row.
    """

    request: ImportRequest
    table: MappedTable
    frame: pd.DataFrame
    orders: Sequence[CheckedOrder]
    problems: tuple[Problem, ...]
    facts: AccountFacts
    rerun: Rerun | None
    unmended: Sheet
    first_rows: Mapping[int, str] = field(default_factory=dict)

    @property
    def sendable(self) -> list[OrderRows]:
        """The orders that nothing holds back, in file order."""
        return [order.group for order in self.orders if not order.held]

    @property
    def held(self) -> list[OrderRows]:
        """The orders that something holds back, in file order."""
        return [order.group for order in self.orders if order.held]

    def build(self, groups: Sequence[OrderRows]) -> Iterator[Order]:
        """The whole orders of the groups, one after another."""
        return build(self.frame, groups, self.table, self._first_sources(groups))

    def sources(self, groups: Sequence[OrderRows]) -> dict[int, str]:
        """By each group's first row the fingerprints of its rows as they first stood, before they
        were mended in any report; of rows without a number their place in this very file counts,
        too, for nothing else tells one from another that says the same."""
        own = zip(groups, source_fingerprints(self.table, groups), strict=True)
        first, file = self._first_sources(groups), self.table.book.sha256
        return {
            row: first.get(row) or (source if group.order_id else placed(source, file, row))
            for group, source in own
            for row in group.rows[:1]
        }

    def _first_sources(self, groups: Sequence[OrderRows]) -> Mapping[int, str]:
        """The same of those groups alone that an earlier report held, or that were mended."""
        found = {}
        for group in groups:
            before = [self.first_rows[row] for row in group.rows if row in self.first_rows]
            if self.rerun is not None and not before:
                before = [self.rerun.first_sources(group.order_id, group.rows)]
            if sources := " ".join(before):
                found[group.rows[0]] = sources
        return found

    @property
    def lang(self) -> Language:
        """The language of the first run's report, or else of the sheet."""
        return (self.rerun and self.rerun.lang) or self.table.lang


async def check(
    request: ImportRequest, oto: Oto | None, ledger: Ledger | None, listener: ProgressListener
) -> CheckResult:
    """Reads and judges the whole file; with `oto` the account is asked, too, and what it answers
    is kept in `ledger` for an hour.

    Raises FileUnreadable and UsageError; what is wrong with rows is in the result.
    """
    listener.stage("reading")
    started = time.perf_counter()
    # The room of pandera takes a third of the start to load: done while the engines read.
    with ThreadPoolExecutor(1) as loading:
        loading.submit(import_module, "importer.checks")
        book = read_workbook(request.file, encoding=request.encoding)
        rerun = load_rerun(book)
        request = request if rerun is None else with_answers_of(rerun, request)
        whole = rerun.book if rerun else book
        table = map_columns(request.mended(whole), request.mapping)
        _log.info("read: %d rows in %.2f s", len(table.frame), time.perf_counter() - started)
        listener.stage("checking")
        typed = fill_defaults(parse_table(table, request.reading), table)
    if oto is None:
        typed, facts = apply_account(typed, NOT_ASKED, request.cities), NOT_ASKED
    else:
        listener.stage("asking")
        typed, facts = await check_account(
            oto, typed, request.cities, ledger, refresh=request.refresh
        )
    found = (*(rerun.problems if rerun else ()), *book.problems, *facts.problems)
    checked = judge(request, table, typed, facts, rerun, found)
    if request.mends:
        checked = _with_unmended(checked, whole)
    counts = len(checked.orders), len(checked.sendable), len(checked.problems)
    seconds = time.perf_counter() - started
    _log.info("checked: %d orders, %d to send, %d problems in %.2f s", *counts, seconds)
    return checked


def judge(
    request: ImportRequest,
    table: MappedTable,
    typed: ParsedTable,
    facts: AccountFacts,
    rerun: Rerun | None,
    found: Sequence[Problem],
) -> CheckResult:
    """The orders of a typed table with all that is wrong with them, and what was `found` before."""
    from importer.checks import validate

    judged = validate(typed, datetime.now(), partial_cod=request.partial_cod)
    problems = (*found, *table.problems, *typed.problems, *judged)
    orders = list(_judged(group_rows(typed.frame), problems))
    return CheckResult(request, table, typed.frame, orders, problems, facts, rerun, table.sheet)


def _with_unmended(checked: CheckResult, whole: Workbook) -> CheckResult:
    """The same with what the file itself says in place of the cells that were mended."""
    table = map_columns(whole, checked.request.mapping)
    frame = parse_table(table, checked.request.reading).frame
    before = replace(checked, table=table, frame=frame)
    sources = before.sources(group_rows(frame))
    return replace(checked, unmended=table.sheet, first_rows=sources)


async def send_orders(
    checked: CheckResult,
    parts: "SendDependencies",
    listener: ProgressListener,
    stop: asyncio.Event,
) -> SendResult:
    """Sends every order that nothing holds back, and says what became of each, in file order; of
    those held back, which ones OTO has all the same."""
    orders = checked.build(checked.sendable)
    # A file of which nothing can be sent is as quickly told as a check.
    held = [group for group in checked.held if group.order_id and checked.sendable]
    listener.sending(len(checked.sendable))
    return await send(
        orders,
        held=checked.build(held),
        oto=parts.oto,
        rate_limiter=parts.rate_limiter,
        ledger=parts.ledger,
        run=parts.run,
        limits=parts.limits,
        may_look=parts.may_look,
        was_reached=checked.facts.asked,
        listener=listener,
        stop=stop,
    )


@dataclass(frozen=True, slots=True)
class SendDependencies:
    """What sending needs, built by the caller."""

    oto: Oto
    rate_limiter: RateLimiter
    ledger: Ledger
    run: LedgerRun
    limits: Limits
    may_look: bool = True


def _judged(groups: Sequence[OrderRows], problems: Sequence[Problem]) -> Iterator[CheckedOrder]:
    """A problem holds back its whole order and no other; one of the file holds back every order."""
    of_row: dict[int, list[Problem]] = {}
    of_file = tuple(each for each in problems if each.row is None and holds(each))
    for each in problems:
        if each.row is not None:
            of_row.setdefault(each.row, []).append(each)
    for group in groups:
        of_order = tuple(each for row in group.rows for each in of_row.get(row, ()))
        held = bool(of_file) or any(map(holds, of_order))
        yield CheckedOrder(group, (*of_file, *of_order), held)
