"""Is the order that OTO has the one of the file? Compared where both sides say something."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from importer import catalog
from importer.account.city_spelling import consonants_across_scripts, is_arabic
from importer.catalog import Field, Part
from importer.catalog.iso import decimals
from importer.i18n import Message, _
from importer.orders import Order
from importer.oto import RemoteItem, RemoteOrder
from importer.problems.problem import Problem, problem
from importer.problems.sending import DIFFERS_IN_OTO
from importer.text import fold_words

_TOLERANCE = Decimal("0.0005")  # below the least coin of any currency; OTO's numbers are doubles
_ZERO = Decimal(0)
_LONG_TEXT = 40  # characters from which on OTO may have cut a text
_MASK = "*"
_LOCAL_DIGITS = 8  # of a phone number that must agree when one side has no country code


def diff(order: Order, remote: RemoteOrder) -> tuple[Problem, ...]:
    """The fields whose values differ from OTO's; empty when they are the same order."""
    row = order.rows[0] if order.rows else None
    return tuple(
        problem(DIFFERS_IN_OTO, row, field.name, ours, theirs=theirs, oto_id=remote.oto_id)
        for field, ours, theirs in _differences(order.payload, remote)
    )


def hidden_parts(order: Order, remote: RemoteOrder) -> Message | None:
    """What OTO does not show of an order at all, so that it cannot be compared; None: nothing."""
    customer = _customer(order.payload) and not (
        remote.customer_name or remote.mobile or remote.address
    )
    items = order.payload.get(catalog.PAYLOAD_KEY[Part.ITEM]) and not remote.items
    if customer and items:
        return _("the customer and the items")
    if customer:
        return _("the customer")
    return _("the items") if items else None


def _differences(payload: dict[str, Any], remote: RemoteOrder) -> Iterator[tuple[Field, str, str]]:
    currency = payload.get(catalog.CURRENCY.key)
    amount, due = (_number(payload, field) for field in (catalog.AMOUNT, catalog.AMOUNT_DUE))
    same_amount = _same_money(amount, remote.amount, currency)
    if not same_amount:
        yield catalog.AMOUNT, _plain(amount), _plain(remote.amount)
    with_fee = same_amount and remote.amount and due and (remote.amount_due or _ZERO) > due
    if not _same_money(due, remote.amount_due, currency) and not with_fee:
        yield catalog.AMOUNT_DUE, _plain(due), _plain(remote.amount_due)
    for field, theirs in (
        (catalog.PAYMENT_METHOD, remote.payment_method),
        (catalog.CURRENCY, remote.currency),
    ):
        ours = str(payload.get(field.key, ""))
        if ours and _comparable(field, theirs) and ours.casefold() != theirs.strip().casefold():
            yield field, ours, theirs
    yield from _customer_differences(_customer(payload), remote)
    yield from _items(payload.get(catalog.PAYLOAD_KEY[Part.ITEM], []), remote, currency)


def _customer(payload: dict[str, Any]) -> dict[str, Any]:
    customer: dict[str, Any] = payload.get(catalog.PAYLOAD_KEY[Part.CUSTOMER], {})
    return customer


def _customer_differences(
    customer: dict[str, Any], remote: RemoteOrder
) -> Iterator[tuple[Field, str, str]]:
    """The address may have more in OTO, of what stands in the customer's other fields."""
    others = set(fold_words(" ".join(map(str, customer.values()))).split())
    for field, theirs, same in (
        (catalog.CUSTOMER_NAME, remote.customer_name, _same_text),
        (catalog.MOBILE, remote.mobile, _same_phone),
        (catalog.ADDRESS, remote.address, partial(_same_text, extra=others)),
        (catalog.CITY, remote.city, _same_city),
        (catalog.COUNTRY, remote.country, _same_country),
    ):
        ours = str(customer.get(field.key, ""))
        if ours and theirs and not same(ours, theirs):
            yield field, ours, theirs


def _number(fields: dict[str, Any], field: Field) -> Decimal | None:
    value = fields.get(field.key)
    return None if value is None else Decimal(value)


def _same_money(ours: Decimal | None, theirs: Decimal | None, currency: object) -> bool:
    """The same, or the same rounded to the currency's decimals; OTO's numbers are doubles."""
    if ours is None or theirs is None:
        return True
    gap, step = abs(ours - theirs), Decimal(1).scaleb(-decimals(currency))
    return gap <= _TOLERANCE or (gap < step and theirs % step == 0)


def _same_text(ours: str, theirs: str, extra: Collection[str] = ()) -> bool:
    """The same words, in whatever case, order and punctuation; OTO may have cut a long text."""
    if _MASK in theirs:
        return True
    one, other = fold_words(ours).split(), fold_words(theirs).split()
    if sorted(one) == sorted(word for word in other if word in one or word not in extra):
        return True
    cut = "".join(other)
    return len(cut) >= _LONG_TEXT and "".join(one).startswith(cut)


def _same_city(ours: str, theirs: str) -> bool:
    """The same as it sounds; a name in other letters says nothing when it sounds otherwise."""
    if consonants_across_scripts(ours) == consonants_across_scripts(theirs):
        return True
    return is_arabic(ours) != is_arabic(theirs) or _same_text(ours, theirs)


def _same_country(ours: str, theirs: str) -> bool:
    """Codes alone are compared: OTO may write the name."""
    return len(theirs.strip()) != len(ours) or ours.casefold() == theirs.strip().casefold()


def _comparable(field: Field, theirs: str) -> bool:
    """OTO may name a way of paying in words of its own, which say nothing about ours."""
    known = {allowed.casefold() for allowed in field.allowed}
    return bool(theirs.strip()) and (not known or theirs.strip().casefold() in known)


def _same_phone(ours: str, theirs: str) -> bool:
    """Digits alone count, a number with its country code is the one without it, and of a masked
    one (5****1234) what is shown."""
    one, other = (_digits(text).lstrip("0") for text in (ours, theirs))
    if not one or not other:
        return True
    if _MASK in theirs:
        head, tail = (
            _digits(part) for part in (theirs.partition(_MASK)[0], theirs.rpartition(_MASK)[2])
        )
        return one.endswith(tail) and head.lstrip("0") in one
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= _LOCAL_DIGITS and longer.endswith(shorter))


def _digits(text: str) -> str:
    return "".join(str(int(char)) for char in text if char.isdecimal())


def _items(
    items: list[dict[str, Any]], remote: RemoteOrder, currency: object
) -> Iterator[tuple[Field, str, str]]:
    """Quantities by SKU where both sides name them all, in total where they do not; then names and
    prices, whatever the order of the items."""
    ours = _by_sku((item.get(catalog.SKU.key), item.get(catalog.QUANTITY.key)) for item in items)
    theirs = _by_sku((item.sku, item.quantity) for item in remote.items)
    if ours and theirs:
        if "" in ours or "" in theirs:
            ours, theirs = {"": sum(ours.values(), _ZERO)}, {"": sum(theirs.values(), _ZERO)}
        if set(ours) != set(theirs):
            yield catalog.SKU, ", ".join(sorted(ours)), ", ".join(sorted(theirs))
            return
        if ours != theirs:
            yield catalog.QUANTITY, _quantities_text(ours), _quantities_text(theirs)
            return
    if len(items) == len(remote.items):
        for item, there in _paired(items, remote.items):
            yield from _item_differences(item, there, currency)


def _paired(
    items: list[dict[str, Any]], theirs: Sequence[RemoteItem]
) -> Iterator[tuple[dict[str, Any], RemoteItem]]:
    """Each item with the one of OTO's that is most like it."""
    rest = list(theirs)

    def likeness(item: dict[str, Any], there: RemoteItem) -> tuple[bool, bool, bool]:
        sku, name = str(item.get(catalog.SKU.key, "")), str(item.get(catalog.ITEM_NAME.key, ""))
        same_price = _same_money(_number(item, catalog.PRICE), there.price, None)
        return sku == there.sku, _same_text(name, there.name), same_price

    for item in items:
        best = max(rest, key=partial(likeness, item))
        rest.remove(best)
        yield item, best


def _item_differences(
    item: dict[str, Any], there: RemoteItem, currency: object
) -> Iterator[tuple[Field, str, str]]:
    name = str(item.get(catalog.ITEM_NAME.key, ""))
    if name and there.name and not _same_text(name, there.name):
        yield catalog.ITEM_NAME, name, there.name
    price = _number(item, catalog.PRICE)
    if not _same_money(price, there.price, item.get(catalog.ITEM_CURRENCY.key, currency)):
        yield catalog.PRICE, _plain(price), _plain(there.price)


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


def _plain(number: Decimal | None) -> str:
    return f"{(number or _ZERO).normalize():f}"
