"""Every order ends in one true state, against a sandbox that plays faults."""

import asyncio
from decimal import Decimal
from pathlib import Path

import pytest

from importer.outcome import Status
from tests.sending.factories import a_shop, an_order, codes, some_orders, statuses

ALL_CREATED = [Status.CREATED] * 5


def test_orders_are_created_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Outcomes come in file order with the otoIds that OTO gave, one call an order."""
    with a_shop(tmp_path) as shop:
        sent = shop.send(some_orders(5))
        assert statuses(sent) == ALL_CREATED
        assert {end.order_id: end.oto_ids for end in sent.outcomes} == shop.in_oto()
        assert [end.order_id for end in sent.outcomes] == [f"A-{n}" for n in range(1, 6)]
        assert sorted(shop.posted()) == sorted(end.order_id for end in sent.outcomes)
        assert all(end.attempts == 1 and end.sent_at for end in sent.outcomes)
        assert sent.stopped is None and not sent.interrupted
        assert sorted(end.order_id for end in shop.heard.ends) == sorted(shop.in_oto())


def test_a_second_run_sends_nothing(tmp_path: Path) -> None:
    """What the ledger has as created needs no call at all."""
    with a_shop(tmp_path) as shop:
        first = shop.send(some_orders(5))
        before = len(shop.remote.calls())
        second = shop.send(some_orders(5))
        assert statuses(second) == [Status.ALREADY_CREATED] * 5
        assert [end.oto_ids for end in second.outcomes] == [end.oto_ids for end in first.outcomes]
        assert [end.sent_at for end in second.outcomes] == [end.sent_at for end in first.outcomes]
        assert len(shop.remote.calls()) == before


def test_an_edited_row_of_a_created_order_is_a_conflict(tmp_path: Path) -> None:
    """Same id, other fingerprint in the ledger: shown with its otoId, and never sent."""
    with a_shop(tmp_path) as shop:
        shop.send([an_order(1)])
        sent = shop.send([an_order(1, amount="99")])
        (end,) = sent.outcomes
        assert end.status is Status.CONFLICT and end.oto_ids == shop.in_oto()["A-1"]
        assert codes(end.problems) == ["changed_since_sent"]
        assert shop.posted() == ["A-1"]


@pytest.mark.parametrize(
    "fault",
    [
        {"fault": "lose"},
        {"fault": "hang", "after": True, "seconds": 30},
        {"fault": "break", "after": True},
        {"fault": "html", "after": True},
        {"fault": "bare"},
        {"fault": "answer", "after": True, "body": "null"},
        {"fault": "answer", "after": True, "status": 200, "body": "<html>ok</html>"},
    ],
    ids=lambda fault: f"{fault['fault']}-{fault.get('body', '')}",
)
def test_a_lost_answer_is_settled_by_asking(tmp_path: Path, fault: dict[str, object]) -> None:
    """An order that was created unheard is found by asking, and is never posted again."""
    with a_shop(tmp_path, {**fault, "orders": ["A-2"]}) as shop:
        sent = shop.send(some_orders(3), call_seconds=0.3)
        assert statuses(sent) == [Status.CREATED, Status.ALREADY_CREATED, Status.CREATED]
        assert sent.outcomes[1].oto_ids == shop.in_oto()["A-2"]
        assert sent.outcomes[1].attempts == 1 and shop.posted().count("A-2") <= 1


@pytest.mark.parametrize(
    "fault",
    [{"fault": "cut"}, {"fault": "hang", "seconds": 30}, {"fault": "break"}, {"fault": "html"}],
    ids=lambda fault: fault["fault"],
)
def test_what_never_arrived_is_sent_again_after_two_looks(
    tmp_path: Path, fault: dict[str, object]
) -> None:
    """An unsure order that OTO does not have is looked for twice, then sent again."""
    with a_shop(tmp_path, {**fault, "orders": ["A-1"], "times": 1}) as shop:
        sent = shop.send([an_order(1)], call_seconds=0.3)
        assert statuses(sent) == [Status.CREATED] and sent.outcomes[0].attempts == 2
        paths = [call["path"] for call in shop.remote.calls() if call["path"] != "refreshToken"]
        assert paths.count("orderDetails") == 2 and paths[-1] == "createOrder"


def test_an_order_that_nobody_can_be_asked_about_is_unconfirmed(tmp_path: Path) -> None:
    """The answer was lost and every look fails: unconfirmed, and the next run asks before all."""
    lost = {"fault": "lose", "orders": ["A-1"]}
    with a_shop(tmp_path, lost, {"fault": "break", "path": "orderDetails"}) as shop:
        (end,) = shop.send([an_order(1)], tries=3).outcomes
        assert end.status is Status.UNCONFIRMED and codes(end.problems) == ["unconfirmed"]
        shop.remote.script([])
        (end,) = shop.send([an_order(1)]).outcomes
        assert end.status is Status.ALREADY_CREATED and end.oto_ids == shop.in_oto()["A-1"]
        assert shop.posted() == ["A-1"]


def test_refusals_are_final_and_carry_otos_words(tmp_path: Path) -> None:
    """A refusal, with HTTP 400 or 200, is rejected with OTO's code and not tried again."""
    rules = (
        {"fault": "refuse", "orders": ["A-1"], "code": "OTO1022", "text": "No such city"},
        {"fault": "refuse", "orders": ["A-2"], "code": "OTO1029", "status": 200},
        {"fault": "refuse", "orders": ["A-3"], "code": "OTO9999", "text": "Mars is too far"},
    )
    with a_shop(tmp_path, *rules) as shop:
        sent = shop.send(some_orders(4))
        assert statuses(sent) == [Status.REJECTED] * 3 + [Status.CREATED]
        found = [end.problems[0] for end in sent.outcomes[:3]]
        assert codes(found) == ["OTO1022", "OTO1029", "oto_refused"]
        assert dict(found[0].facts)["text"] == "No such city"
        assert dict(found[2].facts) == {"oto_code": "OTO9999", "text": "Mars is too far"}
        assert sorted(shop.posted()) == ["A-1", "A-2", "A-3", "A-4"]


def test_a_refused_order_may_be_sent_again_in_a_new_run(tmp_path: Path) -> None:
    """What OTO refused is free again: mended, it is created."""
    with a_shop(tmp_path, {"fault": "refuse", "orders": ["A-1"], "times": 1}) as shop:
        shop.send([an_order(1)])
        (end,) = shop.send([an_order(1, amount="90")]).outcomes
        assert end.status is Status.CREATED and end.attempts == 2


def test_split_orders_and_warnings_are_kept(tmp_path: Path) -> None:
    """A split order keeps all its otoIds, and OTO's warnings are told."""
    rules = (
        {"fault": "split", "orders": ["A-1"], "pieces": 3},
        {"fault": "warn", "orders": ["A-2"], "warnings": ["The city was guessed"]},
    )
    with a_shop(tmp_path, *rules) as shop:
        sent = shop.send(some_orders(2))
        assert statuses(sent) == [Status.CREATED] * 2
        assert len(sent.outcomes[0].oto_ids) == 3
        assert codes(sent.outcomes[0].problems) == ["order_split"]
        assert dict(sent.outcomes[1].problems[0].facts)["text"] == "The city was guessed"
        assert shop.send(some_orders(1)).outcomes[0].oto_ids == sent.outcomes[0].oto_ids


def test_an_order_of_another_machine_is_compared(tmp_path: Path) -> None:
    """OTO1063 without a ledger: the same content is already_created, another is a conflict."""
    with a_shop(tmp_path) as shop:
        shop.send(some_orders(3))
        (tmp_path / "other").mkdir()
        shop.ledger_path = tmp_path / "other" / "ledger.db"
        changed = [
            an_order(1),
            an_order(2, amount="77.25"),
            an_order(3, items=[{"sku": "S-1", "quantity": Decimal(3)}], payment_method="paid"),
        ]
        sent = shop.send(changed)
        assert statuses(sent) == [Status.ALREADY_CREATED, Status.CONFLICT, Status.CONFLICT]
        assert {end.order_id: end.oto_ids for end in sent.outcomes} == shop.in_oto()
        assert {found.column for found in sent.outcomes[1].problems} == {"amount", "amount_due"}
        found = sent.outcomes[1].problems[0]
        assert (found.value, dict(found.facts)["theirs"]) == ("77.25", "100.5")
        assert {found.column for found in sent.outcomes[2].problems} == {
            "payment_method",
            "item.quantity",
        }


def test_a_conflict_that_was_mended_is_found_the_same(tmp_path: Path) -> None:
    """After a conflict the next run asks OTO first, and posts nothing over the order there."""
    with a_shop(tmp_path) as shop:
        shop.send([an_order(1)])
        shop.ledger_path = tmp_path / "other.db"
        assert statuses(shop.send([an_order(1, amount="7")])) == [Status.CONFLICT]
        assert statuses(shop.send([an_order(1)])) == [Status.ALREADY_CREATED]
        assert len(shop.posted()) == 2


def test_a_number_that_exists_but_is_not_shown_stays_unconfirmed(tmp_path: Path) -> None:
    """OTO1063 and yet no order to be seen: neither created nor free, so it is not tried again."""
    rules = {"fault": "refuse", "orders": ["A-1"], "code": "OTO1063", "status": 409}
    with a_shop(tmp_path, rules) as shop:
        (end,) = shop.send([an_order(1)]).outcomes
        assert end.status is Status.UNCONFIRMED and codes(end.problems) == ["exists_unseen"]
        assert shop.posted() == ["A-1"]


def test_two_rows_of_one_id_never_go_out_twice(tmp_path: Path) -> None:
    """Should one id come twice, the second waits for the first and is judged by it."""
    with a_shop(tmp_path, {"fault": "warn", "seconds": 0.1, "warnings": []}) as shop:
        sent = shop.send([an_order(1), an_order(1), an_order(1, amount="5")])
        assert statuses(sent) == [Status.CREATED, Status.ALREADY_CREATED, Status.CONFLICT]
        assert shop.posted() == ["A-1"]


def test_two_runs_at_once_share_the_orders(tmp_path: Path) -> None:
    """Two runs of one file on one ledger: each order is posted once, both report all of them."""
    orders = some_orders(40)

    async def both(shop):  # type: ignore[no-untyped-def]
        return await asyncio.gather(shop.sending(orders), shop.sending(orders[::-1]))

    with a_shop(tmp_path, {"fault": "warn", "seconds": 0.005, "warnings": []}) as shop:
        one, other = asyncio.run(both(shop))
        assert sorted(shop.posted()) == sorted(order.order_id for order in orders)
        for sent in (one, other):
            assert set(statuses(sent)) <= {Status.CREATED, Status.ALREADY_CREATED}
        made = [*statuses(one), *statuses(other)].count(Status.CREATED)
        assert made == len(orders)
        assert codes(other.notes) == ["other_run"]
