"""What OTO knows of the account, as far as it could be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from importer.problems import Problem, problem
from importer.problems.account import ACCOUNT_LEFT_OUT


@dataclass(frozen=True)
class AccountFacts:
    """The account's name, credit and lists; None (or no key) where OTO gave none.

    The lists are OTO's code or number → its name; `cities` are by country (ISO 3166-1 alpha-2).
    `asked` is false when the account was left out or could not be reached at all; `problems` says
    so.
    """

    asked: bool = False
    name: str | None = None
    credit: Decimal | None = None
    pickup_codes: Mapping[str, str] | None = None
    delivery_options: Mapping[str, str] | None = None
    brands: Mapping[str, str] | None = None
    cities: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


NOT_ASKED = AccountFacts(problems=(problem(ACCOUNT_LEFT_OUT),))
