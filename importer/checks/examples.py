"""Examples that fit the file: of its country, in its currency and in the reader's language."""

from collections.abc import Mapping

import numpy as np

from importer import catalog
from importer.catalog import Field
from importer.checks.order_frame import CodedFrame
from importer.i18n import Message, _
from importer.parsing.currencies import currencies_of
from importer.parsing.phones import example_mobile

_TEXTS: Mapping[Field, Message] = {
    catalog.CUSTOMER_NAME: _("Noura Alqahtani"),
    catalog.ADDRESS: _("Olaya Street, building 12"),
}
_CITIES: Mapping[str, Message] = {
    "SA": _("Riyadh"), "AE": _("Dubai"), "KW": _("Kuwait City"), "BH": _("Manama"), "QA": _("Doha"),
    "OM": _("Muscat"), "EG": _("Cairo"), "JO": _("Amman"), "TR": _("Istanbul"),
}  # fmt: skip
_HOME = "SA"


def fitting_example(frame: CodedFrame, field: Field) -> Message | str:
    """What may be written into the field in this file."""
    country = frame.cached(_country)
    if field is catalog.COUNTRY:
        return country
    if field is catalog.CURRENCY:
        return frame.cached(_currency)
    if field is catalog.MOBILE:
        return example_mobile(country)
    if field is catalog.CITY:
        return _CITIES.get(country, _CITIES[_HOME])
    return _TEXTS.get(field, field.example)


def _most_common(frame: CodedFrame, field: Field) -> str | None:
    codes = frame.codes(field)
    codes = codes[codes >= 0]
    return str(frame.uniques(field)[np.bincount(codes).argmax()]) if len(codes) else None


def _country(frame: CodedFrame) -> str:
    """That of most orders, else the first whose money most of them are in."""
    if (country := _most_common(frame, catalog.COUNTRY)) is not None:
        return country
    currency = _most_common(frame, catalog.CURRENCY)
    return next((each for each in _CITIES if currency in currencies_of(each)), _HOME)


def _currency(frame: CodedFrame) -> str:
    own = currencies_of(frame.cached(_country))
    return _most_common(frame, catalog.CURRENCY) or next(iter(sorted(own)), "SAR")
