"""An account keeps its memory whatever token opens it, and shares it with no other."""

import hashlib
from pathlib import Path

import pytest

from importer.ledger import Entry, Ledger, State
from importer.outcome import Outcome, Status
from importer.preferences import Preferences
from tests.ledger.factories import HERE, Clock, begin, end, live_run, order, settle, start

DESTINATION = HERE[0]
STAGING = "staging-api.tryoto.com/rest/v2"


def alias(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def token(name: str) -> str:
    """The name by which older versions knew an account."""
    return alias(name)[:16]


MAIL, CLAIMS, FIRST, SECOND = alias("me@shop.example"), alias("4711"), token("first"), token("2nd")


def settled(ledger: Ledger, account: str, name: str, state: State, fingerprint: str = "f1") -> None:
    """The account has an order in that state."""
    run, one = start(ledger, account), order(name, fingerprint)
    assert begin(ledger, run, one, again=False)
    settle(ledger, run, one, state, end(one, Status.UNCONFIRMED))
    ledger.finish_run(run, "done")


def entries(ledger: Ledger, account: str, *names: str) -> dict[str, Entry]:
    return ledger.entries(DESTINATION, account, names)


def test_a_new_token_keeps_the_memory(place: str) -> None:
    """The account is known by what OTO says of it, so copying the token again changes nothing."""
    with Ledger.open(place) as ledger:
        account = ledger.account_for(DESTINATION, [MAIL, FIRST])
        assert ledger.account_for(DESTINATION, [MAIL, SECOND]) == account
        assert ledger.account_for(DESTINATION, [SECOND]) == account
        assert ledger.account_for(DESTINATION, [CLAIMS, FIRST]) == account
        assert ledger.account_for(DESTINATION, [CLAIMS]) == account


def test_an_older_ledger_is_taken_over(place: str) -> None:
    """Orders that stand under the hash of a refresh token are the account's that it opens, from the
    first run with that token on."""
    with Ledger.open(place) as ledger:
        settled(ledger, FIRST, "A-1", State.CREATED)
        account = ledger.account_for(DESTINATION, [MAIL, FIRST])
        assert entries(ledger, account, "A-1")["A-1"].state is State.CREATED
        assert ledger.account_for(DESTINATION, [MAIL, SECOND]) == account


def test_accounts_are_kept_apart(place: str) -> None:
    """Another merchant, and the same one at another destination, share nothing; also when OTO could
    not be asked once who they are."""
    theirs, their_token = alias("you@shop.example"), token("theirs")
    with Ledger.open(place) as ledger:
        ours = ledger.account_for(DESTINATION, [MAIL, FIRST])
        settled(ledger, ours, "A-1", State.CREATED)
        unasked = ledger.account_for(DESTINATION, [their_token])
        assert unasked != ours and not entries(ledger, unasked, "A-1")
        settled(ledger, unasked, "A-1", State.REFUSED)
        asked = ledger.account_for(DESTINATION, [theirs, their_token])
        assert entries(ledger, asked, "A-1")["A-1"].state is State.REFUSED
        assert ledger.account_for(DESTINATION, [MAIL, FIRST]) == ours
        assert entries(ledger, ours, "A-1")["A-1"].state is State.CREATED
        ledger.account_for(STAGING, [MAIL, FIRST])
        assert not ledger.entries(STAGING, ledger.account_for(STAGING, [MAIL]), ["A-1"])


def test_accounts_that_turn_out_to_be_one_become_one(place: str) -> None:
    """A run that could not ask whose token it is makes an account of its own; once it is known to
    be the same, its orders, runs, cities and answers are the account's."""
    key = f"https://{DESTINATION} "
    with Ledger.open(place) as ledger:
        account = ledger.account_for(DESTINATION, [MAIL, FIRST])
        settled(ledger, account, "A-1", State.CREATED)
        unasked = ledger.account_for(DESTINATION, [SECOND])
        settled(ledger, unasked, "A-2", State.UNSURE)
        preferences = Preferences(ledger)
        preferences.remember_cities(account, {"Riyad": "Riyadh"})
        preferences.remember_cities(unasked, {"Riyad": "Rabigh", "Jedda": "Jeddah"})
        preferences.remember_columns(unasked, "headers", {"Wert": "amount"})
        preferences.remember_partial_cod(unasked, allowed=True)
        now = ledger.database.execute("newest_runs", limit=1)[0]["started_at"]
        for owner, question in ((account, "info"), (unasked, "info"), (unasked, "cities")):
            ledger.database.execute(
                "cache_answer", account_key=key + owner, question=question, answer=owner
            )
        tracked = {"status": "new", "tracking_url": "", "awb_url": "", "carrier": "smsa"}
        ledger.database.execute(
            "record_tracking",
            account_key=key + unasked, report="r", order_id="A-2", answered_at=now, **tracked,
        )  # fmt: skip

        assert ledger.account_for(DESTINATION, [MAIL, SECOND]) == account
        assert {
            name: entry.state for name, entry in entries(ledger, account, "A-1", "A-2").items()
        } == {
            "A-1": State.CREATED,
            "A-2": State.UNSURE,
        }
        assert not entries(ledger, unasked, "A-1", "A-2")
        assert {past.run.account for past in ledger.runs()} == {account}
        assert preferences.city_choices(account) == {"Riyad": "Riyadh", "Jedda": "Jeddah"}
        assert preferences.columns(account, "headers") == {"Wert": "amount"}
        assert preferences.partial_cod(account)
        during = {"account_key": key + account, "since": now - 1, "until": now}
        answers = [
            row["answer"]
            for question in ("info", "cities")
            for row in ledger.database.execute(
                "cached_answer", question=question, account_key=key + account, seconds=60
            )
        ]
        assert answers == [account, unasked]
        (answer,) = ledger.database.execute("tracking_answers", report="r", **during)
        assert answer["order_id"] == "A-2"
        assert ledger.account_for(DESTINATION, [SECOND]) == account


@pytest.mark.parametrize("first_is_kept", [True, False])
@pytest.mark.parametrize(
    ("older", "newer", "wins"),
    [
        (State.CREATED, State.REFUSED, State.CREATED),
        (State.CREATED, State.UNSURE, State.CREATED),
        (State.REFUSED, State.CREATED, State.CREATED),
        (State.UNSURE, State.CONFLICT, State.CONFLICT),
        (State.REFUSED, State.UNSENT, State.UNSENT),
        (State.UNSURE, State.REFUSED, State.UNSURE),
        (State.CREATED, State.OVERWRITTEN, State.OVERWRITTEN),
        (State.OVERWRITTEN, State.CREATED, State.OVERWRITTEN),
    ],
)
def test_of_an_order_that_both_had_the_graver_knowledge_stays(
    place: str, older: State, newer: State, wins: State, first_is_kept: bool
) -> None:
    """What is in OTO outranks what may be, and that what is not; of equals the newer stays."""
    clock = Clock()
    with Ledger.open(place, clock=clock) as ledger:
        first = ledger.account_for(DESTINATION, [FIRST])
        second = ledger.account_for(DESTINATION, [SECOND])
        for account, state in ((first, older), (second, newer)):
            settled(ledger, account, "A-1", state, fingerprint=state)
            clock.now += 1
        aliases = [FIRST, SECOND] if first_is_kept else [SECOND, FIRST]
        account = ledger.account_for(DESTINATION, [MAIL, *aliases])
        assert account == (first if first_is_kept else second)
        entry = entries(ledger, account, "A-1")["A-1"]
        assert (entry.state, entry.fingerprint) == (wins, wins)
        assert sum(ledger.state_counts().values()) == 1


def test_a_run_goes_on_while_its_account_becomes_one_with_another(place: str) -> None:
    """What it begins and learns afterwards is the one account's, and so is what it had begun; a run
    that starts under the old name, too."""
    with Ledger.open(place) as ledger:
        account = ledger.account_for(DESTINATION, [MAIL])
        run = start(ledger, ledger.account_for(DESTINATION, [SECOND]))
        assert begin(ledger, run, order("A-1"), again=False)
        ledger.account_for(DESTINATION, [MAIL, SECOND])
        assert settle(
            ledger, run, order("A-1"), State.CREATED, Outcome("A-1", (2,), Status.CREATED, ("9",))
        )
        assert begin(ledger, run, order("A-2"), again=False)
        assert ledger.entry(run, "A-2") is not None
        ledger.finish_run(run, "done")
        assert start(ledger, SECOND).account == account
        known = entries(ledger, account, "A-1", "A-2")
        assert (known["A-1"].oto_ids, known["A-2"].owner) == (("9",), run.run_id)


@pytest.mark.parametrize("aliases", [[], ["me@shop.example"], [MAIL, "a refresh token"], [""]])
def test_an_account_is_named_by_hashes_only(tmp_path: Path, aliases: list[str]) -> None:
    """An e-mail address or a token as it stands is a mistake of the caller's, and not kept."""
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        with pytest.raises(ValueError, match="hashes"):
            ledger.account_for(DESTINATION, aliases)
        assert not ledger.database.execute("state_counts")
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"me@shop" not in written and MAIL.encode() not in written


def test_of_two_accounts_that_become_one_the_livelier_run_goes_on(place: str) -> None:
    """Each sends for what was thought to be an account of its own: the one that was heard last goes
    on, and the other begins nothing more."""
    clock = Clock()
    with Ledger.open(place, clock=clock) as ledger:
        account = ledger.account_for(DESTINATION, [MAIL])
        older = start(ledger, account)
        clock.now += 2
        newer = start(ledger, ledger.account_for(DESTINATION, [SECOND]))
        ledger.account_for(DESTINATION, [MAIL, SECOND])
        assert ledger.heartbeat(newer) and not ledger.heartbeat(older)
        assert begin(ledger, older, order("A-1"), again=False) is None
        assert live_run(ledger, DESTINATION, account) is not None
