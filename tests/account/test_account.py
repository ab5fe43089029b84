"""The account asked over real HTTP, and what it knows held against the sheet."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from importer.account import (
    NOT_ASKED,
    AccountFacts,
    apply_account,
    check_account,
    look_up_account,
)
from importer.account.cache import remove_old_files
from importer.ledger import Ledger
from importer.oto import Oto
from importer.parsing import ParsedTable
from importer.problems import Problem, Severity, severity
from tests import faulty_oto as sandbox
from tests.faulty_oto import Remote

Row = dict[str, object]
NO_LIST = {"fault": "refuse", "code": "OTO1080", "status": 403}
CITIES = {"getCities": {"totalCount": 2, "Cities": [{"name": "Al Khuraybah"},
                                                   {"name": "Al Khuraybahh"}]}}  # fmt: skip
FACTS = AccountFacts(
    asked=True,
    pickup_codes={"RUH-01": "Riyadh warehouse", "JED-01": "Jeddah warehouse"},
    delivery_options={"4": "Standard", "17": "Express"},
    brands={"1001": "Oasis"},
    cities={"SA": ("Riyadh", "Jeddah", "Al Khuraybah", "Al Khuraytah")},
)


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    with sandbox.serve() as base_url:
        yield base_url


@pytest.fixture
def remote(host: str) -> Iterator[Remote]:
    remote = Remote(host)
    yield remote
    remote.reset()


class Clock:
    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


def ask_with(
    ledger: Ledger | None, host: str, *countries: str, token: str = "rehearsal"
) -> AccountFacts:
    async def asked() -> AccountFacts:
        async with Oto(host, token, timeout=5) as oto:
            return await look_up_account(oto, countries, ledger)

    return asyncio.run(asked())


def ask(
    host: str, folder: Path, *countries: str, clock: Clock | None = None, token: str = "rehearsal"
) -> AccountFacts:
    """The facts, by a command that opens the ledger in the folder for it."""
    clock = clock or Clock()
    with Ledger.open(folder / "ledger.db", clock=clock) as ledger:
        return ask_with(ledger, host, *countries, token=token)


def check(
    host: str, folder: Path, *rows: Row, refresh: bool = False
) -> tuple[ParsedTable, AccountFacts]:
    """The rows held against the account, by a command that opens the ledger in the folder."""

    async def checked(ledger: Ledger) -> tuple[ParsedTable, AccountFacts]:
        async with Oto(host, "rehearsal", timeout=5) as oto:
            return await check_account(oto, sheet(*rows), {}, ledger, refresh=refresh)

    clock = Clock()
    with Ledger.open(folder / "ledger.db", clock=clock) as ledger:
        return asyncio.run(checked(ledger))


def paths(remote: Remote) -> list[str]:
    """What was asked, without the token."""
    return [call["path"] for call in remote.calls() if call["path"] != "refreshToken"]


def kept_in(folder: Path, sql: str = "SELECT account_key, answer FROM account_cache") -> list[Any]:
    """What the ledger's table holds, or what another statement on it gives."""
    with closing(sqlite3.connect(folder / "ledger.db", isolation_level=None)) as database:
        return database.execute(sql).fetchall()


def test_the_account_tells_its_name_credit_and_lists(
    host: str, remote: Remote, tmp_path: Path
) -> None:
    """Name, credit, codes and cities come as OTO has them, in a handful of calls."""
    facts = ask(host, tmp_path, "SA", "AE")
    assert (facts.asked, facts.name, facts.credit) == (True, "Sandbox Shop", Decimal("25000.0"))
    assert facts.pickup_codes is not None and "RUH-01" in facts.pickup_codes
    assert facts.delivery_options is not None and "17" in facts.delivery_options
    assert facts.brands is not None and "1001" in facts.brands
    assert "Riyadh" in facts.cities["SA"] and "Dubai" in facts.cities["AE"]
    assert facts.problems == ()
    assert len([call for call in remote.calls() if call["path"] != "refreshToken"]) == 6


def test_answers_are_kept_for_an_hour(host: str, remote: Remote, tmp_path: Path) -> None:
    """A second check within the hour asks for the credit alone; after it, or for a new country,
    it asks for the lists, too."""
    clock = Clock()
    first = ask(host, tmp_path, "SA", clock=clock)
    assert first.cached == frozenset()
    remote.reset()
    clock.now += 3599
    again = ask(host, tmp_path, "SA", clock=clock)
    assert again == replace(
        first, cached=frozenset({"pickups", "options", "brands", "cities of SA"})
    )
    assert paths(remote) == ["accountInfo"]
    ask(host, tmp_path, "SA", "KW", clock=clock)
    assert paths(remote) == ["accountInfo", "accountInfo", "getCities"]
    clock.now += 1
    ask(host, tmp_path, "SA", clock=clock)
    assert paths(remote).count("getCities") == 2


def test_lists_are_used_and_credit_is_not_while_oto_does_not_answer(
    host: str, remote: Remote, tmp_path: Path
) -> None:
    """What was kept counts without OTO, but for the credit: that may be spent by now."""
    first = ask(host, tmp_path, "SA")
    remote.script([{"path": "*", "fault": "break"}])
    later = ask(host, tmp_path, "SA")
    assert (later.asked, later.name, later.credit) == (True, first.name, None)
    assert later.cities == first.cities and later.problems == ()


def test_lists_are_asked_anew_where_that_is_wanted(
    host: str, remote: Remote, tmp_path: Path
) -> None:
    """With `refresh` no list is taken from the cache."""
    check(host, tmp_path, to("Riyadh"))
    remote.reset()
    _typed, facts = check(host, tmp_path, to("Riyadh"), refresh=True)
    assert facts.cached == frozenset() and facts.cities["SA"]
    assert len(paths(remote)) == 5


NEW = {"orderId": "1", "pickupLocationCode": "NEW-1", "brandId": 77, "customer.country": "SA",
       "customer.city": "Newtown"}  # fmt: skip


def forget(folder: Path, question: str, answer: str) -> None:
    """As if the list had been kept before OTO knew of something."""
    sql = f"UPDATE account_cache SET answer = '{answer}' WHERE question = '{question}'"
    kept_in(folder, sql)


def test_a_kept_list_holds_no_order_that_oto_knows_by_now(
    host: str, remote: Remote, tmp_path: Path
) -> None:
    """A location or city that a kept list lacks is looked up in a new one, once, before anything
    is said; what the new list has is no problem, and the new list is kept."""
    row: Row = {**to("Riyadh"), "pickupLocationCode": "RUH-01"}
    check(host, tmp_path, row)
    forget(tmp_path, "pickups", '{"JED-01": "Jeddah"}')
    forget(tmp_path, "cities of SA", '["Jeddah"]')
    remote.reset()
    typed, facts = check(host, tmp_path, row, row)
    assert typed.problems == () and facts.cached == frozenset()
    assert paths(remote).count("getCities") == paths(remote).count("getPickupLocationList") == 1
    remote.reset()
    assert check(host, tmp_path, row)[0].problems == ()
    assert paths(remote) == ["accountInfo"]


def test_a_city_is_taken_for_another_by_a_new_list_alone(
    host: str, remote: Remote, tmp_path: Path
) -> None:
    """A city that OTO lists since this hour is not sent as the one that it resembles."""
    remote.script([{"path": "getCities", "times": 1, "fault": "answer", "body": CITIES}])
    ask(host, tmp_path, "SA")
    forget(tmp_path, "cities of SA", '["Al Khuraybah"]')
    remote.script([{"path": "getCities", "times": 1, "fault": "answer", "body": CITIES}])
    typed, _facts = check(host, tmp_path, to("Al Khuraybahh"))
    assert cities(typed) == ["Al Khuraybahh"]


def test_what_only_a_kept_list_lacks_is_a_warning(
    host: str, remote: Remote, tmp_path: Path
) -> None:
    """Where OTO cannot be asked anew the order is not held, and that is said of each value."""
    check(host, tmp_path, to("Riyadh"))
    remote.script([{"path": "*", "fault": "break"}])
    typed, facts = check(host, tmp_path, NEW)
    assert {(each.code, each.column) for each in typed.problems} == {
        ("cached_list_lacks", column)
        for column in ("pickupLocationCode", "brandId", "customer.city")
    }
    assert severity(typed.problems[0]) is Severity.WARNING and facts.cached


def test_what_a_new_list_lacks_is_a_problem(host: str, remote: Remote, tmp_path: Path) -> None:
    """The lists asked anew are OTO's word: what they lack holds the order."""
    for _run in range(2):  # without a kept list, and against one
        typed, _facts = check(host, tmp_path, NEW)
        codes = sorted(each.code for each in typed.problems)
        assert codes == ["brand_unknown", "city_unknown", "pickup_unknown"]
    assert len(remote.calls("getBrandList")) == 2


def test_an_option_of_otos_own_is_no_problem(host: str, remote: Remote, tmp_path: Path) -> None:
    """OTO lists only the merchant's own contracts, so another number is only pointed out."""
    typed, _facts = check(host, tmp_path, {**to("Riyadh"), "deliveryOptionId": "7109"})
    (found,) = typed.problems
    assert found.code == "delivery_option_unknown" and severity(found) is Severity.WARNING


def test_accounts_do_not_share_their_answers(host: str, remote: Remote, tmp_path: Path) -> None:
    """What is kept belongs to one account at one host; the token does not stand in it."""
    ask(host, tmp_path, token="one-token")
    ask(host, tmp_path, token="another-token")
    assert len(remote.calls("accountInfo")) == 2
    accounts = {account for account, _ in kept_in(tmp_path)}
    assert len(accounts) == 2
    assert not any("token" in account + answer for account, answer in kept_in(tmp_path))
    assert b"one-token" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE account_cache SET answer = ''",
        "UPDATE account_cache SET answer = '{'",
        "UPDATE account_cache SET answer = x'fffe'",
        "UPDATE account_cache SET answered_at = 'x'",
        "ALTER TABLE account_cache RENAME COLUMN answer TO reply",
    ],
)
def test_a_damaged_store_is_no_obstacle(
    host: str, remote: Remote, tmp_path: Path, damage: str
) -> None:
    """What was kept and cannot be read is asked anew."""
    ask(host, tmp_path)
    kept_in(tmp_path, damage)
    assert ask(host, tmp_path).name == "Sandbox Shop"
    assert len(remote.calls("accountInfo")) == 2
    if "RENAME" not in damage:
        assert any("Sandbox Shop" in answer for _, answer in kept_in(tmp_path))


def test_stale_answers_are_cleared_away(host: str, tmp_path: Path) -> None:
    """Rehearsals, each at an address of its own, do not fill the ledger."""
    clock = Clock()
    ask(host, tmp_path, token="one", clock=clock)
    clock.now += 4000
    ask(host, tmp_path, token="two", clock=clock)
    assert len({account for account, _ in kept_in(tmp_path)}) == 1


def test_files_of_an_older_version_are_cleared_away(tmp_path: Path) -> None:
    """They were a cache: nothing is lost with them, and nothing else is touched."""
    for name in ("account-0123456789abcdef.json", "account-0123456789abcdef.77.tmp", "ledger.db"):
        (tmp_path / name).touch()
    remove_old_files(tmp_path)
    remove_old_files(tmp_path / "missing")
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.db"]


def test_without_a_usable_ledger_the_answers_are_used_all_the_same(
    host: str, tmp_path: Path
) -> None:
    """A ledger that is missing, or fails, keeps nothing and is no obstacle."""
    ledger = Ledger.open(tmp_path / "ledger.db")
    ledger.close()
    for unusable in (None, ledger):
        facts = ask_with(unusable, host)
        assert facts.name == "Sandbox Shop" and facts.problems == ()


def test_a_list_that_the_plan_does_not_have_is_unknown(
    host: str, remote: Remote, tmp_path: Path
) -> None:
    """The free plan refuses the delivery options: they are unknown, and all else is known."""
    remote.script([{**NO_LIST, "path": "getDeliveryOptions"}])
    facts = ask(host, tmp_path, "SA")
    assert facts.asked and facts.delivery_options is None and facts.pickup_codes
    assert facts.problems == ()


@pytest.mark.parametrize(
    "fault",
    [
        {"fault": "break"},
        {"fault": "html"},
        {"fault": "cut"},
        {"fault": "busy", "retry_after": 1},
        {"fault": "answer", "body": "no JSON"},
        {"fault": "answer", "body": {"success": True, "remainingCredit": "much"}},
        NO_LIST,
    ],
    ids=lambda fault: str(fault["fault"]) + str(fault.get("body", ""))[:9],
)
def test_no_answer_is_never_the_end_of_a_run(
    host: str, remote: Remote, tmp_path: Path, fault: dict[str, object]
) -> None:
    """Whatever OTO answers, or does not, there are facts; nothing of it is kept."""
    remote.script([{**fault, "path": "*"}])
    facts = ask(host, tmp_path, "SA")
    assert facts.cities == {} and facts.pickup_codes is None and facts.credit is None
    remote.script([])
    assert ask(host, tmp_path, "SA").cities["SA"]


def test_a_host_that_is_not_there_is_said(tmp_path: Path) -> None:
    """The skipped checks are a note with the reason, in both languages."""
    facts = ask("http://127.0.0.1:9", tmp_path, "SA")
    assert not facts.asked
    (note,) = facts.problems
    assert note.code == "account_not_asked"
    assert all(reason for _, reason in note.facts)


def test_only_so_many_countries_are_asked_about(host: str, remote: Remote, tmp_path: Path) -> None:
    """A file for the whole world costs no more than eight lists, the Gulf's first."""
    ask(host, tmp_path, "FR", "DE", "US", "GB", "IT", "ES", "SA", "AE", "KW", "JP")
    assert len(remote.calls("getCities")) == 8


def sheet(*rows: Row) -> ParsedTable:
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = {name: pd.Series([row.get(name) for row in rows], dtype=object) for name in names}
    frame = pd.DataFrame(cells, dtype=object)
    frame.index = pd.Index(range(2, 2 + len(rows)))
    return ParsedTable(frame=frame, problems=(), unparsed={})


def to(city: object, order_id: str = "1", country: object = "SA") -> Row:
    return {"orderId": order_id, "customer.city": city, "customer.country": country}


def cities(typed: ParsedTable) -> list[object]:
    return list(typed.frame["customer.city"])


def brief(found: tuple[Problem, ...]) -> list[tuple[str, int | None, str, dict[str, str]]]:
    return [
        (each.code, each.row, each.value, {name: str(fact) for name, fact in each.facts})
        for each in found
    ]


def test_cities_are_sent_as_oto_writes_them() -> None:
    """Every row has OTO's name; another spelling is a warning once with its orders, a slip is one
    of each order."""
    rows = [
        to("Riyadh"),
        to("الرياض", "2"),
        to("الرياض", "2"),
        to("الرياض", "3"),
        to("Ryiadh", "4"),
        to("Ryiadh", "4"),
        to(None, "5"),
        to(" Jeddah ", "6"),
    ]
    done = apply_account(sheet(*rows), FACTS, {})
    assert cities(done) == ["Riyadh"] * 6 + [None, "Jeddah"]
    assert brief(done.problems) == [
        ("city_spelled", None, "الرياض", {"city": "Riyadh", "orders": "2", "rows": "3, 5"}),
        ("city_matched", 6, "Ryiadh", {"city": "Riyadh"}),
    ]


def test_a_doubtful_city_holds_each_of_its_orders() -> None:
    """A doubtful city stays as it is, and each order with it names what could be meant."""
    done = apply_account(sheet(to("Khuraybat"), to("Khuraybat"), to("Khuraybat", "2")), FACTS, {})
    assert cities(done) == ["Khuraybat"] * 3
    suggested = {"suggestions": "Al Khuraybah, Al Khuraytah", "first": "Al Khuraybah"}
    assert brief(done.problems) == [
        ("city_doubtful", 2, "Khuraybat", suggested),
        ("city_doubtful", 4, "Khuraybat", suggested),
    ]
    (found,) = apply_account(sheet(to("Xyzzy")), FACTS, {}).problems
    assert (found.code, dict(found.facts)) == ("city_unknown", {"country": "SA"})


@pytest.mark.parametrize(
    ("choice", "sent", "told"),
    [
        ({"Xyzzy": "Riyadh"}, "Riyadh", ["city_chosen"]),
        ({"XYZZY ": "riyadh"}, "Riyadh", ["city_chosen"]),
        ({"Xyzzy": "Xyzzy"}, "Xyzzy", []),
        ({"Xyzzy": "New Town"}, "New Town", ["city_not_listed"]),
    ],
)
def test_a_choice_settles_a_city(choice: dict[str, str], sent: str, told: list[str]) -> None:
    """What the merchant said once counts before OTO's list, also against it, and is said."""
    done = apply_account(sheet(to("Xyzzy"), to("Xyzzy", "2")), FACTS, choice)
    assert cities(done) == [sent] * 2
    assert [each.code for each in done.problems] == told
    assert all(dict(each.facts)["orders"] == "2" for each in done.problems)


def test_a_choice_counts_without_the_account() -> None:
    """Offline nobody knows OTO's list, and the choice is sent as it was made."""
    done = apply_account(sheet(to("Xyzzy")), NOT_ASKED, {"Xyzzy": "Riyadh"})
    assert cities(done) == ["Riyadh"]
    assert [each.code for each in done.problems] == ["city_chosen"]


def test_what_is_wrong_is_told_where_the_value_stands() -> None:
    """A city or code that an order's first row took from a later one is told at the later one."""
    rows = sheet({**to("Xyzzy"), "pickupLocationCode": "X"}, to("Xyzzy"))
    later = np.array([3, 3])
    done = apply_account(
        replace(rows, source_rows={"customer.city": later, "pickupLocationCode": later}), FACTS, {}
    )
    assert [(each.code, each.row) for each in done.problems] == [
        ("city_unknown", 3),
        ("pickup_unknown", 3),
    ]


def test_a_choice_may_change_what_oto_knows() -> None:
    """A choice wins over a city that OTO lists."""
    assert cities(apply_account(sheet(to("Jeddah")), FACTS, {"Jeddah": "Riyadh"})) == ["Riyadh"]


def test_cities_without_a_list_are_left_alone_and_that_is_said() -> None:
    """Where OTO gave no list for a country its cities are sent as they stand."""
    done = apply_account(sheet(to("Lyon", country="FR"), to("Ryad", "2", None)), FACTS, {})
    assert cities(done) == ["Lyon", "Ryad"]
    assert brief(done.problems) == [
        (
            "list_not_known",
            None,
            "",
            {"what": "the cities of France"},
        )
    ]


def test_the_senders_city_is_spelled_by_the_senders_country() -> None:
    """The sender's city is OTO's, too."""
    row = {"orderId": "1", "sender.senderCity": "جدة", "sender.senderCountry": "SA"}
    done = apply_account(sheet(row), FACTS, {})
    assert list(done.frame["sender.senderCity"]) == ["Jeddah"]
    assert [each.column for each in done.problems] == ["sender.senderCity"]


def test_codes_that_the_account_does_not_have_are_told_with_the_nearest() -> None:
    """An unknown code holds its order, once, and names what it may have meant."""
    rows: list[Row] = [
        {"orderId": "1", "pickupLocationCode": "RUH-01", "deliveryOptionId": "4", "brandId": 1001},
        {"orderId": "2", "pickupLocationCode": "RUH-1"},
        {"orderId": "2", "pickupLocationCode": "RUH-1"},
        {"orderId": "3", "pickupLocationCode": "jeddah warehouse"},
        {"orderId": "4", "destinationLocationCode": "nowhere"},
        {"orderId": "5", "deliveryOptionId": "99"},
        {"orderId": "6", "brandId": 1002},
    ]
    found = apply_account(sheet(*rows), FACTS, {}).problems
    assert [(each.code, each.row, each.column, each.value) for each in found] == [
        ("pickup_unknown", 3, "pickupLocationCode", "RUH-1"),
        ("pickup_unknown", 5, "pickupLocationCode", "jeddah warehouse"),
        ("pickup_unknown", 6, "destinationLocationCode", "nowhere"),
        ("delivery_option_unknown", 7, "deliveryOptionId", "99"),
        ("brand_unknown", 8, "brandId", "1002"),
    ]
    known = [dict(each.facts)["known"] for each in found]
    assert known[0].startswith("RUH-01 (Riyadh warehouse)")
    assert known[1].startswith("JED-01 (Jeddah warehouse)")
    assert known[3] == "4 (Standard), 17 (Express)"
    assert known[4] == "1001 (Oasis)"


def test_a_list_that_is_not_known_is_said_only_where_it_is_needed() -> None:
    """Codes that could not be checked are one note; an empty column needs no list."""
    facts = AccountFacts(asked=True)
    done = apply_account(sheet({"orderId": "1", "brandId": 7, "deliveryOptionId": None}), facts, {})
    assert [(each.code, each.row, each.column) for each in done.problems] == [
        ("list_not_known", None, "brandId")
    ]


def test_without_the_account_nothing_is_checked() -> None:
    """Offline, the sheet stays as it is and nothing is said of the account."""
    rows = sheet({**to("Ryad"), "pickupLocationCode": "X"})
    done = apply_account(rows, NOT_ASKED, {})
    assert done.problems == () and cities(done) == ["Ryad"]
    assert rows.frame.equals(done.frame)


def test_the_sheet_handed_in_is_not_changed() -> None:
    """The room takes a value and returns a value."""
    before = sheet(to("الرياض"))
    apply_account(before, FACTS, {})
    assert cities(before) == ["الرياض"]


def test_an_account_that_was_left_out_is_said() -> None:
    """A check without the account says what it did not check."""
    (note,) = NOT_ASKED.problems
    assert (note.code, note.row) == ("account_left_out", None)
