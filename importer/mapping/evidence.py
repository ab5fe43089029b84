"""What the cells of a column say of it that its header does not."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache

import pandas as pd

from importer import catalog
from importer.catalog import BY_NAME, Field, Kind, Part
from importer.catalog.iso import CURRENCIES
from importer.mapping.cells import blank_mask, is_blank
from importer.mapping.matching import ColumnMatch
from importer.mapping.vocabulary import MatchSource, word_keys, words
from importer.problems import Problem, layout, problem
from importer.reading import display_text

_SAID = (
    MatchSource.MAP, MatchSource.REMEMBERED, MatchSource.CANONICAL, MatchSource.PROFILE,
)  # fmt: skip
_NUMBERS_IN_OTO = (catalog.PRODUCT_ID, catalog.BRAND_ID)
_WHOLE = re.compile(r"\s*\d+(?:\.0+)?\s*")
_DIGIT = re.compile(r"\d")
_SAMPLE = 200  # filled cells that are looked at to tell what a column is
_SHAPES: Mapping[Kind, Callable[[str], bool]] = {
    Kind.PHONE: lambda text: len(_DIGIT.findall(text)) >= 7,
    Kind.MONEY: lambda text: bool(_DIGIT.search(text)) and sum(map(str.isalpha, text)) <= 4,
    Kind.NUMBER: lambda text: bool(_DIGIT.search(text)) and sum(map(str.isalpha, text)) <= 4,
    Kind.WHOLE: lambda text: bool(_WHOLE.fullmatch(text)),
    Kind.COUNTRY: lambda text: not _DIGIT.search(text),
    Kind.CURRENCY: lambda text: not _DIGIT.search(text) and len(text) <= 20,
    Kind.PAYMENT: lambda text: any(map(str.isalpha, text)),
    Kind.EMAIL: lambda text: "@" in text,
    Kind.TEXT: lambda text: any(map(str.isalpha, text)),
}


def suits(field: Field, cells: pd.Series) -> bool:
    """Whether most of the column's filled cells look like values of the field."""
    texts = _texts(cells)
    shape = _SHAPES.get(field.kind)
    if field is catalog.ORDER_ID:
        return len(set(texts)) * 2 > len(texts) and any(map(_DIGIT.search, texts))
    return shape is None or sum(map(shape, texts)) * 2 > len(texts)


def names_currency(cells: pd.Series) -> bool:
    """Whether an amount among the cells may have its currency beside it."""
    texts = {cell for cell in cells.tolist() if isinstance(cell, str)}
    return _currency_beside().search("_".join(texts)) is not None


@cache
def _currency_beside() -> re.Pattern[str]:
    word = "|".join(map(re.escape, (*CURRENCIES, *words("money"))))
    return re.compile(rf"\d[\s.]*(?:{word})|(?:{word})[\s.]*\d", re.I)


def settle_by_cells(
    matches: Sequence[ColumnMatch], body: pd.DataFrame
) -> tuple[list[ColumnMatch], list[Problem]]:
    """The matches, where the cells show that a header means another field or none, and what is to
    be said of it; `body` are the rows beneath the header."""
    named, notes = _settle_name(list(matches), body)
    coded, more = _settle_codes(named, body)
    return _with_line_discounts(coded, body), [*notes, *more]


def _settle_name(
    matches: list[ColumnMatch], body: pd.DataFrame
) -> tuple[list[ColumnMatch], list[Problem]]:
    """“Name” may be the item's: beside another column of the customer's name it is taken for that,
    alone it is asked about."""
    names = [match for match in matches if match.field == catalog.CUSTOMER_NAME.name]
    bare = next((match for match in names if match.key in word_keys("bare_name")), None)
    has_item = any(match.field == catalog.ITEM_NAME.name for match in matches)
    if bare is None or bare.how in _SAID or has_item or not _looks_like_goods(bare, matches, body):
        return matches, []
    if len(names) == 1:
        value = next(iter(_texts(body[bare.column])), "")
        of = catalog.CUSTOMER_NAME.name
        return matches, [problem(layout.NAME_DOUBTED, None, of, value, field=of)]
    of_item = replace(bare, field=catalog.ITEM_NAME.name, how=MatchSource.CLOSE)
    return [of_item if match is bare else match for match in matches], []


def _looks_like_goods(
    name: ColumnMatch, matches: Sequence[ColumnMatch], body: pd.DataFrame
) -> bool:
    """Most have digits, or differ within an order, or come again with other phones: people have
    names in common, but hardly so that most rows share theirs with another one."""
    cells = body[name.column]
    texts = list(dict.fromkeys(_texts(cells)))
    if sum(map(bool, map(_DIGIT.search, texts))) * 2 > len(texts):
        return True
    column_of = {match.field: match.column for match in matches if match.field}
    order, phone = (column_of.get(of.name) for of in (catalog.ORDER_ID, catalog.MOBILE))
    if order is not None and _share_with_several(body, order, name.column) > 0.5:
        return True
    repeated = cells[~blank_mask(cells)].map(str).duplicated(keep=False).mean() > 0.5
    if repeated and phone is not None and _share_with_several(body, name.column, phone) > 0.5:
        return True
    others = [m for m in matches if m.field == catalog.CUSTOMER_NAME.name and m is not name]
    return bool(others) and _stands_among_items(name, matches)


def _share_with_several(body: pd.DataFrame, by: int, column: int) -> float:
    """Of the values of `by` that occur several times, how many have several values in `column`."""
    filled = body[~blank_mask(body[by]) & ~blank_mask(body[column])]
    groups = filled[column].map(str).groupby(filled[by].map(str))
    kinds = groups.nunique()[groups.size() > 1]
    return float((kinds > 1).mean()) if len(kinds) else 0.0


def _stands_among_items(name: ColumnMatch, matches: Sequence[ColumnMatch]) -> bool:
    """A column of items is its neighbour, and none of the customer."""
    parts = {match.column: BY_NAME[match.field].part for match in matches if match.field}
    beside = {parts.get(name.column - 1), parts.get(name.column + 1)}
    return Part.ITEM in beside and Part.CUSTOMER not in beside


def _settle_codes(
    matches: list[ColumnMatch], body: pd.DataFrame
) -> tuple[list[ColumnMatch], list[Problem]]:
    """A shop's own codes are no numbers of OTO: those of products are the items' codes where no
    other column has them, else they are left out."""
    notes: list[Problem] = []
    for position, match in enumerate(matches):
        field = BY_NAME.get(match.field or "")
        if field not in _NUMBERS_IN_OTO or match.how in _SAID:
            continue
        texts = _texts(body[match.column])
        if sum(bool(_WHOLE.fullmatch(text)) for text in texts) * 2 >= len(texts):
            continue
        has_sku = any(other.field == catalog.SKU.name for other in matches)
        to_sku = field is catalog.PRODUCT_ID and not has_sku
        changed = (
            replace(match, field=catalog.SKU.name)
            if to_sku
            else ColumnMatch(match.header_cell, None, MatchSource.IGNORED)
        )
        matches = [*matches[:position], changed, *matches[position + 1 :]]
        of = layout.CODES_ARE_SKUS if to_sku else layout.CODES_LEFT_OUT
        notes.append(problem(of, None, match.header, texts[0], field=field.name))
    return matches, notes


def _with_line_discounts(matches: Sequence[ColumnMatch], body: pd.DataFrame) -> list[ColumnMatch]:
    """A column called “Discount” is the lines' where an order has two that are not the same."""
    by_field = {match.field: match for match in matches if match.field}
    order_id = by_field.get(catalog.ORDER_ID.name)
    discount = by_field.get(catalog.DISCOUNT_AMOUNT.name)
    if order_id is None or discount is None or catalog.ITEM_DISCOUNT.name in by_field:
        return list(matches)
    if discount.how in _SAID or not _share_with_several(body, order_id.column, discount.column):
        return list(matches)
    of_lines = replace(discount, field=catalog.ITEM_DISCOUNT.name)
    return [of_lines if match is discount else match for match in matches]


def _texts(cells: pd.Series) -> list[str]:
    filled = (display_text(cell) for cell in cells.tolist() if not is_blank(cell))
    return [text for text, _ in zip(filled, range(_SAMPLE), strict=False)]
