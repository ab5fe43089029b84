"""Which column stands where in an order sheet, and what its cells hold and look like."""

from importer import catalog
from importer.catalog import Field, Kind, Need
from importer.i18n import Language, Localized, Verbatim, _, without_marks

COMMON: tuple[Field, ...] = (
    catalog.ORDER_ID,
    catalog.CUSTOMER_NAME,
    catalog.MOBILE,
    catalog.COUNTRY,
    catalog.CITY,
    catalog.DISTRICT,
    catalog.ADDRESS,
    catalog.SHORT_ADDRESS_CODE,
    catalog.PAYMENT_METHOD,
    catalog.AMOUNT,
    catalog.AMOUNT_DUE,
    catalog.CURRENCY,
    catalog.ITEM_NAME,
    catalog.SKU,
    catalog.QUANTITY,
    catalog.PRICE,
    catalog.PICKUP_LOCATION_CODE,
    catalog.CREATE_SHIPMENT,
    catalog.PACKAGE_COUNT,
    catalog.PACKAGE_WEIGHT,
    catalog.SHIPPING_NOTES,
    catalog.ORDER_DATE,
)
RARE: tuple[Field, ...] = tuple(field for field in catalog.FIELDS if field not in COMMON)

COUNTRIES = (
    _("SA"), _("AE"), _("KW"),
    _("BH"), _("OM"), _("QA"), _("EG"),
    _("JO"), _("IQ"), _("TR"),
)  # fmt: skip
CURRENCIES = ("SAR", "AED", "KWD", "BHD", "OMR", "QAR", "EGP", "JOD", "TRY", "USD", "EUR")
YES_NO = (_("yes"), _("no"))
COD = _("cod")
PAID = _("paid")

NUMERIC = frozenset({Kind.MONEY, Kind.NUMBER, Kind.WHOLE})
# Three decimals show only where a currency has them (KWD, BHD, OMR).
_NUMBER_FORMATS = {
    Kind.MONEY: "0.00#",
    Kind.NUMBER: "General",
    Kind.WHOLE: "0",
    Kind.DATE: "dd/mm/yyyy",
    Kind.MOMENT: "dd/mm/yyyy hh:mm",
}
_WIDTHS = {
    catalog.CUSTOMER_NAME: 22,
    catalog.ADDRESS: 34,
    catalog.ITEM_NAME: 26,
    catalog.SHIPPING_NOTES: 30,
    catalog.EMAIL: 26,
}


def header(field: Field, lang: Language) -> str:
    """The label as it stands over the column: a star marks what must be filled."""
    return f"{label(field, lang)} *" if must_fill(field) else label(field, lang)


def label(field: Field, lang: Language) -> str:
    """The field's name, fit to be a header: bare of marks of direction."""
    return without_marks(field.label.format(lang))


def number_format(field: Field) -> str:
    """Excel's format for a cell of the field: text wherever Excel would change what is typed."""
    return _NUMBER_FORMATS.get(field.kind, "@")


def width(field: Field) -> int:
    """The column's width in characters."""
    usual = 14 if field.kind in NUMERIC or field.kind is Kind.CURRENCY else 18
    return _WIDTHS.get(field, usual)


def must_fill(field: Field) -> bool:
    """Whether a row is of no use without it; an empty amount to collect is worked out."""
    return field.need is Need.ALWAYS and field is not catalog.AMOUNT_DUE


def choices(field: Field) -> tuple[Localized, ...]:
    """The values that the drop-down of the field offers; empty when there is none."""
    match field.kind:
        case Kind.PAYMENT:
            return COD, PAID
        case Kind.YES_NO:
            return YES_NO
        case Kind.COUNTRY:
            return COUNTRIES
        case Kind.CURRENCY:
            return tuple(map(Verbatim, CURRENCIES))
    return tuple(map(Verbatim, field.allowed))


def drop_down(field: Field, lang: Language) -> list[str]:
    """The choices as they are written in a cell, bare of marks of direction."""
    return [without_marks(choice.format(lang)) for choice in choices(field)]


def cell_text(field: Field, text: str, lang: Language) -> str:
    """The text as a person writes it in a cell of the field: one of its choices is translated."""
    translated = dict(zip(map(str, choices(field)), drop_down(field, lang), strict=True))
    return translated.get(text, text)
