"""Sentences: their places, their plural forms, and Latin within Arabic."""

import pytest

from importer.i18n import Message, Verbatim, _, _n, without_marks
from importer.problems import CODES, Code

HELD = _n(
    "{count} order is held back until mended (see the report)",
    "{count} orders are held back until mended (see the report)",
)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 order is held back"),
        ("1", "1 order is held back"),
        (0, "0 orders are held back"),
        (48, "48 orders are held back"),
        ("1,000", "1,000 orders are held back"),
    ],
)
def test_one_is_not_said_like_many(count: object, said: str) -> None:
    """A count reads as people write it, whether it comes as a number or as a text."""
    assert HELD.format("en", count=count).startswith(said)


def test_arabic_counts_in_six_ways() -> None:
    """One, two, few, many and hundreds of orders each have their own form."""
    forms = {HELD.format("ar", count=n) for n in (0, 1, 2, 3, 11, 100)}
    assert len({form.translate(dict.fromkeys(map(ord, "0123456789"))) for form in forms}) >= 4


def test_a_fact_may_hold_anything() -> None:
    """A value of the file is put in as it stands; a fact that is missing leaves nothing."""
    assert Message("“{value}”{more}").format("en", value="{count} # {0}") == "“{count} # {0}”"


def test_a_fact_may_be_a_sentence_itself() -> None:
    """A cause within a message speaks the message's language."""
    inner = _("no answer in time")
    outer = Message("({why})", facts=(("why", inner),))
    assert outer.format("en") == "(no answer in time)"
    assert outer.format("ar") == f"({inner.format('ar')})" != outer.format("en")
    assert Message("{code}", facts=(("code", Verbatim("SAR")),)).format("ar") == "SAR"


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.name)
def test_no_text_says_one_orders(code: Code) -> None:
    """With every count at one, no English text has a plural behind it."""
    counts = dict.fromkeys(("count", "orders", "cells", "columns", "places", "valid"), "1")
    told = code.message.format("en", **counts)
    for plural in ("1 orders", "1 rows", "1 cells", "1 decimals", "1 hidden rows", "1 shipments"):
        assert plural not in told


ISOLATED = [
    ("أضف --sandbox.", "أضف \u2066--sandbox\u2069."),
    ("ضع OTO_LEDGER (في ملف .env).", "ضع \u2066OTO_LEDGER\u2069 (في ملف \u2066.env\u2069)."),
    ("الاسم «{value}» غير معروف", "الاسم «\u2068x y\u2069» غير معروف"),
    ('مثلاً --set "{field}={value}"، ثم', 'مثلاً \u2066--set "currency=x y"\u2069، ثم'),
    ("عدد الصفوف {count} (HTTP 401)", "عدد الصفوف 12 (\u2066HTTP 401\u2069)"),
    ("بين -90 و90", "بين \u2066-90\u2069 و90"),
    ("الأمر: python -m importer template", "الأمر: \u2066python -m importer template\u2069"),
    ("لا لاتينية هنا (12.5)", "لا لاتينية هنا (12.5)"),
]


@pytest.mark.parametrize(("text", "said"), ISOLATED)
def test_latin_within_arabic_reads_the_right_way_round(
    text: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Commands, names and values are isolated whole; what is to be copied holds no mark within."""
    found = Message(text).format("ar", value="x y", field="currency", count=12)
    assert found == said
    assert without_marks(found) == text.format(value="x y", field="currency", count=12)
