"""What became of each order: what the check, the ledger and the sending say of it, in one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from importer import catalog
from importer.ledger import Entry, Ledger
from importer.orders import OrderRows, source_fingerprints
from importer.outcome import IN_OTO, Outcome, Status
from importer.pipeline import CheckedOrder, CheckResult
from importer.problems import Problem, problem
from importer.problems.sending import MAYBE_SENT, MENDED_SINCE
from importer.sending import SendResult, recorded_outcome

_NONE: Mapping[int, Outcome] = {}


def recorded_outcomes(
    checked: CheckResult,
    groups: Sequence[OrderRows],
    ledger: Ledger,
    destination: str,
    account: str,
) -> dict[int, Outcome]:
    """By first row, what the ledger says of those of the groups that OTO has or may have: no
    mistake in a row and no answer to a question makes that untrue."""
    ids = [group.order_id for group in groups if group.order_id]
    entries = ledger.entries(destination, account, ids)
    known = [group for group in groups if group.order_id in entries]
    recorded = {}
    for order in checked.build(known):
        outcome = recorded_outcome(order, entries[order.order_id])
        if outcome is not None:
            recorded[order.rows[0]] = outcome
    unnumbered = [group for group in groups if group.order_id is None]
    if unnumbered:
        recorded |= _numbered_since(checked, unnumbered, ledger, destination, account)
    return recorded


def _numbered_since(
    checked: CheckResult,
    groups: Sequence[OrderRows],
    ledger: Ledger,
    destination: str,
    account: str,
) -> dict[int, Outcome]:
    """By first row, what became of rows without a number that were given one in a report: those of
    this very file are in OTO, and of rows that say the same it is told that they may be."""
    as_they_stood = checked.sources(groups)
    by_content = dict(zip(as_they_stood, source_fingerprints(checked.table, groups), strict=True))
    ours = {order.group.order_id for order in checked.orders}
    sent: dict[str, list[Entry]] = {}
    sources = {*as_they_stood.values(), *by_content.values()}
    for source, entry in ledger.created_of(destination, account, sources):
        if entry.order_id not in ours:
            sent.setdefault(source, []).append(entry)
    found = {}
    for group in groups:
        row = group.rows[0]
        is_certain = as_they_stood[row] in sent
        entries = sent.get(as_they_stood[row] if is_certain else by_content[row])
        if entries:
            found[row] = _ending_of_unnumbered(group, entries.pop(0), is_certain=is_certain)
    return found


def _ending_of_unnumbered(group: OrderRows, entry: Entry, *, is_certain: bool) -> Outcome:
    row, sent = group.rows[0], f"{entry.sent_at:%Y-%m-%d}"
    if not is_certain:
        number = catalog.ORDER_ID.name
        doubt = problem(MAYBE_SENT, row, number, number=entry.order_id, sent=sent)
        return Outcome("", group.rows, Status.INVALID, problems=(doubt,))
    return Outcome(
        entry.order_id,
        group.rows,
        Status.ALREADY_CREATED,
        entry.oto_ids,
        (problem(MENDED_SINCE, row, sent=sent),),
        entry.attempts,
        entry.sent_at,
    )


def mark_unsent(
    checked: CheckResult, why: Problem, recorded: Mapping[int, Outcome], *, reached: bool
) -> SendResult:
    """Sends nothing: every order that nothing holds back is left, because of `why`, but for those
    that are `recorded`. `reached` is whether OTO answered the account."""
    return SendResult(
        [
            recorded.get(group.rows[0])
            or Outcome(str(group.order_id), group.rows, Status.NOT_SENT, problems=(why,))
            for group in checked.sendable
        ],
        stopped=why,
        reached=reached,
    )


def outcomes(
    checked: CheckResult, settled: Iterable[Outcome], recorded: Mapping[int, Outcome] = _NONE
) -> list[Outcome]:
    """One outcome an order, in file order; `settled` are those of the orders not held back. Of an
    order that is held back and `recorded`, that is told beside its mistakes."""
    ends = iter(settled)
    return [
        _held(order, recorded) if order.held else _with(next(ends), order.problems)
        for order in checked.orders
    ]


def dry_run_outcomes(
    checked: CheckResult, recorded: Mapping[int, Outcome] = _NONE
) -> list[Outcome]:
    """The outcomes of a check: `valid` or `invalid`, and what is `recorded` of earlier runs;
    nothing was sent."""
    valid = (
        recorded.get(order.group.rows[0]) or _end(order, Status.VALID, ())
        for order in checked.orders
        if not order.held
    )
    return outcomes(checked, valid, recorded)


def _held(order: CheckedOrder, recorded: Mapping[int, Outcome]) -> Outcome:
    """Of an order that is in OTO the mistakes in its rows are no problems any more."""
    outcome = recorded.get(order.group.rows[0])
    if outcome is None:
        return _end(order, Status.INVALID, order.problems)
    return outcome if outcome.status in IN_OTO else _with(outcome, order.problems)


def _end(order: CheckedOrder, status: Status, problems: tuple[Problem, ...]) -> Outcome:
    group = order.group
    return Outcome(group.order_id or "", group.rows, status, problems=problems)


def _with(outcome: Outcome, problems: tuple[Problem, ...]) -> Outcome:
    return replace(outcome, problems=(*outcome.problems, *problems)) if problems else outcome
