"""Texts that count."""

import pytest

from importer.i18n import Words
from importer.problems import CODES

HELD = Words("{count:# order is|# orders are} held back", "عدد الطلبات الموقوفة: {count}")


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
    assert HELD.say("en", count=count) == said
    assert HELD.say("ar", count=count) == f"عدد الطلبات الموقوفة: {count}"


def test_a_fact_may_hold_anything() -> None:
    """A value of the file is put in as it stands; a fact that is missing leaves nothing."""
    assert Words("“{value}”{more}", "").say("en", value="{count:a|b} #") == "“{count:a|b} #”"


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.name)
def test_no_text_says_one_orders(code: object) -> None:
    """With every count at one, no English text has a plural behind it."""
    counts = dict.fromkeys(("count", "orders", "cells", "columns", "places", "valid"), "1")
    told = code.message.say("en", **counts)  # type: ignore[attr-defined]
    for plural in ("1 orders", "1 rows", "1 cells", "1 decimals", "1 hidden rows", "1 shipments"):
        assert plural not in told
