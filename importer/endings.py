"""What became of each order: what the check, the ledger and the sending say of it, in one."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from importer.ledger import Entry
from importer.orders import OrderRows
from importer.outcome import IN_OTO, Outcome, Status
from importer.pipeline import CheckedOrder, CheckResult
from importer.problems import Problem
from importer.sending import SendResult, recorded_outcome

_NONE: Mapping[str, Outcome] = {}


def recorded_outcomes(
    checked: CheckResult, groups: Iterable[OrderRows], entries: Mapping[str, Entry]
) -> dict[str, Outcome]:
    """By order id, what the ledger's `entries` say of those of the groups that OTO has or may have:
    no mistake in a row and no answer to a question makes that untrue."""
    known = [group for group in groups if group.order_id in entries]
    recorded = {}
    for order in checked.build(known):
        outcome = recorded_outcome(order, entries[order.order_id])
        if outcome is not None:
            recorded[order.order_id] = outcome
    return recorded


def mark_unsent(
    checked: CheckResult, why: Problem, recorded: Mapping[str, Outcome], *, reached: bool
) -> SendResult:
    """Sends nothing: every order that nothing holds back is left, because of `why`, but for those
    that are `recorded`. `reached` is whether OTO answered the account."""
    return SendResult(
        [
            recorded.get(str(group.order_id))
            or Outcome(str(group.order_id), group.rows, Status.NOT_SENT, problems=(why,))
            for group in checked.sendable
        ],
        stopped=why,
        reached=reached,
    )


def outcomes(
    checked: CheckResult, settled: Iterable[Outcome], recorded: Mapping[str, Outcome] = _NONE
) -> list[Outcome]:
    """One outcome an order, in file order; `settled` are those of the orders not held back. Of an
    order that is held back and `recorded`, that is told beside its mistakes."""
    ends = iter(settled)
    return [
        _held(order, recorded) if order.held else _with(next(ends), order.problems)
        for order in checked.orders
    ]


def dry_run_outcomes(
    checked: CheckResult, recorded: Mapping[str, Outcome] = _NONE
) -> list[Outcome]:
    """The outcomes of a check: `valid` or `invalid`, and what is `recorded` of earlier runs;
    nothing was sent."""
    valid = (
        recorded.get(order.group.order_id or "") or _end(order, Status.VALID, ())
        for order in checked.orders
        if not order.held
    )
    return outcomes(checked, valid, recorded)


def _held(order: CheckedOrder, recorded: Mapping[str, Outcome]) -> Outcome:
    """Of an order that is in OTO the mistakes in its rows are no problems any more."""
    outcome = recorded.get(order.group.order_id or "")
    if outcome is None:
        return _end(order, Status.INVALID, order.problems)
    return outcome if outcome.status in IN_OTO else _with(outcome, order.problems)


def _end(order: CheckedOrder, status: Status, problems: tuple[Problem, ...]) -> Outcome:
    group = order.group
    return Outcome(group.order_id or "", group.rows, status, problems=problems)


def _with(outcome: Outcome, problems: tuple[Problem, ...]) -> Outcome:
    return replace(outcome, problems=(*outcome.problems, *problems)) if problems else outcome
