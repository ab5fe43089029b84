"""Countries as people call them."""

from functools import cache

from importer.i18n import Lang


@cache
def nation(code: str, lang: Lang) -> str:
    """The name of the country (ISO 3166-1 alpha-2), by the CLDR; the code itself if unknown."""
    from babel import Locale

    return str(Locale(lang).territories.get(code, code))
