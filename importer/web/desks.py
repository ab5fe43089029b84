"""The desks of a team's accounts, each with its page under an address of its own."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import quote

from starlette.types import ASGIApp, Scope

from importer import accounts
from importer.accounts import Account
from importer.i18n import Language
from importer.operators.audit import Action, record
from importer.settings import Settings
from importer.web.app import application
from importer.web.desk import Desk, refuse_foreign
from importer.web.pages import visitor_of
from importer.web.register import Register

_NAMELESS = "-"  # in an address; no account can be called so


@dataclass(slots=True)
class _Served:
    account: Account | None
    desk: Desk
    app: ASGIApp


class Desks:
    """All accounts of the ledger and the one whose token the settings have or, when they name an
    account, that one alone. A desk is made when it is first asked for.

    What operators do goes into the audit, by the `register`. `rate` (orders a second) goes before
    an account's own.
    """

    def __init__(
        self,
        settings: Settings,
        lang: Language,
        register: Register,
        *,
        rate: float | None = None,
        allowed_host: str | None = None,
    ) -> None:
        self.lang, self.settings = lang, settings
        self._register, self._rate, self._allowed_host = register, rate, allowed_host
        self._is_one = bool(settings.account_name)
        self._served: dict[str, _Served] = {}
        self._lock = threading.Lock()

    def names(self, known: Sequence[Account]) -> list[str]:
        """The names of the accounts that are served, of those that the ledger knows now."""
        if self._is_one:
            return [self.settings.account_name]
        return [*([""] if self.settings.token else []), *(each.name for each in known)]

    def app_of(self, name: str, known: Sequence[Account]) -> ASGIApp:
        """The page of the account of that name, one of `names`. Raises SetupError when its token
        cannot be had."""
        account = None if self._is_one else next((a for a in known if a.name == name), None)
        with self._lock:
            served = self._served.get(name)
            if served is not None and served.account == account:
                return served.app
            settings = self._settings_of(account)
            if served is not None:  # its token or its host is another now
                served.desk.settings, served.account = settings, account
                return served.app
            desk = Desk(settings, self.lang, path=path_of(name), hands_over=True)
            made = _Served(account, desk, application(desk, partial(self._record, name)))
            self._served[name] = made
            return made.app

    def close(self) -> None:
        """Ends what is being sent in good order, and waits until it is written."""
        desks = [served.desk for served in list(self._served.values())]
        for desk in desks:
            desk.stop()
        for desk in desks:
            desk.close()

    def _record(self, name: str, scope: Scope, action: Action, subject: str) -> None:
        visitor = visitor_of(scope)
        assert visitor is not None
        operator = visitor.operator.name
        self._register.ask_now(lambda ledger: record(ledger, operator, action, name, subject))

    def _settings_of(self, account: Account | None) -> Settings:
        if account is None:
            return self.settings
        found = accounts.settings_of(
            replace(self.settings, token=None), account.name, rate=self._rate
        )
        refuse_foreign(found, self._allowed_host)
        return found


def path_of(name: str) -> str:
    """The address under which the account of that name is."""
    return f"/accounts/{quote(name, safe='') or _NAMELESS}"


def name_in(part: str) -> str:
    """The name of the account in an address, which was unquoted."""
    return "" if part == _NAMELESS else part
