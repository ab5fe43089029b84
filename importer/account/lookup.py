"""Asks the account, in a few calls at most and never at the cost of the run."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from decimal import Decimal
from typing import Any

from importer.account.cache import AccountCache
from importer.account.facts import AccountFacts
from importer.errors import ImporterError, Refused
from importer.i18n import Localized, _
from importer.ledger import Ledger
from importer.oto import Oto
from importer.problems import Problem, problem
from importer.problems.account import ACCOUNT_NOT_ASKED

_PATIENCE = 20.0  # seconds for all questions together
_COUNTRIES = 8  # more lists than this are not worth their calls
_OFTEN = ("SA", "AE", "KW", "BH", "QA", "OM", "EG", "TR", "JO")
_SLOW = _("no answer in time")
_ODD = _("an answer that makes no sense")
_CLOSED = _("it does not answer for this account")
Question = Callable[[], Awaitable[Any]]


async def look_up_account(
    oto: Oto,
    countries: Collection[str],
    ledger: Ledger | None,
    *,
    clock: Callable[[], float] = time.time,
) -> AccountFacts:
    """The account's name, credit and lists, and OTO's cities of the countries.

    Answers are kept an hour in `ledger`, if there is one. Raises nothing: what cannot be asked is
    None, and a failure of everything is a note among the facts' problems.
    """
    cache = AccountCache(ledger, oto.account_key, clock)
    inquiry = _Inquiry(cache)
    wanted = sorted(countries, key=lambda name: (name not in _OFTEN, name))[:_COUNTRIES]
    try:
        async with asyncio.timeout(_PATIENCE):
            await inquiry.put("info", _info(oto))
            if inquiry.trouble is None:
                await asyncio.gather(
                    *(inquiry.put(name, question) for name, question in _lists(oto).items()),
                    *(inquiry.put(_cities(name), _names(oto, name)) for name in wanted),
                )
    except TimeoutError:
        inquiry.trouble = inquiry.trouble or _SLOW
    cache.save()
    return inquiry.facts(wanted)


class _Inquiry:
    """The answers so far; `trouble` is why OTO could not be asked at all."""

    def __init__(self, cache: AccountCache) -> None:
        self._cache = cache
        self._answers: dict[str, Any] = {}
        self.trouble: Localized | None = None

    async def put(self, name: str, question: Question) -> None:
        """Has the question answered, by the cache or by OTO."""
        answer = self._cache.get(name)
        if answer is None:
            answer = await self._ask(question)
            if answer is not None:
                self._cache.put(name, answer)
        self._answers[name] = answer

    async def _ask(self, question: Question) -> Any:
        try:
            return await question()
        except Refused:  # this account has no such list, as the free plan has no options
            return None
        except ImporterError as error:
            self.trouble = error.message
        except Exception:  # a check beforehand must never be the end of a run
            self.trouble = _ODD
        return None

    def facts(self, countries: Sequence[str]) -> AccountFacts:
        """What is known now."""
        info = self._answers.get("info") or {}
        lists = {country: self._answers.get(_cities(country)) for country in countries}
        reached = any(answer for answer in self._answers.values())
        return AccountFacts(
            asked=reached,
            name=info.get("name"),
            credit=None if info.get("credit") is None else Decimal(info["credit"]),
            pickup_codes=self._answers.get("pickups") or None,
            delivery_options=self._answers.get("options") or None,
            brands=self._answers.get("brands") or None,
            cities={country: tuple(names) for country, names in lists.items() if names},
            problems=() if reached else (_not_asked(self.trouble or _CLOSED),),
        )


def _not_asked(why: Localized) -> Problem:
    return problem(ACCOUNT_NOT_ASKED, reason=why)


def _cities(country: str) -> str:
    return f"cities of {country}"


def _names(oto: Oto, country: str) -> Question:
    async def names() -> list[str]:
        return list(await oto.cities(country))

    return names


def _info(oto: Oto) -> Question:
    async def info() -> dict[str, str | None]:
        told = await oto.account_info()
        credit = None if told.credit is None else str(told.credit)
        return {"name": told.name, "credit": credit}

    return info


def _lists(oto: Oto) -> dict[str, Question]:
    """The account's lists, each as code → name."""

    async def pickups() -> dict[str, str]:
        return {place.code: place.name for place in await oto.pickup_locations()}

    async def options() -> dict[str, str]:
        return {option.id: option.name for option in await oto.delivery_options()}

    async def brands() -> dict[str, str]:
        return {brand.id: brand.name for brand in await oto.brands()}

    return {"pickups": pickups, "options": options, "brands": brands}
