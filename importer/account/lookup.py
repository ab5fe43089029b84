"""Asks the account, in a few calls at most and never at the cost of the run."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterator
from typing import Any

from importer.account.cache import AccountCache
from importer.account.facts import BRANDS, OPTIONS, PICKUPS, AccountFacts, cities_of
from importer.errors import ImporterError, NotDelivered, Refused, SetupError, TooManyCalls
from importer.i18n import Localized, _
from importer.ledger import Ledger
from importer.oto import Oto
from importer.problems import Problem, oto_codes, problem
from importer.problems.account import ACCOUNT_NOT_ASKED
from importer.problems.sending import OTO_UNREACHABLE, TOKEN_REFUSED

_PATIENCE = 20.0  # seconds for all questions together
_COUNTRIES = 8  # more lists than this are not worth their calls
_OFTEN = ("SA", "AE", "KW", "BH", "QA", "OM", "EG", "TR", "JO")
_SLOW = _("no answer in time")
_ODD = _("an answer that makes no sense")
_CLOSED = _("it does not answer for this account")
_INFO, _NAME = "info", "name"
Question = Callable[[], Awaitable[Any]]


async def look_up_account(
    oto: Oto,
    countries: Collection[str],
    ledger: Ledger | None,
    *,
    refresh: Collection[str] = (),
) -> AccountFacts:
    """The account's name, credit and lists, and OTO's cities of the countries.

    Lists are kept an hour in `ledger`, if there is one. Those that `refresh` names are asked anew,
    and count as they were kept when OTO does not answer; credit is never taken from there. Raises
    nothing: what cannot be asked is None, and a failure of everything is a note among the facts'
    problems.
    """
    cache = AccountCache(ledger, oto.account_key)
    questions = {name: _question(oto, name) for name in list_names(countries)}
    kept = {name: cache.get(name) for name in (_NAME, *questions)}
    answers: dict[str, Any] = {}
    failures: list[Localized] = []
    blocked: list[Problem] = []

    async def ask(name: str, question: Question) -> None:
        try:
            answers[name] = await question()
        except ImporterError as error:
            if name == _INFO:
                blocked.extend(_why_blocked(error))
            if not isinstance(error, Refused):  # the account has no such list, as the free plan
                failures.append(error.message)
        except Exception:  # a check beforehand must never be the end of a run
            failures.append(_ODD)

    wanted = (name for name in questions if kept[name] is None or name in refresh)
    try:
        async with asyncio.timeout(_PATIENCE):
            await ask(_INFO, oto.account_info)
            if not failures:
                await asyncio.gather(*(ask(name, questions[name]) for name in wanted))
    except TimeoutError:
        failures.append(_SLOW)
    info = answers.pop(_INFO, None)
    if info is not None:
        answers[_NAME] = info.name
    for name, answer in answers.items():
        cache.put(name, answer)
    cache.save()
    lists = {name: answer for name, answer in {**kept, **answers}.items() if answer}
    cities = {country: tuple(lists.get(cities_of(country), ())) for country in countries}
    was_asked = bool(lists or info)
    not_asked = problem(ACCOUNT_NOT_ASKED, reason=failures[0] if failures else _CLOSED)
    return AccountFacts(
        asked=was_asked,
        name=lists.get(_NAME),
        key=info.key if info else "",
        credit=info.credit if info else None,
        pickup_codes=lists.get(PICKUPS),
        delivery_options=lists.get(OPTIONS),
        brands=lists.get(BRANDS),
        cities={country: names for country, names in cities.items() if names},
        cached=frozenset(lists) - frozenset(answers) - {_NAME},
        problems=() if was_asked else (not_asked,),
        blocked=blocked[0] if blocked else None,
    )


def _why_blocked(error: ImporterError) -> Iterator[Problem]:
    """Why nothing can be sent to an account that could not be asked; a pause that OTO asks for, and
    an answer that was lost, pass."""
    if isinstance(error, Refused):
        code = oto_codes.ACCOUNT_PROBLEMS.get(oto_codes.effect_of(error.code))
        if code is not None:
            yield problem(code, oto_code=error.code, text=error.text)
    elif isinstance(error, SetupError):
        yield problem(TOKEN_REFUSED)
    elif isinstance(error, NotDelivered) and not isinstance(error, TooManyCalls):
        yield problem(OTO_UNREACHABLE, count=1)


def list_names(countries: Collection[str]) -> list[str]:
    """The names of the lists that are looked up for orders to the countries."""
    wanted = sorted(countries, key=lambda name: (name not in _OFTEN, name))[:_COUNTRIES]
    return [PICKUPS, OPTIONS, BRANDS, *map(cities_of, wanted)]


def _question(oto: Oto, name: str) -> Question:
    """How the list of that name is asked: code → name, or the names of cities."""

    async def answer() -> dict[str, str] | list[str]:
        if name == PICKUPS:
            return {place.code: place.name for place in await oto.pickup_locations()}
        if name == OPTIONS:
            return {option.id: option.name for option in await oto.delivery_options()}
        if name == BRANDS:
            return {brand.id: brand.name for brand in await oto.brands()}
        return list(await oto.cities(name.removeprefix(cities_of(""))))

    return answer
