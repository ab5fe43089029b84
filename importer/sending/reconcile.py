"""Is the order that OTO has the one of the file? Compared where both sides say something."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from importer import catalog
from importer.catalog import Field, Part
from importer.orders import Order
from importer.oto import RemoteOrder
from importer.problems.problem import Problem, problem
from importer.problems.sending import DIFFERS_IN_OTO

_TOLERANCE = Decimal("0.0005")  # below the least coin of any currency; OTO's numbers are doubles
_ZERO = Decimal(0)
_LOCAL_DIGITS = 8  # of a phone number that must agree when one side has no country code


def diff(order: Order, remote: RemoteOrder) -> tuple[Problem, ...]:
    """The fields whose values differ from OTO's; empty when they are the same order."""
    row = order.rows[0] if order.rows else None
    return tuple(
        problem(DIFFERS_IN_OTO, row, field.name, ours, theirs=theirs, oto_id=remote.oto_id)
        for field, ours, theirs in _differences(order.payload, remote)
    )


def _differences(payload: dict[str, Any], remote: RemoteOrder) -> Iterator[tuple[Field, str, str]]:
    for field, number in ((catalog.AMOUNT, remote.amount), (catalog.AMOUNT_DUE, remote.amount_due)):
        ours = payload.get(field.key)
        if ours is not None and number is not None and abs(Decimal(ours) - number) > _TOLERANCE:
            yield field, _plain(Decimal(ours)), _plain(number)
    for field, theirs in (
        (catalog.PAYMENT_METHOD, remote.payment_method),
        (catalog.CURRENCY, remote.currency),
    ):
        ours = str(payload.get(field.key, ""))
        if ours and _comparable(field, theirs) and ours.casefold() != theirs.strip().casefold():
            yield field, ours, theirs
    customer = payload.get(catalog.PAYLOAD_KEY[Part.CUSTOMER], {})
    mobile = str(customer.get(catalog.MOBILE.key, ""))
    if not _same_phone(mobile, remote.mobile):
        yield catalog.MOBILE, mobile, remote.mobile
    yield from _items(payload.get(catalog.PAYLOAD_KEY[Part.ITEM], []), remote)


def _comparable(field: Field, theirs: str) -> bool:
    """OTO may name a way of paying in words of its own, which say nothing about ours."""
    known = {allowed.casefold() for allowed in field.allowed}
    return bool(theirs.strip()) and (not known or theirs.strip().casefold() in known)


def _same_phone(ours: str, theirs: str) -> bool:
    """Digits alone count, and a number with its country code is the one without it."""
    one, other = (_digits(text).lstrip("0") for text in (ours, theirs))
    if not one or not other:
        return True
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= _LOCAL_DIGITS and longer.endswith(shorter))


def _digits(text: str) -> str:
    return "".join(str(int(char)) for char in text if char.isdecimal())


def _items(items: list[dict[str, Any]], remote: RemoteOrder) -> Iterator[tuple[Field, str, str]]:
    """Quantities by SKU where both sides name them all, in total where they do not."""
    ours = _by_sku((item.get(catalog.SKU.key), item.get(catalog.QUANTITY.key)) for item in items)
    theirs = _by_sku((item.sku, item.quantity) for item in remote.items)
    if not ours or not theirs:
        return
    if "" in ours or "" in theirs:
        ours, theirs = {"": sum(ours.values(), _ZERO)}, {"": sum(theirs.values(), _ZERO)}
    if set(ours) != set(theirs):
        yield catalog.SKU, ", ".join(sorted(ours)), ", ".join(sorted(theirs))
    elif ours != theirs:
        yield catalog.QUANTITY, _quantities_text(ours), _quantities_text(theirs)


def _by_sku(items: Iterable[tuple[str | None, Decimal | None]]) -> dict[str, Decimal]:
    """The quantity of each SKU; nothing when an item does not say how many."""
    quantities: defaultdict[str, Decimal] = defaultdict(Decimal)
    for sku, quantity in items:
        if quantity is None:
            return {}
        quantities[(sku or "").strip()] += Decimal(quantity)
    return dict(quantities)


def _quantities_text(quantities: dict[str, Decimal]) -> str:
    return ", ".join(
        f"{sku}: {_plain(count)}" if sku else _plain(count)
        for sku, count in sorted(quantities.items())
    )


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
