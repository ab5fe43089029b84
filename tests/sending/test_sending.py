"""Every order ends in one true state, against a sandbox that plays faults."""

import asyncio
from decimal import Decimal
from pathlib import Path

import pytest

from importer.outcome import Status
from tests.sending.factories import codes, make_order, make_orders, start_harness, statuses

ALL_CREATED = [Status.CREATED] * 5


def test_orders_are_created_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Outcomes come in file order with the otoIds that OTO gave, one call an order."""
    with start_harness(tmp_path) as harness:
        sent = harness.send(make_orders(5))
        assert statuses(sent) == ALL_CREATED
        assert {end.order_id: end.oto_ids for end in sent.outcomes} == harness.oto_ids()
        assert [end.order_id for end in sent.outcomes] == [f"A-{n}" for n in range(1, 6)]
        assert sorted(harness.create_calls()) == sorted(end.order_id for end in sent.outcomes)
        assert all(end.attempts == 1 and end.sent_at for end in sent.outcomes)
        assert sent.stopped is None and not sent.interrupted
        assert sorted(end.order_id for end in harness.listener.outcomes) == sorted(
            harness.oto_ids()
        )


def test_a_second_run_sends_nothing(tmp_path: Path) -> None:
    """What the ledger has as created needs no call at all."""
    with start_harness(tmp_path) as harness:
        first = harness.send(make_orders(5))
        before = len(harness.remote.calls())
        second = harness.send(make_orders(5))
        assert statuses(second) == [Status.ALREADY_CREATED] * 5
        assert [end.oto_ids for end in second.outcomes] == [end.oto_ids for end in first.outcomes]
        assert [end.sent_at for end in second.outcomes] == [end.sent_at for end in first.outcomes]
        assert len(harness.remote.calls()) == before


def test_an_edited_row_of_a_created_order_is_a_conflict(tmp_path: Path) -> None:
    """Same id, other fingerprint in the ledger: shown with its otoId, and never sent."""
    with start_harness(tmp_path) as harness:
        harness.send([make_order(1)])
        sent = harness.send([make_order(1, amount="99")])
        (end,) = sent.outcomes
        assert end.status is Status.CONFLICT and end.oto_ids == harness.oto_ids()["A-1"]
        assert codes(end.problems) == ["changed_since_sent"]
        assert harness.create_calls() == ["A-1"]


@pytest.mark.parametrize(
    "fault",
    [
        {"fault": "lose"},
        {"fault": "break", "after": True},
        {"fault": "html", "after": True},
        {"fault": "bare"},
        {"fault": "answer", "after": True, "body": "null"},
        {"fault": "answer", "after": True, "status": 200, "body": "<html>ok</html>"},
    ],
    ids=lambda fault: f"{fault['fault']}-{fault.get('body', '')}",
)
def test_a_lost_answer_is_settled_by_asking(tmp_path: Path, fault: dict[str, object]) -> None:
    """An order that was created without an answer is found by asking, and is never sent again."""
    with start_harness(tmp_path, {**fault, "orders": ["A-2"]}) as harness:
        sent = harness.send(make_orders(3))
        assert statuses(sent) == [Status.CREATED, Status.ALREADY_CREATED, Status.CREATED]
        assert sent.outcomes[1].oto_ids == harness.oto_ids()["A-2"]
        assert sent.outcomes[1].attempts == 1 and harness.create_calls().count("A-2") <= 1


@pytest.mark.parametrize(
    "fault",
    [{"fault": "cut"}, {"fault": "break"}, {"fault": "html"}],
    ids=lambda fault: fault["fault"],
)
def test_what_never_arrived_is_sent_again_after_two_looks(
    tmp_path: Path, fault: dict[str, object]
) -> None:
    """An unsure order that OTO does not have is looked for twice, then sent again."""
    with start_harness(tmp_path, {**fault, "orders": ["A-1"], "times": 1}) as harness:
        sent = harness.send([make_order(1)])
        assert statuses(sent) == [Status.CREATED] and sent.outcomes[0].attempts == 2
        paths = [call["path"] for call in harness.remote.calls() if call["path"] != "refreshToken"]
        assert paths.count("orderDetails") == 2 and paths[-1] == "createOrder"


def test_an_order_that_nobody_can_be_asked_about_is_unconfirmed(tmp_path: Path) -> None:
    """The answer was lost and every look fails: unconfirmed, and the next run asks before all."""
    lost = {"fault": "lose", "orders": ["A-1"]}
    with start_harness(tmp_path, lost, {"fault": "break", "path": "orderDetails"}) as harness:
        (end,) = harness.send([make_order(1)], tries=3).outcomes
        assert end.status is Status.UNCONFIRMED and codes(end.problems) == ["unconfirmed"]
        harness.remote.script([])
        (end,) = harness.send([make_order(1)]).outcomes
        assert end.status is Status.ALREADY_CREATED and end.oto_ids == harness.oto_ids()["A-1"]
        assert harness.create_calls() == ["A-1"]


def test_refusals_are_final_and_carry_otos_words(tmp_path: Path) -> None:
    """A refusal, with HTTP 400 or 200, is rejected with OTO's code and not tried again."""
    rules = (
        {"fault": "refuse", "orders": ["A-1"], "code": "OTO1022", "text": "No such city"},
        {"fault": "refuse", "orders": ["A-2"], "code": "OTO1029", "status": 200},
        {"fault": "refuse", "orders": ["A-3"], "code": "OTO9999", "text": "Mars is too far"},
    )
    with start_harness(tmp_path, *rules) as harness:
        sent = harness.send(make_orders(4))
        assert statuses(sent) == [Status.REJECTED] * 3 + [Status.CREATED]
        problems = [end.problems[0] for end in sent.outcomes[:3]]
        assert codes(problems) == ["OTO1022", "OTO1029", "oto_refused"]
        assert dict(problems[0].facts)["text"] == "No such city"
        assert dict(problems[2].facts) == {"oto_code": "OTO9999", "text": "Mars is too far"}
        assert sorted(harness.create_calls()) == ["A-1", "A-2", "A-3", "A-4"]


def test_a_refused_order_may_be_sent_again_in_a_new_run(tmp_path: Path) -> None:
    """What OTO refused is free again: mended, it is created."""
    with start_harness(tmp_path, {"fault": "refuse", "orders": ["A-1"], "times": 1}) as harness:
        harness.send([make_order(1)])
        (end,) = harness.send([make_order(1, amount="90")]).outcomes
        assert end.status is Status.CREATED and end.attempts == 2


@pytest.mark.parametrize("pieces", [2, 3])
def test_split_orders_and_warnings_are_kept(tmp_path: Path, pieces: int) -> None:
    """A split order keeps all its otoIds, and OTO's warnings are kept."""
    rules = (
        {"fault": "split", "orders": ["A-1"], "pieces": pieces},
        {"fault": "warn", "orders": ["A-2"], "warnings": ["The city was guessed"]},
    )
    with start_harness(tmp_path, *rules) as harness:
        sent = harness.send(make_orders(2))
        assert statuses(sent) == [Status.CREATED] * 2
        assert len(sent.outcomes[0].oto_ids) == pieces
        assert codes(sent.outcomes[0].problems) == ["order_split"]
        assert dict(sent.outcomes[1].problems[0].facts)["text"] == "The city was guessed"
        assert harness.send(make_orders(1)).outcomes[0].oto_ids == sent.outcomes[0].oto_ids


def test_an_order_of_another_machine_is_compared(tmp_path: Path) -> None:
    """OTO1063 without a ledger: the same content is already_created, another is a conflict."""
    with start_harness(tmp_path) as harness:
        harness.send(make_orders(3))
        (tmp_path / "other").mkdir()
        harness.ledger_path = tmp_path / "other" / "ledger.db"
        changed = [
            make_order(1),
            make_order(2, amount="77.25"),
            make_order(3, items=[{"sku": "S-1", "quantity": Decimal(3)}], payment_method="paid"),
        ]
        sent = harness.send(changed)
        assert statuses(sent) == [Status.ALREADY_CREATED, Status.CONFLICT, Status.CONFLICT]
        assert {end.order_id: end.oto_ids for end in sent.outcomes} == harness.oto_ids()
        assert {each.column for each in sent.outcomes[1].problems} == {"amount", "amount_due"}
        problem = sent.outcomes[1].problems[0]
        assert (problem.value, dict(problem.facts)["theirs"]) == ("77.25", "100.5")
        assert {each.column for each in sent.outcomes[2].problems} == {
            "payment_method",
            "item.quantity",
        }


def test_a_conflict_that_was_mended_is_already_created(tmp_path: Path) -> None:
    """After a conflict the next run asks OTO first, and posts nothing over the order there."""
    with start_harness(tmp_path) as harness:
        harness.send([make_order(1)])
        harness.ledger_path = tmp_path / "other.db"
        assert statuses(harness.send([make_order(1, amount="7")])) == [Status.CONFLICT]
        assert statuses(harness.send([make_order(1)])) == [Status.ALREADY_CREATED]
        assert len(harness.create_calls()) == 1


def test_a_number_that_exists_but_is_not_shown_stays_unconfirmed(tmp_path: Path) -> None:
    """OTO1063 and yet no order to be seen: neither created nor free, so it is not tried again."""
    rules = {"fault": "refuse", "orders": ["A-1"], "code": "OTO1063", "status": 409}
    with start_harness(tmp_path, rules) as harness:
        (end,) = harness.send([make_order(1)]).outcomes
        assert end.status is Status.UNCONFIRMED and codes(end.problems) == ["exists_unseen"]
        assert harness.create_calls() == ["A-1"]


def test_two_rows_of_one_id_never_go_out_twice(tmp_path: Path) -> None:
    """Should one id come twice, the second waits for the first and is judged by it."""
    with start_harness(tmp_path, {"fault": "warn", "seconds": 0.1, "warnings": []}) as harness:
        sent = harness.send([make_order(1), make_order(1), make_order(1, amount="5")])
        assert statuses(sent) == [Status.CREATED, Status.ALREADY_CREATED, Status.CONFLICT]
        assert harness.create_calls() == ["A-1"]


def test_two_runs_at_once_send_one_after_the_other(tmp_path: Path) -> None:
    """Two runs of one file on one ledger: the second waits and says so, each order is sent once,
    and both report all of them."""
    orders = make_orders(40)

    async def both(harness):  # type: ignore[no-untyped-def]
        return await asyncio.gather(harness.send_async(orders), harness.send_async(orders[::-1]))

    with start_harness(tmp_path, {"fault": "warn", "seconds": 0.005, "warnings": []}) as harness:
        one, other = asyncio.run(both(harness))
        assert sorted(harness.create_calls()) == sorted(order.order_id for order in orders)
        assert set(statuses(one)) == {Status.CREATED}
        assert set(statuses(other)) == {Status.ALREADY_CREATED}
        assert {why for _, why in harness.listener.waits} == {"other_run"}
