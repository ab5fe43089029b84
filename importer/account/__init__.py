"""What only the account can know, asked before anything is sent."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from importer import catalog
from importer.account.cities import resolve_cities
from importer.account.codes import check_codes
from importer.account.facts import NOT_ASKED, AccountFacts
from importer.account.lookup import list_names, look_up_account
from importer.ledger import Ledger
from importer.oto import Oto
from importer.parsing import ParsedTable
from importer.problems.account import CACHED_LIST_LACKS, CITY_MATCHED, CITY_NOT_LISTED

# What is said of a value because a list lacks it.
_LACKING = frozenset(code.name for code in (CACHED_LIST_LACKS, CITY_MATCHED, CITY_NOT_LISTED))


async def check_account(
    oto: Oto,
    typed: ParsedTable,
    city_choices: Mapping[str, str],
    ledger: Ledger | None,
    *,
    refresh: bool = False,
) -> tuple[ParsedTable, AccountFacts]:
    """The typed sheet held against the account (`apply_account`), and what the account knows.

    Its lists are kept an hour in `ledger`; where they lack what the sheet has, they are asked anew
    before that counts, and always with `refresh`. Raises nothing.
    """
    column = catalog.COUNTRY.name
    countries = set(typed.frame[column].dropna()) if column in typed.frame else set()
    look_up = partial(look_up_account, oto, countries, ledger)
    facts = await look_up(refresh=list_names(countries) if refresh else ())
    checked = apply_account(typed, facts, city_choices)
    if facts.cached and not refresh and any(each.code in _LACKING for each in checked.problems):
        facts = await look_up(refresh=facts.cached)
        checked = apply_account(typed, facts, city_choices)
    return checked, facts


def apply_account(
    typed: ParsedTable, facts: AccountFacts, city_choices: Mapping[str, str]
) -> ParsedTable:
    """The typed sheet with OTO's names of cities, and with what the account does not know as
    problems; as warnings where only a cached list says so.

    `city_choices` map a city as written to the name to send; they come before OTO's own list, and
    count without it, too.
    """
    typed = replace(typed, frame=typed.frame.copy(deep=False))
    problems = [*typed.problems, *resolve_cities(typed, facts, city_choices)]
    if facts.asked:
        problems += check_codes(typed, facts)
    return replace(typed, problems=tuple(problems))


__all__ = ["NOT_ASKED", "AccountFacts", "apply_account", "check_account", "look_up_account"]
