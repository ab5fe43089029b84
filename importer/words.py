"""The two languages that the program speaks to people."""

from typing import Literal, NamedTuple

Lang = Literal["en", "ar"]


class Words(NamedTuple):
    """One text in English and in Arabic."""

    en: str
    ar: str

    def say(self, lang: Lang, **facts: object) -> str:
        """The text in `lang` with `{name}` replaced by the facts; a missing fact stays empty."""
        return (self.ar if lang == "ar" else self.en).format_map(_Facts(facts))


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""
