"""What is known of one field of an order."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files

from importer.i18n import Language, Message


class Part(StrEnum):
    """Where a field stands in an order."""

    ORDER = "order"
    CUSTOMER = "customer"
    ITEM = "item"
    SENDER = "sender"


class Kind(StrEnum):
    """What a cell of the field holds, and the Python type of its typed value."""

    TEXT = "text"  # str
    CODE = "code"  # str; an id: a number cell stands for its whole digits
    PHONE = "phone"  # str: digits with country code, no plus
    MONEY = "money"  # Decimal
    NUMBER = "number"  # Decimal
    WHOLE = "whole"  # int
    YES_NO = "yes_no"  # bool
    DATE = "date"  # datetime.date
    MOMENT = "moment"  # datetime.datetime without zone
    TIME = "time"  # str such as 2:30pm
    COUNTRY = "country"  # str: ISO 3166-1 alpha-2
    CURRENCY = "currency"  # str: ISO 4217
    PAYMENT = "payment"  # str: cod or paid
    EMAIL = "email"  # str
    URL = "url"  # str


class Need(StrEnum):
    """Whether a cell must be filled."""

    ALWAYS = "always"
    SOMETIMES = "sometimes"  # a rule across fields decides
    NEVER = "never"


@cache
def _aliases() -> dict[str, dict[Language, list[str]]]:
    written = files(__package__).joinpath("aliases.toml").read_text(encoding="utf-8")
    return tomllib.loads(written)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of createOrder.

    `key` is OTO's name inside its part; `name` is the canonical column name: `key` for an order
    field, `part.key` for the others. `example` is a cell's text. Limits are inclusive but for
    `above`, which a value must exceed. `guide` marks fields of OTO's order guide (the others come
    from its API reference).
    """

    part: Part
    key: str
    kind: Kind
    label: Message
    help: Message
    example: str
    _: KW_ONLY
    need: Need = Need.NEVER
    allowed: tuple[str, ...] = ()
    least: Decimal | None = None
    above: Decimal | None = None
    most: Decimal | None = None
    longest: int = 255
    pattern: str = ""
    guide: bool = False

    @property
    def name(self) -> str:
        """The canonical column name, such as `amount` or `customer.city`."""
        return self.key if self.part is Part.ORDER else f"{self.part}.{self.key}"

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other headers that mean this field, in any language (`aliases.toml`)."""
        return tuple(name for names in self.aliases_by_language.values() for name in names)

    @property
    def aliases_by_language(self) -> Mapping[Language, Sequence[str]]:
        """The same by the language that they belong to."""
        return _aliases().get(self.name, {})
