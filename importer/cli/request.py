"""What the command line gave, turned into settings and a request."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from importer import settings as settings_module
from importer.errors import UsageError
from importer.i18n import Language, _
from importer.mapping import MapOptions, MappedTable
from importer.pipeline import ImportRequest
from importer.preferences import Preferences
from importer.settings import Settings

Given = Mapping[str, Any]
_REHEARSAL_TOKEN = "rehearsal"


@contextmanager
def destination(given: Given) -> Iterator[Settings]:
    """The settings of this run; with --sandbox an embedded OTO serves while it lasts, and the
    ledger and all that is remembered are this rehearsal's own."""
    if given.get("sandbox") and given.get("staging"):
        raise UsageError(_("--sandbox and --staging exclude each other"))
    if not given.get("sandbox"):
        base_url = settings_module.STAGING if given.get("staging") else None
        yield settings_module.load({**given, "base_url": base_url})
        return
    from importer import sandbox

    settings = settings_module.load(given, keyring=False)
    own = tempfile.TemporaryDirectory(prefix="importer-rehearsal-")
    with own as folder, sandbox.serve(any_codes=True) as base_url:
        yield replace(
            settings,
            token=_REHEARSAL_TOKEN,
            base_url=base_url,
            ledger=str(Path(folder) / "ledger.db"),
            data_dir=Path(folder),
        )


def job_of(given: Given, settings: Settings, preferences: Preferences) -> ImportRequest:
    """How FILE is to be read, with what was remembered; what is said now is not remembered yet."""
    account = settings.account if settings.token else ""
    return ImportRequest(
        file=given["file"],
        mapping=MapOptions(
            sheet=given.get("sheet"),
            maps=pairs("--map", given.get("maps", ())),
            constants=pairs("--set", given.get("constants", ())),
            profile=given.get("profile"),
            remembered=None if given.get("forget_map") else preferences.columns,
        ),
        options={name: given[name] for name in ("dates", "decimal") if given.get(name)},
        cities=preferences.city_choices(account) | pairs("--map-city", given.get("cities", ())),
        encoding=given.get("encoding"),
    )


def remember(
    given: Given, settings: Settings, preferences: Preferences, table: MappedTable
) -> None:
    """Keeps what was said with this run for the next ones: columns, and cities of the account."""
    if given.get("forget_map"):
        preferences.forget_columns()
    preferences.remember_columns(table.fingerprint, table.learned)
    preferences.remember_cities(settings.account, pairs("--map-city", given.get("cities", ())))


def reading_arguments(given: Given) -> list[str]:
    """The options that say how FILE is read, as they were given; but the profile."""
    texts = {
        "--sheet": given.get("sheet"),
        "--encoding": given.get("encoding"),
        "--dates": given.get("dates"),
        "--decimal": given.get("decimal"),
    }
    repeated = {
        "--map": given.get("maps", ()),
        "--set": given.get("constants", ()),
        "--map-city": given.get("cities", ()),
    }
    arguments = [part for flag, text in texts.items() if text for part in (flag, text)]
    arguments += [
        part for flag, values in repeated.items() for each in values for part in (flag, each)
    ]
    return [*arguments, *(["--forget-map"] if given.get("forget_map") else [])]


def pairs(option: str, texts: Iterable[str]) -> dict[str, str]:
    """`Left=right` texts as a dict; the last `=` divides, for a header may hold one itself."""
    found = {}
    for text in texts:
        left, divider, right = text.rpartition("=")
        if not divider or not left.strip() or not right.strip():
            raise UsageError(
                _('{option} takes "left=right", not “{text}”', option=option, text=text)
            )
        found[left.strip()] = right.strip()
    return found


def lang_of(given: Given, fallback: Language = "en") -> Language:
    """The language asked for, else the fallback."""
    asked = given.get("lang")
    return asked if asked in ("en", "ar") else fallback
