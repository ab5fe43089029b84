"""What only the account can know, asked before anything is sent."""

from collections.abc import Mapping
from dataclasses import replace

from importer.account.cities import resolve_cities
from importer.account.codes import check_codes
from importer.account.facts import NOT_ASKED, AccountFacts
from importer.account.lookup import look_up_account
from importer.parsing import ParsedTable


def apply_account(
    typed: ParsedTable, facts: AccountFacts, city_choices: Mapping[str, str]
) -> ParsedTable:
    """The typed sheet with OTO's names of cities, and with what the account does not know as
    problems.

    `city_choices` map a city as written to the name to send; they come before OTO's own list, and
    count without it, too.
    """
    typed = replace(typed, frame=typed.frame.copy(deep=False))
    problems = [*typed.problems, *resolve_cities(typed, facts, city_choices)]
    if facts.asked:
        problems += check_codes(typed, facts)
    return replace(typed, problems=tuple(problems))


__all__ = ["NOT_ASKED", "AccountFacts", "apply_account", "look_up_account"]
