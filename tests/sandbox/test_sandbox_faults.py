"""The sandbox fails as it is told to, and only then."""

import time
import zlib
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest

from tests.faulty_oto import Remote, ScriptError, serve


def statuses(caller: Any, count: int) -> list[int | None]:
    """The HTTP status of each of so many orders; None for an answer that did not come."""
    return [status(caller, f"A{number}") for number in range(count)]


def status(caller: Any, order_id: str) -> int | None:
    try:
        return int(caller.create(order_id).status_code)
    except httpx.RemoteProtocolError:
        return None


@pytest.mark.parametrize(
    ("when", "struck"),
    [
        ({"calls": [1, 3]}, [1, 3]),
        ({"from": 2, "to": 4}, [2, 3, 4]),
        ({"every": 3}, [3, 6]),
        ({"orders": ["A0", "A4"]}, [1, 5]),
        ({"times": 2}, [1, 2]),
        ({"every": 2, "times": 1}, [2]),
        ({"path": "orderDetails"}, []),
        ({"path": "*", "calls": [6]}, [6]),
        ({"chance": 0.0}, []),
        ({}, [1, 2, 3, 4, 5, 6]),
    ],
)
def test_a_fault_strikes_when_it_is_told_to(
    caller: Any, remote: Remote, when: dict[str, Any], struck: list[int]
) -> None:
    """By call, by order, by turn, so often and no more."""
    remote.script([{"fault": "break", **when}])
    ends = statuses(caller, 6)
    assert [number for number, end in enumerate(ends, start=1) if end == 500] == struck


def test_luck_is_drawn_the_same_way_again(caller: Any, remote: Remote) -> None:
    """The same seed strikes the same orders, another seed others, about as many as asked."""
    drawn = []
    for seed in (1, 1, 2):
        remote.reset()
        remote.script([{"fault": "break", "chance": 0.3, "seed": seed}])
        again = type(caller)(caller.url)
        drawn.append(statuses(again, 80))
        again.http.close()
    assert drawn[0] == drawn[1] != drawn[2]
    assert 10 <= drawn[0].count(500) <= 40


def test_the_first_rule_that_strikes_wins(caller: Any, remote: Remote) -> None:
    """Rules are tried in the order of the script."""
    remote.script([{"fault": "html", "calls": [1]}, {"fault": "break"}])
    assert statuses(caller, 2) == [502, 500]


CREATED = {"lose": None, "bare": 200, "split": 200, "warn": 200}
EITHER = {"break": 500, "html": 502, "refuse": 400, "answer": 200}


@pytest.mark.parametrize(("fault", "end"), CREATED.items())
def test_some_faults_strike_after_the_order_was_created(
    caller: Any, remote: Remote, fault: str, end: int | None
) -> None:
    """The order is in the account although the answer was lost or odd."""
    remote.script([{"fault": fault}])
    assert status(caller, "A") == end
    assert len(remote.orders()) == 1


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(("fault", "end"), EITHER.items())
def test_some_faults_strike_before_or_after(
    caller: Any, remote: Remote, fault: str, end: int, after: bool
) -> None:
    """With `after` the order is created, without it is not; the answer is the same."""
    remote.script([{"fault": fault, "after": after}])
    assert status(caller, "A") == end
    assert len(remote.orders()) == int(after)


def test_a_cut_comes_before_the_order(caller: Any, remote: Remote) -> None:
    """The connection closes without an answer, and nothing was created."""
    remote.script([{"fault": "cut"}])
    assert status(caller, "A") is None
    assert not remote.orders()
    assert remote.calls("createOrder")[0]["status"] is None


@pytest.mark.parametrize("after", [False, True])
def test_a_slow_answer_is_right_all_the_same(caller: Any, remote: Remote, after: bool) -> None:
    """Waiting is all that a hang does; whoever waits gets the answer."""
    remote.script([{"fault": "hang", "seconds": 0.1, "after": after}])
    started = time.monotonic()
    assert caller.create("A").json()["otoId"] == 540789
    assert time.monotonic() - started >= 0.1


def test_a_caller_who_does_not_wait_leaves_the_order_behind(caller: Any, remote: Remote) -> None:
    """Created, then slow: what a timeout leaves."""
    remote.script([{"fault": "hang", "seconds": 30, "after": True}])
    with pytest.raises(httpx.ReadTimeout):
        caller.http.post("/createOrder", json=caller.order("A"), timeout=0.2)
    assert len(remote.orders()) == 1


def test_too_many_calls_come_in_three_forms(caller: Any, remote: Remote) -> None:
    """Retry-After as seconds, as an HTTP date, and not at all."""
    remote.script(
        [
            {"fault": "busy", "calls": [1], "retry_after": 2},
            {"fault": "busy", "calls": [2], "retry_after": 60, "date": True},
            {"fault": "busy", "calls": [3]},
        ]
    )
    seconds, date, silent = (caller.create("A") for _ in range(3))
    assert {seconds.status_code, date.status_code, silent.status_code} == {429}
    assert seconds.headers["retry-after"] == "2"
    until = parsedate_to_datetime(date.headers["retry-after"]).timestamp()
    assert 50 < until - time.time() <= 60
    assert "retry-after" not in silent.headers
    assert not remote.orders()


def test_a_rate_limit_turns_away_what_is_too_much(caller: Any, remote: Remote) -> None:
    """So many in a second, and no more."""
    remote.script([{"fault": "limit", "per_second": 3, "retry_after": 1}])
    assert statuses(caller, 5)[:4] == [200, 200, 200, 429]


def test_a_split_order_has_more_ids(caller: Any, remote: Remote) -> None:
    """All of them lead to the order."""
    remote.script([{"fault": "split", "pieces": 3, "warnings": ["by warehouse"]}])
    told = caller.create("A").json()
    assert told == {
        "success": True,
        "otoIds": [540789, 540790, 540791],
        "warnings": ["by warehouse"],
    }
    found = caller.http.get("/orderDetails", params={"otoId": 540791}).json()
    assert (found["orderId"], found["id"]) == ("A", 540789)


def test_a_refusal_is_not_split(caller: Any, remote: Remote) -> None:
    """What was not created cannot be told in another way."""
    remote.script([{"fault": "split"}])
    assert caller.create("A", items=[]).json()["otoErrorCode"] == "OTO1074"


def test_tokens_wear_out_and_grow_old(caller: Any, remote: Remote) -> None:
    """After so many calls, after so many seconds, or all at once."""
    remote.script([{"fault": "tokens", "uses": 2, "live": 1800}])
    worn = type(caller)(caller.url)
    assert statuses(worn, 3) == [200, 200, 401]
    remote.script([{"fault": "tokens", "live": 0}])
    old = type(caller)(caller.url)
    assert old.create("B").status_code == 401
    remote.script([{"fault": "expire", "calls": [1]}])
    fresh = type(caller)(caller.url)
    assert [fresh.create("C").status_code for _ in range(2)] == [401, 401]
    for each in (worn, old, fresh):
        each.http.close()


def test_a_refresh_token_can_be_refused(base_url: str, remote: Remote) -> None:
    """As any other call."""
    rule = {"fault": "refuse", "path": "refreshToken", "code": "OTO1084", "status": 401}
    remote.script([rule])
    answer = httpx.post(f"{base_url}/refreshToken", json={"refresh_token": "r"})
    assert (answer.status_code, answer.json()["otoErrorCode"]) == (401, "OTO1084")


def test_every_call_is_in_the_log_with_what_struck_it(caller: Any, remote: Remote) -> None:
    """In the order of their end, with their time; a refresh token is not written down."""
    remote.script([{"fault": "refuse", "calls": [2], "code": "OTO1029"}])
    statuses(caller, 2)
    log = remote.calls()
    assert [call["path"] for call in log] == ["refreshToken", "createOrder", "createOrder"]
    assert [call["fault"] for call in log] == ["", "", "refuse"]
    assert (log[2]["code"], log[2]["status"], log[2]["orderId"]) == ("OTO1029", 400, "A1")
    assert log[0]["body"] == ""
    assert time.time() - 60 < log[0]["at"] <= log[2]["at"]


def look_up(caller: Any, order_id: str) -> int:
    """The HTTP status of a look-up."""
    return int(caller.http.get("/orderDetails", params={"orderId": order_id}).status_code)


def test_an_order_of_another_channel_is_changed_by_createorder(caller: Any, remote: Remote) -> None:
    """Success without an otoId and with OTO's words; the API's own orders are refused as ever."""
    oto_id = remote.put(caller.order("A"), "salla", "merchant")
    assert caller.create("A").json()["otoErrorCode"] == "OTO1063"
    remote.script([{"fault": "upsert"}])
    assert caller.create("A", amount=1, amount_due=1).json() == {
        "success": True,
        "message": "Successfully updated",
        "warnings": ["Order A already exists, update begins"],
    }
    assert remote.payloads()["A"]["amount"] == 1
    assert remote.orders()[0]["otoIds"] == [oto_id]
    caller.create("B")
    assert caller.create("B").json()["otoErrorCode"] == "OTO1063"
    remote.script([{"fault": "upsert", "own": True}])
    assert "otoId" not in caller.create("B").json()


def test_a_delivered_order_changes_in_its_references_only(caller: Any, remote: Remote) -> None:
    """Error 5 beside success."""
    remote.put(caller.order("A"), "salla", "merchant")
    remote.move("A", "delivered")
    remote.script([{"fault": "upsert"}])
    answer = caller.create("A", amount=1, amount_due=1, ref1="R").json()
    assert answer == {"success": True, "errorCode": 5}
    payload = remote.payloads()["A"]
    assert (float(payload["amount"]), payload["ref1"]) == (300.41, "R")


def test_look_ups_may_lag_behind(caller: Any, remote: Remote) -> None:
    """By so many looks, or by so many seconds; createOrder knows the order all the same."""
    remote.script([{"fault": "lag", "looks": 2}])
    caller.create("A")
    assert [look_up(caller, "A") for _ in range(3)] == [404, 404, 200]
    remote.script([{"fault": "lag", "seconds": 60}])
    assert look_up(caller, "A") == 404
    assert caller.http.post("/orderHistory", json={"orderIds": ["A"]}).json()["items"] == []
    assert caller.create("A").json()["otoErrorCode"] == "OTO1063"


def test_orderhistory_takes_so_many_at_once(caller: Any, remote: Remote) -> None:
    """As the script says."""
    remote.script([{"fault": "history", "limit": 1}])
    answer = caller.http.post("/orderHistory", json={"orderIds": ["A", "B"]})
    assert answer.json()["otoErrorCode"] == "OTO1112"


def test_an_answer_may_come_under_other_names(caller: Any, remote: Remote) -> None:
    """Names are replaced or left out at every depth, and so is the content type."""
    caller.create("A")
    names = {"amountDue": "totalDue", "customer": None, "sku": "code"}
    remote.script(
        [{"fault": "reshape", "path": "orderDetails", "body": names, "content_type": "text/html"}]
    )
    answer = caller.http.get("/orderDetails", params={"orderId": "A"})
    fields = answer.json()
    assert (answer.headers["content-type"], fields["totalDue"]) == ("text/html", 300.41)
    assert "customer" not in fields and fields["items"] == [{"code": "A-1", "quantity": 2}]


def test_a_refusal_may_carry_warnings(caller: Any, remote: Remote) -> None:
    """Beside OTO's code."""
    remote.script([{"fault": "refuse", "code": "OTO1071", "warnings": ["split of 3"]}])
    assert caller.create("A").json()["warnings"] == ["split of 3"]


def test_a_fault_may_last_for_a_time(caller: Any, remote: Remote) -> None:
    """An outage begins and ends with the clock."""
    remote.script([{"fault": "cut", "path": "*", "after_seconds": 3600}])
    assert status(caller, "A") == 200
    remote.script([{"fault": "cut", "path": "*", "until_seconds": 3600}])
    assert status(caller, "B") is None
    remote.script([{"fault": "cut", "path": "*", "until_seconds": 0}])
    assert status(caller, "C") == 200


def test_a_bomb_is_small_on_the_wire(caller: Any, remote: Remote) -> None:
    """A few kilobytes that unpack to as many megabytes as the script says."""
    remote.script([{"fault": "bomb", "megabytes": 3}])
    with caller.http.stream("POST", "/createOrder", json=caller.order("A")) as answer:
        packed = b"".join(answer.iter_raw())
    unpacked = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(packed)
    assert len(packed) < 20_000 and len(unpacked) == 3 * 2**20 + 1


def test_a_reset_forgets_everything(caller: Any, remote: Remote) -> None:
    """Orders, calls, tokens and faults."""
    remote.script([{"fault": "lose"}])
    status(caller, "A")
    remote.reset()
    assert caller.create("A").status_code == 401
    assert not remote.orders()
    assert len(remote.calls()) == 1


@pytest.mark.parametrize(
    "rules",
    [
        {"fault": "lose"},
        ["lose"],
        [{}],
        [{"fault": "rain"}],
        [{"fault": "lose", "order": "A"}],
        [{"fault": "lose", "first": 2}],
        [{"fault": "lose", "calls": 2}],
        [{"fault": "lose", "every": 0}],
        [{"fault": "lose", "to": "5"}],
    ],
)
def test_a_script_that_cannot_be_is_refused(remote: Remote, rules: Any) -> None:
    """A slip of the pen in a script is told, at the start and later, and not passed over."""
    at_start = rules if isinstance(rules, list) else [rules, "x"]
    with pytest.raises(ScriptError), serve(script=at_start):
        pass
    with pytest.raises(OSError, match="400"):
        remote.script(rules)


def test_two_sandboxes_know_nothing_of_each_other(caller: Any) -> None:
    """Each has its own port, orders and faults."""
    with serve(script=[{"fault": "break"}]) as url:
        other = type(caller)(url)
        assert status(other, "A") == 500
        assert status(caller, "A") == 200
        other.http.close()


def test_a_fault_in_the_middle_of_many_strikes_once(caller: Any, remote: Remote) -> None:
    """A host that disappears and returns: cut from here to there."""
    remote.script([{"fault": "cut", "path": "*", "from": 3, "to": 5}])
    assert statuses(caller, 7) == [200, 200, None, None, None, 200, 200]
