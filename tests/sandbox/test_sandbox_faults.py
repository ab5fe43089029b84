"""The sandbox fails as it is told to, and only then."""

import time
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
