"""Operators: who has which password, which session, and which accounts."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import argon2
import pytest

from importer import operators
from importer.errors import UsageError
from importer.ledger import Ledger
from importer.operators import IDLE_SECONDS, MOST_SECONDS, Operator, passwords
from importer.operators.audit import LABELS, Action, entries, record

PASSWORD, OTHER = "correct horse battery", "staple of another stable"


@dataclass
class Clock:
    """A clock that is set by hand."""

    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(place: str, clock: Clock) -> Iterator[Ledger]:
    with Ledger.open(place, clock=clock) as ledger:
        yield ledger


def kept(ledger: Ledger, name: str = "noura", *accounts: str) -> Operator:
    operators.keep(ledger, name, PASSWORD, accounts or ("one",))
    return operators.find_known(ledger, name)


def session(ledger: Ledger, operator: Operator) -> str:
    key = operators.begin_session(ledger, operator)
    assert key is not None
    return key


def test_the_right_password_alone_opens(ledger: Ledger) -> None:
    """Neither another one nor an unknown name, one that cannot be, or one that has no password."""
    kept(ledger)
    operators.keep(ledger, "sara", None, ["one"])
    found = operators.check_password(ledger, "NOURA ", PASSWORD)
    assert found is not None and found.name == "noura"
    for name, password in (("noura", OTHER), ("noura", ""), ("nobody", PASSWORD), ("", PASSWORD),
                           ("sara", PASSWORD), ("sara", ""), ("a\nb", PASSWORD)):  # fmt: skip
        assert operators.check_password(ledger, name, password) is None


def test_the_same_letters_are_the_same_password_on_every_system(ledger: Ledger) -> None:
    """However the system composes them; half a letter is a password like any other."""
    operators.keep(ledger, "ayşe", "parolam\u0131 geçer miyim", ["one"])
    composed = "parolam\u0131 gec\u0327er miyim"
    assert operators.check_password(ledger, "ay\u0073\u0327e", composed) is not None
    assert operators.check_password(ledger, "ayşe", "\ud800") is None


def test_an_unknown_name_takes_a_check_as_a_known_one_does(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hash is computed once, whether or not there is such an operator."""
    kept(ledger)
    checks: list[str] = []
    hasher = argon2.PasswordHasher.verify

    def counted(self: argon2.PasswordHasher, known: str, password: str) -> bool:
        checks.append(known.rpartition("$p=")[0][:30])
        return hasher(self, known, password)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", counted)
    for name in ("noura", "nobody"):
        assert operators.check_password(ledger, name, OTHER) is None
    assert len(checks) == 2 and checks[0] == checks[1]


def test_a_hash_of_older_parameters_is_made_anew_by_a_login(ledger: Ledger) -> None:
    """And the login that did it is good for a session."""
    kept(ledger)
    weak = argon2.PasswordHasher(time_cost=1, memory_cost=1024).hash(PASSWORD)
    ledger.database.run("UPDATE operators SET password = :password", {"password": weak})
    operator = operators.check_password(ledger, "noura", PASSWORD)
    assert operator is not None and operator.password != weak
    assert not passwords.is_outdated(operators.find_known(ledger, "noura").password)
    assert operators.session_operator(ledger, session(ledger, operator)) == operator


@pytest.mark.parametrize("password", ["", "elevenchars", "x" * 1001])
def test_a_password_has_a_least_and_a_most(ledger: Ledger, password: str) -> None:
    """The refusal does not repeat it, and nothing is kept."""
    with pytest.raises(UsageError) as refused:
        operators.keep(ledger, "noura", password, ["one"])
    assert not password or password not in str(refused.value)
    assert operators.known_operators(ledger) == []


@pytest.mark.parametrize("name", ["", " ", "-x", "a b", "a\nb", "a/b", "<b>", "x" * 101, "\u202ex"])
def test_what_is_no_name_is_refused(ledger: Ledger, name: str) -> None:
    """A name is one word of letters and digits, or an e-mail address."""
    with pytest.raises(UsageError):
        operators.keep(ledger, name, PASSWORD, ["one"])
    assert operators.checked_name(" Noura@Shop.com ") == "noura@shop.com"
    assert operators.checked_name("نورة") == "نورة"


def test_each_may_use_her_own_accounts_alone(ledger: Ledger) -> None:
    """The one without a name is for those who may use all."""
    some, every = kept(ledger, "noura", "Noon KSA", "two"), kept(ledger, "sara", operators.ALL)
    assert [operators.may_use(some, name) for name in ("noon ksa", "two", "three", "", "*")] == [
        True, True, False, False, False]  # fmt: skip
    assert all(operators.may_use(every, name) for name in ("two", "three", ""))
    nobody = kept(ledger, "none", "")
    assert not any(operators.may_use(nobody, name) for name in ("", "one"))


def test_a_session_ends_when_it_is_idle_or_old(ledger: Ledger, clock: Clock) -> None:
    """Twelve hours without use, or seven days with it."""
    operator = kept(ledger)
    idle, used = session(ledger, operator), session(ledger, operator)
    began = clock.now
    while clock.now < began + MOST_SECONDS:
        assert operators.session_operator(ledger, used) == operator
        clock.now += IDLE_SECONDS / 2
        if clock.now >= began + IDLE_SECONDS:
            assert operators.session_operator(ledger, idle) is None
    assert operators.session_operator(ledger, used) is None
    session(ledger, operator)
    (row,) = ledger.database.run("SELECT COUNT(*) AS held FROM sessions", {})
    assert row["held"] == 1, "sessions that are over are deleted"


def test_sessions_end_with_the_password_and_with_the_operator(ledger: Ledger) -> None:
    """All of hers and none of another's; nor does a check from before the change open one."""
    noura, sara = kept(ledger, "noura"), kept(ledger, "sara")
    hers, others = [session(ledger, noura) for _ in range(2)], session(ledger, sara)
    operators.change_password(ledger, noura, OTHER)
    assert [operators.session_operator(ledger, key) for key in hers] == [None, None]
    assert operators.begin_session(ledger, noura) is None
    changed = operators.check_password(ledger, "noura", OTHER)
    assert changed is not None and changed.accounts == noura.accounts
    key = session(ledger, changed)
    operators.remove(ledger, changed)
    assert operators.session_operator(ledger, key) is None
    assert operators.begin_session(ledger, changed) is None
    assert operators.session_operator(ledger, others) == sara
    operators.end_session(ledger, others)
    assert operators.session_operator(ledger, others) is None


def test_neither_password_nor_key_is_in_the_ledger(tmp_path: Path) -> None:
    """In no byte of its files, and not in what an operator shows of herself."""
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        operator = kept(ledger)
        key = session(ledger, operator)
        assert operators.session_operator(ledger, key) == operator
        files = [file.read_bytes() for file in tmp_path.iterdir()]
    assert len(files) > 1
    assert not any(text.encode() in data for data in files for text in (PASSWORD, key))
    assert operator.password not in repr(operator)


def test_the_audit_tells_the_newest_first(ledger: Ledger, clock: Clock) -> None:
    """Every action has its words; what an operator did stays when she is gone."""
    operator = kept(ledger)
    for action in Action:
        record(ledger, operator.name, action, "one", "week.csv (abc)")
        clock.now += 1
    operators.remove(ledger, operator)
    done = entries(ledger)
    assert [each.action for each in done] == list(Action)[::-1] and set(LABELS) == set(Action)
    assert {(each.operator, each.account_name, each.subject) for each in done} == {
        ("noura", "one", "week.csv (abc)")
    }
    assert entries(ledger, limit=2) == done[:2]
