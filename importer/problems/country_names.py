"""Countries as people call them."""

from dataclasses import dataclass
from functools import cache

from importer.i18n import Language, Localized


@cache
def country_name(code: str, lang: Language) -> str:
    """The name of the country (ISO 3166-1 alpha-2), by the CLDR; the code itself if unknown."""
    from babel import Locale

    return str(Locale(lang).territories.get(code, code))


@dataclass(frozen=True, slots=True)
class Countries(Localized):
    """A list of countries, by their ISO 3166-1 alpha-2 codes."""

    codes: tuple[str, ...]

    def format(self, language: Language, /, **facts: object) -> str:
        """Their names."""
        return ", ".join(country_name(code, language) for code in self.codes)
