"""The two languages that the program speaks to people."""

from typing import Literal, NamedTuple

Lang = Literal["en", "ar"]


class Words(NamedTuple):
    """One text in English and in Arabic.

    A place is `{name}`; one that counts may say what to write for one and for any other number,
    the number itself as #: `{count:# order is|# orders are} held back`.
    """

    en: str
    ar: str

    def say(self, lang: Lang, **facts: object) -> str:
        """The text in `lang` with its places filled by the facts; a missing fact stays empty."""
        text = self.ar if lang == "ar" else self.en
        if "{" not in text and "}" not in text:
            return text
        return text.format_map(_Counted(facts) if "|" in text else _Facts(facts))


class _Facts(dict[str, object]):
    def __missing__(self, name: str) -> object:
        return ""


class _Counted(_Facts):
    def __getitem__(self, name: str) -> object:
        return _Fact(self.get(name, ""))


class _Fact:
    __slots__ = ("_fact",)

    def __init__(self, fact: object) -> None:
        self._fact = fact

    def __format__(self, spec: str) -> str:
        one, bar, many = spec.partition("|")
        if not bar:
            return format(self._fact, spec)
        number = str(self._fact)
        return (one if number == "1" else many).replace("#", number)
