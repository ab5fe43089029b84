"""What OTO knows of the account, as far as it could be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from importer.problems import Problem, problem
from importer.problems.account import ACCOUNT_LEFT_OUT

# The names of the account's lists, beside `cities_of` each country.
PICKUPS, OPTIONS, BRANDS = "pickups", "options", "brands"


def cities_of(country: str) -> str:
    """The name of the list of that country's cities (ISO 3166-1 alpha-2)."""
    return f"cities of {country}"


@dataclass(frozen=True)
class AccountFacts:
    """The account's name, its key in the ledger, credit and lists; None (or no key) where OTO gave
    none.

    The lists are OTO's code or number → its name; `cities` are by country (ISO 3166-1 alpha-2).
    `cached` names the lists that are not OTO's answer of now: they may lack what is new, so what
    they lack is no problem. `asked` is false when the account was left out or could not be reached
    at all; `problems` says so.
    """

    asked: bool = False
    name: str | None = None
    key: str = ""
    credit: Decimal | None = None
    pickup_codes: Mapping[str, str] | None = None
    delivery_options: Mapping[str, str] | None = None
    brands: Mapping[str, str] | None = None
    cities: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cached: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    blocked: Problem | None = None


NOT_ASKED = AccountFacts(problems=(problem(ACCOUNT_LEFT_OUT),))
